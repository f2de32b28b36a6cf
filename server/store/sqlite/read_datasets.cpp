#include "store/sqlite/documents.h"
#include "store/sqlite/filter.h"
#include "store/sqlite/reader.h"

namespace weft::sqlite {
namespace {

// Without a document its first statement tells the same. Ids that follow each other are one run over the table.
constexpr const char* kColumns =
    "SELECT id, proposal, instrument, location, name, state, type, complete, investigation, sample, sample_name, "
    "start, "
    "end, job, application, forced_investigation, file_count, size_bytes, manifest, release_date, first_seq, last_seq, "
    "document.packed, statement.packed FROM dataset LEFT JOIN document ON document.dataset=dataset.id "
    "LEFT JOIN statement ON document.packed IS NULL AND statement.message=dataset.first_seq "
    "WHERE id BETWEEN ? AND ? ORDER BY id";

void read_row(const Rows& rows, Dataset& dataset) {
  rows.id(0, dataset.id);
  rows.text(1, dataset.key.proposal);
  rows.text(2, dataset.key.instrument);
  rows.text(3, dataset.key.location);
  rows.text(4, dataset.key.name);
  dataset.state = static_cast<DatasetState>(rows.integer(5));
  rows.text(6, dataset.type);
  dataset.complete = rows.integer(7) != 0;
  rows.id(8, dataset.investigation);
  rows.id(9, dataset.sample);
  rows.text(10, dataset.sample_name);
  dataset.start = rows.optional_time(11);
  dataset.end = rows.optional_time(12);
  rows.text(13, dataset.job);
  rows.text(14, dataset.application);
  rows.text(15, dataset.forced_investigation);
  dataset.file_count = rows.integer(16);
  dataset.size_bytes = rows.integer(17);
  rows.text(18, dataset.manifest);
  dataset.release_date = rows.optional_time(19);
  rows.id(20, dataset.first_seq);
  rows.id(21, dataset.last_seq);
}

constexpr const char* kPlaces =
    "SELECT id, proposal, instrument, location, name, state, start, investigation, sample, sample_name, "
    "forced_investigation FROM dataset WHERE ";

Place read_place(const Rows& rows) {
  Place place;
  rows.id(0, place.dataset);
  place.key = {rows.text(1), rows.text(2), rows.text(3), rows.text(4)};
  place.state = static_cast<DatasetState>(rows.integer(5));
  place.start = rows.optional_time(6);
  rows.id(7, place.investigation);
  rows.id(8, place.sample);
  place.sample_name = rows.text(9);
  place.forced_investigation = rows.text(10);
  return place;
}

constexpr const char* kUpdates =
    "SELECT message, received_at, position, proposal, instrument, location, name, text FROM folder_update WHERE ";

std::vector<FolderUpdate> read_updates(Rows&& rows) {
  std::vector<FolderUpdate> found;
  while (rows.next()) {
    FolderUpdate& update = found.emplace_back();
    rows.id(0, update.message);
    update.received_at = rows.time(1);
    update.position = static_cast<int>(rows.integer(2));
    update.proposal = rows.text(3);
    update.instrument = rows.text(4);
    update.location = rows.text(5);
    update.parameter.name = rows.text(6);
    if (!rows.is_null(7)) update.parameter.text = rows.text(7);
  }
  return found;
}

// The list of inputs as the sender wrote it, in words.
template <class Named>
void withhold_inputs(std::vector<Named>& parameters) {
  std::erase_if(parameters, [](const Named& parameter) { return parameter.name == "input_datasets"; });
}

}  // namespace

std::vector<DatasetId> Reader::find(std::span<const DatasetKey> keys) {
  std::vector<DatasetId> found(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Rows rows(
        connection_.prepared("SELECT id FROM dataset WHERE location=? AND name=? AND proposal=? AND instrument=?"),
        keys[i].location, keys[i].name, keys[i].proposal, keys[i].instrument);
    if (rows.next()) rows.id(0, found[i]);
    if (!may_read(found[i])) found[i] = {};
  }
  return found;
}

void Reader::each_dataset(std::span<const DatasetId> ids, const TellDataset& tell) {
  Dataset dataset;  // filled again for each
  while (!ids.empty()) {
    const auto run = first_run(ids);
    Rows rows(connection_.prepared(kColumns), run.front(), run.back());
    while (rows.next()) {
      if (!may_read({rows.integer(0)})) continue;
      read_whole(rows, dataset);
      tell(dataset);
    }
    ids = ids.subspan(run.size());
  }
}

void Reader::read_whole(const Rows& rows, Dataset& dataset) {
  read_row(rows, dataset);
  if (!rows.is_null(22))
    read_document(connection_.packer().unpack(rows.bytes(22)), dataset);
  else if (!rows.is_null(23))
    read_told_document(connection_.packer().unpack(rows.bytes(23)), dataset);
  else
    throw StoreFailure("Dataset " + std::to_string(dataset.id.value) +
                       " has neither document nor statement: restore the store from a backup.");
  if (names_hidden(dataset.id)) {
    withhold_inputs(dataset.parameters);
    withhold_inputs(dataset.sample_parameters);
  }
}

std::vector<DatasetId> Reader::list(const DatasetFilter& filter, DatasetId after, int limit) {
  Where where = sqlite::where(connection_, filter);
  where.also("id>?", after.value);
  std::vector<DatasetId> found;
  Rows rows(connection_.prepared("SELECT id FROM dataset" + where.sql + " ORDER BY id LIMIT ?"), where.values, limit);
  while (rows.next()) rows.id(0, found.emplace_back());
  return found;
}

std::int64_t Reader::count(const DatasetFilter& filter) {
  const Where where = sqlite::where(connection_, filter);
  Rows rows(connection_.prepared("SELECT count(*) FROM dataset" + where.sql), where.values);
  return rows.next() ? rows.integer(0) : 0;
}

std::vector<Place> Reader::places(std::span<const std::string> folders) {
  static const std::string kAt = std::string(kPlaces) + "location=? ORDER BY id";
  std::vector<Place> found;
  for (const std::string& folder : folders) {
    Rows rows(connection_.prepared(kAt), folder);
    while (rows.next())
      if (may_read({rows.integer(0)})) found.push_back(read_place(rows));
  }
  return found;
}

std::vector<Place> Reader::places_of(std::span<const DatasetId> ids) {
  static const std::string kOf = std::string(kPlaces) + "id=?";
  std::vector<Place> found;
  found.reserve(ids.size());
  for (const DatasetId id : ids) {
    if (!may_read(id)) continue;
    Rows rows(connection_.prepared(kOf), id);
    if (rows.next()) found.push_back(read_place(rows));
  }
  return found;
}

std::vector<HistoryStatement> Reader::history(DatasetId dataset) {
  std::vector<HistoryStatement> found;
  if (!dataset || !may_read(dataset)) return found;
  Rows rows(connection_.prepared("SELECT message, received_at, fingerprint, revision, packed FROM statement "
                                 "WHERE dataset=? ORDER BY ifnull(revision, 0), message"),
            dataset);
  const bool withhold = names_hidden(dataset);
  while (rows.next()) {
    HistoryStatement& said = found.emplace_back();
    said.dataset = dataset;
    rows.id(0, said.message);
    said.received_at = rows.time(1);
    said.fingerprint = rows.text(2);
    if (!rows.is_null(3)) said.revision = rows.integer(3);
    said.statement = read_statement(connection_.packer().unpack(rows.text(4)));
    if (!withhold) continue;
    withhold_inputs(said.statement.parameters);
    withhold_inputs(said.statement.sample_parameters);
    said.statement.inputs.reset();
  }
  return found;
}

std::optional<Seq> Reader::said_before(DatasetId dataset, const std::string& fingerprint) {
  if (!may_read(dataset)) return std::nullopt;
  Rows rows(connection_.prepared("SELECT message FROM statement WHERE dataset=? AND fingerprint=?"), dataset,
            Blob{fingerprint});
  if (!rows.next()) return std::nullopt;
  return Seq{rows.integer(0)};
}

// A viewer with limits sees what was said to datasets he sees.
std::string Reader::only_seen_updates() const {
  if (sees_all()) return {};
  return " AND EXISTS (SELECT 1 FROM dataset d WHERE d.location=folder_update.location"
         " AND folder_update.proposal IN ('', d.proposal) AND folder_update.instrument IN ('', d.instrument)"
         " AND may_read(d.id))";
}

std::vector<FolderUpdate> Reader::updates_at(const std::string& location) {
  const std::string sql = std::string(kUpdates) + "location=?" + only_seen_updates() + " ORDER BY message, position";
  return read_updates(Rows(connection_.prepared(sql), location));
}

std::vector<FolderUpdate> Reader::updates_of(Seq message) {
  const std::string sql = std::string(kUpdates) + "message=?" + only_seen_updates() + " ORDER BY position";
  return read_updates(Rows(connection_.prepared(sql), message));
}

// Folders are looked at from the last by name: datasets mostly arrive in the order of their names, so that the first
// look finds one that is still empty.
bool Reader::waits_no_longer(Seq update, const DatasetKey& arriving) {
  if (!sees_all()) return false;
  constexpr const char* kWaits =
      "SELECT 1 FROM message JOIN folder_update ON message=seq WHERE seq=? AND state=? LIMIT 1";
  constexpr const char* kEmpty =
      "SELECT 1 FROM folder_update u WHERE message=? AND NOT (location=? AND proposal IN ('', ?) AND instrument IN "
      "('', ?)) AND NOT EXISTS (SELECT 1 FROM dataset d WHERE d.location=u.location AND u.proposal IN ('', d.proposal) "
      "AND u.instrument IN ('', d.instrument)) ORDER BY location DESC LIMIT 1";
  Rows waits(connection_.prepared(kWaits), update, static_cast<int>(MessageState::waiting));
  if (!waits.next()) return false;
  Rows empty(connection_.prepared(kEmpty), update, arriving.location, arriving.proposal, arriving.instrument);
  return !empty.next();
}

}  // namespace weft::sqlite
