#pragma once
#include <cmath>
#include <concepts>
#include <limits>
#include <numbers>

#include "courant/base/index.hpp"

/// Marks a function that a kernel of motion may call; empty on the host, host and device under CUDA or HIP.
#if defined(__CUDACC__) || defined(__HIPCC__)
#define COURANT_FN __host__ __device__
#else
#define COURANT_FN
#endif

/// \file
/// What a scalar of motion must offer, and the functions of `double`. Kernels call `sqrt(x)`, `select(m, a,
/// b)` and so on unqualified: argument-dependent lookup finds those of `Dual` and of every later scalar, and
/// the using-declarations of COURANT_USING_MATH those of `double`.

namespace courant::math {

COURANT_FN inline double sqrt(double x) { return std::sqrt(x); }
COURANT_FN inline double sin(double x) { return std::sin(x); }
COURANT_FN inline double cos(double x) { return std::cos(x); }
COURANT_FN inline double tan(double x) { return std::tan(x); }
COURANT_FN inline double asin(double x) { return std::asin(x); }
COURANT_FN inline double acos(double x) { return std::acos(x); }
COURANT_FN inline double atan(double x) { return std::atan(x); }
COURANT_FN inline double sinh(double x) { return std::sinh(x); }
COURANT_FN inline double cosh(double x) { return std::cosh(x); }
COURANT_FN inline double exp(double x) { return std::exp(x); }
COURANT_FN inline double log(double x) { return std::log(x); }
COURANT_FN inline double abs(double x) { return std::fabs(x); }

/// `mask ? a : b` per lane, so that no kernel branches on a value.
COURANT_FN constexpr double select(bool mask, double a, double b) { return mask ? a : b; }
/// Value without derivatives.
COURANT_FN constexpr double value(double x) { return x; }

/// Largest whole number not above the value, per lane; a constant without derivatives.
COURANT_FN inline double floor(double x) { return std::floor(x); }

/// Number `floor(where)` of a table of `size` >= 1 numbers, per lane: beyond its ends the first or the last one, for NaN
/// the first. A constant without derivatives. Test: tests/math/scalar_test.cpp
COURANT_FN inline double gather(const double* table, Index size, double where) {
  const auto last = static_cast<double>(size - 1);
  const double place = where > 0.0 ? (where < last ? where : last) : 0.0;
  return table[static_cast<Index>(place)];
}

/// Largest |value| of all lanes: chooses counts that must serve every lane.
COURANT_FN inline double magnitude(double x) { return std::fabs(x); }
/// One number where there can be one only, such as the energy of the reference particle: the value, of a pack that of
/// lane 0.
COURANT_FN constexpr double nominal(double x) { return x; }

/// True when the value and all derivatives are exactly zero.
COURANT_FN constexpr bool is_zero(double x) { return x == 0.0; }

/// Number type of coordinates and strengths: double, dual number, pack of lanes, power series.
template <class T>
concept Scalar = std::copyable<T> && std::constructible_from<T, double> && requires(T a, T b, double c) {
  { a + b } -> std::convertible_to<T>;
  { a - b } -> std::convertible_to<T>;
  { a* b } -> std::convertible_to<T>;
  { a / b } -> std::convertible_to<T>;
  { c* a } -> std::convertible_to<T>;
  { a + c } -> std::convertible_to<T>;
  { -a } -> std::convertible_to<T>;
  { select(a < b, a, b) } -> std::convertible_to<T>;
  { sqrt(a) } -> std::convertible_to<T>;
};

}  // namespace courant::math

namespace courant {
using math::Scalar;
}

/// Makes the functions of `double` visible inside a kernel next to those found by argument-dependent lookup.
#define COURANT_USING_MATH                                                                                 \
  using ::courant::math::abs, ::courant::math::acos, ::courant::math::asin, ::courant::math::atan,         \
      ::courant::math::cos, ::courant::math::cosh, ::courant::math::exp, ::courant::math::floor,           \
      ::courant::math::gather, ::courant::math::is_zero, ::courant::math::log, ::courant::math::magnitude, \
      ::courant::math::nominal, ::courant::math::select, ::courant::math::sin, ::courant::math::sinh,      \
      ::courant::math::sqrt, ::courant::math::tan, ::courant::math::value
