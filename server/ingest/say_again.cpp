#include "ingest/say_again.h"

#include <algorithm>

#include "base/check.h"
#include "ingest/processing.h"
#include "ingest/reading.h"

namespace weft {
namespace {

constexpr int kPortion = 512;
constexpr DatasetId kNobody{(std::int64_t{1} << 53) - 1};  // ids stay below 2^53 and never come this far

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
    const auto now = [&](DatasetId before) { return dataset_now(before, message.seq, writing); };
    if (auto* deletion = std::get_if<Deletion>(&*act))
      return deletion->dataset = now(deletion->dataset), write_act(*deletion);
    if (auto* restoration = std::get_if<Restoration>(&*act))
      return restoration->dataset = now(restoration->dataset), write_act(*restoration);
    if (auto* walked = std::get_if<FoldersWalked>(&*act)) {
      for (auto& folder : walked->folders) folder.dataset = now(folder.dataset);
      std::erase_if(walked->folders, [](const FolderCounts& folder) { return folder.dataset == kNobody; });
      return write_act(*walked);
    }
    return message.body;
  }

  // Who stands now under the key that the old dataset's first statement makes under the new rules; kNobody when there
  // is none. The id itself says nothing: in the new store it may be somebody else's.
  DatasetId dataset_now(DatasetId before, Seq act, Writing& writing) {
    const auto known = old_->datasets({&before, 1});
    if (known.empty() || known.front().first_seq > act) return kNobody;
    const auto history = old_->history(before);
    const auto first = std::min_element(history.begin(), history.end(),
                                        [](const auto& a, const auto& b) { return a.message < b.message; });
    if (first == history.end()) return kNobody;
    const auto& facility = catalogue_.facility();
    const auto& said = first->statement;
    const auto location = facility.path(said.location);
    if (!location) return kNobody;
    const DatasetKey key{facility.proposal_key(said.proposal), facility.instrument_key(said.instrument), *location,
                         said.name};
    const auto found = writing.find({&key, 1}).front();
    return found ? found : kNobody;
  }

  const Catalogue& catalogue_;
  std::unique_ptr<Reading> old_;
};

}  // namespace

std::string rules_version(const Facility& facility) {
  return std::to_string(kRulesOfThisWeft) + "/" + facility.alias_version() + "/" +
         std::to_string(facility.root_depth()) + "/" + facility.revision_parameter();
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
