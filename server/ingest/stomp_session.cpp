#include "ingest/stomp_session.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "ingest/reading.h"

namespace weft {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kVersions = "1.0,1.1,1.2";

std::vector<std::string_view> comma_list(std::string_view text) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto comma = text.find(',');
    out.push_back(trim(text.substr(0, comma)));
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

// The highest version both speak; 1.0 when the client names none.
std::optional<StompVersion> common_version(const StompFrame& frame) {
  const auto* accepted = frame.find("accept-version");
  if (!accepted) return StompVersion::v1_0;
  const auto offered = comma_list(*accepted);
  for (const auto version : {StompVersion::v1_2, StompVersion::v1_1, StompVersion::v1_0})
    if (std::find(offered.begin(), offered.end(), to_text(version)) != offered.end()) return version;
  return std::nullopt;
}

std::optional<milliseconds> read_milliseconds(std::string_view text) {
  int count = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || count < 0) return std::nullopt;
  return milliseconds(count);
}

// One side offers, the other asks; 0 on either side is none.
milliseconds agreed(milliseconds offered, milliseconds asked) {
  return offered.count() && asked.count() ? std::max(offered, asked) : milliseconds(0);
}

std::size_t held_size(const StompFrame& frame) {
  std::size_t size = frame.body.size() + 200;
  for (const auto& [name, value] : frame.headers) size += name.size() + value.size() + 64;
  return size;
}

}  // namespace

StompSession::StompSession(StompOptions options, Time now)
    : options_(std::move(options)),
      parser_(options_.limits),
      started_(now),
      now_(now),
      last_received_(now),
      last_sent_(now) {}

void StompSession::received(std::string_view bytes, Time now) {
  now_ = last_received_ = now;
  if (closing_ || disconnecting_) return;
  parser_.feed(bytes);
  while (!closing_ && !disconnecting_) {
    auto frame = parser_.next();
    if (!frame) return fail_with(frame.error(), "");
    if (!*frame) return;
    take_frame(std::move(**frame));
  }
}

void StompSession::take_frame(StompFrame frame) {
  const auto& command = frame.command;
  const auto receipt = frame.header("receipt");
  if (command == "CONNECT" || command == "STOMP") return connect(frame);
  if (!connected_)
    return fail_with({ErrorCode::invalid, command + " before CONNECT: send CONNECT or STOMP first", command}, receipt);
  if (command == "SEND") return send(std::move(frame));
  if (command == "BEGIN") return begin(frame);
  if (command == "COMMIT") return commit(frame);
  if (command == "ABORT") return abort(frame);
  if (command == "DISCONNECT") return disconnect(frame);
  if (command == "SUBSCRIBE" || command == "UNSUBSCRIBE" || command == "ACK" || command == "NACK")
    return fail_with({ErrorCode::unsupported, "Weft is the consumer: subscribe to the broker", command}, receipt);
  fail_with({ErrorCode::malformed, command + " is a frame of servers", command}, receipt);
}

void StompSession::connect(const StompFrame& frame) {
  if (connected_) return fail_with({ErrorCode::invalid, "connected already", frame.command}, "");
  const auto version = common_version(frame);
  if (!version)
    return fail_with(
        {ErrorCode::unsupported,
         "no common version: Weft speaks " + std::string(kVersions) + ", the client " + frame.header("accept-version"),
         "accept-version"},
        "");
  version_ = *version;
  parser_.set_version(version_);
  StompFrame answer{"CONNECTED", {{"version", std::string(to_text(version_))}}, ""};
  answer.headers.emplace_back("server", options_.server);
  answer.headers.emplace_back("session", options_.session);
  if (const auto* wish = frame.find("heart-beat"); wish && version_ != StompVersion::v1_0) {
    const auto both = agree_heart_beats(frame);
    if (both.empty())
      return fail_with({ErrorCode::malformed,
                        "heart-beat '" + *wish + "' is not two numbers of milliseconds: send cx,cy", "heart-beat"},
                       "");
    answer.headers.emplace_back("heart-beat", both);
  }
  connected_ = true;
  write(answer);
}

// What we answer, or "" when the header makes no sense.
std::string StompSession::agree_heart_beats(const StompFrame& frame) {
  const auto wish = frame.header("heart-beat");
  const auto both = comma_list(wish);
  if (both.size() != 2) return "";
  const auto can = read_milliseconds(both[0]);
  const auto wants = read_milliseconds(both[1]);
  if (!can || !wants) return "";
  send_every_ = agreed(options_.send_every, *wants);
  expect_every_ = agreed(*can, options_.expect_every);
  return std::to_string(options_.send_every.count()) + "," + std::to_string(options_.expect_every.count());
}

void StompSession::send(StompFrame frame) {
  const auto receipt = frame.header("receipt");
  const auto destination = frame.header("destination");
  if (destination.empty())
    return fail_with({ErrorCode::invalid, "SEND without destination: send to /queue/icatIngest", "destination"},
                     receipt);
  if (is_act_destination(destination))
    return fail_with({ErrorCode::forbidden, "destinations below /weft/ are Weft's own: use the API", destination},
                     receipt);
  if (!frame.find("transaction")) return accept(std::move(frame));
  auto* held = transaction(frame);
  if (!held) return;
  held_bytes_ += held_size(frame);
  if (held_bytes_ > options_.transaction_bytes)
    return fail_with(
        {ErrorCode::too_large,
         "open transactions hold more than " + std::to_string(options_.transaction_bytes) + " bytes: commit more often",
         "transaction"},
        receipt);
  held->push_back(std::move(frame));
}

void StompSession::accept(StompFrame frame) {
  StompAccepted accepted{next_ticket_++, {}};
  accepted.message.received_at = now_;
  accepted.message.source = options_.source;
  accepted.message.destination = frame.header("destination");
  accepted.message.content_type = frame.header("content-type");
  accepted.message.broker_id = frame.header("message-id");
  accepted.message.body = std::move(frame.body);
  open_.emplace(accepted.ticket, frame.header("receipt"));
  accepted_.push_back(std::move(accepted));
}

// The open transaction a frame names; tells the client when there is none.
std::vector<StompFrame>* StompSession::transaction(const StompFrame& frame) {
  const auto name = frame.header("transaction");
  const auto found = transactions_.find(name);
  if (found != transactions_.end()) return &found->second;
  fail_with(
      {ErrorCode::invalid, frame.command + " names the transaction '" + name + "', which was not begun", "transaction"},
      frame.header("receipt"));
  return nullptr;
}

void StompSession::begin(const StompFrame& frame) {
  const auto name = frame.header("transaction");
  const auto receipt = frame.header("receipt");
  if (name.empty())
    return fail_with({ErrorCode::invalid, "BEGIN without a transaction header", "transaction"}, receipt);
  if (transactions_.count(name))
    return fail_with({ErrorCode::conflict, "the transaction '" + name + "' is open already", "transaction"}, receipt);
  if (transactions_.size() >= options_.transactions)
    return fail_with(
        {ErrorCode::too_large, "more than " + std::to_string(options_.transactions) + " open transactions: commit some",
         "transaction"},
        receipt);
  transactions_[name];
  write_receipt(receipt);
}

void StompSession::commit(const StompFrame& frame) {
  auto* held = transaction(frame);
  if (!held) return;
  auto frames = std::move(*held);
  transactions_.erase(frame.header("transaction"));
  std::set<std::uint64_t> tickets;
  for (auto& one : frames) {
    held_bytes_ -= held_size(one);
    tickets.insert(next_ticket_);
    accept(std::move(one));
  }
  owe(frame.header("receipt"), std::move(tickets), false);
}

void StompSession::abort(const StompFrame& frame) {
  const auto* held = transaction(frame);
  if (!held) return;
  for (const auto& one : *held) held_bytes_ -= held_size(one);
  transactions_.erase(frame.header("transaction"));
  write_receipt(frame.header("receipt"));
}

// What no COMMIT followed is dropped, as if it had been aborted.
void StompSession::disconnect(const StompFrame& frame) {
  disconnecting_ = true;
  transactions_.clear();
  std::set<std::uint64_t> tickets;
  for (const auto& [ticket, receipt] : open_) tickets.insert(ticket);
  owe(frame.header("receipt"), std::move(tickets), true);
}

void StompSession::owe(std::string receipt, std::set<std::uint64_t> waits_for, bool closes) {
  Barrier barrier{std::move(receipt), std::move(waits_for), closes};
  if (barrier.waits_for.empty()) return pass(barrier);
  if (!barrier.receipt.empty() || barrier.closes) barriers_.push_back(std::move(barrier));
}

void StompSession::pass(const Barrier& barrier) {
  write_receipt(barrier.receipt);
  if (barrier.closes) close("");
}

void StompSession::settle_barriers(std::uint64_t ticket) {
  for (auto& barrier : barriers_) {
    if (barrier.waits_for.erase(ticket) && barrier.waits_for.empty()) pass(barrier);
    if (closing_) return;
  }
  std::erase_if(barriers_, [](const Barrier& barrier) { return barrier.waits_for.empty(); });
}

void StompSession::committed(std::uint64_t ticket) {
  const auto found = open_.find(ticket);
  if (found == open_.end()) return;
  write_receipt(found->second);
  open_.erase(found);
  settle_barriers(ticket);
}

void StompSession::refused(std::uint64_t ticket, const Error& why) {
  const auto found = open_.find(ticket);
  if (found == open_.end()) return;
  const auto receipt = found->second;
  open_.erase(found);
  fail_with(why, receipt);
}

void StompSession::write(const StompFrame& frame) {
  if (closing_) return;
  output_ += write_stomp_frame(frame, version_);
  last_sent_ = now_;
}

void StompSession::write_receipt(const std::string& receipt) {
  if (!receipt.empty()) write({"RECEIPT", {{"receipt-id", receipt}}, ""});
}

void StompSession::fail_with(const Error& why, const std::string& receipt) {
  StompFrame frame{"ERROR", {{"message", why.message}, {"content-type", "text/plain"}}, why.message + "\n"};
  if (!connected_) frame.headers.emplace_back("version", std::string(kVersions));
  if (!receipt.empty()) frame.headers.emplace_back("receipt-id", receipt);
  write(frame);
  close(why.message);
}

void StompSession::close(std::string reason) {
  if (closing_) return;
  closing_ = true;
  close_reason_ = std::move(reason);
}

void StompSession::idle(Time now) {
  now_ = std::max(now_, now);
  if (closing_) return;
  if (!connected_ && now_ >= started_ + options_.connect_within)
    return fail_with({ErrorCode::timed_out, "no CONNECT came in time", "CONNECT"}, "");
  // A client that has said DISCONNECT owes no more heart-beats; we still owe it a receipt.
  if (expect_every_.count() && !disconnecting_ && now_ >= last_received_ + 2 * expect_every_)
    return close("no heart-beat for " + std::to_string(2 * expect_every_.count()) + " ms");
  if (send_every_.count() && now_ >= last_sent_ + send_every_ / 2) {
    output_ += '\n';
    last_sent_ = now_;
  }
}

Time StompSession::wake_at() const {
  if (closing_) return Time::max();
  auto at = Time::max();
  if (!connected_) at = started_ + options_.connect_within;
  if (expect_every_.count() && !disconnecting_) at = std::min(at, last_received_ + 2 * expect_every_);
  if (send_every_.count()) at = std::min(at, last_sent_ + send_every_ / 2);
  return at;
}

std::string StompSession::take_output() { return std::exchange(output_, {}); }

std::vector<StompAccepted> StompSession::take_accepted() { return std::exchange(accepted_, {}); }

}  // namespace weft
