#include "api/hdf5.h"

#include <algorithm>

#include "api/http/errors.h"
#include "api/query_reader.h"

namespace weft {
namespace {

constexpr int kNotToBeDone = 422;  // what h5grove answers to a parameter that cannot be
constexpr const char* kNames[] = {"path", "selection", "format", "dtype", "flatten", "resolve_links", "attr_keys"};

void reply_error(const Reply& reply, Error error, const std::string& file) {
  if (error.subject.empty()) error.subject = file;
  reply(error.code == ErrorCode::invalid ? error_response(kNotToBeDone, error) : error_response(error));
}

// The parameters as they were sent; attr_keys may come several times.
DecodeRequest read_parameters(const Request& request) {
  DecodeRequest wanted;
  for (const auto& [name, value] : request.query)
    if (!value.empty() && std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames))
      wanted.parameters.emplace_back(name, value);
  return wanted;
}

Response respond(Decoded decoded) {
  Response response;
  response.content_type = std::move(decoded.head.media_type);
  response.body = std::move(decoded.bytes);
  response.headers = std::move(decoded.head.headers);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace

void ShowHdf5::operator()(const Request& request, const Reply& reply) const {
  auto id = path_id(request, "dataset");
  if (!id) return reply(error_response(id.error()));
  Request once = request;  // attr_keys may come several times
  std::erase_if(once.query, [](const auto& said) { return said.first == "attr_keys"; });
  QueryReader query(once);
  const auto name = query.text("file");
  for (const auto* known : kNames) query.text_or_empty(known);
  if (name.empty()) query.wrong("file", "is needed: a path in the dataset's folder, or a pattern");
  if (auto done = query.done(); !done) return reply(error_response(done.error()));
  auto file = files.open(request.asker.viewer, {*id}, name);
  if (!file) return reply(error_response(file.error()));
  auto wanted = read_parameters(request);
  wanted.kind = "hdf5/" + question;
  wanted.path = file->real_path;
  wanted.roots = files.roots();
  wanted.parameters.emplace_back("most_bytes", std::to_string(most_bytes));
  readers.ask_whole(
      std::move(wanted), std::move(file->descriptor), most_bytes + (1 << 20),
      [reply, name](Result<Decoded> decoded) {
        decoded ? reply(respond(*std::move(decoded))) : reply_error(reply, decoded.error(), name);
      },
      request.cancel);
}

}  // namespace weft
