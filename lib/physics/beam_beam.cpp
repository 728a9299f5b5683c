#include "courant/physics/beam_beam.hpp"

#include <cmath>
#include <utility>

namespace courant::physics {
namespace {

constexpr int count = GaussianField::nodes;

struct Rule {
  std::array<double, count> place, weight;  // in 0 ... 1
};

// Gauss-Legendre rule: roots of the polynomial of degree `count` by Newton's method.
Rule legendre() {
  Rule rule{};
  for (int k = 0; k < count; ++k) {
    double x = std::cos(constants::pi * (k + 0.75) / (count + 0.5)), slope = 1.0;
    for (int iteration = 0; iteration < 10; ++iteration) {
      double p = x, before = 1.0;
      for (int n = 2; n <= count; ++n)
        before = std::exchange(p, ((2.0 * n - 1.0) * x * p - (n - 1.0) * before) / n);
      slope = count * (before - x * p) / (1.0 - x * x);
      x -= p / slope;
    }
    rule.place[static_cast<std::size_t>(k)] = 0.5 * (1.0 - x);
    rule.weight[static_cast<std::size_t>(k)] = 1.0 / ((1.0 - x * x) * slope * slope);
  }
  return rule;
}

}  // namespace

GaussianField::GaussianField(double sigma_x, double sigma_y) {
  static const Rule rule = legendre();
  const bool upright = sigma_y > sigma_x;
  const double wide = upright ? sigma_y : sigma_x, r = (upright ? sigma_x : sigma_y) / wide;
  const double a = 2.0 * wide * wide, decay = -std::log(r);
  // u(q) = softplus: exponential below q = start/growth, where 1000 sigma of a round beam still have nodes, then
  // straight
  constexpr double growth = 14.0, flat = 0.04;
  const double foot = std::exp(-3.5) * std::pow(1.0 + (r / flat) * (r / flat), -0.75);
  const double whole = std::log1p(foot * std::expm1(growth) / (1.0 + foot));
  for (std::size_t k = 0; k < rule.place.size(); ++k) {
    const double rise = foot * std::exp(growth * rule.place[k]);
    const double u = std::log1p(foot * std::expm1(growth * rule.place[k]) / (1.0 + foot)) / whole;
    const double du = rule.weight[k] * growth * rise / (1.0 + rise) / whole;
    const double t = std::exp(-u * decay);
    const double w = r < 1.0 ? -std::expm1(-u * decay) / (1.0 - r) : u;
    const double dw = r < 1.0 ? t * decay / (1.0 - r) * du : du;
    const double v = w * (1.0 + t) / (1.0 + r), weight = 2.0 / (a * (1.0 + r)) * dw;
    Node& node = nodes_[k];
    node = {v / a, v / (a * t * t), weight, weight / (t * t)};
    if (upright) {
      std::swap(node.in_x, node.in_y);
      std::swap(node.weight_x, node.weight_y);
    }
  }
}

}  // namespace courant::physics
