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

TEST(ShownParameters, are_as_many_as_a_person_asks_for_and_no_million) {
  EXPECT_TRUE(shown(500));
  ASSERT_FALSE(shown(501));
  EXPECT_EQ(shown(501).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace weft
