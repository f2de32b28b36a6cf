#include "api/http/target.h"

#include <optional>

#include "base/text.h"

namespace weft {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) return {};
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    }
  }
  if (!is_utf8(out) || out.find('\0') != std::string::npos) return {};
  return out;
}

tl::unexpected<Error> bad(std::string_view piece) {
  return fail(ErrorCode::malformed,
              "\"" + replace_invalid_utf8(piece) + "\" in the address is not percent-encoded UTF-8: write % as %25",
              replace_invalid_utf8(piece));
}

}  // namespace

Result<void> read_target(std::string_view target, Request& request) {
  if (target.empty() || target.front() != '/')
    return fail(ErrorCode::malformed, "the address must be a path: /api/v1/...", replace_invalid_utf8(target));
  target = target.substr(0, target.find('#'));
  auto question = target.find('?');
  std::string_view path = target.substr(1, question == target.npos ? target.npos : question - 1);
  std::string_view query = question == target.npos ? std::string_view() : target.substr(question + 1);
  while (!path.empty()) {
    auto slash = path.find('/');
    auto segment = decode(path.substr(0, slash), false);
    if (!segment) return bad(path.substr(0, slash));
    request.path.push_back(std::move(*segment));
    if (slash == path.npos) break;
    path.remove_prefix(slash + 1);
    if (path.empty()) request.path.emplace_back();  // a trailing slash is another address
  }
  while (!query.empty()) {
    auto end = query.find('&');
    std::string_view pair = query.substr(0, end);
    auto equals = pair.find('=');
    auto name = decode(pair.substr(0, equals), true);
    auto value = decode(equals == pair.npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value) return bad(pair);
    if (!pair.empty()) request.query.emplace_back(std::move(*name), std::move(*value));
    if (end == query.npos) break;
    query.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace weft
