// The small facility of the language's tests and fuzzer.
#pragma once
#include <string>
#include <vector>

#include "base/check.h"
#include "definitions/definitions.h"
#include "search/meaning.h"

namespace weft {

inline Definitions language_definitions() {
  constexpr const char* kDictionary = R"(<group NX_class="NXentry" groupName="${entry}">
    <a units="kV" NAPItype="NX_NUMBER" ESRF_description="Acceleration voltage">${EM_voltage}</a>
    <a units="eV" NAPItype="NX_FLOAT">${MX_energy}</a>
    <a units="Å" NAPItype="NX_NUMBER">${MX_resolution_limit_high}</a>
    <a units="Å" NAPItype="NX_NUMBER">${EM_resolution_limit_high}</a>
    <a units="electrons/Å²" NAPItype="NX_NUMBER">${EM_dose}</a>
    <a units="°C" NAPItype="NX_NUMBER">${Sample_temperature}</a>
    <a units="deg" NAPItype="NX_NUMBER">${EM_tilt_angle}</a>
    <a>${Sample_animal}</a>
    <a>${definition}</a>
    <a>${Process_program}</a>
    <a>${SAXS_guinier_points}</a>
    <a NAPItype="NX_NUMBER">${MX_images}</a>
    <a NAPItype="NX_DATE_TIME">${actual_start}</a>
  </group>)";
  constexpr const char* kFacility = R"(
    [instruments]
    "ID30A-1" = []
    "ID23-1" = ["id23eh1"]
    [proposals]
    "MX-9" = "mx2485"
    [mounts]
    "/gpfs/*/data" = "/data"
    [unit_aliases]
    "deg" = "degree"
    "KeV" = "keV"
    [sent_units]
    EM_voltage = { unit = "V", at_least = 1000 }
    [field_aliases]
    technique = "definition"
    program = "Process_program"
    beamline = "instrument"
  )";
  auto dictionary = Dictionary::read(kDictionary, "test.xml");
  auto facility = Facility::read(kFacility, "test.toml");
  CHECK(dictionary && facility, "the setting of the tests is wrong");
  return {std::move(*dictionary), std::move(*facility)};
}

// Some dataset bears "scanType"; nobody defined it.
inline KnownNames language_names() {
  return {[](const std::string& name) { return name == "scanType" || name == "voltage_of_mine"; },
          [] {
            return std::vector<std::string>{"scanType", "voltage_of_mine"};
          }};
}

}  // namespace weft
