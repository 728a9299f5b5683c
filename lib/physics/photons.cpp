#include "courant/physics/photons.hpp"

#include <cmath>

namespace courant::physics {

double Photons::one() {
  for (;;) {
    const double t = -3.0 * std::log(1.0 - rng_->uniform());
    const double c = std::cosh(t);
    const double kept = std::cosh(5.0 / 3.0 * t) / (c * c) / (2.0 * std::exp(-t / 3.0));
    if (rng_->uniform() < kept) return -std::log(1.0 - rng_->uniform()) / c;
  }
}

int Photons::number(double mean) {
  constexpr double part = 50.0;  // exp(-part) is far from underflow
  int count = 0;
  double left = mean;
  while (left > 0.0) {
    const double limit = std::exp(-std::fmin(left, part));
    double product = rng_->uniform();
    while (product > limit) {
      product *= rng_->uniform();
      ++count;
    }
    left -= part;
  }
  return count;
}

double Photons::operator()(double mean) {
  double sum = 0.0;
  for (int left = number(mean); left > 0; --left) sum += one();
  return sum;
}

}  // namespace courant::physics
