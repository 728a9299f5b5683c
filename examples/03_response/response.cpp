// Orbit correction on the model: misalign a ring, compute the exact response of the design, solve, apply.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/errors.hpp"
#include "courant/optics/closed_orbit.hpp"
#include "courant/response/orbit_response.hpp"

using namespace courant;

namespace {

/// x of every monitor, then y [m].
std::vector<double> orbit_at(const Lattice& ring, std::span<const Index> monitors) {
  const auto found = closed_orbit(ring);
  if (!found) throw Error(found.error().message);
  std::vector<double> out;
  for (const int plane : {X, Y})
    for (const Index i : monitors) out.push_back(found->orbit[static_cast<std::size_t>(i)][plane]);
  return out;
}

double rms(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) sum += v * v;
  return std::sqrt(sum / static_cast<double>(values.size()));
}

}  // namespace

int main() {
  const char* data = std::getenv("COURANT_DATA");
  const Lattice design = read_lattice(std::filesystem::path(data ? data : "data") / "lattices/als.json");
  const auto monitors = design.select("type:Monitor"), correctors = design.select("type:Corrector");

  // Quadrupoles 30 um off in both planes, cut at two sigma; the seed makes it the same ring each time.
  const Lattice machine =
      lattice::errors::apply(design,
                             {{.select = "type:Quadrupole", .field = "dx", .sigma = 30e-6},
                              {.select = "type:Quadrupole", .field = "dy", .sigma = 30e-6}},
                             7)
          .lattice;
  const std::vector<double> before = orbit_at(machine, monitors);

  const auto matrix = orbit_response(design, monitors, correctors);
  if (!matrix) throw Error(matrix.error().message);
  const auto solution = matrix->solve(before, {.svd = response::Svd{.keep = 40}});
  if (!solution) throw Error(solution.error().message);

  lattice::Builder corrected(machine);
  double largest = 0.0;  // [rad]
  for (std::size_t i = 0; i < solution->columns.size(); ++i) {
    const std::string& label = solution->columns[i];  // NAME.field
    const auto dot = label.rfind('.');
    corrected.add(machine.find(label.substr(0, dot)), label.substr(dot + 1), solution->delta[i]);
    largest = std::max(largest, std::abs(solution->delta[i]));
  }
  const std::vector<double> after = orbit_at(corrected.freeze(), monitors);

  std::printf("%td monitors, %td correctors, %td of %zu singular values\n", std::ssize(monitors),
              std::ssize(correctors), solution->kept, solution->singular_values.size());
  std::printf("orbit rms before %8.2f um\n", 1e6 * rms(before));
  std::printf("orbit rms after  %8.2f um, largest kick %.1f urad\n", 1e6 * rms(after), 1e6 * largest);
  std::printf(
      "{\"rows\": %zu, \"columns\": %zu, \"kept\": %td, \"before\": %.17g, \"after\": %.17g, "
      "\"largest_kick\": %.17g}\n",
      matrix->rows.size(), matrix->columns.size(), solution->kept, rms(before), rms(after), largest);
}
