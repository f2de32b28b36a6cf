#include "decode/hdf5/values.h"

#include "decode/hdf5/filters.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "decode/hdf5/gate.h"
#include "decode/hdf5/number_text.h"

namespace weft::hdf5 {
namespace {

// What libhdf5 asks for while it reads sequences and texts; given back all at once.
class Arena {
 public:
  explicit Arena(std::size_t most) : left_(most) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (void* block : blocks_) std::free(block);
  }
  void* take(std::size_t size) {
    if (size > left_) {
      is_spent_ = true;
      return nullptr;
    }
    left_ -= size;
    blocks_.push_back(std::malloc(std::max<std::size_t>(size, 1)));
    return blocks_.back();
  }
  bool is_spent() const { return is_spent_; }

 private:
  std::size_t left_;
  bool is_spent_ = false;
  std::vector<void*> blocks_;
};

// Gives back what the library took for an attribute.
struct Reclaim {
  Reclaim(Handle memory, Handle of, void* at) : type(std::move(memory)), space(std::move(of)), bytes(at) {}
  Handle type, space;
  void* bytes;
  ~Reclaim() { H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, bytes); }
};

constexpr int kNameBytes = 1024;

auto too_large(std::uint64_t wanted, std::size_t most) {
  return fail(ErrorCode::too_large,
              "this selection has " + std::to_string(wanted) + " bytes; an answer holds at most " +
                  std::to_string(most) + ": select less",
              "selection");
}

// The innermost message of the library's error stack: which filter, which address.
std::string library_says() {
  std::string said;
  const auto keep = [](unsigned, const H5E_error2_t* error, void* data) -> herr_t {
    auto& text = *static_cast<std::string*>(data);
    if (text.empty() && error->desc) text = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep, &said);
  return said.empty() ? "no reason given" : said;
}

Handle reading_list(Arena& arena) {
  Handle list(H5Pcreate(H5P_DATASET_XFER));
  const auto take = [](std::size_t size, void* from) { return static_cast<Arena*>(from)->take(size); };
  H5Pset_vlen_mem_manager(
      list.get(), take, &arena, [](void*, void*) {}, nullptr);
  return list;
}

// External storage is opened by the library beside its drivers, by a name that may mean another file a moment later: it
// is not read. Where a virtual dataset leads to some, the sandbox refuses it.
Result<void> check_external_storage(hid_t dataset) {
  const Handle made(H5Dget_create_plist(dataset));
  if (H5Pget_external_count(made.get()) <= 0) return {};
  std::array<char, kNameBytes> name{};
  off_t offset = 0;
  hsize_t size = 0;
  H5Pget_external(made.get(), 0, name.size() - 1, name.data(), &offset, &size);
  return fail(ErrorCode::not_found, std::string("Cannot resolve the external storage ") + name.data(), name.data());
}

std::uint64_t product(const Shape& shape) {
  std::uint64_t all = 1;
  for (auto length : shape)
    if (__builtin_mul_overflow(all, length, &all)) return UINT64_MAX;
  return all;
}

Result<void> make_room(Values& values, std::size_t most) {
  std::uint64_t wanted = 0;
  if (__builtin_mul_overflow(product(values.shape), values.type.size, &wanted)) wanted = UINT64_MAX;
  if (wanted > most) return too_large(wanted, most);
  values.bytes.resize(wanted);
  return {};
}

// An array of arrays is one array, and a scalar sequence is the array it holds.
void unfold(Values& values) {
  if (values.type.kind == Kind::array) {
    values.is_scalar = false;
    values.shape.insert(values.shape.end(), values.type.dims.begin(), values.type.dims.end());
    values.type = ElementType(values.type.base[0]);
    unfold(values);
  } else if (values.type.kind == Kind::sequence && values.is_scalar && !values.lent) {
    hvl_t sequence;
    std::memcpy(&sequence, values.bytes.data(), sizeof sequence);
    values.is_scalar = false;
    values.shape = {sequence.len};
    values.lent = static_cast<const std::byte*>(sequence.p);
    values.type = ElementType(values.type.base[0]);
    unfold(values);
  }
}

// Halves become singles bit by bit: the library's own conversion changes NaNs.
void widen_halves(Values& values) {
  std::vector<std::byte> wide(values.bytes.size() * 2);
  for (std::size_t i = 0; i < values.bytes.size() / 2; ++i) {
    std::uint16_t half;
    std::memcpy(&half, &values.bytes[2 * i], sizeof half);
    const float single = from_half(half);
    std::memcpy(&wide[4 * i], &single, sizeof single);
  }
  values.bytes = std::move(wide);
  values.type.size = 4;
}

// Six of the sixteen bytes of a long double say nothing: they are zero here.
void clear_padding(Values& values) {
  for (std::size_t i = 0; i < values.bytes.size(); i += 16) std::memset(&values.bytes[i + 10], 0, 6);
}

// Of what lies in `bytes`, once it is an array of numbers.
void finish(Values& values, Form form) {
  if (values.type.kind != Kind::real || values.lent) return;
  if (values.type.size == 16) clear_padding(values);
  if (values.type.size == 2 && form == Form::browsers) widen_halves(values);
}

Result<void> read_selected(hid_t dataset, const Selection& chosen, Values& values, std::size_t most) {
  const Handle type = memory_type(values.type), space(H5Dget_space(dataset));
  if (!type) return fail(ErrorCode::unsupported, "elements of this type are not read here");
  const auto arena = std::make_shared<Arena>(most - values.bytes.size());
  values.pointed_to = arena;
  const Handle list = reading_list(*arena);
  Handle memory;
  if (!chosen.count.empty()) {
    const auto& count = chosen.count;
    const Shape ones(count.size(), 1);
    H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, chosen.start.data(), chosen.step.data(), count.data(),
                        ones.data());
    memory = Handle(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr));
  }
  const auto in_memory = memory ? memory.get() : H5S_ALL;
  if (H5Dread(dataset, type.get(), in_memory, memory ? space.get() : H5S_ALL, list.get(), values.bytes.data()) >= 0)
    return {};
  if (arena->is_spent()) return too_large(most, most);
  return tl::make_unexpected(not_readable(dataset, "the values cannot be read (" + library_says() + ")"));
}

}  // namespace

std::size_t Values::count() const { return product(shape); }

Result<Shape> read_shape(hid_t space, bool& is_null) {
  Shape shape;
  is_null = H5Sget_simple_extent_type(space) == H5S_NULL;
  if (is_null) return shape;
  const int axes = H5Sget_simple_extent_ndims(space);
  if (axes < 0) return fail(ErrorCode::unreadable, "the shape of a dataset cannot be read: the file is damaged");
  shape.resize(static_cast<std::size_t>(axes));
  if (axes > 0) H5Sget_simple_extent_dims(space, shape.data(), nullptr);
  return shape;
}

Result<Values> read_dataset(hid_t dataset, std::optional<std::string_view> selection, Form form, std::size_t most) {
  const Handle stored(H5Dget_type(dataset)), space(H5Dget_space(dataset));
  auto type = read_type(stored.get());
  if (!type) return tl::make_unexpected(type.error());
  Values values;
  auto shape = read_shape(space.get(), values.is_null);
  if (!shape) return tl::make_unexpected(shape.error());
  auto chosen = select(selection, *shape);
  if (!chosen) return tl::make_unexpected(chosen.error());
  values.type = std::move(*type);
  if (values.is_null) return values;
  values.shape = chosen->shape();
  values.is_scalar = values.shape.empty();
  const bool is_one =
      values.is_scalar && values.type.kind != Kind::array;  // numpy's scalars have the processor's order
  if (is_one || form != Form::origin) values.type = native(values.type, form == Form::browsers);
  if (auto room = make_room(values, most); !room) return tl::make_unexpected(room.error());
  if (auto held = check_external_storage(dataset); !held) return tl::make_unexpected(held.error());
  if (!values.bytes.empty())
    if (auto read = read_selected(dataset, *chosen, values, most); !read) return tl::make_unexpected(read.error());
  unfold(values);
  finish(values, form);
  return values;
}

Result<Values> read_attribute(hid_t attribute, std::size_t most) {
  const Handle stored(H5Aget_type(attribute));
  Handle space(H5Aget_space(attribute));
  auto type = read_type(stored.get());
  if (!type) return tl::make_unexpected(type.error());
  Values values;
  auto shape = read_shape(space.get(), values.is_null);
  if (!shape) return tl::make_unexpected(shape.error());
  values.type = std::move(*type);
  if (values.is_null) return values;
  values.shape = std::move(*shape);
  values.is_scalar = values.shape.empty();
  if (values.is_scalar && values.type.kind != Kind::array) values.type = native(values.type, false);
  if (auto room = make_room(values, most); !room) return tl::make_unexpected(room.error());
  Handle memory = memory_type(values.type);
  if (!memory) return fail(ErrorCode::unsupported, "elements of this type are not read here");
  if (!values.bytes.empty() && H5Aread(attribute, memory.get(), values.bytes.data()) < 0)
    return fail(ErrorCode::unreadable, "the attribute cannot be read (" + library_says() + ")");
  if (!values.bytes.empty() && values.type.has_pointers())
    values.pointed_to = std::make_shared<Reclaim>(std::move(memory), std::move(space), values.bytes.data());
  unfold(values);
  return values;
}

}  // namespace weft::hdf5
