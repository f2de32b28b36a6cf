// The verbs of `weft`: what each was asked (filled by command_line.cpp) and the function that does it. Each answers the
// exit code: 0 done, 1 something was found wrong or refused. One thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "app/commands/look.h"
#include "app/commands/server.h"
#include "app/offline.h"
#include "base/result.h"

namespace weft {

// What all verbs know.
struct Context {
  Server& server;
  Look out;  // of stdout
  Look err;  // of stderr
  bool json = false;
  bool quiet = false;
  std::string definitions;       // hdf5_cfg.xml; "" the usual place
  std::string facility;          // facility.toml; "" the usual place
  OfflineServer* own = nullptr;  // `server` is this process's own: what reads everything reads its store

  void print(std::string_view text) const;  // to stdout
  void tell(std::string_view line) const;   // to stderr, unless quiet
};

struct SendVerb {
  std::vector<std::string> files;  // "-" is stdin
  std::string destination;
  bool no_wait = false;
};

struct LoadVerb {
  std::string file;  // "-" is stdin
  std::string destination;
  std::int64_t from_line = 1;
  bool no_wait = false;
};

struct ListVerb {
  std::string proposal, instrument, investigation, sample, type, name, location;
  bool deleted = false;
  bool csv = false;
  std::int64_t limit = 50;  // 0: all
};

struct SearchVerb {
  std::string query;
  std::string from;  // id or folder
  std::string sort;
  std::vector<std::string> facets, columns;
  bool deleted = false;
  bool csv = false;
  std::int64_t limit = 50;  // 0: all
};

struct WatchVerb {
  std::string query;
  std::string from;
  std::string after;       // go on from this position; "": begin now
  std::int64_t count = 0;  // end after so many; 0: never
};

struct ShowVerb {
  std::string dataset;  // id or folder
  bool history = false;
  bool full = false;  // nothing is cut
};

struct FilesVerb {
  std::string dataset;  // id or folder
  std::string prefix, glob;
  std::int64_t limit = 1000;  // 0: all
};

struct LineageVerb {
  std::string dataset;
  bool ancestors = false, descendants = false;  // neither: both
  int depth = 0;
  bool all = false;  // every sibling
};

struct MessagesVerb {
  std::string state;  // "" any
  std::string destination, code;
  std::int64_t limit = 20;  // 0: all
  std::int64_t body = 0;    // print this body instead
};

struct ReplayVerb {
  std::vector<std::int64_t> messages;
  std::string state;  // refused | waiting | ""
  std::string destination, code;
};

// delete and restore
struct ActVerb {
  std::string dataset;
  std::string reason;
  bool restore = false;
};

struct DefinitionsVerb {
  enum class What { list, explain, check } what = What::list;
  std::string name;  // of explain; of list: only names that contain it
};

struct ViewersVerb {
  enum class What { list, check } what = What::list;
  std::vector<std::string> files;  // of check; "-" is stdin
  std::string folder;              // of list; "" the usual place
};

struct ExportVerb {
  bool canonical = false;
  std::string output;  // "" or "-": stdout
};

struct SynthVerb {
  std::int64_t datasets = 1000;
  std::int64_t seed = 1;
  std::string output;  // "" or "-": stdout
  int queries = 0;     // write constants for so many queries instead
};

struct CheckVerb {};

struct StatsVerb {
  std::string query;
  std::string by;
  bool csv = false;
};

Result<int> run(const SendVerb& verb, Context& context);
Result<int> run(const LoadVerb& verb, Context& context);
Result<int> run(const ListVerb& verb, Context& context);
Result<int> run(const SearchVerb& verb, Context& context);
Result<int> run(const WatchVerb& verb, Context& context);
Result<int> run(const ShowVerb& verb, Context& context);
Result<int> run(const FilesVerb& verb, Context& context);
Result<int> run(const LineageVerb& verb, Context& context);
Result<int> run(const MessagesVerb& verb, Context& context);
Result<int> run(const ReplayVerb& verb, Context& context);
Result<int> run(const ActVerb& verb, Context& context);
Result<int> run(const DefinitionsVerb& verb, Context& context);
Result<int> run(const ViewersVerb& verb, Context& context);
Result<int> run(const ExportVerb& verb, Context& context);
Result<int> run(const SynthVerb& verb, Context& context);
Result<int> run(const CheckVerb& verb, Context& context);
Result<int> run(const StatsVerb& verb, Context& context);

// The id of the dataset a person names: a number, or a folder in which exactly one stands.
Result<std::int64_t> find_dataset(Server& server, const std::string& named);

}  // namespace weft
