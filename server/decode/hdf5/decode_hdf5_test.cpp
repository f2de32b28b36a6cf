#include "decode/hdf5/decode_hdf5.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "decode/hdf5/handle.h"
#include "decode/kinds.h"

namespace weft {
namespace {

struct Given final : DecodeOutput {
  AnswerHead head_said;
  std::string bytes;
  void begin(const AnswerHead& head) override { head_said = head; }
  void write(std::string_view more) override { bytes += more; }
};

class DecodeHdf5 : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "weft_hdf5_kind_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = std::filesystem::canonical(name).string();
    request_.path = folder_ + "/file.h5";
    request_.roots = {folder_};
    const hsize_t length = 3;
    const int values[] = {1, 2, 3};
    const hdf5::Handle file(H5Fcreate(request_.path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
    const hdf5::Handle space(H5Screate_simple(1, &length, nullptr));
    const hdf5::Handle made(
        H5Dcreate2(file.get(), "v", H5T_STD_I32LE, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    H5Dwrite(made.get(), H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Result<Given> ask(std::string_view kind, std::vector<std::pair<std::string, std::string>> parameters) {
    request_.kind = kind;
    request_.parameters = std::move(parameters);
    Given given;
    auto done = find_kind(kind)->decode(request_, given);
    if (!done) return tl::make_unexpected(done.error());
    return given;
  }

  std::string folder_;
  DecodeRequest request_;
};

TEST_F(DecodeHdf5, the_four_questions_are_kinds_of_a_reader) {
  EXPECT_EQ(ask("hdf5/paths", {})->bytes, R"(["/","/v"])");
  EXPECT_EQ(ask("hdf5/attr", {{"path", "/v"}})->bytes, "{}");
  EXPECT_NE(ask("hdf5/meta", {{"path", "/v"}})->bytes.find(R"("shape":[3])"), std::string::npos);
  const auto part = ask("hdf5/data", {{"path", "/v"}, {"selection", "1:"}, {"flatten", "true"}});
  EXPECT_EQ(part->bytes, "[2,3]");
  EXPECT_EQ(part->head_said.media_type, "application/json");
}

TEST_F(DecodeHdf5, length_and_file_name_are_said_before_the_bytes) {
  const auto given = ask("hdf5/data", {{"path", "/v"}, {"format", "npy"}});
  EXPECT_EQ(given->head_said.length, given->bytes.size());
  EXPECT_EQ(given->bytes.size(), 128u + 12u);
  EXPECT_EQ(given->head_said.headers.at(0).second, "attachment; filename=\"data.npy\"");
}

TEST_F(DecodeHdf5, the_limit_of_the_server_holds) {
  EXPECT_EQ(ask("hdf5/data", {{"path", "/v"}, {"most_bytes", "11"}}).error().code, ErrorCode::too_large);
  EXPECT_EQ(ask("hdf5/data", {{"path", "/v"}, {"most_bytes", "none"}}).error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace weft
