#include "decode/hdf5/answer.h"

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "base/text.h"
#include "decode/hdf5/encode.h"
#include "decode/hdf5/file.h"
#include "decode/hdf5/filters.h"
#include "decode/hdf5/values.h"

namespace weft::hdf5 {
namespace {

constexpr const char* kJson = "application/json";
constexpr std::size_t kLongestName = 64 * 1024;  // bytes: what the format allows a name

void write_shape(JsonWriter& json, const Shape& shape, bool is_null) {
  if (is_null) {
    json.null();
    return;
  }
  json.begin_array();
  for (auto length : shape) json.value(length);
  json.end_array();
}

Result<std::vector<std::string>> attribute_names(hid_t at, H5_index_t order) {
  std::vector<std::string> names;
  hsize_t from = 0;
  const auto add = [](hid_t, const char* name, const H5A_info_t*, void* data) -> herr_t {
    static_cast<std::vector<std::string>*>(data)->emplace_back(name);
    return 0;
  };
  if (H5Aiterate2(at, order, H5_ITER_INC, &from, add, &names) < 0)
    return fail(ErrorCode::unreadable, "attributes cannot be read: the file is damaged");
  return names;
}

H5_index_t attribute_order(const Found& found) {
  const hid_t at = found.handle.get();
  const Handle made(found.type == H5I_GROUP     ? H5Gget_create_plist(at)
                    : found.type == H5I_DATASET ? H5Dget_create_plist(at)
                                                : H5Tget_create_plist(at));
  unsigned order = 0;
  H5Pget_attr_creation_order(made.get(), &order);
  return order & H5P_CRT_ORDER_TRACKED ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
}

Result<void> write_attribute(JsonWriter& json, hid_t at, const std::string& name) {
  const Handle attribute(H5Aopen(at, name.c_str(), H5P_DEFAULT));
  if (!attribute)
    return fail(ErrorCode::unreadable, "the attribute " + name + " cannot be opened: the file is damaged");
  const Handle stored(H5Aget_type(attribute.get())), space(H5Aget_space(attribute.get()));
  auto type = read_type(stored.get());
  if (!type) return tl::make_unexpected(type.error());
  bool is_null = false;
  const auto shape = read_shape(space.get(), is_null);
  if (!shape) return tl::make_unexpected(shape.error());
  json.begin_object().member("name", name).key("shape");
  write_shape(json, *shape, is_null);
  json.key("type").begin_object();
  write_type(json, *type);
  json.end_object().end_object();
  return {};
}

Result<void> write_attributes(JsonWriter& json, const Found& found) {
  auto names = attribute_names(found.handle.get(), H5_INDEX_NAME);
  if (!names) return tl::make_unexpected(names.error());
  std::sort(names->begin(), names->end());
  json.key("attributes").begin_array();
  for (const auto& name : *names)
    if (auto written = write_attribute(json, found.handle.get(), name); !written) return written;
  json.end_array();
  return {};
}

void write_chunks(JsonWriter& json, hid_t made) {
  json.key("chunks");
  std::array<hsize_t, H5S_MAX_RANK> chunk{};
  const bool is_chunked = H5Pget_layout(made) == H5D_CHUNKED;
  const int axes = is_chunked ? H5Pget_chunk(made, static_cast<int>(chunk.size()), chunk.data()) : -1;
  if (axes < 0) {
    json.null();
    return;
  }
  write_shape(json, Shape(chunk.begin(), chunk.begin() + axes), false);
}

void write_filters(JsonWriter& json, hid_t made) {
  const int count = H5Pget_nfilters(made);
  json.key("filters");
  if (count <= 0) {
    json.null();
    return;
  }
  json.begin_array();
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0, configuration = 0;
    std::size_t parameters = 0;
    std::array<char, 257> name{};
    const auto id = H5Pget_filter2(made, static_cast<unsigned>(i), &flags, &parameters, nullptr, name.size() - 1,
                                   name.data(), &configuration);
    json.begin_object().member("id", id).member("name", name.data()).end_object();
  }
  json.end_array();
}

Result<void> write_type_of(JsonWriter& json, hid_t stored) {
  auto type = read_type(stored);
  if (!type) return tl::make_unexpected(type.error());
  json.key("type").begin_object();
  write_type(json, *type);
  json.end_object();
  return {};
}

Result<void> write_dataset(JsonWriter& json, const Found& found) {
  const hid_t dataset = found.handle.get();
  const Handle made(H5Dget_create_plist(dataset)), space(H5Dget_space(dataset)), type(H5Dget_type(dataset));
  write_chunks(json, made.get());
  write_filters(json, made.get());
  bool is_null = false;
  const auto shape = read_shape(space.get(), is_null);
  if (!shape) return tl::make_unexpected(shape.error());
  json.member("kind", "dataset").member("name", found.name).key("shape");
  write_shape(json, *shape, is_null);
  return write_type_of(json, type.get());
}

void write_link(JsonWriter& json, const Found& found) {
  const bool is_external = found.link.type == H5L_TYPE_EXTERNAL, is_soft = found.link.type == H5L_TYPE_SOFT;
  json.member("kind", is_external ? "external_link" : is_soft ? "soft_link" : "other").member("name", found.name);
  if (is_external) json.member("target_file", found.link.target_file);
  if (is_external || is_soft) json.member("target_path", found.link.target_path);
}

// The members of h5grove's dictionaries stand in the order of their names.
class MetaWriter {
 public:
  MetaWriter(const File& file, std::size_t most) : file_(file), most_(most) {}

  Result<void> write(const Found& found, bool with_children) {
    json_.begin_object();
    if (auto written = write_members(found, with_children); !written) return written;
    json_.end_object();
    return {};
  }
  std::string take() { return json_.take(); }

 private:
  Result<void> write_members(const Found& found, bool with_children) {
    if (!found.handle) {
      write_link(json_, found);
      return {};
    }
    if (auto written = write_attributes(json_, found); !written) return written;
    if (found.type == H5I_DATASET) return write_dataset(json_, found);
    if (found.type == H5I_DATATYPE) {
      json_.member("kind", "datatype").member("name", found.name);
      return write_type_of(json_, found.handle.get());
    }
    if (with_children)
      if (auto written = write_children(found); !written) return written;
    json_.member("kind", "group").member("name", found.name);
    return {};
  }

  // A child that cannot be opened or told must not hide the others: it is said to be of another kind.
  Result<void> write_children(const Found& group) {
    const auto names = children(group);
    if (!names) return tl::make_unexpected(names.error());
    json_.key("children").begin_array();
    for (const auto& name : *names) {
      auto child = find_child(file_, group, name, Follow::when_valid);  // whatever is asked of the group itself
      MetaWriter inner(file_, most_);
      std::string text;
      if (child && inner.write(*child, false)) text = inner.take();
      if (text.empty()) {
        json_.begin_object().member("kind", "other").member("name", name).end_object();
        continue;
      }
      if (text.size() > most_) return fail(ErrorCode::too_large, "the group has more children than an answer may hold");
      most_ -= text.size();
      json_.raw(text);
    }
    json_.end_array();
    return {};
  }

  const File& file_;
  std::size_t most_;
  JsonWriter json_;
};

Result<Follow> read_follow(const std::string& said) {
  const auto word = lower(said);
  if (word.empty() || word == "only_valid") return Follow::when_valid;
  if (word == "true" || word == "all") return Follow::always;
  if (word == "false" || word == "none") return Follow::never;
  return fail(ErrorCode::invalid,
              said + " is not a valid value for link resolution. Accepted values are: all, none or only_valid",
              "resolve_links");
}

auto not_what(const Found& found, std::string_view wanted) {
  return fail(ErrorCode::invalid, found.path + " is not a " + std::string(wanted), found.path);
}

Result<Answer> answer_meta(const File& file, const Question& question, Follow follow) {
  auto found = find(file, question.path, follow);
  if (!found) return tl::make_unexpected(found.error());
  MetaWriter writer(file, question.most_bytes);
  if (auto written = writer.write(*found, true); !written) return tl::make_unexpected(written.error());
  return Answer{writer.take(), kJson, ""};
}

Result<void> write_attribute_value(JsonWriter& json, hid_t at, const std::string& name, std::size_t most) {
  if (name.find('\0') != name.npos || name.size() > kLongestName || H5Aexists(at, name.c_str()) <= 0)
    return fail(ErrorCode::not_found, "there is no attribute " + replace_invalid_utf8(name), name);
  const Handle attribute(H5Aopen(at, name.c_str(), H5P_DEFAULT));
  if (!attribute)
    return fail(ErrorCode::unreadable, "the attribute " + name + " cannot be opened: the file is damaged");
  const auto values = read_attribute(attribute.get(), most);
  if (!values) return tl::make_unexpected(values.error());
  json.key(name);
  return write_json(json, *values, false, most);
}

// Links are followed: of a broken one there are no attributes and no data.
Result<Found> find_content(const File& file, const std::string& path) { return find(file, path, Follow::always); }

Result<Answer> answer_attr(const File& file, const Question& question) {
  auto found = find_content(file, question.path);
  if (!found) return tl::make_unexpected(found.error());
  JsonWriter json;
  json.begin_object();
  auto names = question.attributes;
  if (names.empty()) {
    auto all = attribute_names(found->handle.get(), attribute_order(*found));
    if (!all) return tl::make_unexpected(all.error());
    names = std::move(*all);
  }
  for (const auto& name : names) {
    auto written = write_attribute_value(json, found->handle.get(), name, question.most_bytes);
    if (!written) return tl::make_unexpected(written.error());
  }
  json.end_object();
  return Answer{json.take(), kJson, ""};
}

Result<Form> read_form(const Question& question) {
  if (question.dtype == "safe") return Form::browsers;
  if (question.dtype.empty() || question.dtype == "origin")
    return question.format == "tiff" ? Form::native : Form::origin;
  return fail(ErrorCode::invalid, "Unsupported dtype " + question.dtype, "dtype");
}

Result<Answer> answer_data(const File& file, const Question& question) {
  auto found = find_content(file, question.path);
  if (!found) return tl::make_unexpected(found.error());
  if (found->type != H5I_DATASET) return not_what(*found, "dataset");
  const auto form = read_form(question);
  if (!form) return tl::make_unexpected(form.error());
  auto values = read_dataset(found->handle.get(), question.selection, *form, question.most_bytes);
  if (!values) return tl::make_unexpected(values.error());
  if (question.dtype == "safe" && (values->is_null || !values->type.is_numeric()))
    return fail(ErrorCode::invalid, "Unsupported dtype safe for non-numeric data", "dtype");
  auto encoded = encode(std::move(*values), question.format, question.flatten, question.most_bytes);
  if (!encoded) return tl::make_unexpected(encoded.error());
  return Answer{std::move(encoded->body), std::move(encoded->media_type), std::move(encoded->file_name),
                std::move(encoded->rest)};
}

Result<Answer> answer_paths(const File& file, const Question& question, Follow follow) {
  auto found = find(file, question.path, follow);
  if (!found) return tl::make_unexpected(found.error());
  if (found->type != H5I_GROUP) return not_what(*found, "group");
  const auto paths = all_paths(file, *found, follow, question.most_bytes);
  if (!paths) return tl::make_unexpected(paths.error());
  JsonWriter json;
  json.begin_array();
  for (const auto& path : *paths) json.value(path);
  json.end_array();
  return Answer{json.take(), kJson, ""};
}

}  // namespace

std::string Answer::text() const { return body + std::string(reinterpret_cast<const char*>(rest.data()), rest.size()); }

Result<Answer> answer(const Question& question) {
  const FileGate gate{question.roots};
  const GateInForce in_force(gate, {question.file, question.descriptor});
  know_filters();
  const auto follow = read_follow(question.resolve_links);
  if (!follow) return tl::make_unexpected(follow.error());
  const auto name =
      question.shown_name.empty() ? question.file.substr(question.file.rfind('/') + 1) : question.shown_name;
  const auto file = open_file(question.file, name);
  if (!file) return tl::make_unexpected(file.error());
  switch (question.asked) {
    case Asked::meta:
      return answer_meta(*file, question, *follow);
    case Asked::attr:
      return answer_attr(*file, question);
    case Asked::data:
      return answer_data(*file, question);
    case Asked::paths:
      return answer_paths(*file, question, *follow);
  }
  return fail(ErrorCode::internal, "a question of HDF5 that nobody answers");
}

}  // namespace weft::hdf5
