#include "api/live/follower.h"

#include "api/graph.h"

namespace weft {
namespace {

// Of one step; either is about a megabyte.
constexpr std::size_t kMostShown = 2'000;
constexpr std::size_t kMostLeft = 20'000;  // only their ids are told

bool is_too_much(const Step& step) {
  return step.entered.size() + step.changed.size() > kMostShown || step.left.size() > kMostLeft;
}

}  // namespace

Result<std::unique_ptr<Follower>> Follower::begin(const FollowerNeeds& needs, const Viewer& viewer, Meaning meaning,
                                                  const std::optional<StreamId>& since, Cancel cancel) {
  std::unique_ptr<Follower> follower(new Follower(needs, viewer, std::move(meaning), std::move(cancel)));
  auto now = needs.search.matching(viewer, follower->meaning_, follower->cancel_);
  if (!now) return tl::make_unexpected(now.error());
  follower->followed_.emplace(*now->selection);
  follower->moment_ = {now->view->seq(), now->selection->count(), ""};
  follower->first_ = "retry: 2000\n\n" + (since ? follower->resume(*now, *since) : follower->mark("ready"));
  return follower;
}

std::string Follower::resume(const Matching& now, const StreamId& since) {
  const auto reading = needs_.store.read(Viewer::everybody());
  if (!is_of_this_log(*reading, since, moment_.seq)) return mark("reset");
  if (now.across && may_have_lost_links(*reading, since.seq, moment_.seq, cancel_)) return mark("reset");
  auto touched = touched_between(*reading, since.seq, moment_.seq, cancel_);
  if (touched && now.across) touched = with_relatives(*reading, std::move(*touched), cancel_);
  if (!touched) return mark("reset");
  std::erase_if(*touched, [this](DatasetId id) { return !viewer_.may_read(id); });
  const auto step = catch_up(*now.selection, *touched);
  if (is_too_much(step)) return mark("reset");
  return tell(step) + mark("ready");
}

std::string Follower::mark(const char* kind) { return write_mark(kind, moment()); }

std::string Follower::still_here() { return write_still_here(moment()); }

// Its id is made when something is to be said, which most looks have not.
const Moment& Follower::moment() {
  if (moment_.id.empty()) moment_.id = to_text(stream_id_at(*needs_.store.read(Viewer::everybody()), moment_.seq));
  return moment_;
}

std::string Follower::tell(const Step& step) {
  std::vector<DatasetId> shown = step.entered;
  shown.insert(shown.end(), step.changed.begin(), step.changed.end());
  const auto reading = needs_.store.read(viewer_);
  return write_step(step, datasets_by_id(*reading, shown), needs_.search.definitions().facility, moment());
}

Result<std::string> Follower::look(RecentlyTouched& recent) {
  auto now = needs_.search.matching(viewer_, meaning_, cancel_);
  if (!now) return tl::make_unexpected(now.error());
  const Seq before = moment_.seq;
  if (now->view->seq() <= before) return std::string();
  moment_ = {now->view->seq(), now->selection->count(), ""};
  const auto touched = recent.between(needs_.store, before, moment_.seq);
  if (!touched) {
    followed_.emplace(*now->selection);
    return mark("reset");
  }
  const auto step = followed_->advance(*now->selection, *touched, now->across);
  if (is_too_much(step)) return mark("reset");
  return step.size() > 0 ? tell(step) : std::string();
}

}  // namespace weft
