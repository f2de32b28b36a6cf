// Ancestors and descendants to any depth. Carries a visited set: cycles end and are reported. Any thread (the
// Neighbours' thread).
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "base/result.h"
#include "model/graph.h"

namespace weft {

// The edges around a set of datasets, as one viewer sees them: each once, at most `limit`, the first ones in an order
// that is the same for the same catalogue.
class Neighbours {
 public:
  virtual ~Neighbours() = default;
  virtual std::vector<Edge> into(std::span<const DatasetId> outputs, int limit) = 0;   // from their inputs
  virtual std::vector<Edge> out_of(std::span<const DatasetId> inputs, int limit) = 0;  // to their outputs
};

struct TraverseLimits {
  int depth = 0;  // steps from the start; 0: any
  int nodes = 10'000;
  int edges = 50'000;
};

// Breadth first from `start`. A limit on nodes or edges cuts the graph and sets `partial`; a depth that was asked for
// does not. `cancelled` is asked between steps; when true the answer is Error timed_out, never half a graph.
Result<Graph> traverse(Neighbours& neighbours, DatasetId start, Direction direction, const TraverseLimits& limits,
                       const std::function<bool()>& cancelled);

bool has_cycle(const std::vector<Edge>& edges);

}  // namespace weft
