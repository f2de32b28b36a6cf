#include "store/sqlite/documents.h"

#include <simdjson.h>

#include <algorithm>

#include "base/json_writer.h"
#include "store/store.h"

namespace weft::sqlite {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t kMostSpace = 1 << 20;  // bytes kept from text to text

void write_text(JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.member(name, text);
}

void write_parameters(JsonWriter& json, std::string_view name, const std::vector<Parameter>& parameters) {
  if (parameters.empty()) return;
  json.key(name).begin_array();
  for (const Parameter& parameter : parameters) json.value(parameter.name).value(parameter.text);
  json.end_array();
}

void write_parameters(JsonWriter& json, std::string_view name, const std::vector<ParameterText>& parameters) {
  if (parameters.empty()) return;
  json.key(name).begin_array();
  for (const ParameterText& parameter : parameters) {
    json.value(parameter.name);
    parameter.text ? json.value(*parameter.text) : json.null();
  }
  json.end_array();
}

void write_inputs(JsonWriter& json, const std::optional<std::vector<InputText>>& inputs) {
  if (!inputs) return;
  json.key("inputs").begin_array();
  for (const InputText& input : *inputs) json.value(input.text).value(input.role);
  json.end_array();
}

void write_datafiles(JsonWriter& json, const std::vector<DatafileText>& files) {
  if (files.empty()) return;
  json.key("datafiles").begin_array();
  for (const DatafileText& file : files) {
    json.begin_object().member("location", file.location);
    if (file.size_bytes) json.member("size", *file.size_bytes);
    write_parameters(json, "parameters", file.parameters);
    json.end_object();
  }
  json.end_array();
}

std::string text_of(ondemand::value value) { return std::string(std::string_view(value.get_string())); }

void add(std::vector<ParameterText>& to, std::string name, ondemand::value text) {
  if (text.is_null())
    to.push_back({std::move(name), std::nullopt});
  else
    to.push_back({std::move(name), text_of(text)});
}

void add(std::vector<InputText>& to, std::string text, ondemand::value role) {
  to.push_back({std::move(text), text_of(role)});
}

// A flat array of two by turns.
template <class T>
void read_pairs(ondemand::value list, std::vector<T>& to) {
  std::optional<std::string> first;
  for (ondemand::value value : list.get_array()) {
    if (!first) {
      first = text_of(value);
      continue;
    }
    add(to, std::move(*first), value);
    first.reset();
  }
}

constexpr std::size_t kUsualParameters = 64;

template <class T>
void read_parameters(ondemand::value list, std::vector<T>& to) {
  to.reserve(kUsualParameters);
  read_pairs(list, to);
}

DatafileText read_datafile(ondemand::value value) {
  DatafileText file;
  for (auto member : value.get_object()) {
    const std::string_view name = member.unescaped_key();
    if (name == "location")
      file.location = text_of(member.value());
    else if (name == "size")
      file.size_bytes = std::int64_t(member.value());
    else if (name == "parameters")
      read_pairs(member.value(), file.parameters);
  }
  return file;
}

std::string* text_member(DatasetStatement& into, std::string_view name) {
  if (name == "proposal") return &into.proposal;
  if (name == "instrument") return &into.instrument;
  if (name == "location") return &into.location;
  if (name == "name") return &into.name;
  if (name == "type") return &into.type.emplace();
  if (name == "start") return &into.start_date;
  if (name == "end") return &into.end_date;
  if (name == "sample") return &into.sample_name;
  if (name == "sample_type") return &into.sample_type;
  if (name == "job") return &into.job;
  if (name == "investigation_id") return &into.investigation_id;
  if (name == "external_id") return &into.external_id;
  if (name == "doi") return &into.doi;
  if (name == "comment") return &into.comment;
  return nullptr;
}

void read_member(DatasetStatement& into, std::string_view name, ondemand::value value) {
  if (std::string* text = text_member(into, name))
    *text = text_of(value);
  else if (name == "parameters")
    read_parameters(value, into.parameters);
  else if (name == "sample_parameters")
    read_pairs(value, into.sample_parameters);
  else if (name == "inputs")
    read_pairs(value, into.inputs.emplace());
  else if (name == "complete")
    into.complete = bool(value);
  else if (name == "datafiles")
    for (ondemand::value file : value.get_array()) into.datafiles.push_back(read_datafile(file));
}

std::string* text_member(InvestigationStatement& into, std::string_view name) {
  if (name == "proposal") return &into.proposal;
  if (name == "instrument") return &into.instrument;
  if (name == "start") return &into.start_date;
  if (name == "end") return &into.end_date;
  if (name == "investigation_id") return &into.investigation_id;
  if (name == "title") return &into.title;
  if (name == "visit") return &into.visit;
  return nullptr;
}

void read_member(InvestigationStatement& into, std::string_view name, ondemand::value value) {
  if (std::string* text = text_member(into, name))
    *text = text_of(value);
  else if (name == "official")
    into.official = bool(value);
}

// A name and a text of a list, where simdjson has put them.
struct ListedParameter {
  std::string_view name, text;
  bool removes = false;  // null instead of a text
};

void read_list(ondemand::value list, std::vector<ListedParameter>& to) {
  to.clear();
  if (to.capacity() * sizeof(ListedParameter) > kMostSpace) to = {};
  bool is_name = true;
  for (ondemand::value value : list.get_array()) {
    if (is_name)
      to.emplace_back().name = value.get_string();
    else if (value.is_null())
      to.back().removes = true;
    else
      to.back().text = value.get_string();
    is_name = !is_name;
  }
  if (!is_name) to.pop_back();
}

// Sorted by name, the last of each; without those that remove.
void settle(std::vector<ListedParameter>& list) {
  const auto is_no_more = [](const auto& a, const auto& b) { return a.name >= b.name; };
  if (std::adjacent_find(list.begin(), list.end(), is_no_more) != list.end()) {
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (i + 1 == list.size() || list[i + 1].name != list[i].name) list[kept++] = list[i];
    list.resize(kept);
  }
  std::erase_if(list, [](const ListedParameter& it) { return it.removes; });
}

// A dataset that is filled again and again: its texts keep their places in memory, so that reading thousands one after
// the other asks for hardly any. What the document does not say is emptied at the end.
class Refilling {
 public:
  enum class From { document, statement };
  Refilling(Dataset& into, From from) : into_(into), from_(from) {}
  void finish() {
    into_.parameters.resize(parameters_);
    into_.sample_parameters.resize(sample_parameters_);
    if (!has_type_) into_.sample_type.clear();
    if (!has_comment_) into_.comment.clear();
    if (!has_reason_) into_.state_reason.clear();
  }

  void read(std::string_view name, ondemand::value value) {
    if (name == "parameters")
      parameters_ = read_parameters(value, into_.parameters);
    else if (name == "sample_parameters")
      sample_parameters_ = read_parameters(value, into_.sample_parameters);
    else if (name == "sample_type")
      has_type_ = read_text(value, into_.sample_type);
    else if (name == "comment")
      has_comment_ = read_text(value, into_.comment);
    else if (name == "state_reason")
      has_reason_ = read_text(value, into_.state_reason);
  }

 private:
  static bool read_text(ondemand::value value, std::string& into) {
    into.assign(std::string_view(value.get_string()));
    return true;
  }
  std::size_t read_parameters(ondemand::value value, std::vector<Parameter>& to) const {
    static thread_local std::vector<ListedParameter> list;
    read_list(value, list);
    if (from_ == From::statement) settle(list);
    if (to.size() < list.size()) to.resize(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) to[i].name.assign(list[i].name), to[i].text.assign(list[i].text);
    return list.size();
  }

  Dataset& into_;
  const From from_;
  std::size_t parameters_ = 0, sample_parameters_ = 0;
  bool has_type_ = false, has_comment_ = false, has_reason_ = false;
};

void read_member(Refilling& into, std::string_view name, ondemand::value value) { into.read(name, value); }

template <class T>
void read_object(std::string_view json, T& into) try {
  static thread_local ondemand::parser parser;
  static thread_local std::string space;  // simdjson reads a little beyond the end
  if (space.capacity() > kMostSpace) space = {};
  space.reserve(json.size() + simdjson::SIMDJSON_PADDING);
  space.assign(json);
  ondemand::document document = parser.iterate(space.data(), space.size(), space.capacity());
  for (auto member : document.get_object()) {
    const std::string_view name = member.unescaped_key();
    read_member(into, name, member.value());
  }
} catch (const simdjson::simdjson_error& problem) {
  throw StoreFailure(std::string("A stored document cannot be read (") + problem.what() +
                     "): restore the store from a backup.");
}

void refill(std::string_view json, Dataset& into, Refilling::From from) {
  Refilling refilling(into, from);
  read_object(json, refilling);
  refilling.finish();
}

}  // namespace

std::string write_document(const Dataset& dataset) {
  JsonWriter json;
  json.begin_object();
  write_parameters(json, "parameters", dataset.parameters);
  write_parameters(json, "sample_parameters", dataset.sample_parameters);
  write_text(json, "sample_type", dataset.sample_type);
  write_text(json, "comment", dataset.comment);
  write_text(json, "state_reason", dataset.state_reason);
  return json.end_object().take();
}

std::string write_document(const DatasetStatement& said) {
  JsonWriter json;
  json.begin_object();
  write_text(json, "proposal", said.proposal);
  write_text(json, "instrument", said.instrument);
  write_text(json, "location", said.location);
  write_text(json, "name", said.name);
  if (said.type) json.member("type", *said.type);
  write_text(json, "start", said.start_date);
  write_text(json, "end", said.end_date);
  write_text(json, "sample", said.sample_name);
  write_text(json, "sample_type", said.sample_type);
  write_parameters(json, "sample_parameters", said.sample_parameters);
  write_parameters(json, "parameters", said.parameters);
  write_inputs(json, said.inputs);
  write_datafiles(json, said.datafiles);
  write_text(json, "job", said.job);
  write_text(json, "investigation_id", said.investigation_id);
  write_text(json, "external_id", said.external_id);
  write_text(json, "doi", said.doi);
  write_text(json, "comment", said.comment);
  if (!said.complete) json.member("complete", false);
  return json.end_object().take();
}

std::string write_document(const InvestigationStatement& said) {
  JsonWriter json;
  json.begin_object();
  write_text(json, "proposal", said.proposal);
  write_text(json, "instrument", said.instrument);
  write_text(json, "start", said.start_date);
  write_text(json, "end", said.end_date);
  write_text(json, "investigation_id", said.investigation_id);
  write_text(json, "title", said.title);
  write_text(json, "visit", said.visit);
  if (said.official) json.member("official", true);
  return json.end_object().take();
}

bool tells_document(const DatasetStatement& said, const Dataset& dataset) {
  const auto same = [](const std::vector<ParameterText>& sent, const std::vector<Parameter>& kept) {
    std::vector<ListedParameter> told;
    told.reserve(sent.size());
    for (const ParameterText& it : sent)
      told.push_back({it.name, it.text ? std::string_view(*it.text) : std::string_view(), !it.text});
    settle(told);
    return std::equal(told.begin(), told.end(), kept.begin(), kept.end(),
                      [](const auto& a, const Parameter& b) { return a.name == b.name && a.text == b.text; });
  };
  return dataset.state_reason.empty() && said.sample_type == dataset.sample_type && said.comment == dataset.comment &&
         same(said.parameters, dataset.parameters) && same(said.sample_parameters, dataset.sample_parameters);
}

void read_document(std::string_view json, Dataset& into) { refill(json, into, Refilling::From::document); }

void read_told_document(std::string_view statement, Dataset& into) {
  refill(statement, into, Refilling::From::statement);
}

DatasetStatement read_statement(std::string_view json) {
  DatasetStatement statement;
  read_object(json, statement);
  return statement;
}

InvestigationStatement read_slot_statement(std::string_view json) {
  InvestigationStatement statement;
  read_object(json, statement);
  return statement;
}

}  // namespace weft::sqlite
