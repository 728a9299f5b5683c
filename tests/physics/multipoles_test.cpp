#include "courant/physics/multipoles.hpp"

#include <complex>

#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {

physics::Multipoles<> some_field() {
  physics::Multipoles<> field;
  const double b[]{0.03, -1.2, 14.0, 120.0, -5e3, 4e4}, a[]{-0.01, 0.7, -9.0, 300.0, 2e3, -1e5};
  for (int n = 0; n < 6; ++n) field.add(n, b[n], a[n]);
  return field;
}

}  // namespace

TEST_CASE("Multipoles: Horner's rule equals the power sum", "[physics][multipoles]") {
  const auto field = some_field();
  const double x = 2e-2, y = -3e-2;
  std::complex<double> sum = 0.0;
  for (int n = 0; n <= field.order; ++n)
    sum += std::complex(field.b[static_cast<std::size_t>(n)], field.a[static_cast<std::size_t>(n)]) *
           std::pow(std::complex(x, y), n);
  const auto [re, im] = physics::field_sum(field, x, y);
  CHECK_THAT(re, WithinAbs(sum.real(), 1e-16));  // round-off of terms of 0.03
  CHECK_THAT(im, WithinAbs(sum.imag(), 1e-16));
}

TEST_CASE("Multipoles: kicks have the signs of the manual", "[physics][multipoles]") {
  const auto kick = [](int n, double normal, double skew, Vec6<double> r) {
    physics::Multipoles<> field;
    field.add(n, normal, skew);
    physics::multipole_kick(r, field, 0.5);
    return r;
  };
  const Vec6<double> r{{1e-2, 0, 2e-2, 0, 0, 0}};
  CHECK(kick(0, 1e-3, 0, r)[PX] == -5e-4);  // b_0 > 0 bends to -x
  CHECK(kick(0, 0, 1e-3, r)[PY] == +5e-4);  // a_0 > 0 bends to +y
  CHECK(kick(1, 2.0, 0, r)[PX] == -r[X]);   // b_1 > 0 focuses x
  CHECK(kick(1, 2.0, 0, r)[PY] == +r[Y]);   // and defocuses y
  CHECK(kick(1, 0, 2.0, r)[PX] == +r[Y]);   // a_1 > 0
  CHECK(kick(1, 0, 2.0, r)[PY] == +r[X]);
  CHECK_THAT(kick(2, 2.0, 0, r)[PX], WithinAbs(r[Y] * r[Y] - r[X] * r[X], 1e-19));
  CHECK_THAT(kick(2, 2.0, 0, r)[PY], WithinAbs(2 * r[X] * r[Y], 1e-19));
}

TEST_CASE("Multipoles: without field there is no kick", "[physics][multipoles]") {
  const Vec6<double> r{{1e-2, 1e-3, 2e-2, 0, 0, 0}};
  Vec6<double> out = r;
  physics::multipole_kick(out, physics::Multipoles<>{}, 1.0);
  CHECK(out.v == r.v);
}

TEST_CASE("Multipoles: the field is free of curl and divergence, the kick symplectic",
          "[physics][multipoles]") {
  const auto field = some_field();
  const auto kick = [&]<class T>(Vec6<T>& r) { physics::multipole_kick(r, field, 0.3); };
  const auto m = test::dual_jacobian(kick, {{2e-2, 0, -3e-2, 0, 0, 0.01}});
  CHECK_THAT(m[PX][X] + m[PY][Y], WithinAbs(0.0, 1e-15));  // div B = 0; round-off of entries of 1
  CHECK_THAT(m[PX][Y] - m[PY][X], WithinAbs(0.0, 1e-15));  // curl B = 0
  CHECK(test::relative_defect(m) < 1e-15);
}
