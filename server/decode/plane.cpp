#include <algorithm>
#include <cmath>
#include <limits>

#include "decode/image.h"
#include "decode/volume.h"

namespace weft {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

// The value below which `percent` of them lie. Of very many every few are looked at.
float percentile(std::vector<float>& values, double percent) {
  const auto at = static_cast<std::size_t>(percent / 100 * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

}  // namespace

Result<std::int64_t> index_of(const SliceAsked& asked, std::int64_t size) {
  if (asked.index < 0) return size / 2;
  if (asked.index < size) return asked.index;
  return fail(ErrorCode::not_found, "there are " + std::to_string(size) + " slices along this axis, from 0 on",
              "index");
}

PlaneShrinker::PlaneShrinker(std::int64_t from_width, std::int64_t from_height, std::uint32_t width)
    : from_width_(from_width), from_height_(from_height) {
  const std::int64_t widest = width == 0 ? kWidestImage : std::min(width, kWidestImage);
  auto to_width = std::min(from_width, widest);
  auto to_height = std::clamp<std::int64_t>((from_height * to_width + from_width / 2) / from_width, 1, from_height);
  if (to_height > kWidestImage) {
    to_height = kWidestImage;
    to_width = std::clamp<std::int64_t>(from_width * to_height / from_height, 1, from_width);
  }
  plane_.width = static_cast<std::uint32_t>(to_width);
  plane_.height = static_cast<std::uint32_t>(to_height);
  plane_.values.assign(std::size_t{plane_.width} * plane_.height, kNone);
  sums_.resize(plane_.width);
  counts_.resize(plane_.width);
}

void PlaneShrinker::put(const float* row) {
  if (next_ >= from_height_) return;
  std::int64_t from = 0;
  for (std::int64_t x = 0; x < plane_.width; ++x) {
    const auto end = (x + 1) * from_width_ / plane_.width;
    for (; from < end; ++from) {
      if (!std::isfinite(row[from])) continue;
      sums_[static_cast<std::size_t>(x)] += static_cast<double>(row[from]);
      ++counts_[static_cast<std::size_t>(x)];
    }
  }
  ++next_;
  if (next_ == (row_ + std::int64_t{1}) * from_height_ / plane_.height) finish_row();
}

void PlaneShrinker::finish_row() {
  float* to = plane_.values.data() + std::size_t{row_} * plane_.width;
  for (std::size_t x = 0; x < sums_.size(); ++x)
    if (counts_[x] > 0) to[x] = static_cast<float>(sums_[x] / counts_[x]);
  std::fill(sums_.begin(), sums_.end(), 0);
  std::fill(counts_.begin(), counts_.end(), 0);
  ++row_;
}

Plane PlaneShrinker::take() { return std::move(plane_); }

std::string stretch(const Plane& plane, double low, double high) {
  std::vector<float> finite;
  finite.reserve(plane.values.size());
  std::copy_if(plane.values.begin(), plane.values.end(), std::back_inserter(finite),
               [](float value) { return std::isfinite(value); });
  std::string grey(plane.values.size(), '\0');
  if (finite.empty()) return grey;
  const double black = percentile(finite, low), white = percentile(finite, high);
  const double scale = white > black ? 255 / (white - black) : 0;
  for (std::size_t i = 0; i < grey.size(); ++i) {
    const double value = plane.values[i];
    if (!std::isfinite(value)) continue;
    const double shade = scale > 0 ? (value - black) * scale : 128;
    grey[i] = static_cast<char>(static_cast<unsigned char>(std::clamp(shade + 0.5, 0.0, 255.0)));
  }
  return grey;
}

}  // namespace weft
