#include <fmt/format.h>

#include <cmath>

#include "courant/base/parallel.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/response/orbit_response.hpp"
#include "pyat.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

std::vector<Index> places(const Json& list) { return list.get<std::vector<Index>>(); }

/// Orbit at the monitors, x then y, with a kick [rad] on one corrector.
Eigen::VectorXd kicked_orbit(const Lattice& ring, const std::vector<Index>& monitors, Index corrector,
                             const std::string& field, double kick) {
  const Lattice kicked = lattice::Builder(ring).add(corrector, field, kick).freeze();
  const auto orbit = closed_orbit(kicked, {.tolerance = 1e-13});
  const auto n = static_cast<Index>(monitors.size());
  Eigen::VectorXd out = Eigen::VectorXd::Constant(2 * n, std::nan(""));
  if (!orbit) return out;
  for (Index i = 0; i < n; ++i) {
    const auto& r = orbit->orbit[static_cast<std::size_t>(monitors[static_cast<std::size_t>(i)])];
    out[i] = r[X];
    out[n + i] = r[Y];
  }
  return out;
}

/// Central difference with kicks of +-step.
Eigen::VectorXd difference(const Lattice& ring, const std::vector<Index>& monitors, Index corrector,
                           const std::string& field, double step) {
  return (kicked_orbit(ring, monitors, corrector, field, step) -
          kicked_orbit(ring, monitors, corrector, field, -step)) /
         (2.0 * step);
}

}  // namespace

void compare_response(const Json& golden, const std::filesystem::path& lattices, Table& table) {
  const Json& reference = golden.at("orbit_response").at("esrf");
  const Lattice ring = read_lattice(lattices / "esrf.m");
  const auto monitors = places(reference.at("bpm_index")),
             correctors = places(reference.at("corrector_index"));
  const auto exact = orbit_response(ring, monitors, correctors);
  const std::string name = fmt::format("esrf response {} x {}", monitors.size(), correctors.size());
  if (!exact) return table.add(name, exact.error().message, NAN, 0.0);
  const auto n = static_cast<Index>(correctors.size());
  const double largest = exact->values.cwiseAbs().maxCoeff();

  // every column against the extrapolation of steps 5e-6 and 1e-5 rad; the error falls as step^4: 1.3e-9 of the
  // largest entry, and 1.5e-8 with steps twice as large
  const auto errors = parallel_map(2 * n, [&](Index column) {
    const Index corrector = correctors[static_cast<std::size_t>(column % n)];
    const std::string field = column < n ? "kick_x" : "kick_y";
    const Eigen::VectorXd slope = (4.0 * difference(ring, monitors, corrector, field, 5e-6) -
                                   difference(ring, monitors, corrector, field, 1e-5)) /
                                  3.0;
    return (slope - exact->values.col(column)).cwiseAbs().maxCoeff();
  });
  double worst = 0.0;
  for (const double error : errors) worst = std::isnan(error) ? error : std::max(worst, error);
  table.add(name, "both planes, against extrapolated differences, of the largest entry", worst / largest,
            1e-8);

  // pyAT's block holds finite differences: repeated here with its step
  for (const auto& [plane, field] : {std::pair{"h", "kick_x"}, std::pair{"v", "kick_y"}}) {
    const Json& block = reference.at(plane).at("numeric_rows0_11_cols0_11_m_per_rad");
    const double kick = std::sin(reference.at("kick_step_rad").get<double>());
    double block_error = 0.0, block_largest = 0.0;
    for (std::size_t column = 0; column < block.at(0).size(); ++column) {
      const auto slope = difference(ring, monitors, correctors[column], field, kick);
      for (std::size_t row = 0; row < block.size(); ++row) {
        const double wanted = block.at(row).at(column);
        const Index offset = plane[0] == 'v' ? static_cast<Index>(monitors.size()) : 0;
        block_error = std::max(block_error, std::abs(slope[offset + static_cast<Index>(row)] - wanted));
        block_largest = std::max(block_largest, std::abs(wanted));
      }
    }
    // orbits of both codes close to 1e-12 m or so: 1e-8 m/rad after division by 2e-4 rad
    table.add(name, fmt::format("block of plane {} with pyAT's step, of its largest entry", plane),
              block_error / block_largest, 1e-8);
  }
}

}  // namespace courant::verify
