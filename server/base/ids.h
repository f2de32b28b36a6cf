// Ids are distinct types, given by the store in seq order, < 2^53, never reused; 0 is "none". Any thread.
#pragma once
#include <compare>
#include <cstdint>
#include <functional>

namespace weft {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
};

using DatasetId = Id<struct DatasetTag>;
using InvestigationId = Id<struct InvestigationTag>;
using SampleId = Id<struct SampleTag>;

// Position in the one ordered log: every message and act has one, dense from 1. Whatever it changed carries the same
// number.
using Seq = Id<struct SeqTag>;

}  // namespace weft

template <class Tag>
struct std::hash<weft::Id<Tag>> {
  std::size_t operator()(weft::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
