#include "definitions/dictionary.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "definitions/near_names.h"
#include "definitions/places.h"

namespace weft {
namespace {

// ESRF's 3.8.0, from the package icat-esrf-definitions.
const Dictionary& esrf() {
  static const Dictionary dictionary = [] {
    const auto file = default_definitions_file();
    EXPECT_TRUE(file.has_value()) << file.error().message;
    if (!file) return Dictionary();
    auto loaded = Dictionary::load(*file);
    EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
    return loaded ? *std::move(loaded) : Dictionary();
  }();
  return dictionary;
}

Dictionary made_of(std::string_view xml) {
  auto dictionary = Dictionary::read(xml, "cfg.xml");
  EXPECT_TRUE(dictionary.has_value()) << dictionary.error().message;
  return dictionary ? *std::move(dictionary) : Dictionary();
}

std::string refusal(std::string_view xml) {
  const auto dictionary = Dictionary::read(xml, "cfg.xml");
  return dictionary ? "accepted" : dictionary.error().message;
}

}  // namespace

TEST(Dictionary, of_esrf_3_8_0_has_1261_names_in_1267_fields) {
  EXPECT_EQ(esrf().all().size(), 1261u) << "run ./check once: it installs icat-esrf-definitions==3.8.0";
  EXPECT_EQ(esrf().field_count(), 1267u);
  EXPECT_EQ(esrf().find("entry"), nullptr);
  std::set<std::string> two_paths;
  for (const auto& definition : esrf().all())
    if (definition.nexus_paths.size() > 1) two_paths.insert(definition.name);
  const std::set<std::string> expected = {"InstrumentSource_current_end",
                                          "Source_current_start",
                                          "TOMO_i0_end",
                                          "TOMO_i0_start",
                                          "TOMO_it_end",
                                          "TOMO_it_start"};
  EXPECT_EQ(two_paths, expected);
}

TEST(Dictionary, keeps_all_that_a_field_says) {
  const auto* voltage = esrf().find("EM_voltage");
  ASSERT_TRUE(voltage);
  EXPECT_EQ(voltage->units, "kV");
  EXPECT_EQ(voltage->napi_type, "NX_NUMBER");
  EXPECT_TRUE(voltage->is_numeric());
  EXPECT_EQ(voltage->description, "Acceleration voltage of the electron beam.");
  EXPECT_FALSE(voltage->mandatory);
  const auto* sample = esrf().find("Sample_name");
  ASSERT_TRUE(sample);
  EXPECT_TRUE(sample->mandatory);
  EXPECT_EQ(sample->record, "final");
  EXPECT_EQ(sample->nexus_paths, std::vector<std::string>{"sample/name"});
  int mandatory = 0, deprecated = 0;
  for (const auto& definition : esrf().all())
    mandatory += definition.mandatory, deprecated += !definition.deprecated.empty();
  EXPECT_EQ(mandatory, 6);
  EXPECT_EQ(deprecated, 25);
}

TEST(Dictionary, reads_separators_off_the_descriptions) {
  const std::pair<const char*, const char*> cases[] = {{"definition", " "},
                                                       {"input_datasets", ","},
                                                       {"DOI_users", ";"},
                                                       {"DOI_rights", ""},
                                                       {"InstrumentSlitPrimary_blade_up", " "},
                                                       {"Compression_scope", ","},
                                                       {"EM_voltage", ""}};
  for (const auto& [name, separators] : cases) {
    const auto* definition = esrf().find(name);
    ASSERT_TRUE(definition) << name;
    EXPECT_EQ(definition->separators, separators) << name;
  }
}

TEST(Dictionary, names_are_never_derived_from_paths) {
  const auto* angle = esrf().find("EMCTF_angle");
  ASSERT_TRUE(angle);
  EXPECT_EQ(angle->nexus_paths.size(), 1u);
  EXPECT_EQ(angle->nexus_paths[0].rfind("/angle"), angle->nexus_paths[0].size() - 6);
  EXPECT_TRUE(esrf().find("saxs_definition.version"));
  EXPECT_FALSE(esrf().find("em_voltage")) << "names are exact";
}

TEST(Dictionary, reads_trees_of_older_releases) {
  // The tree shown by ESRF in 2023, with a <field> leaf as in 2.x and a constant.
  const auto d = made_of(R"(<group NX_class="NXsubentry" groupName="EM">
  <protein_acronym ESRF_description="Protein acronym" NAPItype="NX_CHAR">${EM_protein_acronym}</protein_acronym>
  <voltage ESRF_description="Voltage" NAPItype="NX_CHAR">${EM_voltage}</voltage>
  <definition>NXem</definition>
  <field name="dose" NAPItype="NX_FLOAT" ESRF_description="" units="Gy" record="final"> ${EM_dose} </field>
  <field>${EM_bare}</field>
  <group NX_class="NXcollection" groupName="motioncorrection">
    <total_motion ESRF_description="Total motion" NAPItype="NX_CHAR">${EMMotionCorrection_total_motion}</total_motion>
  </group>
</group>)");
  EXPECT_EQ(d.all().size(), 5u);
  EXPECT_EQ(d.find("EMMotionCorrection_total_motion")->nexus_paths[0], "EM/motioncorrection/total_motion");
  EXPECT_EQ(d.find("EM_dose")->nexus_paths[0], "EM/dose");
  EXPECT_EQ(d.find("EM_dose")->units, "Gy");
  EXPECT_EQ(d.find("EM_bare")->nexus_paths[0], "EM/EM_bare");
  EXPECT_EQ(d.find("EM_bare")->napi_type, "NX_CHAR");
}

TEST(Dictionary, mistakes_are_refused_with_line_and_column) {
  const std::pair<const char*, const char*> cases[] = {
      {"<a>\n<b>${X}</c></a>", "cfg.xml:2:"},
      {"", "cfg.xml:1:1: not XML: "},
      {"<group/>", "cfg.xml:1:1: no parameter is defined here"},
      {"<group>\n  <x>${A</x></group>", "cfg.xml:2:4: expected one name as ${name}, found ${A"},
      {"<group><x>${}</x></group>", "expected one name as ${name}"},
      {"<group><x>${A}${B}</x></group>", "expected one name as ${name}"},
  };
  for (const auto& [xml, sentence] : cases) EXPECT_NE(refusal(xml).find(sentence), std::string::npos) << refusal(xml);
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<group>";
  deep += "<x>${A}</x>";
  for (int i = 0; i < 100; ++i) deep += "</group>";
  EXPECT_NE(refusal(deep).find("nested deeper than 64"), std::string::npos);
}

TEST(Dictionary, expands_no_entities) {
  EXPECT_EQ(made_of(R"(<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x ESRF_description="&e;">${A}</x>)")
                .find("A")
                ->description,
            "&e;");
}

TEST(Dictionary, short_names_have_candidates) {
  EXPECT_EQ(esrf().candidates("voltage"), std::vector<std::string>{"EM_voltage"});
  EXPECT_GT(esrf().candidates("method").size(), 1u);
  EXPECT_EQ(esrf().candidates("EM_voltage"), std::vector<std::string>{"EM_voltage"});
  EXPECT_TRUE(esrf().candidates("").empty());
  EXPECT_TRUE(esrf().candidates("oltage").empty()) << "whole words only";
  std::map<std::string, int> suffixes;  // what follows the first "_"
  for (const auto& definition : esrf().all())
    if (const auto at = definition.name.find('_'); at != std::string::npos) ++suffixes[definition.name.substr(at + 1)];
  int ambiguous = 0;
  for (const auto& [suffix, count] : suffixes) {
    ambiguous += count > 1;
    EXPECT_GE(esrf().candidates(suffix).size(), static_cast<std::size_t>(count)) << suffix;
  }
  EXPECT_EQ(ambiguous, 99);
}

TEST(Dictionary, mistyped_names_have_near_ones) {
  EXPECT_EQ(esrf().near_names("EM_votlage", 1), std::vector<std::string>{"EM_voltage"});
  EXPECT_EQ(esrf().near_names("em_voltage", 1), std::vector<std::string>{"EM_voltage"});
  const auto near = esrf().near_names("MXAutoprocIntegrationScaling_overall_cc_ano");
  ASSERT_FALSE(near.empty());
  EXPECT_EQ(near[0], "MXAutoprocIntegrationScaling_overall_ccAno");
  EXPECT_TRUE(esrf().near_names("completely_something_else_altogether").empty());
}

TEST(Dictionary, version_is_that_of_the_bytes) {
  EXPECT_EQ(made_of("<x>${A}</x>").version(), made_of("<x>${A}</x>").version());
  EXPECT_NE(made_of("<x>${A}</x>").version(), made_of("<x>${B}</x>").version());
}

TEST(NearNames, count_edits) {
  EXPECT_EQ(edit_distance("abc", "ABC"), 0u);
  EXPECT_EQ(edit_distance("abc", "acb"), 1u);
  EXPECT_EQ(edit_distance("abc", "ab"), 1u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(did_you_mean("zz", {"root_depth"}), "");
  EXPECT_EQ(did_you_mean("root_dept", {"mounts", "root_depth"}), ", did you mean root_depth?");
}

TEST(Places, a_named_file_that_is_missing_is_an_error) {
  const char* before = std::getenv("WEFT_FACILITY");
  const std::string kept = before ? before : "";
  setenv("WEFT_FACILITY", "/nowhere/facility.toml", 1);
  const auto file = default_facility_file();
  before ? setenv("WEFT_FACILITY", kept.c_str(), 1) : unsetenv("WEFT_FACILITY");
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("WEFT_FACILITY names /nowhere/facility.toml"), std::string::npos);
}

TEST(Places, the_shipped_facility_is_found_from_the_build_folder) {
  const auto file = default_facility_file();
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_TRUE(file->ends_with("/facility.toml"));
}

}  // namespace weft
