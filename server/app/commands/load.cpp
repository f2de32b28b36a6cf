// weft load: a large file of JSON lines, in portions. One request after the other: while the server makes one durable
// it catalogues the one before.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands/outcomes.h"
#include "app/commands/portions.h"
#include "app/commands/progress.h"
#include "app/commands/verbs.h"
#include "base/text.h"

namespace weft {
namespace {

constexpr std::string_view kNdjson = "application/x-ndjson";

// A file in which the first line is no whole object is something else: one message, or XML.
Result<void> check_form(const LoadVerb& verb) {
  if (verb.file == "-") return {};
  std::error_code wrong;
  std::ifstream in(verb.file, std::ios::binary);
  if (!in || std::filesystem::is_directory(verb.file, wrong))
    return fail(ErrorCode::not_found, "the file " + verb.file + " cannot be read: does it exist?", verb.file);
  std::string line;
  while (std::getline(in, line) && trim(line).empty()) continue;
  if (trim(line).empty()) return fail(ErrorCode::invalid, "the file " + verb.file + " holds nothing", verb.file);
  if (auto json = Json::read(line); !json || json->kind() != Json::Kind::object)
    return fail(ErrorCode::malformed,
                verb.file +
                    " does not hold a JSON object a line (the first line is none). One message a file: weft send " +
                    verb.file,
                verb.file);
  return {};
}

class Loading {
 public:
  Loading(const LoadVerb& verb, Context& context) : verb_(verb), context_(context) {}

  Result<int> run() {
    if (auto form = check_form(verb_); !form) return tl::make_unexpected(form.error());
    std::ifstream file;
    std::int64_t size = 0;
    if (verb_.file != "-") {
      file.open(verb_.file, std::ios::binary);
      size = static_cast<std::int64_t>(std::filesystem::file_size(verb_.file));
    }
    Progress progress("load", size, "messages", context_.err, context_.quiet);
    PortionReader reader(verb_.file == "-" ? std::cin : file, verb_.from_line);
    for (Portion portion; reader.next(portion);) {
      if (auto sent = send(portion); !sent) return stopped(portion, sent.error(), progress);
      bytes_ = reader.bytes_read();
      progress.at(bytes_, messages_);
    }
    return report(progress);
  }

 private:
  Result<void> send(const Portion& portion) {
    QueryText query;
    if (!verb_.destination.empty()) query.emplace_back("destination", verb_.destination);
    auto answer = context_.server.post("/api/v1/messages", query, portion.body,
                                       std::string(portion.alone ? "application/json" : kNdjson));
    if (!answer) return tl::make_unexpected(answer.error());
    const auto last = (*answer)["seq"].whole();
    const auto count = (*answer)["accepted"].whole();
    messages_ += count;
    lines_.push_back({last - count + 1, portion.first_line, portion.last_line, count});
    if (!sent_.empty() && sent_.back().second + 1 == last - count + 1)
      sent_.back().second = last;
    else
      sent_.emplace_back(last - count + 1, last);
    return {};
  }

  Result<int> stopped(const Portion& portion, Error error, Progress& progress) const {
    progress.clear();
    error.message += "\n" + grouped(messages_) + " messages before line " + std::to_string(portion.first_line) +
                     " are safe. Go on with: weft load " + verb_.file + " --from-line " +
                     std::to_string(portion.first_line);
    return tl::make_unexpected(error);
  }

  Result<int> report(Progress& progress) {
    Outcomes outcomes;
    outcomes.sent = messages_;
    if (!verb_.no_wait && !sent_.empty()) {
      const auto told = [&](std::int64_t) { progress.at(bytes_, messages_); };
      if (auto seen = context_.server.wait_for(sent_.back().second, told); !seen)
        return tl::make_unexpected(seen.error());
      auto found = outcomes_of(context_.server, sent_);
      if (!found) return tl::make_unexpected(found.error());
      outcomes = *std::move(found);
    }
    seconds_ = progress.seconds();  // until all of it is catalogued, if that is waited for
    progress.clear();
    context_.json ? print_json(outcomes) : print_text(outcomes);
    return outcomes.refused == 0 ? 0 : 1;
  }

  void print_text(const Outcomes& outcomes) const {
    const auto width = context_.out.width > 20 ? static_cast<std::size_t>(context_.out.width) - 9 : 0;
    for (const auto& one : outcomes.examples) {
      context_.print(paint("refused", Tone::bad, context_.out) + "  " + line_of(one["seq"].whole()) + ", message " +
                     one["seq"].shown() + "\n");
      for (const auto& part : wrap(one["reasonCode"].text() + ": " + printable(one["reason"].text()), width))
        context_.print("         " + part + "\n");
    }
    if (outcomes.refused > static_cast<std::int64_t>(outcomes.examples.size()))
      context_.print("... and " + grouped(outcomes.refused - static_cast<std::int64_t>(outcomes.examples.size())) +
                     " more refused\n");
    std::string text = verb_.no_wait ? grouped(messages_) + " sent, all durable" : summary(outcomes);
    if (seconds_ >= 1)
      text += "\n(" + duration_text(seconds_) + ", " +
              grouped(static_cast<std::int64_t>(static_cast<double>(messages_) / seconds_)) + "/s)";
    context_.print(text + "\n");
  }

  void print_json(const Outcomes& outcomes) const {
    JsonWriter json;
    json.begin_object().member("sent", outcomes.sent);
    if (!verb_.no_wait) {
      json.member("catalogued", outcomes.catalogued()).member("refused", outcomes.refused);
      json.member("waiting", outcomes.waiting);
    }
    json.member("seconds", seconds_).member("seq", sent_.empty() ? 0 : sent_.back().second).end_object();
    context_.print(json.take() + "\n");
  }

  const LoadVerb& verb_;
  Context& context_;
  // Where the messages of one request stood in the file.
  struct Lines {
    std::int64_t first_seq, first_line, last_line, messages;
  };
  // "line 7"; "lines 1 to 2000" of a portion with blank lines in it.
  std::string line_of(std::int64_t seq) const {
    auto after = std::upper_bound(lines_.begin(), lines_.end(), seq,
                                  [](auto at, const Lines& lines) { return at < lines.first_seq; });
    if (after == lines_.begin()) return "message " + std::to_string(seq);
    const Lines& lines = *std::prev(after);
    if (lines.messages == lines.last_line - lines.first_line + 1)
      return "line " + std::to_string(lines.first_line + seq - lines.first_seq);
    return "lines " + std::to_string(lines.first_line) + " to " + std::to_string(lines.last_line);
  }

  SentRanges sent_;
  std::vector<Lines> lines_;
  std::int64_t messages_ = 0;
  std::int64_t bytes_ = 0;
  double seconds_ = 0;
};

}  // namespace

Result<int> run(const LoadVerb& verb, Context& context) { return Loading(verb, context).run(); }

}  // namespace weft
