#include "store/conformance.h"

namespace weft {
namespace {

using ConformanceDatasets = Conformance;
INSTANTIATE_TEST_SUITE_P(Backends, ConformanceDatasets, testing::ValuesIn(backends()),
                         [](const auto& info) { return info.param.name; });

Dataset full_dataset() {
  Dataset it;
  it.key = {"mx2485", "id30a1", "/data/visitor/mx2485/ä'\"/a,b", "näme \xF0\x9F\xA7\xAA"};
  it.type = "processed";
  it.complete = false;
  it.investigation = {7};
  it.sample = {9};
  it.sample_name = "Thau-α";
  it.sample_type = "protein";
  it.sample_parameters = {{"Sample_mass", "22.2"}};
  it.start = Time(std::chrono::microseconds(1'700'000'000'000'001));
  it.parameters = {{"", "x"},
                   {"EM_voltage", "300000"},
                   {"huge", std::string(33'000, 'h')},
                   {"quoted", "\"\\\n\t\x01"},
                   {"twice", "1"},
                   {"twice", ""}};
  it.job = "job-1";
  it.application = "autoPROC";
  it.forced_investigation = "12345";
  it.comment = "a comment";
  it.file_count = 0;
  it.size_bytes = 9'000'000'000'000;
  it.manifest = "m";
  it.release_date = at_second(-5);
  it.state = DatasetState::deleted;
  it.state_reason = "wrong sample";
  return it;
}

void expect_same(const Dataset& a, const Dataset& b) {
  EXPECT_EQ(a.key, b.key);
  EXPECT_EQ(a.state, b.state);
  EXPECT_EQ(a.type, b.type);
  EXPECT_EQ(a.complete, b.complete);
  EXPECT_EQ(a.investigation, b.investigation);
  EXPECT_EQ(a.sample, b.sample);
  EXPECT_EQ(a.sample_name, b.sample_name);
  EXPECT_EQ(a.sample_type, b.sample_type);
  EXPECT_EQ(a.sample_parameters, b.sample_parameters);
  EXPECT_EQ(a.start, b.start);
  EXPECT_EQ(a.end, b.end);
  EXPECT_EQ(a.parameters, b.parameters);
  EXPECT_EQ(a.job, b.job);
  EXPECT_EQ(a.application, b.application);
  EXPECT_EQ(a.forced_investigation, b.forced_investigation);
  EXPECT_EQ(a.comment, b.comment);
  EXPECT_EQ(a.file_count, b.file_count);
  EXPECT_EQ(a.size_bytes, b.size_bytes);
  EXPECT_EQ(a.manifest, b.manifest);
  EXPECT_EQ(a.release_date, b.release_date);
  EXPECT_EQ(a.state_reason, b.state_reason);
}

Dataset one(Reading& reading, DatasetId id) {
  const auto found = reading.datasets(std::span(&id, 1));
  EXPECT_EQ(found.size(), 1u);
  return found.empty() ? Dataset{} : found[0];
}

TEST_P(ConformanceDatasets, every_member_of_a_dataset_comes_back) {
  const DatasetId id = bring(full_dataset());
  reopen();
  const Dataset found = one(*read(), id);
  expect_same(found, full_dataset());
  EXPECT_EQ(found.first_seq.value, 1);
  EXPECT_EQ(found.last_seq.value, 1);
}

TEST_P(ConformanceDatasets, replaced_whole_under_the_same_id) {
  Dataset first = dataset("/data/a");
  first.id = bring(first);
  Dataset second = full_dataset();
  second.id = first.id;
  EXPECT_EQ(bring(second), first.id);
  expect_same(one(*read(), first.id), full_dataset());
  EXPECT_EQ(read()->count({.with_deleted = true}), 1);
}

TEST_P(ConformanceDatasets, found_by_key_and_by_nothing_less) {
  const DatasetId id = bring(dataset("/data/a", "n"));
  const auto key = [](const char* p, const char* i, const char* l, const char* n) { return DatasetKey{p, i, l, n}; };
  const std::vector<DatasetKey> keys = {key("mx1", "id30a1", "/data/a", "n"), key("mx2", "id30a1", "/data/a", "n"),
                                        key("mx1", "id30a1", "/data/A", "n"), key("mx1", "id30a1", "/data/a", "N"),
                                        key("mx1", "", "/data/a", "n")};
  EXPECT_EQ(read()->find(keys), (std::vector<DatasetId>{id, {}, {}, {}, {}}));
}

TEST_P(ConformanceDatasets, datasets_come_in_the_order_asked_and_unknown_ones_are_left_out) {
  const DatasetId a = bring(dataset("/data/a")), b = bring(dataset("/data/b"));
  const std::vector<DatasetId> asked = {b, {99}, a, b};
  std::vector<DatasetId> got;
  for (const Dataset& it : read()->datasets(asked)) got.push_back(it.id);
  EXPECT_EQ(got, (std::vector<DatasetId>{b, a, b}));
}

TEST_P(ConformanceDatasets, list_and_count_follow_the_same_filter) {
  std::vector<DatasetId> ids;
  for (int i = 0; i < 8; ++i) {
    Dataset it = dataset("/data/" + std::to_string(i % 4), i < 4 ? "n" : "m");
    it.key.proposal = i % 2 ? "mx1" : "mx2";
    it.key.instrument = i < 2 ? "id1" : "id2";
    it.type = i == 3 ? "processed" : "acquisition";
    it.investigation = {i < 6 ? 1 : 2};
    it.state = i == 7 ? DatasetState::deleted : DatasetState::live;
    ids.push_back(bring(it));
  }
  const auto reading = read();
  const auto positions = [&](DatasetFilter filter) {
    std::vector<int> found;
    for (const DatasetId id : reading->list(filter, {}, 100))
      found.push_back(static_cast<int>(std::find(ids.begin(), ids.end(), id) - ids.begin()));
    EXPECT_EQ(reading->count(filter), static_cast<std::int64_t>(found.size()));
    return found;
  };
  using Positions = std::vector<int>;
  EXPECT_EQ(positions({}), (Positions{0, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(positions({.with_deleted = true}), (Positions{0, 1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(positions({.proposal = "mx1"}), (Positions{1, 3, 5}));
  EXPECT_EQ(positions({.proposal = "mx2", .instrument = "id1"}), (Positions{0}));
  EXPECT_EQ(positions({.instrument = "id2"}), (Positions{2, 3, 4, 5, 6}));
  EXPECT_EQ(positions({.investigation = {2}}), (Positions{6}));
  EXPECT_EQ(positions({.type = "processed"}), (Positions{3}));
  EXPECT_EQ(positions({.name = "m"}), (Positions{4, 5, 6}));
  EXPECT_EQ(positions({.location = "/data/1"}), (Positions{1, 5}));
  EXPECT_EQ(positions({.location = "/data"}), (Positions{}));
  EXPECT_EQ(reading->list({}, ids[1], 2), (std::vector<DatasetId>{ids[2], ids[3]}));
}

TEST_P(ConformanceDatasets, filter_by_sample) {
  auto writing = store_->write();
  Draft draft = draft_of(*writing, dataset("/data/a"));
  const InvestigationId slot = writing->next_investigation();
  const SampleId sample = writing->next_sample();
  draft.datasets[0].investigation = slot;
  draft.datasets[0].sample = sample;
  draft.samples.push_back({sample, slot, "s"});
  writing->apply(draft);
  bring(*writing, dataset("/data/b"));
  writing->commit();
  EXPECT_EQ(read()->list({.sample = sample}, {}, 9), (std::vector<DatasetId>{{1}}));
  EXPECT_EQ(read()->count({.sample = {99}}), 0);
}

TEST_P(ConformanceDatasets, nothing_of_one_dataset_stays_in_the_next) {
  std::vector<DatasetId> ids;
  for (int i = 0; i < 6; ++i) {
    Dataset it = dataset("/data/" + std::to_string(i));
    it.id = {};
    it.parameters.clear(), it.sample_parameters.clear();
    for (int p = 0; p < (i % 2 ? 40 : i); ++p)
      it.parameters.push_back({"parameter_" + std::to_string(100 + p), std::string(static_cast<std::size_t>(p), 'x')});
    if (i % 3 == 0) it.sample_parameters = {{"Sample_animal", "Yak"}};
    it.comment = i % 2 ? "said by hand" : "";
    it.sample_type = i % 3 ? "" : "crystal";
    it.state_reason = i % 4 == 1 ? "wrong sample" : "";
    it.sample_name = i % 2 ? "" : "a sample whose name is longer than most";
    if (i % 2) it.start.reset();
    ids.push_back(bring(it));
  }
  reopen();  // so that nothing is remembered
  const auto reading = read();
  const auto together = reading->datasets(ids);
  ASSERT_EQ(together.size(), ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(together[i], reading->datasets({&ids[i], 1}).at(0)) << i;
}

TEST_P(ConformanceDatasets, places_are_exact_folders_with_all_their_datasets) {
  const DatasetId a = bring(dataset("/data/a", "x")), b = bring(dataset("/data/a", "y"));
  Dataset deleted = dataset("/data/a_", "z");
  deleted.state = DatasetState::deleted;
  const DatasetId c = bring(deleted);
  const std::vector<std::string> folders = {"/data/a", "/data", "/data/a_"};
  const auto found = read()->places(folders);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].dataset, a);
  EXPECT_EQ(found[1].dataset, b);
  EXPECT_EQ(found[1].key, dataset("/data/a", "y").key);
  EXPECT_EQ(found[2].dataset, c);
  EXPECT_EQ(found[2].state, DatasetState::deleted);
}

TEST_P(ConformanceDatasets, writer_finds_at_once_who_was_written_into_an_empty_folder) {
  const std::vector<std::string> folder = {"/data/a"};
  Dataset whole = dataset("/data/a", "one");
  whole.start = at_second(5), whole.investigation = {3}, whole.sample = {4}, whole.sample_name = "s",
  whole.forced_investigation = "77";
  const DatasetKey one = whole.key, two = dataset("/data/a", "two").key;
  const auto writing = store_->write();
  const auto id_of = [&](const DatasetKey& key) { return writing->find({&key, 1}).front(); };
  EXPECT_FALSE(id_of(one));
  const DatasetId first = bring(*writing, whole);
  EXPECT_EQ(id_of(one), first);
  EXPECT_FALSE(id_of(two));
  ASSERT_EQ(writing->places(folder).size(), 1u);
  const Place place = writing->places(folder).front();
  const DatasetId second = bring(*writing, dataset("/data/a", "two"));
  EXPECT_EQ(id_of(two), second);
  EXPECT_EQ(writing->places(folder).size(), 2u);
  Draft failing = draft_of(*writing, dataset("/data/a", "one"));
  EXPECT_THROW(writing->apply(failing), DraftFailure) << "its key is taken";
  EXPECT_EQ(writing->places(folder).size(), 2u);
  writing->commit();
  const auto stored = read()->places(folder);
  ASSERT_EQ(stored.size(), 2u);
  const auto members = [](const Place& it) {
    return std::tuple(it.dataset, it.key.location, it.key.name, it.key.proposal, it.key.instrument, it.state, it.start,
                      it.investigation, it.sample, it.sample_name, it.forced_investigation);
  };
  EXPECT_EQ(members(place), members(stored.front())) << "remembered as it is stored";
}

TEST_P(ConformanceDatasets, what_is_rolled_back_stands_in_no_folder) {
  const DatasetKey key = dataset("/data/a").key;
  {
    const auto writing = store_->write();
    EXPECT_FALSE(writing->find({&key, 1}).front());
    bring(*writing, dataset("/data/a"));
  }
  EXPECT_FALSE(store_->write()->find({&key, 1}).front());
}

TEST_P(ConformanceDatasets, failed_draft_leaves_nothing_and_its_ids_are_given_again) {
  auto writing = store_->write();
  const DatasetId first = bring(*writing, dataset("/data/a"));
  Draft bad = draft_of(*writing, dataset("/data/b"));
  bad.samples.push_back({writing->next_sample(), {1}, "s"});
  bad.datasets.push_back(dataset("/data/a"));  // the key of the first
  bad.datasets.back().id = writing->next_dataset();
  EXPECT_THROW(writing->apply(bad), DraftFailure);
  EXPECT_EQ(writing->next_sample().value, 1);
  const DatasetId next = bring(*writing, dataset("/data/c"));
  EXPECT_EQ(next.value, first.value + 1);
  writing->commit();
  const auto reading = read();
  EXPECT_EQ(reading->count({}), 2);
  EXPECT_TRUE(reading->samples({}).empty());
  const Seq seq = bad.change.seq;
  EXPECT_EQ(reading->messages_at(std::span(&seq, 1))[0].state, MessageState::received);
  EXPECT_EQ(reading->changes({}, 9).size(), 2u);
}

TEST_P(ConformanceDatasets, ids_are_dense_over_sessions_and_unused_ones_come_again) {
  {
    const auto writing = store_->write();
    EXPECT_EQ(bring(*writing, dataset("/data/a")).value, 1);
    writing->next_dataset();  // nothing was made of it
    writing->apply(Draft{});
    EXPECT_EQ(bring(*writing, dataset("/data/b")).value, 2);
    writing->commit();
  }
  reopen();
  {
    const auto writing = store_->write();
    EXPECT_EQ(bring(*writing, dataset("/data/c")).value, 3);  // rolled back
  }
  EXPECT_EQ(bring(dataset("/data/d")).value, 3);
}

TEST_P(ConformanceDatasets, writing_reads_what_it_wrote_and_others_do_not) {
  bring(dataset("/data/a"));
  const auto before = read();
  {
    const auto writing = store_->write();
    bring(*writing, dataset("/data/b"));
    EXPECT_EQ(writing->count({}), 2);
    EXPECT_EQ(read()->count({}), 1);
    writing->commit();
    EXPECT_THROW(writing->count({}), StoreFailure);  // it is over
  }
  EXPECT_EQ(before->count({}), 1);  // its moment stands
  EXPECT_EQ(before->status().applied.value, 1);
  EXPECT_EQ(read()->count({}), 2);
}

TEST_P(ConformanceDatasets, uncommitted_writing_leaves_nothing) {
  {
    const auto writing = store_->write();
    bring(*writing, dataset("/data/a"));
  }
  EXPECT_EQ(read()->count({.with_deleted = true}), 0);
  EXPECT_EQ(read()->status().received.value, 0);
}

TEST_P(ConformanceDatasets, folder_counts_and_assignments_change_only_that) {
  const DatasetId id = bring(full_dataset());
  auto writing = store_->write();
  Draft draft = act(*writing, ChangeKind::folders);
  draft.folder_counts = {{id, 427, 1'000}};
  draft.assignments = {{id, {3}, {4}}};
  writing->apply(draft);
  writing->commit();
  Dataset wanted = full_dataset();
  wanted.file_count = 427, wanted.size_bytes = 1'000, wanted.investigation = {3}, wanted.sample = {4};
  const Dataset found = one(*read(), id);
  expect_same(found, wanted);
  EXPECT_EQ(found.last_seq, draft.change.seq);
}

TEST_P(ConformanceDatasets, viewer_sees_his_datasets_in_every_answer) {
  const DatasetId seen = bring(dataset("/data/a", "x")), hidden = bring(dataset("/data/a", "y"));
  const auto reading = read(Viewer::of({seen}));
  const std::vector<DatasetId> both = {seen, hidden};
  EXPECT_EQ(reading->datasets(both).size(), 1u);
  EXPECT_EQ(reading->list({}, {}, 9), std::vector<DatasetId>{seen});
  EXPECT_EQ(reading->count({}), 1);
  const std::string folder = "/data/a";
  EXPECT_EQ(reading->places(std::span(&folder, 1)).size(), 1u);
  const std::vector<DatasetKey> keys = {dataset("/data/a", "x").key, dataset("/data/a", "y").key};
  EXPECT_EQ(reading->find(keys), (std::vector<DatasetId>{seen, {}}));
  EXPECT_EQ(reading->counters(CountBy::everything, {})[0].counters.datasets, 1);
  EXPECT_EQ(read()->count({}), 2);  // a connection forgets its last viewer
}

HistoryStatement full_statement(DatasetId id, Seq seq) {
  HistoryStatement said;
  said.dataset = id;
  said.message = seq;
  said.received_at = at_second(77);
  said.fingerprint = std::string("0123456789\0abcde", 16);
  said.revision = -3;
  DatasetStatement& it = said.statement;
  it.proposal = "MX-2485", it.instrument = "ID30A-1", it.location = "/data/x/", it.name = "ñ";
  it.type = "", it.start_date = "2023-04-25", it.end_date = "later", it.sample_name = "s", it.sample_type = "t";
  it.sample_parameters = {{"a", "1"}, {"b", std::nullopt}};
  it.parameters = {{"z", ""}, {"a", "2"}, {"a", std::nullopt}};
  it.inputs = {{"/a,/b", ""}, {"/c", "buffer"}};
  it.datafiles = {{"/f", 12, {{"p", "q"}}}, {"/g", std::nullopt, {}}};
  it.job = "j", it.investigation_id = "5", it.external_id = "6", it.doi = "10.1/x", it.comment = "c";
  it.complete = false;
  return said;
}

TEST_P(ConformanceDatasets, failing_draft_takes_no_other_along) {
  auto writing = store_->write();
  const auto said = [&](int i) {
    Draft draft = draft_of(*writing, dataset("/data/" + std::to_string(i)));
    draft.history = {full_statement(draft.datasets[0].id, draft.change.seq)};
    draft.external_ids = {{"dataset", "7", draft.datasets[0].id.value}};
    return draft;
  };
  std::vector<Draft> good, bad;  // made before, so that nothing else is written between them
  for (int i = 0; i < 700; ++i) good.push_back(said(i));
  for (int i = 0; i < 700; i += 50) bad.push_back(said(i));  // the same key again
  for (int i = 0; i < 700; ++i) {
    writing->apply(good[i]);
    if (i % 50 != 0) continue;
    bad[i / 50].samples = {{writing->next_sample(), {1}, "never"}};
    EXPECT_THROW(writing->apply(bad[i / 50]), DraftFailure);
  }
  writing->commit();
  const auto reading = read();
  EXPECT_EQ(reading->count({}), 700);
  EXPECT_EQ(reading->external("dataset", "7").size(), 700u);
  EXPECT_TRUE(reading->samples({}).empty());
  EXPECT_EQ(reading->count_messages({.state = MessageState::received}), 14);
  EXPECT_EQ(reading->changes({}, 1000).size(), 700u);
}

TEST_P(ConformanceDatasets, every_member_of_a_statement_comes_back) {
  auto writing = store_->write();
  Draft draft = draft_of(*writing, dataset("/data/a"));
  const HistoryStatement sent = full_statement(draft.datasets[0].id, draft.change.seq);
  draft.history = {sent};
  writing->apply(draft);
  writing->commit();
  const auto found = read()->history(sent.dataset);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].statement, sent.statement);
  EXPECT_EQ(found[0].message, sent.message);
  EXPECT_EQ(found[0].received_at, sent.received_at);
  EXPECT_EQ(found[0].fingerprint, sent.fingerprint);
  EXPECT_EQ(found[0].revision, sent.revision);
  EXPECT_EQ(read()->said_before(sent.dataset, sent.fingerprint), sent.message);
  EXPECT_EQ(read()->said_before({}, sent.fingerprint), std::nullopt);
  EXPECT_EQ(read()->said_before(sent.dataset, std::string(16, 'x')), std::nullopt);
  EXPECT_EQ(read(Viewer::of({}))->said_before(sent.dataset, sent.fingerprint), std::nullopt);
  EXPECT_TRUE(read(Viewer::of({}))->history(sent.dataset).empty());
}

// Such a dataset's document need not be kept beside the statement: what is read must not tell.
TEST_P(ConformanceDatasets, dataset_told_by_one_statement_comes_back_whole) {
  auto writing = store_->write();
  const auto tell = [&](const std::string& folder, Dataset it) {
    it.key.location = folder;
    Draft draft = draft_of(*writing, std::move(it));
    HistoryStatement said = full_statement(draft.datasets[0].id, draft.change.seq);
    said.statement.parameters = {{"b", "1"}, {"a", "2"}, {"b", std::nullopt},
                                 {"c", "x"}, {"c", "3"}, {"d", std::nullopt}};
    said.statement.sample_parameters = {{"s", "4"}};
    said.statement.sample_type = "protein", said.statement.comment = "yes";
    draft.history = {said};
    writing->apply(draft);
    return draft.datasets[0].id;
  };
  Dataset same = dataset("");
  same.parameters = {{"a", "2"}, {"c", "3"}}, same.sample_parameters = {{"s", "4"}};
  same.sample_type = "protein", same.comment = "yes";
  Dataset other = same;
  other.parameters = {{"a", "2"}, {"c", "4"}}, other.state_reason = "because";
  const std::vector<DatasetId> ids = {tell("/data/same", same), tell("/data/other", other)};
  auto found = writing->datasets(ids);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].parameters, same.parameters);
  EXPECT_EQ(found[0].sample_parameters, same.sample_parameters);
  EXPECT_EQ(found[0].sample_type + found[0].comment + found[0].state_reason, "proteinyes");
  EXPECT_EQ(found[1].parameters, other.parameters);
  EXPECT_EQ(found[1].state_reason, "because");
  found[0].parameters = {{"z", "9"}};
  Draft update = act(*writing, ChangeKind::update);
  update.datasets = {found[0]};
  writing->apply(update);
  EXPECT_EQ(writing->datasets(ids)[0].parameters, found[0].parameters);
}

TEST_P(ConformanceDatasets, inputs_absent_and_inputs_empty_stay_apart) {
  auto writing = store_->write();
  for (int i = 0; i < 2; ++i) {
    Draft draft = draft_of(*writing, dataset("/data/" + std::to_string(i)));
    HistoryStatement said = full_statement(draft.datasets[0].id, draft.change.seq);
    said.fingerprint[0] = static_cast<char>(i);
    i == 0 ? said.statement.inputs.reset() : said.statement.inputs.emplace().clear();
    said.statement.type.reset();
    draft.history = {said};
    writing->apply(draft);
    EXPECT_EQ(writing->history(said.dataset).at(0).statement, said.statement);
  }
}

TEST_P(ConformanceDatasets, history_is_ordered_by_revision_then_log_and_no_revision_is_zero) {
  auto writing = store_->write();
  const DatasetId id = bring(*writing, dataset("/data/a"));
  const std::vector<std::optional<std::int64_t>> revisions = {5, std::nullopt, -1, 0, std::nullopt};
  std::vector<Seq> seqs;
  for (const auto& revision : revisions) {
    Draft draft = act(*writing, ChangeKind::dataset, id.value);
    HistoryStatement said = full_statement(id, draft.change.seq);
    said.fingerprint[0] = static_cast<char>(seqs.size());
    said.revision = revision;
    seqs.push_back(said.message);
    draft.history = {said};
    writing->apply(draft);
  }
  std::vector<Seq> got;
  for (const auto& said : writing->history(id)) got.push_back(said.message);
  EXPECT_EQ(got, (std::vector<Seq>{seqs[2], seqs[1], seqs[3], seqs[4], seqs[0]}));
}

TEST_P(ConformanceDatasets, fingerprint_is_unique_within_its_dataset) {
  auto writing = store_->write();
  const DatasetId id = bring(*writing, dataset("/data/a"));
  Draft draft = act(*writing, ChangeKind::dataset, id.value);
  draft.history = {full_statement(id, draft.change.seq)};
  writing->apply(draft);
  Draft again = act(*writing, ChangeKind::dataset, id.value);
  again.history = {full_statement(id, again.change.seq)};
  EXPECT_THROW(writing->apply(again), DraftFailure);
  EXPECT_EQ(writing->history(id).size(), 1u);
  const DatasetId other = bring(*writing, dataset("/data/b"));
  again.history = {full_statement(other, again.change.seq)};
  writing->apply(again);
  EXPECT_EQ(writing->said_before(other, again.history[0].fingerprint), again.change.seq);
}

}  // namespace
}  // namespace weft
