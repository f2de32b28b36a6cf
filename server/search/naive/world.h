// World: everything that one viewer sees at one moment, read from the store and kept in memory. One thread.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "search/condition.h"
#include "search/engine.h"
#include "search/facts.h"
#include "store/store.h"

namespace weft::naive {

// A Fact that owns what it says.
struct KnownFact {
  bool has_text = false;
  std::string text;
  std::vector<std::string> elements;
  std::vector<double> numbers;
  bool is_missing = false;

  // Elements, or the whole; for fields that are numbers the text that stands for them. None when missing.
  std::vector<std::string> values;
};

struct KnownDataset {
  DatasetId id;
  bool is_live = true;
  bool is_acquisition = true;
  SampleId sample;
  std::int64_t file_count = -1;
  std::int64_t size_bytes = -1;
  std::map<Column, KnownFact> facts;
  std::vector<std::size_t> inputs;   // where in World::datasets they are; each once
  std::vector<std::size_t> outputs;  // likewise

  const KnownFact* fact(const Column& column) const {
    const auto found = facts.find(column);
    return found == facts.end() ? nullptr : &found->second;
  }
};

struct World {
  std::vector<KnownDataset> datasets;  // by id, deleted ones too

  static constexpr auto kNowhere = static_cast<std::size_t>(-1);
  std::size_t find(DatasetId id) const;  // kNowhere when the viewer does not see it
};

// Throws Cancelled when whoever asked is gone.
void stop_if(const Cancel& cancel);

World read_world(Reading& reading, const Definitions& definitions, const Cancel& cancel);

}  // namespace weft::naive
