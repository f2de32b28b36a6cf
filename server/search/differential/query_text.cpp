#include "search/differential/query_text.h"

#include "search/meaning.h"
#include "search/small_definitions.h"

namespace weft::differential {
namespace {

template <class T>
const T& any_of(const std::vector<T>& all, Rng& rng) {
  return all[rng() % all.size()];
}

const std::vector<std::string> kQueryNames = {
    "id",       "type",       "instrument", "proposal",     "investigation", "sample",    "name",
    "location", "startDate",  "endDate",    "fileCount",    "volume",        "state",     "complete",
    "job",      "energy",     "angles",     "count",        "dose",          "taken",     "good",
    "title",    "motors",     "radius",     "own",          "definition",    "technique", "\"Straße \\\"x\\\"\"",
    "\"name\"", "resolution", "nobody",     "MX_resolution"};
const std::vector<std::string> kValues = {"1",
                                          "2",
                                          "10",
                                          "2.5",
                                          "1000 eV",
                                          "1 keV",
                                          "12 m",
                                          "\"phi\"",
                                          "phi",
                                          "chi",
                                          "Lyso",
                                          "lyso",
                                          "2023",
                                          "2023-04",
                                          "2023-04-25 10:00",
                                          "2023-04-25T10:00:00+02:00",
                                          "id30a1",
                                          "ID30A-1",
                                          "massif1",
                                          "MX-1",
                                          "mx2485",
                                          "raw",
                                          "processed",
                                          "live",
                                          "deleted",
                                          "true",
                                          "NA",
                                          "\"NA\"",
                                          "\"\"",
                                          "\"1\"",
                                          "0",
                                          "-1",
                                          "8-81",
                                          "1e9",
                                          "\"phi chi\"",
                                          "MX",
                                          "/data/visitor/mx1//id30a1/1/f3/"};
const std::vector<std::string> kSigns = {"=", "=", "=", "!=", "<", "<=", ">", ">=", "~"};

const std::vector<std::string> kRelations = {"input", "output", "ancestor", "descendant"};

Expression comparison(std::string text, std::vector<Expression> simpler) {
  return {{std::move(text)}, {}, std::move(simpler)};
}

// Whatever the data, as far as names go.
bool has_meaning(const std::string& text) {
  const KnownNames all{[](const std::string&) { return true; }, [] { return std::vector<std::string>(); }};
  return read_meaning(text, {}, small_definitions(), all).has_value();
}

Expression any_comparison(Rng& rng) {
  const auto& name = any_of(kQueryNames, rng);
  const auto &value = any_of(kValues, rng), &other = any_of(kValues, rng);
  const auto exists = comparison("exists " + name, {});
  const auto simple = [&](const char* sign, const std::string& to) {
    return comparison(name + " " + sign + " " + to, {exists});
  };
  switch (rng() % 6) {
    case 0:
      return exists;
    case 1:
      return comparison(name + " in (" + value + ", " + other + ")", {simple("=", value), simple("=", other)});
    case 2:
      return comparison(name + " between " + value + " and " + other, {simple(">=", value), simple("<=", other)});
    default:
      return simple(any_of(kSigns, rng).c_str(), value);
  }
}

// Mostly one that can be: a query with one that cannot is refused as a whole, and tells little.
Expression random_comparison(Rng& rng) {
  auto found = any_comparison(rng);
  for (int again = 0; again < 5 && !has_meaning(to_text(found)); ++again) found = any_comparison(rng);
  return found;
}

std::string random_facet(Rng& rng) {
  static const std::vector<std::string> ends = {"", "", ":3", ":values", ":values:2", ":histogram", ":histogram:4"};
  static const std::vector<std::string> times = {"startDate", "endDate", "taken"};
  static const std::vector<std::string> parts = {":year", ":month", ":day"};
  if (rng() % 4 == 0) return any_of(times, rng) + any_of(parts, rng);
  return any_of(kQueryNames, rng) + any_of(ends, rng);
}

}  // namespace

Query random_query(Rng& rng) {
  Query query;
  query.with_deleted = rng() % 8 == 0;
  if (rng() % 8 == 0) query.instrument = "ID30B";
  if (rng() % 8 == 0) query.type = "raw";
  if (rng() % 3) query.sort = (rng() % 2 ? "-" : "") + any_of(kQueryNames, rng);
  query.limit = 1 + static_cast<int>(rng() % 20);
  query.facets = {random_facet(rng), random_facet(rng)};
  static const std::vector<std::string> groups = {"instrument", "type",          "year",      "month",
                                                  "day",        "taken:month",   "technique", "sample",
                                                  "own",        "investigation", "fileCount"};
  for (auto i = rng() % 3; i > 0; --i) query.by.push_back(any_of(groups, rng));
  return query;
}

Expression random_expression(Rng& rng, int depth) {
  if (depth == 0 || rng() % 3 == 0) return random_comparison(rng);
  const auto one = [&] { return random_expression(rng, depth - 1); };
  const auto& relation = any_of(kRelations, rng);
  switch (rng() % 6) {
    case 0:
      return {{"", " and ", ""}, {one(), one()}, {}};
    case 1:
      return {{"(", " or ", ")"}, {one(), one()}, {}};
    case 2:
      return {{"not ", ""}, {one()}, {}};
    case 3:
      return {{relation + "()"}, {}, {}};
    case 4:
      return {{"from dataset " + std::to_string(1 + rng() % 120) + " " + relation + "(", ")"}, {one()}, {}};
    default:
      return {{relation + "(", ")"}, {one()}, {}};
  }
}

std::string to_text(const Expression& expression) {
  std::string text;
  for (std::size_t i = 0; i < expression.words.size(); ++i) {
    text += expression.words[i];
    if (i < expression.parts.size()) text += to_text(expression.parts[i]);
  }
  return text;
}

std::vector<Expression> less(const Expression& expression) {
  std::vector<Expression> out;
  if (!expression.words.empty()) out.emplace_back();
  out.insert(out.end(), expression.parts.begin(), expression.parts.end());
  out.insert(out.end(), expression.simpler.begin(), expression.simpler.end());
  for (std::size_t i = 0; i < expression.parts.size(); ++i)
    for (auto& part : less(expression.parts[i])) out.push_back(expression), out.back().parts[i] = std::move(part);
  return out;
}

std::vector<Query> less(const Query& query) {
  std::vector<Query> out;
  const auto with = [&](auto member, auto value) {
    if (query.*member != value) out.push_back(query), out.back().*member = std::move(value);
  };
  const auto without_one = [&](std::vector<std::string> Query::*all) {
    for (std::size_t i = 0; i < (query.*all).size(); ++i) {
      auto fewer = query.*all;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      with(all, std::move(fewer));
    }
  };
  without_one(&Query::facets);
  without_one(&Query::by);
  with(&Query::sort, std::string());
  if (query.sort.starts_with('-')) with(&Query::sort, query.sort.substr(1));
  with(&Query::limit, Query{}.limit);
  with(&Query::type, std::string());
  with(&Query::instrument, std::string());
  with(&Query::with_deleted, false);
  return out;
}

std::ostream& show(std::ostream& out, const Query& query) {
  out << '"' << query.expression << '"';
  const auto show_text = [&](const char* name, const std::string& text) {
    if (!text.empty()) out << " " << name << " " << text;
  };
  show_text("type", query.type);
  show_text("instrument", query.instrument);
  if (query.with_deleted) out << " with deleted";
  show_text("sorted by", query.sort);
  if (query.limit != Query{}.limit) out << " limit " << query.limit;
  for (const auto& facet : query.facets) show_text("facet", facet);
  for (const auto& by : query.by) show_text("by", by);
  return out;
}

}  // namespace weft::differential
