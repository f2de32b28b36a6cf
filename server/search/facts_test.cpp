#include "search/facts.h"

#include <gtest/gtest.h>

#include <map>

#include "base/clock.h"
#include "search/small_definitions.h"

namespace weft {
namespace {

struct Told {
  std::string text;
  std::vector<std::string> elements;
  std::vector<double> numbers;
  bool is_missing = false;
};

std::map<Column, Told> read(const Dataset& dataset) {
  std::map<Column, Told> all;
  FactReader reader(small_definitions());
  reader.read(dataset, [&](const Column& column, const Fact& fact) {
    const bool is_new = all.try_emplace(column, Told{std::string(fact.text),
                                                     {fact.elements.begin(), fact.elements.end()},
                                                     {fact.numbers.begin(), fact.numbers.end()},
                                                     fact.is_missing})
                            .second;
    EXPECT_TRUE(is_new) << to_text(column.field) << " " << column.parameter << " was told twice";
  });
  return all;
}

// What is read of one text of one parameter.
Told read(const std::string& name, const std::string& text) {
  Dataset dataset;
  dataset.parameters = {{name, text}};
  return read(dataset).at({Field::parameter, name});
}

Told read(const Dataset& dataset, Field field) {
  const auto all = read(dataset);
  const auto found = all.find({field, {}});
  return found == all.end() ? Told{"(none)", {}, {}} : found->second;
}

double microseconds(const char* text) { return static_cast<double>(read_time(text)->time_since_epoch().count()); }

using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

}  // namespace

TEST(Fields, each_has_one_name_and_is_found_by_it) {
  const Texts names = {"id",       "type",  "instrument", "proposal",  "investigation", "sample",
                       "sampleId", "name",  "location",   "startDate", "endDate",       "fileCount",
                       "volume",   "state", "complete",   "job"};
  ASSERT_EQ(all_fields().size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(to_text(all_fields()[i]), names[i]);
    EXPECT_EQ(field_named(names[i]), all_fields()[i]);
  }
  EXPECT_EQ(field_named("startdate"), Field::parameter) << "names are exact";
  EXPECT_EQ(field_named(""), Field::parameter);
}

TEST(Fields, of_a_dataset_are_told_before_its_parameters) {
  Dataset dataset;
  dataset.id = {7};
  dataset.key = {"mx2485", "id30a1", "/data/visitor/mx2485/id30a1/1/RAW", "lyso_1"};
  dataset.type = "acquisition";
  dataset.investigation = {3};
  dataset.sample = {5};
  dataset.sample_name = "lyso";
  dataset.start = read_time("2023-04-25T10:00:00Z");
  dataset.end = read_time("2023-04-25T10:00:00.000001Z");
  dataset.file_count = 0;
  dataset.size_bytes = 1'000'000'000'001;
  dataset.complete = false;
  dataset.job = "j1";
  dataset.parameters = {{"a", "1"}};
  EXPECT_EQ(read(dataset, Field::id).numbers, Numbers{7});
  EXPECT_EQ(read(dataset, Field::instrument).text, "id30a1");
  EXPECT_EQ(read(dataset, Field::proposal).text, "mx2485");
  EXPECT_EQ(read(dataset, Field::investigation).numbers, Numbers{3});
  EXPECT_EQ(read(dataset, Field::sample_id).numbers, Numbers{5});
  EXPECT_EQ(read(dataset, Field::sample).text, "lyso");
  EXPECT_EQ(read(dataset, Field::start_date).numbers, Numbers{microseconds("2023-04-25T10:00:00Z")});
  EXPECT_EQ(read(dataset, Field::end_date).numbers[0] - read(dataset, Field::start_date).numbers[0], 1);
  EXPECT_EQ(read(dataset, Field::file_count).numbers, Numbers{0});
  EXPECT_EQ(read(dataset, Field::volume).numbers, Numbers{1'000'000'000'001});
  EXPECT_EQ(read(dataset, Field::state).text, "live");
  EXPECT_EQ(read(dataset, Field::complete).text, "false");
  EXPECT_EQ(read(dataset, Field::job).text, "j1");
  bool parameters = false;
  FactReader(small_definitions()).read(dataset, [&](const Column& column, const Fact& fact) {
    EXPECT_TRUE(!parameters || column.field == Field::parameter);
    parameters = column.field == Field::parameter;
    EXPECT_EQ(fact.text.empty(), column.field != Field::parameter && is_number(column.field));
  });
  EXPECT_TRUE(parameters);
}

TEST(Fields, that_a_dataset_does_not_have_are_not_told) {
  Dataset dataset;
  dataset.type = "acquisition";
  const auto all = read(dataset);
  Texts names;
  for (const auto& [column, told] : all) names.emplace_back(to_text(column.field));
  EXPECT_EQ(names, (Texts{"type", "state", "complete"}));
}

TEST(Facts, numbers_are_in_the_parameters_own_unit_and_texts_stay) {
  EXPECT_EQ(read("energy", "12.5").numbers, Numbers{12.5});
  EXPECT_EQ(read("energy", "12500 eV").numbers, Numbers{12.5});
  EXPECT_EQ(read("energy", "12500 eV").text, "12500 eV");
  EXPECT_EQ(read("energy", "12.5 ± 0.1").numbers, Numbers{12.5});
  EXPECT_EQ(read("energy", "12.5 mm").numbers, Numbers{}) << "a length is no energy";
  EXPECT_EQ(read("nobody_defined_it", "3.5").numbers, Numbers{3.5});
  EXPECT_EQ(read("title", "3.5").numbers, Numbers{3.5}) << "every text is tried as a number";
  EXPECT_EQ(unit_of({Field::parameter, "energy"}, small_definitions()), "keV");
  EXPECT_EQ(unit_of({Field::parameter, "title"}, small_definitions()), "");
  EXPECT_EQ(unit_of({Field::volume, ""}, small_definitions()), "");
}

TEST(Facts, texts_that_mean_none_have_no_numbers) {
  EXPECT_TRUE(read("energy", "NA").is_missing);
  EXPECT_TRUE(read("energy", "").is_missing);
  EXPECT_TRUE(read("dose", "-1.0").is_missing);
  EXPECT_EQ(read("dose", "-1.0").numbers, Numbers{});
  EXPECT_EQ(read("dose", "-1.0").text, "-1.0");
  EXPECT_FALSE(read("energy", "-1.0").is_missing);
}

TEST(Facts, lists_have_elements_and_a_number_each_or_none) {
  EXPECT_EQ(read("motors", "phi chi x").elements, (Texts{"phi", "chi", "x"}));
  EXPECT_EQ(read("motors", "phi chi x").numbers, Numbers{});
  EXPECT_EQ(read("motors", "phi chi x").text, "phi chi x");
  EXPECT_EQ(read("motors", "phi").elements, Texts{});
  EXPECT_EQ(read("angles", "1, 2.5,3").elements, (Texts{"1", "2.5", "3"}));
  EXPECT_EQ(read("angles", "1, 2.5,3").numbers, (Numbers{1, 2.5, 3}));
  EXPECT_EQ(read("angles", "[4]").numbers, Numbers{4});
}

TEST(Facts, a_very_long_list_is_one_text) {
  std::string list = "0";
  for (std::size_t i = 1; i < kMostElements; ++i) list += "," + std::to_string(i);
  EXPECT_EQ(read("angles", list).elements.size(), kMostElements);
  EXPECT_EQ(read("angles", list).numbers.size(), kMostElements);
  list += ",1";
  EXPECT_TRUE(read("angles", list).elements.empty());
  EXPECT_TRUE(read("angles", list).numbers.empty());
  EXPECT_EQ(read("angles", list).text, list);
}

TEST(Facts, dates_are_microseconds_where_the_dictionary_says_so) {
  EXPECT_EQ(read("taken", "2023-04-25T12:00:00+02:00").numbers, Numbers{microseconds("2023-04-25T10:00:00Z")});
  EXPECT_EQ(read("taken", " 2023-04-25 ").numbers, Numbers{microseconds("2023-04-25T00:00:00Z")});
  EXPECT_EQ(read("taken", "1682416800").numbers, Numbers{}) << "a bare number is no date";
  EXPECT_EQ(read("taken", "yesterday").numbers, Numbers{});
  EXPECT_TRUE(read("taken", "NA").is_missing);
  EXPECT_EQ(read("title", "2023-04-25").numbers, Numbers{});
}

TEST(Facts, a_parameter_of_the_dataset_wins_over_its_samples) {
  Dataset dataset;
  dataset.sample_parameters = {{"a", "of the sample"}, {"c", "of the sample"}, {"e", "of the sample"}};
  dataset.parameters = {{"b", "own"}, {"c", "own"}, {"d", "own"}};
  std::vector<std::pair<std::string, std::string>> told;
  FactReader(small_definitions()).read(dataset, [&](const Column& column, const Fact& fact) {
    if (column.field == Field::parameter) told.emplace_back(column.parameter, fact.text);
  });
  EXPECT_EQ(told,
            (decltype(told){{"a", "of the sample"}, {"b", "own"}, {"c", "own"}, {"d", "own"}, {"e", "of the sample"}}));
}

TEST(Facts, of_endlessly_many_names_stay_right) {
  FactReader reader(small_definitions());
  for (int i = 0; i < 50'000; ++i) {
    Dataset dataset;
    const std::string name = "name_" + std::to_string(i);
    dataset.parameters = {{"energy", "1000 eV"}, {name, std::to_string(i)}};
    int told = 0;
    reader.read(dataset, [&](const Column& column, const Fact& fact) {
      if (column.field != Field::parameter) return;
      ++told;
      ASSERT_EQ(fact.numbers.size(), 1u);
      EXPECT_EQ(fact.numbers[0], column.parameter == "energy" ? 1 : i);
    });
    ASSERT_EQ(told, 2);
  }
}

TEST(Fields, that_are_numbers_have_a_text_where_one_is_wanted) {
  EXPECT_EQ(text_of(Field::volume, 1'000'000'000'001), "1000000000001");
  EXPECT_EQ(text_of(Field::start_date, microseconds("2023-04-25T10:00:00.000001Z")), "2023-04-25T10:00:00.000001Z");
}

TEST(Columns, are_numbers_and_times_by_field_or_dictionary) {
  const auto& small = small_definitions();
  for (const auto* name : {"energy", "exposure", "count", "taken", "radius"})
    EXPECT_TRUE(is_number({Field::parameter, name}, small)) << name;
  for (const auto* name : {"title", "motors", "good", "nobody_defined_it"})
    EXPECT_FALSE(is_number({Field::parameter, name}, small)) << name;
  EXPECT_TRUE(is_time({Field::parameter, "taken"}, small));
  EXPECT_FALSE(is_time({Field::parameter, "energy"}, small));
  EXPECT_TRUE(is_time({Field::end_date, ""}, small));
  EXPECT_TRUE(is_number({Field::end_date, ""}, small));
  EXPECT_TRUE(is_number({Field::sample_id, ""}, small));
  EXPECT_FALSE(is_number({Field::sample, ""}, small));
  EXPECT_FALSE(is_time({Field::volume, ""}, small));
}

}  // namespace weft
