// Facility: what facility.toml says beside the dictionary. In: the file. Out: normal forms of proposals, instruments
// and paths (both sides of every comparison go through here), and the habits of senders: separators, sentinels, units
// sent in practice, the revision parameter. Immutable after loading; any thread.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace weft {

// What senders of one parameter are known to do.
struct ParameterHabits {
  // The unit of a bare number in practice; with bounds only for numbers of that size (scipion sends EM_voltage 300000,
  // in V; a client that follows the dictionary sends 300, in kV).
  struct SentUnit {
    std::string unit;
    std::optional<double> at_least, at_most;  // of the magnitude, both inclusive
    bool applies_to(double number) const;
  };
  std::optional<SentUnit> sent_unit;
  std::vector<std::string> sentinels;    // lower case
  std::vector<double> sentinel_numbers;  // those of them that are numbers
  std::optional<std::string> separators;
};

class Facility {
 public:
  // Errors name the line of the file and what was expected there.
  static Result<Facility> load(const std::string& file);
  static Result<Facility> read(std::string_view toml, const std::string& file_name);
  // Built in: no aliases at all. For tests.
  static Facility plain();

  // "MX-2485", "mx2485 " -> "mx2485": lower case, blanks and hyphens dropped, then the alias table.
  std::string proposal_key(std::string_view sent) const;
  // "ID30A-1", "id30a1" -> "id30a1"; "id23eh1", "id23-1" -> "id231": lower case, hyphens dropped, then the alias table.
  std::string instrument_key(std::string_view sent) const;
  // What people read for a key: "id30a1" -> "ID30A-1"; an unknown instrument in upper case.
  std::string instrument_name(std::string_view key) const;

  // An absolute path in normal form: mount points mapped ("/gpfs/easy/data/x" -> "/data/x"), `//`, `.`, `..` and a
  // trailing `/` gone, ASCII blanks trimmed. None when `sent` is not absolute or holds a NUL.
  std::optional<std::string> path(std::string_view sent) const;

  // A folder that merely contains an input is taken for it only if it has at least this many components.
  int root_depth() const { return root_depth_; }
  // The parameter whose integer value orders the statements of a dataset; "" when the facility has none.
  const std::string& revision_parameter() const { return revision_parameter_; }
  // Changes whenever a key or normal path could: the hash of all alias tables.
  const std::string& alias_version() const { return alias_version_; }

  // Hash of the whole file's bytes.
  const std::string& version() const { return version_; }

  // Below: what the dictionary lacks; used when texts are read as numbers (value.h).
  std::string canonical_unit(std::string_view sent) const;                   // "deg" -> "degree"; itself when no alias
  std::optional<std::string> sent_unit(const std::string& parameter) const;  // EM_voltage -> "V"
  bool is_sentinel(const std::string& parameter, std::string_view text) const;  // EMMotionCorrection_frame_dose "-1.0"
  std::string separators(const std::string& parameter) const;  // each character is one; "" when the file says nothing
  std::string field_alias(std::string_view field) const;       // technique -> definition; itself when none

  // All of it at once, for readers of many values: null when nothing is said of that parameter. Lives as long as the
  // facility.
  const ParameterHabits* habits(std::string_view parameter) const;
  const ParameterHabits& habits_of_all() const { return habits_of_all_; }

  // For `weft definitions check`: the parameters the file names, and its unit aliases.
  std::vector<std::string_view> parameters() const;
  const std::map<std::string, std::string, std::less<>>& unit_aliases() const { return unit_aliases_; }
  const std::map<std::string, std::string, std::less<>>& field_aliases() const { return field_aliases_; }

 private:
  friend class FacilityReader;
  struct Mount {
    std::vector<std::string> from;  // components; "*" is any one
    std::string to;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  const std::string* map_mount(const std::vector<std::string_view>& parts, std::size_t& dropped) const;

  std::map<std::string, std::string, std::less<>> proposals_;         // key -> key
  std::map<std::string, std::string, std::less<>> instruments_;       // key -> key
  std::map<std::string, std::string, std::less<>> instrument_names_;  // key -> what people read
  std::vector<Mount> mounts_;                                         // most components first
  std::map<std::string, std::string, std::less<>> unit_aliases_;
  std::map<std::string, std::string, std::less<>> field_aliases_;
  std::unordered_map<std::string, ParameterHabits, TextHash, std::equal_to<>> habits_;
  ParameterHabits habits_of_all_;  // sentinels only
  int root_depth_ = 5;
  std::string revision_parameter_;
  std::string alias_version_;
  std::string version_;
};

}  // namespace weft
