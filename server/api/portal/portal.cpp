#include "api/portal/portal.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace weft {
namespace {

namespace fs = std::filesystem;

// Styles: Mantine writes its variables into the page. Eval: the arrays of the HDF5 viewer (ndarray) make their code
// when the page runs. Nothing is ever loaded from elsewhere, and nobody may put these pages into a frame.
constexpr const char* kPolicy =
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
    "blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'";
constexpr const char* kForEver = "public, max-age=31536000, immutable";  // the name has a hash of the content
constexpr const char* kAskFirst = "no-cache";

constexpr std::array<std::pair<std::string_view, const char*>, 16> kTypes = {{
    {".css", "text/css; charset=utf-8"},
    {".gif", "image/gif"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
}};

constexpr const char* kNotBuilt = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Weft</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:42em;margin:3em auto;padding:0 1em}
pre{padding:.8em 1em;border:1px solid #8886;border-radius:6px;overflow:auto}</style></head><body>
<h1>Weft</h1>
<p>The catalogue runs. Its portal is not built yet; in the folder of the sources:</p>
<pre>tools/install portal
tools/portal</pre>
<p>Then load this page again: the server need not be restarted. A portal that stands elsewhere is named by
<code>weft serve --portal DIR</code>.</p>
<p>Everything is served as JSON meanwhile: <a href="/api/v1/datasets">datasets</a>,
<a href="/api/v1/investigations">investigations</a>, <a href="/api/v1/instruments">instruments</a>,
<a href="/api/v1/statistics">statistics</a>, <a href="/api/v1/messages?state=refused">messages refused</a>,
<a href="/metrics">metrics</a>, and <a href="/api/v1/openapi.yaml">the contract of this interface</a> (OpenAPI).</p>
</body></html>
)";

// Nothing hidden, nothing outside.
bool is_name(const std::string& segment) {
  return !segment.empty() && segment.front() != '.' && segment.find_first_of("/\\") == segment.npos;
}

const char* type_of(const fs::path& file) {
  const auto extension = file.extension().string();
  const auto* known = std::find_if(kTypes.begin(), kTypes.end(), [&](auto& type) { return type.first == extension; });
  return known == kTypes.end() ? "application/octet-stream" : known->second;
}

struct Found {
  fs::path file;
  std::string etag;
};

std::optional<Found> look_at(const fs::path& file) {
  struct stat known {};
  if (::stat(file.c_str(), &known) != 0 || !S_ISREG(known.st_mode)) return std::nullopt;
  const auto nanoseconds = known.st_mtim.tv_sec * 1'000'000'000LL + known.st_mtim.tv_nsec;
  return Found{file, '"' + std::to_string(nanoseconds) + '-' + std::to_string(known.st_size) + '"'};
}

// The compressed file beside it, when there is one and it is not of an earlier build.
std::optional<Found> compressed(const fs::path& file) {
  const fs::path beside = file.string() + ".gz";
  std::error_code error;
  if (const auto made = fs::last_write_time(beside, error); error || made < fs::last_write_time(file, error))
    return std::nullopt;
  auto found = look_at(beside);
  if (found) found->etag.insert(found->etag.size() - 1, "-gz");
  return found;
}

std::optional<std::string> read_all(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.good() && !in.eof()) return std::nullopt;
  return bytes;
}

bool is_known(std::string_view if_none_match, const std::string& etag) {
  return if_none_match == "*" || if_none_match.find(etag) != if_none_match.npos;
}

Response page(std::string body) {
  Response response;
  response.body = std::move(body);
  response.content_type = "text/html; charset=utf-8";
  response.headers = {{"Content-Security-Policy", kPolicy},
                      {"Referrer-Policy", "same-origin"},
                      {"Cross-Origin-Opener-Policy", "same-origin"}};
  return response;
}

tl::unexpected<Error> no_file(const Request& request) {
  std::string path;
  for (const auto& segment : request.path) path += '/' + segment;
  return fail(ErrorCode::not_found, "the portal has no such file; load the page again if it was built anew", path);
}

Result<Response> file_answer(const fs::path& file, bool hashed, const Request& request) {
  auto found = takes_gzip(request.accept_encoding) ? compressed(file) : std::nullopt;
  const bool gzip = found.has_value();
  if (!found) found = look_at(file);
  if (!found) return no_file(request);
  auto response = page("");
  response.content_type = type_of(file);
  response.headers.emplace_back("Cache-Control", hashed ? kForEver : kAskFirst);
  response.headers.emplace_back("ETag", found->etag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (is_known(request.if_none_match, found->etag)) return response.status = 304, response;
  if (gzip) response.headers.emplace_back("Content-Encoding", "gzip");
  auto bytes = read_all(found->file);
  if (!bytes) return no_file(request);
  response.body = *std::move(bytes);
  return response;
}

}  // namespace

bool takes_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    const auto comma = accept_encoding.find(',');
    std::string one(accept_encoding.substr(0, comma));
    accept_encoding.remove_prefix(comma == accept_encoding.npos ? accept_encoding.size() : comma + 1);
    std::erase_if(one, [](char c) { return c == ' ' || c == '\t'; });
    if (one.starts_with("gzip") && (one.size() == 4 || one[4] == ';'))
      return one.find("q=0") == one.npos || one.find_first_of("123456789") != one.npos;
  }
  return false;
}

bool Portal::is_asked(const Request& request) {
  if (request.method != "GET" || (!request.path.empty() && request.path.front() == "api")) return false;
  const auto takes = [&](const char* type) { return request.accept.find(type) != std::string::npos; };
  return takes("text/html") || !takes("application/json");
}

std::optional<fs::path> Portal::file_at(const Request& request) const {
  if (folder_.empty() || request.path.empty()) return std::nullopt;
  fs::path file = folder_;
  for (const auto& segment : request.path) {
    if (!is_name(segment)) return std::nullopt;
    file /= segment;
  }
  return look_at(file) ? std::optional(file) : std::nullopt;
}

Result<Response> Portal::answer(const Request& request) const {
  const bool hashed = request.path.size() > 1 && request.path.front() == "assets";
  if (const auto file = file_at(request)) return file_answer(*file, hashed, request);
  if (hashed || (!request.path.empty() && request.path.back().find('.') != std::string::npos)) return no_file(request);
  if (folder_.empty() || !look_at(folder_ / "index.html")) return page(kNotBuilt);
  return file_answer(folder_ / "index.html", false, request);
}

}  // namespace weft
