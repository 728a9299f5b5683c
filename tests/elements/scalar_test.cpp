#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"
#include "support/samples.hpp"

using namespace courant;

namespace {

constexpr double eps = 2.220446049250313e-16;

double largest(const Vec6<double>& r) {
  double out = 0.0;
  for (const double x : r.v) out = std::max(out, std::abs(x));
  return out;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("Every element: every scalar follows double", "[elements][scalar]",
                        test::AllElements) {
  for (const auto& sample : test::samples<TestType>())
    for (const auto& reference : test::references)
      for (const auto& ray : test::rays) {
        INFO(sample.label << ", " << reference.name);
        Vec6<double> expected = ray;
        auto six = math::seed(ray);
        auto nested = math::convert<Dual<6, Dual<1>>>(ray);
        sample.element.track(expected, reference);
        sample.element.track(six, reference);
        sample.element.track(nested, reference);
        // a dual number divides by multiplying with the inverse: the bound of the design per element
        const double bound = 8 * eps * largest(expected);
        CHECK(test::distance(math::value(six), expected) <= bound);
        CHECK(test::distance(math::value(nested), expected) <= bound);
      }
}

TEMPLATE_LIST_TEST_CASE("Every element: the prepared motion is the motion", "[elements][scalar]",
                        test::AllElements) {
  for (const auto& sample : test::samples<TestType>()) {
    INFO(sample.label);
    const Reference& reference = test::references[1];
    const auto motion = sample.element.prepare(reference);
    for (const auto& ray : test::rays) {
      Vec6<double> tracked = ray, moved = ray;
      sample.element.track(tracked, reference);
      motion(moved);
      CHECK(moved.v == tracked.v);
    }
  }
}

TEMPLATE_LIST_TEST_CASE("Every element: NaN stays NaN", "[elements][scalar]", test::AllElements) {
  for (const auto& sample : test::samples<TestType>()) {
    INFO(sample.label);
    Vec6<double> r;
    for (int i = 0; i < 6; ++i) r[i] = std::numeric_limits<double>::quiet_NaN();
    sample.element.track(r, test::references[1]);
    for (int i = 0; i < 6; ++i) CHECK(std::isnan(r[i]));
  }
}
