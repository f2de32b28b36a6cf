// SqliteWriting: the one writer's transaction; rolled back unless committed. One thread.
#pragma once
#include <mutex>
#include <utility>
#include <vector>

#include "store/sqlite/answering.h"
#include "store/sqlite/draft_writer.h"
#include "store/sqlite/recent.h"
#include "store/sqlite/versions.h"
#include "store/sqlite/writer_memory.h"

namespace weft::sqlite {

class SqliteWriting final : public Answering<Writing> {
 public:
  // `turn` is held until this is destroyed.
  SqliteWriting(Connection& connection, WriterMemory& memory, Versions& versions, Recent& recent,
                std::unique_lock<std::mutex> turn);
  ~SqliteWriting() override;

  // What the writer remembers is not asked again.
  std::vector<Investigation> investigations(const std::string& proposal, const std::string& instrument) override;
  std::vector<SampleId> find_samples(std::span<const Sample> samples) override;
  std::vector<DatasetId> find(std::span<const DatasetKey> keys) override;
  std::vector<Place> places(std::span<const std::string> folders) override;
  std::vector<FolderUpdate> updates_at(const std::string& location) override;

  Seq append(std::span<const Message> messages) override;
  void count_attempts(std::span<const Seq> messages) override;
  DatasetId next_dataset() override { return {++given_.dataset.value}; }
  InvestigationId next_investigation() override { return {++given_.investigation.value}; }
  SampleId next_sample() override { return {++given_.sample.value}; }
  void apply(Draft draft) override;
  Leavings take_leavings() override { return std::exchange(leavings_, {}); }
  void finish_tasks(std::span<const Task> tasks) override;
  void set_alias_version(const std::string& version, bool raise_epoch) override;
  void commit() override;

 private:
  // A write that fails by the machine spoils the transaction for good.
  template <class Act>
  void change(Act&& act);
  bool nobody_stands_in(const std::string& folder);
  void append_one(Seq seq, const Message& message);
  void apply_in_run(Draft draft);
  void begin_run();
  void end_run();
  void return_to_run_without_last();

  Connection& connection_;
  WriterMemory& memory_;
  Versions& versions_;
  Recent& recent_;
  std::unique_lock<std::mutex> turn_;
  Seq last_;
  TakenIds taken_;  // by rows
  TakenIds given_;  // by next_...()
  bool spoilt_ = false;
  bool committed_ = false;
  // Drafts since the savepoint, which is one for many: what a draft leaves by halves is undone together with those
  // before it, and these are written again.
  std::vector<Draft> run_;
  std::size_t run_rows_ = 0;
  Leavings leavings_;
  TakenIds taken_before_run_;
  bool in_run_ = false;
};

}  // namespace weft::sqlite
