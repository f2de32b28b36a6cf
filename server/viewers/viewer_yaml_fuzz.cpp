// Any bytes as a viewer description. Never a crash; every finding has a place inside the file; what has no error is
// JSON with a name and a title.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "base/text.h"
#include "viewers/check.h"

namespace {

void hold(std::string_view text, const weft::CheckedViewer& checked) {
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  for (const auto& one : checked.findings) {
    CHECK(one.place.line >= 0 && one.place.line <= lines + 1, "a finding stands in the file");
    CHECK(!one.message.empty() && weft::is_utf8(one.message), "a finding can be shown");
  }
  CHECK(has_error(checked.findings) || (!checked.viewer.name.empty() && weft::is_utf8(checked.viewer.json)),
        "what has no error is a viewer");
}

}  // namespace

// UDUNITS' own, told in definitions/units.cpp.
extern "C" const char* __lsan_default_suppressions() { return "leak:utlex"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto* definitions = new weft::Definitions();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  hold(text, weft::check_viewer(text, "", *definitions));
  return 0;
}
