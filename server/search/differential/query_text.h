// Queries as people write them, drawn at random: the expression as a small tree, so that less can be asked. Values; any
// thread.
#pragma once
#include <ostream>
#include <string>
#include <vector>

#include "model/query.h"
#include "search/differential/script.h"

namespace weft::differential {

// Its text is words[0] parts[0] words[1] parts[1] ... words.back(); none at all is the empty expression.
struct Expression {
  std::vector<std::string> words;
  std::vector<Expression> parts;
  std::vector<Expression> simpler;  // of a comparison: those that may stand for it
};

Expression random_expression(Rng& rng, int depth);
std::string to_text(const Expression& expression);
// Expressions that are a little less, the boldest first. Some are none of the language.
std::vector<Expression> less(const Expression& expression);

// What a query asks beside its expression, which is left alone.
Query random_query(Rng& rng);
std::vector<Query> less(const Query& query);

// What is asked; nothing of what is not.
std::ostream& show(std::ostream& out, const Query& query);

}  // namespace weft::differential
