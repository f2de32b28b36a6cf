#include "decode/hdf5/file.h"

#include <cerrno>
#include <optional>

#include "base/text.h"

namespace weft::hdf5 {
namespace {

auto damaged(const std::string& what) { return fail(ErrorCode::unreadable, what + ": the file is damaged"); }

std::string last_segment(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string join(std::string path, const std::string& name) {
  while (path.ends_with('/')) path.pop_back();
  return path + "/" + name;
}

Link read_link(hid_t at, const char* name, const H5L_info_t& info) {
  Link link;
  link.type = info.type;
  if (info.type != H5L_TYPE_SOFT && info.type != H5L_TYPE_EXTERNAL) return link;
  std::string value(info.u.val_size, '\0');
  if (value.empty() || H5Lget_val(at, name, value.data(), value.size(), H5P_DEFAULT) < 0) return link;
  if (info.type == H5L_TYPE_SOFT) {
    link.target_path = value.c_str();
    return link;
  }
  const char *file = nullptr, *path = nullptr;
  unsigned flags = 0;
  if (H5Lunpack_elink_val(value.data(), value.size(), &flags, &file, &path) < 0) return link;
  link.target_file = file;
  link.target_path = path;
  return link;
}

std::string shown(const Link& link) {
  if (link.type == H5L_TYPE_SOFT) return "<SoftLink to \"" + link.target_path + "\">";
  return "<ExternalLink to \"" + link.target_path + "\" in file \"" + link.target_file + "\"";  // so in h5py
}

// `name` seen from `at`; `path` is what it is called towards people.
Result<Found> find_from(const File& file, hid_t at, const std::string& name, const std::string& path, Follow follow) {
  Found found{path, last_segment(path), H5I_UNINIT, {}, {}};
  const bool is_root = name == "/";
  H5L_info_t info{};
  if (name.find('\0') != name.npos || (!is_root && H5Lget_info(at, name.c_str(), &info, H5P_DEFAULT) < 0))
    return fail(ErrorCode::not_found, replace_invalid_utf8(path) + " is not a valid path in " + file.name, path);
  if (!is_root) found.link = read_link(at, name.c_str(), info);
  const bool is_hard = found.link.type == H5L_TYPE_HARD;
  if (!is_hard && follow == Follow::never) return found;
  found.handle = Handle(H5Oopen(at, name.c_str(), H5P_DEFAULT));
  if (found.handle) {
    found.type = H5Iget_type(found.handle.get());
    return found;
  }
  if (is_hard)
    return fail(ErrorCode::unreadable, path + " cannot be opened in " + file.name + ": the file is damaged", path);
  if (follow == Follow::always)
    return fail(ErrorCode::not_found, "Cannot resolve " + shown(found.link) + " at " + path + " of " + file.name, path);
  return found;
}

H5_index_t order_of(hid_t group) {
  const Handle made(H5Gget_create_plist(group));
  unsigned order = 0;
  H5Pget_link_creation_order(made.get(), &order);
  return order & H5P_CRT_ORDER_TRACKED ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
}

struct Visit {
  const File& file;
  const Found& group;
  Follow follow;
  std::size_t left;  // bytes
  std::vector<std::string> paths;
  std::optional<Error> error;
};

herr_t visit(hid_t group, const char* name, const H5L_info_t* info, void* data) {
  auto& visit = *static_cast<Visit*>(data);
  auto path = join(visit.group.path, name);
  if (path.size() + 8 > visit.left) {
    visit.error = Error{ErrorCode::too_large, "the file has more paths than an answer may hold", visit.file.name};
    return -1;
  }
  visit.left -= path.size() + 8;
  if (visit.follow == Follow::always && info->type != H5L_TYPE_HARD) {
    auto found = find_from(visit.file, group, name, path, Follow::always);
    if (!found) {
      visit.error = found.error();
      return -1;
    }
  }
  visit.paths.push_back(std::move(path));
  return 0;
}

}  // namespace

Result<File> open_file(const std::string& path, const std::string& shown_name) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  why_not_opened();
  const Handle access = gated_access();
  Handle opened(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()));
  if (opened) return File{std::move(opened), shown_name};
  const int why = why_not_opened();
  if (why == ENOENT || why == ENOTDIR) return fail(ErrorCode::not_found, "File not found!", shown_name);
  if (why == EACCES || why == EPERM)
    return fail(ErrorCode::forbidden, "Cannot read file: Permission denied!", shown_name);
  return fail(ErrorCode::unreadable,
              shown_name + " cannot be read as HDF5: it is another sort of file, damaged, or still being written",
              shown_name);
}

Result<Found> find(const File& file, const std::string& path, Follow follow) {
  return find_from(file, file.handle.get(), path, path, follow);
}

Result<std::vector<std::string>> children(const Found& group) {
  std::vector<std::string> names;
  hsize_t from = 0;
  const auto add = [](hid_t, const char* name, const H5L_info_t*, void* data) -> herr_t {
    static_cast<std::vector<std::string>*>(data)->emplace_back(name);
    return 0;
  };
  if (H5Literate(group.handle.get(), order_of(group.handle.get()), H5_ITER_INC, &from, add, &names) < 0)
    return damaged("the links of " + group.path + " cannot be read");
  return names;
}

Result<Found> find_child(const File& file, const Found& group, const std::string& name, Follow follow) {
  return find_from(file, group.handle.get(), name, join(group.path, name), follow);
}

Result<std::vector<std::string>> all_paths(const File& file, const Found& group, Follow follow, std::size_t most) {
  Visit all{file, group, follow, most, {group.path}, std::nullopt};
  const auto done = H5Lvisit(group.handle.get(), H5_INDEX_NAME, H5_ITER_INC, visit, &all);
  if (all.error) return tl::make_unexpected(*all.error);
  if (done < 0) return damaged("the links below " + group.path + " cannot be read");
  return std::move(all.paths);
}

}  // namespace weft::hdf5
