#include "courant/elements/corrector.hpp"

#include "courant/elements/drift.hpp"
#include "courant/elements/multipole.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;

namespace {

const Vec6<double> ray{{1e-3, 2e-4, -2e-3, 1e-4, 3e-3, 0.01}};

template <class E>
Vec6<double> tracked(const E& element, const Reference& reference) {
  Vec6<double> r = ray;
  element.track(r, reference);
  return r;
}

}  // namespace

TEST_CASE("Corrector: its closed form is the converged uniform field", "[elements][corrector]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const elements::Corrector<> corrector{.length = 0.4, .kick_x = 3e-4, .kick_y = -5e-4};
    // a uniform force: a fourth-order scheme has no truncation error (the third derivative vanishes)
    const elements::Multipole<> uniform{.length = 0.4, .steps = 3, .kick_x = 3e-4, .kick_y = -5e-4};
    CHECK(test::distance(tracked(corrector, reference), tracked(uniform, reference)) < 5e-18);  // round-off
  }
}

TEST_CASE("Corrector: a kick is the sum of its slices", "[elements][corrector]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const elements::Corrector<> whole{.length = 0.4, .kick_x = 3e-4, .kick_y = -5e-4},
        part{.length = 0.1, .kick_x = 0.75e-4, .kick_y = -1.25e-4};
    Vec6<double> r = ray;
    for (int i = 0; i < 4; ++i) part.track(r, reference);
    CHECK(test::distance(r, tracked(whole, reference)) < 1e-17);  // round-off of z, 7e-3 m
  }
}

TEST_CASE("Corrector: without length it changes momenta only", "[elements][corrector]") {
  const elements::Corrector<> thin{.kick_x = 3e-4, .kick_y = -5e-4};
  const auto r = tracked(thin, test::references[1]);
  CHECK(r[PX] == ray[PX] + 3e-4);
  CHECK(r[PY] == ray[PY] - 5e-4);
  for (const int i : {X, Y, Z, DELTA}) CHECK(r[i] == ray[i]);
}

TEST_CASE("Corrector: without kick it is a drift", "[elements][corrector]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const auto a = tracked(elements::Corrector<>{.length = 0.4}, reference);
    const auto b = tracked(elements::Drift<>{.length = 0.4}, reference);
    CHECK(test::distance(a, b) < 2e-18);  // products in another order
  }
}
