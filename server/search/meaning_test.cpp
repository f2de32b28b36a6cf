#include "search/meaning.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "base/clock.h"
#include "search/combine.h"
#include "search/describe.h"
#include "search/language_setting.h"

namespace weft {
namespace {

const Definitions& definitions() {
  static const auto* all = new Definitions(language_definitions());
  return *all;
}

Result<Meaning> read(std::string_view text, std::int64_t from = 0) {
  return read_meaning(text, DatasetId{from}, definitions(), language_names());
}

// What a query means, or its error.
std::string meaning(std::string_view text, std::int64_t from = 0) {
  const auto meaning = read(text, from);
  return meaning ? describe(meaning->condition) : meaning.error().message;
}

// The sentence of the error, without the place.
std::string wrong(std::string_view text) {
  const auto meaning = read(text);
  return meaning ? "no error: " + describe(meaning->condition)
                 : meaning.error().message.substr(0, meaning.error().message.find('\n'));
}

struct Row {
  const char* query;
  const char* means;
};

void hold(std::initializer_list<Row> rows) {
  for (const auto& [query, means] : rows) EXPECT_EQ(meaning(query), means) << query;
}
void hold_errors(std::initializer_list<Row> rows) {
  for (const auto& [query, sentence] : rows) EXPECT_EQ(wrong(query), sentence) << query;
}

TEST(Meaning, an_empty_query_is_everything) { hold({{"", "everything"}, {" \t\n", "everything"}}); }

TEST(Meaning, names_are_fields_then_aliases_then_the_dictionary_then_short_then_the_data) {
  hold({{"name = a", "texts(name \"a\")"},
        {"technique = SAXS", "texts(definition \"SAXS\")"},
        {"beamline = ID30A-1", "texts(instrument \"id30a1\")"},
        {"Sample_animal = a", "texts(Sample_animal \"a\")"},
        {"scanType = a", "texts(scanType \"a\")"},
        {"animal = a", "texts(Sample_animal \"a\")"},
        {"\"nobody knows\" = a", "texts(nobody knows \"a\")"},
        {"\"name\" = a", "texts(name \"a\")"}});
  EXPECT_EQ(read("\"name\" = a")->condition.column.field, Field::parameter);
}

TEST(Meaning, what_somebody_sends_takes_no_name_from_the_dictionary) {
  const KnownNames all{[](const std::string&) { return true; }, {}};
  const auto definitions = language_definitions();
  EXPECT_EQ(read_column("voltage", definitions, all)->parameter, "EM_voltage");
  EXPECT_EQ(read_column("\"voltage\"", definitions, all)->parameter, "voltage");
  EXPECT_FALSE(read_column("resolution_limit_high", definitions, all));
}

TEST(Meaning, names_that_nobody_knows_or_several_do_are_errors) {
  hold_errors(
      {{"resolution_limit_high < 2",
        "\"resolution_limit_high\" may stand for EM_resolution_limit_high, MX_resolution_limit_high: write the whole "
        "name"},
       {"instument = a", "the name \"instument\" is not known, did you mean instrument?"},
       {"Startdate > 2023", "the name \"Startdate\" is not known, did you mean startDate?"},
       {"scanTipe = a", "the name \"scanTipe\" is not known, did you mean scanType?"},
       {"zzzzz = a",
        "the name \"zzzzz\" is not known: no field, no parameter of the dictionary, and no dataset here has it"},
       {"\"\" = a", "expected a name in these quotes"}});
}

TEST(Meaning, instruments_proposals_and_locations_fold) {
  hold({{"instrument = ID30a-1", "texts(instrument \"id30a1\")"},
        {"instrument = id23eh1", "texts(instrument \"id231\")"},
        {"proposal in (MX-2485, \"mx 2485\", mx-9)", "texts(proposal \"mx2485\")"},
        {"instrument ~ ID30A-", "contains(instrument \"id30a\")"},
        {"location = /gpfs/easy/data/a//b/", "texts(location \"/data/a/b\")"},
        {"location ~ /a/", "contains(location \"/a/\")"},
        {"type = raw", "texts(type \"acquisition\")"},
        {"type in (raw, processed)", "texts(type \"acquisition\" \"processed\")"}});
}

TEST(Meaning, a_number_is_an_interval_to_a_billionth_in_the_own_unit_of_the_column) {
  hold({{"EM_voltage = 200", "numbers(EM_voltage [199.9999998, 200.0000002])"},
        {"EM_voltage = 200 kV", "numbers(EM_voltage [199.9999998, 200.0000002])"},
        {"EM_voltage = 200kV", "numbers(EM_voltage [199.9999998, 200.0000002])"},
        {"EM_voltage = 200000 V", "numbers(EM_voltage [199.9999998, 200.0000002])"},
        {"MX_energy = 12KeV", "numbers(MX_energy [11999.999988, 12000.000012])"},
        {"EM_dose = 4 electrons/Å²", "numbers(EM_dose [3.999999996, 4.000000004])"},
        {"MX_images = 0", "numbers(MX_images [0, 0])"},
        {"MX_images = -1e3", "numbers(MX_images [-1000.000001, -999.999999])"},
        {"scanType = 1.5", "numbers(scanType [1.4999999985, 1.5000000015])"},
        {"EM_tilt_angle <= -60 deg", "numbers(EM_tilt_angle [-inf, -59.99999994])"},
        {"EM_tilt_angle <= \u221260\u00A0deg", "numbers(EM_tilt_angle [-inf, -59.99999994])"},
        {"EM_voltage >= 200", "numbers(EM_voltage [199.9999998, inf])"},
        {"EM_voltage < 200", "numbers(EM_voltage [-inf, 199.99999979999998])"},
        {"EM_voltage > 200", "numbers(EM_voltage [200.00000020000002, inf])"}});
}

TEST(Meaning, less_and_equal_and_greater_part_the_numbers) {
  const auto below = read("MX_energy < 12 keV")->condition.intervals[0];
  const auto equal = read("MX_energy = 12 keV")->condition.intervals[0];
  const auto above = read("MX_energy > 12 keV")->condition.intervals[0];
  EXPECT_EQ(std::nextafter(below.to, 1e9), equal.from);
  EXPECT_EQ(std::nextafter(equal.to, 1e9), above.from);
  EXPECT_EQ(read("MX_energy <= 12 keV")->condition.intervals[0].to, equal.to);
  EXPECT_EQ(read("MX_energy >= 12 keV")->condition.intervals[0].from, equal.from);
}

TEST(Meaning, units_that_do_not_fit_are_errors_that_name_the_own_unit) {
  hold_errors({{"EM_voltage = 12 s", "s does not convert to kV, the unit of EM_voltage"},
               {"EM_voltage > 12 kVV", "\"kVV\" is not a known unit, did you mean KeV or kV? EM_voltage is in kV"},
               {"MX_images = 12 kV", "MX_images has no known unit: write the number alone"},
               {"MX_images > 12kV", "MX_images has no known unit: write the number alone"},
               {"fileCount > 3 kV", "fileCount is a plain number, without unit"},
               {"volume > 3 kV", "\"kV\" is no unit of volume: write B, kB, MB, GB, TB, KiB, MiB, GiB or TiB"}});
}

TEST(Meaning, ids_counts_and_bytes_compare_exactly) {
  hold({{"id = 2000000001", "numbers(id [2000000001, 2000000001])"},
        {"investigation = 42", "numbers(investigation [42, 42])"},
        {"fileCount < 3", "numbers(fileCount [-inf, 2.9999999999999996])"},
        {"volume = 1.5 GB", "numbers(volume [1500000000, 1500000000])"},
        {"volume = 1.005 kB", "numbers(volume [1005, 1005])"},
        {"volume = 4.35 TB", "numbers(volume [4350000000000, 4350000000000])"},
        {"volume > 0.5 B", "numbers(volume [0.5000000000000001, inf])"},
        {"volume >= 2 KiB", "numbers(volume [2048, inf])"}});
  hold_errors({{"id = abc", "\"abc\" is no number that id = can compare with: expected a number"},
               {"id = \"42\"", "id = compares numbers: write the number without quotes"},
               {"id ~ 4", "~ looks into texts, and id is a number"},
               {"name < 4", "< compares numbers and dates, and name is a text"}});
}

TEST(Meaning, texts_are_exact_and_bare_words_that_are_no_numbers_are_texts) {
  hold({{"name = \"a \\\"b\\\" \\\\\"", "texts(name \"a \\\"b\\\" \\\\\")"},
        {"name = 'Lyon'", "texts(name \"Lyon\")"},
        {"sample = 42", "texts(sample \"42\")"},
        {"EM_voltage = \"200\"", "texts(EM_voltage \"200\")"},
        {"SAXS_guinier_points = 8-81", "texts(SAXS_guinier_points \"8-81\")"},
        {"EM_voltage = 8-81", "texts(EM_voltage \"8-81\")"},
        {"Sample_animal = 3d", "texts(Sample_animal \"3d\")"},
        {"Sample_animal in (b, \"a\", b)", "texts(Sample_animal \"a\" \"b\")"},
        {"Sample_animal in (b, 2)",
         "either(texts(Sample_animal \"b\"), numbers(Sample_animal [1.999999998, 2.000000002]))"},
        {"name ~ lyso", "contains(name \"lyso\")"},
        {"Sample_animal ~ 3", "contains(Sample_animal \"3\")"}});
  hold_errors(
      {{"Sample_animal = New York", "a text of several words stands in quotes: \"New York\""},
       {"Sample_animal = 8 rue Lepic",
        "\"rue Lepic\" is not a known unit; Sample_animal has no known unit (a text stands in quotes: \"8 rue "
        "Lepic\")"},
       {"name = lyso*", "there are no wildcards: write ~ for a part of a text, or the text in quotes: \"lyso*\""},
       {"name ~ \"\"", "expected a text to look for after ~"},
       {"EM_voltage > \"200\"", "EM_voltage > compares numbers: write the number without quotes"},
       {"EM_voltage > high", "\"high\" is no number that EM_voltage > can compare with: expected a number"},
       {"state = gone", "state is live or deleted, not \"gone\""},
       {"complete = yes", "complete is true or false, not \"yes\""},
       {"location = a/b", "a location is an absolute path (for a part of one write location ~ ...)"}});
}

TEST(Meaning, not_equal_wants_a_value_of_that_kind) {
  hold({{"EM_voltage != 200",
         "both(numbers(EM_voltage [-inf, inf]), without(numbers(EM_voltage [199.9999998, 200.0000002])))"},
        {"name != a", "both(exists(name), without(texts(name \"a\")))"}});
}

TEST(Meaning, between_and_in_are_intervals_that_keep_apart) {
  hold({{"EM_voltage between 100 and 200", "numbers(EM_voltage [99.9999999, 200.0000002])"},
        {"MX_energy between 1 and 2 keV", "numbers(MX_energy [999.999999, 2000.000002])"},
        {"MX_energy between 1 keV and 2", "numbers(MX_energy [999.999999, 2000.000002])"},
        {"fileCount in (3, 1, 2, 3)", "numbers(fileCount [1, 1] [2, 2] [3, 3])"},
        {"startDate in (2022, 2023, 2025)",
         "numbers(startDate [1640995200000000, 1672531199999999] [1672531200000000, 1704067199999999] "
         "[1735689600000000, 1767225599999999])"}});
  hold_errors({{"EM_voltage between 200 and 100", "between takes the smaller value first"},
               {"name between 1 and 2", "between compares numbers and dates, and name is a text"}});
}

std::string date(const char* text) {
  const auto meaning = read("startDate = " + std::string(text));
  if (!meaning) return meaning.error().message.substr(0, meaning.error().message.find('\n'));
  const auto time = [](double number) {
    return write_time(Time(std::chrono::microseconds(static_cast<std::int64_t>(number))));
  };
  const auto& interval = meaning->condition.intervals.at(0);
  return time(interval.from) + " " + time(interval.to);
}

TEST(Meaning, a_date_is_all_of_its_year_month_day_minute_second_or_tenth) {
  EXPECT_EQ(date("2023"), "2023-01-01T00:00:00Z 2023-12-31T23:59:59.999999Z");
  EXPECT_EQ(date("2024-02"), "2024-02-01T00:00:00Z 2024-02-29T23:59:59.999999Z");
  EXPECT_EQ(date("2023-12"), "2023-12-01T00:00:00Z 2023-12-31T23:59:59.999999Z");
  EXPECT_EQ(date("2023-04-25"), "2023-04-25T00:00:00Z 2023-04-25T23:59:59.999999Z");
  EXPECT_EQ(date("\"2023-04-25\""), "2023-04-25T00:00:00Z 2023-04-25T23:59:59.999999Z");
  EXPECT_EQ(date("2023-04-25T10:00"), "2023-04-25T10:00:00Z 2023-04-25T10:00:59.999999Z");
  EXPECT_EQ(date("2023-04-25 10:00"), "2023-04-25T10:00:00Z 2023-04-25T10:00:59.999999Z");
  EXPECT_EQ(date("2023-04-25T10:00:30"), "2023-04-25T10:00:30Z 2023-04-25T10:00:30.999999Z");
  EXPECT_EQ(date("2023-04-25T10:00:30.5"), "2023-04-25T10:00:30.500000Z 2023-04-25T10:00:30.599999Z");
  EXPECT_EQ(date("2023-04-25T10:00:30.123456"), "2023-04-25T10:00:30.123456Z 2023-04-25T10:00:30.123456Z");
  EXPECT_EQ(date("2023-04-25T10:00+02:00"), "2023-04-25T08:00:00Z 2023-04-25T08:00:59.999999Z");
  EXPECT_EQ(date("2023-04-25T10:00:30Z"), "2023-04-25T10:00:30Z 2023-04-25T10:00:30.999999Z");
  EXPECT_EQ(date("2023-13"),
            "\"2023-13\" is no number that startDate = can compare with: expected a date: write 2023, 2023-04, "
            "2023-04-25 or 2023-04-25T10:00:00+02:00");
}

TEST(Meaning, comparisons_of_dates_hold_the_whole_day) {
  hold({{"startDate < 2023", "numbers(startDate [-inf, 1672531199999999.8])"},
        {"startDate <= 1970-01-01", "numbers(startDate [-inf, 86399999999])"},
        {"startDate > 1970-01-01", "numbers(startDate [86399999999.00002, inf])"},
        {"endDate between 1970-01-01 and 1970-01-02", "numbers(endDate [0, 172799999999])"},
        {"actual_start = 1970-01-01", "numbers(actual_start [0, 86399999999])"},
        {"actual_start = \"unknown\"", "texts(actual_start \"unknown\")"}});
}

TEST(Meaning, chains_are_flat_and_double_negations_gone) {
  hold({{"name = a and (name ~ b and exists name)", "both(texts(name \"a\"), contains(name \"b\"), exists(name))"},
        {"name = b or name = a or (sample = c or name = a)", "either(texts(name \"a\" \"b\"), texts(sample \"c\"))"},
        {"not not name = a", "texts(name \"a\")"},
        {"NOT (name = a Or exists sample)", "without(either(texts(name \"a\"), exists(sample)))"},
        {"not name = a and name ~ b", "both(without(texts(name \"a\")), contains(name \"b\"))"},
        {"name = a or name ~ b and name ~ c",
         "either(texts(name \"a\"), both(contains(name \"b\"), contains(name \"c\")))"}});
}

TEST(Meaning, relations_look_across_links) {
  hold({{"input()", "across(input, everything)"},
        {"Output(instrument = ID30A-1)", "across(output, texts(instrument \"id30a1\"))"},
        {"ancestor(type = raw and input(name = a))",
         "across(ancestor, both(texts(type \"acquisition\"), across(input, texts(name \"a\"))))"},
        {"descendant(name = a) and name = b", "both(across(descendant, texts(name \"a\")), texts(name \"b\"))"},
        {"from dataset 7 output()", "starting(output of 7)"},
        {"From Dataset 7 ancestor(name = a) and name = b",
         "both(starting(ancestor of 7), texts(name \"a\"), texts(name \"b\"))"}});
}

TEST(Meaning, a_query_seen_from_a_dataset_is_one_relation) {
  EXPECT_EQ(meaning("output(program = MotionCor)", 7),
            "both(starting(output of 7), texts(Process_program \"MotionCor\"))");
  EXPECT_EQ(meaning("input()", 7), meaning("from dataset 7 input()"));
  for (const char* query : {"", "name = a", "output() and name = a", "not output()", "from dataset 3 output()"})
    EXPECT_FALSE(read(query, 7)) << query;
}

TEST(Meaning, deleted_datasets_are_meant_when_the_state_is_named_anywhere) {
  EXPECT_FALSE(read("name = a")->with_deleted);
  EXPECT_TRUE(read("state = deleted")->with_deleted);
  EXPECT_TRUE(read("not (input(state != live) or name = a)")->with_deleted);
}

TEST(Meaning, errors_quote_the_place_with_a_caret_and_count_code_points) {
  const auto error = read("Sample_animal = \"Å\" and instument = ID30B").error();
  EXPECT_EQ(error.subject, "character 25");
  EXPECT_EQ(error.message,
            "the name \"instument\" is not known, did you mean instrument?\n"
            "Sample_animal = \"Å\" and instument = ID30B\n"
            "                        ^");
  EXPECT_EQ(error.code, ErrorCode::invalid);
  const auto far = read(std::string(200, ' ') + "name = a and nam = b" + std::string(200, ' ')).error();
  EXPECT_EQ(far.subject, "character 214");
  EXPECT_EQ(far.message.substr(far.message.find('\n')), "\n... " + std::string(37, ' ') + "name = a and nam = b" +
                                                            std::string(23, ' ') + " ...\n" + std::string(54, ' ') +
                                                            "^");
}

TEST(Meaning, huge_lists_and_hostile_texts_are_answered_or_refused_soon) {
  std::string list = "name in (";
  for (int i = 0; i < 100'000; ++i) list += (i ? ", n" : "n") + std::to_string(i % 50'000);
  EXPECT_EQ(read(list + ")")->condition.texts.size(), 50'000u);
  std::string ids = "id in (";
  for (int i = 0; i < 100'000; ++i) ids += (i ? "," : "") + std::to_string(i * 7 % 100'000);
  EXPECT_EQ(read(ids + ")")->condition.intervals.size(), 100'000u);
  const auto chain = [](const char* part, int times) {
    std::string out = part;
    for (int i = 1; i < times; ++i) out += std::string(" or ") + part;
    return out;
  };
  EXPECT_EQ(read(chain("name = a", 10'000))->condition.texts.size(), 1u);
  EXPECT_EQ(wrong(chain("name = a", 10'001)), "a query has at most 10000 comparisons");
  EXPECT_EQ(wrong(chain("input()", 201)), "a query has at most 200 relations");
  EXPECT_TRUE(read(chain("name ~ a", 200)));
  EXPECT_EQ(wrong(chain("name ~ a", 201)), "a query has at most 200 comparisons by ~");
  EXPECT_EQ(read(chain("location ~ /", 10'000)).error().code, ErrorCode::too_large);
  EXPECT_EQ(read(std::string(10'000, '(') + "name = a").error().code, ErrorCode::too_large);
  EXPECT_EQ(wrong(std::string(10'000, '(')), "this is nested more than 200 deep");
  EXPECT_TRUE(read(std::string(200, '(') + "name = a" + std::string(200, ')')));
  EXPECT_FALSE(read(std::string(201, '(') + "name = a" + std::string(201, ')')));
  EXPECT_EQ(read(std::string(kLongestQuery + 1, ' ')).error().code, ErrorCode::too_large);
  for (const char c : {'(', ')', 'a', '"', ',', '=', '\\', '\0', '~', '\xFF'})
    EXPECT_FALSE(read("name = " + std::string(1'000'000, c) + "b )")) << c;
}

TEST(Meaning, a_column_is_read_as_in_a_query) {
  const auto column = [](std::string_view name) { return read_column(name, definitions(), language_names()); };
  EXPECT_EQ(column("startDate")->field, Field::start_date);
  EXPECT_EQ(column(" animal ")->parameter, "Sample_animal");
  EXPECT_EQ(column("\"any name\"")->parameter, "any name");
  EXPECT_EQ(column("technique")->parameter, "definition");
  for (const char* name : {"", "a b", "name = a", "unheard", "=", "\"open", "resolution_limit_high"})
    EXPECT_FALSE(column(name)) << name;
}

TEST(Meaning, everything_and_nothing_decide_or_leave_a_chain) {
  const auto a = exists(Column{Field::name, {}});
  EXPECT_EQ(all_of({a, everything()}), a);
  EXPECT_EQ(all_of({a, nothing()}), nothing());
  EXPECT_EQ(all_of({}), everything());
  EXPECT_EQ(one_of({a, nothing()}), a);
  EXPECT_EQ(one_of({a, everything()}), everything());
  EXPECT_EQ(one_of({}), nothing());
  EXPECT_EQ(none_of(everything()), nothing());
  EXPECT_EQ(none_of(nothing()), everything());
  EXPECT_EQ(texts({}, {}), nothing());
  EXPECT_EQ(numbers({}, {{2, 1}}), nothing());
}

TEST(Meaning, intervals_that_touch_become_one) {
  const auto after_one = std::nextafter(1.0, 2.0);
  EXPECT_EQ(merged({{2, 3}, {0, 1}, {after_one, 1.5}, {5, 4}}), (std::vector<Interval>{{0, 1.5}, {2, 3}}));
}

}  // namespace
}  // namespace weft
