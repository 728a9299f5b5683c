#include <fmt/format.h>

#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/optics/twiss.hpp"
#include "courant/tracking/track.hpp"
#include "pyat.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

/// Largest |a - b| of two lists.
double largest(const std::array<double, 2>& a, const Json& b) {
  return std::max(std::abs(a[0] - b.at(0).get<double>()), std::abs(a[1] - b.at(1).get<double>()));
}

double one_turn_difference(const Lattice& lattice, const Json& in, const Json& out) {
  std::vector<Vec6<double>> r{from_at(in, 0.0, lattice.reference())};
  tracking::track(lattice, r, {.rf = tracking::Rf::off});
  return distance_to_at(r[0], out, lattice.length(), lattice.reference());
}

/// Without the fringe of quadrupoles.
Lattice without_fringe(const Lattice& lattice) {
  lattice::Builder builder(lattice);
  for (Index i = 0; i < lattice.size(); ++i)
    std::visit(
        [&](const auto& e) {
          if constexpr (requires { e.fringe; })
            if (e.fringe != physics::Fringe::none) builder.set(i, "fringe", std::string("none"));
        },
        lattice[i].body);
  return builder.freeze();
}

void compare_ring(const std::string& name, const Lattice& lattice, const Json& ring, Table& table) {
  const Json& golden = ring.at("4D");
  table.add(name, "number of elements",
            std::abs(static_cast<double>(lattice.size()) - ring.at("n_elements").get<double>()), 0.0);
  table.add(name, "superperiods",
            std::abs(static_cast<double>(lattice.superperiods()) - ring.at("periodicity").get<double>()),
            0.0);
  // sums of a few thousand lengths in another order
  table.add(name, "circumference [m]",
            std::abs(lattice.circumference() - ring.at("circumference_m").get<double>()), 1e-10);
  table.add(name, "one turn, largest coordinate",
            one_turn_difference(lattice, golden.at("track_test_in"), golden.at("track_1turn_cell_out")),
            1e-12);
  const auto result = twiss(lattice);
  if (!result) {
    table.add(name, "optics: " + result.error().message, NAN, 0.0);
    return;
  }
  // finite differences of pyAT: conventions.tol_hint of the file
  table.add(name, "tune", largest(result->tune, golden.at("tunes_full_ring")), 1e-8);
  const auto cells = static_cast<double>(lattice.superperiods());  // AT's value is that of one cell
  table.add(name, "chromaticity",
            largest({result->chromaticity[0] / cells, result->chromaticity[1] / cells},
                    golden.at("chromaticity_linopt4")) *
                cells,
            1e-4);
  const double alpha = golden.at("momentum_compaction");
  table.add(name, "momentum compaction, relative", std::abs(result->momentum_compaction / alpha - 1.0), 1e-6);
  double beta = 0.0, dispersion = 0.0;
  for (const Json& place : golden.at("places")) {
    const auto i = place.at("index").get<std::size_t>();
    const double bx = place.at("beta")[0], by = place.at("beta")[1];
    beta = std::max({beta, std::abs(result->x.beta[i] / bx - 1.0), std::abs(result->y.beta[i] / by - 1.0)});
    dispersion = std::max(dispersion, std::abs(result->x.eta[i] - place.at("dispersion")[0].get<double>()));
  }
  table.add(name, fmt::format("beta at {} places, relative", golden.at("places").size()), beta, 1e-6);
  // step 3e-6 in delta: second-order dispersion of some metres times the step
  table.add(name, fmt::format("dispersion at {} places [m]", golden.at("places").size()), dispersion, 1e-6);
}

}  // namespace

void compare_rings(const Json& golden, const std::filesystem::path& lattices, Table& table) {
  const Lattice esrf = read_lattice(lattices / "esrf.m");
  const Lattice cell = read_lattice(lattices / "hmba.mat");
  lattice::Builder full;
  full.particle(cell.particle()).describe(cell.description());
  for (Index i = 0; i < cell.superperiods(); ++i) full.append(cell);
  const Json& rings = golden.at("rings");
  compare_ring("esrf", esrf, rings.at("esrf"), table);
  compare_ring("hmba, 32 superperiods", cell, rings.at("hmba_cell32"), table);
  const Lattice hmba = full.freeze();
  compare_ring("hmba, full ring", hmba, rings.at("hmba_full"), table);
  compare_ring("dba", read_lattice(lattices / "dba.mat"), rings.at("dba"), table);
  const Json& off = golden.at("fringe_off_one_turn");
  table.add("esrf without fringe", "one turn, largest coordinate",
            one_turn_difference(without_fringe(esrf), off.at("esrf").at("in"), off.at("esrf").at("out")),
            1e-12);
  table.add("hmba, full ring, without fringe", "one turn, largest coordinate",
            one_turn_difference(without_fringe(hmba), off.at("hmba").at("in"), off.at("hmba").at("out")),
            1e-12);
}

}  // namespace courant::verify
