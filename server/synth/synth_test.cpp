#include <gtest/gtest.h>

#include <map>
#include <set>

#include "definitions/definitions.h"
#include "synth/messages.h"
#include "synth/questions.h"

namespace weft {
namespace {

std::string lines_of(SynthSize size) {
  std::string all;
  write_messages(SynthPlan(size), [&](std::string_view lines, std::int64_t) { return all += lines, true; });
  return all;
}

// What one facility of 60,000 datasets is like; made once.
struct Facts {
  std::int64_t datasets = 0, raws = 0, parameters = 0, texts = 0, links = 0, files = 0, bytes = 0, before_raw = 0;
  std::size_t most_inputs = 0;
  std::map<std::string, std::int64_t> names, techniques, instruments, animals, years;
  std::set<std::string> keys;
  std::set<std::uint32_t> samples;
  std::map<std::int64_t, int> depths;
};

Facts look(SynthSize size) {
  Facts facts;
  const SynthPlan plan(size);
  SynthMaker maker(plan);
  std::map<std::int64_t, std::vector<std::int64_t>> inputs;
  for (std::int64_t i = 0; i < plan.datasets(); ++i) {
    const auto& d = maker.make(i);
    ++facts.datasets;
    facts.raws += d.stage == Stage::raw;
    facts.parameters += static_cast<std::int64_t>(d.parameters.size());
    facts.files += d.files;
    facts.bytes += d.bytes;
    facts.links += static_cast<std::int64_t>(d.inputs.size());
    facts.most_inputs = std::max(facts.most_inputs, d.inputs.size());
    facts.samples.insert(d.collection);
    facts.keys.insert(std::string(d.proposal) + " " + std::string(d.location) + " " + std::string(d.name));
    ++facts.techniques[std::string(techniques()[plan.investigations()[d.investigation].technique].name)];
    ++facts.instruments[std::string(synth_instruments()[plan.investigations()[d.investigation].instrument].name)];
    ++facts.years[std::string(d.start.substr(0, 4))];
    for (const auto& told : d.parameters) {
      ++facts.names[std::string(told.name)];
      facts.texts += !told.is_number;
      if (told.name == "Sample_animal") ++facts.animals[std::string(told.text)];
    }
    for (const auto input : d.inputs) facts.before_raw += input > i;
    inputs[i] = d.inputs;
  }
  const std::function<int(std::int64_t)> depth = [&](std::int64_t id) {
    if (const auto known = facts.depths.find(id); known != facts.depths.end()) return known->second;
    int deepest = 0;
    for (const auto input : inputs[id]) deepest = std::max(deepest, 1 + depth(input));
    return facts.depths[id] = deepest;
  };
  for (std::int64_t i = 0; i < plan.datasets(); ++i) depth(i);
  return facts;
}

const Facts& facts() {
  static const Facts all = look({60'000, 7});
  return all;
}

double per_dataset(std::int64_t count) { return static_cast<double>(count) / static_cast<double>(facts().datasets); }

std::int64_t most_of(const std::map<std::string, std::int64_t>& counts) {
  std::int64_t most = 0;
  for (const auto& [name, count] : counts) most = std::max(most, count);
  return most;
}

TEST(Synth, the_same_seed_gives_the_same_bytes) {
  const auto once = lines_of({2000, 5});
  EXPECT_EQ(once, lines_of({2000, 5}));
  EXPECT_NE(once, lines_of({2000, 6}));
}

TEST(Synth, a_dataset_is_the_same_whoever_was_made_before) {
  const SynthPlan plan({3000, 5});
  SynthMaker maker(plan), other(plan);
  std::string in_order, alone;
  for (std::int64_t i = 0; i <= 1234; ++i) maker.make(i);
  append_message(in_order, maker.make(1235));
  append_message(alone, other.make(1235));
  EXPECT_EQ(in_order, alone);
}

TEST(Synth, every_dataset_has_a_key_of_its_own) { EXPECT_EQ(facts().keys.size(), 60'000u); }

TEST(Synth, acquisition_and_processed_data_are_as_many_as_at_the_facility) {
  EXPECT_NEAR(per_dataset(facts().raws), 0.55, 0.04);
  EXPECT_NEAR(per_dataset(facts().links), 1.04, 0.2);
  EXPECT_NEAR(per_dataset(static_cast<std::int64_t>(facts().samples.size())), 400'077.0 / 1'776'288, 0.04);
}

TEST(Synth, links_are_deep_and_wide) {
  std::map<int, std::int64_t> of_depth;
  for (const auto& [id, depth] : facts().depths) ++of_depth[depth];
  EXPECT_EQ(of_depth.rbegin()->first, 6);
  EXPECT_GT(of_depth[1], of_depth[2]);
  EXPECT_GT(facts().most_inputs, 150u);
  EXPECT_LE(facts().most_inputs, 200u);
  EXPECT_GT(facts().before_raw, 100);
}

TEST(Synth, a_dataset_has_thirty_parameters_of_three_hundred_names) {
  EXPECT_NEAR(per_dataset(facts().parameters), 30.3, 2.5);
  EXPECT_NEAR(per_dataset(facts().texts), 12.7, 1.5);
  EXPECT_NEAR(static_cast<double>(facts().names.size()), 305, 15);
}

TEST(Synth, techniques_instruments_and_animals_are_skewed) {
  EXPECT_EQ(facts().instruments.size(), 49u);
  EXPECT_GT(most_of(facts().techniques), 3 * facts().datasets / 20);
  EXPECT_EQ(facts().animals.size(), 60u);
  EXPECT_GT(most_of(facts().animals), 10 * facts().animals.at("Yak"));
}

TEST(Synth, investigations_and_years_spread_over_a_decade) {
  const SynthPlan plan({60'000, 7});
  EXPECT_NEAR(static_cast<double>(plan.investigations().size()), 60'000 * 12'000 / 1'776'288.0, 1);
  EXPECT_EQ(facts().years.begin()->first, "2014");
  EXPECT_EQ(facts().years.rbegin()->first, "2023");
  for (const auto& one : plan.investigations()) EXPECT_LT(one.start, one.end);
}

TEST(Synth, files_are_heavy_tailed) {
  EXPECT_NEAR(per_dataset(facts().files), 340, 80);
  EXPECT_NEAR(static_cast<double>(facts().bytes) / static_cast<double>(facts().files), 17e6, 6e6);
}

// A name that a sender made up is dirt; these are all there are.
TEST(Synth, names_are_those_of_the_dictionary) {
  const auto all = Definitions::load("", WEFT_SOURCE_DIR "/definitions/facility.toml");
  ASSERT_TRUE(all.has_value()) << all.error().message;
  const std::set<std::string> made_up = {"Sample_animal",        "Sample_temperature", "__fileCount",  "__volume",
                                         "is_favorable",         "pipeline_host",      "edge_element", "edge_name",
                                         "EMTomogram_thickness", "fit_chi2",           "fit_R_wp",     "peak_count",
                                         "integration_method",   "integration_unit"};
  for (const auto& [name, count] : facts().names)
    EXPECT_TRUE(made_up.count(name) || all->dictionary.find(name)) << name;
}

TEST(Synth, questions_are_varied_and_about_what_is_there) {
  const SynthPlan plan({20'000, 3});
  const auto questions = make_questions(plan, 200);
  std::set<std::string> asked;
  SynthMaker maker(plan);
  for (const auto& question : questions) {
    asked.insert(question.technique + question.instrument + question.animal);
    EXPECT_EQ(question.page.size(), 50u);
    EXPECT_FALSE(maker.make(question.dataset - 1).inputs.empty());
    EXPECT_EQ(maker.make(question.raw - 1).stage, Stage::raw);
  }
  EXPECT_GT(asked.size(), 100u);
  EXPECT_EQ(write_questions(questions), write_questions(make_questions(plan, 200)));
}

}  // namespace
}  // namespace weft
