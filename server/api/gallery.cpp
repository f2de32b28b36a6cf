#include "api/gallery.h"

#include "api/graph.h"
#include "files/spelling.h"

namespace weft {
namespace {

constexpr const char* kEndings = ".{png,jpg,jpeg,gif,tif,tiff,PNG,JPG,JPEG,GIF,TIF,TIFF}";
constexpr const char* kNamed = "ResourcesGalleryFilePaths";  // paths, separated by commas; from the ESRF's servers
constexpr int kMostImages = 1000, kMostNamed = 200;

Result<Gallery> list_images(const DatasetFiles& files, const Viewer& viewer, DatasetId dataset,
                            const std::string& pattern) {
  FileQuery query;
  query.glob = pattern + kEndings;
  query.limit = kMostImages;
  auto page = files.list(viewer, dataset, query);
  if (!page) return tl::make_unexpected(page.error());
  return Gallery{std::move(page->files), page->state, page->reason};
}

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n\"'[]");
  return from == text.npos ? "" : text.substr(from, text.find_last_not_of(" \t\r\n\"'[]") - from + 1);
}

// The paths that the parameter names, relative to the dataset's folder; those outside it are left out.
std::vector<std::string> named_paths(const Dataset& dataset) {
  std::vector<std::string> paths;
  const auto folder = dataset.key.location + "/";
  for (const auto& parameter : dataset.parameters) {
    if (parameter.name != kNamed) continue;
    for (std::string_view rest = parameter.text; !rest.empty() && paths.size() < kMostNamed;) {
      const auto end = std::min(rest.find_first_of(",;\n"), rest.size());
      auto path = trim(rest.substr(0, end));
      if (path.starts_with(folder)) path.remove_prefix(folder.size());
      if (is_path_below(path)) paths.emplace_back(path);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return paths;
}

std::string stem_of(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  return std::string(name.substr(0, name.rfind('.')));
}

// `text` in a pattern, meaning itself.
std::string as_pattern(const std::string& text) {
  std::string pattern;
  for (const char c : text) pattern += std::string_view("*?{},[]\\").find(c) == std::string_view::npos ? c : '?';
  return pattern;
}

}  // namespace

Result<Gallery> find_gallery(Store& store, const DatasetFiles& files, const Viewer& viewer, DatasetId id) {
  auto dataset = find_dataset(*store.read(viewer), id);
  if (!dataset) return tl::make_unexpected(dataset.error());
  auto named = files.find_all(viewer, id, named_paths(*dataset));
  if (!named) return tl::make_unexpected(named.error());
  if (!named->empty()) return Gallery{*std::move(named), ListState::listed, ""};
  auto inside = list_images(files, viewer, id, "gallery/*");
  if (!inside || !inside->images.empty()) return inside;
  return list_images(files, viewer, id, "*");
}

Result<std::string> find_role(Store& store, const DatasetFiles& files, const Viewer& viewer, DatasetId id,
                              const std::string& role) {
  if (role.empty() || role.size() > 100 || role.find('/') != role.npos)
    return fail(ErrorCode::invalid, "role is the end of a picture's name without its ending, such as _Scattering",
                "role");
  auto gallery = find_gallery(store, files, viewer, id);
  if (!gallery) return tl::make_unexpected(gallery.error());
  const auto first_of = [&role](const Gallery& among) -> const ListedFile* {
    for (const auto& image : among.images)
      if (stem_of(image.path).ends_with(role)) return &image;
    return nullptr;
  };
  if (const auto* found = first_of(*gallery)) return found->path;
  auto anywhere = list_images(files, viewer, id, "**/*" + as_pattern(role));
  if (!anywhere) return tl::make_unexpected(anywhere.error());
  if (const auto* found = first_of(*anywhere)) return found->path;
  if (anywhere->state == ListState::pending)
    return fail(ErrorCode::unavailable, "the folder has not been listed yet: ask again", "role");
  return fail(ErrorCode::not_found, "the dataset's folder has no picture whose name ends with " + role, "role");
}

}  // namespace weft
