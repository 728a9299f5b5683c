#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "courant/version.hpp"
#include "demo_steps.hpp"
#include "output.hpp"
#include "twiss_output.hpp"

namespace courant::cli {
namespace {

constexpr Index orbit_samples = 4;  // averaged for the orbits of the report
constexpr double ramp_parts[] = {0.25, 0.5, 0.75, 1.0};

class Demo {
 public:
  Demo(std::uint64_t seed, const std::string& folder, std::ostream& story, Console& console)
      : story_(story), console_(console), ring_(seed, folder) {
    out_.seed = seed;
    out_.record = ring_.record_file();
  }

  DemoResult all() {
    const auto start = std::chrono::steady_clock::now();
    design();
    twin();
    first_beam();
    nonlinear_on();
    response();
    orbit();
    tune();
    chromaticity();
    last();
    ring_.finish();
    out_.duration = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::move(out_);
  }

 private:
  template <class... Arguments>
  void say(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    const std::string line = fmt::format(text, std::forward<Arguments>(arguments)...);
    story_ << (line.size() < 80 ? line : wrapped(line, 2)) << '\n' << std::flush;
  }

  void heading(std::string_view text) { say("\n{}. {}", ++heading_, text); }

  // Runs a procedure with progress under one title, keeps its events.
  template <class Procedure>
  auto with_progress(const std::string& title, Procedure procedure) {
    ProgressBar bar(console_);
    auto result = need(procedure(procedures::RunOptions{.progress = bar.progress(title)}));
    bar.finish();
    return result;
  }

  void design() {
    out_.ring = ring_.machine().lattice();
    out_.lattice = lattice_line(out_.ring);
    out_.design = need(twiss(out_.ring));
    say("Courant {}: a storage ring from its design to a corrected beam", version);
    heading("The ring as designed");
    say("{}", out_.lattice);
    print_optics_summary(story_, out_.design);
  }

  void twin() {
    heading(fmt::format("Its twin: the same ring with errors, seed {}", out_.seed));
    out_.errors = describe_errors(ring_.description().twin.errors);
    out_.error_count = static_cast<Index>(ring_.machine().model().errors().size());
    for (const auto& line : out_.errors) say("  {}", line);
    say("{} numbers drawn; the monitors have noise.", out_.error_count);
    frequency_ = ring_.frequency();
    const auto beam = ring_.machine().model().beam();
    out_.lost = beam ? "" : beam.error().message;
    out_.current_found = ring_.current();
    if (beam)
      say("A beam is stored at once.");
    else
      say("No beam is stored: {}.", out_.lost);
  }

  procedures::OrbitResult correct_orbit(const std::string& title, const response::ResponseMatrix* matrix,
                                        Index iterations) {
    auto result = with_progress(title, [&](const procedures::RunOptions& options) {
      return procedures::correct_orbit(ring_.machine(), {.matrix = matrix, .iterations = iterations},
                                       options);
    });
    ring_.keep("correct_orbit", result.run);
    return result;
  }

  void first_beam() {
    heading("First beam: sextupoles and octupoles off, orbit corrected");
    ring_.set_nonlinear(0.0);
    out_.first_orbit = ring_.orbit(orbit_samples);
    out_.orbit_found = rms_of(out_.first_orbit);
    out_.held = ring_.machine().model().beam().has_value();
    say("Off: {}; orbit {:.0f} / {:.0f} um rms (horizontal / vertical).",
        out_.held ? "a beam is stored" : "the beam turns but the RF does not hold it yet",
        1e6 * out_.orbit_found[0], 1e6 * out_.orbit_found[1]);
    model_ = need(procedures::model_orbit_response(ring_.machine(), {.rf = false}));
    out_.first = correct_orbit("correct orbit, design response", &model_, 3);
    say("Corrected by {} correctors with the response of the design: {:.0f} / {:.0f} um rms.",
        out_.first.columns.size(), 1e6 * out_.first.after_x, 1e6 * out_.first.after_y);
  }

  void nonlinear_on() {
    model_ = need(procedures::model_orbit_response(ring_.machine()));
    for (const double part : ramp_parts) {
      ring_.set_nonlinear(part);
      const auto result =
          correct_orbit(fmt::format("sextupoles at {:.0f} %, correct orbit", 100.0 * part), &model_, 1);
      out_.ramp.push_back({result.after_x, result.after_y});
    }
    say("Sextupoles and octupoles on again in {} steps: {:.0f} / {:.0f} um rms.", out_.ramp.size(),
        1e6 * out_.ramp.back()[0], 1e6 * out_.ramp.back()[1]);
    out_.optics_before = ring_.optics_errors(out_.design);
  }

  void response() {
    heading("Orbit response, measured through the control layer");
    out_.response = with_progress("measure orbit response", [&](const procedures::RunOptions& options) {
      return procedures::measure_orbit_response(ring_.machine(), {}, options);
    });
    const auto& values = out_.response.matrix.values;
    const Index kicks = values.cols() - 1;  // the last column is the RF
    out_.response_error = (values.leftCols(kicks) - model_.values.leftCols(kicks)).norm() /
                          model_.values.leftCols(kicks).norm();
    say("{} x {} values; they differ by {:.1f} % rms from those of the design (the tunes do, too).",
        values.rows(), values.cols(), 100.0 * out_.response_error);
  }

  void orbit() {
    heading("Orbit, tune and chromaticity corrected");
    out_.orbit = correct_orbit("correct orbit, measured response", &out_.response.matrix, 4);
    say("Orbit: {:.1f} / {:.1f} um rms with the measured response ({} of {} singular values).",
        1e6 * out_.orbit.after_x, 1e6 * out_.orbit.after_y, out_.orbit.kept_values,
        out_.orbit.columns.size());
  }

  void tune() {
    out_.tune = with_progress("correct tune", [&](const procedures::RunOptions& options) {
      return procedures::correct_tune(ring_.machine(), {}, options);
    });
    ring_.keep("correct_tune", out_.tune.run);
    say("Tune: {:.4f} / {:.4f}, was {:.4f} / {:.4f}.", out_.tune.after[0], out_.tune.after[1],
        out_.tune.before[0], out_.tune.before[1]);
  }

  void chromaticity() {
    out_.chromaticity = with_progress("correct chromaticity", [&](const procedures::RunOptions& options) {
      return procedures::correct_chromaticity(ring_.machine(), {}, options);
    });
    ring_.keep("correct_chromaticity", out_.chromaticity.run);
    const auto& [before, after] = std::pair{out_.chromaticity.before.value, out_.chromaticity.after.value};
    say("Chromaticity: {:.2f} / {:.2f}, was {:.2f} / {:.2f}.", after[0], after[1], before[0], before[1]);
  }

  void last() {
    out_.refusal = ring_.provoke();
    out_.last_orbit = ring_.orbit(orbit_samples);
    out_.orbit_left = rms_of(out_.last_orbit);
    out_.tune_left = ring_.tune();
    out_.current_left = ring_.current();
    out_.largest_kick = ring_.largest_kick();
    out_.optics_after = ring_.optics_errors(out_.design);
    out_.writes = ring_.writes();
    out_.rf_change = ring_.frequency() - frequency_;
    say("A wish beyond the guard was refused, nothing written: {}", out_.refusal);
    say("Transactions: {} kept, {} restored (each probe of a measurement).", out_.writes.committed,
        out_.writes.restored);
  }

  std::ostream& story_;
  Console& console_;
  DemoMachine ring_;
  response::ResponseMatrix model_;
  DemoResult out_;
  double frequency_ = 0.0;  // of the RF as found [Hz]
  int heading_ = 0;
};

}  // namespace

DemoResult run_demo(std::uint64_t seed, const std::string& folder, std::ostream& story, Console& console) {
  return Demo(seed, folder, story, console).all();
}

}  // namespace courant::cli
