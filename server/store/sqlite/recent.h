// Recent: datasets as the latest commits left them, in memory, so that who follows the feed need not read again what
// was just written. keep(): the writer's thread; look(): any.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "store/draft.h"
#include "store/sqlite/versions.h"

namespace weft::sqlite {

class Recent {
 public:
  // Datasets written whole by one commit, by ascending id.
  struct Batch {
    std::uint64_t version = 0;
    std::size_t bytes = 0;  // about
    std::vector<Dataset> datasets;
    std::vector<std::pair<DatasetId, std::size_t>> places;
  };
  using Batches = std::vector<std::shared_ptr<const Batch>>;

  // What is kept at one moment, for a Reading that begins afterwards.
  class Look {
   public:
    Look(Batches batches, const Versions& versions) : batches_(std::move(batches)), versions_(versions) {}
    // As that Reading sees it; null when it must be read.
    const Dataset* find(DatasetId id) const;

   private:
    Batches batches_;  // the latest first
    const Versions& versions_;
  };

  explicit Recent(const Versions& versions) : versions_(versions) {}

  // Takes the datasets out of the drafts of the commit that made `version`, in the order they were applied. Gives back
  // the oldest, which are let go.
  std::vector<std::shared_ptr<const void>> keep(std::vector<Draft>& applied, std::uint64_t version);
  Look look() const;

  static constexpr std::size_t kMostKept = 16'384;  // datasets, some 4 kB each; fewer when senders say much of each:
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

 private:
  const Versions& versions_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const Batch>> batches_;  // the latest first
  std::size_t count_ = 0, bytes_ = 0;
};

}  // namespace weft::sqlite
