// Dictionary: the names a facility has defined. In: its hdf5_cfg.xml (of icat-esrf-definitions 3.x, or the older trees
// with <group> and leaf or <field> elements). Out: ParameterDefinition by exact name, short names and near names for
// people. Immutable after loading; any thread.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace weft {

struct ParameterDefinition {
  std::string name;                      // the text of ${...}, never derived from the path (EMCTF_angle is ctf/angle)
  std::vector<std::string> nexus_paths;  // below the NXentry: "EM/voltage"; six names of 3.8.0 have two
  std::string napi_type;                 // NX_CHAR, NX_NUMBER, NX_FLOAT, NX_INT, NX_BOOLEAN, NX_DATE_TIME
  std::string units;                     // as written: "kV", "electrons/Å²", "" when none
  std::string description;
  std::string deprecated;  // the reason; "" when it is not
  std::string record;      // initial | final | ""
  std::string separators;  // read off the description ("provided as a space-separated list"); "" for one value
  bool mandatory = false;

  bool is_numeric() const { return napi_type == "NX_NUMBER" || napi_type == "NX_FLOAT" || napi_type == "NX_INT"; }
};

class Dictionary {
 public:
  // Errors name line and column of the file and what was expected there.
  static Result<Dictionary> load(const std::string& file);
  static Result<Dictionary> read(std::string_view xml, const std::string& file_name);

  // By exact name; null when it is not defined (which is no error: unknown parameters are kept). Lives as long as the
  // dictionary.
  const ParameterDefinition* find(std::string_view name) const;
  // All, in the order of the file.
  const std::vector<ParameterDefinition>& all() const { return definitions_; }
  std::size_t field_count() const { return field_count_; }

  // The names a short one may stand for, sorted: itself, and all that end in "_" + short_name (case counts).
  std::vector<std::string> candidates(std::string_view short_name) const;
  // Names a person may have meant, nearest first.
  std::vector<std::string> near_names(std::string_view name, std::size_t limit = 3) const;

  // Hash of the file's bytes.
  const std::string& version() const { return version_; }

 private:
  friend class DictionaryReader;
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::vector<ParameterDefinition> definitions_;
  std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> by_name_;
  std::size_t field_count_ = 0;
  std::string version_;
};

}  // namespace weft
