// Numbers as orjson writes them, shortest text that reads back as the same: 0.1, 1e+16, 1.25e-7, null for NaN and
// infinities. A single-precision number is written as such where h5grove does (0.1, not 0.10000000149011612). Pure.
#pragma once
#include <cstdint>
#include <string>

namespace weft::hdf5 {

void append_number(std::string& text, double number);
void append_number(std::string& text, float number);
void append_number(std::string& text, std::int64_t number);
void append_number(std::string& text, std::uint64_t number);

float from_half(std::uint16_t bits);  // IEEE 754 binary16

}  // namespace weft::hdf5
