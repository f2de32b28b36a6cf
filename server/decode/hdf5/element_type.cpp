#include "decode/hdf5/element_type.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace weft::hdf5 {
namespace {

constexpr int kDeepest = 32;  // types within types

struct LibraryText {
  char* text;
  ~LibraryText() { H5free_memory(text); }
  std::string str() const { return text ? text : ""; }
};

struct RealForm {
  std::size_t size;
  std::size_t exponent_bits, fraction_bits;
  bool operator==(const RealForm&) const = default;
};
constexpr std::array<RealForm, 4> kRealForms = {{{2, 5, 10}, {4, 8, 23}, {8, 11, 52}, {16, 15, 63}}};

auto unreadable(std::string message) { return fail(ErrorCode::unreadable, std::move(message)); }

bool is_big_endian(int order) { return order == H5T_ORDER_BE; }

// The smallest of numpy's reals that holds it.
Result<ElementType> read_real(hid_t type, ElementType read) {
  std::size_t sign = 0, exponent_at = 0, exponent = 0, fraction_at = 0, fraction = 0;
  if (H5Tget_fields(type, &sign, &exponent_at, &exponent, &fraction_at, &fraction) < 0)
    return unreadable("the layout of a floating point type cannot be read");
  if (read.file_size == 16 && fraction == 64) fraction = 63;  // x87 writes the leading one
  read.kind = Kind::real;
  read.big_endian = is_big_endian(read.order);
  read.size = 8;
  for (const auto& form : kRealForms) {
    if (form.exponent_bits < exponent || form.fraction_bits < fraction) continue;
    read.size = form.size;
    break;
  }
  if (read.size == 16 && read.big_endian) read.size = 8, read.big_endian = false;
  return read;
}

Result<ElementType> read_integer(hid_t type, ElementType read) {
  read.kind = Kind::integer;
  read.is_signed = H5Tget_sign(type) == H5T_SGN_2;
  read.size = 1;
  while (read.size < read.file_size && read.size < 8) read.size *= 2;
  read.big_endian = read.size > 1 && is_big_endian(read.order);
  return read;
}

Result<ElementType> read_text(hid_t type, ElementType read) {
  const bool any_length = H5Tis_variable_str(type) > 0;
  read.kind = any_length ? Kind::text : Kind::fixed_text;
  read.character_set = H5Tget_cset(type);
  read.padding = H5Tget_strpad(type);
  read.size = any_length ? sizeof(char*) : read.file_size;
  return read;
}

Result<ElementType> read_at(hid_t type, int depth);

Result<void> read_base(hid_t type, ElementType& read, int depth) {
  const Handle super(H5Tget_super(type));
  auto base = read_at(super.get(), depth + 1);
  if (!base) return tl::make_unexpected(base.error());
  read.base.push_back(std::move(*base));
  return {};
}

std::string enumerated(hid_t type, const Handle& super, unsigned index, bool is_signed) {
  std::array<unsigned char, 64> bytes{};
  if (H5Tget_size(type) > bytes.size() || H5Tget_member_value(type, index, bytes.data()) < 0) return "0";
  H5Tconvert(super.get(), is_signed ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64, 1, bytes.data(), nullptr, H5P_DEFAULT);
  std::int64_t value;
  std::memcpy(&value, bytes.data(), sizeof value);
  return is_signed ? std::to_string(value) : std::to_string(static_cast<std::uint64_t>(value));
}

bool is_boolean(const ElementType& read) {
  auto names = read.names;
  std::sort(names.begin(), names.end());
  return names == std::vector<std::pair<std::string, std::string>>{{"FALSE", "0"}, {"TRUE", "1"}};
}

Result<ElementType> read_enumeration(hid_t type, ElementType read, int depth) {
  if (auto base = read_base(type, read, depth); !base) return tl::make_unexpected(base.error());
  const Handle super(H5Tget_super(type));
  const bool is_signed = read.base[0].is_signed;
  const int count = H5Tget_nmembers(type);
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<unsigned>(i);
    read.names.emplace_back(LibraryText{H5Tget_member_name(type, index)}.str(),
                            enumerated(type, super, index, is_signed));
  }
  read.kind = is_boolean(read) ? Kind::boolean : Kind::enumeration;
  read.size = read.kind == Kind::boolean ? 1 : read.file_size;
  read.is_signed = is_signed;
  read.big_endian = read.size > 1 && read.base[0].big_endian;
  return read;
}

bool is_complex(const ElementType& read) {
  const auto& members = read.members;
  return members.size() == 2 && members[0].name == "r" && members[1].name == "i" &&
         members[0].type.kind == Kind::real && members[0].type.numpy() == members[1].type.numpy();
}

// Members stand in memory where they stand in the file, unless one of them needs more room there.
void lay_out(ElementType& read) {
  read.size = read.file_size;
  bool fits = true;
  for (std::size_t i = 0; i < read.members.size(); ++i)
    fits = fits && read.members[i].type.size <= read.members[i].type.file_size &&
           read.members[i].offset + read.members[i].type.size <= read.size;
  if (fits) return;
  read.size = 0;
  for (auto& member : read.members) {
    member.offset = read.size;
    read.size += member.type.size;
  }
}

Result<ElementType> read_compound(hid_t type, ElementType read, int depth) {
  const int count = H5Tget_nmembers(type);
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<unsigned>(i);
    const Handle member(H5Tget_member_type(type, index));
    auto inner = read_at(member.get(), depth + 1);
    if (!inner) return inner;
    read.members.push_back(
        {LibraryText{H5Tget_member_name(type, index)}.str(), H5Tget_member_offset(type, index), std::move(*inner)});
  }
  lay_out(read);
  read.kind = is_complex(read) ? Kind::complex : Kind::compound;
  read.big_endian = read.kind == Kind::complex && read.members[0].type.big_endian;
  return read;
}

Result<ElementType> read_array(hid_t type, ElementType read, int depth) {
  if (auto base = read_base(type, read, depth); !base) return tl::make_unexpected(base.error());
  read.kind = Kind::array;
  read.dims.resize(static_cast<std::size_t>(std::max(0, H5Tget_array_ndims(type))));
  if (H5Tget_array_dims2(type, read.dims.data()) < 0) return unreadable("the shape of an array type cannot be read");
  read.size = read.base[0].size;
  for (auto length : read.dims)
    if (__builtin_mul_overflow(read.size, length, &read.size) || read.size > (std::size_t{1} << 31))
      return fail(ErrorCode::too_large, "an array type has more than 2 GiB an element");
  return read;
}

Result<ElementType> read_sequence(hid_t type, ElementType read, int depth) {
  if (auto base = read_base(type, read, depth); !base) return tl::make_unexpected(base.error());
  read.kind = Kind::sequence;
  read.size = sizeof(hvl_t);
  return read;
}

Result<ElementType> read_reference(hid_t type, ElementType read) {
  const bool is_object = H5Tequal(type, H5T_STD_REF_OBJ) > 0;
  read.kind = is_object ? Kind::object_reference : Kind::region_reference;
  read.size = is_object ? sizeof(hobj_ref_t) : sizeof(hdset_reg_ref_t);
  return read;
}

Result<ElementType> read_at(hid_t type, int depth) {
  if (type < 0) return unreadable("a datatype cannot be read");
  if (depth > kDeepest) return unreadable("a datatype is nested too deeply");
  ElementType read;
  read.hdf5_class = H5Tget_class(type);
  read.file_size = read.size = H5Tget_size(type);
  read.order = std::max(0, static_cast<int>(H5Tget_order(type)));
  switch (read.hdf5_class) {
    case H5T_INTEGER:
      return read_integer(type, std::move(read));
    case H5T_FLOAT:
      return read_real(type, std::move(read));
    case H5T_STRING:
      return read_text(type, std::move(read));
    case H5T_ENUM:
      return read_enumeration(type, std::move(read), depth);
    case H5T_COMPOUND:
      return read_compound(type, std::move(read), depth);
    case H5T_ARRAY:
      return read_array(type, std::move(read), depth);
    case H5T_VLEN:
      return read_sequence(type, std::move(read), depth);
    case H5T_REFERENCE:
      return read_reference(type, std::move(read));
    case H5T_BITFIELD:
      read.kind = Kind::bits;
      read.big_endian = read.size > 1 && is_big_endian(read.order);
      return read;
    case H5T_OPAQUE:
      read.kind = Kind::opaque;
      read.tag = LibraryText{H5Tget_tag(type)}.str();
      return read;
    default:
      return read;
  }
}

const std::array<hid_t, 4> standard_integers(bool is_signed, bool big_endian) {
  if (is_signed)
    return big_endian ? std::array<hid_t, 4>{H5T_STD_I8BE, H5T_STD_I16BE, H5T_STD_I32BE, H5T_STD_I64BE}
                      : std::array<hid_t, 4>{H5T_STD_I8LE, H5T_STD_I16LE, H5T_STD_I32LE, H5T_STD_I64LE};
  return big_endian ? std::array<hid_t, 4>{H5T_STD_U8BE, H5T_STD_U16BE, H5T_STD_U32BE, H5T_STD_U64BE}
                    : std::array<hid_t, 4>{H5T_STD_U8LE, H5T_STD_U16LE, H5T_STD_U32LE, H5T_STD_U64LE};
}

Handle integer_type(std::size_t size, bool is_signed, bool big_endian) {
  const std::size_t which = size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3;
  return Handle(H5Tcopy(standard_integers(is_signed, big_endian)[which]));
}

Handle half_type(bool big_endian) {
  Handle type(H5Tcopy(big_endian ? H5T_IEEE_F32BE : H5T_IEEE_F32LE));
  H5Tset_fields(type.get(), 15, 10, 5, 0, 10);
  H5Tset_size(type.get(), 2);
  H5Tset_ebias(type.get(), 15);
  return type;
}

Handle real_type(std::size_t size, bool big_endian) {
  if (size == 2) return half_type(big_endian);
  if (size == 4) return Handle(H5Tcopy(big_endian ? H5T_IEEE_F32BE : H5T_IEEE_F32LE));
  if (size == 8) return Handle(H5Tcopy(big_endian ? H5T_IEEE_F64BE : H5T_IEEE_F64LE));
  return Handle(H5Tcopy(H5T_NATIVE_LDOUBLE));
}

Handle boolean_type() {
  Handle type(H5Tenum_create(H5T_NATIVE_INT8));
  const signed char no = 0, yes = 1;
  H5Tenum_insert(type.get(), "FALSE", &no);
  H5Tenum_insert(type.get(), "TRUE", &yes);
  return type;
}

Handle enumeration_type(const ElementType& type) {
  const Handle base = integer_type(type.size, type.is_signed, type.big_endian);
  Handle made(H5Tenum_create(base.get()));
  for (const auto& [name, number] : type.names) {
    std::uint64_t value = type.is_signed ? static_cast<std::uint64_t>(std::stoll(number)) : std::stoull(number);
    if (type.big_endian) value = __builtin_bswap64(value) >> 8 * (8 - type.size);
    H5Tenum_insert(made.get(), name.c_str(), &value);
  }
  return made;
}

Handle text_type(const ElementType& type) {
  Handle made(H5Tcopy(H5T_C_S1));
  H5Tset_size(made.get(), type.kind == Kind::text ? H5T_VARIABLE : type.size);
  if (type.kind == Kind::fixed_text) H5Tset_strpad(made.get(), H5T_STR_NULLPAD);
  H5Tset_cset(made.get(), static_cast<H5T_cset_t>(type.character_set));
  return made;
}

Handle compound_type(const ElementType& type) {
  Handle made(H5Tcreate(H5T_COMPOUND, type.size));
  for (const auto& member : type.members) {
    const Handle inner = memory_type(member.type);
    if (!inner || H5Tinsert(made.get(), member.name.c_str(), member.offset, inner.get()) < 0) return {};
  }
  return made;
}

Handle bits_type(const ElementType& type) {
  Handle made(H5Tcopy(H5T_STD_B8LE));
  H5Tset_size(made.get(), type.size);
  H5Tset_precision(made.get(), 8 * type.size);
  H5Tset_order(made.get(), type.big_endian ? H5T_ORDER_BE : H5T_ORDER_LE);
  return made;
}

Handle opaque_type(const ElementType& type) {
  Handle made(H5Tcreate(H5T_OPAQUE, type.size));
  H5Tset_tag(made.get(), type.tag.c_str());
  return made;
}

std::string number_name(char letter, const ElementType& type, std::size_t size) {
  return std::string(1, type.size == 1 ? '|' : type.big_endian ? '>' : '<') + letter + std::to_string(size);
}

void write_numpy(JsonWriter& json, const ElementType& type) {
  if (type.kind != Kind::compound) {
    json.value(type.numpy());
    return;
  }
  json.begin_object();
  for (const auto& member : type.members) {
    json.key(member.name);
    write_numpy(json, member.type);
  }
  json.end_object();
}

void write_members(JsonWriter& json, const ElementType& type) {
  json.key("members").begin_array();
  for (const auto& member : type.members) {
    json.begin_object().member("name", member.name);
    write_type(json, member.type);
    json.end_object();
  }
  json.end_array();
}

void write_names(JsonWriter& json, const ElementType& type) {
  json.key("members").begin_object();
  for (const auto& [name, number] : type.names) json.key(name).raw(number);
  json.end_object();
}

void write_base(JsonWriter& json, const ElementType& type) {
  json.key("base").begin_object();
  write_type(json, type.base[0]);
  json.end_object();
}

void write_dims(JsonWriter& json, const ElementType& type) {
  json.key("dims").begin_array();
  for (auto length : type.dims) json.value(length);
  json.end_array();
}

}  // namespace

bool ElementType::is_numeric() const {
  switch (kind) {
    case Kind::integer:
    case Kind::real:
    case Kind::boolean:
    case Kind::enumeration:
    case Kind::bits:
    case Kind::complex:
      return true;
    case Kind::array:
      return base[0].is_numeric();
    default:
      return false;
  }
}

bool ElementType::has_pointers() const {
  switch (kind) {
    case Kind::text:
    case Kind::sequence:
    case Kind::object_reference:
    case Kind::region_reference:
    case Kind::unknown:
      return true;
    case Kind::array:
      return base[0].has_pointers();
    case Kind::compound:
      return std::any_of(members.begin(), members.end(), [](const auto& m) { return m.type.has_pointers(); });
    default:
      return false;
  }
}

std::string ElementType::numpy() const {
  switch (kind) {
    case Kind::integer:
    case Kind::enumeration:
      return number_name(is_signed ? 'i' : 'u', *this, size);
    case Kind::bits:
      return number_name('u', *this, size);
    case Kind::real:
      return number_name('f', *this, size);
    case Kind::complex:
      return number_name('c', *this, size);
    case Kind::boolean:
      return "|b1";
    case Kind::fixed_text:
      return "|S" + std::to_string(size);
    case Kind::opaque:
      return "|V" + std::to_string(size);
    case Kind::compound:
    case Kind::array:
      return "|V" + std::to_string(size);
    default:
      return "|O";
  }
}

Result<ElementType> read_type(hid_t type) { return read_at(type, 0); }

ElementType native(const ElementType& type, bool for_browsers) {
  ElementType made = type;
  if (!type.is_numeric()) return made;
  made.big_endian = false;
  if (type.kind == Kind::real && for_browsers) made.size = std::min<std::size_t>(type.size, 8);
  if (type.kind == Kind::complex)
    for (auto& member : made.members) member.type = native(member.type, false);
  if (type.kind == Kind::array) {
    made.base[0] = native(type.base[0], for_browsers);
    made.size = made.base[0].size;
    for (auto length : made.dims) made.size *= length;
  }
  return made;
}

Handle memory_type(const ElementType& type) {
  switch (type.kind) {
    case Kind::integer:
      return integer_type(type.size, type.is_signed, type.big_endian);
    case Kind::real:
      return real_type(type.size, type.big_endian);
    case Kind::boolean:
      return boolean_type();
    case Kind::enumeration:
      return enumeration_type(type);
    case Kind::bits:
      return bits_type(type);
    case Kind::complex:
    case Kind::compound:
      return compound_type(type);
    case Kind::fixed_text:
    case Kind::text:
      return text_type(type);
    case Kind::opaque:
      return opaque_type(type);
    case Kind::object_reference:
      return Handle(H5Tcopy(H5T_STD_REF_OBJ));
    case Kind::region_reference:
      return Handle(H5Tcopy(H5T_STD_REF_DSETREG));
    case Kind::sequence:
      return Handle(H5Tvlen_create(memory_type(type.base[0]).get()));
    case Kind::array:
      return Handle(
          H5Tarray_create2(memory_type(type.base[0]).get(), static_cast<unsigned>(type.dims.size()), type.dims.data()));
    case Kind::unknown:
      return {};
  }
  return {};
}

void write_type(JsonWriter& json, const ElementType& type) {
  json.member("class", type.hdf5_class).key("dtype");
  write_numpy(json, type);
  json.member("size", type.file_size);
  switch (type.kind) {
    case Kind::integer:
      json.member("order", type.order).member("sign", type.is_signed ? 1 : 0);
      return;
    case Kind::real:
    case Kind::bits:
      json.member("order", type.order);
      return;
    case Kind::fixed_text:
    case Kind::text:
      json.member("cset", type.character_set).member("strpad", type.padding);
      json.member("vlen", type.kind == Kind::text);
      return;
    case Kind::opaque:
      json.member("tag", type.tag);
      return;
    case Kind::complex:
    case Kind::compound:
      return write_members(json, type);
    case Kind::boolean:
    case Kind::enumeration:
      write_names(json, type);
      return write_base(json, type);
    case Kind::sequence:
      return write_base(json, type);
    case Kind::array:
      write_dims(json, type);
      return write_base(json, type);
    default:
      return;
  }
}

}  // namespace weft::hdf5
