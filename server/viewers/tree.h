// Tree: the values of a YAML file as they stand there, each with its place. Made by read_yaml; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "viewers/finding.h"

namespace weft {

struct Tree {
  enum class Kind { null, truth, number, text, list, map };
  // A member of a map; keys are texts, each once, in the order of the file.
  struct Member;

  Kind kind = Kind::null;
  TextPosition place;  // of its first character, the quote included
  bool truth = false;  // of a truth
  double number = 0;   // of a number
  std::string text;    // of a text; of a number as it was written
  std::vector<Tree> list;
  std::vector<Member> members;

  bool is(Kind wanted) const { return kind == wanted; }
  bool is_whole() const;  // a number without fraction, below 2^53
  // Null when this is no map or has no such key. The last two: with the key's place.
  const Tree* find(std::string_view key) const;
  const Member* member(std::string_view key) const;
};

struct Tree::Member {
  std::string key;
  TextPosition place;  // of the key
  Tree value;
};

// "a list": as messages speak of it.
std::string_view to_text(Tree::Kind kind);
void write_json(JsonWriter& json, const Tree& tree);

}  // namespace weft
