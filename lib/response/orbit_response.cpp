#include "courant/response/orbit_response.hpp"

#include <fmt/format.h>

#include <Eigen/LU>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "courant/optics/dispersion.hpp"
#include "courant/optics/linear_pass.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::response {
namespace {

using optics::Mode;
using tracking::Rf;

void check(const Lattice& ring, std::span<const Index> monitors, std::span<const Index> correctors,
           const OrbitResponseOptions& options) {
  if (monitors.empty()) throw InvalidArgument("no monitors given", "the matrix would have no row");
  if (correctors.empty() && !options.rf)
    throw InvalidArgument("no correctors given", "the matrix would have no column");
  for (const auto list : {monitors, correctors})
    for (const Index place : list)
      if (place < 0 || place >= ring.size())
        throw InvalidArgument(fmt::format("place {} does not exist", place),
                              fmt::format("the lattice has {} elements", ring.size()));
  if (ring.superperiods() != 1)
    throw InvalidArgument(
        fmt::format("lattice '{}' holds one of {} superperiods", ring.name(), ring.superperiods()),
        "a single kick is not periodic", "unroll it first: edit().unroll().freeze()");
  if (options.rf && tracking::find_cavity(ring) < 0)
    throw InvalidArgument("no column for the RF", "the lattice has no cavity with voltage",
                          "add one or leave rf out");
}

// What the perturbations of one turn do to the orbit at the monitors; N = 4 at fixed delta, 6 else.
template <int N>
class Propagation {
 public:
  using Square = Eigen::Matrix<double, N, N>;
  using Vector = Eigen::Matrix<double, N, 1>;

  Propagation(const optics::LinearPass& linear, const Matrix6& one_turn)
      : linear_(linear),
        turn_(one_turn.topLeftCorner<N, N>()),
        closing_((Square::Identity() - turn_).inverse()) {}

  // Change of the orbit at all monitors by a change `kick` of the state at the entrance of `place`.
  void column(Index place, const Vector& kick, std::span<const Index> monitors,
              Eigen::Ref<Eigen::VectorXd> out) const {
    const Vector at_start = map_to(place).partialPivLu().solve(kick);
    const Vector closed = closing_ * (turn_ * at_start);
    const auto n = static_cast<Index>(monitors.size());
    for (Index m = 0; m < n; ++m) {
      const Index monitor = monitors[static_cast<std::size_t>(m)];
      const Vector r = map_to(monitor) * (monitor >= place ? Vector(closed + at_start) : closed);
      out[m] = r[X];
      out[n + m] = r[Y];
    }
  }

 private:
  Square map_to(Index place) const {
    return linear_.from_start[static_cast<std::size_t>(place)].topLeftCorner<N, N>();
  }

  const optics::LinearPass& linear_;
  Square turn_, closing_;
};

// Derivative of the state behind an element by one of its kicks.
Vector6 kick_of(const Lattice& ring, const optics::LinearPass& linear, Index place, std::string_view field,
                Rf rf) {
  auto r = math::convert<Dual<1>>(linear.orbit[static_cast<std::size_t>(place)]);
  const auto value = Dual<1>::variable(lattice::get_number(ring[place].body, field), 0);
  tracking::track_element_with(ring[place].body, field, value, r, ring.reference(), rf);
  Vector6 out;
  for (int i = 0; i < 6; ++i) out[i] = r[i].d[0];
  return out;
}

// RF column at fixed delta: dx/df = -eta/(eta_c f).
void rf_column_4d(const Lattice& ring, const optics::LinearPass& linear, const Matrix6& one_turn,
                  std::span<const Index> monitors, Eigen::Ref<Eigen::VectorXd> out) {
  const Vector6 eta = optics::periodic_dispersion(one_turn);
  const double slip = -(one_turn.row(Z) * eta)(0) / ring.length();  // eta_c, 1/gamma^2 included [-]
  const auto& cavity = std::get<elements::Cavity<>>(ring[tracking::find_cavity(ring)].body);
  const auto n = static_cast<Index>(monitors.size());
  for (Index m = 0; m < n; ++m) {
    const Vector6 r =
        linear.from_start[static_cast<std::size_t>(monitors[static_cast<std::size_t>(m)])] * eta;
    out[m] = -r[X] / (slip * cavity.frequency);
    out[n + m] = -r[Y] / (slip * cavity.frequency);
  }
}

// RF column in 6D: the clock lead and the cavities depend on f; the closed orbit follows.
void rf_column_6d(const Lattice& ring, const optics::LinearPass& linear, const Matrix6& one_turn,
                  std::span<const Index> monitors, Eigen::Ref<Eigen::VectorXd> out) {
  const Index first = tracking::find_cavity(ring);
  const double frequency = std::get<elements::Cavity<>>(ring[first].body).frequency;
  std::vector<tracking::Overlay<Dual<1>>> overlays;
  for (Index i = first; i < ring.size(); ++i)
    if (const auto* cavity = std::get_if<elements::Cavity<>>(&ring[i].body);
        cavity && cavity->voltage != 0.0 && cavity->frequency == frequency)
      overlays.push_back({i, "frequency", Dual<1>::variable(frequency, 0)});

  auto r = math::convert<Dual<1>>(linear.orbit.front());
  tracking::pass_with<Dual<1>, Dual<1>>(ring, r, overlays, Rf::on);
  tracking::advance_clock(r, tracking::clock_lead_at(ring, Dual<1>::variable(frequency, 0)),
                          ring.reference());
  Vector6 end;
  for (int i = 0; i < 6; ++i) end[i] = r[i].d[0];
  const Vector6 start = (Matrix6::Identity() - one_turn).partialPivLu().solve(end);

  for (int i = 0; i < 6; ++i) {
    r[i] = Dual<1>(linear.orbit.front()[i]);
    r[i].d[0] = start[i];
  }
  std::vector<Vector6> at(static_cast<std::size_t>(ring.size()));
  std::size_t next = 0;
  for (Index i = 0; i < ring.size(); ++i) {
    for (int k = 0; k < 6; ++k) at[static_cast<std::size_t>(i)][k] = r[k].d[0];
    if (next < overlays.size() && overlays[next].place == i)
      tracking::track_element_with(ring[i].body, overlays[next].field, overlays[next].value, r,
                                   ring.reference(), Rf::on),
          ++next;
    else
      tracking::track_element(ring[i].body, r, ring.reference(), Rf::on);
  }
  const auto n = static_cast<Index>(monitors.size());
  for (Index m = 0; m < n; ++m) {
    const auto& state = at[static_cast<std::size_t>(monitors[static_cast<std::size_t>(m)])];
    out[m] = state[X];
    out[n + m] = state[Y];
  }
}

void label(const Lattice& ring, std::span<const Index> monitors, std::span<const Index> correctors,
           const OrbitResponseOptions& options, ResponseMatrix& out) {
  for (const char* plane : {"x", "y"})
    for (const Index m : monitors) out.rows.push_back({ring.unique_name(m) + "." + plane, "m", true, 1.0});
  for (const auto& [use, field] :
       {std::pair{options.horizontal, "kick_x"}, std::pair{options.vertical, "kick_y"}})
    if (use)
      for (const Index c : correctors)
        out.columns.push_back({ring.unique_name(c) + "." + field, "rad", true, 1.0});
  if (options.rf) out.columns.push_back({"rf", "Hz", true, 1.0});
  out.values.setZero(static_cast<Index>(out.rows.size()), static_cast<Index>(out.columns.size()));
}

template <int N>
void kick_columns(const Lattice& ring, const optics::LinearPass& linear, const Matrix6& one_turn,
                  std::span<const Index> monitors, std::span<const Index> correctors,
                  const OrbitResponseOptions& options, ResponseMatrix& out) {
  const Propagation<N> propagation(linear, one_turn);
  Index column = 0;
  for (const auto& [use, field] :
       {std::pair{options.horizontal, "kick_x"}, std::pair{options.vertical, "kick_y"}})
    if (use)
      for (const Index place : correctors) {
        const Vector6 kick = kick_of(ring, linear, place, field, N == 6 ? Rf::on : Rf::off);
        propagation.column(place + 1, kick.head<N>(), monitors, out.values.col(column++));
      }
}

}  // namespace

Result<ResponseMatrix> orbit_response(const Lattice& ring, std::span<const Index> monitors,
                                      std::span<const Index> correctors,
                                      const OrbitResponseOptions& options) {
  check(ring, monitors, correctors, options);
  const bool six = options.mode == Mode::six_d;
  const auto orbit = optics::closed_orbit(ring, {.mode = options.mode, .delta = options.delta});
  if (!orbit) return orbit.error();
  const auto linear = optics::linear_pass(ring, orbit->orbit.front(), six ? Rf::on : Rf::off);
  if (!linear) return linear.error();

  ResponseMatrix out;
  label(ring, monitors, correctors, options, out);
  if (six)
    kick_columns<6>(ring, *linear, orbit->one_turn, monitors, correctors, options, out);
  else
    kick_columns<4>(ring, *linear, orbit->one_turn, monitors, correctors, options, out);
  if (options.rf) {
    auto column = out.values.col(out.values.cols() - 1);
    if (six)
      rf_column_6d(ring, *linear, orbit->one_turn, monitors, column);
    else
      rf_column_4d(ring, *linear, orbit->one_turn, monitors, column);
  }
  return out;
}

}  // namespace courant::response
