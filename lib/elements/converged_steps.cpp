#include "courant/elements/converged_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "courant/math/dual.hpp"

namespace courant::elements {
namespace {

constexpr int most_steps = 4096;
constexpr int hopeless = 64;  // from here on an error that doesn't fall stays
constexpr Vec6<double> probe{{1e-3, 1e-4, 1e-3, 1e-4, 0.0, 1e-3}};

// Order of accuracy; slices without an integrator of their own are of second order.
template <class E>
int order(const E& element) {
  if constexpr (requires { element.integrator; })
    return physics::order_of(element.integrator);
  else
    return 2;
}

template <class E>
Vec6<Dual<6>> map(E element, int steps, const Reference& reference) {
  element.steps = steps;
  auto r = math::seed(probe);
  element.track(r, reference);
  return r;
}

// Relative error of the map with n steps, by the map with 2 n.
template <class E>
double error(const E& element, int steps, const Reference& reference) {
  const auto coarse = map(element, steps, reference), fine = map(element, 2 * steps, reference);
  double difference = 0.0, largest = 1.0;
  for (int i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) {
      difference = std::max(difference, std::abs(coarse[i].d[j] - fine[i].d[j]));
      largest = std::max(largest, std::abs(fine[i].d[j]));
    }
  const double gain = std::pow(2.0, order(element));
  return difference / largest * gain / (gain - 1.0);
}

}  // namespace

int converged_steps(const AnyElement& element, double accuracy, const Reference& reference) {
  if (!(accuracy >= 1e-13 && accuracy <= 1.0))
    throw InvalidArgument(fmt::format("a map can't converge to {}", accuracy),
                          "rounding leaves 1e-13 of the largest entry",
                          "ask for 1e-13 to 1, for instance 1e-10");
  return std::visit(
      [&](const auto& e) {
        if constexpr (requires { e.steps; }) {
          if (e.length == 0.0) return 1;
          int steps = 1;
          double before = std::numeric_limits<double>::infinity();
          for (double left = error(e, steps, reference); left > accuracy && steps < most_steps;
               left = error(e, steps, reference)) {
            if (steps >= hopeless && left > 0.5 * before) break;
            before = left;
            const double needed = steps * std::pow(left / accuracy, 1.0 / order(e));
            // the law of the order holds near the end only: go there by doubling
            steps =
                std::min({most_steps, 2 * steps, std::max(steps + 1, static_cast<int>(std::ceil(needed)))});
          }
          return steps;
        } else {
          return 1;
        }
      },
      element);
}

}  // namespace courant::elements
