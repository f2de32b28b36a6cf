// The command line. Exit codes: 0 done, 1 an error that was explained, 2 wrong usage.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/serve.h"
#include "base/log.h"
#include "base/version.h"

namespace {

int finish(const weft::Result<void>& result) {
  if (result) return 0;
  std::fprintf(stderr, "weft: %s\n", result.error().message.c_str());
  return 1;
}

void add_serve(CLI::App& app, weft::ServeOptions& options, int& patience_ms, int& deadline_ms) {
  auto* serve = app.add_subcommand("serve", "Run Weft: HTTP API, STOMP listener and the embedded store.");
  serve->add_option("--data", options.data, "Folder of the store; made when missing.")->capture_default_str();
  serve->add_option("--http", options.http, "HOST:PORT of the HTTP API; port 0 takes a free one.")
      ->capture_default_str();
  serve->add_option("--stomp", options.stomp, "HOST:PORT of the STOMP listener, or off.")->capture_default_str();
  serve->add_option("--definitions", options.definitions, "hdf5_cfg.xml of the facility.");
  serve->add_option("--facility", options.facility, "facility.toml: aliases, units, habits.");
  serve->add_option("--root", options.roots, "Folder below which files are counted and read; may be repeated.")
      ->capture_default_str();
  serve->add_option("--patience-ms", patience_ms, "How long at_least waits at most.")->capture_default_str();
  serve->add_option("--request-ms", deadline_ms, "How long a request may take to arrive.")->capture_default_str();
  serve->footer("Example:\n  weft serve --data /var/lib/weft --http 127.0.0.1:8080 --stomp 127.0.0.1:61613");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Weft: a metadata catalogue in which processed data is a first-class citizen.", "weft");
  app.set_version_flag("--version", std::string(weft::kVersion));
  app.require_subcommand(1);
  weft::ServeOptions options;
  int patience_ms = 10'000, deadline_ms = 30'000;
  add_serve(app, options, patience_ms, deadline_ms);
  CLI11_PARSE(app, argc, argv);
  options.patience = std::chrono::milliseconds(patience_ms);
  options.request_deadline = std::chrono::milliseconds(deadline_ms);
  try {
    return finish(weft::serve(options));
  } catch (const std::exception& failure) {
    weft::log_error(failure.what());
    std::fprintf(stderr, "weft: the machine failed: %s\n", failure.what());
    return 1;
  }
}
