// Value text: any bytes, read for parameters of several kinds. Holds what value.h promises.
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "definitions/value.h"

namespace {

using namespace weft;

struct Setting {
  Facility facility = *Facility::read(
      "[unit_aliases]\ndeg = \"degree\"\n[sent_units]\nvoltage = { unit = \"V\", at_least = 1000 }\n"
      "[sentinels]\n\"*\" = [\"NA\"]\ndose = [\"-1.0\"]\n[separators]\nlist = \" ,;\"\n",
      "fuzz.toml");
  ParameterDefinition voltage{.name = "voltage", .units = "kV"}, dose{.name = "dose", .units = "Gy"},
      angle{.name = "angle", .units = "deg"}, temperature{.name = "temperature", .units = "°C"}, list{.name = "list"};
};

void hold(const Value& value, std::string_view text) {
  CHECK(!value.number || std::isfinite(*value.number), "a number is finite");
  CHECK(value.number || (!value.error && !value.converted), "no error and no conversion without a number");
  CHECK(!value.is_missing || !value.number, "what is missing has no number");
  CHECK(value.numbers.empty() || value.numbers.size() == value.elements.size(), "all elements are numbers or none");
  for (const auto element : value.elements)
    CHECK(element.data() >= text.data() && element.data() + element.size() <= text.data() + text.size(),
          "elements are views into the text");
}

}  // namespace

// UDUNITS' own, told in units.cpp.
extern "C" const char* __lsan_default_suppressions() { return "leak:utlex"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Setting* setting = new Setting;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto* definition :
       {&setting->voltage, &setting->dose, &setting->angle, &setting->temperature, &setting->list})
    hold(read_value(definition, definition->name, text, setting->facility), text);
  hold(read_value(nullptr, "unknown", text, setting->facility), text);
  return 0;
}
