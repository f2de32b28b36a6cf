#include "store/sqlite/packing.h"

#include <zstd.h>

#include "store/store.h"

namespace weft::sqlite {
namespace {

constexpr char kPlain = 0;
constexpr std::size_t kMostSpace = 1 << 20;       // kept between texts
constexpr std::size_t kWorthTrying = 24;          // shorter texts are kept plain
constexpr unsigned long long kLargest = 1 << 30;  // more than SQLite holds in one value

struct FreeCompression {
  void operator()(ZSTD_CDict* it) const { ZSTD_freeCDict(it); }
  void operator()(ZSTD_DDict* it) const { ZSTD_freeDDict(it); }
  void operator()(ZSTD_CCtx* it) const { ZSTD_freeCCtx(it); }
  void operator()(ZSTD_DCtx* it) const { ZSTD_freeDCtx(it); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeCompression>;

[[noreturn]] void damaged(const char* what) {
  throw StoreFailure(std::string("A stored text cannot be read back (") + what + "): restore the store from a backup.");
}

}  // namespace

struct Dictionaries::Prepared {
  std::map<int, Owned<ZSTD_DDict>> by_number;
  Owned<ZSTD_CDict> newest;  // packs; null when there is no dictionary
  int newest_number = 0;
};

Dictionaries::Dictionaries(std::map<int, std::string> contents, int level) : prepared_(std::make_unique<Prepared>()) {
  for (const auto& [number, bytes] : contents) {
    prepared_->by_number[number].reset(ZSTD_createDDict(bytes.data(), bytes.size()));
    prepared_->newest.reset(ZSTD_createCDict(bytes.data(), bytes.size(), level));
    prepared_->newest_number = number;
  }
}
Dictionaries::~Dictionaries() = default;

struct Packer::Contexts {
  Owned<ZSTD_CCtx> pack{ZSTD_createCCtx()};
  Owned<ZSTD_DCtx> unpack{ZSTD_createDCtx()};
  std::string space;  // kept from text to text
};

Packer::Packer(std::shared_ptr<const Dictionaries> dictionaries)
    : dictionaries_(std::move(dictionaries)), contexts_(std::make_unique<Contexts>()) {
  if (!dictionaries_->prepared_->newest) return;
  auto* context = contexts_->pack.get();
  ZSTD_CCtx_refCDict(context, dictionaries_->prepared_->newest.get());
  ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0);  // the first byte says it
}
Packer::~Packer() = default;

std::string Packer::pack(std::string_view text) {
  const auto& known = *dictionaries_->prepared_;
  if (known.newest && text.size() >= kWorthTrying) {
    auto& space = contexts_->space;
    if (space.size() < 1 + ZSTD_compressBound(text.size())) space.resize(1 + ZSTD_compressBound(text.size()));
    space[0] = static_cast<char>(known.newest_number);
    const std::size_t size =
        ZSTD_compress2(contexts_->pack.get(), space.data() + 1, space.size() - 1, text.data(), text.size());
    const bool is_smaller = !ZSTD_isError(size) && size < text.size();
    std::string packed = is_smaller ? space.substr(0, 1 + size) : std::string();
    if (space.size() > kMostSpace) space = {};
    if (is_smaller) return packed;
  }
  std::string plain(1, kPlain);
  return plain.append(text);
}

std::string Packer::unpack(std::string_view packed) {
  if (packed.empty()) damaged("it is empty");
  const int number = static_cast<unsigned char>(packed[0]);
  packed.remove_prefix(1);
  if (number == kPlain) return std::string(packed);
  const auto dictionary = dictionaries_->prepared_->by_number.find(number);
  if (dictionary == dictionaries_->prepared_->by_number.end()) damaged("its dictionary is not known");
  const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size > kLargest) damaged("its size is not stated");
  std::string text(size, '\0');
  const std::size_t got = ZSTD_decompress_usingDDict(contexts_->unpack.get(), text.data(), text.size(), packed.data(),
                                                     packed.size(), dictionary->second.get());
  if (ZSTD_isError(got) || got != size) damaged("zstd refuses it");
  return text;
}

}  // namespace weft::sqlite
