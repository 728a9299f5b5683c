#include <cmath>

#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"
#include "support/samples.hpp"

using namespace courant;

namespace {

using S = Dual<1>;     // by one strength
using T = Dual<6, S>;  // by the coordinates, each with its derivative by the strength
constexpr double eps = 2.220446049250313e-16;

struct Motion {
  Vec6<double> state;
  test::Jacobian jacobian;
};

Motion operator-(const Motion& a, const Motion& b) {
  Motion out;
  for (std::size_t i = 0; i < 6; ++i) {
    out.state.v[i] = a.state.v[i] - b.state.v[i];
    for (std::size_t j = 0; j < 6; ++j) out.jacobian[i][j] = a.jacobian[i][j] - b.jacobian[i][j];
  }
  return out;
}

double size(const Motion& m) { return std::max(test::distance(m.state, {}), test::largest(m.jacobian)); }

Motion scaled(Motion m, double factor) {
  for (std::size_t i = 0; i < 6; ++i) {
    m.state.v[i] *= factor;
    for (double& x : m.jacobian[i]) x *= factor;
  }
  return m;
}

template <class E>
Motion track(const E& element, const Reference& reference) {
  auto r = math::seed(test::rays[0]);
  element.track(r, reference);
  Motion out{math::value(r), {}};
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) out.jacobian[i][j] = r.v[i].d[j];
  return out;
}

// Derivative by the strength that `pick(element)` refers to, carried along by a dual number.
template <template <class> class E, class Pick>
Motion exact(const E<double>& element, const Reference& reference, const Pick& pick) {
  auto dual = elements::with_strength<E, S>(element);
  pick(dual).d[0] = 1.0;
  auto r = math::seed<6, S>(math::convert<S>(test::rays[0]));
  dual.track(r, reference);
  Motion out;
  for (std::size_t i = 0; i < 6; ++i) {
    out.state.v[i] = r.v[i].v.d[0];
    for (std::size_t j = 0; j < 6; ++j) out.jacobian[i][j] = r.v[i].d[j].d[0];
  }
  return out;
}

// The same by central differences with two steps, extrapolated.
template <template <class> class E, class Pick>
Motion differences(const E<double>& element, const Reference& reference, const Pick& pick, double step) {
  const auto slope = [&](double h) {
    E<double> plus = element, minus = element;
    pick(plus) += h;
    pick(minus) -= h;
    return scaled(track(plus, reference) - track(minus, reference), 1.0 / (pick(plus) - pick(minus)));
  };
  const Motion coarse = slope(step), fine = slope(0.5 * step);
  return fine - scaled(coarse - fine, 1.0 / 3.0);
}

/// Strengths that by the physics of the element change nothing: a turn of a round field about its axis, what belongs
/// to the thin or to the thick variant alone.
template <template <class> class E>
bool is_idle(const E<double>& element, std::string_view field) {
  const bool thin = elements::length_of(element) == 0.0;
  if (E<double>::type == "AcceleratingCavity" && field == "roll") return true;
  if (E<double>::type == "Solenoid") return field == "roll" || (field == "ksi" && !thin);
  return E<double>::type == "Separator" && thin && (field == "ex" || field == "ey" || field == "roll");
}

template <template <class> class E, class Pick>
void compare(const E<double>& element, bool idle, const Pick& pick) {
  const Reference& reference = test::references[4];
  const double step = 1e-2 * std::max(std::abs(pick(element)), 0.1 * (pick(element) == 0.0));
  const Motion by_dual = exact(element, reference, pick);
  const Motion by_difference = differences(element, reference, pick, step);
  // truncation (step^4: 1e-8 of the derivative) and round-off: 8 eps per element of the design in each of the
  // differences, divided by the half step
  CHECK(size(by_dual - by_difference) < 1e-8 * size(by_dual) + 32 * eps / step);
  if (idle)
    CHECK(size(by_dual) < 1e-15);  // rounding of the turn there and back
  else
    CHECK(size(by_dual) > 0.0);
}

/// Compares by every strength of every sample; returns how many there were.
template <template <class> class E>
int compare_all() {
  int strengths = 0;
  for (const auto& sample : test::samples<E<double>>())
    elements::for_each_field<E<double>>([&](auto field) {
      E<S> dual;
      using D = std::decay_t<decltype(field.access(dual))>;
      INFO(sample.label << ", " << field.name);
      // the reference goes with them in a difference and stays in a derivative: accelerating_cavity_test
      if (E<double>::type == "AcceleratingCavity" && (field.name == "voltage" || field.name == "phase"))
        return;
      if constexpr (std::is_same_v<D, S>) {
        if (field.access(sample.element) == 0.0) return;  // the variant without displacement
        compare<E>(
            sample.element,
            is_idle<E>(sample.element, field.name), [&](auto& e) -> auto& { return field.access(e); });
        ++strengths;
      } else if constexpr (requires(D d) { d[0].d; }) {
        for (std::size_t n = 0; n < 6; ++n) {
          INFO("order " << n);
          compare<E>(
              sample.element, false, [&](auto& e) -> auto& { return field.access(e)[n]; });
          ++strengths;
        }
      }
    });
  return strengths;
}

}  // namespace

// skew fields have no effect in the curvilinear body and on a displaced nothing: those are not strengths
// there
#define COURANT_STRENGTH_TEST(Name)                                                                        \
  TEST_CASE("Strength: derivatives of " #Name " equal extrapolated differences", "[elements][strength]") { \
    const int strengths = compare_all<elements::Name>();                                                   \
    const bool passive = elements::Name<>::type == "Drift" || elements::Name<>::type == "Monitor" ||       \
                         elements::Name<>::type == "Marker" || elements::Name<>::type == "Aperture" ||     \
                         elements::Name<>::type == "DipoleEdge";                                           \
    CHECK((strengths == 0) == passive);                                                                    \
  }
COURANT_ELEMENTS(COURANT_STRENGTH_TEST)
