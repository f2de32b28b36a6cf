#include "definitions/facility.h"

#include <gtest/gtest.h>

namespace weft {
namespace {

// The file that is shipped.
const Facility& shipped() {
  static const auto facility = Facility::load(WEFT_SOURCE_DIR "/definitions/facility.toml");
  static const bool loaded = facility.has_value();
  EXPECT_TRUE(loaded) << (loaded ? "" : facility.error().message);
  static const Facility plain = Facility::plain();
  return loaded ? *facility : plain;
}

Facility made_of(const std::string& toml) {
  auto facility = Facility::read(toml, "facility.toml");
  EXPECT_TRUE(facility.has_value()) << facility.error().message;
  return facility ? *facility : Facility::plain();
}

std::string refusal(const std::string& toml) {
  const auto facility = Facility::read(toml, "f.toml");
  return facility ? "accepted" : facility.error().message;
}

}  // namespace

TEST(Facility, spellings_of_a_proposal_meet) {
  const auto& f = shipped();
  for (const char* sent : {"mx2485", "MX2485", "MX-2485", "mx-2485", " mx 2485\n"})
    EXPECT_EQ(f.proposal_key(sent), "mx2485") << sent;
  for (const char* sent : {"IH-LS-0001", "ihls0001", "ih-LS-0001"}) EXPECT_EQ(f.proposal_key(sent), "ihls0001") << sent;
  EXPECT_NE(f.proposal_key("ihls1"), f.proposal_key("ihls0001"));
  EXPECT_EQ(made_of("[proposals]\n\"MX-2500\" = \"mx2485\"").proposal_key("mx 2500"), "mx2485");
}

TEST(Facility, spellings_of_an_instrument_meet) {
  const auto& f = shipped();
  for (const char* sent : {"id30a1", "ID30A-1", "id30a-1"}) EXPECT_EQ(f.instrument_key(sent), "id30a1") << sent;
  for (const char* sent : {"id23eh1", "id23-1", "ID23-1", "id231"}) EXPECT_EQ(f.instrument_key(sent), "id231") << sent;
  for (const char* sent : {"ID30b", "ID30B", "id30b"}) EXPECT_EQ(f.instrument_key(sent), "id30b") << sent;
  EXPECT_EQ(f.instrument_key("CM01"), f.instrument_key("cm01"));
  EXPECT_NE(f.instrument_key("id23eh1"), f.instrument_key("id23eh2"));
}

TEST(Facility, instruments_are_shown_as_people_write_them) {
  const auto& f = shipped();
  for (const char* name : {"ID30A-1", "ID30A-3", "ID23-1", "ID23-2", "ID30B", "CM01", "BM29", "ID19"})
    EXPECT_EQ(f.instrument_name(f.instrument_key(name)), name);
}

TEST(Facility, a_path_has_one_normal_form) {
  const auto& f = shipped();
  for (const char* sent : {"/data/visitor/mx1/id00", "/data/visitor/mx1/id00/", "//data//visitor/./mx1/id00",
                           "/data/visitor/x/../mx1/id00", "/gpfs/easy/data/visitor/mx1/id00",
                           "/mnt/multipath-shares/data/visitor/mx1/id00", " /data/visitor/mx1/id00\n"})
    EXPECT_EQ(f.path(sent), "/data/visitor/mx1/id00") << sent;
  EXPECT_EQ(f.path("/"), "/");
  EXPECT_EQ(f.path("/../.."), "/");
  EXPECT_EQ(f.path("/gpfs/easy/data"), "/data");
  EXPECT_EQ(f.path("/gpfs/easy/database/x"), "/gpfs/easy/database/x");
  EXPECT_EQ(f.path("/data/a b/ü,x"), "/data/a b/ü,x");
}

TEST(Facility, what_is_no_absolute_path_has_no_normal_form) {
  const auto& f = shipped();
  for (const char* sent : {"", " ", "data/x", "./x", "10.15151/ESRF-1", "C:\\data"}) EXPECT_FALSE(f.path(sent)) << sent;
  EXPECT_FALSE(f.path(std::string_view("/data\0/x", 8)));
}

TEST(Facility, the_mount_with_most_components_wins) {
  const auto f = made_of("[mounts]\n\"/mnt/a\" = \"/x\"\n\"/mnt/a/b\" = \"/y\"\n\"/all\" = \"/\"");
  EXPECT_EQ(f.path("/mnt/a/b/c"), "/y/c");
  EXPECT_EQ(f.path("/mnt/a/c"), "/x/c");
  EXPECT_EQ(f.path("/all/c"), "/c");
  EXPECT_EQ(f.path("/all"), "/");
}

TEST(Facility, a_normal_path_stays_itself) {
  const auto& f = shipped();
  for (const char* sent : {"/gpfs/easy/data/a", "/mnt/x/data/../b", "/a/./b//c/"})
    EXPECT_EQ(f.path(*f.path(sent)), f.path(sent)) << sent;
}

TEST(Facility, shipped_file_says_what_senders_do) {
  const auto& f = shipped();
  EXPECT_EQ(f.root_depth(), 5);
  EXPECT_EQ(f.revision_parameter(), "");
  EXPECT_EQ(f.canonical_unit("deg"), "degree");
  EXPECT_EQ(f.canonical_unit("mm"), "mm");
  EXPECT_EQ(f.sent_unit("EM_voltage"), "V");
  EXPECT_FALSE(f.sent_unit("EM_magnification"));
  EXPECT_EQ(f.field_alias("technique"), "definition");
  EXPECT_EQ(f.field_alias("Sample_name"), "Sample_name");
  EXPECT_EQ(f.separators("definition"), " ,");
  EXPECT_EQ(f.separators("EM_voltage"), "");
}

TEST(Facility, sentinels_hold_for_their_parameter_only) {
  const auto& f = shipped();
  for (const char* text : {"-1.0", "-1", " -1.00 "}) EXPECT_TRUE(f.is_sentinel("EMMotionCorrection_frame_dose", text));
  EXPECT_FALSE(f.is_sentinel("EMMotionCorrection_frame_dose", "1.0"));
  EXPECT_FALSE(f.is_sentinel("EM_tilt_angle", "-1.0"));
  for (const char* text : {"NA", "n/a", "None", ""}) EXPECT_TRUE(f.is_sentinel("EM_tilt_angle", text)) << text;
  EXPECT_FALSE(f.is_sentinel("Sample_name", "Nancy"));
}

TEST(Facility, alias_version_changes_with_keys_and_with_nothing_else) {
  const auto plain = Facility::plain().alias_version();
  EXPECT_EQ(plain.size(), 16u);
  EXPECT_EQ(plain, "4a2495c4bf18115f");  // the same on every machine
  EXPECT_EQ(made_of("root_depth = 3\n[unit_aliases]\ndeg = \"degree\"").alias_version(), plain);
  EXPECT_EQ(made_of("[instruments]\n\"ID30A-1\" = []").alias_version(), plain);
  const auto a = made_of("[instruments]\n\"ID23-1\" = [\"id23eh1\"]").alias_version();
  const auto b = made_of("[proposals]\n\"id23eh1\" = \"id231\"").alias_version();
  const auto c = made_of("[mounts]\n\"/gpfs/*/data\" = \"/data\"").alias_version();
  EXPECT_NE(a, plain);
  EXPECT_NE(b, plain);
  EXPECT_NE(c, plain);
  EXPECT_NE(a, b);
}

TEST(Facility, mistakes_are_refused_with_their_line) {
  const std::pair<const char*, const char*> cases[] = {
      {"\nroot_dept = 5", "f.toml:2: \"root_dept\" is not known here, did you mean root_depth?"},
      {"zzz = 1", "f.toml:1: \"zzz\" is not known here; known are: "},
      {"root_depth = \"5\"", "f.toml:1: \"root_depth\" takes a whole number"},
      {"root_depth = 0", "f.toml:1: \"root_depth\" takes a whole number"},
      {"\n\n[instruments]\n\"ID1\" = \"id01\"", "f.toml:4: \"ID1\" takes a list of texts"},
      {"[instruments]\n\"ID-1\" = []\n\"ID1\" = []", "are the same instrument"},
      {"[instruments]\n\"ID1\" = [\"x\"]\n\"ID2\" = [\"X\"]",
       "f.toml:3: \"x\" is given twice: for \"id1\" and \"id2\""},
      {"[instruments]\n\"ID1\" = [\"id2\"]\n\"ID2\" = []", "\"id2\" is an instrument of its own"},
      {"[proposals]\na = \"b\"\nb = \"c\"", "\"a\" leads to \"b\", which is itself an alias"},
      {"[mounts]\n\"data\" = \"/data\"", "f.toml:2: \"data\" is no absolute folder"},
      {"[mounts]\n\"/data\" = \"data\"", "f.toml:2: the target of \"/data\" is no absolute path"},
      {"[mounts]\n\"/a\" = \"/b\"\n\"/b\" = \"/c\"", "\"/b\" is a target and is mapped on"},
      {"[sent_units]\nEM_voltage = { unti = \"V\" }", "f.toml:2: \"unti\" is not known here, did you mean unit?"},
      {"[sent_units]\nEM_voltage = { at_least = 3 }", "f.toml:2: the unit in which \"EM_voltage\" is sent is missing"},
      {"[separators]\nx = \"a\"", "f.toml:2: separators of \"x\" are blank, comma, semicolon or bar"},
      {"sentinels = 3", "f.toml:1: \"sentinels\" is a table: write [sentinels]"},
      {"a = \n", "f.toml:1: not TOML: "},
      {"\n[mounts]\n[mounts]", "f.toml:3: not TOML: "},
  };
  for (const auto& [toml, sentence] : cases)
    EXPECT_NE(refusal(toml).find(sentence), std::string::npos) << refusal(toml);
}

TEST(Facility, a_missing_file_is_named) {
  const auto facility = Facility::load("/nowhere/facility.toml");
  ASSERT_FALSE(facility);
  EXPECT_EQ(facility.error().code, ErrorCode::not_found);
  EXPECT_EQ(facility.error().subject, "/nowhere/facility.toml");
}

}  // namespace weft
