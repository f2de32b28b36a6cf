#include "viewers/folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/log.h"
#include "definitions/stable_hash.h"
#include "viewers/yaml.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

// At most a byte more than may be: enough to be told too long.
std::string read_start(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kLongestViewer + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

std::string where(const std::string& file, const ViewerFinding& finding) {
  return file + ":" + std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column) + " " +
         finding.message;
}

bool goes_before(const std::shared_ptr<const ViewerDescription>& a, const std::shared_ptr<const ViewerDescription>& b) {
  return a->priority != b->priority ? a->priority > b->priority : a->name < b->name;
}

void write_set(ViewerSet& set) {
  JsonWriter json;
  json.begin_object().key("viewers").begin_array();
  for (const auto& viewer : set.viewers) json.raw(viewer->json);
  json.end_array().key("problems").begin_array();
  for (const auto& problem : set.problems) write_problem(json, problem.file, problem.finding);
  json.end_array().end_object();
  const auto object = json.take();
  set.json = object.substr(1, object.size() - 2);
  set.etag = "W/\"" + StableHash().add(set.json).hex() + '"';
}

}  // namespace

ViewerFolder::ViewerFolder(std::string folder, const Definitions& definitions)
    : folder_(std::move(folder)), definitions_(definitions), current_(make_set()) {
  look(false);
}

ViewerFolder::~ViewerFolder() { stop(); }

std::shared_ptr<const ViewerSet> ViewerFolder::current() const {
  std::lock_guard lock(mutex_);
  return current_;
}

// *.yaml of the folder by name, at most kMostViewers of them.
std::map<std::string, ViewerFolder::Stamp> ViewerFolder::stamps() const {
  std::map<std::string, Stamp> out;
  if (folder_.empty()) return out;
  std::error_code error;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    const auto name = at->path().filename().string();
    struct stat status {};
    if (name.starts_with('.') || at->path().extension() != ".yaml" || ::stat(at->path().c_str(), &status) != 0 ||
        !S_ISREG(status.st_mode))
      continue;
    out[name] = {status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec, status.st_size, status.st_ino};
  }
  while (out.size() > kMostViewers) out.erase(std::prev(out.end()));
  return out;
}

void ViewerFolder::tell(const std::string& name, const File& file) const {
  for (const auto& finding : file.findings) {
    if (finding.severity == ViewerFinding::Severity::warning)
      log_info("viewer " + where(name, finding));
    else
      log_warning("viewer " + where(name, finding) + (file.good ? "; its last good version stays" : ""));
  }
}

void ViewerFolder::read(const std::string& name, const Stamp& stamp) {
  File& file = files_[name];
  file.read = stamp;
  auto checked = check_viewer(read_start(folder_ + "/" + name), name, definitions_);
  file.findings = std::move(checked.findings);
  if (!has_error(file.findings)) file.good = std::make_shared<const ViewerDescription>(std::move(checked.viewer));
  tell(name, file);
}

bool ViewerFolder::look(bool settle) {
  const auto now = stamps();
  bool changed = std::erase_if(files_, [&](const auto& file) { return !now.contains(file.first); }) > 0;
  for (const auto& [name, stamp] : now) {
    const auto file = files_.find(name);
    if (file != files_.end() && file->second.read == stamp) continue;
    const auto before = seen_.find(name);
    if (settle && (before == seen_.end() || before->second != stamp)) continue;
    read(name, stamp);
    changed = true;
  }
  seen_ = now;
  if (!changed) return false;
  auto set = make_set();
  std::lock_guard lock(mutex_);
  current_ = std::move(set);
  return true;
}

std::shared_ptr<const ViewerSet> ViewerFolder::make_set() const {
  auto set = std::make_shared<ViewerSet>();
  for (const auto& [name, file] : files_) {
    if (file.good) set->viewers.push_back(file.good);
    for (const auto& finding : file.findings) set->problems.push_back({name, finding});
  }
  std::sort(set->viewers.begin(), set->viewers.end(), goes_before);
  write_set(*set);
  return set;
}

// A disk or a memory that fails is no reason to stop serving what was read before.
void ViewerFolder::look_again() {
  try {
    if (look(true)) log_info("viewers: read again, there are " + std::to_string(current()->viewers.size()));
  } catch (const std::exception& failure) {
    log_error("viewers: cannot look at " + folder_ + " now: " + failure.what());
  }
}

void ViewerFolder::start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, kLookEvery, [this] { return stopping_; })) {
      lock.unlock();
      look_again();
      lock.lock();
    }
  });
}

void ViewerFolder::stop() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void write_problem(JsonWriter& json, const std::string& file, const ViewerFinding& finding) {
  json.begin_object()
      .member("file", file)
      .member("line", finding.place.line)
      .member("column", finding.place.column)
      .member("severity", to_text(finding.severity))
      .member("about", to_text(finding.about))
      .member("message", finding.message)
      .end_object();
}

std::string default_viewer_folder() {
  if (const char* named = std::getenv("WEFT_VIEWERS"); named && *named) return named;
  std::error_code error;
  auto folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (int i = 0; i < 5 && !folder.empty() && folder != folder.root_path(); ++i, folder = folder.parent_path())
    for (const char* name : {"share/weft/viewers", "viewers"})
      if (fs::is_regular_file(folder / name / "default.yaml", error)) return (folder / name).string();
  return "";
}

}  // namespace weft
