#include "search/suggest.h"

#include <gtest/gtest.h>

#include <map>

#include "base/text.h"
#include "search/language_setting.h"

namespace weft {
namespace {

struct All : Selection {
  std::int64_t count() const override { return 0; }
  bool contains(DatasetId) const override { return true; }
  std::vector<DatasetId> ids() const override { return {}; }
};

// Knows the values of a few columns and nothing else.
struct FewValues : View {
  std::map<Column, std::vector<std::pair<std::string, std::int64_t>>> values = {
      {{Field::instrument, ""}, {{"id30a1", 7}, {"id30b", 5}}},
      {{Field::name, ""}, {{"lyso_1", 3}, {"my data", 2}, {"42", 1}}},
      {{Field::parameter, "Sample_animal"}, {{"New York", 4}, {"lyon", 2}, {"3", 1}}}};

  Seq seq() const override { return {}; }
  std::unique_ptr<Selection> select(const Meaning&) override { return std::make_unique<All>(); }
  std::vector<Position> page(const Selection&, const Order&, const std::optional<Position>&, int) override {
    return {};
  }
  ValueCounts count_values(const Selection&, const Column& column, int top, std::string_view prefix) override {
    ValueCounts out;
    for (const auto& row : values[column])
      if (lower(row.first).starts_with(lower(prefix)) && static_cast<int>(out.top.size()) < top) out.top.push_back(row);
    return out;
  }
  NumberCounts count_numbers(const Selection&, const Column&, const std::vector<double>&) override { return {}; }
  std::vector<Group> group(const Selection&, const std::vector<GroupBy>&, std::size_t) override { return {}; }
  bool knows(const std::string& parameter) override { return parameter == "scanType"; }
  std::vector<std::string> parameters() override { return {"EM_voltage", "my param", "name", "scanType"}; }
};

const Definitions& definitions() {
  static const auto* all = new Definitions(language_definitions());
  return *all;
}

// The query with the first suggestions put in; `|` is the cursor.
std::vector<std::string> completed(std::string query, int limit = 3) {
  const auto cursor = query.find('|');
  query.erase(cursor, 1);
  FewValues view;
  const auto position = static_cast<std::int64_t>(code_points(std::string_view(query).substr(0, cursor)).size());
  const auto found = suggest(query, position, limit, view, definitions());
  std::vector<std::string> out;
  const auto points = code_points(query);
  for (const auto& suggestion : *found) {
    std::string text;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (static_cast<std::int64_t>(i) == suggestion.from) text += suggestion.text;
      if (static_cast<std::int64_t>(i) < suggestion.from || static_cast<std::int64_t>(i) >= suggestion.to)
        text += points[i];
    }
    out.push_back(suggestion.from >= static_cast<std::int64_t>(points.size()) ? text + suggestion.text : text);
  }
  return out;
}

using Texts = std::vector<std::string>;

TEST(Suggest, names_begin_so_or_have_a_word_that_does) {
  EXPECT_EQ(completed("sta|"), (Texts{"startDate", "state", "actual_start"}));
  EXPECT_EQ(completed("start|", 2), (Texts{"startDate", "actual_start"}));
  EXPECT_EQ(completed("volt|"), (Texts{"EM_voltage"}));
  EXPECT_EQ(completed("scan|"), (Texts{"scanType"}));
  EXPECT_EQ(completed("techn|"), (Texts{"technique"}));
  EXPECT_EQ(completed("my|"), (Texts{"\"my param\""}));
  EXPECT_EQ(completed("\"my|"), (Texts{"\"my param\""}));
  EXPECT_EQ(completed("name = a and inst|rum = b"), (Texts{"name = a and instrument = b"}));
}

TEST(Suggest, a_parameter_called_like_a_field_is_put_in_quotes) {
  EXPECT_EQ(completed("nam|"), (Texts{"name", "\"name\""}));
}

TEST(Suggest, signs_fit_the_column) {
  EXPECT_EQ(completed("name |", 9), (Texts{"name =", "name !=", "name ~", "name in"}));
  EXPECT_EQ(completed("fileCount |", 9).size(), 8u);
  EXPECT_EQ(completed("EM_voltage |", 9).size(), 9u);
  EXPECT_EQ(completed("EM_voltage be|", 9), (Texts{"EM_voltage between"}));
}

TEST(Suggest, values_come_with_counts_and_quotes_where_they_need_them) {
  EXPECT_EQ(completed("instrument = ID30A-|"), (Texts{"instrument = ID30A-1"}));
  EXPECT_EQ(completed("name = |"), (Texts{"name = lyso_1", "name = \"my data\"", "name = 42"}));
  EXPECT_EQ(completed("animal in (a, |"),
            (Texts{"animal in (a, \"New York\"", "animal in (a, lyon", "animal in (a, \"3\""}));
  EXPECT_EQ(completed("animal = new y|"), (Texts{"animal = \"New York\""}));
  EXPECT_EQ(completed("animal = \"new y|"), (Texts{"animal = \"New York\""}));
  EXPECT_EQ(completed("name ~ \"Å\" or animal = ly|"), (Texts{"name ~ \"Å\" or animal = lyon"}));
  FewValues view;
  EXPECT_EQ(suggest("name = ly", 9, 5, view, definitions())->at(0),
            (Suggestion{Suggestion::Kind::value, "lyso_1", "lyso_1", "", "", 3, 7, 9}));
}

TEST(Suggest, units_follow_numbers) {
  EXPECT_EQ(completed("EM_voltage > 200 |"),
            (Texts{"EM_voltage > 200 kV", "EM_voltage > 200 V", "EM_voltage > 200 mV"}));
  EXPECT_EQ(completed("EM_voltage > 200 m|", 2), (Texts{"EM_voltage > 200 mV", "EM_voltage > 200 MV"}));
  EXPECT_EQ(completed("EM_voltage > 200k|"), (Texts{"EM_voltage > 200 kV"}));
  EXPECT_EQ(completed("volume > 2 g|"), (Texts{"volume > 2 GB", "volume > 2 GiB"}));
  EXPECT_EQ(completed("MX_images > 2 |"), (Texts{"MX_images > 2 and", "MX_images > 2 or"}));
}

TEST(Suggest, keywords_and_relations_stand_where_they_may) {
  EXPECT_EQ(completed("name = a a|"), (Texts{"name = a and"}));
  EXPECT_EQ(completed("(name = a |"), (Texts{"(name = a and", "(name = a or", "(name = a )"}));
  EXPECT_EQ(completed("anc|"), (Texts{"ancestor("}));
  EXPECT_EQ(completed("fro|"), (Texts{"from dataset"}));
  EXPECT_EQ(completed("from dataset 3 out|"), (Texts{"from dataset 3 output("}));
  EXPECT_EQ(completed("name in|"), (Texts{"name in"}));
}

TEST(Suggest, nothing_when_the_text_is_wrong_before_the_cursor_or_the_name_unknown) {
  EXPECT_EQ(completed("name = ) and na|"), Texts{});
  EXPECT_EQ(completed("unheard = |"), Texts{});
  FewValues view;
  EXPECT_FALSE(suggest("a", 1, 0, view, definitions()));
  EXPECT_FALSE(suggest("\xFF", 1, 1, view, definitions()));
  EXPECT_TRUE(suggest("a", 1'000, 1, view, definitions()));
  EXPECT_TRUE(suggest("a", -1, 1, view, definitions()));
}

}  // namespace
}  // namespace weft
