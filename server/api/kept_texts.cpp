#include "api/kept_texts.h"

#include <algorithm>
#include <bit>

namespace weft {
namespace {

constexpr std::size_t kUsualText = 512;  // bytes: there are slots for texts of this size
constexpr std::size_t kFewestSlots = 16;
constexpr std::size_t kLine = 64;  // bytes of memory that are fetched together

std::size_t slots_for(std::size_t most_bytes) { return std::bit_ceil(std::max(most_bytes / kUsualText, kFewestSlots)); }

}  // namespace

KeptTexts::KeptTexts(std::size_t most_bytes) : most_bytes_(most_bytes), slots_(slots_for(most_bytes)) {}

void KeptTexts::keep(std::uint64_t key, std::uint64_t version, Text text) {
  Slot fresh{key, version, std::move(text), false};
  if (cost(fresh) > most_bytes_) return;
  const std::lock_guard lock(mutex_);
  Slot& slot = slot_for(key);
  if (slot.text && slot.key == key && slot.version > version) return;
  clear(slot);
  slot = std::move(fresh);
  bytes_ += cost(slot);
  make_room(slot);
}

std::size_t KeptTexts::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

// The text, and about what its places in memory take.
std::size_t KeptTexts::cost(const Slot& slot) {
  constexpr std::size_t kPlaces = 100;
  return slot.text->capacity() + kPlaces;
}

std::size_t KeptTexts::first_way(std::uint64_t key) const {
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
  const auto groups = slots_.size() / kWays;
  return static_cast<std::size_t>(key * kSpread >> 20) % groups * kWays;
}

// All slots are fetched from memory before one is looked at, and all texts before one is taken.
std::vector<KeptTexts::Slot*> KeptTexts::look_up(std::span<const std::uint64_t> keys) {
  for (const auto key : keys) {
    const auto* ways = reinterpret_cast<const char*>(&slots_[first_way(key)]);
    for (std::size_t at = 0; at < kWays * sizeof(Slot); at += kLine) __builtin_prefetch(ways + at);
  }
  std::vector<Slot*> found(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Slot* first = &slots_[first_way(keys[i])];
    for (Slot* slot = first; slot != first + kWays && !found[i]; ++slot)
      if (slot->text && slot->key == keys[i]) found[i] = slot;
    if (found[i]) __builtin_prefetch(found[i]->text.get());
  }
  for (const Slot* slot : found)
    if (slot) __builtin_prefetch(slot->text->data());
  return found;
}

// The one that has it; else a free one; else one that was not asked for.
KeptTexts::Slot& KeptTexts::slot_for(std::uint64_t key) {
  const std::span ways(slots_.data() + first_way(key), kWays);
  for (Slot& slot : ways)
    if (slot.text && slot.key == key) return slot;
  for (Slot& slot : ways)
    if (!slot.text) return slot;
  const auto idle = std::find_if(ways.begin(), ways.end(), [](const Slot& slot) { return !slot.was_asked; });
  if (idle != ways.end()) return *idle;
  for (Slot& slot : ways) slot.was_asked = false;
  return ways[hand_++ % kWays];
}

void KeptTexts::clear(Slot& slot) {
  if (!slot.text) return;
  bytes_ -= cost(slot);
  slot.text = nullptr;
}

// Whoever was asked for since the hand last came by stays for another round; what came just now stays.
void KeptTexts::make_room(const Slot& fresh) {
  while (bytes_ > most_bytes_) {
    Slot& slot = slots_[hand_++ % slots_.size()];
    if (&slot == &fresh) continue;
    if (slot.was_asked)
      slot.was_asked = false;
    else
      clear(slot);
  }
}

}  // namespace weft
