#include "decode/decode.h"

#include <charconv>

namespace weft {
namespace {

template <class Number>
Result<Number> read(std::string_view name, const std::string& text, Number least, Number most) {
  Number value{};
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong == std::errc() && end == text.data() + text.size() && value >= least && value <= most) return value;
  const auto shown = [](Number number) {
    std::string written = std::to_string(number);
    if (written.find('.') != written.npos) written.erase(written.find_last_not_of('0') + 1);
    if (written.ends_with('.')) written.pop_back();
    return written;
  };
  return fail(ErrorCode::invalid, std::string(name) + " is a number from " + shown(least) + " to " + shown(most),
              std::string(name));
}

}  // namespace

const std::string* DecodeRequest::find(std::string_view name) const {
  const std::string* found = nullptr;
  for (const auto& [key, value] : parameters)
    if (key == name) found = &value;
  return found;
}

std::string DecodeRequest::text(std::string_view name, std::string_view otherwise) const {
  const auto* found = find(name);
  return found ? *found : std::string(otherwise);
}

Result<std::int64_t> DecodeRequest::integer(std::string_view name, std::int64_t least, std::int64_t most,
                                            std::int64_t otherwise) const {
  const auto* found = find(name);
  return found ? read(name, *found, least, most) : Result<std::int64_t>(otherwise);
}

Result<double> DecodeRequest::number(std::string_view name, double least, double most, double otherwise) const {
  const auto* found = find(name);
  return found ? read(name, *found, least, most) : Result<double>(otherwise);
}

void give(DecodeOutput& output, std::string media_type, std::string_view bytes) {
  output.begin({std::move(media_type), bytes.size(), {}});
  output.write(bytes);
}

}  // namespace weft
