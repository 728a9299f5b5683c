#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "demo.hpp"
#include "output.hpp"

namespace courant::cli {
namespace {

constexpr char head[] = R"(# {}: from design to corrected beam

{}.

{}
{}

## What was done

Errors of the twin (seed {}, {} numbers):

)";

constexpr char steps[] = R"(
1. As found: {}.
2. Sextupoles and octupoles off; orbit {:.0f} / {:.0f} um rms (horizontal / vertical), corrected to
   {:.0f} / {:.0f} um with the response of the design.
3. On again in {} steps with the orbit corrected in each: {:.0f} / {:.0f} um.
4. Orbit response measured: {} x {} values, {:.1f} % rms from the design (response.json).
5. Orbit corrected with it, {} of {} singular values: {:.1f} / {:.1f} um.
6. Tune corrected in {} steps{}, chromaticity in {} steps{}.
)";

constexpr char tail[] = R"(
Every write was a guarded transaction: {} were kept, {} restored (each probe of a measurement).
A wish beyond the guard was refused and nothing written: {}.

The record of the run is `{}`; the numbers are in report.json.
)";

std::string table(const DemoResult& result) {
  std::string text = "| quantity | before | after | design | unit |\n|---|---:|---:|---:|---|\n";
  for (const auto& row : demo_rows(result)) {
    const auto cell = [&row](double value) {
      return std::isnan(value) ? std::string() : fixed(value, row.digits);
    };
    text += fmt::format("| {} | {} | {} | {} | {} |\n", row.quantity, cell(row.before), cell(row.after),
                        cell(row.design), row.unit);
  }
  return text;
}

const char* unless(bool reached) { return reached ? "" : " (not within its tolerance)"; }

}  // namespace

std::string demo_markdown(const DemoResult& r, const std::vector<std::string>& pictures,
                          const std::string& no_pictures) {
  const auto um = [](double length) { return 1e6 * length; };
  std::string text = fmt::format(head, r.ring.name(), r.lattice, table(r), wrapped(meaning_of_before(r), 0),
                                 r.seed, r.error_count);
  for (const auto& line : r.errors) text += fmt::format("- {}\n", line);
  text += fmt::format(steps, r.lost.empty() ? "a beam is stored" : r.lost, um(r.orbit_found[0]),
                      um(r.orbit_found[1]), um(r.first.after_x), um(r.first.after_y), r.ramp.size(),
                      um(r.ramp.back()[0]), um(r.ramp.back()[1]), r.response.matrix.rows.size(),
                      r.response.matrix.columns.size(), 100.0 * r.response_error, r.orbit.kept_values,
                      r.orbit.columns.size(), um(r.orbit.after_x), um(r.orbit.after_y), r.tune.steps,
                      unless(r.tune.reached), r.chromaticity.steps, unless(r.chromaticity.reached));
  text += fmt::format(tail, r.writes.committed, r.writes.restored, r.refusal,
                      std::filesystem::path(r.record).filename().string());
  if (!no_pictures.empty()) text += fmt::format("\nNo pictures: {}.\n", no_pictures);
  for (const auto& picture : pictures)
    text += fmt::format("\n![{}]({})\n", std::filesystem::path(picture).stem().string(), picture);
  return text;
}

}  // namespace courant::cli
