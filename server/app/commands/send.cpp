// weft send: a file a message, one request each, in the order of their names.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "app/commands/outcomes.h"
#include "app/commands/progress.h"
#include "app/commands/verbs.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

bool is_message_file(const fs::path& path) { return path.extension() == ".xml" || path.extension() == ".json"; }

Result<std::vector<std::string>> expand(const std::vector<std::string>& named) {
  std::vector<std::string> files;
  for (const auto& name : named) {
    std::error_code wrong;
    if (name == "-" || !fs::is_directory(name, wrong)) {
      files.push_back(name);
      continue;
    }
    std::vector<std::string> inside;
    for (fs::recursive_directory_iterator at(name, wrong), end; !wrong && at != end; at.increment(wrong))
      if (at->is_regular_file(wrong) && is_message_file(at->path())) inside.push_back(at->path().string());
    if (inside.empty()) return fail(ErrorCode::not_found, "no *.xml and no *.json below the folder " + name, name);
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

Result<std::string> read_body(const std::string& file) {
  if (file == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) return fail(ErrorCode::not_found, "the file cannot be read: does it exist?", file);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string content_type_of(std::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "application/octet-stream";
  return body[first] == '{' ? "application/json" : "application/xml";
}

// Who was sent as what, and who was not taken at all.
class Sending {
 public:
  Sending(const SendVerb& verb, Context& context) : verb_(verb), context_(context) {}

  Result<int> run() {
    auto files = expand(verb_.files);
    if (!files) return tl::make_unexpected(files.error());
    if (auto sent = send_all(*files); !sent) return tl::make_unexpected(sent.error());
    return report();
  }

 private:
  Result<void> send_all(const std::vector<std::string>& files) {
    Progress progress("send", static_cast<std::int64_t>(files.size()), "sent", context_.err, context_.quiet);
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (auto sent = send_one(files[i]); !sent) {
        if (!context_.server.unreachable()) {
          not_taken_.emplace_back(files[i], sent.error());
        } else {
          progress.clear();
          return stopped(files, i, sent.error());
        }
      }
      progress.at(static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(i + 1));
    }
    return {};
  }

  Result<void> send_one(const std::string& file) {
    auto body = read_body(file);
    if (!body) return tl::make_unexpected(body.error());
    QueryText query;
    if (!verb_.destination.empty()) query.emplace_back("destination", verb_.destination);
    const auto type = content_type_of(*body);
    auto answer = context_.server.post("/api/v1/messages", query, *std::move(body), type);
    if (!answer) return tl::make_unexpected(answer.error());
    const auto seq = (*answer)["seq"].whole();
    file_of_[seq] = file;
    if (!sent_.empty() && sent_.back().second + 1 == seq)
      sent_.back().second = seq;
    else
      sent_.emplace_back(seq, seq);
    return {};
  }

  Result<void> stopped(const std::vector<std::string>& files, std::size_t at, const Error& error) const {
    Error told = error;
    if (at > 0)
      told.message += "\n" + std::to_string(at) + " of " + std::to_string(files.size()) +
                      " files were sent before and are safe; it stopped at " + files[at] +
                      ". Send all again: a repeat does no harm";
    return tl::make_unexpected(told);
  }

  Result<int> report() {
    Outcomes outcomes;
    for (const auto& [first, last] : sent_) outcomes.sent += last - first + 1;
    if (!verb_.no_wait && !sent_.empty()) {
      if (auto seen = context_.server.wait_for(sent_.back().second); !seen) return tl::make_unexpected(seen.error());
      auto found = outcomes_of(context_.server, sent_);
      if (!found) return tl::make_unexpected(found.error());
      outcomes = *std::move(found);
    }
    context_.json ? print_json(outcomes) : print_text(outcomes);
    return not_taken_.empty() && outcomes.refused == 0 ? 0 : 1;
  }

  void print_text(const Outcomes& outcomes) const {
    const auto line = [&](std::string_view what, Tone tone, const std::string& file, const std::string& why) {
      context_.print(paint(what, tone, context_.out) + "  " + printable(file) + "\n");
      const auto width = context_.out.width > 20 ? static_cast<std::size_t>(context_.out.width) - 9 : 0;
      for (const auto& part : wrap(printable(why), width)) context_.print("         " + part + "\n");
    };
    for (const auto& [file, error] : not_taken_) line("not sent", Tone::bad, file, error.message);
    for (const auto& one : outcomes.examples)
      line("refused", Tone::bad, file_of_.at(one["seq"].whole()),
           one["reasonCode"].text() + ": " + one["reason"].text());
    if (const auto more = outcomes.refused - static_cast<std::int64_t>(outcomes.examples.size()); more > 0)
      context_.print("... and " + grouped(more) + " more refused\n");
    if (sent_.empty()) return;
    const auto seq = std::to_string(sent_.back().second);
    if (verb_.no_wait)
      context_.print(grouped(outcomes.sent) + " sent, all durable, the last as message " + seq + "\n");
    else
      context_.print(summary(outcomes) + "\n");
  }

  void print_json(const Outcomes& outcomes) const {
    JsonWriter json;
    json.begin_object().member("sent", outcomes.sent);
    if (!verb_.no_wait) {
      json.member("catalogued", outcomes.catalogued()).member("refused", outcomes.refused);
      json.member("waiting", outcomes.waiting);
    }
    json.key("messages").begin_array();
    for (const auto& [seq, file] : file_of_) json.begin_object().member("seq", seq).member("file", file).end_object();
    json.end_array().key("notSent").begin_array();
    for (const auto& [file, error] : not_taken_)
      json.begin_object()
          .member("file", file)
          .member("code", to_text(error.code))
          .member("message", error.message)
          .end_object();
    json.end_array().member("seq", sent_.empty() ? 0 : sent_.back().second).end_object();
    context_.print(json.take() + "\n");
  }

  const SendVerb& verb_;
  Context& context_;
  SentRanges sent_;
  std::map<std::int64_t, std::string> file_of_;
  std::vector<std::pair<std::string, Error>> not_taken_;
};

}  // namespace

Result<int> run(const SendVerb& verb, Context& context) { return Sending(verb, context).run(); }

}  // namespace weft
