#include "api/live/stream_text.h"

#include "api/answer.h"

namespace weft {
namespace {

std::string block(const char* kind, const std::string& json) {
  return std::string("event: ") + kind + "\ndata: " + json + "\n\n";
}

std::string id_line(const Moment& moment) { return "id: " + moment.id + "\n"; }

std::string about(DatasetId id, const Dataset* dataset, const Facility& facility, const Moment& moment) {
  JsonWriter json;
  json.begin_object().member("id", id).member("seq", moment.seq).member("total", moment.total);
  if (dataset) {
    json.key("dataset").begin_object();
    write_summary(json, *dataset, facility);
    json.end_object();
  }
  return json.end_object().take();
}

}  // namespace

std::string write_mark(const char* kind, const Moment& moment) {
  JsonWriter json;
  json.begin_object().member("seq", moment.seq).member("total", moment.total);
  return id_line(moment) + block(kind, json.end_object().take());
}

std::string write_still_here(const Moment& moment) { return ": still here\n" + id_line(moment) + "\n"; }

std::string write_step(const Step& step, const std::map<DatasetId, Dataset>& known, const Facility& facility,
                       const Moment& moment) {
  std::string text, last;
  const auto add = [&](const char* kind, DatasetId id, const Dataset* dataset) {
    text += std::exchange(last, block(kind, about(id, dataset, facility, moment)));
  };
  for (const DatasetId id : step.left) add("leave", id, nullptr);
  for (const auto& [kind, ids] : {std::pair("change", &step.changed), std::pair("enter", &step.entered)})
    for (const DatasetId id : *ids)
      if (const auto found = known.find(id); found != known.end()) add(kind, id, &found->second);
  return last.empty() ? write_still_here(moment) : text + id_line(moment) + last;
}

}  // namespace weft
