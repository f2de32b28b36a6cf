#include "api/answer.h"

namespace weft {
namespace {

const std::string* find_parameter(const Dataset& dataset, std::string_view name) {
  for (const auto& parameter : dataset.parameters)
    if (parameter.name == name) return &parameter.text;
  return nullptr;
}

void write_number(JsonWriter& json, const Value& value, const ValueReader& reader) {
  if (!value.number || value.is_missing) return;
  bool own = value.converted.has_value();
  json.member("value", own ? *value.converted : *value.number);
  const auto& error = own ? value.converted_error : value.error;
  if (error) json.member("error", *error);
  write_optional(json, "unit", own && !reader.unit().empty() ? reader.unit() : value.unit);
}

}  // namespace

Response answer(JsonWriter& json, int status) {
  Response response;
  response.status = status;
  response.body = json.take();
  return response;
}

Response answer_with_seq(JsonWriter& json, Seq seq, int status) {
  json.member("seq", seq).end_object();
  return answer(json, status);
}

void write_optional(JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.member(name, text);
}

void write_ids(JsonWriter& json, const std::vector<DatasetId>& ids) {
  json.begin_array();
  for (auto id : ids) json.value(id);
  json.end_array();
}

void write_summary(JsonWriter& json, const Dataset& dataset, const Facility& facility) {
  json.member("id", dataset.id).member("name", dataset.key.name).member("location", dataset.key.location);
  json.member("type", dataset.type).member("proposal", dataset.key.proposal);
  json.member("instrument", facility.instrument_name(dataset.key.instrument));
  if (dataset.investigation) json.member("investigation", dataset.investigation);
  write_optional(json, "sample", dataset.sample_name);
  if (dataset.sample) json.member("sampleId", dataset.sample);
  if (dataset.start) json.member("startDate", *dataset.start);
  if (dataset.end) json.member("endDate", *dataset.end);
  if (const auto* technique = find_parameter(dataset, facility.field_alias("technique")))
    json.member("technique", *technique);
  write_optional(json, "program", dataset.application);
  json.member("state", dataset.state == DatasetState::deleted ? "deleted" : "live");
  json.member("complete", dataset.complete);
  if (dataset.file_count >= 0) json.member("fileCount", dataset.file_count);
  if (dataset.size_bytes >= 0) json.member("volume", dataset.size_bytes);
}

void write_counters(JsonWriter& json, const Counters& counters) {
  json.member("samples", counters.samples).member("datasets", counters.datasets);
  json.member("acquisition", counters.acquisition).member("processed", counters.processed);
  json.member("files", counters.files).member("acquisitionFiles", counters.acquisition_files);
  json.member("processedFiles", counters.processed_files).member("volume", counters.volume);
  json.member("acquisitionVolume", counters.acquisition_volume);
  json.member("processedVolume", counters.processed_volume).member("notWalked", counters.not_walked);
}

const ParameterWriter::Known& ParameterWriter::known(const std::string& name) {
  if (known_.size() > kMostKnown) known_.clear(), last_ = nullptr;
  Named* found = last_ ? last_->second.next : nullptr;
  if (!found || found->first != name) {
    found = &find(name);
    if (last_) last_->second.next = found;
  }
  last_ = found;
  return found->second;
}

ParameterWriter::Named& ParameterWriter::find(const std::string& name) {
  const auto [found, is_new] = known_.try_emplace(name);
  if (is_new) {
    const auto* definition = definitions_->dictionary.find(name);
    found->second.reader.emplace(definition, found->first, definitions_->facility);
    found->second.defined = definition != nullptr;
  }
  return *found;
}

void ParameterWriter::write(JsonWriter& json, const Parameter& parameter) {
  const Known& name = known(parameter.name);
  const ValueReader& reader = *name.reader;
  const Value value = reader.read(parameter.text);
  json.key(parameter.name).begin_object().member("text", parameter.text);
  write_number(json, value, reader);
  if (value.is_missing) json.member("missing", true);
  if (!value.numbers.empty()) {
    json.key("values").begin_array();
    for (double number : value.numbers) json.value(number);
    json.end_array();
    if (!value.number) write_optional(json, "unit", reader.unit());
  }
  write_optional(json, "remark", value.remark);
  if (!name.defined) json.member("unknown", true);
  json.end_object();
}

void ParameterWriter::write(JsonWriter& json, const std::vector<Parameter>& parameters) {
  json.begin_object();
  for (const auto& parameter : parameters) write(json, parameter);
  json.end_object();
}

}  // namespace weft
