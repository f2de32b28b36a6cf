// What bodies and documents look like: the dictionary with which a new store compresses them. It is stored in that
// store, so changing this text changes new stores only. Any thread.
#pragma once
#include <string>
#include <string_view>

namespace weft::sqlite {
std::string sample_text();
// The same with what zstd would else count for each text anew: how often which letter stands.
std::string dictionary_text();
}  // namespace weft::sqlite
