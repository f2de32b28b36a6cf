// The only file that knows UDUNITS-2.
#include "definitions/units.h"

#include <udunits2.h>

#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <unordered_map>

#include "base/text.h"

namespace weft {
namespace {

// What senders write, not all that UDUNITS reads ("seconds since 1970-01-01", "lg(re 1 mW)"): short, letters, digits,
// the signs of products and powers.
bool looks_like_unit(std::string_view text) {
  constexpr std::size_t kLongest = 48;
  if (text.empty() || text.size() > kLongest || text.front() == ' ' || text.back() == ' ') return false;
  for (const char* word : {" since ", " after ", " from ", " ref "})
    if (text.find(word) != std::string_view::npos) return false;
  int powers = 0;  // "m^9^9^9": UDUNITS would multiply for ever
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte >= 0x80 || c == '_';
    const bool sign = c == '/' || c == '*' || c == '.' || c == '^' || c == '-' || c == '%' || c == ' ';
    if (!letter && !sign && !(c >= '0' && c <= '9')) return false;
    powers += c == '^';
  }
  return powers <= 4 && is_utf8(text);
}

// 30 Å are 2.9999999999999996 nm by multiplication. The number of 15 digits stands for those within the noise of it, so
// that they are equal to, and counted with, what was sent in the unit itself; other numbers stay as they are.
double without_noise(double number) {
  constexpr double kNoise = 4 * std::numeric_limits<double>::epsilon();  // relative
  std::array<char, 32> digits;
  double rounded = number;
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::scientific, 14);
  if (error != std::errc{} || std::from_chars(digits.data(), end, rounded).ec != std::errc{}) return number;
  return std::abs(rounded - number) <= kNoise * std::abs(number) ? rounded : number;
}

}  // namespace

class Units {
 public:
  static Units& instance() {
    static Units units;
    return units;
  }

  std::optional<Conversion> conversion(std::string_view from, std::string_view to) {
    if (from == to && known(from)) return Conversion(nullptr);
    std::string key(from);
    key.append(1, '\0').append(to);
    {
      const std::shared_lock lock(reading_);
      if (const auto found = conversions_.find(key); found != conversions_.end()) return found->second;
    }
    const std::unique_lock lock(reading_);
    const auto answer = ask(from, to);
    conversions_.emplace(std::move(key), answer);
    return answer;
  }

  bool known(std::string_view unit) {
    {
      const std::shared_lock lock(reading_);
      if (const auto found = units_.find(unit); found != units_.end()) return found->second != nullptr;
    }
    const std::unique_lock lock(reading_);
    forget_when_full();
    return parsed(unit) != nullptr;
  }

 private:
  static constexpr std::size_t kMostRemembered = 20000;

  Units() {
    ut_set_error_message_handler(ut_ignore);
    system_ = ut_read_xml(nullptr);
    if (!system_)
      throw std::runtime_error(
          "UDUNITS-2 cannot read its units: install libudunits2-data, or name its udunits2.xml by UDUNITS2_XML_PATH");
    for (const char* name : {"pixel", "photon", "electron"}) {
      ut_unit* base = ut_new_base_unit(system_);
      ut_map_name_to_unit(name, UT_UTF8, base);
      ut_map_name_to_unit((std::string(name) + "s").c_str(), UT_UTF8, base);
      ut_free(base);  // the maps hold copies
    }
  }

  // Both below: reading_ is held alone.
  std::optional<Conversion> ask(std::string_view from, std::string_view to) {
    forget_when_full();
    ut_unit* a = parsed(from);
    ut_unit* b = parsed(to);
    if (!a || !b || !ut_are_convertible(a, b)) return std::nullopt;
    cv_converter* converter = ut_get_converter(a, b);
    if (!converter) return std::nullopt;
    return Conversion(std::shared_ptr<const cv_converter>(
        converter, [](const cv_converter* done) { cv_free(const_cast<cv_converter*>(done)); }));
  }

  ut_unit* parsed(std::string_view text) {
    if (const auto found = units_.find(text); found != units_.end()) return found->second.get();
    std::string unit(text);
    // UDUNITS 2.2.28 leaks the last word of a text with a syntax error ("m/"): a few bytes for each new such text.
    ut_unit* answer = looks_like_unit(text) ? ut_parse(system_, unit.c_str(), UT_UTF8) : nullptr;
    units_.emplace(std::move(unit), Unit(answer));
    return answer;
  }

  // Senders' nonsense must not fill the memory.
  void forget_when_full() {
    if (units_.size() < kMostRemembered && conversions_.size() < kMostRemembered) return;
    conversions_.clear();
    units_.clear();
  }

  struct Free {
    void operator()(ut_unit* unit) const { ut_free(unit); }
  };
  using Unit = std::unique_ptr<ut_unit, Free>;
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <class T>
  using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

  std::shared_mutex reading_;  // alone: UDUNITS itself; shared: the two maps
  ut_system* system_ = nullptr;
  ByText<Unit> units_;
  ByText<std::optional<Conversion>> conversions_;
};

double Conversion::operator()(double number) const {
  return converter_ ? without_noise(cv_convert_double(const_cast<cv_converter*>(converter_.get()), number)) : number;
}

double Conversion::of_error(double number, double error) const {
  return converter_ ? std::abs((*this)(number + error) - (*this)(number)) : error;
}

std::optional<Conversion> conversion(std::string_view from, std::string_view to) {
  return Units::instance().conversion(from, to);
}

bool is_known_unit(std::string_view unit) { return Units::instance().known(unit); }

void load_units() { Units::instance(); }

}  // namespace weft
