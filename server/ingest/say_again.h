// Saying again: keys and links are a function of the messages and the facility's rules. When those rules change (an
// instrument gets an alias, a mount point is named), the whole log is said again into a new store. At start or offline;
// one thread.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "catalogue/catalogue.h"
#include "store/store.h"

namespace weft {

// The rules that stand in the code: how messages are read, keys made, statements folded, slots matched, inputs
// resolved, repeats known. Raise it with every change by which the same messages make another catalogue; 1 were the
// first.
inline constexpr int kRulesOfThisWeft = 2;

// Changes whenever the same messages could make another catalogue: the rules of this Weft, the alias tables, the root
// depth, the revision parameter.
std::string rules_version(const Facility& facility);

// Appends and catalogues every message of `from` in `into` (empty), at the same position of the log, under the
// catalogue's rules. Acts that name a dataset by id name the one that its first message makes now. A message refused as
// poison stays refused; one that Weft itself failed on is tried again. Marks `into` with the rules' version and an
// epoch beyond that of `from`. Error conflict when `into` is not empty.
Result<Seq> say_again(Store& from, Store& into, const Catalogue& catalogue,
                      const std::function<void(Seq done, Seq all)>& progress);

}  // namespace weft
