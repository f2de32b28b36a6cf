#include "api/shown_parameters.h"

#include <gtest/gtest.h>

#include "search/small_definitions.h"

namespace weft {
namespace {

Result<ShownParameters> shown(std::size_t count) {
  std::string names;
  for (std::size_t i = 0; i < count; ++i) names += (i ? ",name" : "name");
  return ShownParameters::read(names, small_definitions(), {});
}

// Of a dataset with one parameter: what stands behind its name.
std::string written(const std::string& name, const std::string& text) {
  static const Definitions definitions{
      {}, *Facility::read("[sentinels]\n\"*\" = [\"NA\"]\ndose = [\"-1.0\"]\n", "facility.toml")};
  JsonWriter json;
  ParameterWriter(definitions).write(json.begin_object(), Parameter{name, text});
  return json.end_object().take();
}

TEST(ShownParameters, a_text_that_means_no_value_is_marked_and_kept) {
  EXPECT_EQ(written("dose", "-1"), R"({"dose":{"text":"-1","missing":true,"unknown":true}})");
  EXPECT_EQ(written("angle", "NA"), R"({"angle":{"text":"NA","missing":true,"unknown":true}})");
  EXPECT_EQ(written("angle", "-1"), R"({"angle":{"text":"-1","value":-1.0,"unknown":true}})");
}

TEST(ShownParameters, are_as_many_as_a_person_asks_for_and_no_million) {
  EXPECT_TRUE(shown(500));
  ASSERT_FALSE(shown(501));
  EXPECT_EQ(shown(501).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace weft
