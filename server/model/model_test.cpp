#include <gtest/gtest.h>

#include "model/change.h"
#include "model/input.h"
#include "model/message.h"
#include "model/principal.h"
#include "model/query.h"

namespace weft {
namespace {

TEST(Query, page_and_facets_are_values_that_can_be_written_down) {
  Query query;
  query.expression = "technique = \"Tomography\" and EM_voltage >= 200 kV";
  query.proposal = "MX-2485";
  query.instrument = "ID30A-1";
  query.investigation = InvestigationId{7};
  query.sample = SampleId{9007199254740991};
  query.type = "processed";
  query.name = "Ω \"quoted\"\n";
  query.location = "/data/a,b";
  query.with_deleted = true;
  query.facets = {"instrument", "EM_voltage"};
  query.limit = 7;
  query.cursor = "42";
  EXPECT_EQ(read_query(write_query(query)), query);
  EXPECT_EQ(read_query(write_query({})), Query{});

  const Page page{3, true, {DatasetId{1}, DatasetId{5}}, "5", Seq{77}};
  EXPECT_EQ(read_page(write_page(page)), page);

  query.from = {7};
  query.sort = "-startDate";
  query.by = {"instrument", "year"};
  EXPECT_EQ(read_query(write_query(query)), query);
  Facets facets{.total = 5, .partial = true, .facets = {}, .seq = {3}};
  facets.facets.push_back({"instrument", "instrument", Facets::Kind::values, "", 5, 2, {{"ID30B", 4}, {"é", 1}}, {}});
  facets.facets.push_back({"voltage", "EM_voltage", Facets::Kind::numbers, "kV", 2, 0, {}, {{0.5, 1, 2}, {1, 300, 0}}});
  EXPECT_EQ(read_facets(write_facets(facets)), facets);
}

TEST(Query, that_is_none_is_refused) {
  EXPECT_EQ(read_query("{").error().code, ErrorCode::malformed);
  EXPECT_EQ(read_query("[]").error().code, ErrorCode::malformed);
  EXPECT_EQ(read_query(R"({"limit":"ten"})").error().subject, "limit");
  EXPECT_EQ(read_page(R"({"datasets":5})").error().subject, "datasets");
}

TEST(Viewer, sees_all_or_only_its_own) {
  EXPECT_TRUE(Viewer::everybody().may_read(DatasetId{5}));
  const auto some = Viewer::of({DatasetId{3}, DatasetId{1}});
  EXPECT_TRUE(some.may_read(DatasetId{1}));
  EXPECT_FALSE(some.may_read(DatasetId{2}));
  EXPECT_FALSE(some.sees_all());
  EXPECT_FALSE(Viewer::of({}).may_read(DatasetId{1}));
}

TEST(Names, of_states_and_kinds_are_all_there) {
  MessageState state{};
  for (const char* name : {"received", "catalogued", "refused", "waiting"}) {
    ASSERT_TRUE(read_message_state(name, state));
    EXPECT_EQ(to_text(state), name);
  }
  EXPECT_FALSE(read_message_state("lost", state));
  EXPECT_EQ(to_text(InputState::unused), "unused");
  EXPECT_EQ(to_text(InputKind::other), "other");
  EXPECT_EQ(to_text(ChangeKind::folders), "folders");
}

}  // namespace
}  // namespace weft
