#include "store/sqlite/documents.h"
#include "store/sqlite/filter.h"
#include "store/sqlite/reader.h"

namespace weft::sqlite {
namespace {

constexpr const char* kInvestigations =
    "SELECT id, proposal, instrument, kind, start, end, external_id, title, visit, first_seq, last_seq "
    "FROM investigation WHERE 1";
constexpr const char* kSamples = "SELECT id, investigation, name FROM sample WHERE 1";

Investigation read_investigation(const Rows& rows) {
  Investigation slot;
  rows.id(0, slot.id);
  slot.proposal = rows.text(1);
  slot.instrument = rows.text(2);
  slot.kind = static_cast<SlotKind>(rows.integer(3));
  slot.start = rows.optional_time(4);
  slot.end = rows.optional_time(5);
  slot.external_id = rows.text(6);
  slot.title = rows.text(7);
  slot.visit = rows.text(8);
  rows.id(9, slot.first_seq);
  rows.id(10, slot.last_seq);
  return slot;
}

// Datasets count only while they live.
constexpr const char* kCounters =
    "count(DISTINCT nullif(sample, 0)), count(*), sum(type='acquisition'), sum(max(file_count, 0)), "
    "sum(iif(type='acquisition', max(file_count, 0), 0)), sum(max(size_bytes, 0)), "
    "sum(iif(type='acquisition', max(size_bytes, 0), 0)), sum(file_count < 0) FROM dataset";

Counters read_counters(const Rows& rows) {
  Counters counters;
  counters.samples = rows.integer(1);
  counters.datasets = rows.integer(2);
  counters.acquisition = rows.integer(3);
  counters.processed = counters.datasets - counters.acquisition;
  counters.files = rows.integer(4);
  counters.acquisition_files = rows.integer(5);
  counters.processed_files = counters.files - counters.acquisition_files;
  counters.volume = rows.integer(6);
  counters.acquisition_volume = rows.integer(7);
  counters.processed_volume = counters.volume - counters.acquisition_volume;
  counters.not_walked = rows.integer(8);
  return counters;
}

const char* column(CountBy by) {
  switch (by) {
    case CountBy::investigation:
      return "investigation";
    case CountBy::sample:
      return "sample";
    case CountBy::instrument:
      return "instrument";
    case CountBy::type:
      return "type";
    case CountBy::everything:
      break;
  }
  return "0";
}

}  // namespace

std::string Reader::only_seen_investigations() const {
  if (sees_all()) return {};
  return " AND EXISTS (SELECT 1 FROM dataset d WHERE d.investigation=investigation.id AND may_read(d.id))";
}

std::string Reader::only_seen_samples() const {
  if (sees_all()) return {};
  return " AND EXISTS (SELECT 1 FROM dataset d WHERE d.investigation=sample.investigation AND d.sample=sample.id AND "
         "may_read(d.id))";
}

std::vector<Investigation> Reader::investigations(const std::string& proposal, const std::string& instrument) {
  Where where;
  where.equal("proposal", proposal).equal("instrument", instrument);
  std::vector<Investigation> found;
  Rows rows(connection_.prepared(kInvestigations + where.sql.substr(8) + only_seen_investigations() + " ORDER BY id"),
            where.values);
  while (rows.next()) found.push_back(read_investigation(rows));
  return found;
}

std::vector<Investigation> Reader::investigations_at(std::span<const InvestigationId> ids) {
  const std::string sql = std::string(kInvestigations) + " AND id=?" + only_seen_investigations();
  std::vector<Investigation> found;
  for (const InvestigationId id : ids) {
    Rows rows(connection_.prepared(sql), id);
    if (rows.next()) found.push_back(read_investigation(rows));
  }
  return found;
}

std::vector<SlotStatement> Reader::slot_history(InvestigationId investigation) {
  std::vector<SlotStatement> found;
  if (!sees_all() && investigations_at({&investigation, 1}).empty()) return found;
  Rows rows(connection_.prepared("SELECT message, received_at, packed FROM slot_statement WHERE investigation=? "
                                 "ORDER BY message"),
            investigation);
  while (rows.next()) {
    SlotStatement& said = found.emplace_back();
    said.investigation = investigation;
    rows.id(0, said.message);
    said.received_at = rows.time(1);
    said.statement = read_slot_statement(connection_.packer().unpack(rows.text(2)));
  }
  return found;
}

std::vector<Sample> Reader::samples(InvestigationId investigation) {
  Where where;
  if (investigation) where.also("investigation=?", investigation.value);
  std::vector<Sample> found;
  Rows rows(connection_.prepared(kSamples + where.sql.substr(8) + only_seen_samples() + " ORDER BY id"), where.values);
  while (rows.next()) found.push_back({{rows.integer(0)}, {rows.integer(1)}, rows.text(2)});
  return found;
}

std::vector<Sample> Reader::samples_at(std::span<const SampleId> ids) {
  const std::string sql = std::string(kSamples) + " AND id=?" + only_seen_samples();
  std::vector<Sample> found;
  for (const SampleId id : ids) {
    Rows rows(connection_.prepared(sql), id);
    if (rows.next()) found.push_back({{rows.integer(0)}, {rows.integer(1)}, rows.text(2)});
  }
  return found;
}

std::vector<SampleId> Reader::find_samples(std::span<const Sample> samples) {
  const std::string sql = "SELECT id FROM sample WHERE investigation=? AND name=?" + only_seen_samples();
  std::vector<SampleId> found(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    Rows rows(connection_.prepared(sql), samples[i].investigation, samples[i].name);
    if (rows.next()) rows.id(0, found[i]);
  }
  return found;
}

std::vector<std::int64_t> Reader::external(const std::string& kind, const std::string& value) {
  std::vector<std::int64_t> found;
  {
    Rows rows(connection_.prepared("SELECT id FROM external_id WHERE kind=? AND value=? ORDER BY id"), kind, value);
    while (rows.next()) found.push_back(rows.integer(0));
  }
  if (!sees_all())
    std::erase_if(found, [&](std::int64_t id) {
      const InvestigationId slot{id};
      return kind == "investigation" ? investigations_at(std::span(&slot, 1)).empty() : !may_read({id});
    });
  return found;
}

std::vector<Counted> Reader::counters(CountBy by, const DatasetFilter& filter) {
  DatasetFilter living = filter;
  living.with_deleted = false;
  Where where = sqlite::where(connection_, living);
  if (by == CountBy::investigation || by == CountBy::sample) where.also(std::string(column(by)) + "<>0");
  const std::string group = column(by);
  std::vector<Counted> found;
  Rows rows(connection_.prepared("SELECT " + group + ", " + kCounters + where.sql + " GROUP BY " +
                                 (by == CountBy::everything ? "'all'" : group) + " ORDER BY 1"),
            where.values);
  while (rows.next()) {
    Counted& counted = found.emplace_back();
    const bool by_text = by == CountBy::instrument || by == CountBy::type;
    by_text ? counted.group = rows.text(0), 0 : counted.id = rows.integer(0);
    counted.counters = read_counters(rows);
  }
  return found;
}

}  // namespace weft::sqlite
