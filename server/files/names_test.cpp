// Spelling, patterns and kinds of files: what is read from a name alone.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"
#include "files/glob.h"
#include "files/media_type.h"
#include "files/spelling.h"

namespace weft {
namespace {

using namespace std::literals;

TEST(Spelling, of_any_bytes_is_utf8_and_reads_back_the_same) {
  EXPECT_TRUE(rc::check([](std::string bytes) {
    std::erase(bytes, '\0');
    const auto spelled = spell_path(bytes);
    RC_ASSERT(is_utf8(spelled));
    RC_ASSERT(*read_spelling(spelled) == bytes);
  }));
}

TEST(Spelling, leaves_what_people_write_as_it_is) {
  EXPECT_EQ(spell_path("gallery/Überblick 100%.png"), "gallery/Überblick 100%.png");
  EXPECT_EQ(spell_path("a\nb"), "a\nb");
  EXPECT_EQ(spell_path("a\\b"), "a\\\\b");
  EXPECT_EQ(spell_path("\xFF\xC3"), "\\xFF\\xC3");
  EXPECT_EQ(spell_path("\xED\xA0\x80"), "\\xED\\xA0\\x80") << "a surrogate is no UTF-8";
  EXPECT_EQ(spell_path("\xE2\x82"), "\\xE2\\x82");
}

TEST(Spelling, with_another_backslash_or_a_zero_is_none) {
  for (const auto& wrong : {"\\"s, "a\\"s, "\\n"s, "\\x4"s, "\\xGG"s, "..\\..\\etc"s, "a\0b"s, "a\\x00"s})
    EXPECT_FALSE(read_spelling(wrong)) << wrong;
}

TEST(PathBelow, is_relative_and_climbs_nowhere) {
  for (const auto& right : {"a", "a/b", "...", ".a/b.", "a\nb"}) EXPECT_TRUE(is_path_below(right)) << right;
  for (const auto& wrong : {""s, "/"s, "/a"s, "a/"s, "a//b"s, "."s, ".."s, "a/../b"s, "../a"s, "a/."s, "a\0"s})
    EXPECT_FALSE(is_path_below(wrong)) << wrong;
}

bool matches(const std::string& glob, const std::string& path) {
  const auto read = Glob::read(glob);
  EXPECT_TRUE(read) << glob;
  return read && read->matches(path);
}

TEST(Glob, matches_as_people_expect) {
  for (const auto& [glob, path] :
       std::vector<std::pair<std::string, std::string>>{{"*.h5", "a.h5"},
                                                        {"*.h5", ".h5"},
                                                        {"gallery/*", "gallery/a.png"},
                                                        {"a?c", "abc"},
                                                        {"a?c", "aéc"},
                                                        {"a?c",
                                                         "a\xFF"
                                                         "c"},
                                                        {"**", "a/b/c"},
                                                        {"**/c", "c"},
                                                        {"**/c", "a/b/c"},
                                                        {"a/**/c", "a/c"},
                                                        {"a/**/c", "a/x/y/c"},
                                                        {"a/**", "a/b/c"},
                                                        {"*.{png,jpg}", "a.jpg"},
                                                        {"{a,b/{c,d}}.x", "b/d.x"},
                                                        {"{,a}b", "b"},
                                                        {"a\\\\b*", "a\\bc"},
                                                        {"\\xFF*", "\xFFz"},
                                                        {"{a", "{a"},
                                                        {"a,b*", "a,bc"},
                                                        {"**Kratky.png", "gallery/s_Kratky.png"}})
    EXPECT_TRUE(matches(glob, path)) << glob << " " << path;
  for (const auto& [glob, path] : std::vector<std::pair<std::string, std::string>>{{"*.h5", "a/b.h5"},
                                                                                   {"*.h5", "a.h5.bak"},
                                                                                   {"a?c", "a/c"},
                                                                                   {"a?c", "ac"},
                                                                                   {"**/c", "bc"},
                                                                                   {"**/c", "a/bc"},
                                                                                   {"a/**/c", "ac"},
                                                                                   {"*.{png,jpg}", "a.png,jpg"},
                                                                                   {"", "a"},
                                                                                   {"a", "A"}})
    EXPECT_FALSE(matches(glob, path)) << glob << " " << path;
}

TEST(Glob, knows_what_all_its_paths_begin_with) {
  EXPECT_EQ(Glob::read("gallery/*.png")->beginning(), "gallery/");
  EXPECT_EQ(Glob::read("{gallery,gall}/*")->beginning(), "gall");
  EXPECT_EQ(Glob::read("**/a")->beginning(), "");
}

TEST(Glob, has_a_limit_for_wicked_patterns) {
  std::string wicked;
  for (int i = 0; i < 70; ++i) wicked += "**a*";
  wicked += "b";
  EXPECT_FALSE(matches(wicked, std::string(4000, 'a')));
  EXPECT_EQ(Glob::read(std::string(301, '*')).error().code, ErrorCode::too_large);
  EXPECT_EQ(Glob::read("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}").error().code, ErrorCode::too_large);
  EXPECT_EQ(Glob::read("a\\b").error().code, ErrorCode::invalid);
}

TEST(MediaType, is_told_by_the_end_of_the_name) {
  EXPECT_EQ(media_type_of("a/b.PNG").name, "image/png");
  EXPECT_EQ(media_type_of("a.h5").name, "application/x-hdf5");
  EXPECT_EQ(media_type_of("a.png/b").name, "application/octet-stream");
  EXPECT_EQ(media_type_of("").name, "application/octet-stream");
  for (const auto* runs_code : {"a.html", "a.HTM", "a.svg", "a.xml", "a.xhtml", "a.js", "a"})
    EXPECT_FALSE(media_type_of(runs_code).may_be_shown) << runs_code;
}

}  // namespace
}  // namespace weft
