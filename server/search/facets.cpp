// Facets: what one asks to be counted, and how a column is cut when nobody says.
#include <algorithm>
#include <charconv>
#include <optional>

#include "search/asked.h"
#include "search/buckets.h"
#include "search/facets.h"
#include "search/facts.h"

namespace weft {
namespace {

constexpr int kMostFacets = 50;
constexpr int kMostCounts = 10'000;
constexpr int kValues = 20, kNumberBuckets = 20, kTimeBuckets = 62;

enum class Way { automatic, values, histogram, year, month, day };

// name[:n | :values[:n] | :histogram[:n] | :year | :month | :day]
struct Wanted {
  std::string_view name;
  Way way = Way::automatic;
  int count = 0;  // 0: as many as are usual
};

bool read_way(std::string_view word, Way& way) {
  constexpr std::pair<std::string_view, Way> kWays[] = {{"values", Way::values},
                                                        {"histogram", Way::histogram},
                                                        {"year", Way::year},
                                                        {"month", Way::month},
                                                        {"day", Way::day}};
  for (const auto& [name, meant] : kWays)
    if (word == name) {
      way = meant;
      return true;
    }
  return false;
}

bool read_count(std::string_view word, int& count) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
  return error == std::errc{} && end == word.data() + word.size();
}

// What stands behind the last colon, which is taken off.
std::optional<std::string_view> take_last(std::string_view& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || text.ends_with('"')) return std::nullopt;
  const auto last = text.substr(colon + 1);
  text.remove_suffix(last.size() + 1);
  return last;
}

Result<Wanted> read_wanted(const std::string& text) {
  const auto wrong = [&](std::string message) { return fail(ErrorCode::invalid, std::move(message), text); };
  Wanted wanted{text};
  auto last = take_last(wanted.name);
  if (!last) return wanted;
  if (read_count(*last, wanted.count)) {
    if (wanted.count < 1 || wanted.count > kMostCounts)
      return wrong("a facet has between 1 and " + std::to_string(kMostCounts) + " counts");
    last = take_last(wanted.name);
    if (!last) return wanted;
  }
  if (!read_way(*last, wanted.way))
    return wrong(
        "a facet is NAME, NAME:20, NAME:values, NAME:values:20, NAME:histogram, NAME:histogram:20, NAME:year, "
        "NAME:month or NAME:day");
  return wanted;
}

class FacetCounter {
 public:
  FacetCounter(const Asked& asked, const Definitions& definitions) : asked_(asked), definitions_(definitions) {}

  Result<Facets::Facet> count(const std::string& text) const {
    const auto wanted = read_wanted(text);
    if (!wanted) return tl::make_unexpected(wanted.error());
    const auto column = read_column(wanted->name, definitions_, names_in(*asked_.view));
    if (!column) return tl::make_unexpected(column.error());
    Facets::Facet facet;
    facet.field = text;
    facet.name = shown_name(*column);
    const bool time = is_time(*column, definitions_);
    if (wanted->way >= Way::year && !time)
      return fail(ErrorCode::invalid, facet.name + " is no time: ask for its values or its histogram", text);
    const bool numbers =
        wanted->way == Way::histogram || (wanted->way == Way::automatic && is_number(*column, definitions_));
    if (wanted->way >= Way::year || (numbers && time))
      count_times(facet, *column, *wanted);
    else if (numbers)
      count_numbers(facet, *column, wanted->count);
    else
      count_values(facet, *column, wanted->count);
    return facet;
  }

 private:
  void count_values(Facets::Facet& facet, const Column& column, int count) const {
    facet.kind = Facets::Kind::values;
    auto counts = asked_.view->count_values(*asked_.selection, column, count ? count : kValues, "");
    facet.datasets = counts.datasets;
    facet.distinct = counts.distinct;
    facet.counts = std::move(counts.top);
    for (auto& [value, datasets] : facet.counts) value = shown_value(column, value, definitions_);
  }

  void count_numbers(Facets::Facet& facet, const Column& column, int count) const {
    facet.kind = Facets::Kind::numbers;
    facet.unit = unit_of(column, definitions_);
    const auto range = asked_.view->count_numbers(*asked_.selection, column, {});
    if (range.datasets == 0) return;
    fill(facet, column, nice_edges(range.least, range.most, count ? count : kNumberBuckets, is_whole(column)));
  }

  void count_times(Facets::Facet& facet, const Column& column, const Wanted& wanted) const {
    facet.kind = Facets::Kind::times;
    const auto range = asked_.view->count_numbers(*asked_.selection, column, {});
    if (range.datasets == 0) return;
    auto part = wanted.way == Way::day     ? GroupBy::Part::day
                : wanted.way == Way::month ? GroupBy::Part::month
                                           : GroupBy::Part::year;
    if (wanted.way < Way::year) part = part_for(range.least, range.most, wanted.count ? wanted.count : kTimeBuckets);
    fill(facet, column, date_edges(range.least, range.most, part));
  }

  void fill(Facets::Facet& facet, const Column& column, const std::vector<double>& edges) const {
    const auto counts = asked_.view->count_numbers(*asked_.selection, column, edges);
    facet.datasets = counts.datasets;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i)
      facet.buckets.push_back({edges[i], edges[i + 1], counts.counts.at(i)});
  }

  bool is_whole(const Column& column) const {
    if (column.field != Field::parameter) return true;
    const auto* definition = definitions_.dictionary.find(column.parameter);
    return definition && definition->napi_type == "NX_INT";
  }

  const Asked& asked_;
  const Definitions& definitions_;
};

}  // namespace

Result<Facets> facets_of(const Asked& asked, const Query& query, const Definitions& definitions) {
  if (query.facets.size() > kMostFacets)
    return fail(ErrorCode::too_large, "at most " + std::to_string(kMostFacets) + " facets at once", "facets");
  Facets facets;
  facets.total = asked.selection->count();
  facets.partial = asked.selection->is_partial();
  facets.seq = asked.view->seq();
  const FacetCounter counter(asked, definitions);
  for (const auto& text : query.facets) {
    auto facet = counter.count(text);
    if (!facet) return tl::make_unexpected(facet.error());
    facets.facets.push_back(std::move(*facet));
  }
  return facets;
}

}  // namespace weft
