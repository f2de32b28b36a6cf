#include "ingest/processing.h"

#include "base/log.h"
#include "ingest/reading.h"

namespace weft {
namespace {

// Byte-identical dataset and investigation messages are one statement; commands are told apart by the broker's message
// id, if there is one.
std::string identity(const Message& message, const Statement& statement) {
  if (std::holds_alternative<DatasetStatement>(statement) || std::holds_alternative<InvestigationStatement>(statement))
    return fingerprint(message);
  return message.broker_id.empty() ? "" : fingerprint_of_broker_id(message.broker_id);
}

Draft draft_of(const Message& message, Seq seq, const Catalogue& catalogue, Writing& writing) {
  const auto statement = read_statement(message);
  if (!statement) return catalogue.refuse(message, statement.error(), seq);
  return catalogue.draft(message, identity(message, *statement), *statement, seq, writing);
}

bool can_be_replayed(const Message& message) {
  return message.state == MessageState::refused || message.state == MessageState::waiting;
}

// A replay takes the replayed message's place: the change is what that message changes now, told by the act's position.
Draft draft_replay(const Message& act, const Replay& replay, const Catalogue& catalogue, Writing& writing) {
  const auto found = writing.messages_at(replay.messages);
  if (found.size() != 1 || !can_be_replayed(found.front()) || is_act_destination(found.front().destination))
    return catalogue.draft(act, "", replay, act.seq, writing);
  auto draft = draft_of(found.front(), act.seq, catalogue, writing);
  draft.change.principal = act.principal;
  draft.outcomes.push_back({act.seq, MessageState::catalogued, "", "", draft.outcomes.front().dataset});
  return draft;
}

void finish_walks(const FoldersWalked& walked, Writing& writing) {
  std::vector<Task> tasks;
  for (const auto& folder : walked.folders) tasks.push_back({"walk", folder.dataset.value, folder.due, 0});
  writing.finish_tasks(tasks);
}

MessageState apply_message(const Message& message, const Catalogue& catalogue, Writing& writing) {
  Draft draft;
  if (is_act_destination(message.destination)) {
    const auto act = read_statement(message);
    if (act && std::holds_alternative<Replay>(*act))
      draft = draft_replay(message, std::get<Replay>(*act), catalogue, writing);
    else
      draft = draft_of(message, message.seq, catalogue, writing);
    const auto state = draft.outcomes.back().state;
    writing.apply(std::move(draft));
    if (act && std::holds_alternative<FoldersWalked>(*act)) finish_walks(std::get<FoldersWalked>(*act), writing);
    return state;
  }
  draft = draft_of(message, message.seq, catalogue, writing);
  const auto state = draft.outcomes.front().state;
  writing.apply(std::move(draft));
  return state;
}

// Weft itself failed on this one message: it is kept, refused, and the others go on.
MessageState refuse_what_failed(const Message& message, const std::exception& wrong, const Catalogue& catalogue,
                                Writing& writing) {
  log_error("message " + std::to_string(message.seq.value) + " could not be catalogued: " + wrong.what());
  writing.apply(catalogue.refuse(message, {ErrorCode::internal, std::string("Weft failed on it: ") + wrong.what(), ""},
                                 message.seq));
  return MessageState::refused;
}

}  // namespace

MessageState process(const Message& message, const Catalogue& catalogue, Writing& writing) {
  try {
    return apply_message(message, catalogue, writing);
  } catch (const DraftFailure& wrong) {
    return refuse_what_failed(message, wrong, catalogue, writing);
  } catch (const StoreFailure&) {
    throw;
  } catch (const std::exception& wrong) {
    return refuse_what_failed(message, wrong, catalogue, writing);
  }
}

void refuse_as_poison(const Message& message, const Catalogue& catalogue, Writing& writing) {
  log_error("message " + std::to_string(message.seq.value) + " stopped the process three times; it is refused");
  writing.apply(catalogue.refuse(
      message, {ErrorCode::poison, "the process stopped three times while looking at this message", ""}, message.seq));
}

}  // namespace weft
