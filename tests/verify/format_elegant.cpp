#include <cmath>
#include <map>

#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "formats.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

// What the reader makes of a type of elegant that has a counterpart; others become drifts or markers.
const std::map<std::string, std::string> counterparts{
    {"QUAD", "Quadrupole"},     {"KQUAD", "Quadrupole"},  {"QUADRUPOLE", "Quadrupole"},
    {"SEXTUPOLE", "Sextupole"}, {"KSEXT", "Sextupole"},   {"SBEN", "Dipole"},
    {"SBEND", "Dipole"},        {"RFCA", "Cavity"},       {"RFCW", "Cavity"},
    {"MONI", "Monitor"},        {"HMONITOR", "Monitor"},  {"VMONITOR", "Monitor"},
    {"VMON", "Monitor"},        {"HKICK", "Corrector"},   {"VKICK", "Corrector"},
    {"HKICKER", "Corrector"},   {"VKICKER", "Corrector"}, {"HKIC", "Corrector"},
    {"VKIC", "Corrector"},      {"KICKER", "Corrector"},  {"RCOL", "Aperture"},
    {"ECOL", "Aperture"},       {"MAXAMP", "Aperture"},   {"LSCDRIF", "Drift"},
    {"DRIF", "Drift"},          {"DRIFT", "Drift"},       {"MATR", "Drift"}};

void census(const std::string& name, const Lattice& lattice, const Json& numbers, Table& table) {
  table.add(name, "elements", difference(static_cast<double>(lattice.size()), numbers, "elements_in_line"),
            0.0);
  // sums of a few thousand lengths in another order
  table.add(name, "length [m]", difference(lattice.length(), numbers, "sum_of_L_m"), 1e-10);
  double angle = 0.0;
  std::map<std::string, long> found, wanted;
  for (const auto& e : lattice.elements()) {
    ++found[std::string(elements::type_of(e->body))];
    if (const auto* b = std::get_if<elements::Dipole<>>(&e->body)) angle += b->angle;
  }
  table.add(name, "bending angle [rad]", difference(angle, numbers, "sum_of_ANGLE_rad"), 1e-11);
  for (const auto& [type, count] : numbers.at("elements_by_type").items()) {
    const auto known = counterparts.find(type);
    wanted[known == counterparts.end() ? "Marker" : known->second] += count.get<long>();
  }
  // one element has the type HMON, which is also the name of a drift there: elegant takes the type, as we do, the
  // reader that counted took the drift
  if (name.starts_with("full457MeV")) {
    ++wanted["Monitor"];
    --wanted["Drift"];
  }
  double differ = 0.0;
  for (const auto& [type, count] : wanted) differ += std::abs(static_cast<double>(count - found[type]));
  table.add(name, "elements of another type than expected", differ, 0.0);
}

// elegant's matrix of a sector bend never focuses less than ky L = (1e-16)^(1/3) in y; without it the product of
// the analytic matrices of this file has another vertical tune by 1.9e-8, with it elegant's to 1e-14.
Lattice with_least_focusing(const Lattice& ring) {
  lattice::Builder builder(ring);
  for (Index i = 0; i < ring.size(); ++i)
    if (const auto* b = std::get_if<elements::Dipole<>>(&ring[i].body))
      builder.set(i, "k1", -std::pow(std::cbrt(1e-16) / b->length, 2));
  return builder.freeze();
}

void optics_of_aps(const std::string& name, const Lattice& ring, const Json& origin, Table& table) {
  const auto optics = twiss(ring), focused = twiss(with_least_focusing(ring));
  if (!optics || !focused) return table.add(name, "no optics", NAN, 0.0);
  const Json& p = origin.at("parameters");
  // elegant's maps are closed forms; README: 1e-8
  table.add(name, "tune x", difference(optics->tune[0], p, "nux"), 1e-8);
  table.add(name, "tune y, bends with elegant's least focusing", difference(focused->tune[1], p, "nuy"),
            1e-8);
  table.add(name, "momentum compaction, relative",
            std::abs(optics->momentum_compaction / p.at("alphac").get<double>() - 1.0), 1e-8);
  const Json& twiss_table = origin.at("twiss");
  double names = 0.0;
  const auto rows = twiss_table.at("row").get<std::vector<Index>>();  // row i: exit of element i - 1
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i] > 0 && ring[rows[i] - 1].name != twiss_table.at("ElementName")[i].get<std::string>()) ++names;
  table.add(name, fmt::format("names of {} elements", rows.size()), names, 0.0);
  compare_columns(name, twiss_table, rows,
                  {{"s", &optics->s, false},
                   {"betax", &optics->x.beta, true},
                   {"betay", &optics->y.beta, true},
                   {"alphax", &optics->x.alpha, true},
                   {"alphay", &optics->y.alpha, true},
                   {"etax", &optics->x.eta, false}},
                  {1e-9, 1e-7, 1e-7, 1e-7, 1e-7, 1e-8}, table);
}

}  // namespace

void compare_elegant(const Json& golden, const std::filesystem::path& folder, Table& table) {
  for (const auto& [key, numbers] : golden.at("elegant").items()) {
    const std::string name = key + " (elegant)";
    const Json& counts = numbers.at("census");
    const Lattice lattice = read_lattice(folder / numbers.at("file").get<std::string>(),
                                         {.line = counts.at("beamline").get<std::string>(), .energy = 7e9});
    census(name, lattice, counts, table);
    if (numbers.contains("origin_numbers")) optics_of_aps(name, lattice, numbers.at("origin_numbers"), table);
  }
}

}  // namespace courant::verify
