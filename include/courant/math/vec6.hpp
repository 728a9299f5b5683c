#pragma once
#include <array>

#include "courant/math/scalar.hpp"

namespace courant::math {

/// Names of the six canonical coordinates; what they mean is said in physics/coordinates.hpp.
enum Coordinate : int { X = 0, PX = 1, Y = 2, PY = 3, Z = 4, DELTA = 5 };

/// State of one particle (or of one lane per particle): (x, px, y, py, z, delta) [m, -, m, -, m, -].
template <class T>
struct Vec6 {
  std::array<T, 6> v{};

  COURANT_FN constexpr T& operator[](int i) { return v[static_cast<std::size_t>(i)]; }
  COURANT_FN constexpr const T& operator[](int i) const { return v[static_cast<std::size_t>(i)]; }
};

static_assert(sizeof(Vec6<double>) == 6 * sizeof(double), "particles are shared with numpy without a copy");

/// The same state in another scalar that can be made from `From` (derivatives, if any, start at zero).
template <class To, class From>
constexpr Vec6<To> convert(const Vec6<From>& r) {
  Vec6<To> out;
  for (int i = 0; i < 6; ++i) out[i] = To(r[i]);
  return out;
}

/// State without derivatives: of doubles, or of packs of them.
template <class T>
constexpr auto value(const Vec6<T>& r) {
  Vec6<decltype(value(r[0]))> out;
  for (int i = 0; i < 6; ++i) out[i] = value(r[i]);
  return out;
}

}  // namespace courant::math

namespace courant {
using math::DELTA;
using math::PX;
using math::PY;
using math::Vec6;
using math::X;
using math::Y;
using math::Z;
}  // namespace courant
