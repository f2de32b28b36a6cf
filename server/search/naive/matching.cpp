#include "search/naive/matching.h"

#include <algorithm>

#include "base/text.h"

namespace weft::naive {
namespace {

bool has_text(const KnownFact& fact, const std::vector<std::string>& texts) {
  const auto is_wanted = [&](const std::string& text) { return std::binary_search(texts.begin(), texts.end(), text); };
  return fact.has_text && (is_wanted(fact.text) || std::any_of(fact.elements.begin(), fact.elements.end(), is_wanted));
}

bool has_number(const KnownFact& fact, const std::vector<Interval>& intervals) {
  return std::any_of(fact.numbers.begin(), fact.numbers.end(), [&](double number) {
    const auto first = std::partition_point(intervals.begin(), intervals.end(),
                                            [number](const Interval& interval) { return interval.to < number; });
    return first != intervals.end() && first->from <= number;
  });
}

bool contains(const KnownFact& fact, const std::string& wanted) {
  return fact.has_text && lower(fact.text).find(lower(wanted)) != std::string::npos;
}

bool says(const KnownFact& fact, const Condition& condition) {
  switch (condition.kind) {
    case Condition::Kind::exists:
      return !fact.is_missing;
    case Condition::Kind::texts:
      return has_text(fact, condition.texts);
    case Condition::Kind::numbers:
      return has_number(fact, condition.intervals);
    case Condition::Kind::contains:
      return contains(fact, condition.texts.at(0));
    default:
      return false;
  }
}

class Matcher {
 public:
  Matcher(const World& world, bool with_deleted, const Cancel& cancel)
      : world_(world), cancel_(cancel), universe_(world.datasets.size()), visited_(world.datasets.size()) {
    for (std::size_t i = 0; i < universe_.size(); ++i) universe_[i] = with_deleted || world.datasets[i].is_live;
  }

  Matched match(const Condition& condition) {
    if (condition.kind == Condition::Kind::both || condition.kind == Condition::Kind::either) return chain(condition);
    const auto inside = condition.parts.empty() ? Matched{} : match(condition.parts.front());
    const auto reached = condition.kind == Condition::Kind::starting ? reached_from(condition) : Matched{};
    Matched matched(universe_.size());
    for (std::size_t i = 0; i < matched.size(); ++i) {
      if (i % 64 == 0) stop_if(cancel_);
      matched[i] = universe_[i] && matches(i, condition, inside, reached);
    }
    return matched;
  }

 private:
  // One part after the other, so that of thousands no more than two are there at once.
  Matched chain(const Condition& condition) {
    auto all = match(condition.parts.at(0));
    for (std::size_t part = 1; part < condition.parts.size(); ++part) {
      const auto one = match(condition.parts[part]);
      for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = condition.kind == Condition::Kind::both ? all[i] && one[i] : all[i] || one[i];
    }
    return all;
  }

  bool matches(std::size_t i, const Condition& condition, const Matched& inside, const Matched& reached) {
    switch (condition.kind) {
      case Condition::Kind::everything:
        return true;
      case Condition::Kind::nothing:
        return false;
      case Condition::Kind::without:
        return !inside[i];
      case Condition::Kind::across:
        return walk(i, condition.relation, [&](std::size_t found) { return inside[found]; });
      case Condition::Kind::starting:
        return reached[i];
      default:
        const auto* fact = world_.datasets[i].fact(condition.column);
        return fact && says(*fact, condition);
    }
  }

  Matched reached_from(const Condition& condition) {
    Matched reached(universe_.size());
    if (const auto start = world_.find(condition.start); start != World::kNowhere)
      walk(start, condition.relation, [&](std::size_t found) {
        reached[found] = true;
        return false;
      });
    return reached;
  }

  // Calls `is_enough` for each dataset that is a `relation` of `start`, until it says so.
  template <class IsEnough>
  bool walk(std::size_t start, Relation relation, const IsEnough& is_enough) {
    const bool to_inputs = relation == Relation::input || relation == Relation::ancestor;
    const bool goes_on = relation == Relation::ancestor || relation == Relation::descendant;
    ++walk_;
    std::vector<std::size_t> waiting = {start};
    while (!waiting.empty()) {
      const auto& at = world_.datasets[waiting.back()];
      waiting.pop_back();
      for (const auto next : to_inputs ? at.inputs : at.outputs) {
        if (visited_[next] == walk_) continue;
        visited_[next] = walk_;
        if (is_enough(next)) return true;
        if (goes_on) waiting.push_back(next);
      }
    }
    return false;
  }

  const World& world_;
  const Cancel& cancel_;
  Matched universe_;
  std::vector<std::uint64_t> visited_;  // the last walk that came by
  std::uint64_t walk_ = 0;
};

}  // namespace

Matched match(const World& world, const Meaning& meaning, const Cancel& cancel) {
  return Matcher(world, meaning.with_deleted, cancel).match(meaning.condition);
}

}  // namespace weft::naive
