#include "courant/optics/closed_orbit.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/math/newton.hpp"
#include "courant/optics/energy_loss.hpp"
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

// Closes the first N coordinates by Newton's method on r_out - r_in. `end` is left at the last turn.
template <int N>
Result<math::NewtonSolution<N>> close(const Lattice& ring, const Vec6<double>& guess, Rf rf, double lead,
                                      const ClosedOrbitOptions& options, EndOfTurn& end) {
  using Vector = Eigen::Matrix<double, N, 1>;
  const auto closure = [&](const Vector& x) -> Result<math::NewtonPoint<N>> {
    Vec6<double> r = guess;
    for (int i = 0; i < N; ++i) r[i] = x[i];
    auto turn = end_of_turn(ring, r, rf, lead);
    if (!turn) return turn.error();
    end = *turn;
    math::NewtonPoint<N> out{math::to_vector(end.state).head<N>() - x, end.matrix.topLeftCorner<N, N>()};
    out.jacobian.diagonal().array() -= 1.0;
    // its determinant is 4 sin^2(pi Q) per plane: 1e-12 is a tune within 2e-7 of an integer
    if (std::abs(out.jacobian.determinant()) < 1e-12 && out.value.cwiseAbs().maxCoeff() > options.tolerance)
      return Failure{Code::no_convergence,
                     fmt::format("1 - M is singular (a tune is an integer), residual {:.3g}; change the tune "
                                 "or the guess",
                                 out.value.cwiseAbs().maxCoeff())};
    return out;
  };
  return math::newton<N>(closure, Vector(math::to_vector(guess).head<N>()),
                         {options.tolerance, options.max_iterations});
}

// The whole orbit from its start.
template <int N>
Result<ClosedOrbit> closed(const Lattice& ring, Vec6<double> start, Rf rf, double lead,
                           const ClosedOrbitOptions& options) {
  EndOfTurn end;
  const auto root = close<N>(ring, start, rf, lead, options, end);
  if (!root) return Failure{root.error().code, "no closed orbit: " + root.error().message};
  for (int i = 0; i < N; ++i) start[i] = root->x[i];
  ClosedOrbit out{{}, end.matrix, root->residual, root->iterations};
  out.orbit.reserve(static_cast<std::size_t>(ring.size() + 1));
  tracking::pass(ring, start, 0, ring.size(), rf,
                 [&](Index, const Vec6<double>& state) { out.orbit.push_back(state); });
  out.orbit.push_back(end.before_clock);
  return out;
}

// What all cavities can give in a turn [eV].
double most_gain(const Lattice& ring) {
  double voltage = 0.0;
  for (Index i = 0; i < ring.size(); ++i)
    if (const auto* cavity = std::get_if<elements::Cavity<>>(&ring[i].body))
      voltage += std::abs(cavity->voltage);
  return voltage * ring.reference().charge_magnitude() * static_cast<double>(ring.superperiods());
}

// `loss`: what the magnets take in a turn [eV].
Vec6<double> first_guess(const Lattice& ring, const ClosedOrbitOptions& options, double loss) {
  Vec6<double> r = math::to_vec6(options.guess);
  if (options.mode == Mode::four_d) {
    r[Z] = 0.0;
    r[DELTA] = options.delta;
  } else if (options.guess.isZero(0.0)) {
    // phase + 2 pi f z/(beta c) of the first cavity is where the cavities give back the loss, stable above transition
    const double phase = loss == 0.0 ? 0.0 : std::asin(loss / most_gain(ring));
    const auto& cavity = std::get<elements::Cavity<>>(ring[tracking::find_cavity(ring)].body);
    r[Z] = (phase - cavity.phase) * ring.reference().beta() * constants::speed_of_light /
           (constants::two_pi * cavity.frequency);
  }
  return r;
}

}  // namespace

Result<ClosedOrbit> closed_orbit(const Lattice& ring, const ClosedOrbitOptions& options) {
  check(ring, options);
  if (options.mode == Mode::four_d)
    return closed<4>(ring, first_guess(ring, options, 0.0), Rf::off, 0.0, options);
  const double loss = energy_loss(ring, Counted::radiating);
  if (loss > most_gain(ring))
    return Failure{
        Code::no_convergence,
        fmt::format("no closed orbit: the cavities give at most {:.6g} eV in a turn, the magnets radiate "
                    "{:.6g} eV; raise the voltage",
                    most_gain(ring), loss)};
  return closed<6>(ring, first_guess(ring, options, loss), Rf::on, tracking::clock_lead(ring), options);
}

}  // namespace courant::optics
