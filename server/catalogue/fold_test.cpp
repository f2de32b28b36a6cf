#include "catalogue/fold.h"

#include <gtest/gtest.h>

#include <random>

namespace weft {
namespace {

const DatasetKey kKey{"p1", "i1", "/data/visitor/p1/i1/s", "s"};

HistoryStatement said(int seq, std::vector<ParameterText> parameters, std::optional<std::int64_t> revision = {}) {
  HistoryStatement statement;
  statement.message = Seq{seq};
  statement.revision = revision;
  statement.statement.parameters = std::move(parameters);
  return statement;
}

FolderUpdate update(int seq, const std::string& name, const std::string& text) {
  return {Seq{seq}, {}, 0, "p1", "", kKey.location, {name, text}};
}

std::string value(const Folded& folded, const std::string& name) {
  const auto* text = find_parameter(folded.dataset.parameters, name);
  return text ? *text : "(absent)";
}

TEST(Fold, the_later_statement_wins_and_names_it_does_not_name_stay) {
  const auto folded = fold(kKey, {said(2, {{"X", "2"}}), said(1, {{"X", "1"}, {"Y", "1"}})}, {}, Facility::plain());
  EXPECT_EQ(value(folded, "X"), "2");
  EXPECT_EQ(value(folded, "Y"), "1");
}

TEST(Fold, a_revision_goes_before_the_order_of_receipt) {
  const auto folded = fold(kKey, {said(1, {{"X", "new"}}, 7), said(2, {{"X", "old"}}, 3), said(3, {{"X", "older"}})},
                           {}, Facility::plain());
  EXPECT_EQ(value(folded, "X"), "new");
}

TEST(Fold, the_text_of_a_parameter_is_never_altered) {
  const std::string odd =
      " 2.6\xC2\xB1"
      "0.1 \n\t";
  EXPECT_EQ(value(fold(kKey, {said(1, {{"X", odd}})}, {}, Facility::plain()), "X"), odd);
}

TEST(Fold, an_update_goes_behind_what_was_said_before_it_and_never_before_the_first) {
  const std::vector<HistoryStatement> both = {said(2, {{"X", "1"}}), said(5, {{"X", "5"}})};
  EXPECT_EQ(value(fold(kKey, both, {update(1, "X", "u")}, Facility::plain()), "X"), "5");
  EXPECT_EQ(value(fold(kKey, {both[0]}, {update(1, "X", "u")}, Facility::plain()), "X"), "u");
  EXPECT_EQ(value(fold(kKey, both, {update(3, "X", "u")}, Facility::plain()), "X"), "5");
  EXPECT_EQ(value(fold(kKey, both, {update(6, "X", "u")}, Facility::plain()), "X"), "u");
}

Dataset counted(std::vector<ParameterText> parameters, const Dataset* before = nullptr) {
  auto dataset = fold(kKey, {said(1, std::move(parameters))}, {}, Facility::plain()).dataset;
  settle_counts(dataset, before);
  return dataset;
}

TEST(Fold, a_sender_s_own_counts_hold_until_the_folder_was_walked) {
  auto dataset = counted({{"__fileCount", "7"}, {"__volume", "700"}});
  EXPECT_EQ(dataset.file_count, 7);
  EXPECT_EQ(dataset.size_bytes, 700);
  dataset.file_count = 8;  // walked
  EXPECT_EQ(counted({{"__fileCount", "7"}, {"__volume", "700"}, {"X", "1"}}, &dataset).file_count, 8);
  EXPECT_EQ(counted({{"__fileCount", "9"}, {"__volume", "900"}}, &dataset).file_count, 9);
  EXPECT_EQ(counted({{"X", "1"}}, &dataset).file_count, 8);
}

TEST(Fold, half_a_count_or_a_strange_one_is_none) {
  EXPECT_EQ(counted({{"__fileCount", "7"}}).file_count, -1);
  EXPECT_EQ(counted({{"__fileCount", "many"}, {"__volume", "700"}}).file_count, -1);
  EXPECT_EQ(counted({{"__fileCount", "-1"}, {"__volume", "700"}}).size_bytes, -1);
  EXPECT_EQ(counted({{"__fileCount", "7"}, {"__volume", "9223372036854775807"}}).size_bytes, -1)
      << "two of them, and no statistics could be summed up any more";
}

TEST(Fold, inputs_make_it_processed_unless_a_type_is_stated) {
  auto s = said(1, {{"input_datasets", "/data/visitor/p1/i1/r"}});
  EXPECT_EQ(fold(kKey, {s}, {}, Facility::plain()).dataset.type, "processed");
  EXPECT_EQ(fold(kKey, {said(1, {{"input_datasets", ""}})}, {}, Facility::plain()).dataset.type, "acquisition");
  s.statement.type = "reprocessed";
  EXPECT_EQ(fold(kKey, {s}, {}, Facility::plain()).dataset.type, "reprocessed");
}

TEST(Fold, null_removes_and_takes_the_inputs_along) {
  const auto folded =
      fold(kKey, {said(1, {{"input_datasets", "/a/b"}, {"X", "1"}}), said(2, {{"input_datasets", {}}, {"X", {}}})}, {},
           Facility::plain());
  EXPECT_EQ(value(folded, "X"), "(absent)");
  EXPECT_TRUE(folded.inputs.empty());
  EXPECT_EQ(folded.dataset.type, "acquisition");
}

TEST(Fold, the_job_is_the_senders_else_the_workflow) {
  auto s = said(1, {{"Workflow_id", "w"}, {"Process_program", "xia2"}});
  EXPECT_EQ(fold(kKey, {s}, {}, Facility::plain()).dataset.job, "w");
  EXPECT_EQ(fold(kKey, {s}, {}, Facility::plain()).dataset.application, "xia2");
  s.statement.job = "j";
  EXPECT_EQ(fold(kKey, {s}, {}, Facility::plain()).dataset.job, "j");
}

DatasetStatement random_statement(std::mt19937& random) {
  DatasetStatement s;
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  for (const std::string name : {"A", "B", "C", "Process_program"}) {
    if (one_in(2)) s.parameters.push_back({name, std::to_string(random() % 5)});
    if (one_in(6)) s.parameters.push_back({name, std::nullopt});
  }
  if (one_in(3)) s.parameters.push_back({"input_datasets", one_in(4) ? "" : "/data/r" + std::to_string(random() % 3)});
  if (one_in(8)) s.parameters.push_back({"Workflow_id", std::to_string(random() % 3)});
  if (one_in(8)) s.inputs = std::vector<InputText>{{"/data/q", "sample"}};
  if (one_in(10)) s.type = one_in(2) ? "acquisition" : "processed";
  if (one_in(10)) s.job = "job" + std::to_string(random() % 3);
  if (one_in(3)) s.start_date = "2025-01-0" + std::to_string(1 + random() % 9);
  if (one_in(3)) s.sample_name = "s" + std::to_string(random() % 3);
  s.complete = !one_in(4);
  return s;
}

TEST(Fold, onto_the_state_before_is_the_same_as_from_the_beginning) {
  std::mt19937 random(5);
  int taken = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<HistoryStatement> history;
    auto state = fold(kKey, {said(1, {})}, {}, Facility::plain());
    std::vector<Input> inputs;
    for (int seq = 1; seq <= 6; ++seq) {
      history.push_back(said(seq, {}));
      history.back().statement = random_statement(random);
      const auto whole = fold(kKey, history, {}, Facility::plain());
      const auto onto = seq == 1 ? std::nullopt : fold_onto(state.dataset, history.back(), Facility::plain());
      if (onto) {
        ++taken;
        const auto& a = onto->dataset;
        const auto& b = whole.dataset;
        ASSERT_EQ(std::tie(a.type, a.complete, a.job, a.application, a.sample_name, a.parameters, a.start),
                  std::tie(b.type, b.complete, b.job, b.application, b.sample_name, b.parameters, b.start));
        ASSERT_EQ((onto->names_inputs ? onto->inputs : inputs).size(), whole.inputs.size());
      }
      inputs = whole.inputs;
      state = whole;
    }
  }
  EXPECT_GT(taken, 5000);
}

}  // namespace
}  // namespace weft
