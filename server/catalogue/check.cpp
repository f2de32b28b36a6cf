#include "catalogue/check.h"

#include <algorithm>
#include <map>

#include "catalogue/fold.h"
#include "catalogue/links.h"
#include "catalogue/slots.h"

namespace weft {
namespace {

constexpr int kPortion = 1000;
constexpr std::size_t kMostFindings = 1000;

std::string shown(const Input& row) {
  std::string out(to_text(row.state));
  for (const auto id : row.datasets) out += " " + std::to_string(id.value);
  return out;
}

class Check {
 public:
  Check(Reading& reading, const Facility& facility) : reading_(reading), facility_(facility) {}

  CheckReport run(const std::function<void(std::int64_t, std::int64_t)>& progress) {
    DatasetFilter all;
    all.with_deleted = true;
    const auto total = reading_.count(all);
    for (DatasetId after;;) {
      const auto ids = reading_.list(all, after, kPortion);
      if (ids.empty()) break;
      check_portion(ids);
      report_.datasets += static_cast<std::int64_t>(ids.size());
      if (progress) progress(report_.datasets, total);
      after = ids.back();
    }
    for (const auto& slot : reading_.investigations("", ""))
      if (slot.kind != SlotKind::unscheduled) check_told_slot(slot);
    check_waiting();
    check_feed();
    return std::move(report_);
  }

 private:
  void say(DatasetId dataset, std::string subject, std::string sentence) {
    ++report_.found;
    if (report_.findings.size() < kMostFindings)
      report_.findings.push_back({dataset, std::move(subject), std::move(sentence)});
  }

  void check_portion(const std::vector<DatasetId>& ids) {
    std::map<DatasetId, std::vector<Input>> lists;
    for (auto& row : reading_.inputs_of(ids)) lists[row.output].push_back(std::move(row));
    for (const auto& dataset : reading_.datasets(ids)) {
      const auto history = reading_.history(dataset.id);
      if (history.empty()) {
        say(dataset.id, "history", "no statement is left of it");
        continue;
      }
      auto folded = fold(dataset.key, history, reading_.updates_at(dataset.key.location), facility_);
      check_fold(dataset, folded.dataset);
      check_links(dataset, lists[dataset.id], std::move(folded.inputs));
      check_slot(dataset);
    }
  }

  void check_fold(const Dataset& stored, const Dataset& folded) {
    if (stored.parameters != folded.parameters)
      say(stored.id, "parameters", "its parameters are not what its statements make");
    if (stored.type != folded.type)
      say(stored.id, "type", "it is " + stored.type + ", its statements make it " + folded.type);
    if (stored.start != folded.start || stored.end != folded.end)
      say(stored.id, "dates", "its dates are not what its statements say");
    if (stored.sample_name != folded.sample_name)
      say(stored.id, "sample", "its sample is " + stored.sample_name + ", its statements say " + folded.sample_name);
    if (stored.sample_type != folded.sample_type || stored.sample_parameters != folded.sample_parameters)
      say(stored.id, "sample", "the type or the parameters of its sample are not what its statements make");
    if (stored.job != folded.job || stored.application != folded.application)
      say(stored.id, "job", "its job or application is not what its statements make");
    if (stored.forced_investigation != folded.forced_investigation)
      say(stored.id, "investigation",
          "it asks for investigation '" + stored.forced_investigation + "', its statements for '" +
              folded.forced_investigation + "'");
    if (stored.comment != folded.comment) say(stored.id, "comment", "its comment is not what its statements say");
    if (stored.complete != folded.complete)
      say(stored.id, "complete", "whether it is complete is not what its last statement says");
  }

  void check_links(const Dataset& dataset, const std::vector<Input>& stored, std::vector<Input> expected) {
    PlacesAfter places(reading_);
    resolve(expected, dataset.id, dataset.key, places, facility_);
    if (stored.size() != expected.size()) {
      say(dataset.id, "links",
          std::to_string(stored.size()) + " inputs are stored, its statements name " + std::to_string(expected.size()));
      return;
    }
    for (std::size_t i = 0; i < stored.size(); ++i) {
      ++report_.inputs;
      report_.pending += expected[i].state == InputState::pending;
      report_.withdrawn += expected[i].state == InputState::withdrawn;
      if (stored[i].state != expected[i].state || stored[i].datasets != expected[i].datasets ||
          stored[i].target != expected[i].target)
        say(dataset.id, "links",
            "input " + std::to_string(i) + " '" + stored[i].text + "' is stored as " + shown(stored[i]) +
                ", and means " + shown(expected[i]));
    }
  }

  void check_slot(const Dataset& dataset) {
    const auto belongs = investigation_now(dataset);
    if (belongs != dataset.investigation)
      say(dataset.id, "investigation",
          "it stands in investigation " + std::to_string(dataset.investigation.value) + " and belongs to " +
              std::to_string(belongs.value));
    if (dataset.sample_name.empty()) return;
    const Sample sample{{}, dataset.investigation, dataset.sample_name};
    if (reading_.find_samples({&sample, 1}).front() != dataset.sample)
      say(dataset.id, "sample", "its sample is not the one of that name in its investigation");
  }

  InvestigationId investigation_now(const Dataset& dataset) {
    const auto pair = std::pair(dataset.key.proposal, dataset.key.instrument);
    auto [at, is_new] = slots_.try_emplace(pair);
    if (is_new) at->second = reading_.investigations(pair.first, pair.second);
    const auto bearers = bearers_of(reading_, dataset.forced_investigation);
    const auto* slot = investigation_of(pair.first, dataset.start, at->second, bearers);
    return slot ? slot->id : InvestigationId{};
  }

  void check_told_slot(const Investigation& slot) {
    const auto history = reading_.slot_history(slot.id);
    const auto about = "investigation " + std::to_string(slot.id.value) + " ";
    if (history.empty()) return say({}, "investigation", about + "has no statement left");
    const auto folded = fold_slot(slot, history);
    const auto shown = [](const Investigation& i) { return std::tie(i.kind, i.end, i.external_id, i.title, i.visit); };
    if (shown(slot) != shown(folded)) say({}, "investigation", about + "is not what its statements make");
    for (const auto& said : history) {
      const auto& id = said.statement.investigation_id;
      const auto bearers = id.empty() ? std::vector{slot.id.value} : reading_.external("investigation", id);
      if (std::find(bearers.begin(), bearers.end(), slot.id.value) == bearers.end())
        say({}, "investigation", about + "was given the id " + id + " and does not bear it");
    }
  }

  // An update waits only as long as one of its folders is empty.
  void check_waiting() {
    MessageFilter filter;
    filter.state = MessageState::waiting;
    filter.limit = kPortion;
    for (;;) {
      const auto messages = reading_.messages(filter);
      if (messages.empty()) return;
      for (const auto& message : messages)
        if (reading_.waits_no_longer(message.seq, {}))
          say({}, "waiting",
              "message " + std::to_string(message.seq.value) + " waits, and all its folders have a dataset");
      filter.after = messages.back().seq;
    }
  }

  void check_feed() {
    Seq expected{1};
    for (Seq after;;) {
      const auto changes = reading_.changes(after, kPortion);
      if (changes.empty()) break;
      for (const auto& change : changes) {
        if (change.seq != expected)
          say({}, "feed",
              "the feed has " + std::to_string(change.seq.value) + " where " + std::to_string(expected.value) +
                  " should be");
        expected = Seq{change.seq.value + 1};
      }
      after = changes.back().seq;
    }
    if (expected.value != reading_.status().applied.value + 1)
      say({}, "feed", "the feed ends before the position the store calls applied");
  }

  Reading& reading_;
  const Facility& facility_;
  CheckReport report_;
  std::map<std::pair<std::string, std::string>, std::vector<Investigation>> slots_;
};

}  // namespace

CheckReport check_catalogue(Reading& reading, const Facility& facility,
                            const std::function<void(std::int64_t done, std::int64_t all)>& progress) {
  return Check(reading, facility).run(progress);
}

}  // namespace weft
