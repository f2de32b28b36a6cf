// Packing: texts kept small. In: bytes. Out: one byte that names how they are kept (0: plain, else the number of the
// dictionary in the database), then the bytes themselves or one zstd frame. Dictionaries: any thread, unchanging;
// Packer: one thread at a time.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace weft::sqlite {

class Dictionaries {
 public:
  Dictionaries(std::map<int, std::string> contents, int level);
  ~Dictionaries();

 private:
  friend class Packer;
  struct Prepared;
  std::unique_ptr<Prepared> prepared_;
};

class Packer {
 public:
  explicit Packer(std::shared_ptr<const Dictionaries> dictionaries);
  ~Packer();
  std::string pack(std::string_view text);
  // Throws StoreFailure when the bytes are not what pack() made.
  std::string unpack(std::string_view packed);

 private:
  struct Contexts;
  std::shared_ptr<const Dictionaries> dictionaries_;
  std::unique_ptr<Contexts> contexts_;
};

}  // namespace weft::sqlite
