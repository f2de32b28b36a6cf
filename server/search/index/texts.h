// Texts: the different texts of a column in one segment, sorted bytewise; the code of a text is its place. Any thread.
//
//   plain:  the texts one after the other, and where each ends
//   fronts: in groups of 16: the first whole, of the others how much they share with the one before and the rest, both
//           lengths as base-128 numbers; and where each group begins
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "search/index/packed.h"

namespace weft::index {

// As it lies in a segment.
struct TextsAt {
  enum Kind : std::uint32_t { plain, fronts };
  Kind kind = plain;
  std::uint32_t count = 0;
  PackedAt ends;  // of each text, or the beginning of each group
  std::uint64_t at = 0;
  std::uint64_t size = 0;
};

class Texts {
 public:
  Texts() = default;
  Texts(const std::byte* base, const TextsAt& here);

  std::uint32_t size() const { return count_; }
  // A view into the segment, or into `scratch`.
  std::string_view at(std::uint32_t code, std::string& scratch) const;
  std::optional<std::uint32_t> find(std::string_view text) const;
  // The first that is not before `text`.
  std::uint32_t lower_bound(std::string_view text) const;
  // tell(code, text), ascending, from `first` on, until it returns false.
  template <class Tell>
  void each(Tell&& tell, std::uint32_t first = 0) const {
    if (kind_ == TextsAt::plain) {
      for (std::uint32_t code = first; code < count_; ++code)
        if (!tell(code, plain(code))) return;
    } else {
      std::string text;
      for (std::uint32_t code = first / kGroup * kGroup; code < count_;) {
        const char* from = group(code / kGroup);
        text.clear();
        for (std::uint32_t i = 0; i < kGroup && code < count_; ++i, ++code) {
          next(from, text);
          if (code >= first && !tell(code, std::string_view(text))) return;
        }
      }
    }
  }
  // Codes of texts that contain `needle` (not empty), ASCII letters of either case the same; ascending.
  void containing(std::string_view needle, std::vector<std::uint32_t>& codes) const;

  static constexpr std::uint32_t kGroup = 16;

 private:
  std::string_view plain(std::uint32_t code) const {
    const std::uint64_t begin = code ? ends_[code - 1] : 0;
    return {bytes_ + begin, ends_[code] - begin};
  }
  const char* group(std::uint32_t number) const { return bytes_ + ends_[number]; }
  static void next(const char*& from, std::string& text);
  void containing_in_plain(std::string_view needle, std::vector<std::uint32_t>& codes) const;

  TextsAt::Kind kind_ = TextsAt::plain;
  std::uint32_t count_ = 0;
  Packed ends_;
  const char* bytes_ = nullptr;
  std::uint64_t size_ = 0;
};

// `sorted`, each once.
TextsAt write_texts(Bytes& to, std::span<const std::string_view> sorted);

// Where `needle` (ASCII letters in lower case) first occurs, letters of either case the same; npos when not.
std::size_t find_folded(std::string_view text, std::string_view needle, std::size_t from = 0);

}  // namespace weft::index
