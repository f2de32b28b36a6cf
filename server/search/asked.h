// Asked: a Query bound to one View, as far as all its answers have in common. One thread.
#pragma once
#include <memory>

#include "definitions/definitions.h"
#include "model/query.h"
#include "search/engine.h"
#include "search/meaning.h"

namespace weft {

struct Asked {
  std::unique_ptr<View> view;
  Meaning meaning;
  std::unique_ptr<Selection> selection;
};

// What a bare name is that no definition and no dataset knows: an error; or a parameter, for who began to follow it
// when somebody bore it.
enum class UnknownName { is_wrong, is_parameter };

// Errors: those of read_meaning; invalid (location).
Result<Meaning> meaning_of(View& view, const Definitions& definitions, const Query& query,
                           UnknownName unknown = UnknownName::is_wrong);
Result<Asked> ask(Engine& engine, const Definitions& definitions, const Viewer& viewer, const Query& query,
                  const Cancel& cancel);

// The column is exactly this number.
Condition with_id(Field field, std::int64_t id);

// Lives no longer than the view.
KnownNames names_in(View& view);

// What a person types for this column, and what stands there for its values in facets and groups: the name people know
// an instrument by, which a query takes as well.
std::string shown_name(const Column& column);
std::string shown_value(const Column& column, const std::string& value, const Definitions& definitions);

// Calls `answer` and turns a Cancelled into an error.
template <class Answer>
auto unless_cancelled(const Answer& answer) -> decltype(answer()) {
  try {
    return answer();
  } catch (const Cancelled&) {
    return fail(ErrorCode::timed_out, "the search was stopped before it was done");
  }
}

}  // namespace weft
