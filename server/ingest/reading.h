// Reading: the bytes of a Message in, the Statement they make out, or what is wrong with them (spec/messages.md).
// Pure: no clock, no files, no store; nothing sent is altered. Any thread.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/message.h"
#include "model/statement.h"

namespace weft {

inline constexpr std::size_t kMaxBodyBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxParameters = 100'000;  // of one message, those of its sample and files included
inline constexpr int kMaxDepth = 100;

inline constexpr std::string_view kActsDestination = "/weft/acts";

// By destination, then by what the body begins with ('<' XML, '{' JSON); the sender's content type is not trusted.
Result<Statement> read_statement(const Message& message);

// Below /weft/: acts of people and of Weft itself. No door takes such a destination from outside.
bool is_act_destination(std::string_view destination);

// 16 bytes over the body alone: two dataset or investigation messages with the same fingerprint are one statement,
// whatever door they came in by.
std::string fingerprint(const Message& message);

// Commands are the same when the broker says so. Never equal to one of a body.
std::string fingerprint_of_broker_id(const std::string& broker_id);

// The bodies of a text that holds one message, or one JSON object a line (NDJSON); blank lines are skipped. XML and a
// JSON object over several lines are one. Views into `body`.
std::vector<std::string_view> split_ndjson(std::string_view body);

// Bodies of acts: read_statement of them at kActsDestination gives the act back. A deletion needs a reason.
std::string write_act(const Deletion& act);
std::string write_act(const Restoration& act);
std::string write_act(const Replay& act);
std::string write_act(const FoldersWalked& act);

// Our JSON of a statement: reading it gives the same statement.
std::string write_statement_json(const DatasetStatement& statement);
std::string write_statement_json(const InvestigationStatement& statement);
std::string write_statement_json(const MetadataUpdate& statement);

}  // namespace weft
