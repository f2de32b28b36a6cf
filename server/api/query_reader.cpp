#include "api/query_reader.h"

#include <algorithm>
#include <charconv>

namespace weft {

std::optional<std::int64_t> read_number(std::string_view text, std::int64_t most) {
  std::int64_t number = 0;
  auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size() || text.front() == '-' || number > most) return {};
  return number;
}

const std::string* QueryReader::find(std::string_view name) {
  asked_.emplace_back(name);
  const std::string* found = nullptr;
  for (const auto& [given, value] : request_.query) {
    if (given != name) continue;
    if (found) wrong(name, "is given twice: give it once");
    found = &value;
  }
  return found;
}

std::string QueryReader::text(std::string_view name) {
  const auto* value = find(name);
  if (value && value->empty()) wrong(name, "is empty: leave it out or give it a value");
  return value ? *value : "";
}

std::string QueryReader::text_or_empty(std::string_view name) {
  const auto* value = find(name);
  return value ? *value : "";
}

std::vector<std::string> QueryReader::texts(std::string_view name) {
  asked_.emplace_back(name);
  std::vector<std::string> values;
  for (const auto& [given, value] : request_.query)
    if (given == name) values.push_back(value);
  return values;
}

std::int64_t QueryReader::number(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  const auto* value = find(name);
  if (!value) return otherwise;
  auto number = read_number(*value, most);
  if (number && *number >= least) return *number;
  wrong(name,
        "is \"" + *value + "\": give a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return otherwise;
}

bool QueryReader::truth(std::string_view name) { return choice(name, {"false", "true"}, 0) == 1; }

std::size_t QueryReader::choice(std::string_view name, const std::vector<std::string_view>& choices,
                                std::size_t otherwise) {
  const auto* value = find(name);
  if (!value) return otherwise;
  auto found = std::find(choices.begin(), choices.end(), *value);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  std::string list;
  for (auto choice : choices) list += (list.empty() ? "" : ", ") + std::string(choice);
  wrong(name, "is \"" + *value + "\": choose one of " + list);
  return otherwise;
}

void QueryReader::wrong(std::string_view name, std::string what) {
  if (!error_) error_ = Error{ErrorCode::invalid, std::string(name) + " " + what, std::string(name)};
}

Result<void> QueryReader::done() {
  for (const auto& [name, value] : request_.query) {
    if (error_ || std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    std::string list;
    for (const auto& known : asked_) list += ", " + known;
    error_ = Error{ErrorCode::invalid, "\"" + name + "\" is no parameter here; there are " + list.substr(2), name};
  }
  if (error_) return tl::make_unexpected(*error_);
  return {};
}

Result<std::int64_t> path_id(const Request& request, std::string_view what) {
  if (auto id = read_number(request.named.at(0)); id && *id > 0) return *id;
  return nothing_there(what, request.named.at(0));
}

tl::unexpected<Error> nothing_there(std::string_view what, std::string_view id) {
  return fail(ErrorCode::not_found, "there is no " + std::string(what) + " " + std::string(id), std::string(id));
}

}  // namespace weft
