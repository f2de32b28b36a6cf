#include "search/differential/script.h"

#include <algorithm>
#include <set>

#include "base/clock.h"

namespace weft::differential {
namespace {

const std::vector<std::string> kNames = {"lyso_1", "Lysozyme", "lyso_2", "integrate", "slices", "Å \"x\"'s"};
const std::vector<std::string> kTypes = {"acquisition", "processed", "processed", "tomo"};
const std::vector<std::string> kSamples = {"", "lyso", "NA", "7"};
const std::vector<std::string> kInstruments = {"id30a1", "id30b", "cm01"};
const std::vector<std::string> kProposals = {"mx1", "mx1", "mx2485"};
const std::vector<std::string> kJobs = {"", "", "j1", "j2"};
const std::vector<std::string> kTimes = {
    "",          "2022-12-31T23:59:59.999999Z", "2023-01-01", "2023-04-25T10:00:00Z", "2023-04-25T10:00:00.000001Z",
    "1969-07-20"};

template <class T>
const T& any_of(const std::vector<T>& all, unsigned which) {
  return all[which % all.size()];
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string list(int elements) {
  std::string out = "0";
  for (int i = 1; i < elements; ++i) out += "," + std::to_string(i);
  return out;
}

std::optional<Time> time(unsigned which) { return read_time(any_of(kTimes, which)); }

std::string folder(std::size_t number) {
  // Every fifth stands beside the one before.
  return "/data/visitor/mx1/id30a1/1/f" + std::to_string(number % 5 == 4 ? number - 1 : number);
}

std::vector<Parameter> parameters(const std::vector<std::pair<unsigned, unsigned>>& numbers) {
  std::map<std::string, std::string> by_name;
  for (const auto& [name, text] : numbers) by_name[any_of(parameter_names(), name)] = any_of(parameter_texts(), text);
  std::vector<Parameter> out;
  for (auto& [name, text] : by_name) out.push_back({name, text});
  return out;
}

class Player {
 public:
  Player(ToldStore& store, const std::function<void()>& told) : store_(store), told_(told) {}

  void play(const Step& step) {
    using Kind = Step::Kind;
    if (step.kind == Kind::tell || step.kind == Kind::tell_again) return tell(step);
    flush();
    if (keys_.empty()) return;
    const auto number = step.which % keys_.size();
    const DatasetId id = id_of(number);
    if (step.kind == Kind::remove) store_.set_state(id, DatasetState::deleted), deleted_.insert(number);
    if (step.kind == Kind::restore) store_.set_state(id, DatasetState::live), deleted_.erase(number);
    if (step.kind == Kind::assign) store_.assign(keys_[number].proposal, keys_[number].instrument);
    if (step.kind == Kind::count_files) store_.count_files(id, step.count, step.count * 1'000'000'007LL);
    told_();
  }
  void flush() {
    in_batch_.clear();
    if (batch_.empty()) return;
    store_.tell(std::move(batch_));
    batch_.clear();
    told_();
  }

 private:
  static DatasetId id_of(std::size_t number) { return {static_cast<std::int64_t>(number) + 1}; }

  DatasetKey new_key(unsigned which) const {
    DatasetKey key;
    key.proposal = any_of(kProposals, which);
    key.instrument = any_of(kInstruments, which / 3);
    key.name = any_of(kNames, which / 9);
    key.location = folder(keys_.size());
    if (keys_.size() % 5 == 4) key.name += "'";
    return key;
  }

  // Up to eight datasets a transaction, each once.
  void tell(const Step& step) {
    const bool is_new = step.kind == Step::Kind::tell || keys_.empty();
    if (is_new) keys_.push_back(new_key(step.which));
    const auto number = is_new ? keys_.size() - 1 : step.which % keys_.size();
    if (batch_.size() == 8 || in_batch_.count(number)) flush();
    in_batch_.insert(number);
    batch_.push_back(told(step, number, is_new));
  }

  ToldStore::Told told(const Step& step, std::size_t number, bool is_new) {
    ToldStore::Told out;
    auto& dataset = out.dataset;
    if (!is_new) dataset.id = id_of(number);
    dataset.key = keys_[number];
    dataset.state = deleted_.count(number) ? DatasetState::deleted : DatasetState::live;
    dataset.type = any_of(kTypes, step.type);
    dataset.complete = step.complete;
    dataset.investigation = {1 + step.which % 3};
    dataset.sample_name = any_of(kSamples, step.sample);
    dataset.start = time(step.start);
    dataset.end = time(step.end);
    dataset.job = any_of(kJobs, step.job);
    dataset.parameters = parameters(step.parameters);
    dataset.sample_parameters = parameters(step.sample_parameters);
    for (const auto& links : step.inputs) {
      auto& input = out.inputs.emplace_back();
      for (const auto link : links) input.push_back(id_of(link % keys_.size()));
    }
    for (const auto other : step.folders) out.folders.push_back(folder(other % (keys_.size() + 6)));
    return out;
  }

  ToldStore& store_;
  const std::function<void()>& told_;
  std::vector<DatasetKey> keys_;
  std::set<std::size_t> deleted_;
  std::vector<ToldStore::Told> batch_;
  std::set<std::size_t> in_batch_;
};

std::vector<std::pair<unsigned, unsigned>> random_parameters(Rng& rng, unsigned most) {
  std::vector<std::pair<unsigned, unsigned>> out(rng() % (most + 1));
  for (auto& [name, text] : out) name = rng() % 1000, text = rng() % 1000;
  return out;
}

Step random_step(Rng& rng) {
  Step step;
  const auto roll = rng() % 100;
  step.kind = roll < 62   ? Step::Kind::tell
              : roll < 80 ? Step::Kind::tell_again
              : roll < 88 ? Step::Kind::remove
              : roll < 93 ? Step::Kind::restore
              : roll < 95 ? Step::Kind::assign
                          : Step::Kind::count_files;
  step.which = rng() % 10'000;
  step.type = rng() % 100, step.sample = rng() % 100, step.start = rng() % 100, step.end = rng() % 100;
  step.job = rng() % 100, step.count = rng() % 4;
  step.complete = rng() % 4;
  if (step.kind != Step::Kind::tell && step.kind != Step::Kind::tell_again) return step;
  step.parameters = random_parameters(rng, 9);
  if (rng() % 3 == 0) step.sample_parameters = random_parameters(rng, 2);
  for (auto inputs = rng() % 3; inputs > 0; --inputs) {
    auto& links = step.inputs.emplace_back(rng() % 4);
    for (auto& link : links) link = rng() % 10'000;
  }
  if (rng() % 3 == 0) step.folders.assign(1 + rng() % 2, rng() % 10'000);
  return step;
}

template <class Member>
void add_without(std::vector<Script>& out, const Script& script, std::size_t at, Member Step::*member) {
  if ((script[at].*member).empty()) return;
  for (const bool all : {true, false}) {
    auto fewer = script;
    if (all)
      (fewer[at].*member).clear();
    else
      (fewer[at].*member).pop_back();
    out.push_back(std::move(fewer));
  }
}

}  // namespace

const std::vector<std::string>& parameter_names() {
  static const std::vector<std::string> names = {"energy", "angles",     "count",          "dose",   "taken",
                                                 "good",   "title",      "motors",         "radius", "MX_resolution",
                                                 "own",    "definition", "input_datasets", "name",   "Straße \"x\""};
  return names;
}

const std::vector<std::string>& parameter_texts() {
  static const std::vector<std::string> texts = {"1",
                                                 "2",
                                                 "10",
                                                 "2.5",
                                                 "1.0",
                                                 "1000 eV",
                                                 "1 keV",
                                                 "2.6±0.1",
                                                 "NA",
                                                 "",
                                                 "-1",
                                                 "-1.0",
                                                 "phi chi",
                                                 "phi",
                                                 "chi phi chi",
                                                 "1,2,3",
                                                 "[1, 2]",
                                                 "['phi', 'chi']",
                                                 "12 m",
                                                 "x",
                                                 "X",
                                                 "Lyso",
                                                 "lysozyme",
                                                 "true",
                                                 "0",
                                                 "-0",
                                                 "1e308",
                                                 "5e-324",
                                                 "-2.5 nm",
                                                 "Å\xCC\x8A",
                                                 "a\"b\\c'd",
                                                 "2023-04-25",
                                                 "2023-04-25T10:00:00+02:00",
                                                 "1682416800",
                                                 " phi ",
                                                 "8-81",
                                                 "2,1,2",
                                                 "MX SAD",
                                                 "MX,SAD",
                                                 "MX",
                                                 "[]",
                                                 "[NA]",
                                                 "1 Gy",
                                                 list(64),
                                                 list(65),
                                                 repeated("long text ", 40),
                                                 repeated("x", 5000) + "Lyso",
                                                 repeated("x", 5000) + "lyso",
                                                 "phi " + repeated("chi ", 70),
                                                 std::string(70'000, 'y')};
  return texts;
}

const std::vector<std::string>& field_texts() {
  static const auto texts = [] {
    std::vector<std::string> all;
    for (const auto* some : {&kNames, &kTypes, &kSamples, &kInstruments, &kProposals, &kJobs})
      all.insert(all.end(), some->begin(), some->end());
    all.insert(all.end(), {"live", "deleted", "true", "false", folder(0), folder(3), "lyso_1'"});
    return all;
  }();
  return texts;
}

Script random_script(Rng& rng, std::size_t steps) {
  Script script(steps);
  for (auto& step : script) step = random_step(rng);
  return script;
}

std::vector<Script> less(const Script& script) {
  std::vector<Script> out;
  for (std::size_t size = (script.size() + 1) / 2; size > 0; size = size > 1 ? (size + 1) / 2 : 0)
    for (std::size_t from = 0; from < script.size(); from += size) {
      auto fewer = script;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(from),
                  fewer.begin() + static_cast<std::ptrdiff_t>(std::min(from + size, script.size())));
      out.push_back(std::move(fewer));
    }
  if (script.size() > 12) return out;
  for (std::size_t at = 0; at < script.size(); ++at) {
    add_without(out, script, at, &Step::parameters);
    add_without(out, script, at, &Step::sample_parameters);
    add_without(out, script, at, &Step::inputs);
    add_without(out, script, at, &Step::folders);
  }
  return out;
}

void play(const Script& script, ToldStore& store, const std::function<void()>& told) {
  Player player(store, told);
  for (const auto& step : script) player.play(step);
  player.flush();
}

std::ostream& operator<<(std::ostream& out, const Step& step) {
  constexpr const char* kKinds[] = {"tell", "tell_again", "remove", "restore", "assign", "count_files"};
  out << kKinds[static_cast<int>(step.kind)] << " " << step.which;
  if (step.kind == Step::Kind::count_files) out << " count " << step.count;
  if (step.kind != Step::Kind::tell && step.kind != Step::Kind::tell_again) return out;
  out << " " << any_of(kTypes, step.type) << " sample \"" << any_of(kSamples, step.sample) << "\" start "
      << any_of(kTimes, step.start) << " end " << any_of(kTimes, step.end) << " job " << any_of(kJobs, step.job)
      << (step.complete ? "" : " incomplete");
  constexpr std::size_t kShown = 40;
  for (const auto& [name, text] : parameters(step.parameters))
    out << " " << name << "=\"" << text.substr(0, kShown) << "\"";
  for (const auto& [name, text] : parameters(step.sample_parameters))
    out << " sample's " << name << "=\"" << text.substr(0, kShown) << "\"";
  for (const auto& links : step.inputs) {
    out << " input(";
    for (const auto link : links) out << " " << link;
    out << " )";
  }
  for (const auto other : step.folders) out << " folder " << other;
  return out;
}

}  // namespace weft::differential
