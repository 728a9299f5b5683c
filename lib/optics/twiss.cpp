#include "courant/optics/twiss.hpp"

#include <fmt/format.h>

#include <cmath>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"
#include "courant/math/normal_modes.hpp"
#include "courant/optics/chromaticity.hpp"
#include "courant/optics/dispersion.hpp"
#include "courant/optics/linear_pass.hpp"
#include "mode_optics.hpp"

namespace courant::optics {
namespace {

void keep_dispersion(const Vector6& eta, Twiss& out) {
  out.x.eta.push_back(eta[X]);
  out.x.etap.push_back(eta[PX]);
  out.y.eta.push_back(eta[Y]);
  out.y.etap.push_back(eta[PY]);
}

// Dispersion of the longitudinal mode: <u delta>/<delta^2> over its ellipse.
Vector6 dispersion_of_mode3(const Matrix6& a) {
  const Matrix6 sigma = a.rightCols<2>() * a.rightCols<2>().transpose();
  return sigma.col(DELTA) / sigma(DELTA, DELTA);
}

std::vector<double> positions(const Lattice& lattice) { return {lattice.s().begin(), lattice.s().end()}; }

// Tunes of the ring: whole turns from the phase advance, fraction from the eigenvalues.
std::array<double, 2> full_tune(const Lattice& ring, const Twiss& out,
                                const std::array<double, 2>& fraction) {
  const auto cells = static_cast<double>(ring.superperiods());
  const auto whole = [](double mu, double q) { return std::round(mu / constants::two_pi - q) + q; };
  return {cells * whole(out.x.mu.back(), fraction[0]), cells * whole(out.y.mu.back(), fraction[1])};
}

Result<Twiss> of_ring_4d(const Lattice& ring, const ClosedOrbit& orbit, const LinearPass& linear) {
  const auto modes = math::normal_modes(orbit.one_turn.topLeftCorner<4, 4>());
  if (!modes) return modes.error();
  Twiss out;
  ModeFollower follow(4, ring.s());
  Vector6 eta = periodic_dispersion(orbit.one_turn);
  eta[Z] = 0.0;
  const Matrix4 start = modes->a;
  for (const Matrix6& t : linear.from_start) {
    follow(t.topLeftCorner<4, 4>() * start, out);
    keep_dispersion(t * eta, out);
  }
  const std::array<double, 2> fraction{modes->tunes[0], modes->tunes[1]};
  out.tune = full_tune(ring, out, fraction);
  out.chromaticity = chromaticity(ring, orbit, fraction);
  return out;
}

Result<Twiss> of_ring_6d(const Lattice& ring, const ClosedOrbit& orbit, const LinearPass& linear) {
  const auto modes = math::normal_modes(orbit.one_turn);
  if (!modes) return modes.error();
  Twiss out;
  ModeFollower follow(6, ring.s());
  const Matrix6 start = modes->a;
  for (const Matrix6& t : linear.from_start) {
    const Matrix6 a = t * start;
    follow(a, out);
    keep_dispersion(dispersion_of_mode3(a), out);
  }
  out.tune = full_tune(ring, out, {modes->tunes[0], modes->tunes[1]});
  const double synchrotron = modes->tunes[2];
  out.synchrotron_tune = static_cast<double>(ring.superperiods()) * std::min(synchrotron, 1.0 - synchrotron);
  return out;
}

// Chromaticity at the momentum of a 6D orbit, cavities off.
Result<std::array<double, 2>> chromaticity_at(const Lattice& ring, const Vec6<double>& start) {
  const auto orbit = closed_orbit(ring, {.delta = start[DELTA], .guess = math::to_vector(start)});
  if (!orbit) return orbit.error();
  const auto modes = math::normal_modes(orbit->one_turn.topLeftCorner<4, 4>());
  if (!modes) return modes.error();
  return chromaticity(ring, *orbit, {modes->tunes[0], modes->tunes[1]});
}

Result<Twiss> of_ring(const Lattice& ring, const TwissOptions& options) {
  ClosedOrbitOptions orbit_options = options.closed_orbit;
  orbit_options.mode = options.mode;
  orbit_options.delta = options.delta;
  auto orbit = closed_orbit(ring, orbit_options);
  if (!orbit) return orbit.error();
  const bool six = options.mode == Mode::six_d;
  const auto linear = linear_pass(ring, orbit->orbit.front(), six ? Rf::on : Rf::off);
  if (!linear) return linear.error();
  auto out = six ? of_ring_6d(ring, *orbit, *linear) : of_ring_4d(ring, *orbit, *linear);
  if (!out) return out;
  if (six) {
    const auto chroma = chromaticity_at(ring, orbit->orbit.front());
    if (!chroma) return chroma.error();
    out->chromaticity = *chroma;
    const auto four = linear_pass(ring, orbit->orbit.front(), Rf::off);
    if (!four) return four.error();
    out->momentum_compaction =
        momentum_compaction(ring, four->from_start.back(), orbit->orbit.front()[DELTA]);
  } else {
    out->momentum_compaction = momentum_compaction(ring, orbit->one_turn, options.delta);
  }
  out->delta = orbit->orbit.front()[DELTA];
  out->one_turn = orbit->one_turn;
  out->orbit = std::move(orbit->orbit);
  return out;
}

Result<Twiss> of_line(const Lattice& line, const TwissOptions& options) {
  const TwissInitial& in = *options.initial;
  if (!(in.beta_x > 0.0 && in.beta_y > 0.0))
    throw InvalidArgument(
        fmt::format("initial beta_x = {} m, beta_y = {} m can't be used", in.beta_x, in.beta_y),
        "a beta function is positive", "give beta_x and beta_y in m");
  const auto linear = linear_pass(line, in.orbit, options.mode == Mode::six_d ? Rf::on : Rf::off);
  if (!linear) return linear.error();
  Twiss out;
  out.ring = false;
  out.delta = in.orbit[DELTA];
  ModeFollower follow(4, line.s(), in.mu_x, in.mu_y);
  Matrix4 start = Matrix4::Zero();
  start.topLeftCorner<2, 2>() = floquet(in.beta_x, in.alpha_x);
  start.bottomRightCorner<2, 2>() = floquet(in.beta_y, in.alpha_y);
  Vector6 eta;
  eta << in.eta_x, in.etap_x, in.eta_y, in.etap_y, 0.0, 1.0;
  for (std::size_t i = 0; i < linear->from_start.size(); ++i) {
    const Matrix6& t = linear->from_start[i];
    // px, py are by the local momentum: with the root of its growth the map is symplectic
    const double growth = line.reference_at(static_cast<Index>(i)).p0c() / line.reference().p0c();
    follow(std::sqrt(growth) * t.topLeftCorner<4, 4>() * start, out);
    const Vector6 local = t * eta;
    keep_dispersion(local / local[DELTA], out);
  }
  out.tune = {(out.x.mu.back() - in.mu_x) / constants::two_pi,
              (out.y.mu.back() - in.mu_y) / constants::two_pi};
  out.one_turn = linear->from_start.back();
  out.orbit = linear->orbit;
  return out;
}

}  // namespace

Result<Twiss> twiss(const Lattice& lattice, const TwissOptions& options) {
  if (lattice.empty())
    throw InvalidArgument("the lattice has no element", "it has no optics", "read or build one first");
  auto out = options.initial ? of_line(lattice, options) : of_ring(lattice, options);
  if (!out) return out;
  out->mode = options.mode;
  out->s = positions(lattice);
  return out;
}

}  // namespace courant::optics
