#include "definitions/value.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>
#include <thread>

namespace weft {
namespace {

const Facility& shipped() {
  static const Facility facility = [] {
    auto loaded = Facility::load(WEFT_SOURCE_DIR "/definitions/facility.toml");
    EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
    return loaded ? *std::move(loaded) : Facility::plain();
  }();
  return facility;
}

ParameterDefinition defined(std::string name, std::string units = "", std::string type = "NX_CHAR",
                            std::string separators = "") {
  ParameterDefinition out;
  out.name = std::move(name);
  out.units = std::move(units);
  out.napi_type = std::move(type);
  out.separators = std::move(separators);
  return out;
}

// One text of a parameter `x` with that unit in the dictionary.
Value read(std::string_view text, const std::string& units = "") {
  static std::vector<std::unique_ptr<std::string>> kept;  // elements are views
  kept.push_back(std::make_unique<std::string>(text));
  const auto x = defined("x", units);
  return read_value(&x, x.name, *kept.back(), shipped());
}

Value read_of(const ParameterDefinition& definition, std::string_view text) {
  return read_value(&definition, definition.name, text, shipped());
}

}  // namespace

TEST(Value, plain_numbers_are_read_whatever_their_dress) {
  const std::pair<const char*, double> cases[] = {{"12.4", 12.4},
                                                  {" 12.4 ", 12.4},
                                                  {"\t12.4\n", 12.4},
                                                  {"1e-3", 1e-3},
                                                  {"1E+3", 1000},
                                                  {"-1.5", -1.5},
                                                  {"+1.5", 1.5},
                                                  {"\u22121.5", -1.5},
                                                  {".513", .513},
                                                  {"-.5", -.5},
                                                  {"5.", 5},
                                                  {"0", 0},
                                                  {"007", 7},
                                                  {"-0.0", 0},
                                                  {"300000", 300000},
                                                  {"9007199254740993", 9007199254740992.0},
                                                  {"1.0332e-10", 1.0332e-10}};
  for (const auto& [text, number] : cases) {
    const auto value = read(text);
    EXPECT_EQ(value.number, number) << text;
    EXPECT_EQ(value.converted, number) << text;
    EXPECT_EQ(value.unit, "") << text;
    EXPECT_FALSE(value.error) << text;
    EXPECT_TRUE(value.elements.empty()) << text;
  }
}

TEST(Value, texts_that_are_no_numbers_stay_texts) {
  std::string hundred;
  for (int i = 0; i < 100; ++i) hundred += ".513";  // edna2: "text" * 100
  for (const std::string& text : {std::string("8-81"),
                                  std::string("0-10"),
                                  std::string("0x10"),
                                  std::string("inf"),
                                  std::string("-inf"),
                                  std::string("+nan"),
                                  std::string("infinity"),
                                  std::string("1e999"),
                                  std::string("+-5"),
                                  std::string("--5"),
                                  std::string("."),
                                  std::string("-"),
                                  std::string("+"),
                                  std::string("e5"),
                                  std::string("1e"),
                                  std::string("1d5"),
                                  std::string("1 2"),
                                  std::string("1/2"),
                                  std::string("12 (3)"),
                                  std::string("2.6(1)"),
                                  std::string("3d"),
                                  std::string("1A"),
                                  std::string("001_MotionCor"),
                                  std::string("2023-04-25"),
                                  std::string("10:30"),
                                  std::string("12 monkeys"),
                                  std::string("1.2.3"),
                                  std::string("P 21 21 21"),
                                  std::string("2.6±"),
                                  std::string("2.6±-0.1"),
                                  std::string("2.6±0.1±0.1"),
                                  std::string("('SAXS',)"),
                                  hundred,
                                  hundred + ".5",
                                  std::string("1\0", 2),
                                  std::string("5 \xFF"),
                                  std::string("1 ^^^"),
                                  std::string("1 m^9^9^9^9^9^9")}) {
    const auto value = read(text);
    EXPECT_FALSE(value.number) << text;
    EXPECT_FALSE(value.converted) << text;
    EXPECT_FALSE(value.error) << text;
    EXPECT_EQ(value.unit, "") << text;
  }
}

TEST(Value, errors_are_read_in_three_spellings) {
  for (const char* text : {"2.6±0.1", "2.6 ± 0.1", "2.6 +- 0.1", "2.6+-0.1", "2.6 +/- 0.1", " 2.6 +/-.1 "}) {
    const auto value = read(text);
    EXPECT_EQ(value.number, 2.6) << text;
    EXPECT_EQ(value.error, 0.1) << text;
    EXPECT_EQ(value.converted, 2.6) << text;
    EXPECT_EQ(value.converted_error, 0.1) << text;
  }
  const auto with_unit = read("2.6±0.1 nm", "Å");
  EXPECT_EQ(with_unit.number, 2.6);
  EXPECT_EQ(with_unit.unit, "nm");
  EXPECT_DOUBLE_EQ(*with_unit.converted, 26);
  EXPECT_NEAR(*with_unit.converted_error, 1, 1e-12);
}

TEST(Value, units_convert_to_the_dictionarys) {
  struct Case {
    const char *text, *units;
    double number;
    const char* sent;
    double converted;
  };
  const Case cases[] = {
      {"12.4 keV", "keV", 12.4, "keV", 12.4},
      {"12.4keV", "keV", 12.4, "keV", 12.4},
      {"12.4 keV", "eV", 12.4, "keV", 12400},
      {"20 µm", "mm", 20, "µm", 0.02},
      {"20 \u03BCm", "mm", 20, "\u03BCm", 0.02},
      {"20 um", "mm", 20, "um", 0.02},
      {"15 cm", "m", 15, "cm", 0.15},
      {"1.5 Å", "nm", 1.5, "Å", 0.15},
      {"1.5Å", "Å", 1.5, "Å", 1.5},
      {"90 deg", "mrad", 90, "deg", 1570.7963267948966},
      {"10 °C", "K", 10, "°C", 283.15},
      {"10\u00A0°C", "K", 10, "°C", 283.15},
      {"283.15 K", "°C", 283.15, "K", 10},
      {"1e12 ph/s", "photons/s", 1e12, "ph/s", 1e12},
      {"66 kDa", "kDa", 66, "kDa", 66},
      {"66000 Da", "kDa", 66000, "Da", 66},
      {"3 electrons/Å²", "e-/Å²", 3, "electrons/Å²", 3},
      {"5 px", "pixel", 5, "px", 5},
      {"10 %", "%", 10, "%", 10},
      {"10%", "%", 10, "%", 10},
      {"-9.0 deg", "deg", -9, "deg", -9},
      {"7 foo", "foo", 7, "foo", 7},
      {"3d", "h", 3, "d", 72},
  };
  for (const auto& c : cases) {
    const auto value = read(c.text, c.units);
    ASSERT_TRUE(value.number && value.converted) << c.text << " for " << c.units << ": " << value.remark;
    EXPECT_EQ(*value.number, c.number) << c.text;
    EXPECT_EQ(value.unit, c.sent) << c.text;
    EXPECT_NEAR(*value.converted, c.converted, 1e-12 * std::abs(c.converted)) << c.text << " for " << c.units;
    EXPECT_EQ(value.remark, "") << c.text;
  }
}

// However it was sent, the same number is the same double: it is counted and sorted with its like.
TEST(Value, conversion_leaves_no_noise) {
  EXPECT_EQ(read("30 Å", "nm").converted, 3.0);
  EXPECT_EQ(read("7100 eV", "keV").converted, 7.1);
  EXPECT_EQ(read("-0.3 m", "mm").converted, -300.0);
  EXPECT_EQ(read("0 Å", "nm").converted, 0.0);
  EXPECT_EQ(read("1234567890123457 mm", "m").converted, 1234567890123.457) << "more than noise";
  for (int tenths = 1; tenths < 20'000; ++tenths) {
    const double wanted = tenths / 100.0;
    const auto text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    EXPECT_EQ(read(text + " Å", "nm").converted, wanted) << text;
  }
}

TEST(Value, uncertainty_has_no_offset) {
  const auto value = read("10±0.5 °C", "K");
  EXPECT_DOUBLE_EQ(*value.converted, 283.15);
  EXPECT_NEAR(*value.converted_error, 0.5, 1e-9);
}

TEST(Value, unit_of_another_dimension_is_kept_with_a_remark) {
  const auto energy = read("12 keV", "mm");
  EXPECT_EQ(energy.number, 12);
  EXPECT_EQ(energy.unit, "keV");
  EXPECT_FALSE(energy.converted);
  EXPECT_EQ(energy.remark, "sent in keV, which does not convert to mm");
  const auto coulomb = read("10.0 C", "°C");  // the coulomb: the degree is written °C or degC
  EXPECT_EQ(coulomb.number, 10);
  EXPECT_FALSE(coulomb.converted);
  EXPECT_FALSE(coulomb.remark.empty());
  EXPECT_EQ(read("5 pixel", "mm").converted, std::nullopt) << "a pixel is no length";
}

TEST(Value, unit_without_a_defined_one_is_kept_and_not_compared_with_bare_numbers) {
  const auto value = read_value(nullptr, "unheard_of", "12.4 keV", shipped());
  EXPECT_EQ(value.number, 12.4);
  EXPECT_EQ(value.unit, "keV");
  EXPECT_FALSE(value.converted);
  const auto bare = read_value(nullptr, "unheard_of", "12.4", shipped());
  EXPECT_EQ(bare.unit, "");
  EXPECT_EQ(bare.converted, 12.4);
  EXPECT_EQ(read_value(nullptr, "unheard_of", "99.5%", shipped()).unit, "%");
}

TEST(Value, bare_number_is_in_the_dictionarys_unit) {
  const auto value = read("12.4", "keV");
  EXPECT_EQ(value.unit, "keV");
  EXPECT_EQ(value.converted, 12.4);
}

TEST(Value, bare_number_is_in_the_unit_sent_in_practice) {
  const auto voltage = defined("EM_voltage", "kV", "NX_NUMBER");
  const auto volts = read_of(voltage, "300000");
  EXPECT_EQ(volts.number, 300000);
  EXPECT_EQ(volts.unit, "V");
  EXPECT_EQ(volts.converted, 300);
  const auto dictionary = read_of(voltage, "300");  // a client that follows the dictionary
  EXPECT_EQ(dictionary.unit, "kV");
  EXPECT_EQ(dictionary.converted, 300);
  EXPECT_EQ(read_of(voltage, "300 kV").converted, 300);
  EXPECT_EQ(read_of(voltage, "200000 V").converted, 200);
  const auto contrast = defined("EM_amplitude_contrast", "%", "NX_NUMBER");
  EXPECT_DOUBLE_EQ(*read_of(contrast, "0.1").converted, 10);
  EXPECT_EQ(read_of(contrast, "7").converted, 7);
  const auto rg = defined("SAXS_guinier_rg");  // the dictionary has no unit at all
  EXPECT_EQ(read_of(rg, "2.6±0.1").unit, "nm");
  EXPECT_EQ(read_of(rg, "2.6±0.1").converted, 2.6);
  EXPECT_DOUBLE_EQ(*read_of(rg, "26 Å").converted, 2.6);
}

TEST(Value, sentinels_are_missing_where_they_are_sentinels) {
  const auto dose = defined("EMMotionCorrection_frame_dose", "electrons/Å²", "NX_NUMBER");
  for (const char* text : {"-1.0", "-1", "NA", "none", ""}) {
    EXPECT_TRUE(read_of(dose, text).is_missing) << text;
    EXPECT_FALSE(read_of(dose, text).number) << text;
  }
  const auto tilt = read_of(defined("EM_tilt_angle", "deg"), "-1.0");
  EXPECT_FALSE(tilt.is_missing);
  EXPECT_EQ(tilt.number, -1);
  EXPECT_TRUE(read("NA").is_missing);
  EXPECT_TRUE(read("nan").is_missing);
  EXPECT_TRUE(read("").is_missing);
  EXPECT_FALSE(read("Nancy").is_missing);
}

TEST(Value, truths_are_told_apart_from_numbers) {
  for (const char* text : {"true", "True", "TRUE"}) EXPECT_EQ(read(text).truth, true) << text;
  EXPECT_EQ(read("False").truth, false);
  EXPECT_FALSE(read("true").number);
  EXPECT_FALSE(read("1").truth);
  EXPECT_EQ(read_of(defined("x", "", "NX_BOOLEAN"), "1").truth, true);
  EXPECT_FALSE(read_of(defined("x", "", "NX_BOOLEAN"), "2").truth);
}

TEST(Value, lists_are_parted_where_the_parameter_has_separators) {
  using Texts = std::vector<std::string_view>;
  const auto definition = defined("definition", "", "NX_CHAR", " ");
  EXPECT_EQ(read_of(definition, "MX SAD").elements, (Texts{"MX", "SAD"}));
  EXPECT_EQ(read_of(definition, "MX,SAD").elements, (Texts{"MX", "SAD"})) << "pyicat-plus 1.x";
  EXPECT_EQ(read_of(definition, "('SAXS',)").elements, (Texts{"SAXS"}));
  EXPECT_TRUE(read_of(definition, "SAXS").elements.empty());
  EXPECT_EQ(read("['art-history', \"it's, a violin\"]").elements, (Texts{"art-history", "it's, a violin"}));
  EXPECT_TRUE(read("Bovine Serum Albumin, 66.5 kDa").elements.empty());
  EXPECT_TRUE(read("(see notes, page 3)").elements.empty());
}

TEST(Value, lists_of_numbers_have_numbers) {
  const auto slits = defined("blades", "mm", "NX_CHAR", " ");
  const auto two = read_of(slits, "0.5 -1.5");
  EXPECT_FALSE(two.number);
  EXPECT_EQ(two.numbers, (std::vector<double>{0.5, -1.5}));
  EXPECT_EQ(two.unit, "mm");
  EXPECT_EQ(read_of(slits, "0.5").number, 0.5) << "one value is one value";
  EXPECT_TRUE(read_of(slits, "0.5 up").numbers.empty());
  const auto comma = read("1,5");
  EXPECT_FALSE(comma.number) << "there is no decimal comma";
  EXPECT_EQ(comma.numbers, (std::vector<double>{1, 5}));
  EXPECT_EQ(read("[0.0123 0.0124\n 0.0125]").numbers, (std::vector<double>{0.0123, 0.0124, 0.0125})) << "numpy";
  EXPECT_EQ(read("[1, 2]").numbers, (std::vector<double>{1, 2}));
  EXPECT_TRUE(read("1,x").elements.empty());
}

TEST(Value, a_list_of_33_kB_is_read_whole) {
  std::string angles;
  for (int i = 0; i < 1800; ++i) angles += (i ? "," : "") + std::to_string(i * 0.0017453292519943296) + "00000000";
  ASSERT_GT(angles.size(), 30000u);
  const auto value = read_of(defined("TOMOReconstruction_angles_file"), angles);
  EXPECT_EQ(value.numbers.size(), 1800u);
  EXPECT_EQ(value.elements.size(), 1800u);
  EXPECT_EQ(value.unit, "rad");
}

TEST(Value, reading_is_safe_from_many_threads) {
  const auto energy = defined("energy", "eV", "NX_NUMBER");
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2000; ++i) {
        const auto text = std::to_string(i) + (i % 3 == 0 ? " keV" : i % 3 == 1 ? " eV" : " u" + std::to_string(t));
        const auto value = read_value(&energy, energy.name, text, shipped());
        if (i % 3 < 2 && value.converted != i * (i % 3 == 0 ? 1000.0 : 1.0)) ++wrong;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Value, plain_numbers_are_cheap) {
  const auto voltage = defined("EM_tilt_angle", "deg", "NX_NUMBER");
  const ValueReader reader(&voltage, voltage.name, shipped());
  constexpr int kCount = 1'000'000;
  const auto time = [&](auto&& read_one) {
    const char* texts[] = {"-9.0", "12.4", "300000", "1.0332e-10"};
    double sum = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kCount; ++i) sum += *read_one(texts[i & 3]).converted;
    const auto spent = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
    EXPECT_GT(sum, 0);
    return spent / kCount;
  };
  const auto bound = time([&](std::string_view text) { return reader.read(text); });
  const auto loose = time([&](std::string_view text) { return read_value(&voltage, voltage.name, text, shipped()); });
  RecordProperty("ns_reader", std::to_string(bound));
  std::printf("ns per plain number: %.0f by a reader, %.0f by read_value\n", bound, loose);
  EXPECT_LT(bound, 2000) << "a lock or an allocation has come into the fast path";
}

TEST(Units, pixel_photon_and_electron_are_dimensions_of_their_own) {
  EXPECT_FALSE(conversion("photon/s", "Hz"));
  EXPECT_FALSE(conversion("pixel", "1"));
  EXPECT_TRUE(conversion("photons/s", "photon/s"));
  EXPECT_DOUBLE_EQ((*conversion("electrons/Å²", "electron/nm2"))(1), 100);
}

TEST(Units, nonsense_is_not_known) {
  for (const char* text :
       {"", " ", "foo", "seconds since 1970-01-01", "lg(re 1 mW)", "m m m)", "\xFF", "m^9^9^9^9^9^9"})
    EXPECT_FALSE(is_known_unit(text)) << text;
  EXPECT_FALSE(conversion("foo", "foo"));
}

TEST(Units, memory_of_nonsense_is_bounded_and_answers_stay_right) {
  for (int i = 0; i < 45000; ++i) conversion("m" + std::to_string(i) + "q", "m");
  EXPECT_DOUBLE_EQ((*conversion("cm", "m"))(15), 0.15);
  const auto kept = conversion("km", "m");
  for (int i = 0; i < 25000; ++i) is_known_unit("zz" + std::to_string(i));
  EXPECT_DOUBLE_EQ((*kept)(2), 2000);
}

}  // namespace weft
