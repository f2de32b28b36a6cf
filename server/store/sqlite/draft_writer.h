// DraftWriter: puts one Draft into the tables. Knows no transaction; the caller holds a savepoint. One thread.
#pragma once
#include "store/draft.h"
#include "store/sqlite/connection.h"

namespace weft::sqlite {

// The highest id of each kind that a row carries.
struct TakenIds {
  DatasetId dataset;
  InvestigationId investigation;
  SampleId sample;
};

class DraftWriter {
 public:
  // `taken` before this draft: rows beyond are new.
  DraftWriter(Connection& connection, const TakenIds& taken) : connection_(connection), taken_(taken) {}
  // What is taken afterwards.
  TakenIds write(const Draft& draft);

 private:
  void write_outcome(const Outcome& outcome);
  void write_change(const Change& change);
  void write_touched(const Draft& draft);
  bool is_told_by_statement(const Dataset& dataset, const Draft& draft) const;
  void write_dataset(const Dataset& dataset, const Draft& draft);
  void write_history(const HistoryStatement& said);
  void write_slot_history(const SlotStatement& said);
  void write_update(const FolderUpdate& update);
  void write_inputs(const InputList& list);
  void write_input(const Input& input);
  void write_links(const Input& input);
  void relink(const Input& input);
  void write_investigation(const Investigation& slot);
  void write_sample(const Sample& sample);
  void write_attributes(const Draft& draft);
  void write_external_id(const ExternalId& id);
  void write_task(const Task& task);
  bool is_new(DatasetId id) const { return id > taken_.dataset; }

  Connection& connection_;
  TakenIds taken_;
};

}  // namespace weft::sqlite
