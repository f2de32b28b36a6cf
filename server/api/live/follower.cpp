#include "api/live/follower.h"

#include "api/graph.h"

namespace weft {
namespace {

constexpr std::size_t kMostTold = 2'000;  // datasets of one step; about a megabyte

}  // namespace

Result<std::unique_ptr<Follower>> Follower::begin(const FollowerNeeds& needs, const Viewer& viewer, Meaning meaning,
                                                  std::optional<Seq> since, Cancel cancel) {
  std::unique_ptr<Follower> follower(new Follower(needs, viewer, std::move(meaning), std::move(cancel)));
  auto now = needs.search.matching(viewer, follower->meaning_, follower->cancel_);
  if (!now) return tl::make_unexpected(now.error());
  follower->followed_.emplace(*now->selection);
  follower->moment_ = {now->view->seq(), now->selection->count()};
  follower->first_ =
      "retry: 2000\n\n" + (since ? follower->resume(*now, *since) : write_mark("ready", follower->moment_));
  return follower;
}

// Of links that were lost meanwhile only the one end is known: see docs/reference/live-stream.md.
std::string Follower::resume(const Matching& now, Seq since) {
  if (since > moment_.seq) return write_mark("reset", moment_);
  const auto reading = needs_.store.read(Viewer::everybody());
  auto touched = touched_between(*reading, since, moment_.seq, cancel_);
  if (touched && now.across) touched = with_relatives(*reading, std::move(*touched), cancel_);
  if (!touched) return write_mark("reset", moment_);
  std::erase_if(*touched, [this](DatasetId id) { return !viewer_.may_read(id); });
  const auto step = catch_up(*now.selection, *touched);
  if (step.size() > kMostTold) return write_mark("reset", moment_);
  return tell(step) + write_mark("ready", moment_);
}

std::string Follower::tell(const Step& step) {
  std::vector<DatasetId> shown = step.entered;
  shown.insert(shown.end(), step.changed.begin(), step.changed.end());
  const auto reading = needs_.store.read(viewer_);
  return write_step(step, datasets_by_id(*reading, shown), needs_.search.definitions().facility, moment_);
}

Result<std::string> Follower::look(RecentlyTouched& recent) {
  auto now = needs_.search.matching(viewer_, meaning_, cancel_);
  if (!now) return tl::make_unexpected(now.error());
  const Seq before = moment_.seq;
  if (now->view->seq() <= before) return std::string();
  moment_ = {now->view->seq(), now->selection->count()};
  const auto touched = recent.between(needs_.store, before, moment_.seq);
  if (!touched) {
    followed_.emplace(*now->selection);
    return write_mark("reset", moment_);
  }
  const auto step = followed_->advance(*now->selection, *touched, now->across);
  if (step.size() > kMostTold) return write_mark("reset", moment_);
  return step.size() > 0 ? tell(step) : std::string();
}

}  // namespace weft
