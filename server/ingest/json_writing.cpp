// Our JSON of a statement. Whatever reading would take from a parameter is said as a member, even when empty.
#include "base/json_writer.h"
#include "ingest/forms.h"
#include "ingest/reading.h"

namespace weft {
namespace {

void write_parameters(JsonWriter& json, const std::vector<ParameterText>& parameters) {
  json.key("parameters").begin_object();
  for (const auto& [name, text] : parameters) {
    json.key(name);
    if (text) {
      json.value(*text);
    } else {
      json.null();
    }
  }
  json.end_object();
}

void write_some(JsonWriter& json, const char* name, const std::string& text) {
  if (!text.empty()) json.member(name, text);
}

void write_sample(JsonWriter& json, const DatasetStatement& statement) {
  json.key("sample").begin_object();
  write_some(json, "name", statement.sample_name);
  write_some(json, "type", statement.sample_type);
  if (!statement.sample_parameters.empty()) write_parameters(json, statement.sample_parameters);
  json.end_object();
}

void write_inputs(JsonWriter& json, const std::vector<InputText>& inputs) {
  json.key("inputs").begin_array();
  for (const auto& input : inputs) {
    if (input.role.empty()) {
      json.value(input.text);
    } else {
      json.begin_object().member("text", input.text).member("role", input.role).end_object();
    }
  }
  json.end_array();
}

void write_datafiles(JsonWriter& json, const std::vector<DatafileText>& files) {
  json.key("datafiles").begin_array();
  for (const auto& file : files) {
    json.begin_object().member("location", file.location);
    if (file.size_bytes) json.member("size", *file.size_bytes);
    if (!file.parameters.empty()) write_parameters(json, file.parameters);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string write_statement_json(const DatasetStatement& statement) {
  JsonWriter json;
  json.begin_object().member("type", "dataset").member("proposal", statement.proposal);
  json.member("instrument", statement.instrument).member("location", statement.location);
  json.member("name", statement.name);
  if (statement.type) json.member("datasetType", *statement.type);
  json.member("startDate", statement.start_date).member("endDate", statement.end_date);
  write_sample(json, statement);
  write_parameters(json, statement.parameters);
  if (statement.inputs) write_inputs(json, *statement.inputs);
  if (!statement.datafiles.empty()) write_datafiles(json, statement.datafiles);
  write_some(json, "job", statement.job);
  json.member("investigationId", statement.investigation_id);
  write_some(json, "datasetId", statement.external_id);
  write_some(json, "doi", statement.doi);
  write_some(json, "comment", statement.comment);
  if (!statement.complete) json.member("complete", false);
  json.end_object();
  return json.take();
}

std::string write_statement_json(const InvestigationStatement& statement) {
  JsonWriter json;
  json.begin_object().member("type", "investigation").member("proposal", statement.proposal);
  json.member("instrument", statement.instrument).member("startDate", statement.start_date);
  write_some(json, "endDate", statement.end_date);
  write_some(json, "investigationId", statement.investigation_id);
  write_some(json, "title", statement.title);
  write_some(json, "visit", statement.visit);
  if (statement.official) json.member("official", true);
  json.end_object();
  return json.take();
}

std::string write_statement_json(const MetadataUpdate& statement) {
  JsonWriter json;
  json.begin_object().member("type", "metadata").member("proposal", statement.proposal);
  json.member("instrument", statement.instrument).key("paths").begin_array();
  for (const auto& path : statement.paths) json.value(path);
  json.end_array().member("name", statement.parameter.name).key("value");
  if (statement.parameter.text) {
    json.value(*statement.parameter.text);
  } else {
    json.null();
  }
  json.end_object();
  return json.take();
}

}  // namespace weft
