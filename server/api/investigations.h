// GET /api/v1/investigations, /samples, /instruments: lists with the counters of the talk's page, and single ones. For
// a viewer who does not see everything, what has no dataset he sees is not there. Any thread.
#pragma once
#include "api/http/http.h"
#include "base/result.h"
#include "definitions/facility.h"
#include "search/search.h"
#include "store/store.h"

namespace weft {

struct ListInvestigations {
  Store& store;
  const Search& search;
  Result<Response> operator()(const Request& request) const;
};

struct ShowInvestigation {
  Store& store;
  const Facility& facility;
  Result<Response> operator()(const Request& request) const;
};

struct ListSamples {
  Store& store;
  const Search& search;
  Result<Response> operator()(const Request& request) const;
};

struct ShowSample {
  Store& store;
  const Facility& facility;
  Result<Response> operator()(const Request& request) const;
};

struct ListInstruments {
  Store& store;
  const Search& search;
  Result<Response> operator()(const Request& request) const;
};

}  // namespace weft
