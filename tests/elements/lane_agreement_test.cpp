#include <limits>
#include <vector>

#include "courant/math/simd_pack.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/lanes.hpp"
#include "support/references.hpp"
#include "support/samples.hpp"

using namespace courant;

namespace {

/// Every lane of the packed motion is the motion of its ray, within the bound of the design.
template <class P, class E>
void check_lanes(const E& element, const Reference& reference) {
  Vec6<P> lanes = test::lane_rays<P>();
  element.track(lanes, reference);
  for (int i = 0; i < P::lanes; ++i) {
    Vec6<double> expected = test::lane_ray(i);
    element.track(expected, reference);
    INFO("lane " << i << " of " << P::lanes);
    CHECK(test::distance(test::lane(lanes, i), expected) <= test::lane_bound(element, expected));
  }
}

/// Fields that take the type of the strengths, and models, which no factor fits.
template <class D>
constexpr bool is_strength =
    !std::same_as<D, double> && !std::same_as<D, int> && !std::same_as<D, std::vector<double>>;

/// The same with another strength in each lane: the lanes are variants of one element. Not where a strength changes
/// the one reference particle of all lanes.
template <class P, template <class> class E>
void check_variants(const E<double>& element, const Reference& reference) {
  constexpr bool accelerates = requires { element.gain(reference); };
  const auto factor = [](int i) { return accelerates ? 1.0 : 1.0 + 0.03 * i; };
  auto packed = elements::with_strength<E, P>(element);
  const auto scale = [&](auto& datum, const auto& by) {
    if constexpr (requires { datum *= by; })
      datum *= by;
    else if constexpr (requires { datum[0] *= by; })
      for (auto& x : datum) x *= by;
  };
  P factors;
  for (int i = 0; i < P::lanes; ++i) factors.set(i, factor(i));
  elements::for_each_field<E<P>>([&](auto field) {
    using D = std::remove_cvref_t<decltype(field.access(packed))>;
    if constexpr (is_strength<D>) scale(field.access(packed), factors);
  });
  Vec6<P> lanes = math::convert<P>(test::lane_ray(0));
  packed.track(lanes, reference);
  for (int i = 0; i < P::lanes; ++i) {
    E<double> single = element;
    elements::for_each_field<E<double>>([&](auto field) {
      using D = std::remove_cvref_t<decltype(field.access(packed))>;  // strengths are packs there
      if constexpr (is_strength<D>) scale(field.access(single), factor(i));
    });
    Vec6<double> expected = test::lane_ray(0);
    single.track(expected, reference);
    INFO("variant " << i);
    // an element of strengths in lanes never skips a displacement of zero: its frames round once more
    CHECK(test::distance(test::lane(lanes, i), expected) <= 4 * test::lane_bound(element, expected));
  }
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("Every element: lanes follow double", "[elements][scalar][pack]", test::AllElements) {
  for (const auto& sample : test::samples<TestType>())
    for (const auto& reference : test::references) {
      INFO(sample.label << ", " << reference.name);
      check_lanes<Pack<double, 4>>(sample.element, reference);
      check_lanes<Pack<double, 8>>(sample.element, reference);
    }
}

TEMPLATE_LIST_TEST_CASE("Every element: a lost lane stays lost, its neighbours go on",
                        "[elements][scalar][pack]", test::AllElements) {
  using P = Pack<double, 4>;
  for (const auto& sample : test::samples<TestType>()) {
    INFO(sample.label);
    Vec6<P> whole = test::lane_rays<P>(), lossy = whole;
    for (int k = 0; k < 6; ++k) lossy[k].set(2, std::numeric_limits<double>::quiet_NaN());
    sample.element.track(whole, test::references[1]);
    sample.element.track(lossy, test::references[1]);
    for (int k = 0; k < 6; ++k)
      for (int i = 0; i < P::lanes; ++i) {
        if (i == 2)
          CHECK(std::isnan(lossy[k][i]));
        else
          CHECK(lossy[k][i] == whole[k][i]);
      }
  }
}

TEST_CASE("Aperture: it takes the lanes outside and no others", "[elements][scalar][pack]") {
  using P = Pack<double, 8>;
  for (const auto shape : {physics::Shape::rectangular, physics::Shape::elliptic}) {
    const elements::Aperture<> aperture{{shape, 0.01, 0.01}};
    Vec6<P> lanes;
    for (int i = 0; i < P::lanes; ++i) {
      lanes[X].set(i, 0.003 * i);
      lanes[Y].set(i, 0.002 * i);
    }
    aperture.track(lanes, Reference{});
    for (int i = 0; i < P::lanes; ++i) {
      Vec6<double> single{{0.003 * i, 0.0, 0.002 * i, 0.0, 0.0, 0.0}};
      aperture.track(single, Reference{});
      CHECK(std::isnan(lanes[DELTA][i]) == std::isnan(single[DELTA]));
      CHECK(std::isnan(single[DELTA]) == (i > (shape == physics::Shape::elliptic ? 2 : 3)));
    }
  }
}

#define COURANT_VARIANT_TEST(Name)                                                                       \
  TEST_CASE("Lanes: variants of the strengths of " #Name " follow double", "[elements][scalar][pack]") { \
    for (const auto& sample : test::samples<elements::Name<>>()) {                                       \
      INFO(sample.label);                                                                                \
      check_variants<Pack<double, 4>, elements::Name>(sample.element, test::references[4]);              \
    }                                                                                                    \
  }
COURANT_ELEMENTS(COURANT_VARIANT_TEST)
