// A parameter's text, read as a number. In: the text as sent (never altered), its definition if there is one, the
// facility's habits. Out: Value. Every text is tried as a number whatever its declared type. Any thread; a plain number
// takes no lock and no memory.
//
//   value   = number [error] [unit] | list | text          blanks around are trimmed
//   number  = ["+" | "-" | "−"] (digits ["." digits] | "." digits) [("e" | "E") ["+" | "-"] digits]
//   error   = ("±" | "+-" | "+/-") number without sign
//   unit    = what Facility::canonical_unit and UDUNITS-2 read. Touching a number (12keV) only when it is a sign (%, °,
//             Å ...), an alias of the facility, or converts to the parameter's own unit: "3d", "1A" are names.
//   list    = "[" ... "]" or "(" ... ")" as Python prints it, values parted by the parameter's separators, or, for any
//             parameter, numbers parted by commas. A text is tried whole first.
// No numbers: inf, nan, hexadecimal, "1,5" (there is no decimal comma: a list), "8-81", "12 (3)", magnitudes beyond
// double. `C` is the coulomb, as UDUNITS has it: "10.0 C" for a temperature is kept without converted number.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "definitions/dictionary.h"
#include "definitions/facility.h"
#include "definitions/units.h"

namespace weft {

struct Value {
  std::optional<double> number;  // as sent, in `unit`
  std::optional<double> error;   // in `unit`
  std::string unit;              // as sent, else the unit it is known to be in; "" when not known

  // In the parameter's own unit (ValueReader::unit()): what is indexed and compared. The number itself when neither
  // side has a unit: that compares with bare numbers only. None when a unit was sent that does not convert.
  std::optional<double> converted;
  std::optional<double> converted_error;

  std::optional<bool> truth;  // true, false in any case; 1, 0 where the dictionary says NX_BOOLEAN
  bool is_missing = false;    // a text that means "no value" (NA, -1.0 for EMMotionCorrection_frame_dose)

  std::vector<std::string_view> elements;  // of a list of two or more, or one in brackets; views into the text
  std::vector<double> numbers;             // the elements in the parameter's own unit, if all are plain numbers

  std::string remark;  // why there is no converted number though there is a number; "" otherwise
};

// Reads many values of one parameter; about 50 ns for a plain number, half of it from_chars. Holds views: definition,
// name and facility must live longer.
class ValueReader {
 public:
  ValueReader(const ParameterDefinition* definition, std::string_view name, const Facility& facility);
  Value read(std::string_view text) const;
  // The parameter's own unit: the dictionary's, else the one sent in practice, else "".
  const std::string& unit() const { return *unit_; }

 private:
  bool is_sentinel(double number) const;
  void set_number(Value& value, double number) const;
  void read_other(Value& value, std::string_view text) const;
  bool read_quantity(Value& value, std::string_view text) const;
  bool set_unit(Value& value, std::string_view unit, bool touches) const;
  void read_list(Value& value, std::string_view text) const;
  void read_list_numbers(Value& value) const;

  const ParameterDefinition* definition_;
  std::string_view name_;
  const Facility& facility_;
  const ParameterHabits* habits_;
  const std::string* unit_;
  std::string_view separators_;
  std::optional<Conversion> from_sent_;  // from the unit sent in practice
};

Value read_value(const ParameterDefinition* definition_or_null, std::string_view name, std::string_view text,
                 const Facility& facility);

}  // namespace weft
