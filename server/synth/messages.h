// Messages: a plan as the JSON lines that beamlines, pipelines and the user office would send. One thread a writer.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "synth/datasets.h"

namespace weft {

struct SynthCounts {
  std::int64_t lines = 0, datasets = 0, parameters = 0, texts = 0, links = 0, bytes = 0;
};

// Announced investigations first, then datasets in the order they arrive. Of 1,000 datasets, five are sent twice with
// the same bytes and three are changed later by a metadata update. `tell` takes some lines at a time, each with its
// '\n', and the number of datasets so far, and answers whether to go on.
SynthCounts write_messages(const SynthPlan& plan,
                           const std::function<bool(std::string_view lines, std::int64_t)>& tell);

// One line, with its '\n', behind `out`.
void append_message(std::string& out, const SynthDataset& dataset);
void append_message(std::string& out, const SynthInvestigation& investigation);

}  // namespace weft
