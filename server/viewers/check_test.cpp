#include "viewers/check.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "viewers/text_place.h"
#include "viewers/yaml.h"

namespace weft {
namespace {

const Definitions& definitions() {
  static const auto* all = new Definitions(Definitions::load("", WEFT_SOURCE_DIR "/definitions/facility.toml").value());
  return *all;
}

// "3:7 message", errors with a `!` before.
std::vector<std::string> said(const std::string& yaml, const std::string& file = "") {
  std::vector<std::string> out;
  for (const auto& one : check_viewer(yaml, file, definitions()).findings)
    out.push_back((one.severity == ViewerFinding::Severity::error ? "!" : "") + std::to_string(one.place.line) + ":" +
                  std::to_string(one.place.column) + " " + one.message);
  return out;
}

std::string first_said(const std::string& yaml) {
  const auto all = said(yaml);
  return all.empty() ? "" : all.front();
}

const std::string kHead = "format: 1\nname: x\ntitle: X\nfor: type = acquisition\n";  // four lines

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(CheckViewer, the_five_that_ship_have_nothing_wrong) {
  for (const std::string name : {"biosaxs", "cryoet", "mx", "tomography", "default"}) {
    const auto path = WEFT_SOURCE_DIR "/viewers/" + name + ".yaml";
    const auto text = read_file(path);
    ASSERT_FALSE(text.empty()) << path;
    EXPECT_EQ(said(text, path), std::vector<std::string>{}) << path;
    EXPECT_EQ(check_viewer(text, path, definitions()).viewer.name, name);
  }
}

TEST(CheckViewer, a_small_one_is_handed_out_as_written_with_its_priority) {
  const auto checked = check_viewer(kHead + "list: {columns: [name, 'a']}\n", "", definitions());
  EXPECT_EQ(
      checked.viewer.json,
      R"({"format":1,"name":"x","title":"X","for":"type = acquisition","list":{"columns":["name","a"]},"priority":0})");
  EXPECT_EQ(checked.viewer.predicate, "type = acquisition");
}

TEST(CheckViewer, an_unknown_key_is_told_with_its_place_and_a_near_one) {
  EXPECT_EQ(first_said(kHead + "dataset:\n  - parametres: [name]\n"),
            "!6:5 \"parametres\" is no key of a panel, did you mean parameters?");
  EXPECT_EQ(first_said(kHead + "zzzzzz: 1\n").substr(0, 51), "!5:1 \"zzzzzz\" is no key of a viewer; there are form");
}

// The yaml-cpp of Debian 12 makes single bytes of these two.
TEST(CheckViewer, an_escape_that_makes_no_utf8_is_refused_where_it_stands) {
  const std::string sentence = "this text is not UTF-8: of the escapes, \\N and \\_ cannot stand here";
  EXPECT_EQ(said("\"\\_\": 1\n"), std::vector<std::string>{"!1:1 " + sentence});
  EXPECT_EQ(said("format: 1\nname: \"\\N\"\n"), std::vector<std::string>{"!2:7 " + sentence});
  EXPECT_EQ(said(kHead + "description: \"\\x85 \\u00a0 \\L\"\n"), std::vector<std::string>{});
}

TEST(CheckViewer, a_wrong_type_says_what_should_stand_there) {
  EXPECT_EQ(first_said("format: 1\nname: x\ntitle: 12\nfor: ''\n"),
            "!3:8 here stands a text, not a number: put it in quotes");
  EXPECT_EQ(first_said(kHead + "priority: high\n"),
            "!5:11 \"high\" cannot stand here: give a whole number from -1000 to 1000");
  EXPECT_EQ(first_said(kHead + "dataset: {gallery: true}\n"), "!5:10 panels are a list (- or [ ]), not a map");
  EXPECT_EQ(first_said("format: 2\nname: x\ntitle: X\nfor: ''\n"),
            "!1:9 format is 1, not \"2\": this Weft knows no other");
}

TEST(CheckViewer, what_is_missing_is_told) {
  EXPECT_EQ(first_said("format: 1\nname: x\nfor: ''\n"), "!1:1 a viewer needs `title`");
  EXPECT_EQ(first_said(kHead + "dataset: [{title: T}]\n").substr(0, 36), "!5:11 a panel has one of parameters,");
  EXPECT_EQ(first_said(kHead + "dataset: [{files: {glob: a}, gallery: true}]\n"),
            "!5:30 `files` and `gallery` cannot stand together: a panel has one of them");
}

TEST(CheckViewer, a_refused_query_is_pointed_at_inside_its_line) {
  EXPECT_EQ(
      first_said("format: 1\nname: x\ntitle: X\nfor: exists EM_tilt_angel\n"),
      "!4:13 the query is refused: the name \"EM_tilt_angel\" is not known, did you mean EM_tilt_angle? In double "
      "quotes any parameter's name is taken as it is.");
  EXPECT_EQ(said(kHead + "related:\n  a: output(type = raw) and name = b\n").at(1).substr(0, 28),
            "!6:6 the query is refused: a");
}

TEST(CheckViewer, the_place_is_right_in_every_way_of_writing_a_text) {
  const auto place = [](const std::string& written, std::size_t character) {
    const auto file = "k: " + written + "\n";
    Tree tree;
    ViewerFindings findings;
    EXPECT_TRUE(read_yaml(file, tree, findings)) << file;
    const auto found = place_in(file, *tree.find("k"), character);
    return std::to_string(found.line) + ":" + std::to_string(found.column);
  };
  EXPECT_EQ(place("abc", 3), "1:6");
  EXPECT_EQ(place("\"abc\"", 3), "1:7");
  EXPECT_EQ(place("\"a\\\"c\"", 3), "1:8");  // a, \", c
  EXPECT_EQ(place("'a''c'", 3), "1:8");
  EXPECT_EQ(place("\"äöc\"", 3), "1:7");
  EXPECT_EQ(place(">-\n  one\n  two", 5), "3:3");
  EXPECT_EQ(place("|\n  one\n  two", 6), "3:4");
  EXPECT_EQ(place("one\n  two", 6), "2:4");
}

TEST(CheckViewer, places_are_counted_behind_a_byte_order_mark) {
  const std::string line = "for: \"name = b and\"\n";
  EXPECT_EQ(first_said("\xEF\xBB\xBF" + line), first_said(line));
  EXPECT_EQ(first_said("\xEF\xBB\xBF" + line).substr(0, 29), "!1:1 a viewer needs `format`");
  EXPECT_EQ(said("\xEF\xBB\xBF" + line), said(line));
}

TEST(CheckViewer, unknown_parameters_are_warnings_with_near_names) {
  EXPECT_EQ(said(kHead + "dataset: [{parameters: [EM_voltag]}]\n"),
            std::vector<std::string>{"5:25 the dictionary does not define \"EM_voltag\", did you mean EM_voltage?"});
  EXPECT_EQ(said(kHead + "dataset: [{parameters: ['{EM_voltage} {sample} {EM_oltage}']}]\n").size(), 1u);
  EXPECT_EQ(said(kHead + "dataset: [{parameters: [EM_voltage, startDate]}]\n").size(), 0u);
}

TEST(CheckViewer, what_refers_to_nothing_is_an_error) {
  EXPECT_EQ(first_said(kHead + "related: {motion: output()}\ndataset: [{of: moton, gallery: true}]\n"),
            "5:11 \"motion\" of `related` is used nowhere");
  EXPECT_EQ(said(kHead + "related: {motion: output()}\ndataset: [{of: moton, gallery: true}]\n")[1],
            "!6:16 there is no \"moton\" among `related`, did you mean motion?");
  EXPECT_EQ(first_said(kHead + "dataset: [{of: this, table: {columns: [name], rank: [best]}}]\n"),
            "!5:54 there is no \"best\" among `rankings`: add it there, or name one that is");
  EXPECT_EQ(first_said(kHead + "dataset: [{parameters: [{field: name, colour: red}]}]\n"),
            "!5:47 there is no \"red\" among `numbers`: add it there, or name one that is");
}

TEST(CheckViewer, a_fill_must_be_filled) {
  EXPECT_EQ(first_said(kHead + "dataset: [{table: {columns: [{parameter: 'EM_{what}'}]}}]\n"),
            "!5:42 {what} is filled by nothing here: `rows` or `choices` give it");
  EXPECT_EQ(said(kHead + "dataset: [{table: {columns: [{parameter: 'EM_{what}'}], rows: [{title: a, fill: {what: "
                         "voltage}}]}}]\n")
                .size(),
            0u);
  EXPECT_EQ(first_said(kHead + "dataset: [{parameters: ['{EM_voltage']}]\n").substr(0, 21), "!5:25 a brace has no ");
}

TEST(CheckViewer, behind_a_known_name_of_a_coalesce_others_need_no_definition) {
  const auto table = [](const std::string& names) {
    return kHead + "dataset: [{parameters: [{coalesce: [" + names + "]}]}]\n";
  };
  EXPECT_EQ(said(table("EM_voltage, EM_voltag")).size(), 0u);
  EXPECT_EQ(said(table("EM_voltag, EM_voltage")).size(), 1u);
  EXPECT_EQ(first_said(table("EM_voltage, '{EM_voltag'")).substr(0, 6), "!5:49 ");
}

TEST(CheckViewer, a_ranking_may_go_by_the_first_of_several_names) {
  const auto ranked = [](const std::string& value) {
    return kHead + "rankings: [{name: a, title: A, order: [{value: " + value + "}]}]\n";
  };
  EXPECT_EQ(said(ranked("{coalesce: [EM_voltage, voltage_sent]}")).size(), 0u);
  EXPECT_EQ(first_said(ranked("{text: EM_voltage}")), "!5:48 what is judged needs `coalesce`");
  EXPECT_EQ(first_said(ranked("{coalesce: []}")), "!5:59 the list is empty: put something in or leave it out");
}

TEST(CheckViewer, what_a_fill_brings_along_is_not_filled_again) {
  std::string fill = "a: '{b}{b}'";
  for (char key = 'b'; key <= 's'; ++key)
    fill += std::string(", ") + key + ": '{" + char(key + 1) + "}{" + char(key + 1) + "}'";
  const auto rows = "rows: [{title: a, fill: {" + fill + "}}]}}]\n";
  EXPECT_EQ(first_said(kHead + "dataset: [{table: {columns: [{parameter: '{a}'}], " + rows),
            "!5:42 {b} is filled by nothing here: `rows` or `choices` give it");
  EXPECT_EQ(first_said(kHead + "dataset: [{table: {columns: ['{a} and more'], " + rows).substr(0, 42),
            "5:30 the dictionary does not define \"b\": w");
}

TEST(CheckViewer, a_text_that_grows_too_long_when_filled_is_refused) {
  std::string texts;
  for (int i = 0; i < 100; ++i) texts += "{a}";
  const auto rows = ", rows: [{title: a, fill: {a: '" + std::string(100, 'x') + "'}}]}}]\n";
  const std::string message = "filled, this text has more than 4096 bytes: shorten it";
  EXPECT_EQ(first_said(kHead + "dataset: [{table: {columns: [{parameter: '" + texts + "'}]" + rows),
            "!5:42 " + message);
  EXPECT_EQ(first_said(kHead + "dataset: [{table: {columns: ['" + texts + "']" + rows), "!5:30 " + message);
}

TEST(CheckViewer, the_name_is_the_files) {
  EXPECT_EQ(said(kHead, "/viewers/y.yaml"),
            std::vector<std::string>{"!2:7 the name is \"x\", but the file is called y.yaml: make them the same"});
}

TEST(CheckViewer, what_is_no_yaml_says_its_line) {
  EXPECT_EQ(first_said("format: 1\nname: [x\ntitle: X\n").substr(0, 6), "!3:6 t");
  EXPECT_EQ(first_said("a: 1\na: 2\n"), "!2:1 the key \"a\" stands twice, first in line 1");
  EXPECT_EQ(first_said(""), "!1:1 the file is empty");
  EXPECT_EQ(first_said("a: 1\n---\nb: 1\n"), "!2:1 a second document begins: one file is one viewer");
  EXPECT_EQ(first_said("a: !!int 1\n").substr(0, 14), "!1:4 the tag t");
  EXPECT_EQ(first_said("a: &a {b: 1}\nc: {<<: *a}\n"),
            "!2:5 merge keys (<<) are not known here: name the whole with an alias");
  EXPECT_EQ(first_said("a: \xff\n"), "!1:1 this line is not UTF-8: save the file as UTF-8");
}

TEST(CheckViewer, hostile_files_end_soon) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) bomb += "*a" + std::to_string(i - 1) + ", ";
    bomb += "]\n";
  }
  EXPECT_NE(first_said(bomb).find("more than 20000 values"), std::string::npos);
  const std::string long_text = "t: &t " + std::string(200'000, 'x') + "\nl: [";
  std::string copies = long_text;
  for (int i = 0; i < 5000; ++i) copies += "*t,";
  EXPECT_NE(first_said(copies + "]\n").find("more than 20000 values"), std::string::npos);
  EXPECT_NE(first_said(std::string(100'000, '[')).find("more than 40 lists"), std::string::npos);
  EXPECT_NE(first_said(std::string(300'000, 'x')).find("more than 256 KiB"), std::string::npos);
  EXPECT_NE(first_said("a: &a [*a]\n"), "");
}

TEST(CheckViewer, plain_scalars_are_read_as_yaml_1_2_has_them) {
  Tree tree;
  ViewerFindings findings;
  ASSERT_TRUE(read_yaml("[yes, on, 2023-01-01, 0x10, 1e3, -2.5, '5', null, True, 0o17, .5, 12:30, 1_000, .inf]", tree,
                        findings));
  using Kind = Tree::Kind;
  const std::vector<Kind> kinds = {Kind::text,   Kind::text, Kind::text, Kind::number, Kind::number,
                                   Kind::number, Kind::text, Kind::null, Kind::truth,  Kind::number,
                                   Kind::number, Kind::text, Kind::text, Kind::text};
  ASSERT_EQ(tree.list.size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(tree.list[i].kind, kinds[i]) << i;
  EXPECT_EQ(tree.list[3].number, 16);
  EXPECT_EQ(tree.list[9].number, 15);
}

}  // namespace
}  // namespace weft
