#include "decode/frames.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstring>

namespace weft {
namespace {

constexpr std::size_t kHeaderBytes = 5;

void put_number(std::string& to, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>(number >> (8 * i));
}

void put_text(std::string& to, std::string_view text) {
  put_number(to, text.size(), 4);
  to += text;
}

void put_pairs(std::string& to, const std::vector<std::pair<std::string, std::string>>& pairs) {
  put_number(to, pairs.size(), 4);
  for (const auto& [name, value] : pairs) {
    put_text(to, name);
    put_text(to, value);
  }
}

// Takes values from the front; once something is missing, everything after it is empty and `ok` is false.
struct Taker {
  std::string_view rest;
  bool ok = true;

  std::uint64_t number(std::size_t bytes) {
    ok = ok && rest.size() >= bytes;
    if (!ok) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value |= std::uint64_t{static_cast<unsigned char>(rest[i])} << (8 * i);
    rest.remove_prefix(bytes);
    return value;
  }
  std::string text() {
    const auto length = number(4);
    ok = ok && rest.size() >= length;
    if (!ok) return {};
    std::string value(rest.substr(0, length));
    rest.remove_prefix(length);
    return value;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values;
    for (auto count = number(4); ok && count > 0; --count) values.push_back(text());
    return values;
  }
  std::vector<std::pair<std::string, std::string>> pairs() {
    std::vector<std::pair<std::string, std::string>> values;
    for (auto count = number(4); ok && count > 0; --count) {
      auto name = text();
      values.emplace_back(std::move(name), text());
    }
    return values;
  }
  bool complete() const { return ok && rest.empty(); }
};

bool send_rest(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

union ControlSpace {
  char bytes[CMSG_SPACE(sizeof(int))];
  cmsghdr align;
};

ssize_t send_with_file(int socket, std::string_view bytes, int file) {
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};
  ControlSpace control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &file, sizeof file);
  ssize_t sent;
  do sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent;
}

ssize_t receive_with_file(int socket, char* to, std::size_t room, Descriptor& file) {
  iovec part{to, room};
  ControlSpace control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  ssize_t got;
  do got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  if (got <= 0) return got;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    int number = -1;
    std::memcpy(&number, CMSG_DATA(header), sizeof number);
    file = Descriptor(number);
  }
  return got;
}

bool receive_exactly(int socket, char* to, std::size_t size, Descriptor& file, const WaitForBytes& wait) {
  while (size > 0) {
    if (!wait(socket)) return false;
    const auto got = receive_with_file(socket, to, size, file);
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

std::string write_request(const DecodeRequest& request) {
  std::string payload;
  put_text(payload, request.kind);
  put_text(payload, request.path);
  put_number(payload, request.roots.size(), 4);
  for (const auto& root : request.roots) put_text(payload, root);
  put_pairs(payload, request.parameters);
  return payload;
}

std::optional<DecodeRequest> read_request(std::string_view payload) {
  Taker take{payload};
  DecodeRequest request;
  request.kind = take.text();
  request.path = take.text();
  request.roots = take.texts();
  request.parameters = take.pairs();
  if (!take.complete()) return {};
  return request;
}

std::string write_head(const AnswerHead& head) {
  std::string payload;
  put_text(payload, head.media_type);
  put_number(payload, head.length.has_value(), 1);
  put_number(payload, head.length.value_or(0), 8);
  put_pairs(payload, head.headers);
  return payload;
}

std::optional<AnswerHead> read_head(std::string_view payload) {
  Taker take{payload};
  AnswerHead head;
  head.media_type = take.text();
  const bool has_length = take.number(1) != 0;
  const auto length = take.number(8);
  if (has_length) head.length = length;
  head.headers = take.pairs();
  if (!take.complete()) return {};
  return head;
}

std::string write_error(const Error& error) {
  std::string payload;
  put_text(payload, to_text(error.code));
  put_text(payload, error.message);
  put_text(payload, error.subject);
  return payload;
}

std::optional<Error> read_error(std::string_view payload) {
  Taker take{payload};
  Error error;
  error.code = error_code(take.text(), ErrorCode::internal);
  error.message = take.text();
  error.subject = take.text();
  if (!take.complete()) return {};
  return error;
}

bool send_frame(int socket, char kind, std::string_view payload, int file) {
  std::string header;
  put_number(header, payload.size(), 4);
  header += kind;
  std::string_view rest = header;
  if (file >= 0) {
    const auto sent = send_with_file(socket, rest, file);
    if (sent <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return send_rest(socket, rest) && send_rest(socket, payload);
}

std::optional<Frame> receive_frame(int socket, Descriptor& file, const WaitForBytes& wait) {
  char header[kHeaderBytes];
  if (!receive_exactly(socket, header, sizeof header, file, wait)) return {};
  Taker take{{header, sizeof header}};
  const auto length = take.number(4);
  if (length > kLongestFrame) return {};
  Frame frame{header[4], std::string(length, '\0')};
  if (!receive_exactly(socket, frame.payload.data(), length, file, wait)) return {};
  return frame;
}

}  // namespace weft
