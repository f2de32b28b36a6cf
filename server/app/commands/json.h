// Json: an answer of the server as a value that can be walked. What is not there is null, so that a reader need not ask
// twice. In: JSON text. Immutable once read; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"

namespace weft {

class Json {
 public:
  enum class Kind { null, truth, whole, number, text, list, object };
  using Member = std::pair<std::string, Json>;

  static Result<Json> read(std::string_view json);

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool truth() const { return kind_ == Kind::truth && whole_ != 0; }
  std::int64_t whole() const;                        // 0 when it is no number
  double number() const;                             // 0 when it is no number
  const std::string& text() const { return text_; }  // "" when it is no text
  std::string shown() const;                         // of a text, number or truth, as a person reads it
  const std::vector<Json>& list() const { return list_; }
  const std::vector<Member>& members() const { return members_; }
  const Json& operator[](std::string_view name) const;  // null when there is no such member

  void write(JsonWriter& json) const;

 private:
  friend class JsonReader;
  Kind kind_ = Kind::null;
  std::int64_t whole_ = 0;
  double number_ = 0;
  std::string text_;
  std::vector<Json> list_;
  std::vector<Member> members_;
};

}  // namespace weft
