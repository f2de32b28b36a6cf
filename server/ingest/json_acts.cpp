// Acts of people and of Weft itself: written and read here, so that the log holds them like any other message.
#include "base/json_writer.h"
#include "base/text.h"
#include "ingest/forms.h"
#include "ingest/json_members.h"
#include "ingest/reading.h"

namespace weft {
namespace {

using Kind = JsonTree::Kind;

template <class Named>
Named read_id(JsonMembers& members, std::string_view name) {
  const auto number = members.whole_number(name);
  if (!number || *number == 0) members.wrong(name, "an id, a whole number above 0");
  return Named{number.value_or(0)};
}

Result<Statement> answered(JsonMembers& act, Statement statement) {
  act.allow_no_others();
  if (act.failed()) return tl::make_unexpected(act.error());
  return statement;
}

Result<Statement> read_deletion(JsonMembers& act) {
  Deletion deletion{read_id<DatasetId>(act, "dataset"), act.text("reason")};
  if (trim(deletion.reason).empty()) act.wrong("reason", "a sentence that says why the dataset is deleted");
  return answered(act, deletion);
}

Result<Statement> read_restoration(JsonMembers& act) {
  return answered(act, Restoration{read_id<DatasetId>(act, "dataset"), act.text("reason")});
}

Result<Statement> read_replay(JsonMembers& act) {
  Replay replay;
  const auto* list = act.list("messages");
  if (!list) act.wrong("messages", "a list of message numbers");
  for (std::size_t i = 0; list && i < list->values.size(); ++i) {
    JsonTree one{Kind::object, "", {"seq"}, {list->values[i]}};
    JsonMembers members(one, "messages[" + std::to_string(i) + "]");
    replay.messages.push_back(read_id<Seq>(members, "seq"));
    if (members.failed()) act.wrong("messages", "a list of message numbers");
  }
  return answered(act, replay);
}

// Without files and bytes: nobody could count.
FolderCounts read_folder(JsonMembers& members) {
  FolderCounts counts;
  counts.dataset = read_id<DatasetId>(members, "dataset");
  const auto due = read_time(members.text("due"));
  if (!due) members.wrong("due", "the time of the task it answers");
  counts.due = due.value_or(Time{});
  if (members.has("files") != members.has("bytes")) members.wrong("files", "there together with bytes, or neither");
  if (members.has("files")) {
    counts.file_count = members.whole_number("files").value_or(0);
    counts.size_bytes = members.whole_number("bytes").value_or(0);
  }
  members.allow_no_others();
  return counts;
}

Result<Statement> read_folders(JsonMembers& act) {
  FoldersWalked walked;
  const auto* list = act.list("folders");
  if (!list) act.wrong("folders", "a list of folders");
  for (std::size_t i = 0; list && i < list->values.size(); ++i) {
    JsonMembers members(list->values[i], "folders[" + std::to_string(i) + "]");
    walked.folders.push_back(read_folder(members));
    if (members.failed()) act.fail_with(members.error());
  }
  return answered(act, walked);
}

template <class Act>
std::string write_change(const char* name, const Act& act) {
  JsonWriter json;
  json.begin_object().member("act", name).member("dataset", act.dataset).member("reason", act.reason).end_object();
  return json.take();
}

}  // namespace

Result<Statement> read_act(std::string_view body) {
  auto tree = read_json_tree(body);
  if (!tree) return tl::make_unexpected(tree.error());
  JsonMembers act(*tree, "the act");
  const auto name = act.text("act");
  if (name == "delete") return read_deletion(act);
  if (name == "restore") return read_restoration(act);
  if (name == "replay") return read_replay(act);
  if (name == "folders") return read_folders(act);
  act.wrong("act", "delete, restore, replay or folders");
  return tl::make_unexpected(act.error());
}

std::string write_act(const Deletion& act) { return write_change("delete", act); }
std::string write_act(const Restoration& act) { return write_change("restore", act); }

std::string write_act(const Replay& act) {
  JsonWriter json;
  json.begin_object().member("act", "replay").key("messages").begin_array();
  for (const auto seq : act.messages) json.value(seq);
  json.end_array().end_object();
  return json.take();
}

std::string write_act(const FoldersWalked& act) {
  JsonWriter json;
  json.begin_object().member("act", "folders").key("folders").begin_array();
  for (const auto& folder : act.folders) {
    json.begin_object().member("dataset", folder.dataset).member("due", folder.due);
    if (folder.file_count >= 0) json.member("files", folder.file_count).member("bytes", folder.size_bytes);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace weft
