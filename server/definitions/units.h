// Units of measurement, by UDUNITS-2. In: unit texts in UTF-8, aliases already replaced (Facility::canonical_unit).
// Out: conversions. UDUNITS is kept under one mutex; what it answered once is read under a shared lock. Any thread.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

union cv_converter;  // UDUNITS' own

namespace weft {

// From one unit to another of the same dimension. A small value. Takes no lock.
class Conversion {
 public:
  double operator()(double number) const;
  // An uncertainty has no offset: 1 degC is 1 K.
  double of_error(double number, double error) const;

 private:
  friend class Units;
  explicit Conversion(std::shared_ptr<const cv_converter> converter) : converter_(std::move(converter)) {}
  std::shared_ptr<const cv_converter> converter_;  // null: the same unit
};

// None when either is unknown or their dimensions differ. Beside UDUNITS' own units there are pixel, photon and
// electron, each a dimension of its own.
std::optional<Conversion> conversion(std::string_view from, std::string_view to);
bool is_known_unit(std::string_view unit);

// Throws with a sentence when UDUNITS' own files are missing. For start-up; the first use calls it otherwise.
void load_units();

}  // namespace weft
