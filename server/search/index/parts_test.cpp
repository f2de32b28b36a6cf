// The parts of a segment, each by itself.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/text.h"
#include "search/index/building.h"
#include "search/index/common.h"
#include "search/index/decimal.h"
#include "search/index/group.h"
#include "search/index/links.h"
#include "search/index/numbers.h"
#include "search/index/set.h"
#include "search/index/texts.h"

namespace weft::index {
namespace {

bool holds(bool checked) { return checked; }

Numbers read(const Bytes& bytes, const NumbersAt& here) { return {bytes.at(0), here}; }

void expect_same_numbers(const std::vector<double>& numbers) {
  Bytes bytes;
  const auto here = write_numbers(bytes, numbers);
  const Numbers back = read(bytes, here);
  RC_ASSERT(back.size() == numbers.size());
  for (std::uint32_t i = 0; i < numbers.size(); ++i) RC_ASSERT(back[i] == numbers[i]);
  if (numbers.empty()) return;
  const double from = std::min(numbers.front(), numbers.back()), to = std::max(numbers.front(), numbers.back());
  const auto codes = back.between(from, to);
  for (std::uint32_t i = 0; i < numbers.size(); ++i)
    RC_ASSERT((!codes.empty() && codes.contains(back.code(i))) == (from <= numbers[i] && numbers[i] <= to));
}

}  // namespace

TEST(Numbers, every_double_comes_back_and_intervals_are_intervals_of_codes) {
  EXPECT_TRUE(holds(rc::check("any doubles", [](const std::vector<double>& numbers) {
    std::vector<double> finite;
    for (const double number : numbers)
      if (std::isfinite(number)) finite.push_back(number == 0 ? 0.0 : number);
    expect_same_numbers(finite);
  })));
  EXPECT_TRUE(holds(rc::check("decimals", [] {
    const int decimals = *rc::gen::inRange(0, 8);
    const auto whole = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-2'000'000, 2'000'000));
    std::vector<double> numbers;
    for (const int one : whole) numbers.push_back(one == 0 ? 0.0 : one / power_of_ten(decimals));
    expect_same_numbers(numbers);
  })));
  EXPECT_TRUE(holds(rc::check("a few different ones, often", [] {
    const auto few = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 1000)));
    std::vector<double> numbers;
    for (int i = 0; i < 2000; ++i) numbers.push_back(std::sqrt(few[static_cast<std::size_t>(i) % few.size()]));
    expect_same_numbers(numbers);
  })));
}

TEST(Numbers, two_decimals_of_a_small_range_take_a_byte) {
  std::vector<double> numbers;
  for (int i = 0; i < 1000; ++i) numbers.push_back((150 + i % 200) / 100.0);
  Bytes bytes;
  const auto here = write_numbers(bytes, numbers);
  EXPECT_EQ(here.kind, NumbersAt::decimal);
  EXPECT_EQ(here.codes.bits, 8u);
}

TEST(Decimal, a_text_that_need_not_be_kept_is_written_again_letter_by_letter) {
  for (const std::string text : {"0",
                                 "1",
                                 "-1",
                                 "1.5",
                                 "12.50",
                                 "0.0001",
                                 "1e-05",
                                 "0.00001",
                                 "300000",
                                 "3e5",
                                 "1e+16",
                                 "007",
                                 "+1",
                                 ".5",
                                 "5.",
                                 "-0",
                                 "-0.0",
                                 "0.30000000000000004",
                                 "123456789012345678",
                                 "12.340000",
                                 "1.0",
                                 "1e22",
                                 "9007199254740993"}) {
    double number = 0;
    const char* begin = text.data() + (text[0] == '+');
    std::from_chars(begin, text.data() + text.size(), number);
    const Writing writing = writing_of(text, number);
    DecimalBuffer buffer;
    if (writing.is_shortest) {
      EXPECT_EQ(write_shortest(number, buffer), text);
    }
    if (writing.decimals >= 0) {
      EXPECT_EQ(write_fixed(number, writing.decimals, buffer), text);
    }
  }
  EXPECT_TRUE(writing_of("1e-05", 1e-5).is_shortest);
  EXPECT_TRUE(writing_of("300000", 300000).is_shortest);
  EXPECT_EQ(writing_of("12.50", 12.5).decimals, 2);
  EXPECT_FALSE(writing_of("12.50", 12.5).is_shortest);
  EXPECT_FALSE(writing_of("300000", 300).is_shortest) << "the number is in another unit";
}

TEST(Texts, each_is_found_at_its_place_plain_or_by_fronts) {
  EXPECT_TRUE(holds(rc::check("texts", [] {
    auto given =
        *rc::gen::container<std::set<std::string>>(rc::gen::container<std::string>(rc::gen::inRange('a', 'e')));
    const std::string front = *rc::gen::element<std::string>("", "/data/visitor/mx2485/id30a1/20230425/RAW_DATA/");
    std::set<std::string> all;
    for (const auto& text : given) all.insert(front + text);
    const std::vector<std::string_view> sorted(all.begin(), all.end());
    Bytes bytes;
    const auto here = write_texts(bytes, sorted);
    const Texts texts(bytes.at(0), here);
    std::string scratch;
    RC_ASSERT(texts.size() == sorted.size());
    for (std::uint32_t code = 0; code < sorted.size(); ++code) {
      RC_ASSERT(texts.at(code, scratch) == sorted[code]);
      RC_ASSERT(texts.find(sorted[code]) == code);
    }
    const std::string other = front + *rc::gen::container<std::string>(rc::gen::inRange('a', 'e'));
    RC_ASSERT(texts.find(other).has_value() == all.contains(other));
    std::vector<std::uint32_t> codes, expected;
    texts.containing("Ab", codes);
    for (std::uint32_t code = 0; code < sorted.size(); ++code)
      if (sorted[code].find("ab") != std::string_view::npos) expected.push_back(code);
    RC_ASSERT(codes == expected);
  })));
}

TEST(Texts, many_with_the_same_front_are_told_by_fronts) {
  std::vector<std::string> all;
  for (int i = 100; i < 1000; ++i) all.push_back("/data/visitor/mx2485/id30a1/20230425/RAW_DATA/" + std::to_string(i));
  const std::vector<std::string_view> sorted(all.begin(), all.end());
  Bytes bytes;
  const auto here = write_texts(bytes, sorted);
  EXPECT_EQ(here.kind, TextsAt::fronts);
  EXPECT_LT(here.size, all.size() * 12);
  const Texts texts(bytes.at(0), here);
  EXPECT_EQ(texts.find(all[777]), 777u);
  EXPECT_EQ(texts.lower_bound(all[15] + "x"), 16u);
  EXPECT_EQ(texts.lower_bound("z"), texts.size());
}

TEST(Sets, lists_and_maps_are_the_same_sets) {
  EXPECT_TRUE(holds(rc::check("sets", [] {
    const auto of = static_cast<std::uint32_t>(*rc::gen::inRange(1, 3000));
    const auto numbers = [of](int part) {
      std::set<std::uint16_t> all;
      for (std::uint32_t i = 0; i < of; ++i)
        if (*rc::gen::inRange(0, 100) < part) all.insert(static_cast<std::uint16_t>(i));
      return all;
    };
    const auto a = numbers(*rc::gen::element(1, 50, 99)), b = numbers(*rc::gen::element(1, 50, 99));
    const auto set_of = [of](const std::set<std::uint16_t>& all) {
      Set set;
      set.assign({all.begin(), all.end()}, of);
      return set;
    };
    const auto expect = [](const Set& set, const std::vector<std::uint16_t>& all) {
      std::vector<std::uint16_t> there;
      set.each([&](std::uint32_t number) { there.push_back(static_cast<std::uint16_t>(number)); });
      RC_ASSERT(there == all);
      RC_ASSERT(set.count() == all.size());
    };
    std::vector<std::uint16_t> both, either, less;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(either));
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(less));
    Set kept = set_of(a), added = set_of(a), removed = set_of(a), moved(kBlockSize), back;
    kept.keep(set_of(b));
    added.add(set_of(b));
    removed.remove(set_of(b));
    expect(kept, both);
    expect(added, either);
    expect(removed, less);
    const auto by = static_cast<std::uint32_t>(*rc::gen::inRange(0, 5000));
    moved.add_moved_up(set_of(a), by);
    back.assign_moved_down(moved, by, of);
    expect(back, {a.begin(), a.end()});
    // As rows of a segment: the same, with the place of each.
    Bytes bytes;
    const std::vector<std::uint16_t> list(b.begin(), b.end());
    const auto here = write_rows(bytes, list, of);
    const Rows rows(bytes.at(0), here, of);
    std::vector<std::uint16_t> common;
    each_common(set_of(a), rows, [&](std::uint32_t row, std::uint32_t entry) {
      RC_ASSERT(list[entry] == row);
      RC_ASSERT(rows.entry(row) == entry);
      common.push_back(static_cast<std::uint16_t>(row));
    });
    RC_ASSERT(common == both);
    Set by_rows = set_of(a);
    by_rows.keep(rows);
    expect(by_rows, both);
  })));
}

// Numbers of few different sizes meet in most ways, also at the ends of runs of eight.
TEST(Sets, what_two_lists_have_in_common_is_kept_whatever_their_lengths) {
  EXPECT_TRUE((rc::check([] {
    const auto most = *rc::gen::element(8, 40, 1'000, 65'535);
    const auto list = [most] {
      const auto numbers = *rc::gen::container<std::vector<std::uint16_t>>(
          rc::gen::map(rc::gen::inRange(0, most + 1), [](int number) { return static_cast<std::uint16_t>(number); }));
      const std::set<std::uint16_t> sorted(numbers.begin(), numbers.end());
      return std::vector<std::uint16_t>(sorted.begin(), sorted.end());
    };
    std::vector<std::uint16_t> mine = list();
    const std::vector<std::uint16_t> other = list();
    std::vector<std::uint16_t> common;
    std::set_intersection(mine.begin(), mine.end(), other.begin(), other.end(), std::back_inserter(common));
    mine.resize(keep_common_of(mine.data(), static_cast<std::uint32_t>(mine.size()), other.data(),
                               static_cast<std::uint32_t>(other.size())));
    RC_ASSERT(mine == common);
  })));
}

TEST(Links, lists_are_replaced_added_and_taken_away) {
  const NewNeighbours first = {{1, {{10}, {11}}}, {64, {{12}}}, {65'535, {{13}}}};
  const auto links = with(Links(), first);
  const auto changed = with(*links, {{1, {}}, {2, {{20}}}, {64, {{12}, {21}}}});
  EXPECT_EQ(links->of(1).size(), 2u);
  EXPECT_TRUE(changed->of(1).empty());
  EXPECT_EQ(changed->of(2)[0].id(), 20u);
  EXPECT_EQ(changed->of(64).size(), 2u);
  EXPECT_EQ(changed->of(65'535)[0].id(), 13u);
  EXPECT_TRUE(changed->of(63).empty());
}

// A damaged block is read as the store is now; the others are as they were when they were saved.
TEST(Links, outputs_are_made_again_from_the_inputs_of_all_blocks) {
  const auto linked = [](std::uint32_t ordinal, std::uint32_t neighbour) {
    return with(Links(), {{ordinal, {Neighbour{neighbour}}}});
  };
  constexpr std::uint32_t kSecond = kBlockSize, kFourth = 3 * kBlockSize;
  auto saved = std::make_shared<Block>(), read_again = std::make_shared<Block>();
  saved->outputs = linked(6, kSecond + 8);  // no longer so
  saved->inputs = linked(9, kFourth + 1);   // whom the snapshot does not hold yet
  read_again->inputs = linked(7, 5);
  Snapshot snapshot;
  snapshot.blocks = {saved, read_again};
  link_outputs_again(snapshot);
  const auto outputs = [&](std::uint32_t of) {
    std::vector<std::uint32_t> ids;
    for (const Neighbour one : snapshot.outputs_of(of)) ids.push_back(one.id());
    return ids;
  };
  EXPECT_EQ(outputs(5), std::vector<std::uint32_t>{kSecond + 7});
  EXPECT_EQ(outputs(6), std::vector<std::uint32_t>{});
  EXPECT_EQ(outputs(kFourth + 1), std::vector<std::uint32_t>{9});
}

TEST(GroupMemory, keeps_few_groups_and_not_as_many_as_there_are_datasets) {
  const std::vector<GroupBy> by = {{GroupBy::Part::value, {Field::name, {}}}};
  GroupMemory memory;
  auto many = std::make_shared<GroupsOfPart>();
  many->values.resize(kBlockSize);
  memory.keep(by, many);
  EXPECT_FALSE(memory.find(by));
  auto few = std::make_shared<GroupsOfPart>();
  few->values.resize(20);
  memory.keep(by, few);
  EXPECT_EQ(memory.find(by), few);
}

}  // namespace weft::index
