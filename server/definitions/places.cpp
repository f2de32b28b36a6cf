#include "definitions/places.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace weft {
namespace {

namespace fs = std::filesystem;
using Places = std::vector<fs::path>;

// site-packages of every Python 3 in a virtual environment, newest name first.
Places site_packages(const fs::path& environment) {
  std::error_code error;
  Places out;
  for (fs::directory_iterator at(environment / "lib", error), end; !error && at != end; at.increment(error))
    if (at->path().filename().string().starts_with("python3")) out.push_back(at->path() / "site-packages");
  std::sort(out.rbegin(), out.rend());
  return out;
}

Result<std::string> first_existing(const char* variable, const Places& places, const std::string& what,
                                   const std::string& cure) {
  std::error_code error;
  if (const char* named = std::getenv(variable); named && *named) {
    if (fs::is_regular_file(named, error)) return std::string(named);
    return fail(ErrorCode::not_found, std::string(variable) + " names " + named + ", which is no file", named);
  }
  std::string looked_at;
  for (const auto& place : places) {
    if (fs::is_regular_file(place, error)) return place.string();
    looked_at += "\n  " + place.string();
  }
  return fail(ErrorCode::not_found, "there is no " + what + ". " + cure + " Looked at:" + looked_at, variable);
}

}  // namespace

std::vector<std::string> folders_above_executable() {
  std::error_code error;
  fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  std::vector<std::string> out;
  for (int i = 0; i < 5 && !folder.empty() && folder != folder.root_path(); ++i, folder = folder.parent_path())
    out.push_back(folder.string());
  return out;
}

Result<std::string> default_definitions_file() {
  Places places;
  for (const fs::path folder : folders_above_executable()) {
    places.push_back(folder / "share/weft/definitions/hdf5_cfg.xml");
    places.push_back(folder / "share/weft/hdf5_cfg.xml");
    for (const auto& packages : site_packages(folder / ".venv"))
      places.push_back(packages / "icat_esrf_definitions/hdf5_cfg.xml");
  }
  places.push_back("/etc/weft/hdf5_cfg.xml");
  return first_existing(
      "WEFT_DEFINITIONS", places, "hdf5_cfg.xml",
      "`./check` and `./demo` install ESRF's (pip install icat-esrf-definitions==3.8.0 into .venv); or "
      "name one by --definitions or WEFT_DEFINITIONS.");
}

Result<std::string> default_facility_file() {
  Places places = {"/etc/weft/facility.toml"};
  for (const fs::path folder : folders_above_executable()) {
    places.push_back(folder / "share/weft/definitions/facility.toml");
    places.push_back(folder / "share/weft/facility.toml");
    places.push_back(folder / "definitions/facility.toml");
  }
  return first_existing("WEFT_FACILITY", places, "facility.toml",
                        "It comes with Weft, as definitions/facility.toml; name one by --facility or WEFT_FACILITY.");
}

}  // namespace weft
