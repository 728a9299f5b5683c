#include "model_beam.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <cmath>

#include "courant/math/normal_modes.hpp"
#include "courant/optics/linear_pass.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::machine::detail {
namespace {

// An orbit closes within this [m, -]: a hundred times the rounding of a pass of a kilometre.
constexpr double tolerance = 1e-12;
// Rounding may stop the iteration above the tolerance; this is good enough [m, -].
constexpr double floor_of_rounding = 2e-11;
// Slower than this per pass, the Jacobian has changed too much [-].
constexpr double slowest_ratio = 0.15;
constexpr int most_passes = 12;
// Newton's method converges in 3 to 8 steps or not at all.
constexpr int most_steps = 15;

}  // namespace

ModelBeam::ModelBeam(Lattice lattice, std::vector<Index> monitors, double aperture)
    : monitors_(std::move(monitors)), aperture_(aperture) {
  change(std::move(lattice));
}

void ModelBeam::change(Lattice lattice, bool focusing) {
  lattice_ = std::move(lattice);
  focusing_ = focusing_ || focusing;
  has_rf_ = tracking::find_cavity(lattice_) >= 0;
  lead_ = has_rf_ ? tracking::clock_lead(lattice_) : 0.0;
  know_orbit_ = know_tune_ = false;
}

void ModelBeam::lose(const Failure& why) {
  warm_ = false;
  know_orbit_ = know_tune_ = true;
  const Failure lost{Code::beam_lost, "no beam: " + why.message};
  orbit_ = lost;
  tune_ = lost;
}

const Result<std::vector<Vec6<double>>>& ModelBeam::orbit() {
  if (know_orbit_) return orbit_;
  know_orbit_ = true;
  if (const auto found = find(); !found) lose(found.error());
  return orbit_;
}

const Result<std::array<double, 2>>& ModelBeam::tune() {
  if (!orbit() || know_tune_) return tune_;
  know_tune_ = true;
  const auto turn = optics::end_of_turn(lattice_, math::to_vec6(start_), rf(), lead());
  if (const Result<void> found = turn ? keep(mode_, turn->matrix) : turn.error(); !found) lose(found.error());
  return tune_;
}

bool ModelBeam::captured() { return orbit() && (!has_rf_ || mode_ == Mode::six_d); }

// With RF, then at the design momentum; each from where the beam was, then from the axis.
Result<void> ModelBeam::find() {
  const bool same = warm_ && !focusing_ && (mode_ == Mode::six_d) == has_rf_;
  if (same && iterate()) return {};
  if (has_rf_) {
    if (warm_ && newton(Mode::six_d, start_)) return {};
    if (newton(Mode::six_d, Vector6::Zero())) return {};
    if (warm_ && !focusing_ && mode_ == Mode::four_d && iterate()) return {};
  }
  if (warm_ && newton(Mode::four_d, start_)) return {};
  return newton(Mode::four_d, Vector6::Zero());
}

Result<void> ModelBeam::check(const Vec6<double>& r, Index place) const {
  if (std::abs(r[X]) < aperture_ && std::abs(r[Y]) < aperture_ && std::isfinite(r[DELTA])) return {};
  return Failure{Code::particle_lost,
                 fmt::format("the closed orbit is at x = {:.3g} m, y = {:.3g} m in '{}' (aperture {:.3g} m)",
                             r[X], r[Y], lattice_[place].name, aperture_)};
}

bool ModelBeam::iterate() {
  std::vector<Vec6<double>> at(monitors_.size());
  Vec6<double> start = math::to_vec6(start_);
  double before = 0.0;
  for (int k = 0; k < most_passes; ++k) {
    Vec6<double> r = start;
    std::size_t next = 0;
    tracking::pass(lattice_, r, 0, lattice_.size(), rf(), [&](Index i, const Vec6<double>& state) {
      while (next < monitors_.size() && monitors_[next] == i) at[next++] = state;
    });
    if (mode_ == Mode::six_d) tracking::advance_clock(r, lead_, lattice_.reference());
    Vector6 closure = math::to_vector(r) - math::to_vector(start);
    if (mode_ == Mode::four_d) closure.tail<2>().setZero();
    const double residual = closure.cwiseAbs().maxCoeff();
    if (!std::isfinite(residual)) return false;
    const bool slow = k > 0 && residual > slowest_ratio * before;
    if (residual < tolerance || (slow && residual < floor_of_rounding)) {
      for (std::size_t m = 0; m < at.size(); ++m)
        if (!check(at[m], monitors_[m])) return false;
      start_ = math::to_vector(start);
      orbit_ = std::move(at);
      ++fast;
      return true;
    }
    if (slow) return false;
    before = residual;
    start = math::to_vec6(math::to_vector(start) + closing_ * closure);
  }
  return false;
}

Result<void> ModelBeam::newton(Mode mode, const Vector6& guess) {
  ++full;
  const auto orbit = optics::closed_orbit(
      lattice_, {.mode = mode, .tolerance = 5e-12, .max_iterations = most_steps, .guess = guess});
  if (!orbit) return orbit.error();
  for (Index i = 0; i < lattice_.size(); ++i)
    if (auto inside = check(orbit->orbit[static_cast<std::size_t>(i)], i); !inside) return inside;
  if (auto stable = keep(mode, orbit->one_turn); !stable) return stable;
  mode_ = mode;
  start_ = math::to_vector(orbit->orbit.front());
  warm_ = know_tune_ = true;
  focusing_ = false;
  std::vector<Vec6<double>> at;
  for (const Index m : monitors_) at.push_back(orbit->orbit[static_cast<std::size_t>(m)]);
  orbit_ = std::move(at);
  return {};
}

Result<void> ModelBeam::keep(Mode mode, const Matrix6& one_turn) {
  const int n = mode == Mode::six_d ? 6 : 4;
  const auto modes = math::normal_modes(one_turn.topLeftCorner(n, n));
  if (!modes) return modes.error();
  tune_ = std::array{modes->tunes[0], modes->tunes[1]};
  closing_.setZero();
  if (mode == Mode::six_d)
    closing_ = (Matrix6::Identity() - one_turn).inverse();
  else
    closing_.topLeftCorner<4, 4>() = (Matrix4::Identity() - one_turn.topLeftCorner<4, 4>()).inverse();
  return {};
}

}  // namespace courant::machine::detail
