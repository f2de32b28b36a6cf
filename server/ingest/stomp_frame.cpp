#include "ingest/stomp_frame.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace weft {
namespace {

constexpr std::array<std::string_view, 15> kCommands = {
    "CONNECT", "STOMP", "SEND",       "SUBSCRIBE", "UNSUBSCRIBE", "BEGIN",   "COMMIT", "ABORT",
    "ACK",     "NACK",  "DISCONNECT", "CONNECTED", "MESSAGE",     "RECEIPT", "ERROR"};
constexpr std::size_t kLongestCommand = 11;

tl::unexpected<Error> malformed(const std::string& what) {
  return fail(ErrorCode::malformed, "not a STOMP frame: " + what, "frame");
}

std::string shown(std::string_view bytes) { return "'" + replace_invalid_utf8(bytes.substr(0, 40)) + "'"; }

bool is_escaped(std::string_view command, StompVersion version) {
  return version != StompVersion::v1_0 && command != "CONNECT" && command != "STOMP" && command != "CONNECTED";
}

Result<std::string> unescaped(std::string_view text, StompVersion version) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char c = ++i < text.size() ? text[i] : ' ';
    if (c == 'n')
      out += '\n';
    else if (c == 'c')
      out += ':';
    else if (c == '\\')
      out += '\\';
    else if (c == 'r' && version == StompVersion::v1_2)
      out += '\r';
    else
      return malformed("'\\" + std::string(1, c) + "' in a header is no escape of this version");
  }
  return out;
}

void write_escaped(std::string& out, std::string_view text, bool escapes, StompVersion version) {
  for (const char c : text) {
    if (c == '\0') continue;
    if (!escapes)
      out += c == '\n' ? ' ' : c;
    else if (c == '\n')
      out += "\\n";
    else if (c == ':')
      out += "\\c";
    else if (c == '\\')
      out += "\\\\";
    else if (c == '\r' && version == StompVersion::v1_2)
      out += "\\r";
    else
      out += c;
  }
}

}  // namespace

std::string_view to_text(StompVersion version) {
  constexpr std::array<std::string_view, 3> kNames = {"1.0", "1.1", "1.2"};
  return kNames.at(static_cast<std::size_t>(version));
}

const std::string* StompFrame::find(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return &value;
  return nullptr;
}

std::string StompFrame::header(std::string_view name) const {
  const auto* value = find(name);
  return value ? *value : std::string();
}

std::string write_stomp_frame(const StompFrame& frame, StompVersion version) {
  const bool escapes = is_escaped(frame.command, version);
  std::string out = frame.command + "\n";
  for (const auto& [name, value] : frame.headers) {
    if (name == "content-length") continue;
    write_escaped(out, name, escapes, version);
    out += ':';
    write_escaped(out, value, escapes, version);
    out += '\n';
  }
  if (!frame.body.empty()) out += "content-length:" + std::to_string(frame.body.size()) + "\n";
  out += '\n';
  out += frame.body;
  out += '\0';
  return out;
}

void StompParser::feed(std::string_view bytes) {
  if (error_) return;
  drop_used();
  buffer_ += bytes;
}

// Moves what is left to the front, but only when at least as much is dropped: so never more than once a byte.
void StompParser::drop_used() {
  if (used_ == 0 || used_ < buffer_.size() - used_) return;
  buffer_.erase(0, used_);
  scanned_ = scanned_ > used_ ? scanned_ - used_ : 0;
  used_ = 0;
}

Result<std::optional<StompFrame>> StompParser::next() {
  while (!error_) {
    auto step = part_ == Part::between ? skip_line_ends() : part_ == Part::headers ? read_line() : read_body();
    if (!step) {
      error_ = step.error();
      buffer_.clear();
    } else if (whole_) {
      whole_ = false;
      return std::optional<StompFrame>(std::exchange(frame_, {}));
    } else if (!*step) {
      return std::optional<StompFrame>();
    }
  }
  return tl::make_unexpected(*error_);
}

StompParser::Step StompParser::skip_line_ends() {
  while (used_ < buffer_.size() && (buffer_[used_] == '\n' || buffer_[used_] == '\r')) ++used_;
  scanned_ = used_;
  if (used_ == buffer_.size()) return false;
  part_ = Part::headers;
  header_bytes_ = 0;
  content_length_.reset();
  return true;
}

StompParser::Step StompParser::read_line() {
  const auto end = buffer_.find('\n', scanned_);
  const auto length = std::min(end, buffer_.size()) - used_;
  if (header_bytes_ + length > limits_.header_bytes)
    return fail(ErrorCode::too_large, "the headers are larger than " + std::to_string(limits_.header_bytes) + " bytes",
                "frame");
  if (frame_.command.empty() && length > kLongestCommand + 1)
    return malformed(shown({buffer_.data() + used_, length}) + " is no command");
  if (end == std::string::npos) {
    scanned_ = buffer_.size();
    return false;
  }
  header_bytes_ += length + 1;
  std::string_view line(buffer_.data() + used_, length);
  used_ = scanned_ = end + 1;
  while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (frame_.command.empty()) return read_command(line);
  return line.empty() ? end_headers() : read_header(line);
}

StompParser::Step StompParser::read_command(std::string_view line) {
  if (std::find(kCommands.begin(), kCommands.end(), line) == kCommands.end())
    return malformed(shown(line) + " is no command");
  frame_.command = line;
  return true;
}

StompParser::Step StompParser::read_header(std::string_view line) {
  if (line.find('\0') != std::string_view::npos || !is_utf8(line))
    return malformed("the header " + shown(line) + " holds a NUL or is not UTF-8");
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return malformed(shown(line) + " is no header 'name:value'");
  if (frame_.headers.size() >= limits_.headers)
    return fail(ErrorCode::too_large, "more than " + std::to_string(limits_.headers) + " headers", "frame");
  std::string_view name = line.substr(0, colon);
  std::string_view value = line.substr(colon + 1);
  if (!is_escaped(frame_.command, version_)) {
    if (version_ == StompVersion::v1_0) name = trim(name), value = trim(value);
    if (name.empty()) return malformed(shown(line) + " is no header 'name:value'");
    frame_.headers.emplace_back(name, value);
    return true;
  }
  auto clear_name = unescaped(name, version_);
  auto clear_value = unescaped(value, version_);
  if (!clear_name) return tl::make_unexpected(clear_name.error());
  if (!clear_value) return tl::make_unexpected(clear_value.error());
  frame_.headers.emplace_back(std::move(*clear_name), std::move(*clear_value));
  return true;
}

StompParser::Step StompParser::end_headers() {
  part_ = Part::body;
  const auto* text = frame_.find("content-length");
  if (!text) return true;
  const auto digits = trim(*text);
  std::size_t length = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (read.ec == std::errc::result_out_of_range)
    length = limits_.body_bytes + 1;
  else if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size())
    return malformed("content-length " + shown(*text) + " is no number");
  if (length > limits_.body_bytes)
    return fail(ErrorCode::too_large, "content-length is over " + std::to_string(limits_.body_bytes) + " bytes",
                "content-length");
  content_length_ = length;
  return true;
}

StompParser::Step StompParser::read_body() {
  std::size_t end = 0;
  if (content_length_) {
    end = used_ + *content_length_;
    if (buffer_.size() <= end) return false;
    if (buffer_[end] != '\0') return malformed("no NUL after the body of content-length bytes");
  } else {
    end = buffer_.find('\0', scanned_);
    if (std::min(end, buffer_.size()) - used_ > limits_.body_bytes)
      return fail(ErrorCode::too_large, "the body is over " + std::to_string(limits_.body_bytes) + " bytes", "frame");
    if (end == std::string::npos) return scanned_ = buffer_.size(), false;
  }
  frame_.body.assign(buffer_, used_, end - used_);
  used_ = scanned_ = end + 1;
  part_ = Part::between;
  whole_ = true;
  return true;
}

}  // namespace weft
