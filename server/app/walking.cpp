#include "app/walking.h"

#include <algorithm>
#include <future>
#include <map>

#include "base/log.h"
#include "files/walk.h"
#include "ingest/reading.h"

namespace weft {
namespace {

constexpr auto kSlice = std::chrono::milliseconds(50);  // between two looks whether to give up

std::vector<Place> places_of(Store& store, const std::vector<Task>& tasks) {
  std::vector<DatasetId> ids;
  for (const auto& task : tasks) ids.push_back(DatasetId{task.subject});
  return store.read(Viewer::everybody())->places_of(ids);
}

Message act_of(const FoldersWalked& walked) {
  Message act;
  act.source = "weft";
  act.destination = kActsDestination;
  act.content_type = "application/json";
  act.body = write_act(walked);
  act.principal = Principal::weft();
  return act;
}

// Returns once it is applied, however long others are before it; when cancelled, at once.
void send(Inbox& inbox, const FoldersWalked& walked, const std::function<bool()>& cancelled) {
  auto told = std::make_shared<std::promise<Result<Seq>>>();
  auto answer = told->get_future();
  inbox.accept({act_of(walked)}, [told](Result<Seq> seq) { told->set_value(std::move(seq)); });
  while (answer.wait_for(kSlice) != std::future_status::ready)
    if (cancelled()) return;
  const auto seq = answer.get();
  if (!seq) return log_warning("folder counts could not be kept and are counted again: " + seq.error().message);
  while (!inbox.wait_applied(*seq, kSlice))
    if (cancelled()) return;
}

bool is_for_later(const Error& error) {
  if (error.code != ErrorCode::unavailable) return false;
  log_warning("listed again later: " + error.subject + ": " + error.message);
  return true;
}

// Lists the folder. Counts of -1: it cannot be, and will not be soon.
Result<FolderCounts> walk(const Place& place, const Task& task, Manifests& manifests, Time now,
                          const Walkable& walkable, const std::function<bool()>& cancelled) {
  const auto& location = place.key.location;
  auto walked = walk_folder(location, walkable, cancelled);
  if (walked) {
    const auto files = static_cast<std::int64_t>(walked->files.size());
    const FolderCounts counts{place.dataset, files, walked->size_bytes, task.due};
    manifests.keep(location, now, *std::move(walked));
    return counts;
  }
  const auto& error = walked.error();
  if (error.code == ErrorCode::timed_out || is_for_later(error)) return tl::make_unexpected(error);
  if (error.code == ErrorCode::too_large) log_warning("not listed: " + location + ": " + error.message);
  manifests.keep_reason(location, error.message);
  if (error.code == ErrorCode::too_large && !manifests.find(location))
    manifests.keep_none(location, now, error.message);
  return FolderCounts{place.dataset, -1, -1, task.due};
}

// Asked for because its manifest was not there, not because something was told: the log need not hear again what it
// knows.
bool says_nothing_new(const FolderCounts& counts, Store& store) {
  if (counts.due != Time{}) return false;
  const auto known = store.read(Viewer::everybody())->datasets({&counts.dataset, 1});
  return counts.file_count < 0 || known.empty() ||
         (known.front().file_count == counts.file_count && known.front().size_bytes == counts.size_bytes);
}

}  // namespace

Background::Work walk_folders(Store& store, Inbox& inbox, Manifests& manifests, const Clock& clock, Walkable walkable) {
  return [&store, &inbox, &manifests, &clock, walkable = std::move(walkable)](const std::vector<Task>& tasks,
                                                                              const std::function<bool()>& cancelled) {
    std::map<DatasetId, Task> task_of;
    for (const auto& task : tasks) task_of[DatasetId{task.subject}] = task;
    FoldersWalked walked;
    std::vector<Task> later;
    for (const auto& place : places_of(store, tasks)) {
      const auto& task = task_of[place.dataset];
      const auto counts = walk(place, task, manifests, clock.now(), walkable, cancelled);
      if (cancelled()) return later;
      if (!counts)
        later.push_back(task);
      else if (!says_nothing_new(*counts, store))
        walked.folders.push_back(*counts);
    }
    manifests.settle();
    if (!walked.folders.empty()) send(inbox, walked, cancelled);
    return later;
  };
}

}  // namespace weft
