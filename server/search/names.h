// What the names of a query stand for. In: a name as a person wrote it. Out: a Column, and what is known of it. The
// order of the rules: docs/decisions/0018. One thread.
#pragma once
#include <string>
#include <unordered_map>

#include "definitions/definitions.h"
#include "search/language.h"
#include "search/meaning.h"

namespace weft {

// How the constants of a column are read.
struct ColumnKind {
  enum class Reading {
    text,          // fields that are texts
    whole_number,  // ids, fileCount, volume: whole numbers without text, compared exactly
    time,          // fields and parameters that are dates
    parameter,     // numbers and texts
  };
  Column column;
  Reading reading = Reading::text;
  std::string unit;        // its own, as the definitions write it
  std::string known_unit;  // the same as UDUNITS reads it
  std::string name;        // for sentences
};

class Names {
 public:
  Names(const Definitions& definitions, const KnownNames& known) : definitions_(definitions), known_(known) {}
  // Throws WrongQuery when nobody knows the name, or too many do. The same name is looked up once.
  const ColumnKind& find(const WrittenText& name);

 private:
  Column resolve(const WrittenText& name) const;
  ColumnKind kind_of(Column column) const;
  [[noreturn]] void refuse_ambiguous(const WrittenText& name, const std::vector<std::string>& candidates) const;
  [[noreturn]] void refuse_unknown(const WrittenText& name) const;

  const Definitions& definitions_;
  const KnownNames& known_;
  std::unordered_map<std::string, ColumnKind> found_;
};

// Bytes in one of the unit ("GB"), for volumes; 0 when it is not one of bytes.
double bytes_in(std::string_view unit);

}  // namespace weft
