#pragma once
#include <array>
#include <random>
#include <vector>

#include "courant/math/scalar.hpp"

namespace courant::test {

/// A random straight-line program over three variables; the same for each scalar. Each operation keeps its
/// result of order 1 and away from singular points.
template <class T>
T random_expression(unsigned seed, const std::array<T, 3>& variables) {
  COURANT_USING_MATH;
  std::mt19937 random(seed);
  std::vector<T> pool(variables.begin(), variables.end());
  const auto pick = [&] { return pool[random() % pool.size()]; };
  for (int i = 0; i < 12; ++i) {
    const T u = pick(), v = pick();
    switch (random() % 9) {
      case 0:
        pool.push_back(u + 0.5 * v);
        break;
      case 1:
        pool.push_back(u - v);
        break;
      case 2:
        pool.push_back(sin(u * v));
        break;
      case 3:
        pool.push_back(u / (1.5 + cos(v)));
        break;
      case 4:
        pool.push_back(sqrt(1.0 + u * u));
        break;
      case 5:
        pool.push_back(exp(sin(u)));
        break;
      case 6:
        pool.push_back(tan(0.4 * sin(u)));
        break;
      case 7:
        pool.push_back(acos(0.8 * cos(u)));
        break;
      default:
        pool.push_back(select(u < v, u * 1.1, v * 0.9));
        break;
    }
  }
  return sin(pool.back() + pool[pool.size() - 2]);
}

}  // namespace courant::test
