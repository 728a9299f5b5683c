#include <vector>

#include "levels/track_lanes.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/lanes.hpp"
#include "support/references.hpp"
#include "support/samples.hpp"

using namespace courant;

namespace {

template <class Isa, class E>
void check(const E& element, const Reference& reference) {
  constexpr int lanes = Isa::lanes;
  std::array<double, static_cast<std::size_t>(6 * lanes)> r;
  for (int i = 0; i < lanes; ++i)
    for (int k = 0; k < 6; ++k) r[static_cast<std::size_t>(k * lanes + i)] = test::lane_ray(i)[k];
  test::track_lanes(Isa{}, element, r.data(), reference);
  for (int i = 0; i < lanes; ++i) {
    Vec6<double> expected = test::lane_ray(i), moved;
    element.track(expected, reference);
    for (int k = 0; k < 6; ++k) moved[k] = r[static_cast<std::size_t>(k * lanes + i)];
    INFO("lane " << i << " of " << lanes);
    CHECK(test::distance(moved, expected) <= test::lane_bound(element, expected));
  }
}

template <class Isa, class E>
void check_all() {
  for (const auto& sample : test::samples<E>())
    for (const auto& reference : test::references) {
      INFO(Isa::name << ", " << sample.label << ", " << reference.name);
      check<Isa>(sample.element, reference);
    }
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("Every element: every instruction set follows double", "[elements][scalar][isa]",
                        test::AllElements) {
  check_all<isa::Baseline, TestType>();
#if defined(COURANT_HAS_V3)
  if (isa::runs(isa::Level::v3)) check_all<isa::V3, TestType>();
#endif
#if defined(COURANT_HAS_V4)
  if (isa::runs(isa::Level::v4)) check_all<isa::V4, TestType>();
#endif
}
