// What the elements of a dataset or attribute are: a datatype of HDF5 read into values of ours, with the name numpy has
// for it (what h5grove answers with) and the form in which the elements are read into memory. Pure after reading.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "decode/hdf5/handle.h"

namespace weft::hdf5 {

enum class Kind {
  integer,
  real,
  boolean,  // an enumeration of FALSE and TRUE alone, as h5py writes it
  enumeration,
  bits,
  complex,  // a compound of r and i
  compound,
  fixed_text,
  text,  // of any length
  opaque,
  object_reference,
  region_reference,
  sequence,  // of any length (H5T_VLEN)
  array,
  unknown,  // time, and what comes after this library
};

struct ElementType {
  struct Member;
  Kind kind = Kind::unknown;
  int hdf5_class = -1;                                     // H5T_class_t
  std::size_t file_size = 0;                               // bytes in the file, as HDF5 counts them
  std::size_t size = 0;                                    // bytes of one in memory
  bool big_endian = false;                                 // in memory: as in the file
  int order = 0;                                           // H5T_order_t of the file
  bool is_signed = false;                                  // integers
  int character_set = 0;                                   // text
  int padding = 0;                                         // fixed text
  std::string tag;                                         // opaque
  std::vector<Member> members;                             // compound, complex
  std::vector<std::pair<std::string, std::string>> names;  // enumeration: name and the integer as text
  std::vector<hsize_t> dims;                               // array
  std::vector<ElementType> base;                           // sequence, array, enumeration: one

  bool is_numeric() const;    // as numpy counts: also booleans, bits and enumerations
  bool has_pointers() const;  // its bytes in memory are addresses: they say nothing outside
  std::string numpy() const;  // "<f4", "|S5", "|O"; of a compound see write_numpy
};
struct ElementType::Member {
  std::string name;
  std::size_t offset = 0;  // in memory
  ElementType type;
};

Result<ElementType> read_type(hid_t type);
// The same elements in this processor's byte order; `for_browsers`: long doubles become doubles (halves are widened
// after they are read). Numbers and arrays of numbers only, others stay.
ElementType native(const ElementType& type, bool for_browsers);
// The type to hand to H5Dread and H5Aread; none when the library cannot make it.
Handle memory_type(const ElementType& type);

// The members `class`, `dtype`, `size`, ... of an open object.
void write_type(JsonWriter& json, const ElementType& type);

}  // namespace weft::hdf5
