// WrittenDatasets: the JSON of datasets as lists show them, kept while nobody writes the dataset, so that a page seldom
// reads documents. In: ids and whether parameters are wanted. Out: one JSON object each, all as of one moment. Any
// thread.
#pragma once
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "api/kept_texts.h"
#include "api/shown_parameters.h"
#include "store/store.h"

namespace weft {

// The members of a summary, and what is shown of its parameters.
std::string write_listed(const Dataset& dataset, ShownParameters& shown, const Facility& facility);

class WrittenDatasets {
 public:
  enum class Parameters { none, all };
  using Text = KeptTexts::Text;

  static constexpr std::size_t kUsualBytes = std::size_t{64} << 20;
  WrittenDatasets(Store& store, const Definitions& definitions, std::size_t most_bytes = kUsualBytes)
      : store_(store), definitions_(definitions), kept_(most_bytes) {}

  // For who sees everything: a viewer with limits has texts withheld, which is never kept. In the order asked; unknown
  // ids are left out.
  std::vector<Text> read(std::span<const DatasetId> ids, Parameters parameters);

  std::size_t bytes() const { return kept_.bytes(); }

 private:
  static std::uint64_t key_of(DatasetId id, Parameters parameters);
  // Null where nothing is kept that held at `version`.
  std::vector<Text> find(std::span<const DatasetId> ids, Parameters parameters, std::uint64_t version);
  // What writes parameters learns their names: it is used again. Never while it writes for somebody else.
  ShownParameters take_writer(Parameters parameters);
  void give_back(Parameters parameters, ShownParameters writer);
  void read_missing(Reading& reading, std::span<const DatasetId> ids, Parameters parameters, std::uint64_t version,
                    std::vector<Text>& into);

  Store& store_;
  const Definitions& definitions_;
  KeptTexts kept_;
  std::mutex mutex_;
  std::vector<ShownParameters> writers_;  // of all parameters, idle
};

}  // namespace weft
