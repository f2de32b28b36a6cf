#include "store/conformance.h"

namespace weft {
namespace {

using ConformanceFeed = Conformance;
INSTANTIATE_TEST_SUITE_P(Backends, ConformanceFeed, testing::ValuesIn(backends()),
                         [](const auto& info) { return info.param.name; });
using Ids = std::vector<DatasetId>;

Investigation full_slot(InvestigationId id) {
  Investigation slot;
  slot.id = id;
  slot.proposal = "mx1", slot.instrument = "id30a1", slot.kind = SlotKind::official;
  slot.start = at_second(10), slot.external_id = "777", slot.title = "A title", slot.visit = "2";
  slot.first_seq = {1}, slot.last_seq = {2};
  return slot;
}

// Datasets a and b of slot 1 (samples 1 and 2), c of slot 2 without sample.
struct Facility {
  DatasetId a, b, c;
  InvestigationId first, second;
};

Facility make_facility(Store& store, const std::function<DatasetId(Writing&, Dataset)>& bring,
                       const std::function<Dataset(std::string)>& dataset) {
  const auto writing = store.write();
  Facility facility;
  Draft slots;
  facility.first = writing->next_investigation(), facility.second = writing->next_investigation();
  slots.investigations = {full_slot(facility.first), full_slot(facility.second)};
  slots.investigations[1].instrument = "bm29", slots.investigations[1].external_id = "";
  slots.samples = {{writing->next_sample(), facility.first, "s1"}, {writing->next_sample(), facility.first, "s2"}};
  slots.external_ids = {{"investigation", "777", facility.first.value}};
  writing->apply(slots);
  const auto make = [&](const char* location, InvestigationId slot, int sample, const char* type, int files) {
    Dataset it = dataset(location);
    it.investigation = slot, it.sample = {sample}, it.type = type, it.file_count = files;
    it.size_bytes = files < 0 ? -1 : files * 10;
    if (slot == facility.second) it.key.instrument = "bm29";
    return bring(*writing, it);
  };
  facility.a = make("/data/a", facility.first, 1, "acquisition", 2);
  facility.b = make("/data/b", facility.first, 2, "integration", 5);
  facility.c = make("/data/c", facility.second, 0, "acquisition", -1);
  writing->commit();
  return facility;
}

class ConformanceFacility : public Conformance {
 protected:
  void SetUp() override {
    Conformance::SetUp();
    facility_ = make_facility(
        *store_, [](Writing& writing, Dataset it) { return bring(writing, std::move(it)); },
        [](std::string location) { return dataset(std::move(location)); });
  }
  Facility facility_;
};
INSTANTIATE_TEST_SUITE_P(Backends, ConformanceFacility, testing::ValuesIn(backends()),
                         [](const auto& info) { return info.param.name; });

TEST_P(ConformanceFacility, investigations_come_back_whole_by_pair_and_by_id) {
  const auto reading = read();
  ASSERT_EQ(reading->investigations("mx1", "id30a1").size(), 1u);
  const Investigation found = reading->investigations("mx1", "id30a1")[0];
  EXPECT_EQ(found.kind, SlotKind::official);
  EXPECT_EQ(found.start, at_second(10));
  EXPECT_EQ(found.end, std::nullopt);
  EXPECT_EQ(found.external_id + found.title + found.visit, "777A title2");
  EXPECT_EQ(found.last_seq.value, 2);
  EXPECT_EQ(reading->investigations("mx1", "").size(), 2u);
  EXPECT_EQ(reading->investigations("", "bm29").size(), 1u);
  EXPECT_TRUE(reading->investigations("mx", "").empty());
  const std::vector<InvestigationId> asked = {facility_.second, {9}, facility_.first};
  ASSERT_EQ(reading->investigations_at(asked).size(), 2u);
  EXPECT_EQ(reading->investigations_at(asked)[0].id, facility_.second);
}

TEST_P(ConformanceFacility, every_member_of_a_slot_statement_comes_back_in_log_order) {
  const auto writing = store_->write();
  Draft first = act(*writing, ChangeKind::investigation, facility_.first.value);
  Draft second = act(*writing, ChangeKind::investigation, facility_.first.value);
  SlotStatement whole{facility_.first, first.change.seq, at_second(7), {}};
  whole.statement = {"MX-1", "ID30A-1", "2025-01-01T08:00:00+01:00", "2025-01-02", "777", "ñ", "v1", true};
  SlotStatement bare{facility_.first, second.change.seq, at_second(8), {}};
  bare.statement.start_date = "2025-01-01T07:00:00Z";
  second.slot_history = {bare};
  writing->apply(second);
  first.slot_history = {whole};
  writing->apply(first);
  writing->commit();
  const auto found = read()->slot_history(facility_.first);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].investigation, facility_.first);
  EXPECT_EQ(found[0].message, whole.message);
  EXPECT_EQ(found[0].received_at, whole.received_at);
  EXPECT_EQ(found[0].statement, whole.statement);
  EXPECT_EQ(found[1].message, bare.message);
  EXPECT_EQ(found[1].statement, bare.statement);
  EXPECT_TRUE(read()->slot_history(facility_.second).empty());
  EXPECT_TRUE(read(Viewer::of({}))->slot_history(facility_.first).empty());
}

TEST_P(ConformanceFacility, samples_by_investigation_id_and_name) {
  const auto reading = read();
  EXPECT_EQ(reading->samples({}).size(), 2u);
  EXPECT_EQ(reading->samples(facility_.first)[1].name, "s2");
  EXPECT_TRUE(reading->samples(facility_.second).empty());
  const std::vector<SampleId> ids = {{2}, {9}};
  ASSERT_EQ(reading->samples_at(ids).size(), 1u);
  EXPECT_EQ(reading->samples_at(ids)[0].investigation, facility_.first);
  const std::vector<Sample> asked = {
      {{}, facility_.first, "s2"}, {{}, facility_.second, "s2"}, {{}, facility_.first, "S1"}};
  EXPECT_EQ(reading->find_samples(asked), (std::vector<SampleId>{{2}, {}, {}}));
}

TEST_P(ConformanceFacility, counters_of_everything_and_by_group) {
  const auto reading = read();
  const auto all = reading->counters(CountBy::everything, {});
  ASSERT_EQ(all.size(), 1u);
  const Counters wanted = {2, 3, 2, 1, 7, 2, 5, 70, 20, 50, 1};
  EXPECT_EQ(all[0].counters, wanted);
  const auto slots = reading->counters(CountBy::investigation, {});
  ASSERT_EQ(slots.size(), 2u);
  EXPECT_EQ(slots[0].id, facility_.first.value);
  EXPECT_EQ(slots[0].counters.datasets, 2);
  EXPECT_EQ(reading->counters(CountBy::sample, {}).size(), 2u);
  const auto instruments = reading->counters(CountBy::instrument, {});
  ASSERT_EQ(instruments.size(), 2u);
  EXPECT_EQ(instruments[0].group, "bm29");
  EXPECT_EQ(reading->counters(CountBy::everything, {.type = "integration"})[0].counters.files, 5);
  EXPECT_TRUE(reading->counters(CountBy::everything, {.proposal = "none"}).empty());
}

TEST_P(ConformanceFacility, deleted_datasets_do_not_count) {
  const auto b = std::span(&facility_.b, 1);
  Dataset gone = read()->datasets(b)[0];
  gone.state = DatasetState::deleted;
  bring(gone);
  EXPECT_EQ(read()->counters(CountBy::everything, {.with_deleted = true})[0].counters.datasets, 2);
}

TEST_P(ConformanceFacility, viewer_counts_and_lists_only_what_he_sees) {
  const auto reading = read(Viewer::of({facility_.a}));
  const Counters wanted = {1, 1, 1, 0, 2, 2, 0, 20, 20, 0, 0};
  EXPECT_EQ(reading->counters(CountBy::everything, {})[0].counters, wanted);
  EXPECT_EQ(reading->counters(CountBy::investigation, {}).size(), 1u);
  EXPECT_EQ(reading->investigations("", "").size(), 1u);
  EXPECT_EQ(reading->samples({}).size(), 1u);
  const std::vector<InvestigationId> slots = {facility_.first, facility_.second};
  EXPECT_EQ(reading->investigations_at(slots).size(), 1u);
  const std::vector<SampleId> samples = {{1}, {2}};
  EXPECT_EQ(reading->samples_at(samples).size(), 1u);
  const std::vector<Sample> names = {{{}, facility_.first, "s2"}};
  EXPECT_EQ(reading->find_samples(names), std::vector<SampleId>{{}});
  EXPECT_EQ(reading->external("investigation", "777").size(), 1u);
  EXPECT_TRUE(read(Viewer::of({facility_.c}))->external("investigation", "777").empty());
  EXPECT_TRUE(read(Viewer::of({}))->counters(CountBy::everything, {}).empty());
}

TEST_P(ConformanceFacility, change_of_a_slot_touches_its_proposal_and_instrument_and_the_forced) {
  Dataset forced = dataset("/data/f");
  forced.key.instrument = "id99", forced.forced_investigation = "777";
  const DatasetId f = bring(forced);
  auto writing = store_->write();
  const Draft draft = act(*writing, ChangeKind::investigation, facility_.first.value);
  writing->apply(draft);
  EXPECT_EQ(writing->touched(draft.change), (Ids{facility_.a, facility_.b, f}));
}

TEST_P(ConformanceFeed, feed_is_dense_and_whole) {
  bring(dataset("/data/a"));
  {
    const auto writing = store_->write();
    writing->apply(act(*writing, ChangeKind::nothing));
    writing->commit();
  }
  const auto reading = read();
  const auto found = reading->changes({}, 10);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].seq.value, 1);
  EXPECT_EQ(found[0].at, at_second(1001));
  EXPECT_EQ(found[0].what, ChangeKind::dataset);
  EXPECT_EQ(found[0].id, 1);
  EXPECT_EQ(found[0].cause.value, 1);
  EXPECT_EQ(found[0].principal.name, "beamline");
  EXPECT_EQ(found[1].what, ChangeKind::nothing);
  EXPECT_TRUE(reading->touched(found[1]).empty());
  EXPECT_EQ(reading->changes({1}, 10).size(), 1u);
  EXPECT_EQ(reading->changes({}, 1).size(), 1u);
  EXPECT_EQ(reading->status().applied.value, 2);
}

TEST_P(ConformanceFeed, change_of_a_dataset_touches_it_and_whoever_names_it) {
  auto writing = store_->write();
  Input by_id = input({}, "55");
  by_id.kind = InputKind::external_id;
  const DatasetId file = bring(*writing, dataset("/out1"), {input({}, "/data/a/f.h5")});
  const DatasetId folder = bring(*writing, dataset("/out2"), {input({}, "/data/a")});
  bring(*writing, dataset("/out3"), {input({}, "/data/ab")});
  const DatasetId named = bring(*writing, dataset("/out4"), {by_id});
  Draft draft = draft_of(*writing, dataset("/data/a"));
  const DatasetId a = draft.datasets[0].id;
  draft.external_ids = {{"dataset", "55", a.value}};
  writing->apply(draft);
  EXPECT_EQ(writing->touched(draft.change), (Ids{file, folder, named, a}));
  writing->commit();
  EXPECT_EQ(read(Viewer::of({folder}))->touched(draft.change), Ids{folder});
}

TEST_P(ConformanceFeed, updates_and_folders_touch_what_they_wrote) {
  const DatasetId a = bring(dataset("/data/a")), b = bring(dataset("/data/b"));
  auto writing = store_->write();
  Draft folders = act(*writing, ChangeKind::folders);
  folders.folder_counts = {{b, 1, 1}};
  writing->apply(folders);
  EXPECT_EQ(writing->touched(folders.change), Ids{b});
  Draft update = act(*writing, ChangeKind::update);
  update.datasets = writing->datasets(std::span(&a, 1));
  writing->apply(update);
  EXPECT_EQ(writing->touched(update.change), Ids{a});
}

TEST_P(ConformanceFeed, a_stretch_touches_what_each_of_its_changes_touches_and_no_more) {
  auto writing = store_->write();
  const DatasetId before = bring(*writing, dataset("/data/x"));
  const DatasetId output = bring(*writing, dataset("/out1"), {input({}, "/data/a/f.h5")});
  const DatasetId of_counted = bring(*writing, dataset("/out2"), {input({}, "/data/x")});
  writing->apply(act(*writing, ChangeKind::nothing));
  const Seq after = writing->status().applied;
  const DatasetId a = bring(*writing, dataset("/data/a"));
  writing->apply(act(*writing, ChangeKind::nothing));
  Draft folders = act(*writing, ChangeKind::folders);
  folders.folder_counts = {{before, 1, 1}};
  writing->apply(folders);
  const Seq until = writing->status().applied;
  bring(*writing, dataset("/data/later"));
  EXPECT_EQ(writing->touched(after, until), (Ids{before, output, a}));
  EXPECT_TRUE(writing->touched(until, until).empty());
  EXPECT_EQ(writing->touched({}, after), (Ids{before, output, of_counted}));
}

TEST_P(ConformanceFeed, drafts_of_one_act_share_its_row_and_what_they_touched_adds_up) {
  auto writing = store_->write();
  Draft first = draft_of(*writing, dataset("/data/a"));
  writing->apply(first);
  Draft second = draft_of(*writing, dataset("/data/b"));
  second.change.seq = first.change.seq;
  writing->apply(second);
  EXPECT_EQ(writing->changes({}, 9).size(), 1u);
  EXPECT_EQ(writing->touched(first.change), (Ids{{1}, {2}}));
}

TEST_P(ConformanceFeed, viewer_learns_neither_what_nor_who_of_hidden_changes) {
  const DatasetId hidden = bring(dataset("/data/a"));
  const DatasetId seen = bring(dataset("/data/b"));
  const auto found = read(Viewer::of({seen}))->changes({}, 9);
  ASSERT_EQ(found.size(), 2u);  // dense for everybody
  EXPECT_EQ(found[0].id, 0);
  EXPECT_EQ(found[0].principal.name, "");
  EXPECT_EQ(found[1].id, seen.value);
  EXPECT_EQ(read(Viewer::of({hidden}))->changes({}, 9)[0].id, hidden.value);
}

TEST_P(ConformanceFeed, external_ids_may_be_borne_by_several) {
  const DatasetId a = bring(dataset("/data/a")), b = bring(dataset("/data/b"));
  auto writing = store_->write();
  Draft draft = act(*writing, ChangeKind::nothing);
  draft.external_ids = {{"doi", "10.1/x", b.value}, {"doi", "10.1/x", a.value}, {"doi", "10.1/x", a.value}};
  writing->apply(draft);
  writing->commit();
  EXPECT_EQ(read()->external("doi", "10.1/x"), (std::vector<std::int64_t>{a.value, b.value}));
  EXPECT_EQ(read(Viewer::of({b}))->external("doi", "10.1/x"), (std::vector<std::int64_t>{b.value}));
  EXPECT_TRUE(read()->external("dataset", "10.1/x").empty());
}

TEST_P(ConformanceFeed, folder_updates_are_found_by_folder_and_by_message) {
  auto writing = store_->write();
  const DatasetId a = bring(*writing, dataset("/data/a"));
  Draft draft = act(*writing, ChangeKind::update);
  const Seq seq = draft.change.seq;
  draft.updates = {{seq, at_second(3), 1, "mx1", "", "/data/b", {"Sample_name", std::nullopt}},
                   {seq, at_second(3), 0, "mx1", "id30a1", "/data/a", {"Sample_name", ""}}};
  writing->apply(draft);
  writing->commit();
  const auto of = read()->updates_of(seq);
  ASSERT_EQ(of.size(), 2u);
  EXPECT_EQ(of[0].location, "/data/a");
  EXPECT_EQ(of[0].parameter, (ParameterText{"Sample_name", ""}));
  EXPECT_EQ(of[1].parameter.text, std::nullopt);
  EXPECT_EQ(of[1].received_at, at_second(3));
  EXPECT_EQ(of[1].proposal, "mx1");
  EXPECT_EQ(read()->updates_at("/data/b").size(), 1u);
  EXPECT_TRUE(read()->updates_at("/data").empty());
  EXPECT_EQ(read(Viewer::of({a}))->updates_of(seq).size(), 1u);
  EXPECT_TRUE(read(Viewer::of({a}))->updates_at("/data/b").empty());
}

TEST_P(ConformanceFeed, folder_update_written_again_is_one_with_the_later_text) {
  const auto writing = store_->write();
  for (const std::string text : {"1", "2"}) {
    Draft draft = act(*writing, ChangeKind::update);
    draft.updates = {{Seq{1}, at_second(5), 0, "mx1", "", "/data/a", {"X", text}}};
    writing->apply(draft);
  }
  const auto found = writing->updates_of(Seq{1});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].parameter.text, "2");
}

TEST_P(ConformanceFeed, update_waits_no_longer_when_each_folder_has_a_dataset_it_means) {
  const auto writing = store_->write();
  bring(*writing, dataset("/data/a"));
  Draft draft = act(*writing, ChangeKind::update);
  const Seq update = draft.change.seq;
  draft.outcomes[0].state = MessageState::waiting;
  draft.updates = {{update, at_second(3), 0, "mx1", "", "/data/a", {"X", "1"}},
                   {update, at_second(3), 1, "mx1", "id30a1", "/data/b", {"X", "1"}}};
  writing->apply(draft);
  auto stranger = dataset("/data/b").key;
  stranger.instrument = "bm29";
  EXPECT_FALSE(writing->waits_no_longer(update, {}));
  EXPECT_FALSE(writing->waits_no_longer(update, stranger));
  EXPECT_TRUE(writing->waits_no_longer(update, dataset("/data/b").key));
  bring(*writing, dataset("/data/b"));
  EXPECT_TRUE(writing->waits_no_longer(update, {}));
  Draft settled = act(*writing, ChangeKind::nothing);
  EXPECT_FALSE(writing->waits_no_longer(settled.change.seq, {}));  // no update
  settled.outcomes.push_back({update, MessageState::catalogued, "", "", {}});
  writing->apply(settled);
  EXPECT_FALSE(writing->waits_no_longer(update, {}));  // it does not wait
}

TEST_P(ConformanceFeed, tasks_come_when_due_and_go_when_finished_unless_moved) {
  auto writing = store_->write();
  Draft draft;
  draft.tasks = {{"walk", 2, at_second(20), 0}, {"walk", 1, at_second(10), 0}, {"other", 1, at_second(0), 0}};
  writing->apply(draft);
  EXPECT_EQ(writing->tasks("walk", at_second(15), 9).size(), 1u);
  const auto both = writing->tasks("walk", at_second(20), 9);
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].subject, 1);
  draft.tasks = {{"walk", 2, at_second(50), 1}};
  writing->apply(draft);
  writing->finish_tasks(both);
  writing->commit();
  const auto left = read()->tasks("walk", at_second(99), 9);
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].due, at_second(50));
  EXPECT_EQ(left[0].attempts, 1);
  EXPECT_TRUE(read(Viewer::of({{1}}))->tasks("walk", at_second(99), 9).empty());
}

TEST_P(ConformanceFeed, identity_of_a_store_stays_and_epoch_is_raised_on_demand) {
  const StoreStatus before = read()->status();
  EXPECT_EQ(before.uuid.size(), 36u);
  EXPECT_EQ(before.epoch, 1);
  EXPECT_EQ(before.alias_version, "");
  EXPECT_GT(before.bytes, 0);
  for (const bool raise : {true, false}) {
    const auto writing = store_->write();
    writing->set_alias_version(raise ? "v1" : "v2", raise);
    writing->commit();
  }
  reopen();
  const StoreStatus after = read()->status();
  EXPECT_EQ(after.uuid, before.uuid);
  EXPECT_EQ(after.epoch, 2);
  EXPECT_EQ(after.alias_version, "v2");
}

}  // namespace
}  // namespace weft
