#include "courant/tracking/pass.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/rings.hpp"

using namespace courant;

namespace {

const Vec6<double> start{{1e-4, 2e-5, -3e-5, 1e-5, 0.0, 1e-4}};

template <class T>
void turn(const Lattice& ring, Vec6<T>& r) {
  tracking::pass(ring, r, 0, ring.size(), tracking::Rf::on);
}

}  // namespace

TEST_CASE("Series: the map of a turn has the Jacobian of dual numbers", "[tracking][series]") {
  const Lattice ring = test::small_ring(0.05, 1e-4);
  const auto dual = test::dual_jacobian([&](auto& r) { turn(ring, r); }, start);
  auto second = math::seed_series<2>(start);
  auto third = math::seed_series<3>(start);
  auto free = math::seed_series(SeriesSpace(6, 2), start);
  turn(ring, second);
  turn(ring, third);
  turn(ring, free);
  test::Jacobian a, b, c;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) {
      a[i][j] = second.v[i].c[j + 1];
      b[i][j] = third.v[i].c[j + 1];
      c[i][j] = free.v[i].coefficients()[j + 1];
    }
  // 80 elements of a hundred roundings each
  const double near = 1e-12 * test::largest(dual);
  CHECK(test::distance(a, dual) < near);
  CHECK(test::distance(b, dual) < near);
  CHECK(test::distance(c, dual) < near);
}

TEST_CASE("Series: the map of a turn is that of its halves, and predicts rays", "[tracking][series]") {
  const Lattice ring = test::small_ring(0.05, 1e-4);
  const Index half = ring.size() / 2;
  const SeriesSpace space(6, 4);
  auto whole = math::seed_series(space, start);
  turn(ring, whole);
  auto first = math::seed_series(space, start);
  tracking::pass(ring, first, 0, half, tracking::Rf::on);
  auto second = math::seed_series(space, math::value(first));
  tracking::pass(ring, second, half, ring.size(), tracking::Rf::on);
  const auto joined = math::compose(second, first);
  for (int i = 0; i < 6; ++i) {
    const auto a = joined[i].coefficients(), b = whole[i].coefficients();
    double largest = 0.0, worst = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k) {
      largest = std::max(largest, std::abs(b[k]));
      worst = std::max(worst, std::abs(a[k] - b[k]));
    }
    CHECK(worst < 1e-12 * largest);  // round-off, as above
  }
  const auto left = [&](double size) {  // what four orders leave unexplained
    const std::array<double, 6> step{size, 0.1 * size, -size, 0.2 * size, size, size};
    Vec6<double> direct = start, predicted;
    for (std::size_t i = 0; i < 6; ++i) direct.v[i] += step[i];
    turn(ring, direct);
    for (int i = 0; i < 6; ++i) predicted[i] = evaluate(whole[i], step);
    return test::distance(direct, predicted);
  };
  // half the step leaves a thirty-second, up to the sixth order (20 %)
  CHECK(left(1e-3) < left(2e-3) / 26.0);
}
