#include "api/dataset_history.h"

#include <algorithm>
#include <map>

#include "api/answer.h"

namespace weft {
namespace {

// Statement or update: what one message set. Updates have revision 0 and stand between the statements by their place in
// the log.
struct Said {
  std::int64_t revision = 0;
  Seq seq;
  const HistoryStatement* statement = nullptr;
  const FolderUpdate* update = nullptr;
};

bool reaches(const FolderUpdate& update, const DatasetKey& key) {
  return (update.proposal.empty() || update.proposal == key.proposal) &&
         (update.instrument.empty() || update.instrument == key.instrument);
}

void write_text(JsonWriter& json, const std::optional<std::string>& text) {
  json.key("text");
  text ? json.value(*text) : json.null();
}

void write_set(JsonWriter& json, const std::vector<ParameterText>& parameters) {
  json.begin_array();
  for (const auto& parameter : parameters) {
    json.begin_object().member("name", parameter.name);
    write_text(json, parameter.text);
    json.end_object();
  }
  json.end_array();
}

void write_statement(JsonWriter& json, const HistoryStatement& said) {
  const DatasetStatement& statement = said.statement;
  if (said.revision) json.member("revision", *said.revision);
  if (statement.type) json.member("type", *statement.type);
  write_optional(json, "startDate", statement.start_date);
  write_optional(json, "endDate", statement.end_date);
  write_optional(json, "sample", statement.sample_name);
  write_optional(json, "comment", statement.comment);
  json.member("complete", statement.complete).key("parameters");
  write_set(json, statement.parameters);
  json.key("sampleParameters");
  write_set(json, statement.sample_parameters);
  if (!statement.inputs) return;
  json.key("inputs").begin_array();
  for (const auto& input : *statement.inputs) json.value(input.text);
  json.end_array();
}

using Over = std::map<std::string, std::vector<std::pair<Seq, std::optional<std::string>>>>;

void write_over_time(JsonWriter& json, const Over& values) {
  json.key("parameterHistory").begin_object();
  for (const auto& [name, texts] : values) {
    json.key(name).begin_array();
    for (const auto& [seq, text] : texts) {
      json.begin_object().member("seq", seq);
      write_text(json, text);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

}  // namespace

void write_history(JsonWriter& json, Reading& reading, const Dataset& dataset) {
  const auto statements = reading.history(dataset.id);
  const auto updates = reading.updates_at(dataset.key.location);
  std::vector<Said> all;
  for (const auto& one : statements) all.push_back({one.revision.value_or(0), one.message, &one, nullptr});
  for (const auto& one : updates)
    if (reaches(one, dataset.key)) all.push_back({0, one.message, nullptr, &one});
  std::stable_sort(all.begin(), all.end(), [](const Said& a, const Said& b) {
    return std::tie(a.revision, a.seq) < std::tie(b.revision, b.seq);
  });
  Over values;
  json.key("history").begin_array();
  for (const auto& said : all) {
    json.begin_object().member("seq", said.seq);
    json.member("receivedAt", said.statement ? said.statement->received_at : said.update->received_at);
    json.member("kind", said.statement ? "statement" : "update");
    if (said.statement) {
      write_statement(json, *said.statement);
      for (const auto& one : said.statement->statement.parameters) values[one.name].emplace_back(said.seq, one.text);
    } else {
      json.key("parameters");
      write_set(json, {said.update->parameter});
      values[said.update->parameter.name].emplace_back(said.seq, said.update->parameter.text);
    }
    json.end_object();
  }
  json.end_array();
  write_over_time(json, values);
}

}  // namespace weft
