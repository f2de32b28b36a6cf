// A Script: what a random facility goes through, told to a ToldStore step by step. Few values, so that things collide.
// For the differential tests. Values; any thread.
#pragma once
#include <functional>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "search/told_store.h"

namespace weft::differential {

using Rng = std::mt19937_64;

// Numbers of no meaning in themselves: they are taken modulo what there is when the step is told, so that any part of a
// script is a script.
struct Step {
  enum class Kind { tell, tell_again, remove, restore, assign, count_files } kind = Kind::tell;
  unsigned which = 0;  // the dataset it is about; for a new one where its key comes from
  // tell, tell_again:
  unsigned type = 0, sample = 0, start = 0, end = 0, job = 0;
  bool complete = true;
  std::vector<std::pair<unsigned, unsigned>> parameters, sample_parameters;  // name, text
  std::vector<std::vector<unsigned>> inputs;                                 // what each links, itself too
  std::vector<unsigned> folders;  // of the datasets that stand there, later ones too
  unsigned count = 0;             // count_files
};

using Script = std::vector<Step>;

Script random_script(Rng& rng, std::size_t steps);
// Scripts that are a little less, the boldest first.
std::vector<Script> less(const Script& script);

// Tells all of it; after each transaction calls `told`.
void play(
    const Script& script, ToldStore& store, const std::function<void()>& told = [] {});

// What the questions draw from, too.
const std::vector<std::string>& parameter_names();
const std::vector<std::string>& parameter_texts();
const std::vector<std::string>& field_texts();

std::ostream& operator<<(std::ostream& out, const Step& step);

}  // namespace weft::differential
