// Search::related and Search::holding: queries relative to a dataset.
#include "base/check.h"
#include "search/asked.h"
#include "search/combine.h"
#include "search/search.h"

namespace weft {
namespace {

using Kind = Condition::Kind;

// "output(C)" apart: where to go, and what must hold there.
struct Step {
  Relation relation = Relation::input;
  Condition inside;
  bool with_deleted = false;
};

Step apart(Meaning meaning) {
  Step step;
  step.with_deleted = meaning.with_deleted;
  auto& condition = meaning.condition;
  if (condition.kind == Kind::nothing) return step.inside = nothing(), step;
  const bool is_bare = condition.kind == Kind::starting;
  CHECK(is_bare || (condition.kind == Kind::both && condition.parts.front().kind == Kind::starting),
        "a relation seen from a dataset begins with it");
  step.relation = is_bare ? condition.relation : condition.parts.front().relation;
  if (is_bare) return step.inside = everything(), step;
  condition.parts.erase(condition.parts.begin());
  step.inside = all_of(std::move(condition.parts));
  return step;
}

// One relation, from one dataset after the other.
class Follower {
 public:
  Follower(View& view, Step step, int most) : view_(view), step_(std::move(step)), most_(most) {
    if (step_.inside.kind != Kind::everything && step_.inside.kind != Kind::nothing)
      matching_ = view_.select({step_.inside, step_.with_deleted});
  }

  RelatedFound from(DatasetId start) {
    RelatedFound found;
    if (step_.inside.kind == Kind::nothing) return found;
    const auto reached = view_.select({starting(step_.relation, start), step_.with_deleted});
    for (const auto id : reached->ids()) {
      if (matching_ && !matching_->contains(id)) continue;
      if (static_cast<int>(++found.total) <= most_) found.first.push_back(id);
    }
    if (found.total > 1) found.first = first_by_date(start);
    return found;
  }

 private:
  std::vector<DatasetId> first_by_date(DatasetId start) {
    const auto all = view_.select({all_of({starting(step_.relation, start), step_.inside}), step_.with_deleted});
    std::vector<DatasetId> ids;
    for (const auto& position : view_.page(*all, {{Field::start_date, {}}, true, false}, std::nullopt, most_))
      ids.push_back(position.id);
    return ids;
  }

  View& view_;
  const Step step_;
  const int most_;
  std::unique_ptr<Selection> matching_;  // null: all, or nothing
};

}  // namespace

Result<std::vector<std::vector<RelatedFound>>> Search::related(const Viewer& viewer,
                                                               const std::vector<std::string>& relations,
                                                               const std::vector<DatasetId>& from, int most,
                                                               const Cancel& cancel) const {
  using All = std::vector<std::vector<RelatedFound>>;
  return unless_cancelled([&]() -> Result<All> {
    const auto view = engine_.view(viewer, cancel);
    All found(from.size());
    for (const auto& relation : relations) {
      auto meaning = read_meaning(relation, DatasetId{1}, definitions_, names_in(*view));
      if (!meaning) return tl::make_unexpected(meaning.error());
      Follower follower(*view, apart(*std::move(meaning)), most);
      for (std::size_t i = 0; i < from.size(); ++i) found[i].push_back(follower.from(from[i]));
    }
    return found;
  });
}

Result<Holding> Search::holding(const Viewer& viewer, const std::vector<std::string>& queries, DatasetId dataset,
                                const Cancel& cancel) const {
  return unless_cancelled([&]() -> Result<Holding> {
    const auto view = engine_.view(viewer, cancel);
    const auto id = static_cast<double>(dataset.value);
    Holding holding;
    holding.seq = view->seq();
    for (const auto& query : queries) {
      auto meaning = read_meaning(query, {}, definitions_, names_in(*view));
      holding.holds.push_back(
          meaning &&
          view->select({all_of({numbers({Field::id, {}}, {{id, id}}), std::move(meaning->condition)}), true})->count() >
              0);
    }
    return holding;
  });
}

}  // namespace weft
