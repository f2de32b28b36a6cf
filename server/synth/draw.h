// Draw: numbers that look random and are a pure function of what they are drawn for. Any thread.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace weft {

// splitmix64's finaliser over both.
inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a + 0x9E3779B97F4A7C15ull * (b + 1);
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

// Draws one after the other from one seed.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : seed_(seed) {}
  Draw(std::uint64_t seed, std::uint64_t subject) : seed_(mixed(seed, subject)) {}

  std::uint64_t bits() { return mixed(seed_, ++at_); }
  double share() { return static_cast<double>(bits() >> 11) * 0x1p-53; }  // [0, 1)
  bool chance(double probability) { return share() < probability; }
  std::int64_t between(std::int64_t low, std::int64_t high) {  // both inclusive
    const auto span = static_cast<unsigned __int128>(high - low) + 1;
    return low + static_cast<std::int64_t>((span * bits()) >> 64);
  }
  // One of `count`, the first ones far more often: the first of 60 has a quarter when `skew` is 3.
  std::size_t skewed(std::size_t count, double skew) {
    return static_cast<std::size_t>(static_cast<double>(count) * std::pow(share(), skew));
  }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - share()));
    return radius * std::cos(6.283185307179586 * share());
  }
  // Heavy-tailed: half of all are below `median`.
  double log_normal(double median, double sigma) { return median * std::exp(sigma * normal()); }

 private:
  std::uint64_t seed_;
  std::uint64_t at_ = 0;
};

}  // namespace weft
