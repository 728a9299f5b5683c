#include <fmt/format.h>

#include "catalogue_list.hpp"
#include "inside.hpp"

namespace courant::procedures::detail {
namespace {

/// Setpoints behind the knobs of a group.
std::vector<std::string> setpoints_of(const Machine& machine, const std::string& group) {
  std::vector<std::string> out;
  for (const auto& knob : machine.knobs(group + ".*"))
    for (const auto& term : knob.terms()) out.push_back(term.device->name() + "." + term.field);
  return out;
}

const std::vector<Parameter> correction_schema{
    {"target_x", "1", "", "empty: that of the design", "wanted horizontally"},
    {"target_y", "1", "", "empty: that of the design", "wanted vertically"},
    {"gain", "1", "0.9", "(0, 1.5]", "part of the solution that is applied"}};

std::vector<Parameter> with_correction(std::vector<Parameter> more) {
  std::vector<Parameter> out = correction_schema;
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

const std::vector<Parameter> scan_schema{
    {"largest_delta", "1", "1e-3", "(0, 4e-3]", "momentum deviation at both ends of the scan"},
    {"points", "1", "5", "3 or more", "of the scan"},
    {"order", "1", "2", "1 or more, below points", "of the polynomial"},
    {"samples", "1", "1", "1 or more", "readings averaged for each tune"}};

ChromaticityMeasurement scan_of(const Wishes& wishes) {
  return {.largest_delta = wishes.number("largest_delta"),
          .points = wishes.count("points"),
          .order = wishes.count("order"),
          .samples = wishes.count("samples")};
}

std::vector<std::pair<std::string, double>> pair_numbers(const std::array<double, 2>& before,
                                                         const std::array<double, 2>& after) {
  return {{"before_x", before[0]}, {"before_y", before[1]}, {"after_x", after[0]}, {"after_y", after[1]}};
}

class MeasureTuneResponse final : public Procedure {
 public:
  std::string_view name() const override { return "measure_tune_response"; }
  std::string_view text() const override {
    return "response of the tunes to the knobs of a group, both ways";
  }
  std::vector<Parameter> schema() const override {
    return {{"group", "", "tune", "a group of knobs", "what is moved"},
            {"tune_step", "1", "0.005", "(0, 0.1)", "largest predicted tune change either way"},
            {"samples", "1", "1", "1 or more", "readings averaged for each tune"}};
  }
  Result<Forecast> plan(Machine& machine, const Parameters& parameters) const override {
    const Wishes wishes(*this, parameters);
    const auto knobs = static_cast<Index>(machine.knobs(wishes.word("group") + ".*").size());
    return Forecast{setpoints_of(machine, wishes.word("group")), 2 * knobs,
                    "each knob is moved both ways and put back"};
  }
  Result<Outcome> run(Context& context) const override {
    const Wishes wishes(*this, context.parameters());
    auto found = measure_tune_response(context, {.group = wishes.word("group"),
                                                 .tune_step = wishes.number("tune_step"),
                                                 .samples = wishes.count("samples")});
    if (!found) return found.error();
    Outcome out{.run = context.uid(),
                .summary = fmt::format("tune response of {} knobs", found->columns.size())};
    out.matrix = std::move(*found);
    return out;
  }
};

class CorrectTune final : public Procedure {
 public:
  std::string_view name() const override { return "correct_tune"; }
  std::string_view text() const override { return "tunes to a target with families of quadrupoles"; }
  std::vector<Parameter> schema() const override {
    return with_correction(
        {{"group", "", "tune", "a group of knobs", "what is moved"},
         {"tolerance", "1", "2e-4", "above 0", "distance in each plane that is good enough"},
         {"iterations", "1", "12", "1 or more", "steps at most"},
         {"samples", "1", "1", "1 or more", "readings averaged for each tune"}});
  }
  Result<Forecast> plan(Machine& machine, const Parameters& parameters) const override {
    const Wishes wishes(*this, parameters);
    return Forecast{setpoints_of(machine, wishes.word("group")), wishes.count("iterations"),
                    "families move together in each step, kept if better"};
  }
  Result<Outcome> run(Context& context) const override {
    const Wishes wishes(*this, context.parameters());
    TuneCorrection wish{.target = wishes.target(), .group = wishes.word("group")};
    wish.gain = wishes.number("gain");
    wish.tolerance = wishes.number("tolerance");
    wish.iterations = wishes.count("iterations");
    wish.samples = wishes.count("samples");
    const auto done = correct_tune(context, wish);
    if (!done) return done.error();
    return Outcome{.run = done->run,
                   .summary = fmt::format("tune {:.4f}/{:.4f} to {:.4f}/{:.4f}", done->before[0],
                                          done->before[1], done->after[0], done->after[1]),
                   .numbers = pair_numbers(done->before, done->after)};
  }
};

class MeasureChromaticity final : public Procedure {
 public:
  std::string_view name() const override { return "measure_chromaticity"; }
  std::string_view text() const override { return "tunes at several RF frequencies, a polynomial fitted"; }
  std::vector<Parameter> schema() const override { return scan_schema; }
  Result<Forecast> plan(Machine&, const Parameters& parameters) const override {
    return Forecast{
        {"rf"}, scan_of(Wishes(*this, parameters)).points, "the RF frequency is moved and put back"};
  }
  Result<Outcome> run(Context& context) const override {
    const auto found = measure_chromaticity(context, scan_of(Wishes(*this, context.parameters())));
    if (!found) return found.error();
    return Outcome{.run = found->run,
                   .summary = fmt::format("chromaticity {:.2f} +- {:.2f} / {:.2f} +- {:.2f}", found->value[0],
                                          found->sigma[0], found->value[1], found->sigma[1]),
                   .numbers = {{"x", found->value[0]}, {"y", found->value[1]}}};
  }
};

class CorrectChromaticity final : public Procedure {
 public:
  std::string_view name() const override { return "correct_chromaticity"; }
  std::string_view text() const override { return "chromaticity to a target with families of sextupoles"; }
  std::vector<Parameter> schema() const override {
    auto out =
        with_correction({{"group", "", "chromaticity", "a group of knobs", "what is moved"},
                         {"tolerance", "1", "0.05", "above 0", "distance in each plane that is good enough"},
                         {"iterations", "1", "5", "1 or more", "steps at most"}});
    out.insert(out.end(), scan_schema.begin(), scan_schema.end());
    return out;
  }
  Result<Forecast> plan(Machine& machine, const Parameters& parameters) const override {
    const Wishes wishes(*this, parameters);
    auto setpoints = setpoints_of(machine, wishes.word("group"));
    setpoints.push_back("rf");
    return Forecast{std::move(setpoints), wishes.count("iterations"),
                    "families move together in each step, kept if better; an RF scan before and after"};
  }
  Result<Outcome> run(Context& context) const override {
    const Wishes wishes(*this, context.parameters());
    ChromaticityCorrection wish{.target = wishes.target(), .group = wishes.word("group")};
    wish.measurement = scan_of(wishes);
    wish.gain = wishes.number("gain");
    wish.tolerance = wishes.number("tolerance");
    wish.iterations = wishes.count("iterations");
    const auto done = correct_chromaticity(context, wish);
    if (!done) return done.error();
    return Outcome{
        .run = done->run,
        .summary = fmt::format("chromaticity {:.2f}/{:.2f} to {:.2f}/{:.2f}", done->before.value[0],
                               done->before.value[1], done->after.value[0], done->after.value[1]),
        .numbers = pair_numbers(done->before.value, done->after.value)};
  }
};

}  // namespace

ProcedurePtr measure_tune_response_procedure() { return std::make_unique<MeasureTuneResponse>(); }
ProcedurePtr correct_tune_procedure() { return std::make_unique<CorrectTune>(); }
ProcedurePtr measure_chromaticity_procedure() { return std::make_unique<MeasureChromaticity>(); }
ProcedurePtr correct_chromaticity_procedure() { return std::make_unique<CorrectChromaticity>(); }

}  // namespace courant::procedures::detail
