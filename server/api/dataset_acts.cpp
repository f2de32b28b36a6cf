#include "api/dataset_acts.h"

#include "api/answer.h"
#include "api/graph.h"
#include "api/http/errors.h"
#include "api/query_reader.h"
#include "api/request_json.h"
#include "base/text.h"
#include "ingest/reading.h"

namespace weft {
namespace {

// From the body, else from the query. A person who deletes says why.
Result<std::string> reason_of(const Request& request) {
  QueryReader query(request);
  std::string reason = query.text("reason");
  if (auto done = query.done(); !done) return tl::make_unexpected(done.error());
  if (!trim(request.body).empty()) {
    auto said = read_reason(request.body);
    if (!said) return said;
    if (!said->empty()) reason = std::move(*said);
  }
  if (trim(reason).empty())
    return fail(ErrorCode::invalid, "say why: {\"reason\":\"...\"} as body, or ?reason=...", "reason");
  return reason;
}

Response done_response(DatasetId id, std::string_view state, Seq seq) {
  JsonWriter json;
  json.begin_object().member("id", id).member("state", state);
  return answer_with_seq(json, seq);
}

template <class Act>
void act_on(const Request& request, const Reply& reply, Store& store, const Acts& acts, std::string_view state) {
  auto id = path_id(request, "dataset");
  if (!id) return reply(error_response(id.error()));
  auto reason = reason_of(request);
  if (!reason) return reply(error_response(reason.error()));
  auto known = find_dataset(*store.read(request.asker.viewer), {*id});
  if (!known) return reply(error_response(known.error()));
  acts.perform(request, write_act(Act{known->id, std::move(*reason)}),
               [reply, id = known->id, state = std::string(state)](const Result<Message>& message) {
                 reply(message ? done_response(id, state, message->seq) : error_response(message.error()));
               });
}

}  // namespace

void DeleteDataset::operator()(const Request& request, const Reply& reply) const {
  act_on<Deletion>(request, reply, store, acts, "deleted");
}

void RestoreDataset::operator()(const Request& request, const Reply& reply) const {
  act_on<Restoration>(request, reply, store, acts, "live");
}

}  // namespace weft
