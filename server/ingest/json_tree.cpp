#include "ingest/json_tree.h"

#define SIMDJSON_EXCEPTIONS 0  // every one of its errors is looked at, or this does not compile
#include <simdjson.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/text.h"
#include "ingest/reading.h"

namespace weft {
namespace {

using namespace simdjson;

bool is_number(std::string_view text) {
  const auto digits = [&] {
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(end);
    return end;
  };
  const auto take = [&](std::string_view any) {
    const bool found = !text.empty() && any.find(text[0]) != std::string_view::npos;
    if (found) text.remove_prefix(1);
    return found;
  };
  take("-");
  const bool zero = !text.empty() && text[0] == '0';
  const auto whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (take(".") && digits() == 0) return false;
  if (take("eE")) {
    take("+-");
    if (digits() == 0) return false;
  }
  return text.empty();
}

class Builder {
 public:
  explicit Builder(ondemand::document& document) : document_(document) {}

  std::optional<Error> build(ondemand::object object, JsonTree& tree, int depth) {
    tree.kind = JsonTree::Kind::object;
    tree.names.reserve(kUsualMembers), tree.values.reserve(kUsualMembers);
    for (auto field : object) {
      std::string_view name;
      if (field.unescaped_key().get(name)) return malformed("a member's name is broken");
      if (name.find('\0') != std::string_view::npos) return malformed("a NUL (\\u0000) in a name");
      tree.names.emplace_back(name);
      ondemand::value value;
      if (field.value().get(value)) return malformed("a member has no value");
      if (auto error = build(value, tree.values.emplace_back(), depth)) return error;
    }
    return std::nullopt;
  }

  std::optional<Error> malformed(const std::string& what) const {
    const char* at = nullptr;
    const bool known = !document_.current_location().get(at) && start_ && at >= start_;
    const auto byte = known ? std::to_string(at - start_) : std::string("unknown");
    return Error{ErrorCode::malformed, "not JSON: " + what + (known ? " before byte " + byte : ""), "byte " + byte};
  }

  const char* start_ = nullptr;

 private:
  std::optional<Error> build(ondemand::value value, JsonTree& tree, int depth) {
    if (++count_ > kMaxJsonValues)
      return Error{ErrorCode::too_large, "more than " + std::to_string(kMaxJsonValues) + " values in one JSON", ""};
    if (depth >= kMaxDepth)
      return Error{ErrorCode::too_large, "JSON nests deeper than " + std::to_string(kMaxDepth), ""};
    ondemand::json_type type;
    if (value.type().get(type)) return malformed("a value is broken");
    switch (type) {
      case ondemand::json_type::object: {
        ondemand::object object;
        if (value.get_object().get(object)) return malformed("an object is broken");
        return build(object, tree, depth + 1);
      }
      case ondemand::json_type::array:
        return build_list(value, tree, depth + 1);
      case ondemand::json_type::string:
        return build_text(value, tree);
      case ondemand::json_type::number:
        return build_number(value, tree);
      case ondemand::json_type::boolean:
        return build_truth(value, tree);
      case ondemand::json_type::null:
        break;
    }
    bool null = false;
    if (value.is_null().get(null) || !null) return malformed("a value is broken");
    return std::nullopt;
  }

  std::optional<Error> build_list(ondemand::value& value, JsonTree& tree, int depth) {
    tree.kind = JsonTree::Kind::list;
    ondemand::array list;
    if (value.get_array().get(list)) return malformed("a list is broken");
    for (auto element : list) {
      ondemand::value one;
      if (element.get(one)) return malformed("a list is broken");
      if (auto error = build(one, tree.values.emplace_back(), depth)) return error;
    }
    return std::nullopt;
  }

  std::optional<Error> build_text(ondemand::value& value, JsonTree& tree) {
    tree.kind = JsonTree::Kind::text;
    std::string_view text;
    if (value.get_string().get(text)) return malformed("a text is broken");
    if (text.find('\0') != std::string_view::npos) return malformed("a NUL (\\u0000) in a text");
    tree.text = text;
    return std::nullopt;
  }

  std::optional<Error> build_number(ondemand::value& value, JsonTree& tree) {
    tree.kind = JsonTree::Kind::number;
    tree.text = trim(value.raw_json_token());
    // Steps over the token; the letters are what counts. Beyond a double (1e999) simdjson refuses.
    double ignored = 0;
    const bool read = !value.get_double().get(ignored);
    if (is_number(tree.text) && read) return std::nullopt;
    return malformed("'" + std::string(tree.text.substr(0, 40)) + "' is no number");
  }

  std::optional<Error> build_truth(ondemand::value& value, JsonTree& tree) {
    tree.kind = JsonTree::Kind::truth;
    bool truth = false;
    if (value.get_bool().get(truth)) return malformed("a value is broken");
    tree.text = truth ? "true" : "false";
    return std::nullopt;
  }

  static constexpr std::size_t kUsualMembers = 16;
  ondemand::document& document_;
  std::size_t count_ = 0;
};

class ReadingSpace {
 public:
  padded_string_view padded(std::string_view body) {
    if (bytes_.size() > kMostKept) bytes_ = {}, parser_ = std::make_unique<ondemand::parser>();
    if (bytes_.size() < body.size() + SIMDJSON_PADDING) bytes_.resize(body.size() + SIMDJSON_PADDING);
    std::copy(body.begin(), body.end(), bytes_.begin());
    std::fill_n(bytes_.begin() + static_cast<std::ptrdiff_t>(body.size()), SIMDJSON_PADDING, '\0');
    return padded_string_view(bytes_.data(), body.size(), bytes_.size());
  }
  ondemand::parser& parser() { return *parser_; }

 private:
  static constexpr std::size_t kMostKept = std::size_t{1} << 20;
  std::string bytes_;
  std::unique_ptr<ondemand::parser> parser_ = std::make_unique<ondemand::parser>();
};

}  // namespace

const JsonTree* JsonTree::find(std::string_view name) const {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return &values[i];
  return nullptr;
}

Result<JsonTree> read_json_tree(std::string_view body) {
  if (const auto good = utf8_prefix(body); good < body.size())
    return fail(ErrorCode::malformed, "not JSON: a byte that is not UTF-8 at byte " + std::to_string(good),
                "byte " + std::to_string(good));
  // Kept from message to message, unless it grew.
  static thread_local ReadingSpace space;
  const auto padded = space.padded(body);
  ondemand::document document;
  if (const auto error = space.parser().iterate(padded).get(document))
    return fail(ErrorCode::malformed, std::string("not JSON: ") + error_message(error), "body");
  Builder builder(document);
  builder.start_ = padded.data();
  JsonTree tree;
  ondemand::object object;
  if (document.get_object().get(object)) return tl::make_unexpected(*builder.malformed("no object"));
  if (auto error = builder.build(object, tree, 1)) return tl::make_unexpected(*error);
  const char* more = nullptr;
  if (!document.current_location().get(more))
    return fail(ErrorCode::malformed, "not JSON: more follows after the object", "body");
  return tree;
}

}  // namespace weft
