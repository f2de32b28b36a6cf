#include "api/request_json.h"

#include <simdjson.h>

namespace weft {
namespace {

using simdjson::dom::element;

// One parser a thread keeps its buffers.
Result<element> parse(std::string_view body, simdjson::dom::parser& parser) {
  element root;
  if (auto failure = parser.parse(body.data(), body.size()).get(root))
    return fail(ErrorCode::malformed, std::string("the body is not JSON: ") + simdjson::error_message(failure), "body");
  return root;
}

Result<simdjson::dom::object> parse_object(std::string_view body, simdjson::dom::parser& parser) {
  auto root = parse(body, parser);
  if (!root) return tl::make_unexpected(root.error());
  simdjson::dom::object object;
  if (root->get(object)) return fail(ErrorCode::invalid, "the body is to be one JSON object", "body");
  return object;
}

tl::unexpected<Error> no_member(std::string_view name, const std::string& known) {
  return fail(ErrorCode::invalid, "\"" + std::string(name) + "\" is no member here; there are " + known,
              std::string(name));
}

Result<void> read_text(std::string_view name, element value, std::string& text) {
  std::string_view found;
  if (value.get(found)) return fail(ErrorCode::invalid, std::string(name) + " is to be a text", std::string(name));
  text = found;
  return {};
}

Result<void> read_seqs(element value, std::vector<Seq>& seqs) {
  auto wrong = fail(ErrorCode::invalid, "messages is to be a list of message numbers (seq), one at least", "messages");
  simdjson::dom::array list;
  if (value.get(list) || list.size() == 0) return wrong;
  for (element one : list) {
    std::int64_t seq = 0;
    if (one.get(seq) || seq < 1 || seq >= (std::int64_t{1} << 53)) return wrong;
    seqs.push_back({seq});
  }
  return {};
}

Result<std::string> parameter_text(std::string_view name, element value) {
  std::string_view text;
  std::int64_t number = 0;
  bool truth = false;
  simdjson::dom::array list;
  if (!value.get(text)) return std::string(text);
  if (!value.get(number)) return std::to_string(number);
  if (!value.get(truth)) return std::string(truth ? "true" : "false");
  auto wrong =
      fail(ErrorCode::invalid, std::string(name) + " is to be a text, a number or a list of texts", std::string(name));
  if (value.get(list)) return wrong;
  std::string joined;
  for (element one : list) {
    if (one.get(text)) return wrong;
    joined += (joined.empty() ? "" : ",") + std::string(text);
  }
  return joined;
}

Result<void> read_related(element value, std::vector<std::pair<std::string, std::string>>& members) {
  auto wrong = fail(ErrorCode::invalid, "related is to be a list of texts: [\"results:output()\"]", "related");
  simdjson::dom::array list;
  if (value.get(list)) return wrong;
  for (element one : list) {
    std::string_view text;
    if (one.get(text)) return wrong;
    members.emplace_back("related", text);
  }
  return {};
}

}  // namespace

Result<std::string> read_reason(std::string_view body) {
  simdjson::dom::parser parser;
  auto object = parse_object(body, parser);
  if (!object) return tl::make_unexpected(object.error());
  std::string reason;
  for (auto [name, value] : *object) {
    if (name != "reason") return no_member(name, "reason");
    if (auto read = read_text(name, value, reason); !read) return tl::make_unexpected(read.error());
  }
  return reason;
}

Result<ReplayRequest> read_replay_request(std::string_view body) {
  simdjson::dom::parser parser;
  auto object = parse_object(body, parser);
  if (!object) return tl::make_unexpected(object.error());
  ReplayRequest wanted;
  for (auto [name, value] : *object) {
    Result<void> read;
    if (name == "messages")
      read = read_seqs(value, wanted.messages);
    else if (name == "state")
      read = read_text(name, value, wanted.state);
    else if (name == "destination")
      read = read_text(name, value, wanted.destination);
    else if (name == "code")
      read = read_text(name, value, wanted.code);
    else
      return no_member(name, "messages, or state with destination and code");
    if (!read) return tl::make_unexpected(read.error());
  }
  bool filtered = !wanted.state.empty() || !wanted.destination.empty() || !wanted.code.empty();
  if (wanted.messages.empty() == wanted.state.empty() || (filtered && !wanted.messages.empty()))
    return fail(ErrorCode::invalid,
                "say either which messages or which state: {\"messages\":[7,8]} or {\"state\":\"refused\"}",
                "messages");
  if (!wanted.state.empty() && wanted.state != "refused" && wanted.state != "waiting")
    return fail(ErrorCode::invalid, "only messages that are refused or waiting can be replayed", "state");
  return wanted;
}

Result<std::vector<std::pair<std::string, std::string>>> read_search_request(std::string_view body) {
  simdjson::dom::parser parser;
  auto object = parse_object(body, parser);
  if (!object) return tl::make_unexpected(object.error());
  std::vector<std::pair<std::string, std::string>> members;
  for (auto [name, value] : *object) {
    if (name == "at_least") return fail(ErrorCode::invalid, "at_least belongs into the address", "at_least");
    simdjson::dom::array list;
    if (!value.get(list) && list.size() == 0) continue;
    if (name == "related") {  // a relation has commas of its own
      if (auto read = read_related(value, members); !read) return tl::make_unexpected(read.error());
      continue;
    }
    auto text = parameter_text(name, value);
    if (!text) return tl::make_unexpected(text.error());
    members.emplace_back(name, *std::move(text));
  }
  return members;
}

Result<void> check_json(std::string_view body) {
  simdjson::dom::parser parser;
  if (auto root = parse(body, parser); !root) return tl::make_unexpected(root.error());
  return {};
}

}  // namespace weft
