#include "app/commands/json.h"

#include <simdjson.h>

#include <cstdio>

namespace weft {

class JsonReader {
 public:
  static Json read(simdjson::dom::element element) {
    Json json;
    switch (element.type()) {
      case simdjson::dom::element_type::ARRAY:
        json.kind_ = Json::Kind::list;
        for (auto one : simdjson::dom::array(element)) json.list_.push_back(read(one));
        break;
      case simdjson::dom::element_type::OBJECT:
        json.kind_ = Json::Kind::object;
        for (auto [name, value] : simdjson::dom::object(element)) json.members_.emplace_back(name, read(value));
        break;
      case simdjson::dom::element_type::STRING:
        json.kind_ = Json::Kind::text;
        json.text_ = std::string_view(element);
        break;
      case simdjson::dom::element_type::NULL_VALUE:
        break;
      case simdjson::dom::element_type::BOOL:
        json.kind_ = Json::Kind::truth;
        json.whole_ = bool(element) ? 1 : 0;
        break;
      default:
        read_number(element, json);
    }
    return json;
  }

 private:
  static void read_number(simdjson::dom::element element, Json& json) {
    json.number_ = double(element);
    json.kind_ = element.is_int64() ? Json::Kind::whole : Json::Kind::number;
    if (element.is_int64()) json.whole_ = std::int64_t(element);
  }
};

Result<Json> Json::read(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (auto wrong = parser.parse(json.data(), json.size()).get(root))
    return fail(ErrorCode::malformed, std::string("this is no JSON: ") + simdjson::error_message(wrong));
  return JsonReader::read(root);
}

std::int64_t Json::whole() const { return kind_ == Kind::number ? static_cast<std::int64_t>(number_) : whole_; }

double Json::number() const { return kind_ == Kind::whole || kind_ == Kind::number ? number_ : 0; }

std::string Json::shown() const {
  switch (kind_) {
    case Kind::truth:
      return whole_ != 0 ? "yes" : "no";
    case Kind::whole:
      return std::to_string(whole_);
    case Kind::number: {
      char digits[32];
      std::snprintf(digits, sizeof digits, "%.10g", number_);
      return digits;
    }
    default:
      return text_;
  }
}

const Json& Json::operator[](std::string_view name) const {
  static const Json nothing;
  for (const auto& [own, value] : members_)
    if (own == name) return value;
  return nothing;
}

void Json::write(JsonWriter& json) const {
  switch (kind_) {
    case Kind::null:
      json.null();
      break;
    case Kind::truth:
      json.value(whole_ != 0);
      break;
    case Kind::whole:
      json.value(whole_);
      break;
    case Kind::number:
      json.value(number_);
      break;
    case Kind::text:
      json.value(text_);
      break;
    case Kind::list:
      json.begin_array();
      for (const auto& one : list_) one.write(json);
      json.end_array();
      break;
    case Kind::object:
      json.begin_object();
      for (const auto& [name, value] : members_) value.write(json.key(name));
      json.end_object();
  }
}

}  // namespace weft
