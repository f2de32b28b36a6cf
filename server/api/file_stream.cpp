#include "api/file_stream.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/log.h"

namespace weft {
namespace {

constexpr std::uint64_t kPiece = 512u << 10;

class Sending : public std::enable_shared_from_this<Sending> {
 public:
  Sending(std::shared_ptr<const OpenedFile> file, std::uint64_t offset, std::uint64_t size, std::shared_ptr<Stream> to,
          Workers& disk)
      : file_(std::move(file)), offset_(offset), left_(size), to_(std::move(to)), disk_(disk) {}

  void go_on() {
    disk_.run([self = shared_from_this()] { self->send_piece(); });
  }

 private:
  void send_piece() {
    auto piece = read_piece();
    if (piece.empty()) return to_->end();
    offset_ += piece.size();
    left_ -= piece.size();
    if (!to_->send(std::move(piece))) return;
    if (left_ == 0) return to_->end();
    to_->when_taken([self = shared_from_this()] { self->go_on(); });
  }

  // Nothing: there is no more, or the disk fails.
  std::string read_piece() const {
    std::string piece(std::min(left_, kPiece), '\0');
    ssize_t count = 0;
    do {
      count = ::pread(file_->descriptor.get(), piece.data(), piece.size(), static_cast<off_t>(offset_));
    } while (count < 0 && errno == EINTR);
    if (count < 0) log_warning("cannot read on in " + file_->real_path + ": " + std::strerror(errno));
    piece.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return piece;
  }

  const std::shared_ptr<const OpenedFile> file_;
  std::uint64_t offset_, left_;
  const std::shared_ptr<Stream> to_;
  Workers& disk_;
};

}  // namespace

void send_file(std::shared_ptr<const OpenedFile> file, std::uint64_t offset, std::uint64_t size,
               std::shared_ptr<Stream> to, Workers& disk) {
  if (size == 0) return to->end();
  std::make_shared<Sending>(std::move(file), offset, size, std::move(to), disk)->go_on();
}

}  // namespace weft
