#include "ingest/reading.h"

#include <xxhash.h>

#include <array>

#include "base/text.h"
#include "ingest/forms.h"

namespace weft {
namespace {

constexpr std::string_view kIngest = "icatIngest";
constexpr std::string_view kUpdate = "icatUpdateDatasetMetadata";
constexpr std::string_view kAddFiles = "icatDataFiles";

struct WaitingQueue {
  std::string_view name;
  std::string_view why;
};
constexpr std::array<WaitingQueue, 2> kWaitingQueues = {{
    {"icatArchiveRestoreStatus", "archive and restore status is kept and not served yet"},
    {"rescheduleInvestigation", "rescheduling an investigation is kept and not served yet"},
}};

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// "/queue/icatIngest", "/topic/icatIngest", "icatIngest": the same; case as is, as brokers have it.
std::string_view queue_of(std::string_view destination) {
  for (const std::string_view prefix : {"/queue/", "/topic/"})
    if (starts_with(destination, prefix)) return destination.substr(prefix.size());
  return destination;
}

// Where the body alone says what it is: a file, the HTTP API, the ingest queue.
bool is_open(std::string_view destination) {
  return destination.empty() || destination == "/api" || starts_with(destination, "/api/") ||
         queue_of(destination) == kIngest;
}

enum class Form { any, json, files_added };

Result<Statement> read_body(std::string_view body, Form form) {
  if (starts_with(body, "\xFF\xFE") || starts_with(body, "\xFE\xFF"))
    return fail(ErrorCode::unsupported, "the body is UTF-16: send UTF-8", "body");
  if (starts_with(body, "\xEF\xBB\xBF")) body.remove_prefix(3);
  const auto first = body.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return fail(ErrorCode::malformed, "the body is empty", "body");
  if (body[first] == '{') return form == Form::files_added ? read_files_added(body) : read_json(body);
  if (form != Form::any)
    return fail(ErrorCode::malformed, "the body is no JSON object: this destination takes JSON", "byte 0");
  if (body[first] == '<') return read_xml(body);
  return fail(ErrorCode::malformed, "the body is neither XML nor a JSON object: it must begin with '<' or '{'",
              "byte " + std::to_string(first));
}

Result<Statement> unknown_destination(const std::string& destination) {
  return fail(
      ErrorCode::unsupported,
      "nothing is served at '" + destination.substr(0, 200) +
          "': send datasets and investigations to /queue/icatIngest, metadata updates to "
          "/queue/icatUpdateDatasetMetadata, added files to /queue/icatDataFiles; /queue/icatArchiveRestoreStatus and "
          "/queue/rescheduleInvestigation are kept for later",
      destination);
}

std::string hash_of(std::string_view family, std::string_view bytes) {
  const auto hash = XXH3_128bits_withSeed(bytes.data(), bytes.size(), XXH3_64bits(family.data(), family.size()));
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  return std::string(reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest);
}

}  // namespace

bool is_act_destination(std::string_view destination) { return starts_with(destination, "/weft/"); }

Result<Statement> read_statement(const Message& message) {
  if (message.body.size() > kMaxBodyBytes)
    return fail(ErrorCode::too_large, "the body has " + std::to_string(message.body.size()) + " bytes; at most 64 MiB",
                "body");
  if (message.destination == kActsDestination) return read_act(message.body);
  const auto queue = queue_of(message.destination);
  for (const auto& waiting : kWaitingQueues)
    if (queue == waiting.name) return Statement{NotServedYet{std::string(waiting.why)}};
  if (queue == kUpdate) return read_body(message.body, Form::json);
  if (queue == kAddFiles) return read_body(message.body, Form::files_added);
  if (is_open(message.destination)) return read_body(message.body, Form::any);
  return unknown_destination(message.destination);
}

std::string fingerprint(const Message& message) { return hash_of(kIngest, message.body); }

std::string fingerprint_of_broker_id(const std::string& broker_id) { return hash_of("broker", broker_id); }

}  // namespace weft
