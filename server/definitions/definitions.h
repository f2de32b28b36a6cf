// Definitions: the facility's two files together, as every room above receives them. In: hdf5_cfg.xml and
// facility.toml. Out: one immutable bundle; any thread.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "definitions/dictionary.h"
#include "definitions/facility.h"
#include "definitions/value.h"

namespace weft {

struct Definitions {
  Dictionary dictionary;
  Facility facility;

  // "" stands for the default place (places.h). Also loads UDUNITS, so that a machine without its files fails here.
  static Result<Definitions> load(const std::string& definitions_file = "", const std::string& facility_file = "");

  // Changes whenever a text could be read as another number, or a name found differently: part of an index's header.
  std::string version() const;

  ValueReader reader(std::string_view name) const { return ValueReader(dictionary.find(name), name, facility); }
};

}  // namespace weft
