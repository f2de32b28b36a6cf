// weft export: the whole catalogue as JSON lines; canonical: what "the same catalogue" means.
#include "catalogue/export.h"

#include <cstdio>
#include <filesystem>

#include "app/commands/progress.h"

#include "app/commands/verbs.h"

namespace weft {
namespace {

// Where the lines go. A file gets its name only when it is whole.
class Output {
 public:
  explicit Output(const std::string& name) : name_(name == "-" ? "" : name) {}
  ~Output() {
    if (file_) std::fclose(file_), std::remove(part().c_str());
  }

  Result<void> open() {
    if (name_.empty()) return {};
    file_ = std::fopen(part().c_str(), "wb");
    if (!file_)
      return fail(ErrorCode::invalid, "the file " + name_ + " cannot be written: is there such a folder?", name_);
    return {};
  }

  bool write(std::string_view bytes) {
    bytes_ += static_cast<std::int64_t>(bytes.size());
    for (const char c : bytes) lines_ += c == '\n';
    wrong_ = wrong_ || std::fwrite(bytes.data(), 1, bytes.size(), file_ ? file_ : stdout) != bytes.size();
    return !wrong_;
  }

  Result<void> close() {
    wrong_ = std::fflush(file_ ? file_ : stdout) != 0 || wrong_;
    if (file_) wrong_ = std::fclose(std::exchange(file_, nullptr)) != 0 || wrong_;
    std::error_code moved;
    if (!name_.empty() && !wrong_) std::filesystem::rename(part(), name_, moved);
    if (wrong_ || moved)
      return fail(
          ErrorCode::unavailable,
          "the export could not be written whole to " + (name_.empty() ? "stdout" : name_) + ": is the disk full?",
          name_);
    return {};
  }

  std::int64_t lines() const { return lines_; }
  std::int64_t bytes() const { return bytes_; }

 private:
  std::string part() const { return name_ + ".part"; }
  std::string name_;
  std::FILE* file_ = nullptr;
  std::int64_t lines_ = 0, bytes_ = 0;
  bool wrong_ = false;
};

// Of any size: nothing is held in memory.
void export_own(OfflineServer& own, bool canonical, const std::function<bool(std::string_view)>& sink) {
  export_catalogue(*own.store().read(Viewer::everybody()), canonical,
                   [&](std::string_view line) { sink(std::string(line) + "\n"); });
}

}  // namespace

Result<int> run(const ExportVerb& verb, Context& context) {
  Output output(verb.output);
  if (auto opened = output.open(); !opened) return tl::make_unexpected(opened.error());
  const bool to_terminal = (verb.output.empty() || verb.output == "-") && context.out.terminal;
  Progress progress("export", 0, "lines", context.err, context.quiet || to_terminal);
  const auto sink = [&](std::string_view bytes) {
    const bool written = output.write(bytes);
    progress.at(output.bytes(), output.lines());
    return written;
  };
  Result<void> exported;
  if (context.own)
    export_own(*context.own, verb.canonical, sink);
  else
    exported = context.server.download("/api/v1/export", {{"canonical", verb.canonical ? "true" : "false"}}, sink);
  if (!exported) return tl::make_unexpected(exported.error());
  progress.clear();
  if (auto closed = output.close(); !closed) return tl::make_unexpected(closed.error());
  if (!verb.output.empty() && verb.output != "-")
    context.tell(counted(output.lines(), "line", "lines") + ", " + bytes_text(output.bytes()) + " in " + verb.output);
  return 0;
}

}  // namespace weft
