#include "api/files.h"

#include <ctime>

#include "api/answer.h"
#include "api/file_stream.h"
#include "api/http/errors.h"
#include "api/http/ranges.h"
#include "api/query_reader.h"
#include "files/media_type.h"
#include "files/spelling.h"

namespace weft {
namespace {

constexpr int kMostFiles = 10'000;  // a page

std::string_view to_text(ListState state) {
  switch (state) {
    case ListState::listed:
      return "listed";
    case ListState::pending:
      return "pending";
    case ListState::unreadable:
      return "unreadable";
  }
  return "";
}

void write_file(JsonWriter& json, const ListedFile& file) {
  json.begin_object().member("path", spell_path(file.path)).member("size", file.size_bytes);
  json.member("modified", file.modified).member("kind", file.is_link ? "link" : "file");
  json.member("mediaType", media_type_of(file.path).name).end_object();
}

void write_page(JsonWriter& json, const FilePage& page) {
  json.key("files").begin_array();
  for (const auto& file : page.files) write_file(json, file);
  json.end_array().member("total", page.total).member("volume", page.volume).member("state", to_text(page.state));
  write_optional(json, "reason", page.reason);
  if (page.walked) json.member("walked", *page.walked);
  write_optional(json, "nextCursor", page.next_cursor);
}

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_time(Time time) {
  const auto seconds =
      static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
  std::tm parts{};
  char text[64];
  ::gmtime_r(&seconds, &parts);
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

bool is_plain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '%'; }

// RFC 6266: a name that every client reads, and the right one.
std::string disposition(std::string_view how, std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string plain, encoded;
  for (const char c : name) {
    plain += is_plain(c) ? c : '_';
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (letter || c == '-' || c == '.' || c == '_')
      encoded += c;
    else
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return std::string(how) + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

// What every answer about this file says. Whatever it holds, at our address it runs no code.
Response about(const OpenedFile& file, bool download) {
  const auto type = media_type_of(file.path);
  Response response;
  response.content_type = type.name;
  response.headers = {{"ETag", file.etag},
                      {"Last-Modified", http_time(file.modified)},
                      {"Accept-Ranges", "bytes"},
                      {"Cache-Control", "private, no-cache"},
                      {"Content-Disposition",
                       disposition(download || !type.may_be_shown ? "attachment" : "inline", spell_path(file.path))}};
  // Chromium shows no PDF in a sandbox; what a PDF may run, it runs in the viewer's own.
  if (type.name != "application/pdf")
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  return response;
}

Response not_satisfiable(const OpenedFile& file) {
  auto response = error_response(
      416, {ErrorCode::invalid,
            "the file has " + std::to_string(file.size_bytes) + " bytes: the range begins behind them", "Range"});
  response.headers = {{"Content-Range", "bytes */" + std::to_string(file.size_bytes)}, {"ETag", file.etag}};
  return response;
}

}  // namespace

Result<Response> ListFiles::operator()(const Request& request) const {
  auto id = path_id(request, "dataset");
  if (!id) return tl::make_unexpected(id.error());
  QueryReader query(request);
  FileQuery asked;
  asked.prefix = query.text_or_empty("prefix");
  asked.glob = query.text_or_empty("glob");
  asked.after = query.text("cursor");
  asked.limit = static_cast<int>(query.number("limit", 1, kMostFiles, 200));
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  const auto page = files.list(request.asker.viewer, {*id}, asked);
  if (!page) return tl::make_unexpected(page.error());
  JsonWriter json;
  json.begin_object();
  write_page(json, *page);
  return answer_with_seq(json, store.read(request.asker.viewer)->status().applied);
}

Result<Response> SendFile::operator()(const Request& request) const {
  auto id = path_id(request, "dataset");
  if (!id) return tl::make_unexpected(id.error());
  QueryReader query(request);
  const bool download = query.truth("download");
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  auto opened = files.open(request.asker.viewer, {*id}, request.named.at(1));
  if (!opened) return tl::make_unexpected(opened.error());
  const auto file = std::make_shared<const OpenedFile>(*std::move(opened));
  auto response = about(*file, download);
  if (names_tag(request.if_none_match, file->etag)) {
    response.status = 304;
    return response;
  }
  const auto size = static_cast<std::uint64_t>(file->size_bytes);
  ByteRange part{0, size};
  const bool ranged = request.if_range.empty() || request.if_range == file->etag;
  const auto kind = ranged ? read_range(request.range, size, part) : RangeKind::whole;
  if (kind == RangeKind::unsatisfiable) return not_satisfiable(*file);
  if (kind == RangeKind::part) {
    response.status = 206;
    response.headers.emplace_back("Content-Range", "bytes " + std::to_string(part.first) + '-' +
                                                       std::to_string(part.first + part.size - 1) + '/' +
                                                       std::to_string(size));
  }
  response.length = part.size;
  response.stream = [file, part, &disk = disk](std::shared_ptr<Stream> to) {
    send_file(file, part.first, part.size, std::move(to), disk);
  };
  return response;
}

}  // namespace weft
