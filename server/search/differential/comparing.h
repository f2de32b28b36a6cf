// Comparing two engines over the same script by the same questions, with rapidcheck: what differs is made small and
// told. For tests.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "search/differential/question.h"
#include "search/search.h"

namespace weft::differential {

// An engine that is held against the truth, told of the store as it grows.
class Rival {
 public:
  virtual ~Rival() = default;
  virtual void told() {}         // a transaction was committed
  virtual Engine& engine() = 0;  // shows all that was told; asked when the script is over
};

using MakeRival = std::function<std::unique_ptr<Rival>(Store&, const Definitions&)>;

struct Extent {
  std::uint64_t seed = 1;
  int scripts = 20;
  std::size_t steps = 150;
  std::size_t questions = 250;  // a script
  bool as_texts = false;
};

// "" when the naive engine and the rival always answered the same; else the smallest script and question that tell
// them apart, with both answers.
std::string difference(const Extent& extent, const MakeRival& make_rival);

}  // namespace weft::differential
