#include "app/http_client.h"

#include <curl/curl.h>

#include "base/check.h"

namespace weft {
namespace {

constexpr long kSecondsToConnect = 5;

struct Receiving {
  CURL* curl;
  const HttpRequest& request;
  HttpAnswer answer;
  bool stopped = false;
};

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& receiving = *static_cast<Receiving*>(context);
  receiving.stopped = receiving.stopped || receiving.request.stop();
  return receiving.stopped ? 1 : 0;
}

std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* context) {
  auto& receiving = *static_cast<Receiving*>(context);
  long status = 0;
  curl_easy_getinfo(receiving.curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200 || !receiving.request.sink) {
    receiving.answer.body.append(bytes, size);
    return size;
  }
  receiving.stopped = !receiving.request.sink({bytes, size});
  return receiving.stopped ? 0 : size;
}

}  // namespace

struct HttpClient::State {
  std::string base;
  CURL* curl = nullptr;
  char error[CURL_ERROR_SIZE] = "";

  explicit State(std::string url) : base(std::move(url)) {
    static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    curl = curl_easy_init();
    CHECK(ready == CURLE_OK && curl, "libcurl does not start");
    while (!base.empty() && base.back() == '/') base.pop_back();
  }
  ~State() { curl_easy_cleanup(curl); }

  std::string escaped(const std::string& text) {
    char* made = curl_easy_escape(curl, text.data(), static_cast<int>(text.size()));
    std::string out = made ? made : "";
    curl_free(made);
    return out;
  }

  std::string url(const HttpRequest& request) {
    std::string url = base + request.path;
    char before = '?';
    for (const auto& [name, value] : request.query) {
      url += before + escaped(name) + "=" + escaped(value);
      before = '&';
    }
    return url;
  }

  void set_up(const HttpRequest& request, curl_slist* headers) {
    curl_easy_reset(curl);  // the connection stays
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_URL, url(request).c_str());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kSecondsToConnect);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, request.seconds);
    curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    if (request.silent_seconds > 0) {
      curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
      curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, request.silent_seconds);
    }
    if (!request.body.empty()) {
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  }
};

HttpClient::HttpClient(std::string base_url) : state_(std::make_unique<State>(std::move(base_url))) {}
HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::ask(const HttpRequest& request) {
  CURL* curl = state_->curl;
  curl_slist* headers = curl_slist_append(nullptr, ("Content-Type: " + request.content_type).c_str());
  headers = curl_slist_append(headers, "Expect:");
  for (const auto& [name, value] : request.headers) headers = curl_slist_append(headers, (name + ": " + value).c_str());
  state_->set_up(request, headers);
  Receiving receiving{curl, request, {}};
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiving);
  if (request.stop) {
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &receiving);
  }
  const auto outcome = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  if (outcome != CURLE_OK && !receiving.stopped)
    return fail(ErrorCode::unavailable, *state_->error ? state_->error : curl_easy_strerror(outcome), state_->base);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  receiving.answer.status = static_cast<int>(status);
  return std::move(receiving.answer);
}

}  // namespace weft
