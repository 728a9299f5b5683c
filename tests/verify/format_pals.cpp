#include <fstream>
#include <regex>

#include "courant/io/read.hpp"
#include "formats.hpp"

namespace courant::verify {
namespace {

// The number behind "key:" in the text of a file.
double number_in(const std::filesystem::path& file, const std::string& key) {
  std::ifstream stream(file);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  std::smatch found;
  if (!std::regex_search(text, found, std::regex("\\b" + key + ":\\s*([-+0-9.eE]+)"))) return NAN;
  return std::stod(found[1]);
}

}  // namespace

void compare_pals(const std::filesystem::path& folder, Table& table) {
  const auto files = folder / "lattices" / "pals";
  const std::string name = "iota.pals.yaml";
  const Lattice ring = read_lattice(files / name);
  const auto optics = twiss(ring);
  if (!optics) return table.add(name, "optics: " + optics.error().message, NAN, 0.0);
  // S. Antipov et al., JINST 12 (2017) T03002: both tunes 5.3, circumference 39.97 m; two and four digits
  table.add(name, "tunes from the design of 5.3",
            std::max(std::abs(optics->tune[0] - 5.3), std::abs(optics->tune[1] - 5.3)), 1e-5);
  table.add(name, "circumference from the published one [m]", std::abs(ring.circumference() - 39.97), 5e-3);
  // the file gives the ellipse of a beam that a simulation begins with, not optics: matched in y to ten digits
  const auto relative = [&](double ours, const char* key) {
    return std::abs(ours / number_in(files / name, key) - 1.0);
  };
  table.add(name, "beta_y of its beam, relative", relative(optics->y.beta[0], "beta_b"), 1e-9);
  table.add(name, "beta_x of its beam, relative", relative(optics->x.beta[0], "beta_a"), 1e-4);

  const Lattice fodo = read_lattice(files / "fodo.pals.yaml", {.energy = 1e9, .particle = "electron"});
  table.add("fodo.pals.yaml", "elements", std::abs(static_cast<double>(fodo.size()) - 15.0), 0.0);
  table.add("fodo.pals.yaml", "length [m]", std::abs(fodo.length() - 9.0), 1e-14);
  table.add("fodo.pals.yaml", "remarks", static_cast<double>(fodo.description().report.size()), 0.0);
}

}  // namespace courant::verify
