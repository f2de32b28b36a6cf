// KeptTexts: texts by number, in bounded memory; those that nobody asked for lately go first. A look costs a few
// lines of memory, and many are fetched at once: a page asks for fifty that lie anywhere. Any thread.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace weft {

class KeptTexts {
 public:
  using Text = std::shared_ptr<const std::string>;

  explicit KeptTexts(std::size_t most_bytes);

  // Those that are kept and of which `holds(place in keys, version)` is true; the others null.
  template <class Holds>
  std::vector<Text> find(std::span<const std::uint64_t> keys, Holds&& holds) {
    const std::lock_guard lock(mutex_);
    const auto slots = look_up(keys);
    std::vector<Text> texts(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!slots[i] || !holds(i, slots[i]->version)) continue;
      slots[i]->was_asked = true;
      texts[i] = slots[i]->text;
    }
    return texts;
  }
  // Of two texts of a number the one of the later version stays.
  void keep(std::uint64_t key, std::uint64_t version, Text text);
  std::size_t bytes() const;

 private:
  struct Slot {
    std::uint64_t key = 0, version = 0;
    Text text;  // null: free
    bool was_asked = false;
  };
  static constexpr std::size_t kWays = 4;  // slots that a number may stand in
  static std::size_t cost(const Slot& slot);
  std::size_t first_way(std::uint64_t key) const;
  std::vector<Slot*> look_up(std::span<const std::uint64_t> keys);
  Slot& slot_for(std::uint64_t key);
  void clear(Slot& slot);
  void make_room(const Slot& fresh);

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::vector<Slot> slots_;
  std::size_t bytes_ = 0;
  std::size_t hand_ = 0;  // the slot that is looked at next when room is made
};

}  // namespace weft
