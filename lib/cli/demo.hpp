#pragma once
// Private to the program: what the demo does and what it found.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "console.hpp"
#include "courant/machine/facility.hpp"
#include "courant/optics/twiss.hpp"
#include "courant/procedures/chromaticity.hpp"
#include "courant/procedures/correct_orbit.hpp"
#include "courant/procedures/tune.hpp"

namespace courant::cli {

using Planes = std::array<double, 2>;  ///< horizontal, vertical

/// How far the optics of the twin is from the design; from its lattice, not measured.
struct OpticsErrors {
  Planes beating{};                ///< rms of (beta - design)/design at the monitors [-]
  double vertical_dispersion = 0;  ///< rms at the monitors [m]
};

/// Setpoint changes of the demo.
struct WriteCounts {
  Index committed = 0, restored = 0, refused = 0;  ///< transactions
};

/// What the demo found, step by step.
struct DemoResult {
  std::string lattice;  ///< one line about the ring
  Lattice ring;         ///< as designed
  Twiss design;         ///< optics of it
  std::uint64_t seed = 0;
  std::vector<std::string> errors;  ///< kinds of errors, in words
  Index error_count = 0;            ///< numbers drawn [-]
  std::string lost;                 ///< why no beam was stored as found; empty: one was
  double current_found = 0.0;       ///< [A]
  control::Readings first_orbit;    ///< first orbit that could be measured [m]
  bool held = false;                ///< the RF held the beam then; else it made some turns only
  Planes orbit_found{};             ///< rms of it [m]
  procedures::OrbitResult first;    ///< correction with sextupoles and octupoles off
  std::vector<Planes> ramp;         ///< rms of the orbit as they were switched on [m]
  procedures::MeasuredResponse response;
  double response_error = 0.0;    ///< rms of measured minus design response, over rms of that [-]
  procedures::OrbitResult orbit;  ///< correction with the measured response
  OpticsErrors optics_before, optics_after;
  procedures::TuneResult tune;
  procedures::ChromaticityResult chromaticity;
  control::Readings last_orbit;  ///< [m]
  Planes orbit_left{};           ///< rms of it [m]
  Planes tune_left{};            ///< measured at the end [-]
  double current_left = 0.0;     ///< [A]
  Planes largest_kick{};         ///< of all correctors [rad]
  double rf_change = 0.0;        ///< [Hz]
  std::string refusal;           ///< what a guard said to a wish that is too large
  WriteCounts writes;
  std::string record;     ///< file of the run
  double duration = 0.0;  ///< of everything before the report [s]
};

/// Runs the demo: ring, twin with errors, first beam, response, orbit, tune, chromaticity.
///
/// \param folder  where the record of the run grows
/// \param story   takes lines about each step
/// \throws Error  if a step fails; the record then says aborted
DemoResult run_demo(std::uint64_t seed, const std::string& folder, std::ostream& story, Console& console);

/// One line of the table at the end; NaN: there is none.
struct DemoRow {
  std::string quantity, unit;
  double before, after, design;
  int digits;
};

std::vector<DemoRow> demo_rows(const DemoResult& result);
/// What the column "before" means.
std::string meaning_of_before(const DemoResult& result);
void print_demo_table(std::ostream& out, const DemoResult& result);

/// The report for people. \param no_pictures  why there are none; empty: there are
std::string demo_markdown(const DemoResult& result, const std::vector<std::string>& pictures,
                          const std::string& no_pictures);

/// Writes report.md, report.json, response.json and the pictures.
/// \return  why there are no pictures; empty: there are
std::string write_demo_report(const DemoResult& result, const std::string& folder);

}  // namespace courant::cli
