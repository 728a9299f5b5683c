#pragma once
#include <cmath>
#include <concepts>
#include <cstdint>
#include <cstring>

#include "courant/math/isa.hpp"
#include "courant/math/scalar.hpp"

#if !defined(__CUDACC__) && !defined(__HIPCC__)
#if defined(__AVX__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif
#endif

/// \file
/// Lanes of numbers that a kernel advances together: `Pack<T, N, Isa>` over the vector types of the compiler.
///
/// Arithmetic, comparison, `select`, `sqrt` and `abs` are vector instructions; the transcendental functions
/// run lane by lane through the standard library and cost N calls. Lanes may be particles, or variants of a
/// strength. N should be `Isa::lanes`: twice as many cost twice the time. Test: tests/math/simd_pack_test.cpp.

namespace courant::math {
namespace detail {

// GCC 12 misjudges overloads on a vector type that depends on a parameter: each is named here.
template <class T, int N>
struct VectorOf;
#define COURANT_VECTOR(Lane, Truth, N)                           \
  template <>                                                    \
  struct VectorOf<Lane, N> {                                     \
    using type [[gnu::vector_size(N * sizeof(Lane))]] = Lane;    \
    using truth [[gnu::vector_size(N * sizeof(Truth))]] = Truth; \
    using TruthLane = Truth;                                     \
  };
COURANT_VECTOR(double, std::int64_t, 2)
COURANT_VECTOR(double, std::int64_t, 4)
COURANT_VECTOR(double, std::int64_t, 8)
COURANT_VECTOR(float, std::int32_t, 4)
COURANT_VECTOR(float, std::int32_t, 8)
COURANT_VECTOR(float, std::int32_t, 16)
#undef COURANT_VECTOR

}  // namespace detail

/// One truth per lane, the result of comparing packs; the first argument of `select`.
template <class T, int N, class Isa>
struct Mask {
  using Vector = typename detail::VectorOf<T, N>::truth;
  Vector v{};  ///< all bits of a lane set: true

  /// Truth of lane `i`.
  constexpr bool operator[](int i) const { return v[i] != 0; }

  friend constexpr Mask operator&(const Mask& a, const Mask& b) { return {a.v & b.v}; }
  friend constexpr Mask operator|(const Mask& a, const Mask& b) { return {a.v | b.v}; }
  friend constexpr Mask operator!(const Mask& a) { return {~a.v}; }
};

/// True when some lane is.
template <class T, int N, class Isa>
constexpr bool any(const Mask<T, N, Isa>& mask) {
  typename detail::VectorOf<T, N>::TruthLane bits = 0;
  for (int i = 0; i < N; ++i) bits |= mask.v[i];
  return bits != 0;
}

/// True when every lane is.
template <class T, int N, class Isa>
constexpr bool all(const Mask<T, N, Isa>& mask) {
  return !any(!mask);
}

/// N numbers of type T side by side; every operation acts on each lane alone, as on a single number.
///
/// T: double (N = 2, 4, 8) or float (N = 4, 8, 16). Isa: level of instruction set that its functions are
/// compiled for, see math/isa.hpp. A pack wider than a register is split by the compiler: right, but slower.
template <class T, int N, class Isa = isa::Baseline>
struct Pack {
  using Lane = T;
  using Vector = typename detail::VectorOf<T, N>::type;
  static constexpr int lanes = N;
  Vector v{};

  constexpr Pack() = default;
  /// The same number in every lane.
  constexpr Pack(double x)  // NOLINT(google-explicit-constructor): constants mix in
      : v(static_cast<T>(x) - Vector{}) {}
  constexpr explicit Pack(const Vector& vector) : v(vector) {}

  /// N neighbours in memory, of any alignment.
  static Pack load(const T* from) {
    Pack out;
    std::memcpy(&out.v, from, sizeof(Vector));
    return out;
  }
  /// Writes the lanes to N neighbours in memory, of any alignment.
  void store(T* to) const { std::memcpy(to, &v, sizeof(Vector)); }

  constexpr T operator[](int i) const { return v[i]; }  ///< lane `i`
  constexpr void set(int i, T x) { v[i] = x; }          ///< changes lane `i`

  constexpr Pack& operator+=(const Pack& b) { return v += b.v, *this; }
  constexpr Pack& operator-=(const Pack& b) { return v -= b.v, *this; }
  constexpr Pack& operator*=(const Pack& b) { return v *= b.v, *this; }
  constexpr Pack& operator/=(const Pack& b) { return v /= b.v, *this; }

  friend constexpr Pack operator+(const Pack& a, const Pack& b) { return Pack(a.v + b.v); }
  friend constexpr Pack operator-(const Pack& a, const Pack& b) { return Pack(a.v - b.v); }
  friend constexpr Pack operator*(const Pack& a, const Pack& b) { return Pack(a.v * b.v); }
  friend constexpr Pack operator/(const Pack& a, const Pack& b) { return Pack(a.v / b.v); }
  friend constexpr Pack operator-(const Pack& a) { return Pack(-a.v); }

  friend constexpr Mask<T, N, Isa> operator<(const Pack& a, const Pack& b) { return {a.v < b.v}; }
  friend constexpr Mask<T, N, Isa> operator>(const Pack& a, const Pack& b) { return {a.v > b.v}; }
  friend constexpr Mask<T, N, Isa> operator==(const Pack& a, const Pack& b) { return {a.v == b.v}; }
};

/// Lane by lane `mask ? a : b`.
template <class T, int N, class Isa>
constexpr Pack<T, N, Isa> select(const Mask<T, N, Isa>& mask, const Pack<T, N, Isa>& a,
                                 const Pack<T, N, Isa>& b) {
  return Pack<T, N, Isa>(mask.v ? a.v : b.v);
}

/// A pack has no derivatives: the pack itself.
template <class T, int N, class Isa>
constexpr Pack<T, N, Isa> value(const Pack<T, N, Isa>& x) {
  return x;
}

template <class T, int N, class Isa>
constexpr double magnitude(const Pack<T, N, Isa>& x) {
  double out = 0.0;
  for (int i = 0; i < N; ++i) {
    const double size = x[i] < 0 ? -x[i] : x[i];
    out = size > out ? size : out;
  }
  return out;
}
template <class T, int N, class Isa>
constexpr double nominal(const Pack<T, N, Isa>& x) {
  return x[0];
}

/// True when every lane is exactly zero.
template <class T, int N, class Isa>
constexpr bool is_zero(const Pack<T, N, Isa>& x) {
  return all(x == Pack<T, N, Isa>(0.0));
}

namespace detail {

/// Square root of each lane by the widest instruction there is, halves of wider vectors one after the other.
/// The level stands in the name, or two levels would share one function.
template <class T, int N, class Isa>
void take_root(typename VectorOf<T, N>::type& x) {
  [[maybe_unused]] constexpr bool wide = std::same_as<T, double>;
  constexpr std::size_t bytes = N * sizeof(T);
#if defined(__AVX512F__)  // by a mask: GCC 12 warns in the plain form's own header
  if constexpr (bytes == 64 && wide) return static_cast<void>(x = _mm512_maskz_sqrt_pd(0xff, x));
  if constexpr (bytes == 64 && !wide) return static_cast<void>(x = _mm512_maskz_sqrt_ps(0xffff, x));
#endif
#if defined(__AVX__)
  if constexpr (bytes == 32 && wide) return static_cast<void>(x = _mm256_sqrt_pd(x));
  if constexpr (bytes == 32 && !wide) return static_cast<void>(x = _mm256_sqrt_ps(x));
#endif
#if defined(__SSE2__)
  if constexpr (bytes == 16 && wide) return static_cast<void>(x = _mm_sqrt_pd(x));
  if constexpr (bytes == 16 && !wide) return static_cast<void>(x = _mm_sqrt_ps(x));
#endif
  if constexpr (bytes > 16) {
    typename VectorOf<T, N / 2>::type half[2];
    std::memcpy(half, &x, bytes);
    take_root<T, N / 2, Isa>(half[0]);
    take_root<T, N / 2, Isa>(half[1]);
    std::memcpy(&x, half, bytes);
  } else {
    for (int i = 0; i < N; ++i) x[i] = std::sqrt(x[i]);
  }
}

/// `f` of each lane, one after the other.
template <class T, int N, class Isa, class F>
Pack<T, N, Isa> by_lane(const Pack<T, N, Isa>& x, F f) {
  Pack<T, N, Isa> out;
  for (int i = 0; i < N; ++i) out.set(i, f(x[i]));
  return out;
}

}  // namespace detail

template <class T, int N, class Isa>
Pack<T, N, Isa> sqrt(const Pack<T, N, Isa>& x) {
  Pack<T, N, Isa> out = x;
  detail::take_root<T, N, Isa>(out.v);
  return out;
}

/// The absolute value of -0 is 0, NaN stays.
template <class T, int N, class Isa>
constexpr Pack<T, N, Isa> abs(const Pack<T, N, Isa>& x) {
  return select(x < Pack<T, N, Isa>(0.0), -x, x + Pack<T, N, Isa>(0.0));
}

#define COURANT_BY_LANE(f)                                             \
  template <class T, int N, class Isa>                                 \
  Pack<T, N, Isa> f(const Pack<T, N, Isa>& x) {                        \
    return detail::by_lane(x, [](T lane) { return T(std::f(lane)); }); \
  }
COURANT_BY_LANE(sin)
COURANT_BY_LANE(cos)
COURANT_BY_LANE(tan)
COURANT_BY_LANE(asin)
COURANT_BY_LANE(acos)
COURANT_BY_LANE(atan)
COURANT_BY_LANE(sinh)
COURANT_BY_LANE(cosh)
COURANT_BY_LANE(exp)
COURANT_BY_LANE(log)
COURANT_BY_LANE(floor)
#undef COURANT_BY_LANE

/// Each lane from its own place of the table.
template <class T, int N, class Isa>
Pack<T, N, Isa> gather(const double* table, Index size, const Pack<T, N, Isa>& where) {
  return detail::by_lane(
      where, [&](T lane) { return static_cast<T>(gather(table, size, static_cast<double>(lane))); });
}

}  // namespace courant::math

namespace courant {
using math::Mask;
using math::Pack;
}  // namespace courant
