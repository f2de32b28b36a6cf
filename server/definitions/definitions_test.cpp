#include "definitions/definitions.h"

#include <gtest/gtest.h>

#include <set>

#include "definitions/explain.h"

namespace weft {
namespace {

const Definitions& esrf() {
  static const Definitions definitions = [] {
    auto loaded = Definitions::load("", WEFT_SOURCE_DIR "/definitions/facility.toml");
    EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
    return loaded ? *std::move(loaded) : Definitions{Dictionary(), Facility::plain()};
  }();
  return definitions;
}

Definitions made_of(std::string_view xml, std::string_view toml) {
  auto dictionary = Dictionary::read(xml, "cfg.xml");
  auto facility = Facility::read(toml, "facility.toml");
  EXPECT_TRUE(dictionary && facility);
  return {*std::move(dictionary), *std::move(facility)};
}

}  // namespace

TEST(Definitions, of_esrf_and_the_shipped_facility_are_consistent) {
  ASSERT_FALSE(esrf().dictionary.all().empty());
  for (const auto& sentence : check_definitions(esrf())) ADD_FAILURE() << sentence;
}

TEST(Definitions, all_34_unit_texts_of_esrf_are_understood) {
  std::set<std::string> units;
  for (const auto& definition : esrf().dictionary.all())
    if (!definition.units.empty()) units.insert(definition.units);
  EXPECT_EQ(units.size(), 34u);
  for (const auto& unit : units) EXPECT_TRUE(is_known_unit(esrf().facility.canonical_unit(unit))) << unit;
  EXPECT_NEAR((*conversion(esrf().facility.canonical_unit("a"), "day"))(1), 365.2422, 1e-4) << "years, not ares";
}

TEST(Definitions, every_kind_of_inconsistency_is_told) {
  const auto definitions =
      made_of("<group><x units='kV'>${EM_voltage}</x><y units='blah'>${Y}</y></group>",
              "revision_parameter = \"revsion\"\n[sent_units]\nEM_voltage = \"mm\"\nEM_votlage = \"V\"\nY = \"zork\"\n"
              "[unit_aliases]\nq = \"quux\"\n[field_aliases]\nY = \"EM_voltage\"\nt = \"EM_voltag\"");
  const std::set<std::string> expected = {
      "facility.toml speaks of EM_votlage, which the dictionary does not define, did you mean EM_voltage?",
      "the revision parameter revsion is not defined",
      "the unit blah (of Y) is not known: give it an alias in [unit_aliases]",
      "the unit alias q leads to quux, which is not known",
      "EM_voltage is said to be sent in mm, which does not convert to kV",
      "Y is said to be sent in zork, which is not known",
      "the field alias Y hides a defined parameter",
      "the field alias t leads to EM_voltag, which is not defined, did you mean EM_voltage?",
  };
  const auto sentences = check_definitions(definitions);
  EXPECT_EQ(std::set<std::string>(sentences.begin(), sentences.end()), expected);
}

TEST(Definitions, explain_adds_what_the_facility_knows) {
  const auto voltage = explain(esrf(), "EM_voltage");
  ASSERT_TRUE(voltage.definition);
  EXPECT_EQ(voltage.unit, "kV");
  EXPECT_EQ(voltage.sent_unit, "V");
  EXPECT_EQ(explain(esrf(), "SAXS_guinier_rg").unit, "nm");
  EXPECT_EQ(explain(esrf(), "EMMotionCorrection_frame_dose").sentinels, std::vector<std::string>{"-1.0"});
  EXPECT_EQ(explain(esrf(), "technique").name, "definition");
  EXPECT_EQ(explain(esrf(), "technique").separators, " ,");
  const auto text = to_text(voltage);
  for (const char* part : {"EM_voltage\n", "unit: kV\n", "sent in: V\n", "NeXus path: EM/voltage\n"})
    EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(Definitions, explain_helps_with_short_and_mistyped_names) {
  EXPECT_EQ(explain(esrf(), "voltage").candidates, std::vector<std::string>{"EM_voltage"});
  const auto mistyped = explain(esrf(), "EM_votlage");
  EXPECT_FALSE(mistyped.definition);
  ASSERT_FALSE(mistyped.near_names.empty());
  EXPECT_EQ(mistyped.near_names[0], "EM_voltage");
  EXPECT_NE(to_text(mistyped).find("defined: no; such parameters are kept"), std::string::npos);
}

TEST(Definitions, version_is_that_of_both_files) {
  const auto one = made_of("<x>${A}</x>", "").version();
  EXPECT_EQ(one, made_of("<x>${A}</x>", "").version());
  EXPECT_NE(one, made_of("<x>${B}</x>", "").version());
  EXPECT_NE(one, made_of("<x>${A}</x>", "[sentinels]\nA = [\"0\"]").version());
}

TEST(Definitions, a_missing_file_is_named) {
  const auto definitions = Definitions::load("/nowhere/hdf5_cfg.xml", WEFT_SOURCE_DIR "/definitions/facility.toml");
  ASSERT_FALSE(definitions);
  EXPECT_EQ(definitions.error().subject, "/nowhere/hdf5_cfg.xml");
}

TEST(Definitions, values_are_read_by_name) {
  EXPECT_EQ(esrf().reader("EM_voltage").read("300000").converted, 300);
  EXPECT_EQ(esrf().reader("unheard_of").read("3").converted, 3);
  EXPECT_EQ(esrf().reader("MXAutoprocIntegrationScaling_overall_r_merge").read(".513.513.513").number, std::nullopt);
}

}  // namespace weft
