#include "catalogue/fold.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/text.h"
#include "lineage/inputs.h"

namespace weft {
namespace {

constexpr const char* kInputDatasets = "input_datasets";
constexpr const char* kWorkflow = "Workflow_id";

auto place_by_name(std::vector<Parameter>& parameters, const std::string& name) {
  return std::lower_bound(parameters.begin(), parameters.end(), name,
                          [](const Parameter& p, const std::string& n) { return p.name < n; });
}

// Sorted by name, without those that the sender removes.
std::vector<Parameter> last_of_each_name(const std::vector<ParameterText>& sent) {
  std::vector<const ParameterText*> sorted;
  sorted.reserve(sent.size());
  for (const auto& parameter : sent) sorted.push_back(&parameter);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  std::vector<Parameter> last;
  last.reserve(sorted.size());
  for (std::size_t i = 0; i < sorted.size(); ++i)
    if ((i + 1 == sorted.size() || sorted[i + 1]->name != sorted[i]->name) && sorted[i]->text)
      last.push_back({sorted[i]->name, *sorted[i]->text});
  return last;
}

// Collects what statement after statement says.
class Folding {
 public:
  Folding(Dataset before, const Facility& facility) : facility_(facility) { folded_.dataset = std::move(before); }

  void say(const HistoryStatement& said) {
    const auto& s = said.statement;
    set_all(s.parameters);
    if (s.inputs) {
      folded_.inputs = read_inputs(*s.inputs, facility_);
      list_text_.reset();
    }
    for (const auto& parameter : s.sample_parameters) set_parameter(folded_.dataset.sample_parameters, parameter);
    auto& d = folded_.dataset;
    if (s.type) stated_type_ = *s.type;
    if (const auto start = read_time(s.start_date)) d.start = start;
    if (const auto end = read_time(s.end_date)) d.end = end;
    keep(d.sample_name, s.sample_name);
    keep(d.sample_type, s.sample_type);
    keep(d.forced_investigation, s.investigation_id);
    keep(d.comment, s.comment);
    keep(d.job, s.job);
    bear(folded_.external_ids, s.external_id);
    bear(folded_.dois, normal_doi(s.doi));
    d.complete = s.complete;
  }

  // The first statement fills an empty list: sorted once, instead of one name after the other put in its place.
  void set_all(const std::vector<ParameterText>& sent) {
    auto& parameters = folded_.dataset.parameters;
    if (!parameters.empty()) {
      for (const auto& parameter : sent) set(parameter);
      return;
    }
    parameters = last_of_each_name(sent);
    for (const auto& parameter : sent)
      if (parameter.name == kInputDatasets) list_text_ = parameter.text.value_or("");
  }

  void set(const ParameterText& parameter) {
    set_parameter(folded_.dataset.parameters, parameter);
    if (parameter.name == kInputDatasets) list_text_ = parameter.text.value_or("");
  }

  Folded result() && {
    auto& d = folded_.dataset;
    if (list_text_) folded_.inputs = read_input_list(*list_text_, facility_);
    d.application.clear();
    d.type = !stated_type_.empty() ? stated_type_ : folded_.inputs.empty() ? "acquisition" : "processed";
    if (const auto* workflow = find_parameter(d.parameters, kWorkflow); workflow && d.job.empty()) d.job = *workflow;
    if (const auto* program = find_parameter(d.parameters, "Process_program")) d.application = *program;
    return std::move(folded_);
  }

 private:
  static void keep(std::string& field, const std::string& said) {
    if (!said.empty()) field = said;
  }

  static void bear(std::vector<std::string>& names, const std::string& said) {
    if (!said.empty() && std::find(names.begin(), names.end(), said) == names.end()) names.push_back(said);
  }

  const Facility& facility_;
  Folded folded_;
  std::string stated_type_;
  std::optional<std::string> list_text_;  // the latest inputs came as one text
};

bool goes_before(const HistoryStatement& a, const HistoryStatement& b) {
  const auto order = [](const HistoryStatement& s) { return std::pair(s.revision.value_or(0), s.message); };
  return order(a) < order(b);
}

// Index of the statement an update goes behind.
std::size_t anchor_of(const FolderUpdate& update, const std::vector<HistoryStatement>& statements) {
  std::optional<std::size_t> latest;
  std::size_t first = 0;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (statements[i].message < update.message) latest = i;
    if (statements[i].message < statements[first].message) first = i;
  }
  return latest.value_or(first);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  text = trim(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size()) return value;
  return std::nullopt;
}

// More than any folder holds; sums of what is said stay numbers.
constexpr std::int64_t kMostFiles = std::int64_t{1} << 40, kMostBytes = std::int64_t{1} << 50;

// Files and bytes, when both are said and can be.
std::optional<std::pair<std::int64_t, std::int64_t>> said_counts(const Dataset& d) {
  const auto *files = find_parameter(d.parameters, "__fileCount"), *bytes = find_parameter(d.parameters, "__volume");
  if (!files || !bytes) return std::nullopt;
  const auto file_count = whole_number(*files), size_bytes = whole_number(*bytes);
  if (!file_count || !size_bytes || *file_count < 0 || *size_bytes < 0) return std::nullopt;
  if (*file_count > kMostFiles || *size_bytes > kMostBytes) return std::nullopt;
  return std::pair(*file_count, *size_bytes);
}

bool says(const DatasetStatement& statement, const std::string& name) {
  return std::any_of(statement.parameters.begin(), statement.parameters.end(),
                     [&](const ParameterText& p) { return p.name == name; });
}

// Another job, workflow or type than the state has: which of several counts depends on all statements.
bool decides_anew(const DatasetStatement& statement, const Dataset& before) {
  if (statement.type && *statement.type != before.type) return true;
  if (!statement.job.empty() && statement.job != before.job) return true;
  const auto* workflow = find_parameter(before.parameters, kWorkflow);
  return std::any_of(statement.parameters.begin(), statement.parameters.end(),
                     [&](const ParameterText& p) { return p.name == kWorkflow && !(workflow && p.text == *workflow); });
}

}  // namespace

bool is_meant(const FolderUpdate& update, const DatasetKey& key) {
  return update.location == key.location && (update.proposal.empty() || update.proposal == key.proposal) &&
         (update.instrument.empty() || update.instrument == key.instrument);
}

void set_parameter(std::vector<Parameter>& parameters, const ParameterText& sent) {
  const auto at = place_by_name(parameters, sent.name);
  const bool known = at != parameters.end() && at->name == sent.name;
  if (!sent.text) {
    if (known) parameters.erase(at);
  } else if (known) {
    at->text = *sent.text;
  } else {
    parameters.insert(at, Parameter{sent.name, *sent.text});
  }
}

const std::string* find_parameter(const std::vector<Parameter>& parameters, const std::string& name) {
  const auto at = place_by_name(const_cast<std::vector<Parameter>&>(parameters), name);
  return at != parameters.end() && at->name == name ? &at->text : nullptr;
}

void settle_counts(Dataset& now, const Dataset* before) {
  if (before) now.file_count = before->file_count, now.size_bytes = before->size_bytes;
  const auto said = said_counts(now);
  if (said && (!before || said != said_counts(*before))) std::tie(now.file_count, now.size_bytes) = *said;
}

std::optional<std::int64_t> revision_of(const DatasetStatement& statement, const Facility& facility) {
  if (facility.revision_parameter().empty()) return std::nullopt;
  for (const auto& parameter : statement.parameters) {
    if (parameter.name != facility.revision_parameter() || !parameter.text) continue;
    if (const auto value = whole_number(*parameter.text)) return value;
  }
  return std::nullopt;
}

Folded fold(const DatasetKey& key, std::vector<HistoryStatement> statements, const std::vector<FolderUpdate>& updates,
            const Facility& facility) {
  std::sort(statements.begin(), statements.end(), goes_before);
  std::vector<std::vector<const FolderUpdate*>> behind(statements.size());
  for (const auto& update : updates)
    if (is_meant(update, key)) behind[anchor_of(update, statements)].push_back(&update);
  Dataset empty;
  empty.key = key;
  Folding folding(std::move(empty), facility);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    folding.say(statements[i]);
    for (const auto* update : behind[i]) folding.set(update->parameter);
  }
  return std::move(folding).result();
}

Folded fold_alone(const DatasetKey& key, const HistoryStatement& said, const Facility& facility) {
  Dataset empty;
  empty.key = key;
  Folding folding(std::move(empty), facility);
  folding.say(said);
  return std::move(folding).result();
}

std::optional<Folded> fold_onto(const Dataset& before, const HistoryStatement& said, const Facility& facility) {
  const auto& s = said.statement;
  if (!facility.revision_parameter().empty() || decides_anew(s, before)) return std::nullopt;
  const bool names_inputs = s.inputs || says(s, kInputDatasets);
  Folding folding(before, facility);
  folding.say(said);
  auto folded = std::move(folding).result();
  folded.names_inputs = names_inputs;
  if (!names_inputs) {
    folded.dataset.type = before.type;
  } else if (folded.inputs.empty() || before.type != "processed") {
    return std::nullopt;  // the type may have been stated, or may change
  }
  return folded;
}

}  // namespace weft
