#include <gtest/gtest.h>

#include <algorithm>

#include "base/clock.h"
#include "base/json_writer.h"
#include "base/log.h"
#include "base/result.h"
#include "base/text.h"

namespace weft {

using namespace std::string_view_literals;

TEST(Time, is_read_as_beamlines_write_it) {
  const auto expected = read_time("2023-04-25T08:00:00Z");
  ASSERT_TRUE(expected);
  for (const char* text : {"2023-04-25T10:00:00+02:00", "2023-04-25 10:00:00+0200", "2023-04-25T10:00:00.000+02",
                           " 2023-04-25T08:00:00 ", "2023-04-25T08:00"})
    EXPECT_EQ(read_time(text), expected) << text;
  EXPECT_EQ(write_time(*read_time("2023-04-25T10:00:00.123456+02:00")), "2023-04-25T08:00:00.123456Z");
  EXPECT_EQ(write_time(*read_time("2023-04-25")), "2023-04-25T00:00:00Z");
}

TEST(Time, that_is_none_is_refused) {
  for (const char* text : {"", "yesterday", "2023-02-30", "2023-04-25T25:00", "2023-04-25T10:61:00",
                           "2023-04-25T10:00:00 Paris", "0000-01-01", "2023-04-25T10:00:00+"})
    EXPECT_FALSE(read_time(text)) << text;
}

// Else what is written of it could not be read again.
TEST(Time, whose_zone_leads_out_of_the_years_1_to_9999_is_refused) {
  for (const char* text : {"0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "9999-12-31T24:00:00"})
    EXPECT_FALSE(read_time(text)) << text;
  for (const char* text : {"0001-01-01T01:00:00+01:00", "9999-12-31T22:59:59.999999-01:00"})
    EXPECT_EQ(read_time(write_time(read_time(text).value())), read_time(text)) << text;
}

TEST(Text, knows_well_formed_utf8) {
  EXPECT_TRUE(is_utf8("Ω é 😀"));
  EXPECT_FALSE(is_utf8("\xC0\xAF"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_utf8("ab\xE2\x82"));
  EXPECT_EQ(utf8_prefix("ab\xE2\x82"), 2u);
  EXPECT_EQ(replace_invalid_utf8("a\xFF"
                                 "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(code_points("aé😀").size(), 3u);
}

TEST(Json, is_legal_whatever_the_bytes) {
  JsonWriter json;
  json.begin_object()
      .member("a\xFF", "line\n\"quote\"")
      .key("n")
      .value(0.1 / 0.0 - 0.1 / 0.0)
      .member("i", 9007199254740991)
      .end_object();
  EXPECT_EQ(json.take(), "{\"a\xEF\xBF\xBD\":\"line\\n\\\"quote\\\"\",\"n\":null,\"i\":9007199254740991}");
}

TEST(Json, escapes_every_control_character_wherever_it_stands) {
  for (char control = 1; control < 0x20; ++control)
    for (std::size_t at = 0; at < 40; ++at) {
      std::string text(48, 'x');
      text[at] = control;
      JsonWriter json;
      const auto written = json.value(text).take();
      EXPECT_TRUE(std::none_of(written.begin(), written.end(), [](char c) { return c >= 0 && c < 0x20; }))
          << int{control} << " at " << at;
    }
}

TEST(Log, is_one_line_a_call_whatever_was_sent) {
  testing::internal::CaptureStderr();
  log_warning(
      "a\n2026 error forged\r\tb\x1b[2J\xc2\x9b"
      "1m\0c\x7f\x9b\xc3\xa9"sv);
  const auto written = testing::internal::GetCapturedStderr();
  EXPECT_NE(written.find(R"(a\n2026 error forged\r\tb\x1b[2J\x9b1m\x00c\x7f�é)"), std::string::npos) << written;
  EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), 1);
}

TEST(Error, codes_have_names_and_back) {
  EXPECT_EQ(to_text(ErrorCode::poison), "poison");
  EXPECT_EQ(to_text(ErrorCode::internal), "internal");
  EXPECT_EQ(error_code("deleted"), ErrorCode::deleted);
}

}  // namespace weft
