#include "api/kept_texts.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

using namespace weft;

namespace {

KeptTexts::Text text_of(const std::string& text) { return std::make_shared<const std::string>(text); }

KeptTexts::Text find(KeptTexts& kept, std::uint64_t key) {
  return kept.find({&key, 1}, [](std::size_t, std::uint64_t) { return true; }).at(0);
}

TEST(KeptTexts, tells_what_was_kept_in_the_order_asked) {
  KeptTexts kept(10'000);
  kept.keep(7, 1, text_of("seven"));
  kept.keep(0, 1, text_of("nought"));
  const std::vector<std::uint64_t> keys = {0, 3, 7, 0};
  const auto found = kept.find(keys, [](std::size_t, std::uint64_t) { return true; });
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(*found[0], "nought");
  EXPECT_EQ(found[1], nullptr);
  EXPECT_EQ(*found[2], "seven");
  EXPECT_EQ(found[3], found[0]);
}

TEST(KeptTexts, who_asks_says_which_versions_hold) {
  KeptTexts kept(10'000);
  kept.keep(1, 5, text_of("fifth"));
  kept.keep(1, 4, text_of("fourth"));  // comes late
  const std::uint64_t key = 1;
  std::vector<std::uint64_t> asked;
  const auto is_old = [&](std::size_t place, std::uint64_t version) {
    EXPECT_EQ(place, 0u);
    asked.push_back(version);
    return false;
  };
  EXPECT_EQ(kept.find({&key, 1}, is_old).at(0), nullptr);
  EXPECT_EQ(asked, std::vector<std::uint64_t>{5});
  kept.keep(1, 6, text_of("sixth"));
  EXPECT_EQ(*find(kept, 1), "sixth");
}

TEST(KeptTexts, a_text_larger_than_all_memory_is_not_kept) {
  KeptTexts kept(1000);
  kept.keep(1, 1, text_of(std::string(5000, 'x')));
  EXPECT_EQ(kept.bytes(), 0u);
  EXPECT_EQ(find(kept, 1), nullptr);
}

// Against a map that forgets nothing: what is found is right, the last always is, and memory stays in bounds.
TEST(KeptTexts, random_texts_stay_right_and_in_bounds) {
  constexpr std::size_t kMost = 20'000;
  KeptTexts kept(kMost);
  std::map<std::uint64_t, std::string> all;
  std::mt19937 random(11);
  std::size_t found_again = 0;
  for (std::uint64_t step = 1; step < 20'000; ++step) {
    const std::uint64_t key = random() % 300;
    all[key] = std::to_string(step) + std::string(random() % 400, 'x');
    kept.keep(key, step, text_of(all[key]));
    ASSERT_LE(kept.bytes(), kMost);
    ASSERT_EQ(*find(kept, key), all[key]);
    const std::uint64_t other = random() % 300;
    if (const auto text = find(kept, other)) {
      ASSERT_EQ(*text, all[other]);
      ++found_again;
    }
  }
  EXPECT_GT(found_again, 1000u);
}

// Half of what fits is asked for again and again, in turn; as many others come once. Going by age alone, each would be
// gone every second time.
TEST(KeptTexts, what_is_asked_for_stays_and_what_is_not_goes) {
  constexpr std::uint64_t kWanted = 100, kRounds = 50;
  KeptTexts kept(100'000);
  std::size_t found = 0;
  for (std::uint64_t step = 0; step < kRounds * kWanted; ++step) {
    kept.keep(kWanted + step, 1, text_of(std::string(400, 'o')));
    if (find(kept, step % kWanted))
      ++found;
    else
      kept.keep(step % kWanted, 1, text_of(std::string(400, 'w')));
  }
  EXPECT_GT(found, kRounds * kWanted * 8 / 10) << found;
}

}  // namespace
