#include "app/portal_folder.h"

#include <filesystem>

#include "definitions/places.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

bool has(const fs::path& folder, const char* file) {
  std::error_code error;
  return fs::is_regular_file(folder / file, error);
}

}  // namespace

Result<std::string> portal_folder(const std::string& named) {
  if (!named.empty() && has(named, "index.html")) return named;
  if (!named.empty())
    return fail(ErrorCode::not_found,
                "--portal: there is no index.html in " + named + ": name the folder of a built portal", named);
  for (const fs::path folder : folders_above_executable()) {
    if (has(folder / "share/weft/portal", "index.html")) return (folder / "share/weft/portal").string();
    if (has(folder / "web", "package.json")) return (folder / "web/dist").string();
  }
  return std::string();
}

}  // namespace weft
