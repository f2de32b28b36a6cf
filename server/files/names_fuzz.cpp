// Any bytes as a path, as a spelled path and as a pattern. Never a crash; every path has one spelling, which reads
// back, and a pattern matches only what begins as it does.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "base/text.h"
#include "files/glob.h"
#include "files/media_type.h"
#include "files/spelling.h"

namespace {

using namespace weft;

void hold_spelling(std::string bytes) {
  std::erase(bytes, '\0');
  const auto spelled = spell_path(bytes);
  CHECK(is_utf8(spelled), "a spelling can be shown");
  const auto again = read_spelling(spelled);
  CHECK(again && *again == bytes, "a spelling reads back");
  CHECK(!media_type_of(bytes).name.empty(), "every file has a media type");
  if (!bytes.empty())
    CHECK(character_size(bytes) >= 1 && character_size(bytes) <= bytes.size(), "a character is inside");
}

void hold_reading(std::string_view spelled) {
  const auto bytes = read_spelling(spelled);
  if (!bytes) return;
  CHECK(bytes->find('\0') == std::string::npos, "no path has a zero byte");
  CHECK(*read_spelling(spell_path(*bytes)) == *bytes, "what is read is spelled and read the same");
}

void hold_glob(std::string_view pattern, std::string_view path) {
  const auto glob = Glob::read(pattern);
  if (!glob) return;
  if (glob->matches(path)) CHECK(path.starts_with(glob->beginning()), "what matches begins as the pattern does");
  const auto plain = Glob::is_one(pattern) ? Result<std::string>("") : read_spelling(pattern);
  const bool is_usual = plain && !plain->empty() && spell_path(*plain) == pattern;  // not one of several spellings
  if (is_usual) CHECK(glob->matches(*plain), "a path is its own pattern");
}

}  // namespace

// The first line is the pattern, the others are the path.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 2000) return 0;
  const std::string_view whole(reinterpret_cast<const char*>(data), size);
  const auto line = std::min(whole.find('\n'), whole.size());
  hold_spelling(std::string(whole));
  hold_reading(whole);
  hold_glob(whole.substr(0, line), whole.substr(std::min(line + 1, whole.size())));
  return 0;
}
