#include <cmath>

#include "courant/io/read.hpp"
#include "courant/physics/coordinates.hpp"
#include "courant/tracking/track.hpp"
#include "formats.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

std::optional<optics::TwissInitial> start(const Json& numbers) {
  if (!numbers.contains("initial_twiss")) return std::nullopt;
  const Json& t = numbers.at("initial_twiss");
  optics::TwissInitial out;
  out.beta_x = t.at("betax");
  out.alpha_x = t.at("alphax");
  out.beta_y = t.at("betay");
  out.alpha_y = t.at("alphay");
  out.eta_x = t.at("etax");
  out.etap_x = t.at("etapx");
  return out;
}

// rx px ry py de dl of trackcpp: path length dl > 0 is late.
Vec6<double> state(const Json& list, double s, const Reference& reference) {
  const double dl = list.at(5), de = list.at(4);
  return {{list.at(0), list.at(1), list.at(2), list.at(3),
           physics::z_from_at_path_length(dl, de, s, reference), de}};
}

void compare(const std::string& name, const Lattice& lattice, const Json& numbers, Table& table) {
  table.add(name, "elements", difference(static_cast<double>(lattice.size()), numbers, "elements"), 0.0);
  table.add(name, "length [m]", difference(lattice.length(), numbers, "length_m"), 1e-10);
  table.add(name, "energy [eV]", difference(lattice.reference().energy(), numbers, "energy_eV"), 0.0);
  const auto optics = twiss(lattice, {.initial = start(numbers)});
  if (!optics) return table.add(name, "optics: " + optics.error().message, NAN, 0.0);
  if (numbers.contains("tune")) {
    table.add(name, "tune", difference(optics->tune, numbers.at("tune")), 1e-8);
    // trackcpp takes one-sided differences, wrong by their step of some 1e-6 times the second order
    table.add(name, "chromaticity", difference(optics->chromaticity, numbers.at("chromaticity")), 1e-3);
    const double alpha = numbers.at("momentum_compaction");
    table.add(name, "momentum compaction, relative", std::abs(optics->momentum_compaction / alpha - 1.0),
              1e-4);
  } else {
    table.add(name, "phase advance / 2 pi", difference(optics->tune, numbers.at("phase_advance")), 1e-8);
  }
  const Json& t = numbers.at("twiss");
  const auto places = t.at("index").get<std::vector<Index>>();
  compare_columns(name, t, places,
                  {{"s", &optics->s, false},
                   {"betax", &optics->x.beta, true},
                   {"betay", &optics->y.beta, true},
                   {"alphax", &optics->x.alpha, true},
                   {"alphay", &optics->y.alpha, true},
                   {"etax", &optics->x.eta, false}},
                  // trackcpp takes the blocks of the matrix also where skew magnets couple the planes: 3e-6
                  {1e-9, 1e-5, 1e-5, 1e-5, 1e-5, 1e-5}, table);
  const Json& pass = numbers.at("line_pass");
  std::vector<Vec6<double>> particle{state(pass.at("in"), 0.0, lattice.reference())};
  tracking::track(lattice, particle, {.rf = tracking::Rf::off});
  const Vec6<double> out = state(pass.at("out"), lattice.length(), lattice.reference());
  double worst = 0.0;
  for (int i = 0; i < 6; ++i) {
    const double error = std::abs(particle[0][i] - out[i]);
    if (!(error <= worst)) worst = error;
  }
  // The faces of bends differ from AT's in second order, 6e-9 for this ray; lines without bends agree to 3e-19.
  table.add(name, "one ray through all elements, largest coordinate", worst, 1e-8);
}

}  // namespace

void compare_sirius(const Json& golden, const std::filesystem::path& folder, Table& table) {
  for (const auto& [key, numbers] : golden.at("sirius").items()) {
    const Lattice lattice = read_lattice(folder / numbers.at("file").get<std::string>());
    compare(key + " (SIRIUS)", lattice, numbers.at("trackcpp"), table);
  }
}

}  // namespace courant::verify
