// Server: Weft's API as the verbs ask it. In: paths and queries. Out: answers as Json; errors as the server told them,
// in a person's words. One thread.
#pragma once
#include <string>

#include "app/commands/json.h"
#include "app/http_client.h"

namespace weft {

class Server {
 public:
  explicit Server(std::string url) : url_(std::move(url)), client_(url_) {}

  Result<Json> get(const std::string& path, const QueryText& query = {});
  Result<Json> post(const std::string& path, const QueryText& query, std::string body, std::string content_type);
  Result<Json> remove(const std::string& path, const QueryText& query);
  // The body of the answer as it comes; `sink` false stops.
  Result<void> download(const std::string& path, const QueryText& query,
                        const std::function<bool(std::string_view)>& sink);
  // A live stream, asked for in JSON, from after `last` ("" now) until it ends, `sink` is false or `stop` true.
  Result<void> listen(const std::string& path, std::string body, const std::string& last,
                      const std::function<bool(std::string_view)>& sink, const std::function<bool()>& stop);
  // One page of a list, from `cursor` ("" the first), of at most 1000 rows.
  Result<Json> get_page(const std::string& path, QueryText query, std::int64_t rows, const std::string& cursor_name,
                        const std::string& cursor);
  struct Listed {
    std::int64_t total = 0;
    std::vector<Json> rows;
    Json seq;
  };
  // All pages, up to `limit` rows (0: all); the rows are the member `name` of each.
  Result<Listed> list(const std::string& path, QueryText query, const std::string& name, std::int64_t limit,
                      const std::string& cursor_name = "cursor");
  // Until the catalogue shows position `seq`.
  Result<void> wait_for(std::int64_t seq, const std::function<void(std::int64_t at)>& progress = {});

  // The last question had no answer at all.
  bool unreachable() const { return unreachable_; }
  const std::string& url() const { return url_; }

 private:
  Result<HttpAnswer> ask(const HttpRequest& request);
  Result<Json> ask_json(const HttpRequest& request);
  std::string url_;
  HttpClient client_;
  bool unreachable_ = false;
};

}  // namespace weft
