#include "synth/questions.h"

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "synth/datasets.h"
#include "synth/draw.h"

namespace weft {
namespace {

constexpr std::uint64_t kQuestions = 300;
constexpr int kPage = 50;
constexpr int kTries = 10'000;  // small facilities may have no such dataset

constexpr std::string_view kResolution = "MXAutoprocIntegrationScaling_overall_resolution_limit_high";
constexpr std::array<const char*, 5> kFacets = {"instrument", "Sample_animal", "scanType", "Process_program",
                                                "InstrumentDetector01_model"};

std::string_view told(const SynthDataset& dataset, std::string_view name) {
  for (const auto& parameter : dataset.parameters)
    if (parameter.name == name) return parameter.text;
  return {};
}

class Asking {
 public:
  explicit Asking(const SynthPlan& plan) : plan_(plan), maker_(plan), draw_(plan.size().seed, kQuestions) {}

  SynthQuestion ask() {
    SynthQuestion question;
    const auto& one = any([](const SynthDataset& d) { return !told(d, "Sample_animal").empty(); });
    question.technique = one_word(told(one, "definition"));
    question.instrument = synth_instruments()[plan_.investigations()[one.investigation].instrument].name;
    question.animal = told(one, "Sample_animal");
    question.page = page_around(one.arrival);
    question.part_of_sample = part_of(any([](const SynthDataset&) { return true; }).sample);
    const auto& processed = any([](const SynthDataset& d) { return !d.inputs.empty(); });
    question.dataset = processed.arrival + 1;
    question.raw = root_of(processed) + 1;
    return question;
  }

 private:
  template <class Wanted>
  const SynthDataset& any(Wanted wanted) {
    for (int tries = 1;; ++tries)
      if (const auto& one = maker_.make(draw_.between(0, plan_.datasets() - 1)); wanted(one) || tries == kTries)
        return one;
  }

  // Some that came about then, as a person's page would: not all next to each other.
  std::vector<std::int64_t> page_around(std::int64_t arrival) {
    std::vector<std::int64_t> ids;
    auto at = std::max<std::int64_t>(0, std::min(arrival, plan_.datasets() - 40 * kPage));
    while (ids.size() < kPage && at < plan_.datasets()) {
      ids.push_back(at + 1);
      at += draw_.between(1, 40);
    }
    return ids;
  }

  // Of "MX SAD" either.
  std::string one_word(std::string_view technique) {
    const auto blank = technique.find(' ');
    if (blank == std::string_view::npos || draw_.chance(0.5)) return std::string(technique.substr(0, blank));
    return std::string(technique.substr(blank + 1));
  }

  std::string part_of(std::string_view sample) {
    std::string ascii;
    for (const char c : sample)
      if (c > ' ' && c < 127) ascii += c;
    const auto size = std::min<std::size_t>(ascii.size(), static_cast<std::size_t>(draw_.between(4, 6)));
    return ascii.substr(static_cast<std::size_t>(draw_.between(0, static_cast<std::int64_t>(ascii.size() - size))),
                        size);
  }

  std::int64_t root_of(const SynthDataset& processed) {
    auto at = processed.arrival;
    for (auto inputs = processed.inputs; !inputs.empty(); inputs = maker_.make(at).inputs) at = inputs.front();
    return at;
  }

  const SynthPlan& plan_;
  SynthMaker maker_;
  Draw draw_;
};

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string first_query(const SynthQuestion& q) {
  return "definition = " + quoted(q.technique) + " and instrument = " + q.instrument +
         " and Sample_animal = " + quoted(q.animal);
}

void write_line(std::string& out, const SynthQuestion& q, const char* query) {
  const std::string_view name = query;
  JsonWriter json;
  json.begin_object().member("query", query);
  const bool by_values = name == "Q1" || name == "Q2" || name == "Q3b" || name == "Q8";
  if (by_values || name == "Q3") json.member("technique", q.technique);
  if (by_values) json.member("instrument", q.instrument).member("animal", q.animal);
  if (name == "Q1" || name == "Q3b") json.member("weft", first_query(q));
  if (name == "Q2") {
    json.member("parameter", kResolution).member("below", 2.0).member("sort", "-startDate");
    json.member("weft", first_query(q) + " and " + std::string(kResolution) + " < 2.0");
  }
  if (name == "Q3") json.member("weft", "definition = " + quoted(q.technique));
  if (name == "Q3" || name == "Q3b") {
    json.key("facets").begin_array();
    for (const auto* facet : kFacets) json.value(facet);
    json.end_array();
  }
  if (name == "Q4") {
    json.key("ids").begin_array();
    for (const auto id : q.page) json.value(id);
    json.end_array();
  }
  if (name == "Q5") json.member("descendantsOf", q.raw).member("ancestorsOf", q.dataset);
  if (name == "Q6") json.key("by").begin_array().value("instrument").value("year").end_array();
  if (name == "Q7") json.member("text", q.part_of_sample).member("weft", "sample ~ " + quoted(q.part_of_sample));
  if (name == "Q8") json.member("weft", "ancestor(" + first_query(q) + ")");
  out += json.end_object().take() + "\n";
}

}  // namespace

std::vector<SynthQuestion> make_questions(const SynthPlan& plan, int count) {
  Asking asking(plan);
  std::vector<SynthQuestion> questions;
  for (int i = 0; i < count; ++i) questions.push_back(asking.ask());
  return questions;
}

std::string write_questions(const std::vector<SynthQuestion>& questions) {
  std::string out;
  for (const auto* query : {"Q1", "Q2", "Q3", "Q3b", "Q4", "Q5", "Q6", "Q7", "Q8"})
    for (const auto& question : questions) write_line(out, question, query);
  return out;
}

}  // namespace weft
