// Facets: counts of a whole selection by values, numbers and times. In: a bound Query. One thread.
#pragma once
#include "search/asked.h"

namespace weft {

// `query.facets`. Errors: invalid (a name, a form), too_large.
Result<Facets> facets_of(const Asked& asked, const Query& query, const Definitions& definitions);

}  // namespace weft
