// Any bytes as a message body at the ingest queue: never a crash; what is read as a dataset can be rewritten in our
// JSON and says the same. Seeds: tests/data/messages.
#include <cstdint>
#include <cstdlib>

#include "ingest/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  weft::Message message;
  message.destination = "/queue/icatIngest";
  message.body.assign(reinterpret_cast<const char*>(data), size);
  const auto statement = weft::read_statement(message);
  if (!statement) return 0;
  if (const auto* dataset = std::get_if<weft::DatasetStatement>(&*statement))
    message.body = weft::write_statement_json(*dataset);
  else if (const auto* investigation = std::get_if<weft::InvestigationStatement>(&*statement))
    message.body = weft::write_statement_json(*investigation);
  else if (const auto* update = std::get_if<weft::MetadataUpdate>(&*statement))
    message.body = weft::write_statement_json(*update);
  const auto again = weft::read_statement(message);
  if (!again || *again != *statement) std::abort();
  return 0;
}
