#include "courant/base/rng.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "courant/base/error.hpp"

namespace courant {
namespace {

/// SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014): one step of the sequence and its mixed output.
std::uint64_t split_mix(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// Mixed so that seed 1, stream 2 and seed 2, stream 1 have nothing in common.
std::uint64_t join(std::uint64_t a, std::uint64_t b) {
  std::uint64_t state = a;
  state = split_mix(state) ^ std::rotl(b, 32);
  return split_mix(state);
}

/// FNV-1a, 64 bit (RFC 9923).
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return value;
}

/// exp(-t) for t in [0, 0.5] by its series; the last term is below 1e-17.
double exp_minus(double t) {
  double sum = 1.0;
  for (int n = 14; n > 0; --n) sum = 1.0 - t * sum / n;
  return sum;
}

}  // namespace

// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the last line sets the state
Rng::Rng(std::uint64_t seed, std::uint64_t stream, std::uint64_t number) {
  // Two hashes of 64 bits: one alone would let two of 2^32 streams be the same.
  std::uint64_t first = join(join(seed, stream), number);
  std::uint64_t second = join(join(~number, stream), seed);
  // The two outputs of one SplitMix64 differ, so the state is never all zero.
  state_ = {split_mix(first), split_mix(first), split_mix(second), split_mix(second)};
}

Rng::Rng(std::uint64_t seed, std::string_view stream, std::uint64_t number)
    : Rng(seed, hash(stream), number) {}

Rng::result_type Rng::operator()() {
  const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double Rng::uniform() { return static_cast<double>((*this)() >> 11) * 0x1p-53; }

double Rng::uniform(double low, double high) {
  if (!(low <= high) || !std::isfinite(low) || !std::isfinite(high))
    throw InvalidArgument(fmt::format("no random number lies in [{}, {})", low, high),
                          "ends must be finite and ascend");
  const double width = high - low;
  if (!std::isfinite(width))
    throw InvalidArgument(fmt::format("the range [{}, {}) is too wide", low, high), "its width overflows");
  const double value = low + width * uniform();
  return value < high ? value : low;  // rounding may reach the upper end
}

std::uint64_t Rng::integer(std::uint64_t count) {
  if (count == 0)
    throw InvalidArgument("a random integer below 0 was asked for", "", "count must be positive");
  const std::uint64_t usable = max() - max() % count;  // a multiple of count
  std::uint64_t value = (*this)();
  while (value >= usable) value = (*this)();
  return value % count;
}

double Rng::normal() {
  // The middle of one of 2^52 equal intervals: never 0 or 1, and symmetric about 1/2.
  return normal_quantile((static_cast<double>((*this)() >> 12) + 0.5) * 0x1p-52);
}

double Rng::truncated_normal(double cut) {
  if (!(cut > 0.0))
    throw InvalidArgument(fmt::format("a cut at {} sigma leaves nothing", cut), "", "give a cut > 0");
  if (cut >= 1.0) {  // at least 68 % are kept
    double value = normal();
    while (std::abs(value) > cut) value = normal();
    return value;
  }
  while (true) {  // at least 85 % are kept
    const double value = cut * (2.0 * uniform() - 1.0);
    if (uniform() < exp_minus(0.5 * value * value)) return value;
  }
}

}  // namespace courant
