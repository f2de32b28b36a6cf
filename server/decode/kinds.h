// The one table of what a reader can be asked. Any thread.
#pragma once
#include <chrono>
#include <span>

#include "decode/decode.h"

namespace weft {

struct DecodeKind {
  std::string_view name;
  Decode decode;
  std::chrono::seconds patience{20};  // a reader that gives nothing for so long is ended
};

std::span<const DecodeKind> decode_kinds();
const DecodeKind* find_kind(std::string_view name);  // null: there is none

}  // namespace weft
