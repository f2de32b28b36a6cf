#include "files/media_type.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace weft {
namespace {

struct Ending {
  std::string_view ending;
  MediaType type;
};

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kHdf5 = "application/x-hdf5";

constexpr Ending kEndings[] = {
    {".png", {"image/png", true}},
    {".jpg", {"image/jpeg", true}},
    {".jpeg", {"image/jpeg", true}},
    {".gif", {"image/gif", true}},
    {".webp", {"image/webp", true}},
    {".bmp", {"image/bmp", true}},
    {".tif", {"image/tiff", true}},
    {".tiff", {"image/tiff", true}},
    {".mp4", {"video/mp4", true}},
    {".webm", {"video/webm", true}},
    {".txt", {kText, true}},
    {".log", {kText, true}},
    {".dat", {kText, true}},
    {".out", {kText, true}},
    {".lp", {kText, true}},
    {".inp", {kText, true}},
    {".cfg", {kText, true}},
    {".conf", {kText, true}},
    {".ini", {kText, true}},
    {".toml", {kText, true}},
    {".yaml", {kText, true}},
    {".yml", {kText, true}},
    {".md", {kText, true}},
    {".py", {kText, true}},
    {".sh", {kText, true}},
    {".hkl", {kText, true}},
    {".csv", {"text/csv; charset=utf-8", true}},
    {".json", {"application/json", true}},
    {".pdf", {"application/pdf", true}},
    {".xml", {"application/xml", false}},
    {".html", {"text/html", false}},
    {".htm", {"text/html", false}},
    {".xhtml", {"application/xhtml+xml", false}},
    {".svg", {"image/svg+xml", false}},
    {".js", {"text/javascript", false}},
    {".h5", {kHdf5, false}},
    {".hdf5", {kHdf5, false}},
    {".hdf", {kHdf5, false}},
    {".nx", {kHdf5, false}},
    {".nxs", {kHdf5, false}},
    {".cif", {"chemical/x-cif", false}},
    {".pdb", {"chemical/x-pdb", false}},
    {".zip", {"application/zip", false}},
    {".tar", {"application/x-tar", false}},
    {".gz", {"application/gzip", false}},
    {".bz2", {"application/x-bzip2", false}},
    {".xz", {"application/x-xz", false}},
    {".zst", {"application/zstd", false}},
};

}  // namespace

MediaType media_type_of(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto slash = path.rfind('/');
  const bool has_ending = dot != path.npos && (slash == path.npos || dot > slash);
  const auto ending = has_ending ? lower(path.substr(dot)) : std::string();
  const auto* found =
      std::find_if(std::begin(kEndings), std::end(kEndings), [&](const Ending& e) { return e.ending == ending; });
  return found == std::end(kEndings) ? MediaType{"application/octet-stream", false} : found->type;
}

}  // namespace weft
