#include "decode/hdf5/encode.h"

#include <array>
#include <cstdio>
#include <cstring>

#include "decode/hdf5/number_text.h"

namespace weft::hdf5 {
namespace {

auto refuse(std::string message) { return fail(ErrorCode::invalid, std::move(message), "format"); }

bool is_text(const Values& values) { return values.type.kind == Kind::text || values.type.kind == Kind::fixed_text; }

// A scalar text is its bytes without zeros at the end; numpy has no text of no bytes, so an empty one is a zero.
std::string text_bytes(const Values& values) {
  std::string bytes(reinterpret_cast<const char*>(values.data()), values.type.size);
  if (values.type.kind == Kind::text) {
    const char* text = nullptr;
    std::memcpy(&text, values.data(), sizeof text);
    bytes = text ? text : "";
  }
  bytes.erase(bytes.find_last_not_of('\0') + 1);
  return bytes.empty() ? std::string(1, '\0') : bytes;
}

// `begun` and then the elements.
Encoded with_elements(std::string begun, Values& values, std::string file_name) {
  Encoded encoded{std::move(begun), "application/octet-stream", std::move(file_name)};
  const auto size = values.count() * values.type.size;
  if (values.lent)
    encoded.body.append(reinterpret_cast<const char*>(values.lent), size);
  else
    encoded.rest = std::move(values.bytes);
  encoded.rest.resize(values.lent ? 0 : size);  // a sequence without elements leaves its head there
  return encoded;
}

Result<Encoded> encode_bytes(Values& values) {
  if (values.is_null) return Encoded{"", "application/octet-stream", ""};
  if (values.is_scalar && is_text(values)) return Encoded{text_bytes(values), "application/octet-stream", ""};
  if (values.type.has_pointers()) return refuse("Unsupported encoding bin for elements that have no fixed size");
  return with_elements("", values, "");
}

// Version 1.0 of the format, its header padded as numpy pads it: room for the first axis to grow, then to 64 bytes.
std::string npy_header(const Values& values) {
  std::string shape;
  for (auto length : values.shape) shape += std::to_string(length) + ", ";
  if (values.shape.size() > 1) shape.resize(shape.size() - 2);
  if (values.shape.size() == 1) shape.pop_back();
  std::string header = "{'descr': '" + values.type.numpy() + "', 'fortran_order': False, 'shape': (" + shape + "), }";
  if (!values.shape.empty()) header.append(21 - std::to_string(values.shape[0]).size(), ' ');
  const std::size_t before = 10 + header.size() + 1;
  header.append((64 - before % 64) % 64 == 0 ? 64 : 64 - before % 64, ' ');
  return header + '\n';
}

Result<Encoded> encode_npy(Values& values) {
  const auto header = npy_header(values);
  std::string begun("\x93NUMPY\x01\0", 8);
  begun += static_cast<char>(header.size() & 255);
  begun += static_cast<char>(header.size() >> 8);
  return with_elements(begun + header, values, "data.npy");
}

double as_double(const ElementType& type, const std::byte* at) {
  const std::byte* first = at;
  std::byte turned[16];
  if (type.big_endian) {
    for (std::size_t i = 0; i < type.size; ++i) turned[i] = at[type.size - 1 - i];
    first = turned;
  }
  const auto read = [first]<class T>(T value) {
    std::memcpy(&value, first, sizeof value);
    return static_cast<double>(value);
  };
  if (type.kind == Kind::real && type.size == 2) {
    std::uint16_t half;
    std::memcpy(&half, first, sizeof half);
    return from_half(half);
  }
  if (type.kind == Kind::real) return type.size == 4 ? read(0.0f) : type.size == 8 ? read(0.0) : read(0.0L);
  const bool is_signed = type.is_signed && type.kind != Kind::bits;
  switch (type.size) {
    case 1:
      return is_signed ? read(std::int8_t()) : read(std::uint8_t());
    case 2:
      return is_signed ? read(std::int16_t()) : read(std::uint16_t());
    case 4:
      return is_signed ? read(std::int32_t()) : read(std::uint32_t());
    default:
      return is_signed ? read(std::int64_t()) : read(std::uint64_t());
  }
}

// '%.18e' as numpy.savetxt has it; the NaN of Python bears no sign.
void append_csv(std::string& text, const ElementType& type, const std::byte* at, const char* format = "%.18e") {
  const double number = as_double(type, at);
  std::array<char, 64> buffer;
  const int length = std::snprintf(buffer.data(), buffer.size(), format, number != number ? __builtin_nan("") : number);
  text.append(buffer.data(), static_cast<std::size_t>(length));
}

void append_csv_element(std::string& text, const ElementType& type, const std::byte* at) {
  if (type.kind != Kind::complex) return append_csv(text, type, at);
  text += " (";
  append_csv(text, type.members[0].type, at + type.members[0].offset);
  append_csv(text, type.members[1].type, at + type.members[1].offset, "%+.18e");
  text += "j)";
}

Result<Encoded> encode_csv(const Values& values, std::size_t most) {
  if (values.shape.size() > 2)
    return refuse("Expected 1D or 2D array, got " + std::to_string(values.shape.size()) + "D array instead");
  const auto columns = values.shape.size() == 1 ? 1 : values.shape[1];
  std::string text;
  const std::byte* at = values.data();
  for (std::uint64_t row = 0; row < values.shape[0]; ++row) {
    for (std::uint64_t i = 0; i < columns; ++i, at += values.type.size) {
      if (i > 0) text += ',';
      append_csv_element(text, values.type, at);
    }
    text += '\n';
    if (text.size() > most)
      return fail(ErrorCode::too_large, "as CSV these values are more than " + std::to_string(most) + " bytes",
                  "format");
  }
  return Encoded{std::move(text), "text/csv", "data.csv"};
}

// Baseline TIFF, little endian, a page for each image of the leading axes, a strip each.
class Tiff {
 public:
  explicit Tiff(const Values& values) : values_(values) {
    const auto& shape = values.shape;
    height_ = shape[shape.size() - 2];
    width_ = shape.back();
    pages_ = height_ * width_ == 0 ? 0 : values.count() / (height_ * width_);
    description_ = "{\"shape\": [";
    for (auto length : shape) description_ += std::to_string(length) + ", ";
    description_.resize(description_.size() - 2);
    description_ += "]}";
  }
  std::string write() {
    text_ = std::string("II*\0", 4);
    number(8, 4);
    for (std::uint64_t page = 0; page < pages_; ++page) write_page(page, page + 1 == pages_);
    return std::move(text_);
  }

 private:
  void number(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) text_ += static_cast<char>(value >> 8 * i & 255);
  }
  void tag(int id, int kind, std::uint64_t count, std::uint64_t value) {
    number(static_cast<std::uint64_t>(id), 2);
    number(static_cast<std::uint64_t>(kind), 2);
    number(count, 4);
    number(value, 4);
  }
  std::uint64_t sample_format() const {
    if (values_.type.kind == Kind::complex) return 6;
    if (values_.type.kind == Kind::real) return 3;
    return values_.type.is_signed && values_.type.kind != Kind::bits ? 2 : 1;
  }
  void write_page(std::uint64_t page, bool last) {
    constexpr int kShort = 3, kLong = 4, kText = 2, kTags = 11;
    const std::uint64_t strip = width_ * height_ * values_.type.size;
    const std::uint64_t text_at = text_.size() + 2 + 12 * kTags + 4;
    const std::uint64_t text_size = page == 0 ? description_.size() + 1 : 0;
    const std::uint64_t strip_at = (text_at + text_size + 15) / 16 * 16;
    const std::uint64_t next = (strip_at + strip + 15) / 16 * 16;
    const auto bits = 8 * values_.type.size;
    number(page == 0 ? kTags : kTags - 1, 2);
    tag(256, kLong, 1, width_);
    tag(257, kLong, 1, height_);
    tag(258, kShort, 1, bits);
    tag(259, kShort, 1, 1);  // not compressed
    tag(262, kShort, 1, 1);  // black is zero
    if (page == 0) tag(270, kText, text_size, text_at);
    tag(273, kLong, 1, strip_at);
    tag(277, kShort, 1, 1);
    tag(278, kLong, 1, height_);
    tag(279, kLong, 1, strip);
    tag(339, kShort, 1, sample_format());
    number(last ? 0 : next, 4);
    text_.resize(text_at);
    if (page == 0) text_ += description_ + '\0';
    text_.resize(strip_at);
    text_.append(reinterpret_cast<const char*>(values_.data()) + page * strip, strip);
    text_.resize(next);
  }

  const Values& values_;
  std::uint64_t height_ = 0, width_ = 0, pages_ = 0;
  std::string description_, text_;
};

Result<Encoded> encode_tiff(const Values& values) {
  if (values.shape.size() < 2 || values.count() == 0)
    return refuse("Unsupported encoding tiff for less than two axes or no elements");
  return Encoded{Tiff(values).write(), "image/tiff", "data.tiff"};
}

Result<Encoded> encode_json(const Values& values, bool flat, std::size_t most) {
  JsonWriter json;
  if (auto written = write_json(json, values, flat, most); !written) return tl::make_unexpected(written.error());
  return Encoded{json.take(), "application/json", ""};
}

}  // namespace

Result<Encoded> encode(Values values, std::string_view format, bool flat, std::size_t most) {
  if (format.empty() || format == "json") return encode_json(values, flat, most);
  if (format == "bin") return encode_bytes(values);
  const std::string named = "Unsupported encoding " + std::string(format);
  if (values.is_null || !values.type.is_numeric()) return refuse(named + " for non-numeric content");
  if (flat && !values.is_scalar) values.shape = {values.count()};
  if (format == "npy") return encode_npy(values);
  if (values.is_scalar) return refuse(named + " for empty and scalar datasets");
  if (format == "csv") return encode_csv(values, most);
  if (format == "tiff") return encode_tiff(values);
  return refuse(named);
}

}  // namespace weft::hdf5
