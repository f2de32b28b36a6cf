#include <cstring>
#include <optional>
#include <span>

#include "decode/hdf5/encode.h"
#include "decode/hdf5/number_text.h"

// Two styles of reals, as they come out of numpy and orjson: an array or scalar of numbers is written in its own
// precision (0.1 of a single), a number inside a compound or a complex array as a double (0.10000000149011612).
namespace weft::hdf5 {
namespace {

enum class Precision { own, as_double };

template <class T>
T read_as(const std::byte* at, bool big_endian) {
  T value;
  if constexpr (sizeof(T) == 1) {
    std::memcpy(&value, at, 1);
  } else {
    std::byte bytes[sizeof(T)];
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes[i] = at[big_endian ? sizeof(T) - 1 - i : i];
    std::memcpy(&value, bytes, sizeof value);
  }
  return value;
}

std::uint64_t read_unsigned(const std::byte* at, std::size_t size, bool big_endian) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size && i < 8; ++i)
    value |= std::to_integer<std::uint64_t>(at[big_endian ? size - 1 - i : i]) << 8 * i;
  return value;
}

void append_integer(std::string& text, const ElementType& type, const std::byte* at) {
  const auto bits = read_unsigned(at, type.size, type.big_endian);
  if (!type.is_signed || type.kind == Kind::bits) return append_number(text, bits);
  const auto above = static_cast<int>(64 - 8 * type.size);
  append_number(text, static_cast<std::int64_t>(bits << above) >> above);
}

void append_single(std::string& text, float number, Precision precision) {
  precision == Precision::own ? append_number(text, number) : append_number(text, static_cast<double>(number));
}

void append_real(std::string& text, const ElementType& type, const std::byte* at, Precision precision) {
  switch (type.size) {
    case 2:
      return append_single(text, from_half(read_as<std::uint16_t>(at, type.big_endian)), precision);
    case 4:
      return append_single(text, read_as<float>(at, type.big_endian), precision);
    case 8:
      return append_number(text, read_as<double>(at, type.big_endian));
    default:
      return append_number(text, static_cast<double>(read_as<long double>(at, false)));
  }
}

// Writes values into one JSON text and counts what it holds.
class ValueWriter {
 public:
  ValueWriter(JsonWriter& json, std::size_t most) : json_(json), left_(most) {}

  bool is_full() const { return full_; }

  // `last`: a scalar of numbers keeps its own precision.
  void write_one(const ElementType& type, const std::byte* at, Precision precision) {
    switch (type.kind) {
      case Kind::integer:
      case Kind::enumeration:
      case Kind::bits:
      case Kind::boolean:
      case Kind::real:
      case Kind::complex:
        text_.clear();
        append(type, at, precision);
        return give(text_);
      case Kind::compound:
        return write_compound(type, at);
      case Kind::fixed_text:
        return write_text({reinterpret_cast<const char*>(at), length_of(type, at)});
      case Kind::opaque:
        return write_text({reinterpret_cast<const char*>(at), type.size});
      case Kind::text:
        return write_any_text(at);
      case Kind::object_reference:
        return write_text(is_zero(type, at) ? "<HDF5 object reference (null)>" : "<HDF5 object reference>");
      case Kind::region_reference:  // h5py writes the null one so, with one bracket
        return write_text(is_zero(type, at) ? "<HDF5 region reference (null>" : "<HDF5 region reference>");
      case Kind::sequence:
        return write_sequence(type, at);
      case Kind::array:
        return write_array(type.base[0], type.dims, at);
      case Kind::unknown:
        json_.null();
    }
  }

  void write_array(const ElementType& type, std::span<const Length> shape, const std::byte* at) {
    json_.begin_array();
    left_ -= std::min<std::size_t>(left_, 3);
    if (shape.size() == 1) {
      write_row(type, shape[0], at);
    } else {
      std::size_t stride = type.size;
      for (auto length : shape.subspan(1)) stride *= length;
      for (std::uint64_t i = 0; i < shape[0] && !check_full(); ++i)
        write_array(type, shape.subspan(1), at + i * stride);
    }
    json_.end_array();
  }
  void write_array(const ElementType& type, const Shape& shape, const std::byte* at) {
    write_array(type, std::span<const Length>(shape), at);
  }

 private:
  bool check_full() { return full_ = full_ || left_ == 0; }

  void give(std::string_view text) {
    json_.raw(text);
    left_ -= std::min(left_, text.size() + 1);
  }

  void write_text(std::string_view text) {
    json_.value(text);
    left_ -= std::min(left_, text.size() + 3);
  }

  void append(const ElementType& type, const std::byte* at, Precision precision) {
    switch (type.kind) {
      case Kind::boolean:
        text_ += std::to_integer<int>(*at) ? "true" : "false";
        return;
      case Kind::real:
        return append_real(text_, type, at, precision);
      case Kind::complex:
        text_ += '[';
        append_real(text_, type.members[0].type, at + type.members[0].offset, precision);
        text_ += ',';
        append_real(text_, type.members[1].type, at + type.members[1].offset, precision);
        text_ += ']';
        return;
      default:
        return append_integer(text_, type, at);
    }
  }

  // Numbers of a row are one piece of text.
  void write_row(const ElementType& type, std::uint64_t length, const std::byte* at) {
    if (!type.is_numeric() || type.kind == Kind::array) {
      for (std::uint64_t i = 0; i < length && !check_full(); ++i)
        write_one(type, at + i * type.size, Precision::as_double);
      return;
    }
    const auto precision = type.kind == Kind::complex ? Precision::as_double : Precision::own;
    constexpr std::uint64_t kPiece = 4096;
    for (std::uint64_t i = 0; i < length && !check_full();) {
      text_.clear();
      for (const auto end = std::min(length, i + kPiece); i < end; ++i) {
        append(type, at + i * type.size, precision);
        text_ += ',';
      }
      text_.pop_back();
      give(text_);
    }
  }

  void write_compound(const ElementType& type, const std::byte* at) {
    json_.begin_array();
    for (const auto& member : type.members) write_one(member.type, at + member.offset, Precision::as_double);
    json_.end_array();
    check_full();
  }

  void write_any_text(const std::byte* at) {
    const char* text = nullptr;
    std::memcpy(&text, at, sizeof text);
    write_text(text ? text : "");
  }

  void write_sequence(const ElementType& type, const std::byte* at) {
    hvl_t sequence;
    std::memcpy(&sequence, at, sizeof sequence);
    const Length length = sequence.len;
    write_array(type.base[0], std::span(&length, 1), static_cast<const std::byte*>(sequence.p));
  }

  // numpy knows no zeros at the end of a fixed text.
  static std::size_t length_of(const ElementType& type, const std::byte* at) {
    std::size_t length = type.size;
    while (length > 0 && at[length - 1] == std::byte{0}) --length;
    return length;
  }

  static bool is_zero(const ElementType& type, const std::byte* at) {
    for (std::size_t i = 0; i < type.size; ++i)
      if (at[i] != std::byte{0}) return false;
    return true;
  }

  JsonWriter& json_;
  std::size_t left_;
  bool full_ = false;
  std::string text_;
};

}  // namespace

Result<void> write_json(JsonWriter& json, const Values& values, bool flat, std::size_t most) {
  if (values.is_null) {
    json.null();
    return {};
  }
  ValueWriter writer(json, most);
  const Shape one_axis{values.count()};
  if (values.is_scalar)
    writer.write_one(values.type, values.data(), Precision::own);
  else
    writer.write_array(values.type, flat ? one_axis : values.shape, values.data());
  if (writer.is_full())
    return fail(ErrorCode::too_large,
                "as JSON these values are more than " + std::to_string(most) + " bytes: select less, or ask format=bin",
                "selection");
  return {};
}

}  // namespace weft::hdf5
