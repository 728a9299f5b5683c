#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"
#include "support/samples.hpp"

using namespace courant;

namespace {

/// The map in units of one momentum: a cavity that accelerates changes what px, py and delta are divided by.
template <class E>
auto canonical(const E& element, const Reference& reference) {
  const double growth = elements::reference_after(AnyElement(element), reference).p0c() / reference.p0c();
  return [&element, &reference, root = std::sqrt(growth)]<class T>(Vec6<T>& r) {
    element.track(r, reference);
    if (root != 1.0)
      for (int i = 0; i < 6; ++i) r[i] *= root;
  };
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("Every element: the dual Jacobian equals extrapolated differences",
                        "[elements][jacobian]", test::AllElements) {
  for (const auto& sample : test::samples<TestType>())
    for (const auto& reference : test::references)
      for (const auto& ray : test::rays) {
        INFO(sample.label << ", " << reference.name << ", ray of " << ray[X] << " m");
        const auto map = [&]<class T>(Vec6<T>& r) { sample.element.track(r, reference); };
        const auto dual = test::dual_jacobian(map, ray);
        const auto difference = test::difference_jacobian(map, ray, {5e-5, 5e-5, 5e-5, 5e-5, 5e-5, 2e-4});
        // Steps of 5e-5: round-off eps 5e-3/5e-5 and the fifth derivative of the octupole, both 1e-12
        CHECK(test::distance(dual, difference) < 2e-11 * std::max(1.0, test::largest(dual)));
      }
}

TEMPLATE_LIST_TEST_CASE("Every element: the dual Jacobian predicts neighbouring rays", "[elements][jacobian]",
                        test::AllElements) {
  const Vec6<double> direction{{1.0, 0.3, -0.8, 0.2, 0.5, 0.4}};
  for (const auto& sample : test::samples<TestType>())
    for (const auto& reference : test::references) {
      INFO(sample.label << ", " << reference.name);
      const auto& ray = test::rays[0];
      const auto map = [&]<class T>(Vec6<T>& r) { sample.element.track(r, reference); };
      const auto m = test::dual_jacobian(map, ray);
      Vec6<double> centre = ray;
      map(centre);
      const auto left = [&](double size) {  // what the Jacobian leaves unexplained
        Vec6<double> r = ray, predicted = centre;
        for (int i = 0; i < 6; ++i) r[i] += size * direction[i];
        for (int i = 0; i < 6; ++i)
          for (int j = 0; j < 6; ++j)
            predicted[i] += m[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] * (r[j] - ray[j]);
        map(r);
        return test::distance(r, predicted);
      };
      // second order: half the offset leaves a quarter, up to the third order (5 %) and round-off of 1e-2
      CHECK(left(1e-5) <= 0.26 * left(2e-5) + 1e-17);
      CHECK(left(1e-6) < 1e-10);  // second derivatives below 200 (cavity at beta 0.1)
    }
}

TEMPLATE_LIST_TEST_CASE("Every element: the map is symplectic in six dimensions", "[elements][symplectic]",
                        test::AllElements) {
  for (const auto& sample : test::samples<TestType>())
    for (const auto& reference : test::references)
      for (const auto& ray : test::rays) {
        INFO(sample.label << ", " << reference.name << ", ray of " << ray[X] << " m");
        const auto map = canonical(sample.element, reference);
        // 1e-14: round-off of some hundred products; more only for models that are exempt by construction
        CHECK(test::relative_defect(test::dual_jacobian(map, ray)) <= 1e-14 + sample.exempt);
      }
}

TEMPLATE_LIST_TEST_CASE("Every element: an exempt model is symplectic on the axis", "[elements][symplectic]",
                        test::AllElements) {
  for (const auto& sample : test::samples<TestType>()) {
    if (sample.exempt == 0.0 || sample.label == "radiating") continue;  // a bend damps on its axis too
    // on its own axis: without displacement, steering and errors that make an orbit
    TestType element = sample.element;
    if constexpr (requires { element.align; }) element.align = {};
    if constexpr (requires { element.kick_x = 0.0; }) element.kick_x = element.kick_y = 0.0;
    if constexpr (requires { element.dk0; }) element.dk0 = 0.0;
    if constexpr (requires { element.field; }) element.field = {};
    INFO(sample.label);
    const auto map = canonical(element, test::references[1]);
    CHECK(test::relative_defect(test::dual_jacobian(map, {})) <= 1e-14);
  }
}
