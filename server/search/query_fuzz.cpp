// Any bytes as a query, and as one that is being written. Never a crash; an error has its place; what was understood is
// in the one shape that condition.h promises; completions stand inside the text.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "base/text.h"
#include "search/describe.h"
#include "search/language_setting.h"
#include "search/suggest.h"

namespace {

using namespace weft;
using Kind = Condition::Kind;

void hold_intervals(const std::vector<Interval>& intervals) {
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    CHECK(intervals[i].from <= intervals[i].to, "an interval begins before it ends");
    CHECK(i == 0 || std::nextafter(intervals[i - 1].to, INFINITY) < intervals[i].from,
          "intervals ascend and keep apart");
  }
}

void hold(const Condition& condition) {
  const auto& [kind, column, texts, intervals, relation, start, parts] = condition;
  const bool is_chain = kind == Kind::both || kind == Kind::either;
  const bool has_one = kind == Kind::without || kind == Kind::across;
  CHECK(parts.size() >= 2 ? is_chain : parts.size() == (has_one ? 1u : 0u), "parts as many as the kind has");
  CHECK(!is_chain || parts.size() >= 2, "a chain has two parts");
  CHECK(texts.empty() == (kind != Kind::texts && kind != Kind::contains), "texts where texts belong");
  CHECK(intervals.empty() == (kind != Kind::numbers), "intervals where intervals belong");
  CHECK(std::is_sorted(texts.begin(), texts.end()) && std::adjacent_find(texts.begin(), texts.end()) == texts.end(),
        "texts are sorted, each once");
  hold_intervals(intervals);
  for (const auto& part : parts) {
    CHECK(part.kind != kind || kind == Kind::across, "nothing stands directly in its own kind");
    CHECK(!is_chain || (part.kind != Kind::everything && part.kind != Kind::nothing), "no part decides a chain");
    hold(part);
  }
}

struct AllDatasets : Selection {
  std::int64_t count() const override { return 0; }
  bool contains(DatasetId) const override { return true; }
  std::vector<DatasetId> ids() const override { return {}; }
};

// Every column has one value, and that is an awkward one.
struct OneValue : View {
  Seq seq() const override { return {}; }
  std::unique_ptr<Selection> select(const Meaning&) override { return std::make_unique<AllDatasets>(); }
  std::vector<Position> page(const Selection&, const Order&, const std::optional<Position>&, int) override {
    return {};
  }
  ValueCounts count_values(const Selection&, const Column&, int, std::string_view) override {
    return {1, 1, {{"a \"b\" \\ and", 1}}};
  }
  NumberCounts count_numbers(const Selection&, const Column&, const std::vector<double>&) override { return {}; }
  std::vector<Group> group(const Selection&, const std::vector<GroupBy>&, std::size_t) override { return {}; }
  bool knows(const std::string& parameter) override { return parameter == "scanType"; }
  std::vector<std::string> parameters() override { return {"and", "scanType", "with blank"}; }
};

void hold_suggestions(std::string_view text, const Definitions& definitions) {
  OneValue view;
  const auto length = is_utf8(text) ? static_cast<std::int64_t>(code_points(text).size()) : 0;
  for (const auto cursor : {length, length / 2}) {
    const auto found = suggest(text, cursor, 20, view, definitions);
    CHECK(found || !is_utf8(text), "any text of UTF-8 can be completed");
    if (!found) return;
    for (const auto& one : *found)
      CHECK(one.from >= 0 && one.from <= cursor && cursor <= one.to && one.to <= length && !one.text.empty(),
            "a completion stands at the cursor");
  }
}

}  // namespace

// UDUNITS' own, told in definitions/units.cpp.
extern "C" const char* __lsan_default_suppressions() { return "leak:utlex"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto* definitions = new Definitions(language_definitions());
  static const auto* known = new KnownNames(language_names());
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto from : {DatasetId{}, DatasetId{7}}) {
    const auto meaning = read_meaning(text, from, *definitions, *known);
    if (meaning) {
      hold(meaning->condition);
      CHECK(is_utf8(describe(meaning->condition)), "what was understood is UTF-8");
    } else {
      CHECK(meaning.error().subject.starts_with("character "), "an error has its place");
      CHECK(is_utf8(meaning.error().message), "an error can be shown");
    }
  }
  (void)read_column(text, *definitions, *known);
  hold_suggestions(text, *definitions);
  return 0;
}
