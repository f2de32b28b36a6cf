#include "api/health.h"

#include "api/answer.h"
#include "api/query_reader.h"
#include "base/version.h"

namespace weft {
namespace {

Response text_response(std::string text, std::string content_type) {
  Response response;
  response.body = std::move(text);
  response.content_type = std::move(content_type);
  return response;
}

class MetricsText {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    text_ += "# HELP " + std::string(name) + ' ' + std::string(help) + "\n# TYPE " + std::string(name) + ' ' +
             std::string(type) + '\n';
  }
  void sample(std::string_view name, std::string_view labels, double value) {
    char number[32];
    std::snprintf(number, sizeof number, "%.15g", value);
    text_ += std::string(name) + std::string(labels) + ' ' + number + '\n';
  }
  void single(std::string_view name, std::string_view type, std::string_view help, double value) {
    family(name, type, help);
    sample(name, "", value);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void write_inbox(MetricsText& text, const InboxCounts& counts) {
  text.family("weft_messages_total", "counter", "Messages since the start, by what became of them.");
  text.sample("weft_messages_total", "{state=\"accepted\"}", static_cast<double>(counts.accepted));
  text.sample("weft_messages_total", "{state=\"catalogued\"}", static_cast<double>(counts.catalogued));
  text.sample("weft_messages_total", "{state=\"refused\"}", static_cast<double>(counts.refused));
  text.sample("weft_messages_total", "{state=\"waiting\"}", static_cast<double>(counts.waiting));
  text.single("weft_inbox_queued", "gauge", "Messages in memory, not durable yet.", static_cast<double>(counts.queued));
  text.single("weft_inbox_turns_total", "counter", "Transactions of the one writer.",
              static_cast<double>(counts.turns));
  text.single("weft_commit_seconds_total", "counter", "Time spent in commits (fsync).", counts.commit_seconds);
}

void write_search(MetricsText& text, const SearchDoor& door, const Live& live) {
  const auto state = door.state();
  text.family("weft_search_ready", "gauge", "Whether searches are answered, and by which engine.");
  text.sample("weft_search_ready", "{engine=\"" + state.name + "\"}", door.is_open() ? 1 : 0);
  text.single("weft_search_seq", "gauge", "Position up to which searches show the catalogue.",
              static_cast<double>(door.seen().value));
  if (!state.memory.empty()) text.family("weft_index_bytes", "gauge", "Memory of the index, by part.");
  for (const auto& [part, bytes] : state.memory)
    text.sample("weft_index_bytes", "{part=\"" + part + "\"}", static_cast<double>(bytes));
  text.single("weft_live_streams", "gauge", "Clients that follow a query.", live.count());
}

}  // namespace

Result<Response> Health::operator()(const Request& request) const {
  QueryReader query(request);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  JsonWriter json;
  json.begin_object().member("status", "ok").member("version", kVersion).key("search").begin_object();
  const auto state = door.state();
  json.member("engine", state.name).member("ready", door.is_open()).member("seq", door.seen());
  if (!door.is_open()) json.member("progress", state.progress);
  json.end_object();
  return answer_with_seq(json, gate.applied());
}

Result<Response> Metrics::operator()(const Request& request) const {
  QueryReader query(request);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  MetricsText text;
  text.family("weft_build_info", "gauge", "The version that runs.");
  text.sample("weft_build_info", "{version=\"" + std::string(kVersion) + "\"}", 1);
  write_inbox(text, inbox_counts());
  const auto reading = store.read(Viewer::everybody());
  const auto status = reading->status();
  text.single("weft_received_seq", "gauge", "Position of the last message in the log.", double(status.received.value));
  text.single("weft_applied_seq", "gauge", "Position up to which the catalogue holds.", double(status.applied.value));
  text.single("weft_store_bytes", "gauge", "Size of the store on disk.", double(status.bytes));
  text.single("weft_datasets", "gauge", "Live datasets.", double(reading->count({})));
  write_search(text, door, live);
  text.family("weft_http_requests_total", "counter", "HTTP requests answered, by status.");
  for (const auto& [code, count] : http.answers())
    text.sample("weft_http_requests_total", "{code=\"" + std::to_string(code) + "\"}", static_cast<double>(count));
  return text_response(text.take(), "text/plain; version=0.0.4; charset=utf-8");
}

Result<Response> Contract::operator()(const Request& request) const {
  QueryReader query(request);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  return text_response(kOpenapiText, "application/yaml");
}

Result<Response> FrontPage::operator()(const Request& request) const {
  if (Portal::is_asked(request)) return portal.answer(request);
  JsonWriter json;
  json.begin_object().member("name", "Weft").member("version", kVersion).member("api", "/api/v1");
  json.member("contract", "/api/v1/openapi.yaml");
  return answer_with_seq(json, gate.applied());
}

}  // namespace weft
