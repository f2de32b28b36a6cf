#include "app/walking.h"

#include <future>
#include <map>

#include "base/log.h"
#include "files/walk.h"
#include "ingest/reading.h"

namespace weft {
namespace {

constexpr auto kPatience = std::chrono::seconds(30);

std::vector<Place> places_of(Store& store, const std::vector<Task>& tasks) {
  std::vector<DatasetId> ids;
  for (const auto& task : tasks) ids.push_back(DatasetId{task.subject});
  return store.read(Viewer::everybody())->places_of(ids);
}

void send(Inbox& inbox, const FoldersWalked& walked) {
  Message act;
  act.source = "weft";
  act.destination = kActsDestination;
  act.content_type = "application/json";
  act.body = write_act(walked);
  act.principal = Principal::weft();
  auto told = std::make_shared<std::promise<Result<Seq>>>();
  auto answer = told->get_future();
  inbox.accept({std::move(act)}, [told](Result<Seq> seq) { told->set_value(std::move(seq)); });
  if (answer.wait_for(kPatience) != std::future_status::ready) return;
  const auto seq = answer.get();
  if (!seq) return log_warning("folder counts could not be kept and are counted again: " + seq.error().message);
  if (const auto seen = inbox.wait_applied(*seq, kPatience); !seen) log_warning(seen.error().message);
}

}  // namespace

Background::Work walk_folders(Store& store, Inbox& inbox, std::vector<std::string> roots) {
  return [&store, &inbox, roots = std::move(roots)](const std::vector<Task>& tasks,
                                                    const std::function<bool()>& cancelled) {
    std::map<DatasetId, Time> due;
    for (const auto& task : tasks) due[DatasetId{task.subject}] = task.due;
    FoldersWalked walked;
    for (const auto& place : places_of(store, tasks)) {
      const auto size = count_folder(place.key.location, roots, cancelled);
      if (cancelled()) return;
      walked.folders.push_back(
          {place.dataset, size ? size->file_count : -1, size ? size->size_bytes : -1, due[place.dataset]});
    }
    if (!walked.folders.empty()) send(inbox, walked);
  };
}

}  // namespace weft
