// A Question: everything that can be asked of a View, or of a Search by a text, drawn at random. Values; any thread.
#pragma once
#include <optional>
#include <ostream>

#include "model/query.h"
#include "search/differential/query_text.h"
#include "search/engine.h"

namespace weft::differential {

inline constexpr int kViewers = 3;  // 0: everybody; the others see a part

struct Question {
  int viewer = 0;
  std::optional<Query> query;  // asked through Search; the rest is then not asked
  Expression expression;       // of the query, which has it as a text
  Meaning meaning;
  Order order;
  std::optional<Position> after;
  int limit = 10;
  Column column;  // counted
  int top = 10;
  std::string prefix;
  std::vector<double> edges;
  std::vector<GroupBy> by;
};

Question random_question(Rng& rng, bool as_text);
// What asks a little less, the boldest first.
std::vector<Question> less(const Question& question);

std::ostream& operator<<(std::ostream& out, const Question& question);

}  // namespace weft::differential
