// Where the two files of this room are when nobody says. Reads the environment and the disk. Any thread.
//
// hdf5_cfg.xml, the first that exists of
//   $WEFT_DEFINITIONS (set and missing is an error)
//   DIR/share/weft/definitions/hdf5_cfg.xml, DIR/share/weft/hdf5_cfg.xml                         installed
//   DIR/.venv/lib/python3*/site-packages/icat_esrf_definitions/hdf5_cfg.xml                      in the source tree
//   /etc/weft/hdf5_cfg.xml
// facility.toml, the first that exists of
//   $WEFT_FACILITY (set and missing is an error), /etc/weft/facility.toml,
//   DIR/share/weft/definitions/facility.toml, DIR/share/weft/facility.toml, DIR/definitions/facility.toml
// where DIR is the folder of the executable or one of the four above it (bin/ -> the prefix; build/release/bin -> the
// source tree).
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace weft {
// Errors list the places that were looked at and say how to install the file.
Result<std::string> default_definitions_file();
Result<std::string> default_facility_file();
// The executable's folder and the four above it, nearest first.
std::vector<std::string> folders_above_executable();
}  // namespace weft
