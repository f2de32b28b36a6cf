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

Result<FolderSize> walk(const std::string& folder, const Walkable& walkable, const std::function<bool()>& cancelled) {
  if (std::count(folder.begin(), folder.end(), '/') < walkable.root_depth)
    return fail(ErrorCode::too_large,
                "it lies above depth " + std::to_string(walkable.root_depth) + " (root_depth of facility.toml)",
                folder);
  return count_folder(folder, walkable.roots, cancelled, walkable.most_entries);
}

// Whether to try again later.
bool is_for_later(const Error& error) {
  if (error.code == ErrorCode::unavailable) log_warning("counted again later: " + error.subject + ": " + error.message);
  if (error.code == ErrorCode::too_large) log_warning("not counted: " + error.subject + ": " + error.message);
  return error.code == ErrorCode::unavailable;
}

}  // namespace

Background::Work walk_folders(Store& store, Inbox& inbox, Walkable walkable) {
  return [&store, &inbox, walkable = std::move(walkable)](const std::vector<Task>& tasks,
                                                          const std::function<bool()>& cancelled) {
    std::map<DatasetId, Task> task_of;
    for (const auto& task : tasks) task_of[DatasetId{task.subject}] = task;
    FoldersWalked walked;
    std::vector<Task> later;
    for (const auto& place : places_of(store, tasks)) {
      const auto& task = task_of[place.dataset];
      const auto size = walk(place.key.location, walkable, cancelled);
      if (cancelled()) return later;
      if (size)
        walked.folders.push_back({place.dataset, size->file_count, size->size_bytes, task.due});
      else if (is_for_later(size.error()))
        later.push_back(task);
      else
        walked.folders.push_back({place.dataset, -1, -1, task.due});
    }
    if (!walked.folders.empty()) send(inbox, walked, cancelled);
    return later;
  };
}

}  // namespace weft
