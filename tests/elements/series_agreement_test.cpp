#include "courant/math/power_series.hpp"
#include "courant/math/tps.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/lanes.hpp"
#include "support/references.hpp"
#include "support/samples.hpp"

using namespace courant;

namespace {

/// Largest coefficient of degree `degree` [in SI units of the coordinates], or largest difference to `other`.
template <class S>
double largest_of(const Vec6<S>& r, int degree, const Vec6<S>& other = {}) {
  double out = 0.0;
  for (int i = 0; i < 6; ++i)
    for (auto k = static_cast<std::size_t>(math::monomials::count(6, degree - 1));
         k < static_cast<std::size_t>(math::monomials::count(6, degree)); ++k)
      if (const double d = std::abs(r[i].c[k] - other[i].c[k]); !(d <= out)) out = d;
  return out;
}

template <int Order, class E>
Vec6<Tps<6, Order>> series(const E& element, const Vec6<double>& ray, const Reference& reference) {
  auto r = math::seed_series<Order>(ray);
  element.track(r, reference);
  return r;
}

/// First derivatives of a series by all coordinates.
template <class S>
test::Jacobian linear(const Vec6<S>& r) {
  test::Jacobian m;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) m[i][j] = r.v[i].c[j + 1];
  return m;
}

/// The lower orders of a series.
template <int Order, int Higher>
Vec6<Tps<6, Order>> lower(const Vec6<Tps<6, Higher>>& r) {
  Vec6<Tps<6, Order>> out;
  for (int i = 0; i < 6; ++i) std::copy_n(r[i].c.begin(), Tps<6, Order>::size, out[i].c.begin());
  return out;
}

// Round-off of the coefficients relative to the largest of their degree: some hundred operations of each step.
constexpr double rounding = 1e-13;

}  // namespace

TEMPLATE_LIST_TEST_CASE("Every element: series of every order agree with double and with dual numbers",
                        "[elements][scalar][series]", test::AllElements) {
  for (const auto& sample : test::samples<TestType>())
    for (const auto& reference : test::references)
      for (const auto& ray : test::rays) {
        INFO(sample.label << ", " << reference.name << ", ray of " << ray[X] << " m");
        const auto map = [&]<class T>(Vec6<T>& r) { sample.element.track(r, reference); };
        Vec6<double> expected = ray;
        map(expected);
        const auto first = series<1>(sample.element, ray, reference);
        const auto second = series<2>(sample.element, ray, reference);
        const auto third = series<3>(sample.element, ray, reference);
        for (const auto& state : {math::value(first), math::value(second), math::value(third)})
          CHECK(test::distance(state, expected) <= test::lane_bound(sample.element, expected));
        const auto dual = test::dual_jacobian(map, ray);
        CHECK(test::distance(linear(first), dual) <= rounding * test::largest(dual));
        CHECK(largest_of(second, 1, lower<2>(third)) <= rounding * largest_of(third, 1));
        CHECK(largest_of(first, 1, lower<1>(third)) <= rounding * largest_of(third, 1));
        // scale of the second order: its own coefficients or what the first order makes of 1/m
        CHECK(largest_of(second, 2, lower<2>(third)) <= rounding * (1.0 + largest_of(third, 2)));
      }
}

TEMPLATE_LIST_TEST_CASE("Every element: the second order is the difference of dual Jacobians",
                        "[elements][scalar][series]", test::AllElements) {
  for (const auto& sample : test::samples<TestType>())
    for (const auto& reference : test::references) {
      INFO(sample.label << ", " << reference.name);
      const auto& ray = test::rays[0];
      const auto map = [&]<class T>(Vec6<T>& r) { sample.element.track(r, reference); };
      const auto second = series<2>(sample.element, ray, reference);
      double worst = 0.0, scale = 1.0;
      for (std::size_t k = 0; k < 6; ++k) {
        const auto slope = [&](double h) {  // of the Jacobian by coordinate k
          Vec6<double> plus = ray, minus = ray;
          plus.v[k] += h;
          minus.v[k] -= h;
          test::Jacobian a = test::dual_jacobian(map, plus);
          const test::Jacobian b = test::dual_jacobian(map, minus);
          for (std::size_t i = 0; i < 6; ++i)
            for (std::size_t j = 0; j < 6; ++j) a[i][j] = (a[i][j] - b[i][j]) / (plus.v[k] - minus.v[k]);
          return a;
        };
        const auto coarse = slope(1e-4), fine = slope(0.5e-4);
        for (std::size_t i = 0; i < 6; ++i)
          for (std::size_t j = 0; j < 6; ++j) {
            std::array<int, 6> powers{};
            ++powers[j];
            ++powers[k];
            const double exact = (j == k ? 2.0 : 1.0) * second.v[i].at(powers);
            const double difference = fine[i][j] + (fine[i][j] - coarse[i][j]) / 3.0;
            worst = std::max(worst, std::abs(exact - difference));
            scale = std::max(scale, std::abs(exact));
          }
      }
      CHECK(worst < 2e-10 * scale);  // round-off of the Jacobians, 1e-15, over the step; fifth order below
    }
}

TEMPLATE_LIST_TEST_CASE("Every element: the third order predicts neighbouring rays to the fourth",
                        "[elements][scalar][series]", test::AllElements) {
  const std::array direction{1.0, 0.3, -0.8, 0.2, 0.5, 0.4};
  for (const auto& sample : test::samples<TestType>()) {
    INFO(sample.label);
    const Reference& reference = test::references[4];
    const auto third = series<3>(sample.element, test::rays[0], reference);
    const auto left = [&](double size) {  // what three orders leave unexplained
      Vec6<double> direct = test::rays[0], predicted;
      std::array<double, 6> step;
      for (std::size_t i = 0; i < 6; ++i) direct.v[i] += step[i] = size * direction[i];
      sample.element.track(direct, reference);
      for (int i = 0; i < 6; ++i) predicted[i] = evaluate(third[i], step);
      return test::distance(direct, predicted);
    };
    // half the step leaves a sixteenth, up to the fifth order (10 %) and round-off of 1e-2
    CHECK(left(1e-3) <= left(2e-3) / 14.5 + 1e-16);
  }
}

TEMPLATE_LIST_TEST_CASE("Every element: a series of run-time order has the coefficients of the fixed one",
                        "[elements][scalar][series]", test::AllElements) {
  const SeriesSpace space(6, 3);
  for (const auto& sample : test::samples<TestType>()) {
    INFO(sample.label);
    const Reference& reference = test::references[1];
    const auto fixed = series<3>(sample.element, test::rays[0], reference);
    auto r = math::seed_series(space, test::rays[0]);
    sample.element.track(r, reference);
    Vec6<Tps<6, 3>> free;
    for (int i = 0; i < 6; ++i) {
      REQUIRE_FALSE(r[i].is_number());
      std::copy(r[i].coefficients().begin(), r[i].coefficients().end(), free[i].c.begin());
    }
    CHECK(test::distance(math::value(r), math::value(fixed)) <=
          test::lane_bound(sample.element, math::value(fixed)));
    for (const int degree : {1, 2, 3})
      CHECK(largest_of(free, degree, fixed) <= rounding * (1.0 + largest_of(fixed, degree)));
  }
}
