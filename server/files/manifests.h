// Manifests: one file for each folder that was walked, in DATA/manifests/, named by the folder and by no id: what a
// disk holds does not depend on the catalogue, so a catalogue said again, restored or copied finds them. They can
// be made again by a walk; one that is missing or damaged is as if nobody had walked. Reading: any thread; keeping:
// one.
#pragma once
#include <optional>
#include <set>
#include <string>

#include "files/manifest.h"
#include "files/walk.h"

namespace weft {

class Manifests {
 public:
  explicit Manifests(std::string data) : folder_(std::move(data) + "/manifests") {}

  // What `walked` says, in place of what was there. Durable after settle(). A machine that fails throws
  // std::system_error, and what was there stays.
  void keep(const std::string& location, Time when, WalkedFolder walked);
  // Why the folder cannot be read now; what was listed stays. Nothing when nothing was.
  void keep_reason(const std::string& location, const std::string& reason);
  // An empty list that says why: for a folder that is there and too large.
  void keep_none(const std::string& location, Time when, const std::string& reason);
  void settle();

  // None: nobody has walked there, or what it left is damaged, which is told in the log.
  std::optional<Manifest> find(const std::string& location) const;
  // Of one that turned out to be damaged.
  void forget(const std::string& location) const;

 private:
  std::string path_of(const std::string& location) const;
  void put(const std::string& location, const std::string& manifest);
  const std::string folder_;
  std::set<std::string> unsettled_;  // folders of manifests in which names were written
};

}  // namespace weft
