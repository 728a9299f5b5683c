#include "courant/optics/closed_orbit.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/optics/linear_pass.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::optics {
namespace {

void check(const Lattice& ring, const ClosedOrbitOptions& options) {
  if (ring.empty())
    throw InvalidArgument("the lattice has no element", "it has no closed orbit", "read or build one first");
  if (!(options.tolerance > 0.0) || options.max_iterations < 1)
    throw InvalidArgument(fmt::format("tolerance {} with {} iterations can't be used", options.tolerance,
                                      options.max_iterations),
                          "both must be positive");
  if (!std::isfinite(options.delta) || options.delta <= -1.0)
    throw InvalidArgument(fmt::format("delta = {} can't be used", options.delta),
                          "the momentum must be positive");
  if (!options.guess.allFinite()) throw InvalidArgument("the guess is not finite");
  if (options.mode == Mode::six_d && tracking::find_cavity(ring) < 0)
    throw InvalidArgument(fmt::format("lattice '{}' has no cavity with voltage", ring.name()),
                          "without RF nothing closes z and delta", "use mode 4d or add a Cavity");
}

// Newton step for the first n coordinates: (1 - M) step = r_out - r_in. Empty if 1 - M is singular.
template <int N>
bool newton_step(const Matrix6& matrix, const Vector6& closure, Vec6<double>& r) {
  using Square = Eigen::Matrix<double, N, N>;
  const Square a = Square::Identity() - matrix.topLeftCorner<N, N>();
  const Eigen::PartialPivLU<Square> lu(a);
  // determinant of 1 - M is 4 sin^2(pi Q) per plane: 1e-12 is a tune within 2e-7 of an integer
  if (std::abs(lu.determinant()) < 1e-12) return false;
  const Eigen::Matrix<double, N, 1> step = lu.solve(closure.head<N>());
  if (!step.allFinite()) return false;
  for (int i = 0; i < N; ++i) r[i] += step[i];
  return true;
}

Vec6<double> first_guess(const Lattice& ring, const ClosedOrbitOptions& options) {
  Vec6<double> r = math::to_vec6(options.guess);
  if (options.mode == Mode::four_d) {
    r[Z] = 0.0;
    r[DELTA] = options.delta;
  } else if (options.guess.isZero(0.0)) {
    // where the first cavity gives nothing: phase + 2 pi f z/(beta c) = 0
    const auto& cavity = std::get<elements::Cavity<>>(ring[tracking::find_cavity(ring)].body);
    r[Z] = -cavity.phase * ring.reference().beta() * constants::speed_of_light /
           (constants::two_pi * cavity.frequency);
  }
  return r;
}

}  // namespace

Result<ClosedOrbit> closed_orbit(const Lattice& ring, const ClosedOrbitOptions& options) {
  check(ring, options);
  const bool six = options.mode == Mode::six_d;
  const Rf rf = six ? Rf::on : Rf::off;
  const double lead = six ? tracking::clock_lead(ring) : 0.0;
  Vec6<double> r = first_guess(ring, options);
  ClosedOrbit out;
  for (out.iterations = 1; out.iterations <= options.max_iterations; ++out.iterations) {
    auto end = end_of_turn(ring, r, rf, lead);
    if (!end) return Failure{end.error().code, "no closed orbit: " + end.error().message};
    Vector6 closure = math::to_vector(end->state) - math::to_vector(r);
    if (!six) closure.tail<2>().setZero();
    out.residual = closure.cwiseAbs().maxCoeff();
    out.one_turn = end->matrix;
    if (out.residual < options.tolerance) {
      tracking::pass(ring, r, 0, ring.size(), rf,
                     [&](Index, const Vec6<double>& state) { out.orbit.push_back(state); });
      out.orbit.push_back(end->before_clock);
      return out;
    }
    const bool stepped =
        six ? newton_step<6>(out.one_turn, closure, r) : newton_step<4>(out.one_turn, closure, r);
    if (!stepped)
      return Failure{
          Code::no_convergence,
          fmt::format("no closed orbit: 1 - M is singular (a tune is an integer) after {} steps, residual "
                      "{:.3g}; change the tune or the guess",
                      out.iterations, out.residual)};
  }
  return Failure{
      Code::no_convergence,
      fmt::format("no closed orbit: residual {:.3g} after {} Newton steps (tolerance {:.3g}); give a better "
                  "guess",
                  out.residual, options.max_iterations, options.tolerance)};
}

}  // namespace courant::optics
