// WriterMemory: answers the one writer need not ask the database for again, for nobody else writes. Forgets all when
// anything is rolled back. One thread at a time: whoever writes.
#pragma once
#include <bitset>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace weft::sqlite {

class WriterMemory {
 public:
  // Of one proposal at one instrument. Null: not remembered.
  const std::vector<Investigation>* slots(const std::string& proposal, const std::string& instrument) const;
  void remember(const std::string& proposal, const std::string& instrument, const std::vector<Investigation>& slots);
  SampleId sample(InvestigationId investigation, const std::string& name) const;  // 0: not remembered
  void remember(const Sample& sample);
  // Who stands in exactly this folder; nobody, too. Null: not remembered.
  const std::vector<Place>* places(const std::string& folder) const;
  void remember(const std::string& folder, const std::vector<Place>& places);
  // False only when no metadata update names this folder. Looks through all of them the first time.
  bool may_have_updates(const std::string& location, Connection& connection);

  // Of what is about to be written; rows up to these ids exist.
  void heed(const Draft& draft, DatasetId last, InvestigationId last_slot, SampleId last_sample);
  void forget();

 private:
  static constexpr std::size_t kMost = 20'000;  // of each; then it starts over
  using Folders = std::bitset<std::size_t{1} << 23>;
  static constexpr std::size_t kMostInFolder = 64;  // who asks for a place gets a copy of all
  void note(const std::string& location);
  void heed_place(const Dataset& dataset, bool is_new);

  std::map<std::pair<std::string, std::string>, std::vector<Investigation>> slots_;
  std::map<InvestigationId, std::unordered_map<std::string, SampleId>> samples_;
  std::size_t sample_count_ = 0;
  std::unordered_map<std::string, std::vector<Place>> places_;
  std::unique_ptr<Folders> updated_;  // by hash; null: not looked through yet
};

}  // namespace weft::sqlite
