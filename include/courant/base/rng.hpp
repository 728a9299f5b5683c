#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace courant {

/// Random numbers that are the same on every platform and compiler: xoshiro256++ (D. Blackman, S. Vigna,
/// "Scrambled linear pseudorandom number generators", ACM Trans. Math. Softw. 47, 36 (2021)), seeded by
/// SplitMix64. Period 2^256 - 1. Not for cryptography.
///
/// Each use takes its own stream, and each particle its own number in it, so that adding a use or changing
/// the number of threads doesn't move the others: Rng(seed, "radiation", particle). A stream starts at a
/// state hashed to 128 bits from all three; that two of 2^32 streams are the same or overlap has a chance of
/// about 2^-64.
class Rng {
 public:
  using result_type = std::uint64_t;

  explicit Rng(std::uint64_t seed, std::uint64_t stream = 0, std::uint64_t number = 0);
  Rng(std::uint64_t seed, std::string_view stream, std::uint64_t number = 0);

  /// 64 random bits; Rng is a UniformRandomBitGenerator (but std distributions differ between platforms).
  result_type operator()();
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  /// Uniform in [0, 1) in steps of 2^-53 [-].
  double uniform();

  /// Uniform in [low, high) [unit of the arguments].
  /// \throws InvalidArgument  if not low <= high or an end is not finite
  double uniform(double low, double high);

  /// Uniform integer in [0, count), without bias.
  /// \throws InvalidArgument  if `count` is zero
  std::uint64_t integer(std::uint64_t count);

  /// Normal distribution of mean 0 and standard deviation 1 [-]: inverse distribution function of one uniform
  /// number; |value| < 8.3. Cost: 15 ns.
  double normal();

  /// Normal distribution cut at +-`cut` standard deviations [-]; values outside are drawn again, not clipped.
  /// \throws InvalidArgument  if `cut` is not positive
  double truncated_normal(double cut);

 private:
  std::array<std::uint64_t, 4> state_;
};

/// Inverse of the normal distribution function: x with P(X < x) = p [-]. Relative accuracy about 1e-15.
/// Source: M. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37, 477 (1988). Only + - * / and square
/// root are used, which every platform rounds alike.
/// \param p  probability in (0, 1) [-]
/// \throws InvalidArgument  if `p` is outside
/// Test: tests/base/rng_test.cpp
double normal_quantile(double p);

}  // namespace courant
