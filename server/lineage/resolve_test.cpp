#include "lineage/resolve.h"

#include <gtest/gtest.h>

#include <map>

#include "lineage/inputs.h"

namespace weft {
namespace {

struct FakePlaces final : Places {
  std::map<std::string, std::vector<Candidate>> folders;
  std::map<std::string, std::vector<Candidate>> names;
  std::vector<Candidate> in_folder(const std::string& folder) override { return folders[folder]; }
  std::vector<Candidate> named(InputKind, const std::string& text) override { return names[text]; }
  void stand(const std::string& folder, int id, const std::string& proposal = "p", const std::string& instrument = "i",
             bool deleted = false) {
    folders[folder].push_back({DatasetId{id}, proposal, instrument, deleted});
  }
};

// "state: ids" of every used row.
std::vector<std::string> meant(FakePlaces& places, std::string_view text, const std::string& own = "/r/v/p/i/s/out") {
  auto rows = read_input_list(text, Facility::plain());
  resolve(rows, DatasetId{100}, DatasetKey{"p", "i", own, "out"}, places, Facility::plain());
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    if (row.state == InputState::unused) continue;
    std::string line(to_text(row.state));
    for (const auto id : row.datasets) line += " " + std::to_string(id.value);
    lines.push_back(line);
  }
  return lines;
}
using Lines = std::vector<std::string>;

TEST(Resolve, nobody_there_is_pending) {
  FakePlaces places;
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw"), Lines({"pending"}));
}

TEST(Resolve, the_folder_itself_goes_before_the_folders_that_contain_it) {
  FakePlaces places;
  places.stand("/r/v/p/i/s", 1);
  places.stand("/r/v/p/i/s/raw", 2);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw"), Lines({"resolved 2"}));
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw/scan/file.h5"), Lines({"resolved 2"}));
  EXPECT_EQ(meant(places, "/r/v/p/i/s/other"), Lines({"resolved 1"}));
}

TEST(Resolve, a_folder_above_the_root_depth_contains_nothing) {
  FakePlaces places;
  places.stand("/r/v/p/i", 1);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw"), Lines({"pending"}));
  EXPECT_EQ(meant(places, "/r/v/p/i"), Lines({"resolved 1"}));
}

TEST(Resolve, same_proposal_and_instrument_first_then_same_proposal_then_any_and_all_equals) {
  FakePlaces places;
  places.stand("/r/v/p/i/s/raw", 1, "q", "j");
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw"), Lines({"resolved 1"}));
  places.stand("/r/v/p/i/s/raw", 2, "p", "j");
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw"), Lines({"resolved 2"}));
  places.stand("/r/v/p/i/s/raw", 4, "p", "i");
  places.stand("/r/v/p/i/s/raw", 3, "p", "i");
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw"), Lines({"resolved 3 4"}));
}

TEST(Resolve, only_deleted_ones_is_withdrawn_and_one_living_is_enough) {
  FakePlaces places;
  places.stand("/r/v/p/i/s/raw", 1, "p", "i", true);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw"), Lines({"withdrawn 1"}));
  places.stand("/r/v/p/i/s/raw", 2);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/raw"), Lines({"resolved 1 2"}));
}

TEST(Resolve, the_output_is_never_its_own_input) {
  FakePlaces places;
  places.stand("/r/v/p/i/s/out", 100);
  places.stand("/r/v/p/i/s", 7);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/out"), Lines({"itself"}));
  places.stand("/r/v/p/i/s/out", 8);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/out"), Lines({"resolved 8"}));
}

TEST(Resolve, a_list_is_tried_whole_before_it_is_split) {
  FakePlaces places;
  places.stand("/r/v/p/i/s/a", 1);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/a,b"), Lines({"resolved 1", "not_a_path"}));
  places.stand("/r/v/p/i/s/a,b", 2);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/a,b"), Lines({"resolved 2"}));
  EXPECT_EQ(meant(places, "/r/v/p/i/s/a,b,/r/v/p/i/s/a"), Lines({"resolved 2", "resolved 1"}));
  places.stand("/r/v/p/i/s/a,b,/r/v/p/i/s/a", 3);
  EXPECT_EQ(meant(places, "/r/v/p/i/s/a,b,/r/v/p/i/s/a"), Lines({"resolved 3"}));
}

TEST(Resolve, ids_and_dois_mean_whoever_bears_them) {
  FakePlaces places;
  places.names["4711"] = {{DatasetId{5}, "x", "y", false}};
  EXPECT_EQ(meant(places, "4711"), Lines({"resolved 5"}));
  EXPECT_EQ(meant(places, "10.1/x"), Lines({"pending"}));
}

}  // namespace
}  // namespace weft
