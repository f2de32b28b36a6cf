// For tests of this room: a file with given bytes, opened; and an output that keeps what is written.
#pragma once
#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/descriptor.h"
#include "decode/decode.h"

namespace weft {

struct WrittenFile {
  std::string path = testing::TempDir() + "decode_XXXXXX";
  Descriptor descriptor;
  explicit WrittenFile(std::string_view bytes) {
    descriptor = Descriptor(::mkostemp(path.data(), O_CLOEXEC));
    EXPECT_EQ(::pwrite(descriptor.get(), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  }
  ~WrittenFile() { ::unlink(path.c_str()); }
  int get() const { return descriptor.get(); }
};

struct KeptOutput final : DecodeOutput {
  AnswerHead head;
  std::string bytes;
  void begin(const AnswerHead& begun) override { head = begun; }
  void write(std::string_view more) override { bytes += more; }
};

inline Result<KeptOutput> answer_of(Decode decode, const WrittenFile& file,
                                    std::vector<std::pair<std::string, std::string>> parameters,
                                    const std::string& path = "/data/file") {
  KeptOutput output;
  const auto done = decode({"", std::move(parameters), file.get(), path, {}}, output);
  if (!done) return tl::make_unexpected(done.error());
  return output;
}

inline ErrorCode error_of(const Result<KeptOutput>& answer) { return answer ? ErrorCode::poison : answer.error().code; }

}  // namespace weft
