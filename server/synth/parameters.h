// Parameters: which names a dataset of each technique and stage bears, and how their values spread. Names and types are
// those of hdf5_cfg.xml (ESRF's), a few are of senders that know no dictionary. Constant tables; any thread.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "synth/techniques.h"

namespace weft {

// The same value for all datasets of one ...
enum class Per : std::uint8_t { dataset, collection, investigation, instrument };

struct SynthParameter {
  enum class Kind : std::uint8_t {
    pick,    // one of `values`, the first ones far more often
    number,  // evenly between low and high, so many decimals
    spread,  // likewise, evenly in its logarithm
    words,   // some of `values`, free text
    file,    // a path below the dataset's folder; `values` is its ending
    code,    // an id nobody else bears; `values` is its beginning
  };
  std::string_view name;
  int share = 100;  // per cent of the datasets that could bear it
  Per per = Per::dataset;
  Kind kind = Kind::pick;
  std::vector<std::string_view> values = {};
  double low = 0, high = 0;
  int decimals = 0;
  std::string_view unit = {};  // as careless senders write it behind the number

  std::uint64_t topic = 0;  // of what is drawn for it

  bool is_number() const { return kind == Kind::number || kind == Kind::spread; }
};

// What a dataset of this family made by this stage may bear, beside what every dataset has (datasets.cpp writes that).
const std::vector<SynthParameter>& parameters_of(std::string_view family, Stage stage);

// "Sample_animal": the talk's own example; nobody defined it. Sixty, the first ones far more often.
const std::vector<std::string_view>& animals();
// Beginnings of sample names.
const std::vector<std::string_view>& sample_stems();

}  // namespace weft
