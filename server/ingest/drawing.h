// Drawn lineage (tests/lineage/README.md): reads a drawing, lets its messages arrive in an order, holds the
// expectations. For tests only.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "store/store.h"

namespace weft::drawn {

// One thing that happens: a message of `name` with this body, or an act on it.
struct Step {
  std::string verb;  // "arrive", "again", "send", "delete", "restore", "replay"
  std::string name;
  std::string destination;
  std::string body;
  std::vector<std::string>
      expectations;  // lines without "= ", held after this step (after all arrivals for the last of them)
};

struct Drawing {
  std::string title;
  std::vector<Step> arrivals;  // in any order
  std::vector<std::string> expectations;
  std::vector<Step> then;
  std::map<std::string, DatasetKey> datasets;                              // as sent
  std::map<std::string, std::string> slots;                                // name -> start as sent
  std::map<std::string, std::pair<std::string, std::string>> slot_owners;  // name -> proposal, instrument
};

Drawing read_drawing(const std::string& text);

// What became of one order: the sentences of what did not hold, and the canonical export after the arrivals and after
// each `then`.
struct Outcome {
  std::vector<std::string> broken;
  std::vector<std::string> exports;
};

// Lets the arrivals happen in `order` (indexes, some may stand twice) and then the rest, in a transaction that is
// thrown away.
Outcome play(const Drawing& drawing, const std::vector<std::size_t>& order, const Catalogue& catalogue, Store& store);

}  // namespace weft::drawn
