// The words between the server and a reader, over one stream socket. Each side uses its end on one thread.
//
//   frame    = length:u32le kind:u8 payload            length counts the payload alone
//   'Q'      = text kind, text path, count:u32le text* (roots), pairs      to the reader; the descriptor of the
//                                                       file, if any, goes along (SCM_RIGHTS) with the first byte
//   'H'      = text media_type, u8 has_length, length:u64le, pairs                  then any number of 'D', then 'E'
//   'D'      = bytes, at most kDataBytes
//   'E'      = nothing: the answer is complete
//   'X'      = text code, text message, text subject    instead of, or after, any of the three above: it failed
//   text     = length:u32le bytes                       pairs = count:u32le (text text)*
#pragma once
#include <chrono>
#include <functional>

#include "base/descriptor.h"
#include "decode/decode.h"

namespace weft {

constexpr std::size_t kDataBytes = 256u << 10;
constexpr std::size_t kLongestFrame = 1u << 20;

struct Frame {
  char kind = 0;
  std::string payload;
};

std::string write_request(const DecodeRequest& request);  // without the descriptor
std::optional<DecodeRequest> read_request(std::string_view payload);
std::string write_head(const AnswerHead& head);
std::optional<AnswerHead> read_head(std::string_view payload);
std::string write_error(const Error& error);
std::optional<Error> read_error(std::string_view payload);

// False: the other side is gone. `file` -1: none goes along.
bool send_frame(int socket, char kind, std::string_view payload, int file = -1);

// Waits until `socket` has bytes; false: give up.
using WaitForBytes = std::function<bool(int socket)>;
// None: the other side is gone, sent what is no frame, or `wait` gave up. A descriptor that comes along is put in
// `file`.
std::optional<Frame> receive_frame(int socket, Descriptor& file, const WaitForBytes& wait);

}  // namespace weft
