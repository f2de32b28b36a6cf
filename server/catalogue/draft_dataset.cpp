#include <algorithm>

#include "catalogue/drafting.h"
#include "catalogue/links.h"

namespace weft {
namespace {

Result<DatasetKey> key_of(const DatasetStatement& s, const Facility& facility) {
  const auto location = facility.path(s.location);
  if (!location)
    return fail(ErrorCode::invalid,
                "the location of a dataset is an absolute path, as the folder is seen on the beamline", s.location);
  DatasetKey key{facility.proposal_key(s.proposal), facility.instrument_key(s.instrument), *location, s.name};
  if (key.proposal.empty()) return fail(ErrorCode::invalid, "a dataset names its proposal", "investigation");
  if (key.instrument.empty()) return fail(ErrorCode::invalid, "a dataset names its instrument", "instrument");
  if (key.name.empty()) return fail(ErrorCode::invalid, "a dataset has a name", "name");
  return key;
}

constexpr std::chrono::milliseconds kGather(200);  // a burst of statements on one dataset is one walk

// The work on one dataset statement, step by step: key -> fold -> slot -> links.
class DatasetDraft {
 public:
  DatasetDraft(const Telling& telling, Foretold foretold)
      : telling_(telling),
        writing_(telling.writing),
        key_(std::move(foretold.key)),
        said_(std::move(foretold.said)),
        folded_(std::move(foretold.folded)) {}

  Draft make() {
    const auto known = writing_.find({&key_, 1}).front();
    if (known && !said_.fingerprint.empty() && writing_.said_before(known, said_.fingerprint))
      return telling_.draft(ChangeKind::nothing, 0, MessageState::catalogued, known);
    if (known) before_ = writing_.datasets({&known, 1}).front();
    if (before_ && before_->state == DatasetState::deleted) return refused_as_deleted();
    said_.dataset = known ? known : writing_.next_dataset();
    fold_statements();
    draft_ = telling_.draft(ChangeKind::dataset, said_.dataset.value, MessageState::catalogued, said_.dataset);
    assign();
    link();
    if (!before_) settle_waiting_updates();
    draft_.datasets.push_back(std::move(folded_.dataset));
    draft_.history.push_back(std::move(said_));
    draft_.tasks.push_back({"walk", draft_.datasets.front().id.value, telling_.clock.now() + kGather, 0});
    return std::move(draft_);
  }

 private:
  Draft refused_as_deleted() const {
    return telling_.refused(
        {ErrorCode::deleted,
         "this dataset was deleted (" + before_->state_reason + "); restore it, then replay this message",
         key_.location + " " + key_.name});
  }

  void fold_statements() {
    fold_with_others();
    auto& d = folded_.dataset;
    d.id = said_.dataset;
    d.first_seq = before_ ? before_->first_seq : telling_.message.seq;
    d.last_seq = telling_.seq;
    settle_counts(d, before_ ? &*before_ : nullptr);
    if (!before_) return;
    d.manifest = before_->manifest;
    d.release_date = before_->release_date;
  }

  // What was foretold stands when nothing else was said.
  void fold_with_others() {
    const bool is_latest = telling_.seq == telling_.message.seq;  // a replay may go before others
    auto onto = before_ && is_latest ? fold_onto(*before_, said_, telling_.facility) : std::nullopt;
    if (onto) {
      folded_ = std::move(*onto);
      return;
    }
    updates_ = writing_.updates_at(key_.location);
    if (!before_ && updates_.empty()) return;
    auto statements = before_ ? writing_.history(before_->id) : std::vector<HistoryStatement>{};
    statements.push_back(said_);
    folded_ = fold(key_, std::move(statements), updates_, telling_.facility);
    said_.tells_document = false;
  }

  void assign() {
    auto& d = folded_.dataset;
    Assigning assigning(telling_, draft_);
    d.investigation = assigning.investigation(key_, d.start, d.forced_investigation);
    if (!d.sample_name.empty()) d.sample = assigning.sample(d.investigation, d.sample_name);
  }

  void link() {
    const auto& d = folded_.dataset;
    const ExternalNames fresh = names_not_borne_yet();
    for (const auto& id : fresh.ids) draft_.external_ids.push_back({"dataset", id, d.id.value});
    for (const auto& doi : fresh.dois) draft_.external_ids.push_back({"doi", doi, d.id.value});
    PlacesAfter places(writing_);
    places.lay_over(d, fresh);
    if (folded_.names_inputs) {
      resolve(folded_.inputs, d.id, key_, places, telling_.facility);
      for (auto& row : folded_.inputs) row.output = d.id;
      if (before_ || !folded_.inputs.empty()) draft_.inputs.push_back({d.id, std::move(folded_.inputs)});
    }
    Moved moved{before_ ? std::string() : key_.location, fresh, folded_.names_inputs ? d.id : DatasetId{}};
    draft_.relinked = relink(writing_, places, telling_.facility, moved);
  }

  ExternalNames names_not_borne_yet() const {
    ExternalNames names{folded_.external_ids, folded_.dois};
    if (!before_) return names;
    const auto borne = [&](const char* kind, const std::string& name) {
      const auto bearers = writing_.external(kind, name);
      return std::find(bearers.begin(), bearers.end(), before_->id.value) != bearers.end();
    };
    std::erase_if(names.ids, [&](const std::string& id) { return borne("dataset", id); });
    std::erase_if(names.dois, [&](const std::string& doi) { return borne("doi", doi); });
    return names;
  }

  // Updates that came before this dataset are catalogued now, unless another of their folders is still empty.
  void settle_waiting_updates() {
    Seq asked;  // an update may name a folder twice
    for (const auto& update : updates_) {
      if (update.message == asked || !is_meant(update, key_)) continue;
      asked = update.message;
      if (writing_.waits_no_longer(update.message, key_))
        draft_.outcomes.push_back({update.message, MessageState::catalogued, "", "", said_.dataset});
    }
  }

  const Telling& telling_;
  Writing& writing_;
  DatasetKey key_;
  HistoryStatement said_;
  Folded folded_;
  std::optional<Dataset> before_;
  std::vector<FolderUpdate> updates_;
  Draft draft_;
};

}  // namespace

Result<Foretold> foretell(const Message& message, std::string fingerprint, DatasetStatement statement,
                          const Facility& facility) {
  auto key = key_of(statement, facility);
  if (!key) return tl::make_unexpected(key.error());
  Foretold foretold;
  foretold.key = std::move(*key);
  auto& said = foretold.said;
  said.message = message.seq;
  said.received_at = message.received_at;
  said.fingerprint = std::move(fingerprint);
  said.revision = revision_of(statement, facility);
  said.statement = std::move(statement);
  foretold.folded = fold_alone(foretold.key, said, facility);
  said.tells_document = true;  // what a statement makes alone is what it says
  return foretold;
}

Draft draft_dataset(const Telling& telling, Foretold foretold) {
  return DatasetDraft(telling, std::move(foretold)).make();
}

}  // namespace weft
