#include <cstdio>
#include <stdexcept>

#include "app/commands/verbs.h"
#include "base/text.h"

namespace weft {

void Context::print(std::string_view text) const {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw std::runtime_error("the output could not be written");
}

void Context::tell(std::string_view line) const {
  if (quiet) return;
  std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
}

Result<std::int64_t> find_dataset(Server& server, const std::string& named) {
  const std::string number = named.rfind('#', 0) == 0 ? named.substr(1) : named;
  if (!number.empty() && number.size() < 16 && number.find_first_not_of("0123456789") == std::string::npos)
    return std::stoll(number);
  if (named.rfind('/', 0) != 0)
    return fail(
        ErrorCode::invalid,
        "'" + named + "' is no dataset: give its number (42) or its folder (/data/visitor/...); weft list finds it",
        named);
  auto found = server.list("/api/v1/datasets", {{"location", named}, {"deleted", "true"}}, "datasets", 20);
  if (!found) return tl::make_unexpected(found.error());
  if (found->rows.empty())
    return fail(ErrorCode::not_found, "no dataset stands in the folder " + named + ": weft list finds what there is",
                named);
  if (found->rows.size() == 1) return found->rows.front()["id"].whole();
  std::string several = "several datasets stand in " + named + ", say which:";
  for (const auto& one : found->rows)
    several += "\n  " + one["id"].shown() + "  " + one["proposal"].text() + "  " + one["name"].text();
  return fail(ErrorCode::conflict, several, named);
}

}  // namespace weft
