// WrittenDatasets: the JSON of datasets as lists show them, kept while nobody writes the dataset, so that a page seldom
// reads documents. In: ids and whether parameters are wanted. Out: one JSON object each, all as of one moment. Any
// thread.
#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/shown_parameters.h"
#include "store/store.h"

namespace weft {

// The members of a summary, and what is shown of its parameters.
std::string write_listed(const Dataset& dataset, ShownParameters& shown, const Facility& facility);

class WrittenDatasets {
 public:
  enum class Parameters { none, all };
  using Text = std::shared_ptr<const std::string>;

  static constexpr std::size_t kUsualBytes = std::size_t{64} << 20;
  WrittenDatasets(Store& store, const Definitions& definitions, std::size_t most_bytes = kUsualBytes)
      : store_(store), definitions_(definitions), most_bytes_(most_bytes) {}

  // For who sees everything: a viewer with limits has texts withheld, which is never kept. In the order asked; unknown
  // ids are left out.
  std::vector<Text> read(std::span<const DatasetId> ids, Parameters parameters);

  std::size_t bytes() const;

 private:
  struct Kept {
    std::uint64_t key;
    std::uint64_t version;  // of the store, taken before its dataset was read
    Text text;
  };
  static std::uint64_t key_of(DatasetId id, Parameters parameters);
  static std::size_t cost(const Kept& kept);
  // Null where nothing is kept that held at `version`.
  std::vector<Text> find(std::span<const DatasetId> ids, Parameters parameters, std::uint64_t version);
  void keep(Kept fresh);
  // What writes parameters learns their names: it is used again. Never while it writes for somebody else.
  ShownParameters take_writer(Parameters parameters);
  void give_back(Parameters parameters, ShownParameters writer);
  void read_missing(Reading& reading, std::span<const DatasetId> ids, Parameters parameters, std::uint64_t version,
                    std::vector<Text>& into);

  Store& store_;
  const Definitions& definitions_;
  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::list<Kept> kept_;  // last asked first
  std::unordered_map<std::uint64_t, std::list<Kept>::iterator> found_;
  std::size_t bytes_ = 0;
  std::vector<ShownParameters> writers_;  // of all parameters, idle
};

}  // namespace weft
