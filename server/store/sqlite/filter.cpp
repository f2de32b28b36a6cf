#include "store/sqlite/filter.h"

namespace weft::sqlite {

Where where(const Connection& connection, const DatasetFilter& filter) {
  Where where;
  where.equal("location", filter.location).equal("name", filter.name);
  where.equal("proposal", filter.proposal).equal("instrument", filter.instrument).equal("type", filter.type);
  if (!filter.job.empty()) where.equal("job", filter.job).also("job<>''");  // so that the partial index serves
  if (filter.investigation) where.also("investigation=?", filter.investigation.value);
  if (filter.sample)  // named with its investigation, because the index begins with that
    where.also("investigation=(SELECT investigation FROM sample WHERE id=?)", filter.sample.value)
        .also("sample=?", filter.sample.value);
  if (!filter.with_deleted) where.also("state=0");
  where.sql += connection.only_visible("dataset.id");
  return where;
}

Where where(const Connection& connection, const MessageFilter& filter) {
  Where where;
  // The state stands in the text, not as a value: so SQLite sees that a partial index serves.
  if (filter.state) where.also("state=" + std::to_string(static_cast<int>(*filter.state)));
  where.equal("destination", filter.destination).equal("reason_code", filter.reason_code);
  where.sql += connection.only_visible("dataset");
  return where;
}

}  // namespace weft::sqlite
