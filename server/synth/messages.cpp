#include "synth/messages.h"

#include "base/clock.h"
#include "synth/draw.h"

namespace weft {
namespace {

constexpr std::size_t kPortion = 1u << 20;
constexpr std::int64_t kRepeatedAfter = 137, kUpdatedAfter = 251;
enum Topic : std::uint64_t { kRepeats = 200, kUpdates };

void append_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

// `before`: what stands before the text, ",\"name\":".
void append_member(std::string& out, std::string_view before, std::string_view text) {
  out += before;
  append_text(out, text);
}

void append_parameters(std::string& out, const SynthDataset& dataset) {
  out += ",\"parameters\":{";
  bool first = true;
  for (const auto& told : dataset.parameters) {
    if (!first) out += ',';
    first = false;
    append_text(out, told.name);
    out += ':';
    if (told.is_number)
      out += told.text;
    else
      append_text(out, told.text);
  }
}

void append_inputs(std::string& out, const SynthDataset& dataset) {
  if (dataset.lists_inputs)
    out += "},\"inputs\":[";
  else
    out += ",\"input_datasets\":\"";
  bool first = true;
  for (const auto input : dataset.input_texts) {
    if (!first) out += ',';
    first = false;
    if (dataset.lists_inputs)
      append_text(out, input);
    else
      out += input;
  }
  out += dataset.lists_inputs ? "]}\n" : "\"}}\n";
}

void append_update(std::string& out, const SynthDataset& dataset) {
  append_member(out, "{\"type\":\"metadata\",\"proposal\":", dataset.proposal);
  append_member(out, ",\"instrument\":", dataset.instrument);
  append_member(out, ",\"paths\":[", dataset.location);
  append_member(out, "],\"name\":\"Sample_description\",\"value\":", "corrected by the user");
  out += "}\n";
}

bool is_chosen(const SynthPlan& plan, Topic topic, std::int64_t arrival, double share) {
  return arrival >= 0 && Draw(mixed(plan.size().seed, topic), plan.made(arrival)).chance(share);
}

class Writing {
 public:
  using Tell = std::function<bool(std::string_view, std::int64_t)>;
  Writing(const SynthPlan& plan, const Tell& tell) : plan_(plan), maker_(plan), tell_(tell) {}

  SynthCounts run() {
    for (const auto& investigation : plan_.investigations())
      if (investigation.is_announced) append_message(out_, investigation), ++counts_.lines;
    for (std::int64_t arrival = 0; arrival < plan_.datasets() && goes_on_; ++arrival) {
      write_dataset(maker_.make(arrival));
      write_again(arrival - kRepeatedAfter);
      write_update(arrival - kUpdatedAfter);
      if (out_.size() >= kPortion) pass_on();
    }
    pass_on();
    return counts_;
  }

 private:
  void write_dataset(const SynthDataset& dataset) {
    append_message(out_, dataset);
    ++counts_.lines;
    ++counts_.datasets;
    counts_.parameters += static_cast<std::int64_t>(dataset.parameters.size());
    for (const auto& told : dataset.parameters) counts_.texts += !told.is_number;
    counts_.links += static_cast<std::int64_t>(dataset.inputs.size());
  }

  void write_again(std::int64_t arrival) {
    if (!is_chosen(plan_, kRepeats, arrival, 0.005)) return;
    append_message(out_, maker_.make(arrival));
    ++counts_.lines;
  }

  void write_update(std::int64_t arrival) {
    if (!is_chosen(plan_, kUpdates, arrival, 0.003)) return;
    append_update(out_, maker_.make(arrival));
    ++counts_.lines;
  }

  void pass_on() {
    counts_.bytes += static_cast<std::int64_t>(out_.size());
    goes_on_ = tell_(out_, counts_.datasets);
    out_.clear();
  }

  const SynthPlan& plan_;
  SynthMaker maker_;
  const Tell& tell_;
  std::string out_;
  SynthCounts counts_;
  bool goes_on_ = true;
};

}  // namespace

void append_message(std::string& out, const SynthDataset& dataset) {
  append_member(out, "{\"type\":\"dataset\",\"proposal\":", dataset.proposal);
  append_member(out, ",\"instrument\":", dataset.instrument);
  append_member(out, ",\"location\":", dataset.location);
  append_member(out, ",\"name\":", dataset.name);
  append_member(out, ",\"startDate\":", dataset.start);
  append_member(out, ",\"endDate\":", dataset.end);
  append_member(out, ",\"sample\":{\"name\":", dataset.sample);
  out += '}';
  append_parameters(out, dataset);
  if (dataset.input_texts.empty())
    out += "}}\n";
  else
    append_inputs(out, dataset);
}

void append_message(std::string& out, const SynthInvestigation& investigation) {
  append_member(out, "{\"type\":\"investigation\",\"proposal\":", investigation.proposal);
  append_member(out, ",\"instrument\":", synth_instruments()[investigation.instrument].name);
  append_member(out, ",\"startDate\":", write_time(investigation.start));
  append_member(out, ",\"endDate\":", write_time(investigation.end));
  append_member(out, ",\"title\":", "Proposal " + investigation.proposal);
  out += ",\"official\":true}\n";
}

SynthCounts write_messages(const SynthPlan& plan, const std::function<bool(std::string_view, std::int64_t)>& tell) {
  return Writing(plan, tell).run();
}

}  // namespace weft
