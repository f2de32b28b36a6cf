// Every drawing in tests/lineage, in every order of arrival: the drawing holds and the catalogue is the same.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>

#include "catalogue/export.h"
#include "ingest/drawing.h"

namespace weft::drawn {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAllOrdersUpTo = 5;
constexpr int kSeededOrders = 2000;

fs::path drawings() { return fs::path(WEFT_SOURCE_DIR) / "tests/lineage"; }

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& file : fs::directory_iterator(drawings()))
    if (file.path().extension() == ".txt") out.push_back(file.path().stem().string());
  std::sort(out.begin(), out.end());
  return out;
}

Drawing drawing(const std::string& name) {
  std::ifstream in(drawings() / (name + ".txt"));
  std::stringstream text;
  text << in.rdbuf();
  return read_drawing(text.str());
}

std::vector<std::vector<std::size_t>> orders(std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::vector<std::vector<std::size_t>> all;
  if (count <= kAllOrdersUpTo) {
    do all.push_back(order);
    while (std::next_permutation(order.begin(), order.end()));
    return all;
  }
  std::mt19937 random(20230503);
  for (int i = 0; i < kSeededOrders; ++i) {
    std::shuffle(order.begin(), order.end(), random);
    auto with_repeats = order;
    for (int repeats = static_cast<int>(random() % 4); repeats > 0; --repeats) {
      const auto which = random() % with_repeats.size();
      with_repeats.insert(
          with_repeats.begin() + static_cast<std::ptrdiff_t>(which + 1 + random() % (with_repeats.size() - which)),
          with_repeats[which]);
    }
    all.push_back(i == 0 ? order : with_repeats);
  }
  return all;
}

struct House {
  fs::path folder = [] {
    std::string pattern = testing::TempDir() + "drawnXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  Facility facility = *Facility::load(std::string(WEFT_SOURCE_DIR) + "/definitions/facility.toml");
  ManualClock clock;
  Catalogue catalogue{facility, clock};
  std::unique_ptr<Store> store = *open_sqlite_store(folder.string());
  ~House() {
    store.reset();
    fs::remove_all(folder);
  }
};

class DrawnLineage : public testing::TestWithParam<std::string> {};

TEST_P(DrawnLineage, holds_in_every_order) {
  House house;
  const auto drawn = drawing(GetParam());
  ASSERT_FALSE(drawn.arrivals.empty());
  std::vector<std::string> first;
  for (const auto& order : orders(drawn.arrivals.size())) {
    const auto outcome = play(drawn, order, house.catalogue, *house.store);
    std::string shown;
    for (const auto index : order) shown += drawn.arrivals[index].name + " ";
    for (const auto& sentence : outcome.broken)
      ADD_FAILURE() << drawn.title << "\n  order " << shown << "\n  " << sentence;
    if (first.empty()) first = outcome.exports;
    ASSERT_EQ(outcome.exports, first) << drawn.title << "\n  order " << shown;
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(All, DrawnLineage, testing::ValuesIn(names()), [](const auto& info) { return info.param; });

// The comparison above proves something only if the export shows a difference where there is one: ten of them, planted.
TEST(CanonicalExport, shows_ten_planted_differences) {
  const std::string base =
      "R1, R2 -> P\nR1: X=1 sample=s start=2025-01-01T00:00:00Z\nslot S1: proposal=p1 instrument=i1 "
      "start=2025-01-01T00:00:00Z\n";
  const std::vector<std::string> planted = {
      "R1, R2 -> P\nR1: X=2 sample=s start=2025-01-01T00:00:00Z\nslot S1: proposal=p1 instrument=i1 "
      "start=2025-01-01T00:00:00Z\n",
      "R1, R2 -> P\nR1: X=1 sample=t start=2025-01-01T00:00:00Z\nslot S1: proposal=p1 instrument=i1 "
      "start=2025-01-01T00:00:00Z\n",
      "R1, R2 -> P\nR1: X=1 sample=s start=2025-01-01T00:00:01Z\nslot S1: proposal=p1 instrument=i1 "
      "start=2025-01-01T00:00:00Z\n",
      "R1, R2 -> P\nR1: X=1 sample=s start=2025-01-01T00:00:00Z\nslot S1: proposal=p1 instrument=i1 "
      "start=2025-01-01T00:00:02Z\n",
      "R2, R1 -> P\nR1: X=1 sample=s start=2025-01-01T00:00:00Z\nslot S1: proposal=p1 instrument=i1 "
      "start=2025-01-01T00:00:00Z\n",
      "R1 -> P\nR2\nR1: X=1 sample=s start=2025-01-01T00:00:00Z\nslot S1: proposal=p1 instrument=i1 "
      "start=2025-01-01T00:00:00Z\n",
      base + "R1: name=other\n",
      base + "R2: proposal=p2\n",
      base + "then delete R2\n",
      base + "update U1: folders=/nobody/there/at/all X=1\n",
  };
  House house;
  const auto export_of = [&](const std::string& text) {
    const auto drawn = read_drawing(text);
    std::vector<std::size_t> order(drawn.arrivals.size());
    std::iota(order.begin(), order.end(), 0);
    return play(drawn, order, house.catalogue, *house.store).exports.back();
  };
  const auto reference = export_of(base);
  EXPECT_EQ(export_of(base), reference);
  for (const auto& text : planted) EXPECT_NE(export_of(text), reference) << text;
}

TEST(Drawing, whose_expectation_is_wrong_is_noticed) {
  House house;
  for (const std::string wrong :
       {"= P <- pending", "= P.type = acquisition", "= R in unscheduled2", "= P cyclic", "= R refused", "= R.X = 1"}) {
    const auto drawn = read_drawing("R -> P\nslot unscheduled2: proposal=q instrument=i1 start=2025-01-01\n" + wrong);
    EXPECT_EQ(play(drawn, {0, 1, 2}, house.catalogue, *house.store).broken.size(), 1u) << wrong;
  }
}

}  // namespace
}  // namespace weft::drawn
