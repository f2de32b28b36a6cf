#include "decode/hdf5/answer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <numeric>

#include "decode/hdf5/handle.h"

namespace weft::hdf5 {
namespace {

namespace fs = std::filesystem;

// Ten doubles 0, 0.1, ... at /values, in a chunk of five.
void write_values(const fs::path& path) {
  std::array<double, 10> values;
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i) / 10;
  const hsize_t length = values.size(), chunk = 5;
  const Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  const Handle space(H5Screate_simple(1, &length, nullptr)), made(H5Pcreate(H5P_DATASET_CREATE));
  H5Pset_chunk(made.get(), 1, &chunk);
  const Handle dataset(
      H5Dcreate2(file.get(), "values", H5T_IEEE_F64LE, space.get(), H5P_DEFAULT, made.get(), H5P_DEFAULT));
  ASSERT_GE(H5Dwrite(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
}

class Hdf5Answer : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "weft_hdf5_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    top_ = fs::canonical(name);
    fs::create_directories(top_ / "in/deep");
    fs::create_directories(top_ / "out");
    write_values(top_ / "in/target.h5");
    write_values(top_ / "out/secret.h5");
    file_ = Handle(H5Fcreate((top_ / "in/file.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
    Handle(H5Gcreate2(file_.get(), "group", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  }
  void TearDown() override {
    file_ = Handle();
    fs::remove_all(top_);
  }

  void link(const char* name, const std::string& target) {
    ASSERT_GE(H5Lcreate_external(target.c_str(), "/values", file_.get(), name, H5P_DEFAULT, H5P_DEFAULT), 0);
  }

  void add_virtual(const char* name, const std::string& source) {
    const hsize_t length = 10;
    const double fill = -1;
    const Handle space(H5Screate_simple(1, &length, nullptr)), made(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_fill_value(made.get(), H5T_NATIVE_DOUBLE, &fill);
    ASSERT_GE(H5Pset_virtual(made.get(), space.get(), source.c_str(), "/values", space.get()), 0);
    Handle(H5Dcreate2(file_.get(), name, H5T_IEEE_F64LE, space.get(), H5P_DEFAULT, made.get(), H5P_DEFAULT));
  }

  void add_stored_outside(const char* name, const std::string& source) {
    const hsize_t length = 2;
    const Handle space(H5Screate_simple(1, &length, nullptr)), made(H5Pcreate(H5P_DATASET_CREATE));
    ASSERT_GE(H5Pset_external(made.get(), source.c_str(), 0, 2), 0);
    Handle(H5Dcreate2(file_.get(), name, H5T_STD_U8LE, space.get(), H5P_DEFAULT, made.get(), H5P_DEFAULT));
  }

  Result<Answer> ask(Asked asked, const std::string& path, const std::string& file = "in/file.h5") {
    file_ = Handle();  // closed before it is read
    Question question;
    question.asked = asked;
    question.file = (top_ / file).string();
    question.roots = {(top_ / "in").string()};
    question.path = path;
    question.most_bytes = most_bytes_;
    question.selection = selection_;
    return answer(question);
  }
  std::string text(Asked asked, const std::string& path) {
    const auto given = ask(asked, path);
    return given ? given->text() : given.error().message;
  }

  fs::path top_;
  Handle file_;
  std::size_t most_bytes_ = 1 << 20;
  std::optional<std::string> selection_;
};

constexpr const char* kValues = "[0.0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9]";

TEST_F(Hdf5Answer, external_link_below_the_roots_is_followed) {
  link("relative", "target.h5");
  link("absolute", (top_ / "in/target.h5").string());
  link("elsewhere_now", "/gone/away/target.h5");  // the library looks beside the file, too
  for (auto path : {"/relative", "/absolute", "/elsewhere_now"}) EXPECT_EQ(text(Asked::data, path), kValues) << path;
}

TEST_F(Hdf5Answer, external_link_out_of_the_roots_is_reported_as_broken) {
  fs::create_symlink(top_ / "out/secret.h5", top_ / "in/symlink.h5");
  link("absolute", (top_ / "out/secret.h5").string());
  link("climbing", "../out/secret.h5");
  link("by_symlink", "symlink.h5");
  for (std::string name : {"absolute", "climbing", "by_symlink"}) {
    EXPECT_NE(text(Asked::meta, "/" + name).find("\"kind\":\"external_link\""), std::string::npos) << name;
    EXPECT_TRUE(text(Asked::data, "/" + name).starts_with("Cannot resolve <ExternalLink")) << name;
    EXPECT_EQ(ask(Asked::data, "/" + name).error().code, ErrorCode::not_found);
  }
  EXPECT_EQ(text(Asked::meta, "/absolute/x"), "/absolute/x is not a valid path in file.h5");
}

TEST_F(Hdf5Answer, external_link_to_a_pipe_or_folder_is_broken_and_waits_for_nobody) {
  ASSERT_EQ(mkfifo((top_ / "in/pipe.h5").c_str(), 0600), 0);
  link("pipe", "pipe.h5");
  link("folder", "deep");
  for (auto path : {"/pipe", "/folder"})
    EXPECT_NE(text(Asked::meta, path).find("external_link"), std::string::npos) << path;
}

TEST_F(Hdf5Answer, virtual_dataset_shows_only_sources_below_the_roots) {
  add_virtual("near", "target.h5");
  add_virtual("far", (top_ / "out/secret.h5").string());
  EXPECT_EQ(text(Asked::data, "/near"), kValues);
  EXPECT_EQ(text(Asked::data, "/far"),
            "[-1.0,-1.0,-1.0,-1.0,-1.0,-1.0,-1.0,-1.0,-1.0,-1.0]");  // as if it were not there
}

TEST_F(Hdf5Answer, external_storage_is_not_read_wherever_it_lies) {
  std::ofstream(top_ / "in/raw") << "ab";
  std::ofstream(top_ / "out/raw") << "cd";
  add_stored_outside("near", (top_ / "in/raw").string());
  add_stored_outside("far", (top_ / "out/raw").string());
  EXPECT_TRUE(text(Asked::data, "/near").starts_with("Cannot resolve the external storage"));
  EXPECT_TRUE(text(Asked::data, "/far").starts_with("Cannot resolve the external storage"));
}

TEST_F(Hdf5Answer, the_file_itself_must_lie_below_the_roots) {
  EXPECT_EQ(ask(Asked::meta, "/", "out/secret.h5").error().code, ErrorCode::forbidden);
  EXPECT_EQ(ask(Asked::meta, "/", "in/none.h5").error().message, "File not found!");
  EXPECT_EQ(ask(Asked::meta, "/", "in/none.h5").error().code, ErrorCode::not_found);
}

TEST_F(Hdf5Answer, a_lent_descriptor_is_read_instead_of_the_path) {
  file_ = Handle();
  const int descriptor = open((top_ / "in/target.h5").c_str(), O_RDONLY);
  fs::rename(top_ / "in/target.h5", top_ / "in/moved.h5");
  Question question;
  question.asked = Asked::data;
  question.file = (top_ / "in/target.h5").string();
  question.descriptor = descriptor;
  question.roots = {(top_ / "in").string()};
  question.path = "/values";
  EXPECT_EQ(answer(question)->text(), kValues);
  EXPECT_EQ(fcntl(descriptor, F_GETFD) & FD_CLOEXEC, 0);  // lent, not taken
  close(descriptor);
}

TEST_F(Hdf5Answer, more_than_an_answer_holds_is_refused_before_it_is_read) {
  link("values", "target.h5");
  most_bytes_ = 79;
  const auto whole = ask(Asked::data, "/values");
  EXPECT_EQ(whole.error().code, ErrorCode::too_large);
  EXPECT_EQ(whole.error().message, "this selection has 80 bytes; an answer holds at most 79: select less");
  selection_ = "2:4";
  EXPECT_EQ(text(Asked::data, "/values"), "[0.2,0.3]");
  most_bytes_ = 10;
  selection_ = "3";
  EXPECT_EQ(text(Asked::data, "/values"), "0.3");
}

TEST_F(Hdf5Answer, bytes_of_a_selection_are_its_elements_alone) {
  file_ = Handle();
  Question question;
  question.asked = Asked::data;
  question.file = (top_ / "in/target.h5").string();
  question.roots = {(top_ / "in").string()};
  question.path = "/values";
  question.selection = "2:8:2";
  question.format = "bin";
  const double wanted[] = {0.2, 0.4, 0.6};
  EXPECT_EQ(answer(question)->text(), std::string(reinterpret_cast<const char*>(wanted), sizeof wanted));
  question.format = "npy";
  EXPECT_TRUE(answer(question)->text().starts_with("\x93NUMPY"));
  EXPECT_EQ(answer(question)->text().size(), 128 + sizeof wanted);
}

TEST_F(Hdf5Answer, what_is_no_hdf5_is_said) {
  std::ofstream(top_ / "in/text.h5") << "this is text\n";
  std::ofstream(top_ / "in/empty.h5");
  fs::copy(top_ / "in/target.h5", top_ / "in/short.h5");
  fs::resize_file(top_ / "in/short.h5", 1000);
  for (auto name : {"in/text.h5", "in/empty.h5", "in/short.h5"}) {
    const auto given = ask(Asked::meta, "/", name);
    ASSERT_FALSE(given) << name;
    EXPECT_EQ(given.error().code, ErrorCode::unreadable);
    EXPECT_NE(given.error().message.find("still being written"), std::string::npos);
  }
}

TEST_F(Hdf5Answer, links_that_loop_are_reported_and_not_followed) {
  H5Lcreate_soft("/loop", file_.get(), "loop", H5P_DEFAULT, H5P_DEFAULT);
  H5Lcreate_hard(file_.get(), "group", file_.get(), "group/again", H5P_DEFAULT, H5P_DEFAULT);
  H5Lcreate_external("file.h5", "/outside_loop", file_.get(), "outside_loop", H5P_DEFAULT, H5P_DEFAULT);
  EXPECT_EQ(text(Asked::meta, "/loop"), R"({"kind":"soft_link","name":"loop","target_path":"/loop"})");
  EXPECT_EQ(text(Asked::paths, "/"), R"(["/","/group","/group/again","/loop","/outside_loop"])");
  EXPECT_NE(text(Asked::meta, "/outside_loop").find("external_link"), std::string::npos);
  EXPECT_NE(text(Asked::meta, "/group/again/again").find("\"name\":\"again\""), std::string::npos);
}

TEST_F(Hdf5Answer, questions_of_the_wrong_thing_are_said) {
  EXPECT_EQ(text(Asked::data, "/group"), "/group is not a dataset");
  EXPECT_EQ(text(Asked::meta, "/nope"), "/nope is not a valid path in file.h5");
  EXPECT_EQ(text(Asked::meta, std::string("/group\0x", 8)).find("is not a valid path") != std::string::npos, true);
  EXPECT_EQ(text(Asked::attr, "/group"), "{}");
}

}  // namespace
}  // namespace weft::hdf5
