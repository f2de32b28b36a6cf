#include "definitions/definitions.h"

#include "definitions/places.h"
#include "definitions/stable_hash.h"

namespace weft {

Result<Definitions> Definitions::load(const std::string& definitions_file, const std::string& facility_file) {
  load_units();
  const auto xml = definitions_file.empty() ? default_definitions_file() : Result<std::string>(definitions_file);
  if (!xml) return tl::make_unexpected(xml.error());
  const auto toml = facility_file.empty() ? default_facility_file() : Result<std::string>(facility_file);
  if (!toml) return tl::make_unexpected(toml.error());
  auto dictionary = Dictionary::load(*xml);
  if (!dictionary) return tl::make_unexpected(dictionary.error());
  auto facility = Facility::load(*toml);
  if (!facility) return tl::make_unexpected(facility.error());
  return Definitions{*std::move(dictionary), *std::move(facility)};
}

std::string Definitions::version() const {
  // The first word changes when value.cpp reads a text differently.
  return StableHash().add("values 1").add(dictionary.version()).add(facility.version()).hex();
}

}  // namespace weft
