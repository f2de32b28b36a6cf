#include "search/facts.h"

#include <chrono>
#include <optional>
#include <unordered_map>

#include "base/clock.h"
#include "base/text.h"

namespace weft {
namespace {

// Names are the senders' to choose, so what is kept of them is bounded.
constexpr std::size_t kMostReaders = 20'000;

bool is_date(std::string_view parameter, const Definitions& definitions) {
  const auto* definition = definitions.dictionary.find(parameter);
  return definition && definition->napi_type == "NX_DATE_TIME";
}

double microseconds(Time time) { return static_cast<double>(time.time_since_epoch().count()); }

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// How to read one parameter. Stays where it is: `reader` looks at `column`.
struct ParameterReader {
  ParameterReader(const std::string& name, const Definitions& definitions)
      : column{Field::parameter, name},
        reader(definitions.reader(column.parameter)),
        reads_dates(is_date(name, definitions)) {}
  ParameterReader(const ParameterReader&) = delete;

  const Column column;
  const ValueReader reader;
  const bool reads_dates;
};

using Tell = std::function<void(const Column&, const Fact&)>;

void tell_parameter(const ParameterReader& how, std::string_view text, const Tell& tell) {
  Fact fact;
  fact.text = text;
  if (how.reads_dates) {
    if (const auto time = read_time(trim(text))) {
      const double number = microseconds(*time);
      fact.numbers = {&number, 1};
      return tell(how.column, fact);
    }
  }
  const auto value = how.reader.read(text);
  fact.is_missing = value.is_missing;
  if (value.elements.size() <= kMostElements) {
    fact.elements = value.elements;
    if (!how.reads_dates) fact.numbers = value.numbers;
  }
  if (value.converted && !how.reads_dates) fact.numbers = {&*value.converted, 1};
  tell(how.column, fact);
}

class FieldTeller {
 public:
  explicit FieldTeller(const Tell& tell) : tell_(tell) {}

  void tell(Field field, double number) {
    column_.field = field;
    Fact fact;
    fact.numbers = {&number, 1};
    tell_(column_, fact);
  }
  void tell(Field field, std::string_view text) {
    if (text.empty()) return;
    column_.field = field;
    Fact fact;
    fact.text = text;
    tell_(column_, fact);
  }
  template <class Tag>
  void tell(Field field, Id<Tag> id) {
    if (id) tell(field, static_cast<double>(id.value));
  }
  void tell(Field field, std::optional<Time> time) {
    if (time) tell(field, microseconds(*time));
  }
  void tell_count(Field field, std::int64_t count) {
    if (count >= 0) tell(field, static_cast<double>(count));
  }

 private:
  const Tell& tell_;
  Column column_;
};

void tell_fields(const Dataset& dataset, const Tell& tell) {
  FieldTeller fields(tell);
  fields.tell(Field::id, dataset.id);
  fields.tell(Field::type, dataset.type);
  fields.tell(Field::instrument, dataset.key.instrument);
  fields.tell(Field::proposal, dataset.key.proposal);
  fields.tell(Field::investigation, dataset.investigation);
  fields.tell(Field::sample, dataset.sample_name);
  fields.tell(Field::sample_id, dataset.sample);
  fields.tell(Field::name, dataset.key.name);
  fields.tell(Field::location, dataset.key.location);
  fields.tell(Field::start_date, dataset.start);
  fields.tell(Field::end_date, dataset.end);
  fields.tell_count(Field::file_count, dataset.file_count);
  fields.tell_count(Field::volume, dataset.size_bytes);
  fields.tell(Field::state, dataset.state == DatasetState::live ? "live" : "deleted");
  fields.tell(Field::complete, dataset.complete ? "true" : "false");
  fields.tell(Field::job, dataset.job);
}

}  // namespace

struct FactReader::State {
  explicit State(const Definitions& which) : definitions(which) {}

  const ParameterReader& reader(const std::string& name) {
    if (const auto found = readers.find(name); found != readers.end()) return found->second;
    return readers.try_emplace(name, name, definitions).first->second;
  }

  const Definitions& definitions;
  std::unordered_map<std::string, ParameterReader, TextHash, std::equal_to<>> readers;
};

FactReader::FactReader(const Definitions& definitions) : state_(std::make_unique<State>(definitions)) {}
FactReader::~FactReader() = default;

void FactReader::read(const Dataset& dataset, const Tell& tell) {
  if (state_->readers.size() > kMostReaders) state_->readers.clear();
  tell_fields(dataset, tell);
  // Both lists are sorted by name; where both have one, the dataset's own wins.
  auto of_sample = dataset.sample_parameters.begin();
  const auto end = dataset.sample_parameters.end();
  const auto one = [&](const Parameter& parameter) {
    tell_parameter(state_->reader(parameter.name), parameter.text, tell);
  };
  for (const auto& own : dataset.parameters) {
    for (; of_sample != end && of_sample->name < own.name; ++of_sample) one(*of_sample);
    if (of_sample != end && of_sample->name == own.name) ++of_sample;
    one(own);
  }
  for (; of_sample != end; ++of_sample) one(*of_sample);
}

std::string text_of(Field field, double number) {
  const auto whole = static_cast<std::int64_t>(number);
  return is_time(field) ? write_time(Time(std::chrono::microseconds(whole))) : std::to_string(whole);
}

std::string unit_of(const Column& column, const Definitions& definitions) {
  return column.field == Field::parameter ? definitions.reader(column.parameter).unit() : "";
}

bool is_time(const Column& column, const Definitions& definitions) {
  return column.field == Field::parameter ? is_date(column.parameter, definitions) : is_time(column.field);
}

bool is_number(const Column& column, const Definitions& definitions) {
  if (column.field != Field::parameter) return is_number(column.field);
  const auto* definition = definitions.dictionary.find(column.parameter);
  if (definition && (definition->is_numeric() || definition->napi_type == "NX_DATE_TIME")) return true;
  return !unit_of(column, definitions).empty();
}

}  // namespace weft
