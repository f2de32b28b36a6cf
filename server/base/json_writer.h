// Writes JSON text piece by piece; the caller keeps the order legal (key before value inside an object), CHECK says
// when not. Bytes that are not UTF-8 are written as U+FFFD, NaN and infinities as null. One thread a writer.
#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/ids.h"

namespace weft {

class JsonWriter {
 public:
  explicit JsonWriter(bool indented = false);
  ~JsonWriter();

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  JsonWriter& value(bool truth);
  JsonWriter& value(Time time) { return value(write_time(time)); }
  template <std::integral T>
  requires(!std::same_as<T, bool>) JsonWriter& value(T number) { return integer(static_cast<std::int64_t>(number)); }
  template <class Tag>
  JsonWriter& value(Id<Tag> id) {
    return integer(id.value);
  }
  JsonWriter& null();
  // A complete JSON text made elsewhere.
  JsonWriter& raw(std::string_view json);

  template <class T>
  JsonWriter& member(std::string_view name, T&& v) {
    return key(name).value(std::forward<T>(v));
  }

  std::string take();  // the text so far; the writer is empty afterwards

 private:
  JsonWriter& integer(std::int64_t number);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weft
