// Any bytes as JSON, of a statement and of an act, and as NDJSON: never a crash; what is read is written and read back
// the same. Seeds: tests/data/messages/*/*.json, the examples in spec/messages.md.
#include <cstdint>
#include <cstdlib>

#include "ingest/reading.h"

namespace {

using namespace weft;

struct Writing {
  std::string operator()(const DatasetStatement& s) const { return write_statement_json(s); }
  std::string operator()(const InvestigationStatement& s) const { return write_statement_json(s); }
  std::string operator()(const MetadataUpdate& s) const { return write_statement_json(s); }
  std::string operator()(const FilesAdded&) const { return {}; }
  std::string operator()(const NotServedYet&) const { return {}; }
  template <class Act>
  std::string operator()(const Act& act) const {
    return write_act(act);
  }
};

void read_and_back(Message message) {
  const auto statement = read_statement(message);
  if (!statement) return;
  message.body = std::visit(Writing{}, *statement);
  const auto again = read_statement(message);
  if (!again || *again != *statement) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Message message;
  message.body.assign(reinterpret_cast<const char*>(data), size);
  read_and_back(message);
  message.destination = kActsDestination;
  read_and_back(message);
  std::size_t bytes = 0;
  for (const auto& one : split_ndjson(message.body)) bytes += one.size();
  if (bytes > size) std::abort();
  return 0;
}
