// A small dictionary and facility, enough of every kind, for the tests of this room. Read once; any thread.
#pragma once
#include "base/check.h"
#include "definitions/definitions.h"

namespace weft {

// energy (keV), exposure (s), count (integer, no unit), motors (blanks part its values), angles (deg, a list), dose (-1
// means none), taken (a date), good (truth), title (text), radius (unknown to the dictionary, sent in nm);
// MX_resolution and EM_resolution share a short name. Instruments ID30A-1 (= massif1) and ID30B; technique is an alias
// of definition; blanks and commas part definitions.
inline const Definitions& small_definitions() {
  static const Definitions definitions = [] {
    load_units();
    auto dictionary = Dictionary::read(R"(
      <group groupName="${entry}" NX_class="NXentry">
        <definition NAPItype="NX_CHAR" ESRF_description="Technique.">${definition}</definition>
        <energy NAPItype="NX_FLOAT" units="keV">${energy}</energy>
        <exposure NAPItype="NX_NUMBER" units="s">${exposure}</exposure>
        <count NAPItype="NX_INT">${count}</count>
        <motors NAPItype="NX_CHAR" ESRF_description="Names, provided as a space-separated list.">${motors}</motors>
        <angles NAPItype="NX_NUMBER" units="deg">${angles}</angles>
        <dose NAPItype="NX_NUMBER" units="Gy">${dose}</dose>
        <taken NAPItype="NX_DATE_TIME">${taken}</taken>
        <good NAPItype="NX_BOOLEAN">${good}</good>
        <title NAPItype="NX_CHAR">${title}</title>
        <mx NAPItype="NX_NUMBER" units="angstrom">${MX_resolution}</mx>
        <em NAPItype="NX_NUMBER" units="angstrom">${EM_resolution}</em>
      </group>)",
                                       "small.xml");
    CHECK(dictionary.has_value(), "the small dictionary cannot be read: " + dictionary.error().message);
    auto facility = Facility::read(R"(
      [instruments]
      "ID30A-1" = ["massif1"]
      "ID30B" = []
      [unit_aliases]
      "deg" = "degree"
      [sent_units]
      radius = "nm"
      [sentinels]
      "*" = ["", "NA"]
      dose = ["-1"]
      [separators]
      definition = " ,"
      [field_aliases]
      technique = "definition"
      )",
                                   "small.toml");
    CHECK(facility.has_value(), "the small facility cannot be read: " + facility.error().message);
    return Definitions{*std::move(dictionary), *std::move(facility)};
  }();
  return definitions;
}

}  // namespace weft
