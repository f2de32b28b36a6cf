// Datasets: all that the message about one dataset of a plan says. A pure function of plan and number; one thread a
// maker.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "synth/draw.h"
#include "synth/parameters.h"
#include "synth/plan.h"

namespace weft {

// Views hold until the maker makes the next.
struct SynthDataset {
  struct Told {
    std::string_view name, text;
    bool is_number = false;  // sent as a JSON number
  };
  std::int64_t arrival = 0;         // its id in an empty store is this + 1
  std::uint32_t investigation = 0;  // of the plan
  std::uint32_t collection = 0;     // of the plan: the sample
  Stage stage = Stage::raw;
  std::string_view proposal, instrument, location, name, sample;
  std::string_view start, end;  // ISO 8601 with zone
  Time starts, ends;
  std::vector<Told> parameters;
  std::vector<std::int64_t> inputs;           // arrivals
  std::vector<std::string_view> input_texts;  // paths, as sent; may hold one that never arrives
  bool lists_inputs = true;                   // else they stand in the parameter input_datasets, parted by commas
  std::int64_t files = 0, bytes = 0;          // also told as __fileCount and __volume
};

class SynthMaker {
 public:
  explicit SynthMaker(const SynthPlan& plan);
  const SynthDataset& make(std::int64_t arrival);

 private:
  struct Span {
    std::size_t begin = 0, size = 0;
  };
  struct ToldSpan {
    std::string_view name;
    Span text;
    bool is_number;
  };
  void write_names();
  void write_instrument();
  void write_inputs(const SynthPlace& place);
  void write_parameters();
  void tell(const SynthParameter& parameter);
  void tell(std::string_view name, std::string_view text, bool is_number = false);
  bool write_number(const SynthParameter& parameter, Draw& value);
  void write_location(const SynthPlace& place);
  void write_files();
  void write_sample();
  void settle();
  std::string_view view(Span span) const { return std::string_view(text_).substr(span.begin, span.size); }
  Span since(std::size_t begin) const { return {begin, text_.size() - begin}; }

  const SynthPlan& plan_;
  SynthDataset dataset_;
  std::uint32_t made_ = 0;
  const SynthCollection* collection_ = nullptr;
  const SynthInvestigation* investigation_ = nullptr;
  std::string text_;  // everything said, one after the other
  std::vector<ToldSpan> told_;
  std::vector<Span> input_spans_;
  Span instrument_, location_, name_, sample_, start_, end_;
};

}  // namespace weft
