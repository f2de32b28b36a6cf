#include "catalogue/catalogue.h"

#include "catalogue/drafting.h"

namespace weft {

Draft Telling::draft(ChangeKind what, std::int64_t id, MessageState state, DatasetId dataset) const {
  Draft draft;
  draft.outcomes.push_back({message.seq, state, "", "", dataset});
  draft.change = {seq, clock.now(), what, id, message.seq, message.principal};
  return draft;
}

namespace {

Draft refusal(const Message& message, const Error& why, Seq seq, const Clock& clock) {
  Draft draft;
  draft.outcomes.push_back({message.seq,
                            MessageState::refused,
                            std::string(to_text(why.code)),
                            why.subject.empty() ? why.message : why.message + " (" + why.subject + ")",
                            {}});
  draft.change = {seq, clock.now(), ChangeKind::nothing, 0, message.seq, message.principal};
  return draft;
}

struct ByKind {
  const Telling& telling;
  Draft operator()(const DatasetStatement& s) const {
    auto foretold = foretell(telling.message, telling.fingerprint, s, telling.facility);
    return foretold ? draft_dataset(telling, std::move(*foretold)) : telling.refused(foretold.error());
  }
  Draft operator()(const InvestigationStatement& s) const { return draft_investigation(telling, s); }
  Draft operator()(const MetadataUpdate& s) const { return draft_update(telling, s); }
  Draft operator()(const FilesAdded& s) const { return draft_files_added(telling, s); }
  Draft operator()(const Deletion& s) const { return draft_deletion(telling, s); }
  Draft operator()(const Restoration& s) const { return draft_restoration(telling, s); }
  Draft operator()(const FoldersWalked& s) const { return draft_folders(telling, s); }
  // Who replays looks at the message it names; reaching this line it named none that could be.
  Draft operator()(const Replay&) const {
    return telling.refused({ErrorCode::not_found, "a replay names one message that was refused or waits", "messages"});
  }
  Draft operator()(const NotServedYet& s) const {
    auto draft = telling.draft(ChangeKind::nothing, 0, MessageState::waiting);
    draft.outcomes[0].reason = s.why;
    return draft;
  }
};

}  // namespace

Draft Telling::refused(const Error& why) const { return refusal(message, why, seq, clock); }

Draft Catalogue::draft(const Message& message, const std::string& fingerprint, const Statement& statement, Seq seq,
                       Writing& writing) const {
  // A dataset's statement is looked for within its dataset (draft_dataset.cpp).
  const bool tells_of_none = !std::holds_alternative<DatasetStatement>(statement);
  const auto before =
      tells_of_none && !fingerprint.empty() ? writing.said_before(DatasetId{}, fingerprint) : std::nullopt;
  const bool looked_at_again = before && *before == message.seq;  // its row stands already
  const Telling telling{message, looked_at_again ? "" : fingerprint, seq, facility_, clock_, writing};
  if (before && !looked_at_again) return telling.draft(ChangeKind::nothing, 0, MessageState::catalogued);
  return std::visit(ByKind{telling}, statement);
}

Draft Catalogue::draft(const Message& message, Foretold foretold, Seq seq, Writing& writing) const {
  return draft_dataset({message, foretold.said.fingerprint, seq, facility_, clock_, writing}, std::move(foretold));
}

Draft Catalogue::refuse(const Message& message, const Error& why, Seq seq) const {
  return refusal(message, why, seq, clock_);
}

}  // namespace weft
