// Our own JSON, strict, told by its "type"; and pyicat-plus' metadata update, which has none (spec/messages.md).
#include "base/text.h"
#include "ingest/forms.h"
#include "ingest/json_members.h"

namespace weft {
namespace {

using Kind = JsonTree::Kind;

constexpr Words kWords = {"proposal", "member"};

// Exactly one of path, id, doi, text; a bare text is a path or whatever the sender has.
InputText read_input(const JsonTree& value, JsonMembers& message, const std::string& where) {
  if (value.is(Kind::text)) return {std::string(value.text), ""};
  if (!value.is(Kind::object)) {
    message.wrong(where, "a path, or an object with path, id, doi or text");
    return {};
  }
  JsonMembers members(value, where);
  const int said = members.has("path") + members.has("id") + members.has("doi") + members.has("text");
  std::string text = members.text("path") + members.text("text");
  if (members.has("id"))
    text = "id:" + members.token("id");
  else
    members.token("id");
  if (members.has("doi"))
    text = "doi:" + members.text("doi");
  else
    members.text("doi");
  InputText input{std::move(text), members.text("role")};
  members.allow_no_others();
  if (said != 1) members.wrong("path", "the only one of path, id, doi and text");
  if (members.failed()) message.fail_with(members.error());
  return input;
}

std::optional<std::vector<InputText>> read_inputs(JsonMembers& message) {
  const auto* list = message.list("inputs");
  if (!list) return std::nullopt;
  std::vector<InputText> inputs;
  for (const auto& value : list->values)
    inputs.push_back(read_input(value, message, "inputs[" + std::to_string(inputs.size()) + "]"));
  return inputs;
}

std::vector<DatafileText> read_datafiles(JsonMembers& message) {
  std::vector<DatafileText> files;
  const auto* list = message.list("datafiles");
  if (!list) return files;
  for (const auto& value : list->values) {
    const auto where = "datafiles[" + std::to_string(files.size()) + "]";
    if (!value.is(Kind::object)) return message.wrong(where, "an object"), files;
    JsonMembers members(value, where);
    auto& file = files.emplace_back();
    file.location = members.text("location");
    file.size_bytes = members.whole_number("size");
    file.parameters = members.parameters("parameters");
    members.allow_no_others();
    if (members.failed()) message.fail_with(members.error());
  }
  return files;
}

void read_sample(JsonMembers& message, DatasetStatement& statement) {
  const auto* object = message.object("sample");
  if (!object) return;
  JsonMembers members(*object, "sample");
  statement.sample_name = members.text("name");
  statement.sample_type = members.text("type");
  statement.sample_parameters = members.parameters("parameters");
  members.allow_no_others();
  if (members.failed()) message.fail_with(members.error());
}

// As in XML, a parameter says what no member says. A member that is there, even if empty, is what counts.
void fill_from_parameters(const JsonMembers& message, DatasetStatement& statement) {
  const auto fill = [&](std::string& field, const char* member, const char* parameter) {
    if (!message.has(member)) field = text_of(statement.parameters, parameter);
  };
  fill(statement.sample_name, "sample", "Sample_name");
  fill(statement.start_date, "startDate", "startDate");
  fill(statement.end_date, "endDate", "endDate");
  fill(statement.investigation_id, "investigationId", "investigationId");
}

Result<Statement> read_dataset(JsonMembers& message) {
  DatasetStatement statement;
  statement.proposal = message.text("proposal");
  statement.instrument = message.text("instrument");
  statement.location = message.text("location");
  statement.name = message.text("name");
  if (message.has("datasetType"))
    statement.type = message.text("datasetType");
  else
    message.text("datasetType");
  statement.start_date = message.text("startDate");
  statement.end_date = message.text("endDate");
  read_sample(message, statement);
  statement.parameters = message.parameters("parameters");
  statement.inputs = read_inputs(message);
  statement.datafiles = read_datafiles(message);
  statement.job = message.token("job");
  statement.investigation_id = message.token("investigationId");
  statement.external_id = message.token("datasetId");
  statement.doi = message.text("doi");
  statement.comment = message.text("comment");
  statement.complete = message.truth("complete", true);
  message.allow_no_others();
  if (message.failed()) return tl::make_unexpected(message.error());
  fill_from_parameters(message, statement);
  return checked(std::move(statement), kWords);
}

Result<Statement> read_investigation(JsonMembers& message) {
  InvestigationStatement statement;
  statement.proposal = message.text("proposal");
  statement.instrument = message.text("instrument");
  statement.start_date = message.text("startDate");
  statement.end_date = message.text("endDate");
  statement.investigation_id = message.token("investigationId");
  statement.title = message.text("title");
  statement.visit = message.token("visit");
  statement.official = message.truth("official", false);
  message.allow_no_others();
  if (message.failed()) return tl::make_unexpected(message.error());
  return checked(std::move(statement), kWords);
}

std::vector<std::string> read_paths(JsonMembers& message, std::string_view name) {
  std::vector<std::string> paths;
  const auto* list = message.list(name);
  if (!list) return paths;
  for (const auto& value : list->values) {
    if (!value.is(Kind::text)) return message.wrong(name, "a list of paths"), paths;
    paths.emplace_back(value.text);
  }
  return paths;
}

// "/a, /b": commas divide where a path begins after them, so a folder may have one in its name.
std::vector<std::string> split_paths(const std::string& text) {
  std::vector<std::string> paths;
  std::size_t begin = 0;
  for (std::size_t comma = 0; (comma = text.find(',', comma)) != std::string::npos; ++comma) {
    const auto next = text.find_first_not_of(' ', comma + 1);
    if (next == std::string::npos || text[next] != '/') continue;
    paths.emplace_back(trim(std::string_view(text).substr(begin, comma - begin)));
    begin = next;
  }
  paths.emplace_back(trim(std::string_view(text).substr(begin)));
  return paths;
}

Result<Statement> read_metadata(JsonMembers& message) {
  MetadataUpdate update;
  update.proposal = message.text("proposal");
  update.instrument = message.text("instrument");
  update.paths = read_paths(message, "paths");
  update.parameter.name = message.text("name");
  update.parameter.text = message.value("value");
  message.allow_no_others();
  if (message.failed()) return tl::make_unexpected(message.error());
  return checked(std::move(update), kWords);
}

// pyicat-plus' update_metadata. Members we do not know are passed over: a newer client may say more.
Result<Statement> read_client_metadata(JsonMembers& message) {
  MetadataUpdate update;
  update.proposal = message.text("proposal");
  update.instrument = message.text("beamline");
  update.paths =
      message.is_text("datasetPaths") ? split_paths(message.text("datasetPaths")) : read_paths(message, "datasetPaths");
  update.parameter.name = message.text("metadataName");
  update.parameter.text = message.value("metadataValue");
  if (message.failed()) return tl::make_unexpected(message.error());
  return checked(std::move(update), kWords);
}

}  // namespace

// Members we do not know are passed over, as in the client's metadata update.
Result<Statement> read_files_added(std::string_view body) {
  auto tree = read_json_tree(body);
  if (!tree) return tl::make_unexpected(tree.error());
  JsonMembers message(*tree, "the message");
  FilesAdded added{message.token("datasetId")};
  if (added.dataset.empty()) message.wrong("datasetId", "the id of the dataset whose files are to be listed again");
  if (message.failed()) return tl::make_unexpected(message.error());
  return added;
}

Result<Statement> read_json(std::string_view body) {
  auto tree = read_json_tree(body);
  if (!tree) return tl::make_unexpected(tree.error());
  JsonMembers message(*tree, "the message");
  if (!message.has("type") && message.has("datasetPaths")) return read_client_metadata(message);
  const auto type = message.text("type");
  if (message.failed()) return tl::make_unexpected(message.error());
  if (type == "dataset") return read_dataset(message);
  if (type == "investigation") return read_investigation(message);
  if (type == "metadata") return read_metadata(message);
  return fail(ErrorCode::invalid,
              "member 'type' is '" + type.substr(0, 80) + "': send \"dataset\", \"investigation\" or \"metadata\"",
              "type");
}

}  // namespace weft
