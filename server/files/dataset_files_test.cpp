// From a dataset and a path in a request to an opened file: who gets in, and above all who does not.
#include "files/dataset_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "files/spelling.h"
#include "store/sqlite_store.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

struct FilesOfDataset : testing::Test {
  fs::path base = [] {
    std::string pattern = testing::TempDir() + "filesXXXXXX";
    return fs::canonical(mkdtemp(pattern.data()));
  }();
  fs::path root = base / "visitor", outside = base / "secret", folder = root / "ds";
  std::unique_ptr<Store> store = *open_sqlite_store((base / "data").string());
  Manifests manifests{(base / "data").string()};
  Walkable walkable{{root}, 1};
  std::vector<DatasetId> asked;
  std::unique_ptr<DatasetFiles> files =
      make_dataset_files(*store, manifests, walkable, [this](DatasetId id) { asked.push_back(id); });
  const Viewer all = Viewer::everybody();
  DatasetId dataset;

  void SetUp() override {
    fs::create_directories(folder / "gallery");
    fs::create_directories(outside);
    write(folder / "a.h5", "raw");
    write(folder / "gallery/k_Kratky.png", "png");
    write(outside / "passwords", "secret");
    dataset = add(folder.string());
    walk();
  }
  void TearDown() override { fs::remove_all(base); }

  static void write(const fs::path& path, const std::string& bytes) { std::ofstream(path) << bytes; }
  DatasetId add(const std::string& location) {
    const auto writing = store->write();
    Dataset fresh;
    fresh.id = writing->next_dataset();
    fresh.key = {"p", "i", location, "n"};
    fresh.type = "acquisition";
    Draft draft;
    draft.datasets.push_back(fresh);
    writing->apply(std::move(draft));
    writing->commit();
    return fresh.id;
  }
  void walk() {
    manifests.keep(folder.string(), Time{}, *walk_folder(folder.string(), walkable, {}));
    manifests.settle();
  }
  // What the opened file holds, or why it is not opened.
  std::string read(const std::string& file) {
    const auto opened = files->open(all, dataset, file);
    if (!opened) return std::string(to_text(opened.error().code)) + ": " + opened.error().message;
    std::string bytes(100, '\0');
    bytes.resize(static_cast<std::size_t>(::pread(opened->descriptor.get(), bytes.data(), bytes.size(), 0)));
    return bytes;
  }
  std::string why_not(const std::string& file) {
    const auto opened = files->open(all, dataset, file);
    return opened ? "(opened)" : std::string(to_text(opened.error().code));
  }
};

TEST_F(FilesOfDataset, that_are_listed_are_opened_by_path_or_pattern) {
  EXPECT_EQ(read("a.h5"), "raw");
  EXPECT_EQ(read("gallery/k_Kratky.png"), "png");
  EXPECT_EQ(read("**/*_Kratky.png"), "png");
  EXPECT_EQ(why_not("*.cbf"), "not_found");
  const auto opened = files->open(all, dataset, "gallery/*");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->path, "gallery/k_Kratky.png");
  EXPECT_EQ(opened->real_path, (folder / "gallery/k_Kratky.png").string());
  EXPECT_EQ(opened->size_bytes, 3);
}

TEST_F(FilesOfDataset, that_are_named_by_path_are_found_in_the_order_asked) {
  const auto found = files->find_all(all, dataset, {"gallery/k_Kratky.png", "nobody", "gallery", "*.h5", "a.h5"});
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ(found->at(0).path + " " + found->at(1).path, "gallery/k_Kratky.png a.h5");
  EXPECT_EQ(files->find_all(all, DatasetId{99}, {"a.h5"}).error().code, ErrorCode::not_found);
  EXPECT_TRUE(files->find_all(all, add((root / "nobody").string()), {"a.h5"})->empty());
}

TEST_F(FilesOfDataset, that_bears_a_name_like_a_pattern_comes_before_what_it_matches) {
  write(folder / "a*.h5", "itself");
  walk();
  EXPECT_EQ(read("a*.h5"), "itself");
}

TEST_F(FilesOfDataset, that_climb_or_stand_anywhere_else_are_no_files_of_it) {
  write(root / "other", "other");
  for (const auto* path : {"../other", "gallery/../a.h5", "./a.h5", "/etc/passwd", "//etc/passwd",
                           "gallery//k_Kratky.png", "gallery", "gallery/", "", ".", "..", "a.h5/", "..%2fother",
                           "\\x2e\\x2e/other", "*/../other", "{..,x}/other", "**/passwords"})
    EXPECT_EQ(why_not(path), "not_found") << path;
  for (const auto* path : {"..\\other", "..\\..\\etc\\passwd", "a\\x00.h5"})
    EXPECT_EQ(why_not(path), "invalid") << path;
  EXPECT_NE(why_not(std::string("a.h5\0", 5)), "(opened)");
}

TEST_F(FilesOfDataset, that_came_after_the_list_are_not_in_it) {
  write(folder / "new", "new");
  EXPECT_EQ(why_not("new"), "not_found");
  walk();
  EXPECT_EQ(read("new"), "new");
}

TEST_F(FilesOfDataset, that_are_links_are_opened_only_where_the_roots_reach) {
  write(root / "movie.mrc", "movie");
  fs::create_symlink(root / "movie.mrc", folder / "in.mrc");
  fs::create_symlink("../movie.mrc", folder / "relative.mrc");
  fs::create_symlink(folder / "in.mrc", folder / "chain.mrc");
  fs::create_symlink(outside / "passwords", folder / "out");
  fs::create_symlink(folder / "out", folder / "chain_out");
  fs::create_symlink("/etc/passwd", folder / "etc");
  fs::create_symlink("/proc/self/environ", folder / "proc");
  fs::create_symlink(folder / "nothing", folder / "dangling");
  fs::create_symlink(folder / "loop", folder / "loop");
  fs::create_directory_symlink(root, folder / "folder");
  fs::create_directory_symlink(outside, root / "door");
  fs::create_symlink(root / "door/passwords", folder / "through_door");
  walk();
  EXPECT_EQ(read("in.mrc"), "movie");
  EXPECT_EQ(read("relative.mrc"), "movie");
  EXPECT_EQ(read("chain.mrc"), "movie");
  for (const auto* path : {"out", "chain_out", "etc", "proc", "through_door"})
    EXPECT_EQ(why_not(path), "forbidden") << path;
  for (const auto* path : {"dangling", "loop", "folder", "folder/movie.mrc"})
    EXPECT_EQ(why_not(path), "not_found") << path;
}

TEST_F(FilesOfDataset, whose_folder_became_a_link_since_are_gone) {
  write(outside / "k_Kratky.png", "secret");
  fs::rename(folder / "gallery", base / "moved");
  fs::create_directory_symlink(outside, folder / "gallery");
  EXPECT_EQ(why_not("gallery/k_Kratky.png"), "not_found");
  fs::remove(folder / "gallery");
  fs::create_directories(root / "elsewhere");
  write(root / "elsewhere/k_Kratky.png", "of another dataset");
  fs::create_directory_symlink(root / "elsewhere", folder / "gallery");
  EXPECT_EQ(why_not("gallery/k_Kratky.png"), "not_found") << "inside the roots, and still another folder";
}

TEST_F(FilesOfDataset, whose_own_folder_became_a_link_since_are_gone) {
  fs::rename(folder, root / "moved");
  fs::create_directory_symlink(root / "moved", folder);
  EXPECT_EQ(why_not("a.h5"), "not_found") << "where it leads may be somebody else's";
  fs::remove(folder);
  write(outside / "a.h5", "secret");
  fs::create_directory_symlink(outside, folder);
  EXPECT_EQ(why_not("a.h5"), "forbidden");
  fs::remove(folder);
  fs::rename(root / "moved", folder);
  EXPECT_EQ(read("a.h5"), "raw");
}

TEST_F(FilesOfDataset, that_became_something_else_since_are_not_opened) {
  fs::remove(folder / "a.h5");
  EXPECT_NE(read("a.h5").find("is gone since"), std::string::npos);
  ASSERT_EQ(mkfifo((folder / "a.h5").c_str(), 0600), 0);
  EXPECT_EQ(why_not("a.h5"), "not_found") << "a pipe would hold us for ever";
  fs::remove(folder / "a.h5");
  fs::create_directories(folder / "a.h5");
  EXPECT_EQ(why_not("a.h5"), "not_found");
  fs::remove(folder / "a.h5");
  fs::create_symlink(outside / "passwords", folder / "a.h5");
  EXPECT_EQ(why_not("a.h5"), "forbidden");
}

TEST_F(FilesOfDataset, that_changed_have_another_tag) {
  const auto before = files->open(all, dataset, "a.h5")->etag;
  EXPECT_EQ(files->open(all, dataset, "a.h5")->etag, before);
  write(folder / "a.h5", "raw and more");
  EXPECT_NE(files->open(all, dataset, "a.h5")->etag, before);
  EXPECT_EQ(read("a.h5"), "raw and more") << "what is there now is served";
}

TEST_F(FilesOfDataset, with_names_of_any_bytes_are_opened_by_their_spelling) {
  const std::string hostile = "a\nb\xFF\\c" + std::string(249, '\xFE');
  write(folder / hostile, "hostile");
  walk();
  const auto page = files->list(all, dataset, {.prefix = "a\n"});
  ASSERT_EQ(page->files.size(), 1u);
  EXPECT_EQ(read(spell_path(page->files[0].path)), "hostile");
  EXPECT_EQ(read("a\nb\\xFF*"), "hostile");
}

TEST_F(FilesOfDataset, are_listed_in_pages) {
  write(folder / "b", "12345");
  walk();
  auto page = files->list(all, dataset, {.limit = 2});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->state, ListState::listed);
  EXPECT_EQ(page->total, 3);
  EXPECT_EQ(page->volume, 11);
  EXPECT_EQ(page->files.size(), 2u);
  page = files->list(all, dataset, {.after = page->next_cursor, .limit = 2});
  ASSERT_EQ(page->files.size(), 1u);
  EXPECT_EQ(page->files[0].path, "gallery/k_Kratky.png");
  EXPECT_EQ(page->next_cursor, "");
  EXPECT_EQ(files->list(all, dataset, {.glob = "**.png"})->total, 1);
  EXPECT_EQ(files->list(all, dataset, {.prefix = "a\\"}).error().subject, "prefix");
}

TEST_F(FilesOfDataset, never_walked_are_pending_and_asked_for) {
  fs::remove_all(base / "data/manifests");
  EXPECT_EQ(files->list(all, dataset, {})->state, ListState::pending);
  EXPECT_EQ(why_not("a.h5"), "unavailable");
  EXPECT_EQ(asked, (std::vector<DatasetId>{dataset, dataset}));
}

TEST_F(FilesOfDataset, with_a_damaged_manifest_are_pending_and_asked_for_again) {
  for (const auto& entry : fs::recursive_directory_iterator(base / "data/manifests"))
    if (entry.is_regular_file()) fs::resize_file(entry.path(), entry.file_size() - 1);
  EXPECT_EQ(files->list(all, dataset, {})->state, ListState::pending);
  EXPECT_EQ(asked.size(), 1u);
  walk();
  EXPECT_EQ(read("a.h5"), "raw");
}

// Whoever sends a dataset says where it lies: the answer does not tell him what is there.
TEST_F(FilesOfDataset, of_a_folder_that_cannot_be_opened_are_unreadable_for_one_reason_whatever_the_cause) {
  const auto reason_of = [this](const fs::path& location) {
    dataset = add(location.string());
    const auto page = files->list(all, dataset, {});
    EXPECT_EQ(page->state, ListState::unreadable);
    EXPECT_EQ(why_not("passwords"), "not_found");
    return page->reason;
  };
  const auto reason = reason_of(root / "nobody");
  EXPECT_EQ(
      reason,
      "the folder is not there, is closed to Weft, or lies outside the roots (--root): the log of the server says "
      "which");
  EXPECT_EQ(reason_of(outside), reason);
  EXPECT_EQ(reason_of(outside / "nobody"), reason);
  EXPECT_EQ(reason_of(outside / "passwords"), reason);
  fs::create_directory_symlink(outside, root / "leading_out");
  EXPECT_EQ(reason_of(root / "leading_out"), reason);
  EXPECT_TRUE(asked.empty());
}

TEST_F(FilesOfDataset, are_those_of_the_datasets_a_viewer_sees) {
  const auto nobody = Viewer::of({});
  EXPECT_EQ(files->list(nobody, dataset, {}).error().code, ErrorCode::not_found);
  EXPECT_EQ(files->open(nobody, dataset, "a.h5").error().code, ErrorCode::not_found);
  EXPECT_EQ(files->open(all, DatasetId{99}, "a.h5").error().code, ErrorCode::not_found);
}

TEST_F(FilesOfDataset, name_others_only_inside_the_roots) {
  EXPECT_TRUE(files->open_real((folder / "a.h5").string()));
  EXPECT_EQ(files->open_real((outside / "passwords").string()).error().code, ErrorCode::forbidden);
  EXPECT_EQ(files->open_real((root / "../secret/passwords").string()).error().code, ErrorCode::forbidden);
  EXPECT_EQ(files->open_real("ds/a.h5").error().code, ErrorCode::invalid);
  EXPECT_EQ(files->open_real("/dev/null").error().code, ErrorCode::forbidden);
}

}  // namespace
}  // namespace weft
