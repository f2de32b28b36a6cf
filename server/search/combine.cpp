#include "search/combine.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace weft {
namespace {

using Kind = Condition::Kind;

Condition of_kind(Kind kind) {
  Condition out;
  out.kind = kind;
  return out;
}

Condition on_column(Kind kind, Column column) {
  auto out = of_kind(kind);
  out.column = std::move(column);
  return out;
}

void sort_once(std::vector<std::string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

// Parts of a chain, with chains of the same kind opened and `neutral` ones dropped. False: one of them decides alone.
bool flatten(std::vector<Condition> parts, Kind chain, Kind neutral, Kind deciding, std::vector<Condition>& out) {
  for (auto& part : parts) {
    if (part.kind == deciding) return false;
    if (part.kind == neutral) continue;
    if (part.kind == chain)
      std::move(part.parts.begin(), part.parts.end(), std::back_inserter(out));
    else
      out.push_back(std::move(part));
  }
  return true;
}

Condition chained(Kind chain, Kind when_empty, std::vector<Condition> parts) {
  if (parts.empty()) return of_kind(when_empty);
  if (parts.size() == 1) return std::move(parts.front());
  auto out = of_kind(chain);
  out.parts = std::move(parts);
  return out;
}

// In the place of the first of each kind and column.
std::vector<Condition> merge_columns(std::vector<Condition> parts) {
  std::vector<Condition> out;
  std::map<std::pair<Kind, Column>, std::size_t> known;
  for (auto& part : parts) {
    if (part.kind != Kind::texts && part.kind != Kind::numbers) {
      out.push_back(std::move(part));
      continue;
    }
    const auto [at, is_new] = known.try_emplace({part.kind, part.column}, out.size());
    if (is_new) {
      out.push_back(std::move(part));
      continue;
    }
    auto& first = out[at->second];
    std::move(part.texts.begin(), part.texts.end(), std::back_inserter(first.texts));
    first.intervals.insert(first.intervals.end(), part.intervals.begin(), part.intervals.end());
  }
  for (const auto& [which, at] : known) {
    sort_once(out[at].texts);
    out[at].intervals = merged(std::move(out[at].intervals));
  }
  return out;
}

}  // namespace

Condition everything() { return of_kind(Kind::everything); }
Condition nothing() { return of_kind(Kind::nothing); }

Condition all_of(std::vector<Condition> parts) {
  std::vector<Condition> flat;
  if (!flatten(std::move(parts), Kind::both, Kind::everything, Kind::nothing, flat)) return nothing();
  return chained(Kind::both, Kind::everything, std::move(flat));
}

Condition one_of(std::vector<Condition> parts) {
  std::vector<Condition> flat;
  if (!flatten(std::move(parts), Kind::either, Kind::nothing, Kind::everything, flat)) return everything();
  return chained(Kind::either, Kind::nothing, merge_columns(std::move(flat)));
}

Condition none_of(Condition part) {
  if (part.kind == Kind::everything) return nothing();
  if (part.kind == Kind::nothing) return everything();
  if (part.kind == Kind::without) {
    auto inner = std::move(part.parts.front());
    return inner;
  }
  auto out = of_kind(Kind::without);
  out.parts.push_back(std::move(part));
  return out;
}

Condition texts(Column column, std::vector<std::string> texts) {
  if (texts.empty()) return nothing();
  auto out = on_column(Kind::texts, std::move(column));
  out.texts = std::move(texts);
  sort_once(out.texts);
  return out;
}

Condition numbers(Column column, std::vector<Interval> intervals) {
  intervals = merged(std::move(intervals));
  if (intervals.empty()) return nothing();
  auto out = on_column(Kind::numbers, std::move(column));
  out.intervals = std::move(intervals);
  return out;
}

Condition exists(Column column) { return on_column(Kind::exists, std::move(column)); }

Condition contains(Column column, std::string text) {
  auto out = on_column(Kind::contains, std::move(column));
  out.texts.push_back(std::move(text));
  return out;
}

Condition across(Relation relation, Condition condition) {
  auto out = of_kind(Kind::across);
  out.relation = relation;
  out.parts.push_back(std::move(condition));
  return out;
}

Condition starting(Relation relation, DatasetId start) {
  auto out = of_kind(Kind::starting);
  out.relation = relation;
  out.start = start;
  return out;
}

std::vector<Interval> merged(std::vector<Interval> intervals) {
  std::erase_if(intervals, [](const Interval& interval) { return !(interval.from <= interval.to); });
  std::sort(intervals.begin(), intervals.end(),
            [](const Interval& a, const Interval& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
  std::vector<Interval> out;
  for (const auto& interval : intervals) {
    const bool touches =
        !out.empty() && interval.from <= std::nextafter(out.back().to, std::numeric_limits<double>::infinity());
    if (touches)
      out.back().to = std::max(out.back().to, interval.to);
    else
      out.push_back(interval);
  }
  return out;
}

}  // namespace weft
