#include "app/commands/server.h"

#include <algorithm>

namespace weft {
namespace {

constexpr std::int64_t kPage = 1000;

Error told(const HttpAnswer& answer, const std::string& url) {
  const auto json = Json::read(answer.body);
  if (!json || (*json)["message"].text().empty())
    return {ErrorCode::unavailable,
            url + " answers with HTTP status " + std::to_string(answer.status) +
                " and no word of Weft: is that the right address?",
            url};
  std::string message = (*json)["message"].text();
  const auto& subject = (*json)["subject"].text();
  if (!subject.empty() && message.find(subject) == std::string::npos) message = subject + ": " + message;
  return {error_code((*json)["code"].text(), ErrorCode::unavailable), message, subject};
}

}  // namespace

Result<HttpAnswer> Server::ask(const HttpRequest& request) {
  auto answer = client_.ask(request);
  unreachable_ = !answer;
  if (!answer)
    return fail(ErrorCode::unavailable,
                "no Weft answers at " + url_ + ": start it with `weft serve` or name another with --server URL\n(" +
                    answer.error().message + ")",
                url_);
  if (answer->status < 200 || answer->status > 299) return tl::make_unexpected(told(*answer, url_));
  return answer;
}

Result<Json> Server::ask_json(const HttpRequest& request) {
  auto answer = ask(request);
  if (!answer) return tl::make_unexpected(answer.error());
  auto json = Json::read(answer->body);
  if (!json)
    return fail(ErrorCode::malformed, url_ + " does not answer in Weft's JSON: is that the right address?", url_);
  return json;
}

Result<Json> Server::get(const std::string& path, const QueryText& query) {
  return ask_json({.method = "GET", .path = path, .query = query});
}

Result<Json> Server::post(const std::string& path, const QueryText& query, std::string body, std::string content_type) {
  return ask_json({.method = "POST",
                   .path = path,
                   .query = query,
                   .body = std::move(body),
                   .content_type = std::move(content_type)});
}

Result<Json> Server::remove(const std::string& path, const QueryText& query) {
  return ask_json({.method = "DELETE", .path = path, .query = query});
}

Result<void> Server::download(const std::string& path, const QueryText& query,
                              const std::function<bool(std::string_view)>& sink) {
  auto answer = ask({.method = "GET", .path = path, .query = query, .sink = sink});
  if (!answer) return tl::make_unexpected(answer.error());
  return {};
}

// The server says something every 15 s.
Result<void> Server::listen(const std::string& path, std::string body, const std::string& last,
                            const std::function<bool(std::string_view)>& sink, const std::function<bool()>& stop) {
  HttpRequest request{.method = "POST",
                      .path = path,
                      .body = std::move(body),
                      .content_type = "application/json",
                      .sink = sink,
                      .stop = stop,
                      .silent_seconds = 45};
  request.headers.emplace_back("Accept", "text/event-stream");
  if (!last.empty()) request.headers.emplace_back("Last-Event-ID", last);
  auto answer = ask(request);
  if (!answer && !stop()) return tl::make_unexpected(answer.error());
  return {};
}

Result<Json> Server::get_page(const std::string& path, QueryText query, std::int64_t rows,
                              const std::string& cursor_name, const std::string& cursor) {
  if (!cursor.empty()) std::erase_if(query, [&](const auto& one) { return one.first == cursor_name; });
  if (!cursor.empty()) query.emplace_back(cursor_name, cursor);
  query.emplace_back("limit", std::to_string(std::min(kPage, rows)));
  return get(path, query);
}

Result<Server::Listed> Server::list(const std::string& path, QueryText query, const std::string& name,
                                    std::int64_t limit, const std::string& cursor_name) {
  Listed listed;
  std::string cursor;
  do {
    const auto left = limit > 0 ? limit - static_cast<std::int64_t>(listed.rows.size()) : kPage;
    auto page = get_page(path, query, left, cursor_name, cursor);
    if (!page) return tl::make_unexpected(page.error());
    listed.total = (*page)["total"].whole();
    listed.seq = (*page)["seq"];
    const auto& rows = (*page)[name].list();
    listed.rows.insert(listed.rows.end(), rows.begin(), rows.end());
    cursor = (*page)["nextCursor"].shown();
  } while (!cursor.empty() && (limit == 0 || static_cast<std::int64_t>(listed.rows.size()) < limit));
  return listed;
}

// The server waits some seconds for one question; as long as it comes nearer it is asked again.
Result<void> Server::wait_for(std::int64_t seq, const std::function<void(std::int64_t)>& progress) {
  std::int64_t before = -1;
  for (;;) {
    auto there = get("/healthz", {{"at_least", std::to_string(seq)}});
    if (there) return {};
    if (unreachable_ || there.error().code != ErrorCode::timed_out) return tl::make_unexpected(there.error());
    auto now = get("/healthz");
    if (!now) return tl::make_unexpected(now.error());
    const auto at = (*now)["seq"].whole();
    if (at <= before) return tl::make_unexpected(there.error());
    before = at;
    if (progress) progress(at);
  }
}

}  // namespace weft
