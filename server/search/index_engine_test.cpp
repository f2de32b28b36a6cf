#include "search/index_engine.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <set>

#include "search/conditions.h"
#include "search/index/files.h"
#include "search/index/saved.h"
#include "search/index/updating.h"
#include "search/index/view.h"
#include "search/language_setting.h"
#include "search/naive_engine.h"
#include "search/small_definitions.h"
#include "search/told_store.h"

namespace weft {
namespace {

using namespace conditions;
using Kind = Condition::Kind;

// Makes up datasets, conditions and orders; the same for the same seed.
class Making {
 public:
  explicit Making(unsigned seed) : random_(seed) {}

  int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }
  bool one_in(int count) { return below(count) == 0; }
  template <class T>
  T one_of(std::vector<T> all) {
    return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
  }

  std::string text() {
    return one_of<std::string>({"NA",
                                "",
                                "x",
                                "Lyso",
                                "lysozyme 12",
                                "phi chi",
                                "phi",
                                "1",
                                "1.0",
                                "1.50",
                                "-1",
                                "0",
                                "-0",
                                "1e-05",
                                "0.00001",
                                "300000",
                                "3e5",
                                "[1, 2, 3]",
                                "2,3",
                                "12.4 keV",
                                "2.6±0.1",
                                "12 m",
                                "true",
                                "0.30000000000000004",
                                "2023-04-25T10:00:00",
                                "2023-04-25",
                                "ÅÄ",
                                "12345678901234567890",
                                "9007199254740993",
                                std::string(300, 'q') + "z"});
  }
  std::string value() {
    if (one_in(3)) return std::to_string(below(4)) + "." + std::to_string(below(100));
    if (one_in(3)) return std::to_string(below(5));
    return text();
  }
  const std::vector<std::string>& names() const { return names_; }

  Dataset dataset(int number) {
    Dataset made;
    made.key = {one_of<std::string>({"mx1", "mx2"}), one_of<std::string>({"id30a1", "id30b"}),
                "/data/visitor/mx1/" + std::to_string(number), "name" + std::to_string(below(8))};
    made.type = one_of<std::string>({"acquisition", "processed", "acquisition", ""});
    made.complete = !one_in(4);
    made.investigation = {1 + below(3)};
    if (!one_in(4)) made.sample_name = "sample" + std::to_string(below(5));
    if (!one_in(5))
      made.start = Time(std::chrono::microseconds(1'600'000'000'000'000 + below(1000) * 86'400'000'000ll + below(3)));
    if (!one_in(5)) made.end = made.start;
    if (!one_in(3)) made.file_count = below(1000), made.size_bytes = below(1'000'000) * 1000ll;
    if (one_in(4)) made.job = "job" + std::to_string(below(3));
    for (const auto& name : names_)
      if (!one_in(3)) made.parameters.push_back({name, value()});
    if (one_in(3)) made.sample_parameters.push_back({one_of(names_), value()});
    std::sort(made.parameters.begin(), made.parameters.end());
    return made;
  }

  At column() {
    if (one_in(2)) return At(one_of(names_));
    return At(one_of(all_fields()));
  }
  double number() { return one_of<double>({0, 1, 1.5, 2, 3, -1, 300000, 1e-5, 12.4, 1.6e15, 1.65e15, 0.5, 1e18}); }
  Condition leaf() {
    switch (below(8)) {
      case 0:
        return exists(column());
      case 1:
      case 2: {
        std::vector<std::string> texts = {
            value(), value(),
            one_of<std::string>({"mx1", "id30b", "name1", "sample2", "live", "acquisition", "deleted"})};
        std::sort(texts.begin(), texts.end());
        texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
        return conditions::text(column(), texts);
      }
      case 3:
        return contains(column(), one_of<std::string>({"1", "Y", "e", "phi", ".0", "name", "å", "Å", "z", "0.", "/1"}));
      case 4:
      case 5: {
        const double a = number(), b = number();
        return conditions::number(column(), std::min(a, b), std::max(a, b));
      }
      case 6:
        return starting(relation(), {1 + below(60)});
      default:
        return one_in(2) ? Condition{} : nothing();
    }
  }
  Relation relation() {
    return one_of<Relation>({Relation::input, Relation::output, Relation::ancestor, Relation::descendant});
  }
  Condition condition(int depth = 3) {
    if (depth == 0 || one_in(3)) return leaf();
    switch (below(4)) {
      case 0:
        return both({condition(depth - 1), condition(depth - 1)});
      case 1:
        return either({condition(depth - 1), condition(depth - 1)});
      case 2:
        return without(condition(depth - 1));
      default:
        return across(relation(), condition(depth - 1));
    }
  }

 private:
  std::mt19937 random_;
  std::vector<std::string> names_ = {"energy", "count", "motors", "angles", "dose", "taken", "good", "title", "other"};
};

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "weft_index_XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::vector<std::vector<DatasetId>> links(Making& making, const std::vector<DatasetId>& among) {
  std::vector<std::vector<DatasetId>> inputs;
  for (int i = making.below(3); i > 0 && !among.empty(); --i) {
    auto& one = inputs.emplace_back();
    for (int k = making.below(3); k > 0; --k) one.push_back(making.one_of(among));
  }
  return inputs;
}

std::vector<std::tuple<bool, double, std::string, std::int64_t>> plain(const std::vector<Position>& page) {
  std::vector<std::tuple<bool, double, std::string, std::int64_t>> told;
  for (const auto& one : page) told.push_back({one.has_value, one.number, one.text, one.id.value});
  return told;
}

void expect_same(const ValueCounts& a, const ValueCounts& b) {
  EXPECT_EQ(a.datasets, b.datasets);
  EXPECT_EQ(a.distinct, b.distinct);
  EXPECT_EQ(a.top, b.top);
}

void expect_same(const NumberCounts& a, const NumberCounts& b) {
  EXPECT_EQ(a.datasets, b.datasets);
  EXPECT_EQ(a.least, b.least);
  EXPECT_EQ(a.most, b.most);
  EXPECT_EQ(a.counts, b.counts);
}

void expect_same_pages(View& one, View& other, const Selection& of_one, const Selection& of_other, const Order& order) {
  std::optional<Position> after;
  for (int i = 0; i < 4; ++i) {
    const auto page = one.page(of_one, order, after, 7), expected = other.page(of_other, order, after, 7);
    ASSERT_EQ(plain(page), plain(expected))
        << to_text(order.column.field) << " " << order.column.parameter << " number " << order.by_number << " down "
        << order.descending << " page " << i;
    if (page.empty()) return;
    after = page.back();
  }
}

// Asks both the same and wants the same.
void expect_same_answers(Engine& one, Engine& other, Making& making, const Viewer& viewer, int questions) {
  const auto a = one.view(viewer, {}), b = other.view(viewer, {});
  ASSERT_EQ(a->seq(), b->seq());
  EXPECT_EQ(a->parameters(), b->parameters());
  for (int i = 0; i < questions && !testing::Test::HasFailure(); ++i) {
    const Meaning meaning{making.condition(), making.one_in(3)};
    const auto of_a = a->select(meaning), of_b = b->select(meaning);
    ASSERT_EQ(of_a->ids(), of_b->ids());
    ASSERT_EQ(of_a->count(), of_b->count());
    const Column column = making.column(), second = making.column();
    SCOPED_TRACE(std::string(to_text(column.field)) + " " + column.parameter + ", " +
                 std::string(to_text(second.field)) + " " + second.parameter);
    expect_same_pages(*a, *b, *of_a, *of_b, {column, making.one_in(2), making.one_in(2)});
    expect_same(a->count_values(*of_a, column, 5, ""), b->count_values(*of_b, column, 5, ""));
    const auto prefix = making.one_of<std::string>({"n", "1", "PHI", "x"});
    expect_same(a->count_values(*of_a, column, 5, prefix), b->count_values(*of_b, column, 5, prefix));
    expect_same(a->count_numbers(*of_a, column, {}), b->count_numbers(*of_b, column, {}));
    const std::vector<double> edges = {-1, 0, 1, 1.5, 3, 1.65e15};
    expect_same(a->count_numbers(*of_a, column, edges), b->count_numbers(*of_b, column, edges));
    const GroupBy time{making.one_of<GroupBy::Part>({GroupBy::Part::year, GroupBy::Part::month, GroupBy::Part::day}),
                       {Field::start_date, {}}};
    const std::vector<GroupBy> by = {{GroupBy::Part::value, column},
                                     making.one_in(2) ? time : GroupBy{GroupBy::Part::value, second}};
    const auto groups = a->group(*of_a, by, kMostGroups), expected = b->group(*of_b, by, kMostGroups);
    ASSERT_EQ(groups.size(), expected.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
      EXPECT_EQ(groups[g].values, expected[g].values);
      EXPECT_EQ(groups[g].counters, expected[g].counters) << groups[g].values[0];
    }
  }
}

// Everybody is told everything.
class SnapshotEngine final : public Engine {
 public:
  explicit SnapshotEngine(const index::Snapshot& snapshot)
      : snapshot_(std::make_shared<const index::Snapshot>(snapshot)) {}
  std::unique_ptr<View> view(const Viewer&, const Cancel& cancel) override {
    return index::make_view(snapshot_, nullptr, cancel);
  }

 private:
  const std::shared_ptr<const index::Snapshot> snapshot_;
};

class Index : public testing::Test {
 protected:
  static constexpr int kCount = 60;
  void SetUp() override { tell(kCount); }
  void TearDown() override {
    if (HasFailure()) std::cerr << "to have the same again: WEFT_SEED=" << seed_ << "\n";
  }
  void tell(int count) {
    for (int i = 0; i < count; ++i) tell_with({});
  }
  // As if so many had come before.
  void tell_with(DatasetId id) {
    Dataset dataset = making_.dataset(static_cast<int>(told_.size()));
    dataset.id = id;
    told_.push_back(store_.tell(std::move(dataset), links(making_, told_)));
  }
  void change() {
    for (int i = 0; i < 10; ++i) {
      const auto which = static_cast<std::size_t>(making_.below(static_cast<int>(told_.size())));
      Dataset dataset = making_.dataset(static_cast<int>(which));
      dataset.id = told_[which];
      if (making_.one_in(3))
        store_.set_state(dataset.id, making_.one_in(2) ? DatasetState::deleted : DatasetState::live);
      else
        store_.tell(std::move(dataset), links(making_, told_));
    }
  }
  Viewer some() {
    std::vector<DatasetId> ids;
    for (const DatasetId id : told_)
      if (!making_.one_in(4)) ids.push_back(id);
    return Viewer::of(std::move(ids));
  }
  std::unique_ptr<IndexEngine> opened(IndexOptions options = {}) {
    options.folder = folder_.path();
    auto engine = std::make_unique<IndexEngine>(*store_, small_definitions(), options);
    engine->open();
    return engine;
  }
  Seq applied() { return store_->read(Viewer::everybody())->status().applied; }
  void wait_for(IndexEngine& engine) {
    engine.applied(applied());
    for (int i = 0; i < 2000 && engine.seq() < applied(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ASSERT_EQ(engine.seq(), applied());
  }
  void expect_right(Engine& engine, int questions = 100) {
    const auto naive = make_naive_engine(*store_, small_definitions());
    expect_same_answers(engine, *naive, making_, Viewer::everybody(), questions);
    expect_same_answers(engine, *naive, making_, some(), questions);
  }

  // What the following thread does.
  void follow(index::Snapshot& snapshot, index::ColumnNames& names, index::RowReader& rows,
              const index::Tidying* tidying) {
    const auto reading = store_->read(Viewer::everybody());
    std::set<DatasetId> touched;
    for (const Change& change : reading->changes(snapshot.seq, 10'000))
      for (const DatasetId id : reading->touched(change)) touched.insert(id);
    const std::vector<DatasetId> ids(touched.begin(), touched.end());
    index::Bringing bringing(*reading, rows);
    snapshot = index::with_touched(snapshot, ids, bringing, reading->status().applied, tidying);
    snapshot.columns = names.columns();
  }

  // What the tending thread does.
  static void tidy_all(index::Snapshot& snapshot, index::Tidiness tidiness) {
    for (int step = 0; step < 20; ++step) {
      const auto tidying = index::what_to_tidy(snapshot, tidiness);
      if (!tidying) return;
      index::put_in_place(snapshot, *tidying, index::tidy(*tidying));
    }
    FAIL() << "it does not end";
  }

  // By an engine on a copy of what is saved; its answers are right, too.
  bool is_read_anew(ToldStore& store, const Definitions& definitions = small_definitions()) {
    const Folder copy;
    std::filesystem::copy(folder_.path(), copy.path(), std::filesystem::copy_options::recursive);
    IndexOptions options;
    options.folder = copy.path();
    IndexEngine engine(*store, definitions, options);
    engine.open();
    expect_same_answers(engine, *make_naive_engine(*store, definitions), making_, Viewer::everybody(), 10);
    return engine.saved_seq() == Seq{};
  }

  // Whatever the engine at hand saved when it ended is undone, too.
  void flip(const std::filesystem::path& path, int at) {
    kept_ = Folder().path();
    std::filesystem::copy(folder_.path(), kept_, std::filesystem::copy_options::recursive);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(at);
    const char byte = static_cast<char>(file.get());
    file.seekp(at);
    file.put(static_cast<char>(byte ^ (1 << making_.below(8))));
  }
  // Every file bears the hash of what it holds.
  void expect_whole() {
    for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
      if (file.path().filename() == "manifest") continue;
      const auto mapped = index::map_file(file.path().string());
      ASSERT_TRUE(mapped);
      EXPECT_EQ(index::hash_of(mapped->bytes()), file.path().stem().string());
    }
  }
  void flip_back() {
    std::filesystem::remove_all(folder_.path());
    std::filesystem::rename(kept_, folder_.path());
  }

  ToldStore store_;
  std::filesystem::path kept_;
  Folder folder_;
  // Printed when a test fails; WEFT_SEED=... makes the same again.
  static unsigned seed() {
    const char* given = std::getenv("WEFT_SEED");
    return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  }
  const unsigned seed_ = seed();
  Making making_{seed_};
  std::vector<DatasetId> told_;
};

}  // namespace

TEST_F(Index, built_from_the_store_answers_as_the_dumb_truth) {
  change();
  expect_right(*opened(), 500);
}

TEST_F(Index, follows_what_is_told_changed_and_deleted) {
  const auto engine = opened();
  engine->start();
  for (int round = 0; round < 5 && !HasFailure(); ++round) {
    tell(10);
    change();
    wait_for(*engine);
    expect_right(*engine);
  }
}

TEST_F(Index, of_several_blocks_and_across_them_answers_as_the_dumb_truth) {
  for (const std::int64_t id : {65'520, 131'071, 5 * 65'536 + 7}) {
    tell_with({id});
    tell(25);
  }
  {
    const auto engine = opened();
    engine->start();
    expect_right(*engine);
    tell(10);
    change();
    wait_for(*engine);
    expect_right(*engine);
  }
  expect_right(*opened());
}

// What the tending thread does, with datasets told at the worst moment.
TEST_F(Index, segments_joined_beside_while_more_is_told_answer_the_same) {
  index::ColumnNames names;
  index::RowReader rows(small_definitions(), names);
  index::Snapshot snapshot = index::build_all(*store_, small_definitions(), names, 1);
  for (int round = 0; round < 5 && !HasFailure(); ++round) {
    const index::Tidying tidying{0, snapshot.blocks[0]->parts};
    auto merged = index::tidy(tidying);
    tell(20);
    change();
    follow(snapshot, names, rows, &tidying);
    ASSERT_GT(snapshot.blocks[0]->parts.size(), 1u) << "what is being joined is left alone";
    index::put_in_place(snapshot, tidying, std::move(merged));
    ASSERT_LT(snapshot.blocks[0]->parts.size(), 4u);
    SnapshotEngine engine(snapshot);
    expect_same_answers(engine, *make_naive_engine(*store_, small_definitions()), making_, Viewer::everybody(), 100);
  }
}

TEST_F(Index, segments_of_which_all_was_told_anew_while_they_were_joined_leave_none) {
  index::ColumnNames names;
  index::RowReader rows(small_definitions(), names);
  index::Snapshot snapshot = index::build_all(*store_, small_definitions(), names, 1);
  const index::Tidying tidying{0, snapshot.blocks[0]->parts};
  auto merged = index::tidy(tidying);
  for (std::size_t i = 0; i < told_.size(); ++i) {
    Dataset again = making_.dataset(static_cast<int>(i));
    again.id = told_[i];
    store_.tell(std::move(again), links(making_, told_));
  }
  follow(snapshot, names, rows, &tidying);
  index::put_in_place(snapshot, tidying, std::move(merged));
  for (const auto& part : snapshot.blocks[0]->parts) EXPECT_GT(part.current_count(), 0u);
  tidy_all(snapshot, index::Tidiness::quiet);
  SnapshotEngine engine(snapshot);
  expect_same_answers(engine, *make_naive_engine(*store_, small_definitions()), making_, Viewer::everybody(), 100);
}

// However many segments arriving left: in quiet times each is much larger than all smaller ones; and it ends.
TEST_F(Index, quiet_times_leave_few_segments_that_answer_the_same) {
  index::ColumnNames names;
  index::RowReader rows(small_definitions(), names);
  index::Snapshot snapshot = index::build_all(*store_, small_definitions(), names, 1);
  std::mt19937 random(3);
  for (int round = 0; round < 30 && !HasFailure(); ++round) {
    const index::Tidying held{0, snapshot.blocks[0]->parts};  // nothing is joined on arrival
    for (auto changes = 1 + random() % 12; changes > 0; --changes) {
      if (random() % 3) tell(static_cast<int>(1 + random() % 20));
      change();
      follow(snapshot, names, rows, &held);
    }
    tidy_all(snapshot, index::Tidiness::busy);
    ASSERT_LE(snapshot.blocks[0]->parts.size(), 6u);
    tidy_all(snapshot, index::Tidiness::quiet);
    std::vector<std::uint32_t> counts;
    for (const auto& part : snapshot.blocks[0]->parts) counts.push_back(part.current_count());
    std::sort(counts.begin(), counts.end());
    std::uint32_t smaller = 0;
    for (const auto count : counts) {
      ASSERT_GT(count, 8 * smaller) << counts.size() << " segments";
      smaller += count;
    }
    if (round % 10 != 9) continue;
    SnapshotEngine engine(snapshot);
    expect_same_answers(engine, *make_naive_engine(*store_, small_definitions()), making_, Viewer::everybody(), 100);
  }
}

// A start after a flood and a rest maps what the rest has joined.
TEST_F(Index, what_quiet_times_joined_is_saved) {
  const auto saved_parts = [&] {
    const auto status = store_->read(Viewer::everybody())->status();
    const auto saved =
        index::load(folder_.path(), {status.uuid, status.epoch, small_definitions().version(), status.alias_version});
    const auto block = saved ? saved->snapshot.blocks.at(0) : nullptr;  // none: it is being saved anew
    return block ? block->parts.size() : 0;
  };
  IndexOptions options;
  options.quiet_after = std::chrono::hours(1);
  auto engine = opened(options);
  engine->start();
  for (const int count : {20, 6, 1}) {
    tell(count);
    wait_for(*engine);
  }
  engine->stop();
  ASSERT_GT(saved_parts(), 2u) << "else this tests nothing";
  options.quiet_after = std::chrono::milliseconds(1);
  options.save_every = std::chrono::seconds(1);
  engine = opened(options);
  engine->start();
  for (int look = 0; look < 400 && saved_parts() != 1; ++look)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(saved_parts(), 1u);
  expect_right(*engine);
}

TEST_F(Index, saved_and_opened_again_answers_the_same) {
  opened()->stop();
  tell(5);
  change();
  const auto engine = opened();
  EXPECT_NE(engine->saved_seq(), Seq{}) << "it was mapped, not read";
  EXPECT_LT(engine->saved_seq(), applied());
  EXPECT_EQ(engine->seq(), applied()) << "what it answers first is of one moment, that of the store";
  expect_right(*engine);
  engine->start();
  change();
  wait_for(*engine);
  expect_right(*engine);
}

TEST_F(Index, a_wrong_byte_in_one_of_several_blocks_is_read_again_though_the_store_has_moved_on) {
  for (const std::int64_t id : {65'520, 131'071}) {
    tell_with({id});
    tell(20);
  }
  opened()->stop();
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) files.push_back(file.path());
  const auto are = [&](const char* kind) {
    return std::count_if(files.begin(), files.end(), [&](const auto& path) { return path.extension() == kind; });
  };
  ASSERT_EQ(are(".segment"), 3) << "one of each block";
  ASSERT_GE(are(".links"), 2) << "of blocks with inputs, or outputs";
  for (const auto& path : files) {
    if (HasFailure()) return;
    SCOPED_TRACE(path.filename());
    flip(path, making_.below(static_cast<int>(std::filesystem::file_size(path))));
    tell(2);
    change();
    const auto engine = opened();
    EXPECT_EQ(engine->seq(), applied());
    expect_right(*engine, 10);
    engine->stop();
    flip_back();
  }
}

TEST_F(Index, a_wrong_byte_in_any_saved_file_is_noticed_and_read_again) {
  opened()->stop();
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) files.push_back(file.path());
  ASSERT_GE(files.size(), 4u) << "a manifest, a segment, inputs and outputs";
  for (const auto& path : files)
    for (int i = 0; i < 5 && !HasFailure(); ++i) {
      SCOPED_TRACE(path.filename());
      const auto size = static_cast<int>(std::filesystem::file_size(path));
      flip(path, i == 0 ? size - 1 : making_.below(size));
      {
        const auto engine = opened();
        expect_right(*engine, 10);
        engine->stop();
      }
      expect_whole();
      flip_back();
    }
}

TEST_F(Index, a_file_that_is_cut_off_or_gone_is_read_again) {
  opened()->stop();
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    std::filesystem::resize_file(file.path(), std::filesystem::file_size(file.path()) / 2);
    break;
  }
  expect_right(*opened(), 20);
  for (const auto& file : std::filesystem::directory_iterator(folder_.path()))
    if (file.path().extension() == ".segment") std::filesystem::remove(file.path());
  expect_right(*opened(), 20);
}

TEST_F(Index, a_saved_index_of_another_store_is_not_used) {
  opened()->stop();
  ToldStore other;
  other.tell(making_.dataset(0));
  IndexOptions options;
  options.folder = folder_.path();
  IndexEngine engine(*other, small_definitions(), options);
  engine.open();
  expect_same_answers(engine, *make_naive_engine(*other, small_definitions()), making_, Viewer::everybody(), 10);
}

TEST_F(Index, a_saved_index_of_the_same_store_is_used) {
  opened()->stop();
  EXPECT_FALSE(is_read_anew(store_));
}

TEST_F(Index, a_store_restored_from_before_the_index_is_read_again) {
  ToldStore restored(store_);
  tell(10);
  opened()->stop();
  const auto status_of = [](ToldStore& store) { return store->read(Viewer::everybody())->status(); };
  ASSERT_EQ(status_of(restored).uuid, status_of(store_).uuid);
  EXPECT_TRUE(is_read_anew(restored)) << "the index is beyond it";
  int next = 1'000;  // another dataset each time
  while (status_of(restored).applied < status_of(store_).applied) restored.tell(making_.dataset(next++));
  EXPECT_TRUE(is_read_anew(restored)) << "as far as the index, by other changes";
  restored.tell(making_.dataset(next++));
  EXPECT_TRUE(is_read_anew(restored));
}

TEST_F(Index, a_saved_index_of_other_rules_is_read_again) {
  opened()->stop();
  EXPECT_TRUE(is_read_anew(store_, language_definitions())) << "another dictionary, another facility.toml";
  const auto set_version = [this](const char* version, bool raise_epoch) {
    const auto writing = store_->write();
    writing->set_alias_version(version, raise_epoch);
    writing->commit();
  };
  set_version("other aliases", false);
  EXPECT_TRUE(is_read_anew(store_));
  opened()->stop();
  EXPECT_FALSE(is_read_anew(store_));
  set_version("other aliases", true);
  EXPECT_TRUE(is_read_anew(store_)) << "of another epoch";
}

}  // namespace weft
