#include "app/serve.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "catalogue/catalogue.h"
#include "ingest/inbox.h"

namespace weft {
namespace {

namespace fs = std::filesystem;

// A port that somebody listens on.
class TakenPort {
 public:
  TakenPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_, 1), 0);
    EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    text_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  ~TakenPort() { ::close(socket_); }
  const std::string& text() const { return text_; }

 private:
  int socket_;
  std::string text_;
};

struct Serve : testing::Test {
  fs::path base = [] {
    std::string pattern = testing::TempDir() + "serveXXXXXX";
    return fs::path(mkdtemp(pattern.data()));
  }();
  void SetUp() override { set_log_level("off"); }
  void TearDown() override {
    fs::remove_all(base);
    set_log_level("info");
  }
  // A store with folders to walk: at once the background sends acts, and the inbox tells the API of them.
  void leave_work(const fs::path& data) const {
    const auto store = *open_sqlite_store(data.string());
    const auto facility = Facility::plain();
    const ManualClock clock;  // long ago: all is due
    const Catalogue catalogue(facility, clock);
    Inbox inbox(*store, catalogue, clock, {.finish_within = std::chrono::seconds(20)});
    inbox.start();
    std::vector<Message> messages(50);
    for (std::size_t i = 0; i < messages.size(); ++i) {
      messages[i].destination = "/queue/icatIngest";
      messages[i].body =
          R"({"type":"dataset","proposal":"p","instrument":"i","name":"n","location":"/data/visitor/p/i/)" +
          std::to_string(i) + "/r\"}";
    }
    inbox.accept(std::move(messages), {});
  }
};

TEST_F(Serve, a_port_in_use_is_told_in_a_sentence_and_everything_ends_in_order) {
  const TakenPort taken;
  std::ofstream(base / "hdf5_cfg.xml") << "<group><x>${X}</x></group>";
  for (int i = 0; i < 10; ++i) {
    ServeOptions options;
    options.data = (base / ("data" + std::to_string(i))).string();
    options.http = i % 2 ? taken.text() : "127.0.0.1:0";
    options.stomp = i % 2 ? "off" : taken.text();
    options.definitions = (base / "hdf5_cfg.xml").string();
    leave_work(options.data);
    const auto served = serve(options);
    ASSERT_FALSE(served);
    EXPECT_NE(served.error().message.find(taken.text()), std::string::npos) << served.error().message;
  }
}

}  // namespace
}  // namespace weft
