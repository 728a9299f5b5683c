#include <fmt/format.h>

#include <cmath>

#include "demo.hpp"
#include "output.hpp"

namespace courant::cli {
namespace {

const double none = std::nan("");

double fraction(double tune) { return tune - std::floor(tune); }

std::string cell(double value, int digits) { return std::isnan(value) ? "" : fixed(value, digits); }

}  // namespace

std::vector<DemoRow> demo_rows(const DemoResult& r) {
  std::vector<DemoRow> rows{{"stored beam", "mA", 1e3 * r.current_found, 1e3 * r.current_left, none, 0}};
  const char* plane[] = {" x", " y"};
  for (std::size_t i = 0; i < 2; ++i)
    rows.push_back({std::string("orbit") + plane[i] + ", rms", "um", 1e6 * r.orbit_found[i],
                    1e6 * r.orbit_left[i], 0.0, 1});
  for (std::size_t i = 0; i < 2; ++i)
    rows.push_back({std::string("tune") + plane[i], "", r.tune.before[i], r.tune_left[i],
                    fraction(r.design.tune[i]), 4});
  for (std::size_t i = 0; i < 2; ++i)
    rows.push_back({std::string("chromaticity") + plane[i], "", r.chromaticity.before.value[i],
                    r.chromaticity.after.value[i], r.design.chromaticity[i], 2});
  for (std::size_t i = 0; i < 2; ++i)
    rows.push_back({std::string("beta beating") + plane[i] + ", rms", "%", 100.0 * r.optics_before.beating[i],
                    100.0 * r.optics_after.beating[i], 0.0, 1});
  rows.push_back({"vertical dispersion, rms", "mm", 1e3 * r.optics_before.vertical_dispersion,
                  1e3 * r.optics_after.vertical_dispersion, 0.0, 2});
  for (std::size_t i = 0; i < 2; ++i)
    rows.push_back({std::string("largest kick") + plane[i], "urad", 0.0, 1e6 * r.largest_kick[i], 0.0, 0});
  rows.push_back({"RF frequency change", "Hz", 0.0, r.rf_change, 0.0, 1});
  return rows;
}

std::string meaning_of_before(const DemoResult& result) {
  std::string text = "Before: the orbit with sextupoles and octupoles off";
  if (!result.lost.empty()) text += ", because with them on no beam was stored";
  if (!result.held) text += " (it turned, but the RF did not hold it yet)";
  return text +
         "; tune, chromaticity, beating and dispersion when all magnets were on again, ahead of their "
         "correction. Beating and dispersion are taken from the lattice of the twin; all else is measured on "
         "it through the control layer, with noise.";
}

void print_demo_table(std::ostream& out, const DemoResult& result) {
  Table table({"", "before", "after", "design", "unit"});
  for (const auto& row : demo_rows(result))
    table.add({row.quantity, cell(row.before, row.digits), cell(row.after, row.digits),
               cell(row.design, row.digits), row.unit});
  table.print(out);
  out << wrapped(meaning_of_before(result), 0) << '\n';
}

}  // namespace courant::cli
