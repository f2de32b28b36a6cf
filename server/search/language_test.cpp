#include "search/language.h"

#include <gtest/gtest.h>

#include "search/lexer.h"

namespace weft {
namespace {

std::string shown(const Expression& expression) {
  using Kind = Expression::Kind;
  std::string out;
  switch (expression.kind) {
    case Kind::both:
    case Kind::either:
      for (const auto& part : expression.parts)
        out += (out.empty() ? "" : expression.kind == Kind::both ? " & " : " | ") + shown(part);
      return "(" + out + ")";
    case Kind::negation:
      return "!" + shown(expression.parts[0]);
    case Kind::across:
      out = expression.start ? std::to_string(expression.start.value) + "." : "";
      return out + "R" + std::to_string(static_cast<int>(expression.relation)) + "(" +
             (expression.parts.empty() ? "" : shown(expression.parts[0])) + ")";
    case Kind::comparison:
      break;
  }
  out = expression.name.text + " " + std::string(to_text(expression.comparison));
  for (const auto& value : expression.values) out += (value.is_quoted ? " '" : " ") + value.text;
  return out;
}

std::string tree(std::string_view text) {
  const auto expression = parse_query(text);
  return expression ? shown(*expression) : expression.error().message.substr(0, expression.error().message.find('\n'));
}

struct Row {
  const char* query;
  const char* tree;
};

TEST(Language, not_binds_closer_than_and_and_and_closer_than_or) {
  for (const auto& [query, expected] :
       std::initializer_list<Row>{{"a = 1", "a = 1"},
                                  {"a=1 and b!=2 or not c<3", "((a = 1 & b != 2) | !c < 3)"},
                                  {"a<=1 AND (b>=2 Or c>3)", "(a <= 1 & (b >= 2 | c > 3))"},
                                  {"((a=1))", "a = 1"},
                                  {"not a=1 and b=2", "(!a = 1 & b = 2)"},
                                  {"not (a=1 and b=2)", "!(a = 1 & b = 2)"}})
    EXPECT_EQ(tree(query), expected) << query;
}

TEST(Language, every_comparison_is_read) {
  for (const auto& [query, expected] : std::initializer_list<Row>{
           {"a ~ b", "a ~ b"},
           {"exists a", "a exists"},
           {"EXISTS \"a b\"", "a b exists"},
           {"a in (b)", "a in b"},
           {"a IN (b , \"c d\", 12 keV)", "a in b 'c d 12 keV"},
           {"a between 1 and 2 and b = 3", "(a between 1 2 & b = 3)"},
           {"a between 1 keV and 2 keV", "a between 1 keV 2 keV"},
           {"a = 5  electrons / Å²", "a = 5 electrons / Å²"},
           {"a='it''s'", "expected \"and\", \"or\" or the end of the query, found the text \"s\""},
           {"a='it\\'s'", "a = 'it's"},
           {"a=it's", "a = it's"},
           {"input = 3", "input = 3"},
           {"from = 3", "from = 3"},
           {"from dataset 12 output(a=1) and b=2", "(12.R1(a = 1) & b = 2)"},
           {"ancestor() or descendant(input(a=1))", "(R2() | R3(R0(a = 1)))"}})
    EXPECT_EQ(tree(query), expected) << query;
}

TEST(Language, errors_say_what_was_expected_and_what_was_found) {
  for (const auto& [query, expected] : std::initializer_list<Row>{
           {"a", "expected =, !=, <, <=, >, >=, ~, in or between after \"a\", found the end of the query"},
           {"a =", "expected a value after =, found the end of the query"},
           {"a = and b = 2", "expected a value after =, found \"and\" (a text that is a keyword stands in quotes)"},
           {"a = 1 b = 2", "expected \"and\" or \"or\" before \"b\" (a text of several words stands in quotes)"},
           {"a = 1 and", "expected a condition, found the end of the query"},
           {"and a = 1", "expected a condition, found \"and\""},
           {"(a = 1", "expected \"and\", \"or\" or ), found the end of the query"},
           {"a = 1)", "expected no ) here: no parenthesis is open"},
           {"()", "expected a condition, found )"},
           {"a in b", "expected ( after in: name in (one, another), found \"b\""},
           {"a in ()", "expected a value after in, found )"},
           {"a in (b", "expected , or ) in a list of values, found the end of the query"},
           {"a in (b,)", "expected a value after in, found )"},
           {"a between 1", "expected and: name between one and another, found the end of the query"},
           {"a == 1", "the sign == is not known here: write ="},
           {"a <> 1", "the sign <> is not known here: write !="},
           {"a = 1 && b = 2", "the sign && is not known here: write and"},
           {"a = 1,5", "expected \"and\", \"or\" or the end of the query, found ,"},
           {"!a = 1", "the sign ! is not known here: write not, or !="},
           {"a like b",
            "expected =, !=, <, <=, >, >=, ~, in or between after \"a\" (for a part of a text write ~), found "
            "\"like\""},
           {"a not in (b)",
            "expected =, !=, <, <=, >, >=, ~, in or between after \"a\" (not stands before the name: not name in "
            "(...)), found \"not\""},
           {"a:b",
            "expected =, !=, <, <=, >, >=, ~, in or between after \"a:b\" (write = and no colon), found the end of the "
            "query"},
           {"a b = 1", "expected =, !=, <, <=, >, >=, ~, in or between after \"a\", found \"b\""},
           {"exists", "expected a name, found the end of the query"},
           {"exists output()", "expected \"and\", \"or\" or the end of the query, found ("},
           {"exists (a)", "expected a name after exists; a relation needs no exists: output() means that there is one"},
           {"child(a = 1)", "expected input, output, ancestor or descendant before (, found \"child\""},
           {"from dataset x output()", "expected the number of a dataset after from dataset, found \"x\""},
           {"from dataset 0 output()", "expected the number of a dataset after from dataset, found \"0\""},
           {"from dataset 5 a = 1", "expected ( after \"a\", found ="},
           {"from dataset 5",
            "expected input(...), output(...), ancestor(...) or descendant(...), found the end of the query"},
           {"a = \"b", "these quotes do not end: expected another \""},
           {"a = 'b", "these quotes do not end: expected another '"},
           {"a = \"b\\n\"",
            "in quotes, a backslash stands before a quote or another backslash only: write \\\\ for one"},
           {"a = \x01", "a control character has no place in a query"},
           {"a = b\xFF", "this byte is not UTF-8"},
           {"a = \"b\xC3\"", "this byte is not UTF-8"}})
    EXPECT_EQ(tree(query), expected) << query;
  EXPECT_EQ(tree(std::string_view("a = \"\0\"", 7)), "a NUL has no place in a query");
  EXPECT_EQ(tree(std::string_view("a = \0", 5)), "a control character has no place in a query");
}

TEST(Language, places_point_at_the_bytes) {
  const auto query = parse_query("a = \"Å\" and b in (1, 22 kV)");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->place, (TextRange{0, 28}));
  EXPECT_EQ(query->parts[0].values[0].place, (TextRange{4, 8}));
  EXPECT_EQ(query->parts[1].place, (TextRange{13, 28}));
  EXPECT_EQ(query->parts[1].values[1].place, (TextRange{22, 27}));
}

TEST(Language, quoted_is_the_inverse_of_unquoted) {
  for (const char* text : {"", "a b", "\"", "\\", "a\\\"b'"}) EXPECT_EQ(unquoted(quoted(text)), text);
  for (const char* text : {"ID30A-1", "a'b", "/data/x", "2023-04-25"}) EXPECT_TRUE(is_bare_word(text)) << text;
  for (const char* text : {"", "a b", "'a", "And", "a,b", "a=b", "a\u00A0b"}) EXPECT_FALSE(is_bare_word(text)) << text;
}

std::string expected_after(std::string_view text) {
  Expectation expectation;
  if (!expect_after(text, expectation)) return "wrong";
  std::string out;
  for (const auto word : expectation.words) out += std::string(word) + " ";
  if (expectation.name) out += "NAME ";
  if (expectation.relation) out += "RELATION ";
  if (expectation.value) out += "VALUE ";
  if (!expectation.column.text.empty()) out += "of " + expectation.column.text + " ";
  if (!expectation.begun.text.empty()) out += "after " + expectation.begun.text + " ";
  return out;
}

TEST(Language, what_could_follow_is_known_at_every_end) {
  for (const auto& [query, expected] :
       std::initializer_list<Row>{{"", "not exists ( from dataset NAME RELATION "},
                                  {"a", "= != < <= > >= ~ in between of a "},
                                  {"a >", "VALUE of a "},
                                  {"a > 12", "and or of a after 12 "},
                                  {"a > \"12\"", "and or of a "},
                                  {"a in", "( of a "},
                                  {"a in (", "VALUE of a "},
                                  {"(a in (1", ", ) of a after 1 "},
                                  {"(a in (1)", "and or ) "},
                                  {"a between 1", "and of a after 1 "},
                                  {"a between 1 and", "VALUE of a "},
                                  {"a = 1 and", "not exists ( from dataset NAME RELATION "},
                                  {"exists", "NAME "},
                                  {"input(", "not exists ( from dataset NAME RELATION "},
                                  {"input(a = b", "and or ) of a after b "},
                                  {"from dataset 7", "RELATION "},
                                  {"a = )", "wrong"},
                                  {"a = \"b", "wrong"}})
    EXPECT_EQ(expected_after(query), expected) << query;
}

}  // namespace
}  // namespace weft
