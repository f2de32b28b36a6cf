#include "ingest/say_again.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "catalogue/check.h"
#include "catalogue/export.h"
#include "ingest/processing.h"
#include "ingest/reading.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

struct SayAgain : testing::Test {
  fs::path base = [] {
    std::string pattern = testing::TempDir() + "againXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  ManualClock clock{*read_time("2025-01-01")};
  Facility before = Facility::plain();
  Facility after = *Facility::read("root_depth = 5\n[instruments]\n\"ID1\" = [\"beamline1\"]\n", "test.toml");

  void TearDown() override { fs::remove_all(base); }
  std::unique_ptr<Store> open(const std::string& name) {
    fs::create_directories(base / name);
    return *open_sqlite_store((base / name).string());
  }
  static std::string dataset(const std::string& instrument, const std::string& folder, const std::string& parameters) {
    return R"({"type":"dataset","proposal":"p1","instrument":")" + instrument +
           R"(","name":"n","location":"/data/visitor/p1/x/20250101/)" + folder + R"(","parameters":{)" + parameters +
           "}}";
  }
  Seq tell(Store& store, const Facility& facility, const std::string& destination, const std::string& body) {
    const Catalogue catalogue(facility, clock);
    Message message;
    message.destination = destination;
    message.body = body;
    message.received_at = clock.now();
    const auto writing = store.write();
    message.seq = writing->append({&message, 1});
    process(message, catalogue, *writing);
    writing->commit();
    return message.seq;
  }
  void tell_all(Store& store, const Facility& facility) {
    const auto ingest = [&](const std::string& body) { return tell(store, facility, "/queue/icatIngest", body); };
    ingest(dataset("id1", "processed", R"("input_datasets":"/data/visitor/p1/x/20250101/raw")"));
    ingest(dataset("id1", "raw", R"("X":"1")"));
    ingest(dataset("beamline1", "raw", R"("X":"2","Y":"3")"));  // the same dataset, once the alias is known
    const auto lost = ingest(dataset("beamline1", "lost", ""));
    ingest("<broken");
    const auto id = store.read(Viewer::everybody())->messages_at({&lost, 1}).front().dataset;
    tell(store, facility, std::string(kActsDestination), write_act(Deletion{id, "a mistake"}));
    tell(store, facility, std::string(kActsDestination), write_act(FoldersWalked{{{id, 7, 700, clock.now()}}}));
  }
  static std::string exported(Store& store) {
    std::string lines;
    export_catalogue(*store.read(Viewer::everybody()), true,
                     [&](std::string_view line) { lines.append(line).append("\n"); });
    return lines;
  }
};

TEST_F(SayAgain, under_new_aliases_is_the_catalogue_they_would_have_made) {
  const auto old = open("old"), fresh = open("fresh"), expected = open("expected");
  tell_all(*old, before);
  tell_all(*expected, after);
  ASSERT_NE(exported(*old), exported(*expected));
  const Catalogue catalogue(after, clock);
  const auto last = say_again(*old, *fresh, catalogue, {});
  ASSERT_TRUE(last);
  EXPECT_EQ(last->value, 7);
  EXPECT_EQ(exported(*fresh), exported(*expected));
  const auto reading = fresh->read(Viewer::everybody());
  EXPECT_EQ(check_catalogue(*reading, after, {}).found, 0);
  EXPECT_EQ(reading->status().alias_version, rules_version(after));
  EXPECT_GT(reading->status().epoch, old->read(Viewer::everybody())->status().epoch);
  EXPECT_EQ(reading->status().applied, Seq{7});
}

TEST_F(SayAgain, poison_stays_refused_and_what_we_failed_on_is_tried_again) {
  const auto old = open("old"), fresh = open("fresh");
  const Catalogue catalogue(before, clock);
  const auto refuse = [&](const std::string& folder, ErrorCode code) {
    Message message;
    message.destination = "/queue/icatIngest";
    message.body = dataset("id1", folder, "");
    const auto writing = old->write();
    message.seq = writing->append({&message, 1});
    writing->apply(catalogue.refuse(message, {code, "it failed", ""}, message.seq));
    writing->commit();
  };
  refuse("deadly", ErrorCode::poison);
  refuse("unlucky", ErrorCode::internal);
  ASSERT_TRUE(say_again(*old, *fresh, Catalogue(after, clock), {}));
  const std::vector<Seq> both = {Seq{1}, Seq{2}};
  const auto told = fresh->read(Viewer::everybody())->messages_at(both);
  EXPECT_EQ(told[0].reason_code, "poison");
  EXPECT_EQ(told[1].state, MessageState::catalogued) << told[1].reason;
}

TEST_F(SayAgain, the_same_rules_give_the_same_catalogue) {
  const auto old = open("old"), fresh = open("fresh");
  tell_all(*old, before);
  ASSERT_TRUE(say_again(*old, *fresh, Catalogue(before, clock), {}));
  EXPECT_EQ(exported(*fresh), exported(*old));
  EXPECT_EQ(say_again(*old, *fresh, Catalogue(before, clock), {}).error().code, ErrorCode::conflict);
}

// Under the alias the first two are one dataset, deleted; the id of the second is the innocent's.
TEST_F(SayAgain, an_old_deletion_never_reaches_somebody_else) {
  const auto old = open("old"), fresh = open("fresh");
  const auto remove = [&](std::int64_t id) {
    tell(*old, before, std::string(kActsDestination), write_act(Deletion{{id}, "a mistake"}));
  };
  tell(*old, before, "/queue/icatIngest", dataset("id1", "raw", ""));
  remove(1);
  tell(*old, before, "/queue/icatIngest", dataset("beamline1", "raw", ""));
  tell(*old, before, "/queue/icatIngest", dataset("id1", "innocent", ""));
  remove(2);
  remove(99);
  ASSERT_TRUE(say_again(*old, *fresh, Catalogue(after, clock), {}));
  const auto reading = fresh->read(Viewer::everybody());
  EXPECT_EQ(reading->count({}), 1);
  EXPECT_EQ(reading->count({.location = "/data/visitor/p1/x/20250101/innocent"}), 1);
  const std::vector<Seq> acts = {Seq{5}, Seq{6}};
  EXPECT_EQ(reading->messages_at(acts)[0].reason_code, to_text(ErrorCode::conflict));  // it is deleted already
  EXPECT_EQ(reading->messages_at(acts)[1].reason_code, to_text(ErrorCode::not_found));
}

TEST_F(SayAgain, rules_of_the_facility_and_of_this_weft_have_a_version) {
  EXPECT_NE(rules_version(before), rules_version(after));
  EXPECT_TRUE(rules_version(before).starts_with(std::to_string(kRulesOfThisWeft) + "/"));
}

}  // namespace
}  // namespace weft
