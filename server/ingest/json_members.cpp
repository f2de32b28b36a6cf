#include "ingest/json_members.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/text.h"

namespace weft {
namespace {

using Kind = JsonTree::Kind;

bool is_plain(const JsonTree& value) { return value.is(Kind::text) || value.is(Kind::number) || value.is(Kind::truth); }

// [1,2] is "1,2"; [[1,2],[3,4]] is "1,2 3,4".
std::optional<std::string> joined(const JsonTree& list, bool inner) {
  std::string text;
  const bool nested = !inner && !list.values.empty() &&
                      std::all_of(list.values.begin(), list.values.end(), [](auto& v) { return v.is(Kind::list); });
  for (std::size_t i = 0; i < list.values.size(); ++i) {
    if (i) text += nested ? ' ' : ',';
    if (nested) {
      const auto row = joined(list.values[i], true);
      if (!row) return std::nullopt;
      text += *row;
    } else if (is_plain(list.values[i])) {
      text += list.values[i].text;
    } else {
      return std::nullopt;
    }
  }
  return text;
}

// A parameter's value, or no value at all when it is an object or a list of other things.
std::optional<std::optional<std::string>> parameter_value(const JsonTree& value) {
  if (value.is(Kind::null)) return std::optional<std::string>{};
  if (is_plain(value)) return std::optional<std::string>(value.text);
  if (value.is(Kind::object)) return std::nullopt;
  auto text = joined(value, false);
  if (!text) return std::nullopt;
  return text;
}

std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto changed = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string clipped(std::string_view text) { return replace_invalid_utf8(text.substr(0, 80)); }

constexpr std::string_view kValue = "a text, number, true, false, null or a list of these";

}  // namespace

const JsonTree* JsonMembers::ask(std::string_view name) {
  asked_.push_back(name);
  return failed() ? nullptr : object_.find(name);
}

void JsonMembers::fail_with(Error error) {
  if (!error_) error_ = std::move(error);
}

void JsonMembers::wrong(std::string_view name, std::string_view wanted) {
  fail_with({ErrorCode::invalid, "member '" + std::string(name) + "' of " + where_ + " must be " + std::string(wanted),
             std::string(name)});
}

bool JsonMembers::is_text(std::string_view name) const {
  const auto* found = object_.find(name);
  return found && found->is(JsonTree::Kind::text);
}

std::string JsonMembers::text(std::string_view name) {
  const auto* value = ask(name);
  if (!value) return {};
  if (!value->is(Kind::text)) return wrong(name, "a text"), std::string();
  return std::string(value->text);
}

std::string JsonMembers::token(std::string_view name) {
  const auto* value = ask(name);
  if (!value) return {};
  if (!value->is(Kind::text) && !value->is(Kind::number)) return wrong(name, "a text or a number"), std::string();
  return std::string(value->text);
}

bool JsonMembers::truth(std::string_view name, bool otherwise) {
  const auto* value = ask(name);
  if (!value) return otherwise;
  if (!value->is(Kind::truth)) return wrong(name, "true or false"), otherwise;
  return value->text == "true";
}

std::optional<std::int64_t> JsonMembers::whole_number(std::string_view name) {
  const auto* value = ask(name);
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  const char* end = value->text.data() + value->text.size();
  const auto read = std::from_chars(value->text.data(), end, number);
  if (!value->is(Kind::number) || read.ec != std::errc{} || read.ptr != end || number < 0)
    return wrong(name, "a whole number, 0 or more"), std::nullopt;
  return number;
}

std::optional<std::string> JsonMembers::value(std::string_view name) {
  const auto* value = ask(name);
  if (!value) {
    wrong(name, kValue);
    return std::nullopt;
  }
  const auto text = parameter_value(*value);
  if (!text) wrong(name, kValue);
  return text.value_or(std::nullopt);
}

std::vector<ParameterText> JsonMembers::parameters(std::string_view name) {
  std::vector<ParameterText> parameters;
  const auto* members = object(name);
  if (!members) return parameters;
  parameters.reserve(members->names.size());
  for (std::size_t i = 0; i < members->names.size(); ++i) {
    auto text = parameter_value(members->values[i]);
    if (!text) return wrong(clipped(members->names[i]), kValue), parameters;
    parameters.push_back({std::string(members->names[i]), std::move(*text)});
  }
  return parameters;
}

const JsonTree* JsonMembers::list(std::string_view name) {
  const auto* value = ask(name);
  if (value && !value->is(Kind::list)) return wrong(name, "a list"), nullptr;
  return value;
}

const JsonTree* JsonMembers::object(std::string_view name) {
  const auto* value = ask(name);
  if (value && !value->is(Kind::object)) return wrong(name, "an object"), nullptr;
  return value;
}

std::string JsonMembers::near(std::string_view name) const {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  if (name.size() > 40) return best;
  for (const auto& asked : asked_) {
    const auto distance = edits(lower(name), lower(asked));
    if (distance < least) least = distance, best = asked;
  }
  return best;
}

void JsonMembers::allow_no_others() {
  for (const auto& name : object_.names) {
    if (failed()) return;
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
      const auto meant = near(name);
      std::string known;
      for (const auto& asked : asked_) (known += known.empty() ? "" : ", ") += asked;
      fail_with({ErrorCode::invalid,
                 where_ + " has no member '" + clipped(name) + "'" +
                     (meant.empty() ? "; known are " + known : ": did you mean '" + meant + "'?"),
                 clipped(name)});
    } else if (std::count(object_.names.begin(), object_.names.end(), name) > 1) {
      fail_with({ErrorCode::invalid, "member '" + std::string(name) + "' of " + where_ + " stands twice: send one",
                 std::string(name)});
    }
  }
}

}  // namespace weft
