#include "api/decoded.h"

#include <algorithm>

#include "api/answer.h"
#include "api/gallery.h"
#include "api/http/errors.h"
#include "api/http/ranges.h"
#include "api/query_reader.h"
#include "definitions/stable_hash.h"
#include "files/media_type.h"
#include "files/spelling.h"

namespace weft {
namespace {

constexpr std::size_t kMostBytes = 128u << 20;  // of an answer
constexpr const char* kRevalidate = "private, no-cache";

void reply_error(const Reply& reply, const Error& error) { reply(error_response(error)); }

std::string_view name_of(ListState state) {
  constexpr std::string_view kNames[] = {"listed", "pending", "unreadable"};
  return kNames[static_cast<std::size_t>(state)];
}

// A tag of the answer: of the file, and of what was asked.
std::string tag_of(const OpenedFile& file, const DecodeRequest& request) {
  StableHash asked;
  asked.add(request.kind).add(request.path);
  for (const auto& [name, value] : request.parameters) asked.add(name).add(value);
  return file.etag.substr(0, file.etag.size() - 1) + "-" + asked.hex() + "\"";
}

Response respond(Decoded decoded, const std::string& tag) {
  Response response;
  response.content_type = decoded.head.media_type;
  response.body = std::move(decoded.bytes);
  response.headers = std::move(decoded.head.headers);
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", kRevalidate);
  return response;
}

Response not_modified(const std::string& tag) {
  Response response;
  response.status = 304;
  response.headers = {{"ETag", tag}, {"Cache-Control", kRevalidate}};
  return response;
}

DecodeRequest request_for(const OpenedFile& file, std::string kind) {
  DecodeRequest request;
  request.kind = std::move(kind);
  request.path = file.real_path;
  request.roots = {file.folder};
  request.parameters.emplace_back("file", spell_path(file.path));
  return request;
}

// An error that names no place is about the file.
Error about(Error error, const std::string& path) {
  if (error.subject.empty()) error.subject = path;
  return error;
}

// Has `file` read, and the answer given to `reply`, and to `keep` before.
void decode(Readers& readers, OpenedFile file, DecodeRequest request, const Request& asked, const Reply& reply,
            std::function<void(const Decoded&)> keep = {}) {
  const auto tag = tag_of(file, request);
  if (names_tag(asked.if_none_match, tag)) return reply(not_modified(tag));
  readers.ask_whole(
      std::move(request), std::move(file.descriptor), kMostBytes,
      [reply, tag, keep = std::move(keep), path = spell_path(file.path)](Result<Decoded> decoded) {
        if (!decoded) return reply_error(reply, about(decoded.error(), path));
        if (keep) keep(*decoded);
        reply(respond(*std::move(decoded), tag));
      },
      asked.cancel);
}

}  // namespace

Result<Response> ShowGallery::operator()(const Request& request) const {
  auto id = path_id(request, "dataset");
  if (!id) return tl::make_unexpected(id.error());
  QueryReader query(request);
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  const auto gallery = find_gallery(store, files, request.asker.viewer, {*id});
  if (!gallery) return tl::make_unexpected(gallery.error());
  JsonWriter json;
  json.begin_object().key("images").begin_array();
  for (const auto& image : gallery->images) {
    const auto path = spell_path(image.path);
    json.begin_object().member("path", path).member("name", path.substr(path.rfind('/') + 1));
    json.member("mediaType", media_type_of(image.path).name).member("size", image.size_bytes).end_object();
  }
  json.end_array().member("state", name_of(gallery->state));
  write_optional(json, "reason", gallery->reason);
  return answer_with_seq(json, store.read(request.asker.viewer)->status().applied);
}

void ShowDecoded::operator()(const Request& request, const Reply& reply) const {
  auto id = path_id(request, "dataset");
  if (!id) return reply_error(reply, id.error());
  QueryReader query(request);
  const auto name = query.text("file");
  std::vector<std::pair<std::string, std::string>> asked;
  for (const auto& parameter : parameters)
    if (auto value = query.text(parameter); !value.empty()) asked.emplace_back(parameter, std::move(value));
  if (name.empty()) query.wrong("file", "is needed: a path in the dataset's folder, or a pattern");
  if (auto done = query.done(); !done) return reply_error(reply, done.error());
  auto file = files.open(request.asker.viewer, {*id}, name);
  if (!file) return reply_error(reply, file.error());
  auto wanted = request_for(*file, kind);
  wanted.parameters.insert(wanted.parameters.end(), asked.begin(), asked.end());
  decode(readers, *std::move(file), std::move(wanted), request, reply);
}

void ShowImage::operator()(const Request& request, const Reply& reply) const {
  auto id = path_id(request, "dataset");
  if (!id) return reply_error(reply, id.error());
  QueryReader query(request);
  auto name = query.text("file");
  const auto role = query.text("role");
  const auto width = query.number("width", 1, 4096, 0);
  if (name.empty() == role.empty()) query.wrong("file", "or role is needed, one of them");
  if (auto done = query.done(); !done) return reply_error(reply, done.error());
  if (!role.empty()) {
    auto found = find_role(store, files, request.asker.viewer, {*id}, role);
    if (!found) return reply_error(reply, found.error());
    name = spell_path(*found);
  }
  auto file = files.open(request.asker.viewer, {*id}, name);
  if (!file) return reply_error(reply, file.error());
  auto wanted = request_for(*file, "image");
  if (width == 0) return decode(readers, *std::move(file), std::move(wanted), request, reply);
  wanted.parameters.emplace_back("width", std::to_string(width));
  const auto key = std::to_string(*id) + '\0' + tag_of(*file, wanted);
  if (auto kept = thumbnails.find(key); kept && !names_tag(request.if_none_match, tag_of(*file, wanted)))
    return reply(respond({{kept->media_type, {}, {}}, std::move(kept->bytes)}, tag_of(*file, wanted)));
  decode(readers, *std::move(file), std::move(wanted), request, reply, [key, &kept = thumbnails](const Decoded& made) {
    kept.keep(key, {made.head.media_type, made.bytes});
  });
}

}  // namespace weft
