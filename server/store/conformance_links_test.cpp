#include <chrono>
#include <iostream>

#include "store/conformance.h"

namespace weft {
namespace {

using ConformanceLinks = Conformance;
INSTANTIATE_TEST_SUITE_P(Backends, ConformanceLinks, testing::ValuesIn(backends()),
                         [](const auto& info) { return info.param.name; });

std::vector<Input> inputs_of(Reading& reading, DatasetId output) { return reading.inputs_of(std::span(&output, 1)); }
std::vector<Edge> outputs_of(Reading& reading, DatasetId input, int limit = 100) {
  return reading.outputs_of(std::span(&input, 1), limit);
}

TEST_P(ConformanceLinks, every_member_of_an_input_comes_back_in_order) {
  auto writing = store_->write();
  const DatasetId a = bring(*writing, dataset("/data/a")), b = bring(*writing, dataset("/data/b"));
  Draft draft = draft_of(*writing, dataset("/data/out"));
  const DatasetId out = draft.datasets[0].id;
  Input first = input(out, "/data/a", {a, b});
  first.role = "buffer", first.text = "/data/a/ ", first.whole = 2;
  Input doi = input(out, "10.1/x");
  doi.position = 1, doi.kind = InputKind::doi;
  Input whole = input(out, "/data/a,/data/b");
  whole.position = 2, whole.whole_only = true, whole.state = InputState::unused;
  draft.inputs = {{out, {whole, first, doi}}};
  writing->apply(draft);
  writing->commit();
  const auto found = inputs_of(*read(), out);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].position, 0);
  EXPECT_EQ(found[0].role, "buffer");
  EXPECT_EQ(found[0].text, "/data/a/ ");
  EXPECT_EQ(found[0].target, "/data/a");
  EXPECT_EQ(found[0].whole, 2);
  EXPECT_EQ(found[0].state, InputState::resolved);
  EXPECT_EQ(found[0].datasets, (std::vector<DatasetId>{a, b}));
  EXPECT_EQ(found[1].kind, InputKind::doi);
  EXPECT_EQ(found[1].text, "10.1/x");
  EXPECT_EQ(found[1].whole, -1);
  EXPECT_EQ(found[1].state, InputState::pending);
  EXPECT_TRUE(found[2].whole_only);
  EXPECT_EQ(found[2].state, InputState::unused);
}

TEST_P(ConformanceLinks, list_replaces_all_rows_and_relinked_only_state_and_links) {
  const DatasetId a = bring(dataset("/data/a"));
  const DatasetId out = bring(dataset("/data/out"), {input({}, "/data/a", {a}), input({}, "/data/b")});
  auto writing = store_->write();
  Draft relink = act(*writing, ChangeKind::dataset, a.value);
  Input changed = input(out, "another target");
  changed.state = InputState::withdrawn, changed.role = "another role";
  relink.relinked = {changed};
  writing->apply(relink);
  auto found = inputs_of(*writing, out);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].target, "/data/a");
  EXPECT_EQ(found[0].role, "");
  EXPECT_EQ(found[0].state, InputState::withdrawn);
  EXPECT_TRUE(found[0].datasets.empty());
  EXPECT_TRUE(outputs_of(*writing, a).empty());
  Draft replace = act(*writing, ChangeKind::dataset, out.value);
  replace.inputs = {{out, {input(out, "/data/c")}}};
  writing->apply(replace);
  found = inputs_of(*writing, out);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].target, "/data/c");
  EXPECT_TRUE(writing->inputs_below("/data/b").empty());
}

TEST_P(ConformanceLinks, below_is_the_folder_and_its_inside_and_no_neighbour) {
  const std::vector<std::string> targets = {"/a/b",  "/a/b/c", "/a/bc", "/a/b-c", "/a/b.c", "/a/b0",      "/a/B/c",
                                            "/a/b/", "/a",     "/a/%",  "/a/_/x", "/a/bb",  "/a/b/c/d é", "/a/b/\xff"};
  std::vector<Input> inputs;
  for (const std::string& target : targets) inputs.push_back(input({}, target));
  Input other = input({}, "/a/b");
  other.kind = InputKind::other;
  inputs.push_back(other);
  bring(dataset("/out"), inputs);
  const auto reading = read();
  const auto below = [&](const std::string& folder) {
    std::vector<std::string> found;
    for (const Input& it : reading->inputs_below(folder)) found.push_back(it.target);
    return found;
  };
  using Texts = std::vector<std::string>;
  EXPECT_EQ(below("/a/b"), (Texts{"/a/b", "/a/b/c", "/a/b/", "/a/b/c/d é", "/a/b/\xff"}));
  EXPECT_EQ(below("/a/%"), (Texts{"/a/%"}));
  EXPECT_EQ(below("/a/_"), (Texts{"/a/_/x"}));
  EXPECT_EQ(below("/a/c"), (Texts{}));
  EXPECT_EQ(below("/").size(), targets.size());
}

TEST_P(ConformanceLinks, naming_an_id_needs_the_same_kind) {
  Input id = input({}, "42");
  id.kind = InputKind::external_id;
  Input doi = input({}, "42");
  doi.kind = InputKind::doi;
  bring(dataset("/out"), {id, doi});
  EXPECT_EQ(read()->inputs_naming(InputKind::external_id, "42").size(), 1u);
  EXPECT_EQ(read()->inputs_naming(InputKind::external_id, "42")[0].position, 0);
  EXPECT_EQ(read()->inputs_naming(InputKind::doi, "42")[0].position, 1);
  EXPECT_TRUE(read()->inputs_naming(InputKind::doi, "4").empty());
}

TEST_P(ConformanceLinks, edges_come_once_by_output_up_to_the_limit) {
  const DatasetId a = bring(dataset("/data/a")), b = bring(dataset("/data/b"));
  Input buffer = input({}, "/data/a", {a});
  buffer.role = "buffer";
  const DatasetId x =
      bring(dataset("/x"), {input({}, "/data/a", {a}), input({}, "/data/a/f", {a}), buffer, input({}, "/data/b", {b})});
  const DatasetId y = bring(dataset("/y"), {input({}, "/data/a", {a})});
  Input unused = input({}, "/data/a", {a});
  unused.state = InputState::unused;
  bring(dataset("/z"), {unused});
  const std::vector<DatasetId> both = {b, a, b};
  const std::vector<Edge> all = {{a, x, ""}, {a, x, "buffer"}, {b, x, ""}, {a, y, ""}};
  EXPECT_EQ(read()->outputs_of(both, 100), all);
  EXPECT_EQ(read()->outputs_of(both, 3), (std::vector<Edge>{all[0], all[1], all[2]}));
}

TEST_P(ConformanceLinks, input_that_means_a_hidden_dataset_is_blank_and_found_by_nobody) {
  const DatasetId hidden = bring(dataset("/data/a", "x")), open = bring(dataset("/data/a", "y"));
  Input both = input({}, "/data/a", {hidden, open});
  both.role = "secret";
  const DatasetId out = bring(dataset("/out"), {both, input({}, "/data/b"), input({}, "/data/a/f", {open})});
  const auto reading = read(Viewer::of({open, out}));
  const auto found = inputs_of(*reading, out);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].state, InputState::restricted);
  EXPECT_EQ(found[0].text + found[0].target + found[0].role, "");
  EXPECT_TRUE(found[0].datasets.empty());
  EXPECT_EQ(found[1].target, "/data/b");
  const auto below = reading->inputs_below("/data");
  ASSERT_EQ(below.size(), 2u);
  EXPECT_EQ(below[0].target, "/data/b");
  EXPECT_EQ(outputs_of(*reading, open), (std::vector<Edge>{{open, out, ""}}));  // by /data/a/f alone
  EXPECT_TRUE(outputs_of(*reading, hidden).empty());
  const auto blind = read(Viewer::of({open, hidden}));  // sees the inputs, not the output
  EXPECT_TRUE(inputs_of(*blind, out).empty());
  EXPECT_TRUE(outputs_of(*blind, open).empty());
  EXPECT_TRUE(blind->inputs_below("/data").empty());
}

TEST_P(ConformanceLinks, path_of_a_hidden_input_is_in_no_text_either) {
  const DatasetId hidden = bring(dataset("/data/secret"));
  Dataset it = dataset("/out");
  it.parameters = {{"X", "1"}, {"input_datasets", "/data/secret,/data/b"}};
  std::sort(it.parameters.begin(), it.parameters.end());
  Input whole = input({}, "/data/secret,/data/b");
  whole.whole_only = true, whole.state = InputState::unused;
  DatasetId out;
  {
    const auto writing = store_->write();
    Draft draft = draft_of(*writing, it);
    out = draft.datasets[0].id;
    std::vector<Input> rows = {whole, input(out, "/data/secret", {hidden}), input(out, "/data/b")};
    for (int i = 0; i < 3; ++i) rows[i].output = out, rows[i].position = i;
    draft.inputs.push_back({out, rows});
    HistoryStatement said;
    said.dataset = out;
    said.message = draft.change.seq;
    said.fingerprint = std::string(16, 'f');
    said.statement.parameters = {{"X", "1"}, {"input_datasets", "/data/secret,/data/b"}};
    said.statement.sample_parameters = said.statement.parameters;
    said.statement.inputs = std::vector<InputText>{{"/data/secret", ""}};
    draft.history.push_back(said);
    writing->apply(draft);
    writing->commit();
  }
  const auto everybody = read(), some = read(Viewer::of({out}));
  EXPECT_EQ(everybody->datasets({&out, 1}).at(0).parameters.size(), 2u);
  EXPECT_EQ(some->datasets({&out, 1}).at(0).parameters, (std::vector<Parameter>{{"X", "1"}}));
  EXPECT_EQ(everybody->history(out).at(0).statement.parameters.size(), 2u);
  EXPECT_EQ(some->history(out).at(0).statement.parameters.size(), 1u);
  EXPECT_EQ(some->history(out).at(0).statement.sample_parameters.size(), 1u);
  EXPECT_FALSE(some->history(out).at(0).statement.inputs);
  for (const Input& row : some->inputs_of({&out, 1}))
    EXPECT_EQ((row.text + row.target).find("secret"), std::string::npos);
  MessageFilter with_bodies;
  with_bodies.with_bodies = true;
  ASSERT_FALSE(some->messages(with_bodies).empty());
  for (const Message& message : some->messages(with_bodies)) EXPECT_EQ(message.body, "");
  EXPECT_NE(everybody->messages(with_bodies).back().body, "");
}

TEST_P(ConformanceLinks, a_hub_wakes_100000_outputs_in_one_draft) {
  constexpr int kOutputs = 100'000;
  {
    const auto writing = store_->write();
    Draft draft = act(*writing, ChangeKind::update);
    for (int i = 0; i < kOutputs; ++i) {
      Dataset it = dataset("/data/out/" + std::to_string(i));
      it.id = writing->next_dataset();
      draft.inputs.push_back({it.id, {input(it.id, "/data/hub/f" + std::to_string(i % 10))}});
      draft.datasets.push_back(std::move(it));
    }
    writing->apply(draft);
    writing->commit();
  }
  const auto began = std::chrono::steady_clock::now();
  DatasetId hub;
  {
    const auto writing = store_->write();
    Draft draft = draft_of(*writing, dataset("/data/hub"));
    hub = draft.datasets[0].id;
    draft.relinked = writing->inputs_below("/data/hub");
    for (Input& it : draft.relinked) it.state = InputState::resolved, it.datasets = {hub};
    writing->apply(draft);
    writing->commit();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::cout << "[   time   ] " << took.count() << " s for " << kOutputs << " links\n";
  const auto reading = read();
  EXPECT_EQ(outputs_of(*reading, hub, kOutputs + 1).size(), static_cast<std::size_t>(kOutputs));
  EXPECT_EQ(reading->touched(reading->changes({1}, 1).at(0)).size(), static_cast<std::size_t>(kOutputs) + 1);
}

}  // namespace
}  // namespace weft
