// Cursor: where a page ended, as text that travels in an address. In: the order and the last Position of a page. Out:
// text that only its own order reads back. Values; any thread.
//
//   cursor = base64url, without padding, of: order NUL flags NUL number NUL id NUL text
//   order  = ("+" | "-") (field | '"' parameter)
//   flags  = ("#" by number | "~" by text) ("v" the dataset has a value | "-" it has none)
//   number = hexadecimal floating point, so that it comes back to the bit
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "search/engine.h"

namespace weft {

inline constexpr std::size_t kLongestKept = 2'048;  // bytes of a text: a cursor travels in an address

// Where a page ended, as its cursor has it. Of a long text only the beginning was kept: the rest is what its dataset
// says now, if it still begins so.
struct KeptPosition {
  Position position;
  bool is_cut = false;
};

std::string write_cursor(const Order& order, const Position& position);

// Errors: invalid, when it is no cursor of ours or one of another order. Whether numbers or texts are compared is taken
// from the cursor: data that arrive meanwhile do not change it within one walk through pages.
Result<KeptPosition> read_cursor(std::string_view cursor, Order& order);

}  // namespace weft
