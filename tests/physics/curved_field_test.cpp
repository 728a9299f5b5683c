#include "courant/physics/curved_field.hpp"

#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using physics::CurvedField;
using physics::Multipoles;

namespace {

Vec6<double> kick(const Multipoles<>& field, double h, double x, double y) {
  Vec6<double> r{{x, 0.0, y, 0.0, 0.0, 0.0}};
  CurvedField<>(field, h).kick(r, 1.0);
  return r;
}

Multipoles<> mixed() {
  Multipoles<> field;
  field.add(0, 0.0, 2e-3);
  field.add(1, 1.5, -0.4);
  field.add(2, 20.0, 8.0);
  field.add(3, -150.0, 90.0);
  field.add(5, 2e4, -1e4);
  return field;
}

}  // namespace

TEST_CASE("Curved field: without curvature it is the straight multipole", "[physics][curved_field]") {
  Vec6<double> straight{{6e-3, 0.0, -9e-3, 0.0, 0.0, 0.0}};
  physics::multipole_kick(straight, mixed(), 1.0);
  const auto r = kick(mixed(), 0.0, 6e-3, -9e-3);
  CHECK(test::distance(r, straight) < 1e-17);  // roundings of 2e-2
}

TEST_CASE("Curved field: on the midplane it is the given polynomial times 1 + h x",
          "[physics][curved_field]") {
  const double h = 0.4, x = 0.012;
  const auto r = kick(mixed(), h, x, 0.0);
  const auto [re, im] = physics::field_sum(mixed(), x, 0.0);
  const double sixth = std::pow(x, 5) * 2e4, skew = std::pow(x, 5) * -1e4;  // straight by definition
  CHECK_THAT(r[PX], WithinRel(-((re - sixth) * (1 + h * x) + sixth), 1e-14));
  CHECK_THAT(r[PY], WithinRel((im - skew) * (1 + h * x) + skew, 1e-14));
}

TEST_CASE("Curved field: a gradient has the terms h k1 x^3/3 and h k1 x y^2/2", "[physics][curved_field]") {
  Multipoles<> field;
  field.add(1, 1.5, 0.0);
  const double h = 1e-3, x = 0.01, y = 0.02;  // h^2 y^3 terms are 1e-11 of the kick
  const auto r = kick(field, h, x, y);
  CHECK_THAT(r[PX], WithinAbs(-1.5 * (x + h * (x * x - 0.5 * y * y)), 1e-11));
  CHECK_THAT(r[PY], WithinAbs(1.5 * (y + h * x * y), 1e-11));
}

TEST_CASE("Curved field: has neither curl nor divergence in curvilinear coordinates",
          "[physics][curved_field]") {
  Multipoles<> field = mixed();
  field.b[5] = field.a[5] = 0.0;
  field.order = 3;
  const double h = 0.5, x = 4e-3, y = 6e-3, d = 1e-4;
  const auto by = [&](double u, double v) { return -kick(field, h, u, v)[PX] / (1 + h * u); };
  const auto bx = [&](double u, double v) { return kick(field, h, u, v)[PY] / (1 + h * u); };
  const double curl = (by(x + d, y) - by(x - d, y)) / (2 * d) - (bx(x, y + d) - bx(x, y - d)) / (2 * d);
  const double divergence = ((1 + h * (x + d)) * bx(x + d, y) - (1 + h * (x - d)) * bx(x - d, y)) / (2 * d) +
                            (1 + h * x) * (by(x, y + d) - by(x, y - d)) / (2 * d);
  // gradients of 1.5; central differences leave d^2 of the third derivative (900 * d^2/6 = 1.5e-6), the cut less
  CHECK_THAT(curl, WithinAbs(0.0, 4e-6));
  CHECK_THAT(divergence, WithinAbs(0.0, 4e-6));
}

TEST_CASE("Curved field: the kick is symplectic", "[physics][curved_field]") {
  const CurvedField<> field(mixed(), 0.7);
  const auto map = [&]<class T>(Vec6<T>& r) { field.kick(r, 0.3); };
  CHECK(test::relative_defect(test::dual_jacobian(map, {{0.02, 0.0, -0.03, 0.0, 0.0, 0.0}})) <
        1e-15);  // round-off
}
