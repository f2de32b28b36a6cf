// Questions: constants for the benchmark's queries Q1 to Q7, drawn from the datasets of a plan, so that every peer is
// asked the same and something is found. One JSON object a line. One thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "synth/plan.h"

namespace weft {

// What the queries ask; each uses some of it (bench/search_bench.cpp says which).
struct SynthQuestion {
  std::string technique;   // one of those in `definition`: "MX" means "MX SAD" too
  std::string instrument;  // "ID30A-1"
  std::string animal;
  std::int64_t dataset = 0;             // an id in a store that holds nothing else: of a processed one
  std::int64_t raw = 0;                 // of a raw one with outputs
  std::vector<std::int64_t> page = {};  // fifty ids, ascending
  std::string part_of_sample;           // five bytes or so of a sample's name
};

std::vector<SynthQuestion> make_questions(const SynthPlan& plan, int count);

// For each question a line for every query:
// {"query":"Q1","technique":...,"instrument":...,"animal":...,"weft":"definition = ... and ..."}
std::string write_questions(const std::vector<SynthQuestion>& questions);

}  // namespace weft
