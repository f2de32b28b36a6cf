#include "search/search.h"

#include <algorithm>

#include "search/asked.h"
#include "search/cursor.h"
#include "search/facets.h"
#include "search/facts.h"

namespace weft {
namespace {

constexpr int kMostPerPage = 1000;
constexpr std::size_t kMostGroupings = 8;

bool reaches_across(const Condition& condition) {
  return condition.kind == Condition::Kind::across || condition.kind == Condition::Kind::starting ||
         std::any_of(condition.parts.begin(), condition.parts.end(), reaches_across);
}

// Parameters that nobody defined are numbers when anybody this viewer sees sent one.
bool sorts_by_number(const Column& column, View& view, const Definitions& definitions) {
  if (is_number(column, definitions)) return true;
  if (column.field != Field::parameter || definitions.dictionary.find(column.parameter)) return false;
  return view.count_numbers(*view.select({}), column, {}).datasets > 0;
}

// "-EM_voltage" as an order; by id when nothing is asked.
Result<Order> read_order(std::string_view sort, const Definitions& definitions, View& view) {
  Order order;
  if (sort.starts_with('-')) order.descending = true, sort.remove_prefix(1);
  if (sort.empty()) return order;
  auto column = read_column(sort, definitions, names_in(view));
  if (!column) return tl::make_unexpected(column.error());
  order.column = std::move(*column);
  return order;
}

// The rest of a text of which the cursor has the beginning.
Result<Position> whole(KeptPosition kept, const Order& order, View& view) {
  if (!kept.is_cut) return std::move(kept.position);
  Meaning that_one{with_id(Field::id, kept.position.id.value), true};
  const auto now = view.page(*view.select(that_one), order, {}, 1);
  if (now.empty() || !now[0].text.starts_with(kept.position.text))
    return fail(ErrorCode::invalid, "cursor ends at a dataset that has changed since: begin again without it",
                std::to_string(kept.position.id.value));
  return now[0];
}

// From the first page on: a cursor keeps what was decided there.
Result<std::optional<Position>> read_start(const std::string& cursor, Order& order, View& view,
                                           const Definitions& definitions) {
  if (cursor.empty()) {
    order.by_number = sorts_by_number(order.column, view, definitions);
    return std::optional<Position>{};
  }
  auto kept = read_cursor(cursor, order);
  if (!kept) return tl::make_unexpected(kept.error());
  auto position = whole(std::move(*kept), order, view);
  if (!position) return tl::make_unexpected(position.error());
  return std::optional<Position>(std::move(*position));
}

// "instrument", "year" (of startDate), "endDate:month".
Result<GroupBy> read_group(std::string_view text, const Definitions& definitions, View& view) {
  using Part = GroupBy::Part;
  constexpr std::pair<std::string_view, Part> kParts[] = {
      {"year", Part::year}, {"month", Part::month}, {"day", Part::day}};
  const auto colon = text.rfind(':');
  const auto last = colon == std::string_view::npos ? text : text.substr(colon + 1);
  const auto* part =
      std::find_if(std::begin(kParts), std::end(kParts), [&](const auto& it) { return it.first == last; });
  if (part == std::end(kParts)) {
    auto column = read_column(text, definitions, names_in(view));
    if (!column) return tl::make_unexpected(column.error());
    return GroupBy{Part::value, std::move(*column)};
  }
  if (colon == std::string_view::npos) return GroupBy{part->second, {Field::start_date, {}}};
  auto column = read_column(text.substr(0, colon), definitions, names_in(view));
  if (!column) return tl::make_unexpected(column.error());
  if (!is_time(*column, definitions))
    return fail(ErrorCode::invalid, shown_name(*column) + " is no time: it has no " + std::string(last),
                std::string(text));
  return GroupBy{part->second, std::move(*column)};
}

// Where the page begins: after the cursor, or after as many as `offset` says.
struct Start {
  std::optional<Position> after;
  bool is_beyond = false;  // there are not so many
};

Result<Start> find_start(const Query& query, Order& order, View& view, const Selection& selection,
                         const Definitions& definitions) {
  if (query.offset > 0 && !query.cursor.empty())
    return fail(ErrorCode::invalid, "a page begins at an offset or after a cursor: give one of them", "offset");
  auto after = read_start(query.cursor, order, view, definitions);
  if (!after) return tl::make_unexpected(after.error());
  if (query.offset <= 0) return Start{*std::move(after)};
  Start start{view.at(selection, order, query.offset - 1)};
  start.is_beyond = !start.after;
  return start;
}

Result<void> check_limit(const Query& query) {
  if (query.limit >= 1 && query.limit <= kMostPerPage) return {};
  return fail(ErrorCode::invalid, "limit is between 1 and 1000", std::to_string(query.limit));
}

Result<Page> page_of(const Asked& asked, const Query& query, const Definitions& definitions) {
  auto& view = *asked.view;
  auto order = read_order(query.sort, definitions, view);
  if (!order) return tl::make_unexpected(order.error());
  const auto start = find_start(query, *order, view, *asked.selection, definitions);
  if (!start) return tl::make_unexpected(start.error());

  Page page;
  page.seq = view.seq();
  page.total = asked.selection->count();
  page.partial = asked.selection->is_partial();
  if (start->is_beyond) return page;
  auto positions = view.page(*asked.selection, *order, start->after, query.limit + 1);
  if (positions.size() > static_cast<std::size_t>(query.limit)) {
    positions.pop_back();
    page.next_cursor = write_cursor(*order, positions.back());
  }
  for (const auto& position : positions) page.datasets.push_back(position.id);
  return page;
}

Counters total_of(View& view, const Selection& selection) {
  const auto all = view.group(selection, {}, 1);
  return all.empty() ? Counters{} : all.front().counters;
}

}  // namespace

Result<Page> Search::find(const Viewer& viewer, const Query& query, const Cancel& cancel) const {
  return unless_cancelled([&]() -> Result<Page> {
    if (auto right = check_limit(query); !right) return tl::make_unexpected(right.error());
    const auto asked = ask(engine_, definitions_, viewer, query, cancel);
    if (!asked) return tl::make_unexpected(asked.error());
    return page_of(*asked, query, definitions_);
  });
}

Result<PageAndFacets> Search::find_and_count(const Viewer& viewer, const Query& query, const Cancel& cancel) const {
  return unless_cancelled([&]() -> Result<PageAndFacets> {
    if (auto right = check_limit(query); !right) return tl::make_unexpected(right.error());
    const auto asked = ask(engine_, definitions_, viewer, query, cancel);
    if (!asked) return tl::make_unexpected(asked.error());
    auto page = page_of(*asked, query, definitions_);
    if (!page) return tl::make_unexpected(page.error());
    auto facets = facets_of(*asked, query, definitions_);
    if (!facets) return tl::make_unexpected(facets.error());
    return PageAndFacets{std::move(*page), std::move(*facets)};
  });
}

Result<Facets> Search::facets(const Viewer& viewer, const Query& query, const Cancel& cancel) const {
  return unless_cancelled([&]() -> Result<Facets> {
    const auto asked = ask(engine_, definitions_, viewer, query, cancel);
    if (!asked) return tl::make_unexpected(asked.error());
    return facets_of(*asked, query, definitions_);
  });
}

Result<Statistics> Search::statistics(const Viewer& viewer, const Query& query, const Cancel& cancel) const {
  return unless_cancelled([&]() -> Result<Statistics> {
    if (query.by.size() > kMostGroupings)
      return fail(ErrorCode::too_large, "at most " + std::to_string(kMostGroupings) + " columns to group by", "by");
    const auto asked = ask(engine_, definitions_, viewer, query, cancel);
    if (!asked) return tl::make_unexpected(asked.error());
    auto& view = *asked->view;
    std::vector<GroupBy> by;
    for (const auto& text : query.by) {
      auto one = read_group(text, definitions_, view);
      if (!one) return tl::make_unexpected(one.error());
      by.push_back(std::move(*one));
    }
    Statistics statistics;
    statistics.seq = view.seq();
    statistics.by = query.by;
    statistics.partial = asked->selection->is_partial();
    statistics.total = total_of(view, *asked->selection);
    if (by.empty()) return statistics;
    auto groups = view.group(*asked->selection, by, kMostGroups);
    if (groups.size() > kMostGroups)
      return fail(ErrorCode::too_large,
                  "that makes more than " + std::to_string(kMostGroups) + " groups: narrow the query or group by less",
                  "by");
    for (auto& group : groups) {
      for (std::size_t i = 0; i < by.size(); ++i)
        if (by[i].part == GroupBy::Part::value)
          group.values[i] = shown_value(by[i].column, group.values[i], definitions_);
      statistics.rows.push_back({std::move(group.values), group.counters});
    }
    std::sort(statistics.rows.begin(), statistics.rows.end(),
              [](const auto& a, const auto& b) { return a.values < b.values; });
    return statistics;
  });
}

Result<FieldCounts> Search::counted(const Viewer& viewer, const Query& query, const std::vector<Field>& fields,
                                    const Cancel& cancel) const {
  return unless_cancelled([&]() -> Result<FieldCounts> {
    const auto asked = ask(engine_, definitions_, viewer, query, cancel);
    if (!asked) return tl::make_unexpected(asked.error());
    auto& view = *asked->view;
    FieldCounts counts{total_of(view, *asked->selection), {}, view.seq()};
    for (const auto field : fields)
      counts.groups.push_back(view.group(*asked->selection, {{GroupBy::Part::value, {field, {}}}}, SIZE_MAX));
    return counts;
  });
}

Result<Meaning> Search::meaning(const Viewer& viewer, const Query& query, UnknownName unknown,
                                const Cancel& cancel) const {
  return unless_cancelled([&] { return meaning_of(*engine_.view(viewer, cancel), definitions_, query, unknown); });
}

Result<Matching> Search::matching(const Viewer& viewer, const Meaning& meaning, const Cancel& cancel) const {
  return unless_cancelled([&]() -> Result<Matching> {
    auto view = engine_.view(viewer, cancel);
    auto selection = view->select(meaning);
    return Matching{std::move(view), std::move(selection), reaches_across(meaning.condition)};
  });
}

}  // namespace weft
