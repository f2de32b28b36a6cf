#include "base/json_writer.h"

#include <algorithm>
#include <cmath>
#include <optional>

#define RAPIDJSON_HAS_STDSTRING 1
// Not RAPIDJSON_SSE2: version 1.1 then leaves the control characters from 0x1A on as they are.
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/check.h"
#include "base/text.h"

namespace weft {

struct JsonWriter::State {
  rapidjson::StringBuffer buffer{nullptr, kUsualBytes};
  rapidjson::Writer<rapidjson::StringBuffer> plain{buffer};
  std::optional<rapidjson::PrettyWriter<rapidjson::StringBuffer>> pretty;

  explicit State(bool indented) {
    if (indented) pretty.emplace(buffer).SetIndent(' ', 2);
  }

  template <class Write>
  void write(Write&& act) {
    const bool legal = pretty ? act(*pretty) : act(plain);
    CHECK(legal, "JSON written out of order");
  }

  void clear() {
    buffer.Clear();
    plain.Reset(buffer);
    if (pretty) pretty->Reset(buffer);
  }

  static constexpr std::size_t kUsualBytes = 2048;
};

JsonWriter::JsonWriter(bool indented) : state_(std::make_unique<State>(indented)) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() {
  state_->write([](auto& w) { return w.StartObject(); });
  return *this;
}
JsonWriter& JsonWriter::end_object() {
  state_->write([](auto& w) { return w.EndObject(); });
  return *this;
}
JsonWriter& JsonWriter::begin_array() {
  state_->write([](auto& w) { return w.StartArray(); });
  return *this;
}
JsonWriter& JsonWriter::end_array() {
  state_->write([](auto& w) { return w.EndArray(); });
  return *this;
}
JsonWriter& JsonWriter::key(std::string_view name) {
  if (!is_utf8(name)) return key(replace_invalid_utf8(name));
  state_->write([&](auto& w) { return w.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); });
  return *this;
}
JsonWriter& JsonWriter::value(std::string_view text) {
  if (!is_utf8(text)) return value(replace_invalid_utf8(text));
  const char* data = text.empty() ? "" : text.data();
  state_->write([&](auto& w) { return w.String(data, static_cast<rapidjson::SizeType>(text.size())); });
  return *this;
}
JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  state_->write([&](auto& w) { return w.Double(number); });
  return *this;
}
JsonWriter& JsonWriter::value(bool truth) {
  state_->write([&](auto& w) { return w.Bool(truth); });
  return *this;
}
JsonWriter& JsonWriter::integer(std::int64_t number) {
  state_->write([&](auto& w) { return w.Int64(number); });
  return *this;
}
JsonWriter& JsonWriter::null() {
  state_->write([](auto& w) { return w.Null(); });
  return *this;
}
JsonWriter& JsonWriter::raw(std::string_view json) {
  // RapidJSON puts what stands before it; it would copy letter by letter.
  state_->write([](auto& w) { return w.RawValue("", 0, rapidjson::kObjectType); });
  std::copy(json.begin(), json.end(), state_->buffer.Push(json.size()));
  return *this;
}

std::string JsonWriter::take() {
  std::string text(state_->buffer.GetString(), state_->buffer.GetSize());
  state_->clear();
  return text;
}

}  // namespace weft
