#include "app/commands/output.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace weft {

Output::~Output() {
  if (!file_) return;
  std::fclose(file_);
  if (!in_place_) std::remove(part().c_str());
}

Result<void> Output::open() {
  if (name_.empty()) return {};
  std::error_code none;
  const auto there = std::filesystem::status(name_, none);
  in_place_ = std::filesystem::exists(there) && std::filesystem::is_other(there);
  file_ = std::fopen(part().c_str(), "wb");
  if (!file_)
    return fail(ErrorCode::invalid, "the file " + name_ + " cannot be written: is there such a folder?", name_);
  return {};
}

bool Output::write(std::string_view bytes) {
  bytes_ += static_cast<std::int64_t>(bytes.size());
  lines_ += std::count(bytes.begin(), bytes.end(), '\n');
  wrong_ = wrong_ || std::fwrite(bytes.data(), 1, bytes.size(), file_ ? file_ : stdout) != bytes.size();
  return !wrong_;
}

Result<void> Output::close() {
  wrong_ = std::fflush(file_ ? file_ : stdout) != 0 || wrong_;
  if (file_) wrong_ = std::fclose(std::exchange(file_, nullptr)) != 0 || wrong_;
  std::error_code moved;
  if (!name_.empty() && !in_place_ && !wrong_) std::filesystem::rename(part(), name_, moved);
  const auto where = name_.empty() ? "stdout" : name_;
  if (wrong_ || moved)
    return fail(ErrorCode::unavailable, "it could not be written whole to " + where + ": is the disk full?", name_);
  return {};
}

}  // namespace weft
