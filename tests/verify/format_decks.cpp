#include <algorithm>
#include <cmath>
#include <numeric>

#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "formats.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

// The lattice with the steps that the reference numbers were computed with, fourth order; the file's own stay as they
// are where there are more.
Lattice with_steps(const Lattice& lattice, int steps) {
  lattice::Builder builder(lattice);
  for (Index i = 0; i < lattice.size(); ++i) {
    const auto fields = lattice::field_names(lattice[i].body);
    if (std::find(fields.begin(), fields.end(), "steps") == fields.end()) continue;
    builder.set(i, "steps", std::max<double>(steps, lattice::get_number(lattice[i].body, "steps")));
    builder.set(i, "integrator", std::string("dkd4"));
  }
  return builder.freeze();
}

double bending_angle_deg(const Lattice& lattice) {
  double angle = 0.0;
  for (const auto& e : lattice.elements())
    if (const auto* b = std::get_if<elements::Dipole<>>(&e->body)) angle += b->angle;
  return angle * 180.0 / M_PI;
}

void census(const std::string& name, const Lattice& lattice, const Json& numbers, const std::string& count,
            Table& table) {
  table.add(name, "elements", difference(static_cast<double>(lattice.size()), numbers, count), 0.0);
  // sums of a few thousand lengths in another order
  table.add(name, "length [m]", difference(lattice.length(), numbers, "length_m"), 1e-10);
  table.add(name, "bending angle [degree]",
            difference(bending_angle_deg(lattice), numbers, "bending_angle_deg"), 1e-10);
}

}  // namespace

void compare_opa(const Json& golden, const std::filesystem::path& folder, Table& table) {
  for (const auto& [key, numbers] : golden.at("opa").items()) {
    const std::string name = key + " (OPA)";
    const Lattice ring = read_lattice(folder / numbers.at("file").get<std::string>());
    const Json &pyat = numbers.at("pyat_0_9_of_a_reading"), &other = numbers.at("simplestoragering");
    census(name, ring, pyat, "elements", table);
    const auto optics = twiss(with_steps(ring, 40));
    if (!optics) return table.add(name, "optics: " + optics.error().message, NAN, 0.0);
    // README: the two codes differ by 4e-8 and 2e-6 for hls2.opa; the file has six digits
    const double between =
        difference({other.at("nux").get<double>(), other.at("nuy").get<double>()}, pyat.at("tune"));
    table.add(name, "tune, 40 steps, against pyAT", difference(optics->tune, pyat.at("tune")), 1e-8);
    table.add(name, "tune against simplestoragering",
              std::max(difference(optics->tune[0], other, "nux"), difference(optics->tune[1], other, "nuy")),
              2.0 * between);
    // finite differences of pyAT
    table.add(name, "chromaticity, 40 steps", difference(optics->chromaticity, pyat.at("chromaticity")),
              1e-4);
    table.add(name, "momentum compaction, relative",
              std::abs(optics->momentum_compaction / pyat.at("momentum_compaction").get<double>() - 1.0),
              1e-6);
    const Json& start = pyat.at("twiss_at_start");
    table.add(name, "beta at the start [m]",
              difference({optics->x.beta[0], optics->y.beta[0]}, start.at("beta")), 1e-6);
    table.add(name, "eta at the start [m]", difference(optics->x.eta[0], start, "etax"), 1e-7);
  }
}

void compare_tracy(const Json& golden, const std::filesystem::path& folder, Table& table) {
  for (const auto& [key, numbers] : golden.at("tracy").items()) {
    const std::string name = key + " (Tracy)";
    const Lattice ring = read_lattice(folder / numbers.at("file").get<std::string>());
    const Json& pyat = numbers.at("pyat_0_9_of_a_reading");
    census(name, ring, pyat, "elements_in_line", table);
    table.add(name, "symmetry", difference(static_cast<double>(ring.superperiods()), pyat, "symmetry"), 0.0);
    const auto optics = twiss(with_steps(ring, 20));
    if (!optics) return table.add(name, "optics: " + optics.error().message, NAN, 0.0);
    // README asks 1e-5, for the numbers are those of a throw-away reading; it has the same elements as ours
    table.add(name, "tune, 20 steps", difference(optics->tune, pyat.at("phase_advance_over_2pi")), 1e-8);
    table.add(name, "chromaticity, 20 steps", difference(optics->chromaticity, pyat.at("chromaticity")),
              1e-3);
    table.add(name, "momentum compaction, relative",
              std::abs(optics->momentum_compaction / pyat.at("momentum_compaction").get<double>() - 1.0),
              1e-5);
    const Json& twiss_table = pyat.at("twiss");
    compare_columns(name, twiss_table, twiss_table.at("index").get<std::vector<Index>>(),
                    {{"s", &optics->s, false},
                     {"betax", &optics->x.beta, true},
                     {"betay", &optics->y.beta, true},
                     {"alphax", &optics->x.alpha, true},
                     {"alphay", &optics->y.alpha, true},
                     {"etax", &optics->x.eta, false}},
                    {1e-10, 1e-7, 1e-7, 1e-7, 1e-7, 1e-8}, table);
  }
}

}  // namespace courant::verify
