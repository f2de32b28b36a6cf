#include <algorithm>
#include <array>

#include "store/sqlite/reader.h"

namespace weft::sqlite {
namespace {

Change read_change(const Rows& rows) {
  Change change;
  rows.id(0, change.seq);
  change.at = rows.time(1);
  change.what = static_cast<ChangeKind>(rows.integer(2));
  change.id = rows.integer(3);
  rows.id(4, change.cause);
  change.principal.name = rows.text(5);
  return change;
}

constexpr const char* kChanges =
    "SELECT seq, at, what, id, cause, principal FROM change WHERE seq>? ORDER BY seq LIMIT ?";

void append_ids(Rows&& rows, std::vector<DatasetId>& to) {
  while (rows.next()) rows.id(0, to.emplace_back());
}

bool names_a_dataset(ChangeKind what) {
  return what == ChangeKind::dataset || what == ChangeKind::deleted || what == ChangeKind::restored;
}

// Datasets that the changes of a stretch of the feed wrote, those whose files were counted aside.
#define WEFT_WRITTEN                                                                                     \
  "WITH written(id) AS (SELECT id FROM change WHERE seq>?1 AND seq<=?2 AND what IN (1, 2, 3) UNION ALL " \
  "SELECT dataset FROM touched JOIN change ON seq=change WHERE change>?1 AND change<=?2 AND what<>6) "

// Joined in the order written: a stretch is short, the other tables are long.
constexpr std::array kTouched = {
    "SELECT dataset FROM touched WHERE change>?1 AND change<=?2",
    "SELECT id FROM change WHERE seq>?1 AND seq<=?2 AND what IN (1, 2, 3)",
    // whoever names its folder, anything below it, or one of its ids
    WEFT_WRITTEN
    "SELECT input.output FROM written CROSS JOIN dataset USING(id) CROSS JOIN input ON kind=0 AND "
    "target=dataset.location",
    WEFT_WRITTEN
    "SELECT input.output FROM written CROSS JOIN dataset USING(id) CROSS JOIN input ON kind=0 AND "
    "target>=dataset.location||'/' AND target<dataset.location||'0'",
    WEFT_WRITTEN
    "SELECT input.output FROM written CROSS JOIN external_id ON external_id.id=written.id AND "
    "external_id.kind IN ('dataset', 'doi') CROSS JOIN input ON target=external_id.value AND "
    "input.kind=iif(external_id.kind='doi', 2, 1)",
    // whoever may belong to a slot
    "SELECT dataset.id FROM change CROSS JOIN investigation i ON i.id=change.id CROSS JOIN dataset ON "
    "dataset.proposal=i.proposal AND (dataset.instrument=i.instrument OR forced_investigation<>'') "
    "WHERE seq>?1 AND seq<=?2 AND what=4",
};
#undef WEFT_WRITTEN

}  // namespace

StoreStatus Reader::status() {
  StoreStatus status;
  Rows rows(connection_.prepared("SELECT name, value FROM meta"));
  while (rows.next()) {
    if (rows.text(0) == "uuid") status.uuid = rows.text(1);
    if (rows.text(0) == "epoch") status.epoch = rows.integer(1);
    if (rows.text(0) == "alias_version") status.alias_version = rows.text(1);
  }
  status.schema_version = static_cast<int>(connection_.number("PRAGMA user_version"));
  status.received.value = connection_.number("SELECT max(seq) FROM message");
  status.applied.value = connection_.number("SELECT max(seq) FROM change");
  status.bytes = connection_.number("PRAGMA page_count") * connection_.number("PRAGMA page_size");
  return status;
}

bool Reader::sees_change_of(const Change& change) {
  if (names_a_dataset(change.what)) return may_read({change.id});
  if (change.what != ChangeKind::investigation) return false;
  const InvestigationId slot{change.id};
  return !investigations_at(std::span(&slot, 1)).empty();
}

// The feed is dense for everybody; who may not see what a change names learns neither that nor who did it, but may see
// datasets that it touched.
std::vector<Change> Reader::changes(Seq after, int limit) {
  std::vector<Change> found;
  {
    Rows rows(connection_.prepared(kChanges), after, limit);
    while (rows.next()) found.push_back(read_change(rows));
  }
  if (!sees_all())
    for (Change& change : found)
      if (!sees_change_of(change)) change.id = 0, change.principal.name.clear();
  return found;
}

std::vector<DatasetId> Reader::touched(Seq after, Seq until) {
  std::vector<DatasetId> found;
  for (const char* sql : kTouched) append_ids(Rows(connection_.prepared(sql), after, until), found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::erase_if(found, [&](DatasetId id) { return !may_read(id); });
  return found;
}

// Work of the house: nobody's but the writer's and the runner's.
std::vector<Task> Reader::tasks(const std::string& kind, Time due_by, int limit) {
  std::vector<Task> found;
  if (!sees_all()) return found;
  Rows rows(connection_.prepared("SELECT subject, due, attempts FROM task WHERE kind=? AND due<=? "
                                 "ORDER BY due, subject LIMIT ?"),
            kind, due_by, limit);
  while (rows.next()) found.push_back({kind, rows.integer(0), rows.time(1), static_cast<int>(rows.integer(2))});
  return found;
}

}  // namespace weft::sqlite
