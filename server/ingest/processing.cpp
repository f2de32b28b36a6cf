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

ReadMessage read_now(const Message& message, const Catalogue& catalogue, const Store* store) {
  auto statement = read_statement(message);
  if (!statement) return {std::move(statement.error()), ""};
  auto identity_of_it = identity(message, *statement);
  auto* told = std::get_if<DatasetStatement>(&*statement);
  if (!told) return {*std::move(statement), std::move(identity_of_it)};
  auto foretold = foretell(message, std::move(identity_of_it), std::move(*told), catalogue.facility());
  if (!foretold) return {std::move(foretold.error()), ""};
  if (store) store->pack(foretold->said);
  return {*std::move(foretold), ""};
}

Draft draft_of(const Message& message, ReadMessage read, Seq seq, const Catalogue& catalogue, Writing& writing) {
  if (auto* foretold = std::get_if<Foretold>(&read.says))
    return catalogue.draft(message, std::move(*foretold), seq, writing);
  if (const auto* statement = std::get_if<Statement>(&read.says))
    return catalogue.draft(message, read.identity, *statement, seq, writing);
  if (const auto* failure = std::get_if<std::exception_ptr>(&read.says)) std::rethrow_exception(*failure);
  return catalogue.refuse(message, std::get<Error>(read.says), seq);
}

bool can_be_replayed(const Message& message) {
  return message.state == MessageState::refused || message.state == MessageState::waiting;
}

// A replay takes the replayed message's place: the change is what that message changes now, told by the act's position.
Draft draft_replay(const Message& act, const Replay& replay, const Catalogue& catalogue, Writing& writing) {
  const auto found = writing.messages_at(replay.messages);
  if (found.size() != 1 || !can_be_replayed(found.front()) || is_act_destination(found.front().destination))
    return catalogue.draft(act, "", replay, act.seq, writing);
  auto draft = draft_of(found.front(), read_message(found.front(), catalogue), act.seq, catalogue, writing);
  draft.change.principal = act.principal;
  draft.outcomes.push_back({act.seq, MessageState::catalogued, "", "", draft.outcomes.front().dataset});
  return draft;
}

void finish_walks(const FoldersWalked& walked, Writing& writing) {
  std::vector<Task> tasks;
  for (const auto& folder : walked.folders) tasks.push_back({"walk", folder.dataset.value, folder.due, 0});
  writing.finish_tasks(tasks);
}

MessageState apply_act(const Message& message, const Statement& act, const Catalogue& catalogue, Writing& writing) {
  const auto* replay = std::get_if<Replay>(&act);
  auto draft = replay ? draft_replay(message, *replay, catalogue, writing)
                      : catalogue.draft(message, identity(message, act), act, message.seq, writing);
  const auto state = draft.outcomes.back().state;
  writing.apply(std::move(draft));
  if (const auto* walked = std::get_if<FoldersWalked>(&act)) finish_walks(*walked, writing);
  return state;
}

const Statement* act_in(const Message& message, const ReadMessage& read) {
  return is_act_destination(message.destination) ? std::get_if<Statement>(&read.says) : nullptr;
}

MessageState apply_message(const Message& message, ReadMessage read, const Catalogue& catalogue, Writing& writing) {
  if (const auto* act = act_in(message, read)) return apply_act(message, *act, catalogue, writing);
  auto draft = draft_of(message, std::move(read), message.seq, catalogue, writing);
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

ReadMessage read_message(const Message& message, const Catalogue& catalogue, const Store* store) {
  try {
    return read_now(message, catalogue, store);
  } catch (...) {
    return {std::current_exception(), ""};
  }
}

MessageState process(const Message& message, const Catalogue& catalogue, Writing& writing) {
  return process(message, read_message(message, catalogue), catalogue, writing);
}

MessageState process(const Message& message, ReadMessage read, const Catalogue& catalogue, Writing& writing) {
  try {
    return apply_message(message, std::move(read), catalogue, writing);
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
