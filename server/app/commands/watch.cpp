// weft watch: what enters, changes in and leaves a query, a line each, until Ctrl-C.
#include <csignal>
#include <ctime>

#include "app/commands/dataset_table.h"
#include "app/commands/event_lines.h"
#include "app/commands/verbs.h"
#include "base/json_writer.h"

namespace weft {
namespace {

volatile std::sig_atomic_t interrupted = 0;

// Ctrl-C ends the verb, not the process.
class Interrupts {
 public:
  Interrupts() {
    interrupted = 0;
    struct sigaction act {};
    act.sa_handler = [](int) { interrupted = 1; };
    ::sigaction(SIGINT, &act, &before_int_);
    ::sigaction(SIGTERM, &act, &before_term_);
  }
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts() {
    ::sigaction(SIGINT, &before_int_, nullptr);
    ::sigaction(SIGTERM, &before_term_, nullptr);
  }

 private:
  struct sigaction before_int_ {
  }, before_term_{};
};

void pause_a_little() {
  for (int i = 0; i < 20 && interrupted == 0; ++i) {
    const timespec tenth{0, 100'000'000};
    ::nanosleep(&tenth, nullptr);
  }
}

std::string clock_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  char text[16];
  ::localtime_r(&now, &parts);
  return {text, std::strftime(text, sizeof text, "%H:%M:%S", &parts)};
}

class Watcher {
 public:
  Watcher(const WatchVerb& verb, std::int64_t from, Context& context) : verb_(verb), from_(from), context_(context) {}

  Result<int> run() {
    for (bool first = true; !done(); first = false) {
      EventLines lines;
      auto heard = context_.server.listen(
          "/api/v1/changes", body(), last_,
          [&](std::string_view bytes) {
            lines.put(bytes, [this](const Event& event) { tell(event); });
            return !done();
          },
          [] { return interrupted != 0; });
      if (done()) break;
      if (!heard && (first || heard.error().code != ErrorCode::unavailable)) return tl::make_unexpected(heard.error());
      if (!lost_) context_.tell("connection lost; trying again, Ctrl-C ends");
      lost_ = true;
      pause_a_little();
    }
    return 0;
  }

 private:
  std::string body() const {
    JsonWriter json;
    json.begin_object();
    if (!verb_.query.empty()) json.member("q", verb_.query);
    if (from_ > 0) json.member("from", from_);
    if (!verb_.after.empty()) json.member("after", verb_.after);
    return json.end_object().take();
  }
  bool done() const { return interrupted != 0 || (verb_.count > 0 && told_ >= verb_.count); }

  void tell(const Event& event) {
    if (done()) return;
    if (!event.id.empty()) last_ = event.id;
    if (event.kind.empty()) return;
    const auto data = Json::read(event.data);
    if (!data) return;
    const bool mark = event.kind == "ready" || event.kind == "reset";
    if (event.kind == "ready") ready(*data);
    if (event.kind == "reset")
      context_.tell("too much happened at once to tell it all: " + now_matching(*data) + "; see weft search");
    if (context_.json) print_json(event, *data);
    if (mark) return;
    ++told_;
    if (!context_.json) context_.print(line(event.kind, *data));
  }

  void ready(const Json& data) {
    context_.tell(lost_ ? "connected again: " + now_matching(data) : now_matching(data) + "; watching, Ctrl-C ends");
    lost_ = false;
  }

  static std::string now_matching(const Json& data) {
    const auto total = data["total"].whole();
    return counted(total, "dataset matches", "datasets match");
  }

  void print_json(const Event& event, const Json& data) const {
    JsonWriter json;
    json.begin_object().member("event", event.kind);
    for (const auto& [name, value] : data.members()) value.write(json.key(name));
    context_.print(json.end_object().take() + "\n");
  }

  // "10:22:33  enter   #42  processed  autoproc  ID30A-1  mx2485  lyso   (103 match)"
  std::string line(const std::string& kind, const Json& data) const {
    const auto& dataset = data["dataset"];
    const auto tone = kind == "enter" ? Tone::good : kind == "leave" ? Tone::bad : Tone::plain;
    std::string text =
        clock_text() + "  " + paint((kind + "  ").substr(0, 6), tone, context_.out) + "  #" + data["id"].shown();
    if (dataset.is_null()) return text + "\n";
    text += "  " + shown_type(dataset) + "  " + paint(printable(dataset["name"].text()), Tone::strong, context_.out);
    for (const char* name : {"instrument", "proposal", "sample", "program"})
      if (const auto shown = printable(dataset[name].text()); !shown.empty()) text += "  " + shown;
    return text + "\n";
  }

  const WatchVerb& verb_;
  const std::int64_t from_;
  Context& context_;
  std::string last_;  // the id of the last event; "" before the first
  std::int64_t told_ = 0;
  bool lost_ = false;
};

}  // namespace

Result<int> run(const WatchVerb& verb, Context& context) {
  const Interrupts interrupts;
  std::int64_t from = 0;
  if (!verb.from.empty()) {
    auto start = find_dataset(context.server, verb.from);
    if (!start) return tl::make_unexpected(start.error());
    from = *start;
  }
  return Watcher(verb, from, context).run();
}

}  // namespace weft
