#include "ingest/say_again.h"

#include "base/check.h"
#include "ingest/processing.h"
#include "ingest/reading.h"

namespace weft {
namespace {

constexpr int kPortion = 512;

class Saying {
 public:
  Saying(Store& from, const Catalogue& catalogue) : catalogue_(catalogue), old_(from.read(Viewer::everybody())) {}

  Seq all() { return old_->status().received; }

  // One portion in one transaction; answers the last position, or `after` when there is none left.
  Seq portion(Store& into, Seq after) {
    MessageFilter filter;
    filter.after = after;
    filter.limit = kPortion;
    filter.with_bodies = true;
    auto messages = old_->messages(filter);
    if (messages.empty()) return after;
    const auto writing = into.write();
    for (auto& message : messages) say(message, *writing);
    writing->commit();
    return messages.back().seq;
  }

 private:
  void say(Message& message, Writing& writing) {
    const bool was_poison = message.reason_code == to_text(ErrorCode::poison);
    const auto seq = message.seq;
    if (is_act_destination(message.destination)) message.body = translated(message, writing);
    message.attempts = 1;
    message.state = MessageState::received;
    message.reason_code.clear();
    message.reason.clear();
    message.dataset = {};
    CHECK(writing.append({&message, 1}) == seq, "a message said again has another position than before");
    message.seq = seq;
    if (was_poison)
      refuse_as_poison(message, catalogue_, writing);
    else
      process(message, catalogue_, writing);
  }

  // The act's body with the ids that its datasets have in the new store.
  std::string translated(const Message& message, Writing& writing) {
    auto act = read_statement(message);
    if (!act) return message.body;
    if (auto* deletion = std::get_if<Deletion>(&*act))
      return deletion->dataset = now(deletion->dataset, writing), write_act(*deletion);
    if (auto* restoration = std::get_if<Restoration>(&*act))
      return restoration->dataset = now(restoration->dataset, writing), write_act(*restoration);
    if (auto* walked = std::get_if<FoldersWalked>(&*act)) {
      for (auto& folder : walked->folders) folder.dataset = now(folder.dataset, writing);
      return write_act(*walked);
    }
    return message.body;
  }

  // The dataset that the old one's first message belongs to now; an id that nobody has when there is none.
  DatasetId now(DatasetId before, Writing& writing) {
    const auto known = old_->datasets({&before, 1});
    if (known.empty()) return before;
    const auto told = writing.messages_at({&known.front().first_seq, 1});
    return told.empty() || !told.front().dataset ? before : told.front().dataset;
  }

  const Catalogue& catalogue_;
  std::unique_ptr<Reading> old_;
};

}  // namespace

std::string rules_version(const Facility& facility) {
  return facility.alias_version() + "/" + std::to_string(facility.root_depth()) + "/" + facility.revision_parameter();
}

Result<Seq> say_again(Store& from, Store& into, const Catalogue& catalogue,
                      const std::function<void(Seq done, Seq all)>& progress) {
  if (into.read(Viewer::everybody())->status().received)
    return fail(ErrorCode::conflict, "the new store already holds messages");
  Saying saying(from, catalogue);
  const auto all = saying.all();
  Seq done;
  for (Seq next = saying.portion(into, done); next != done; next = saying.portion(into, done)) {
    done = next;
    if (progress) progress(done, all);
  }
  const auto epoch = from.read(Viewer::everybody())->status().epoch;
  const auto writing = into.write();
  for (auto now = writing->status().epoch; now <= epoch; ++now)
    writing->set_alias_version(rules_version(catalogue.facility()), true);
  writing->set_alias_version(rules_version(catalogue.facility()), false);
  writing->commit();
  return done;
}

}  // namespace weft
