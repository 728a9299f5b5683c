#include <fmt/format.h>

#include "catalogue_list.hpp"
#include "inside.hpp"

namespace courant::procedures::detail {
namespace {

const std::vector<Parameter> steering_schema{
    {"horizontal", "", "HCOR", "a family, or empty", "family that steers horizontally"},
    {"vertical", "", "VCOR", "a family, or empty", "family that steers vertically"},
    {"rf", "", "yes", "yes or no", "whether the RF frequency takes part"}};

Steering steering_of(const Wishes& wishes) {
  return {
      .horizontal = wishes.word("horizontal"), .vertical = wishes.word("vertical"), .rf = wishes.yes("rf")};
}

std::vector<Parameter> with_steering(std::vector<Parameter> more) {
  std::vector<Parameter> out = steering_schema;
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

class MeasureOrbitResponse final : public Procedure {
 public:
  std::string_view name() const override { return "measure_orbit_response"; }
  std::string_view text() const override { return "response of the orbit to correctors and RF, both ways"; }
  std::vector<Parameter> schema() const override {
    return with_steering(
        {{"peak_orbit", "m", "30 um", "above 0", "largest predicted orbit change either way"},
         {"samples", "1", "1", "1 or more", "readings averaged for each orbit"}});
  }
  Result<Forecast> plan(Machine& machine, const Parameters& parameters) const override {
    auto columns = columns_of(machine, wish(*this, parameters).steering);
    const auto steps = 2 * static_cast<Index>(columns.size());
    return Forecast{std::move(columns), steps, "each setpoint is moved both ways and put back"};
  }
  Result<Outcome> run(Context& context) const override {
    auto found = measure_orbit_response(context, wish(*this, context.parameters()));
    if (!found) return found.error();
    Outcome out{.run = found->run,
                .summary = fmt::format("orbit response of {} rows and {} columns", found->matrix.rows.size(),
                                       found->matrix.columns.size())};
    out.matrix = std::move(found->matrix);
    return out;
  }

 private:
  static OrbitResponseMeasurement wish(const Procedure& self, const Parameters& parameters) {
    const Wishes wishes(self, parameters);
    return {.steering = steering_of(wishes),
            .peak_orbit = wishes.number("peak_orbit"),
            .samples = wishes.count("samples")};
  }
};

class CorrectOrbit final : public Procedure {
 public:
  std::string_view name() const override { return "correct_orbit"; }
  std::string_view text() const override { return "closed orbit to zero with correctors and RF"; }
  std::vector<Parameter> schema() const override {
    return with_steering({{"gain", "1", "0.7", "(0, 1.5]", "part of the solution that is applied"},
                          {"cut", "1", "1e-3", "0 or more", "singular values below this part are left out"},
                          {"iterations", "1", "4", "1 or more", "steps at most"},
                          {"samples", "1", "1", "1 or more", "readings averaged for each orbit"}});
  }
  Result<Forecast> plan(Machine& machine, const Parameters& parameters) const override {
    const auto w = wish(*this, parameters);
    return Forecast{columns_of(machine, w.steering), w.iterations,
                    "all setpoints in each step, kept if better"};
  }
  Result<Outcome> run(Context& context) const override {
    const auto done = correct_orbit(context, wish(*this, context.parameters()));
    if (!done) return done.error();
    return Outcome{
        .run = done->run,
        .summary = fmt::format("orbit {:.1f}/{:.1f} um to {:.1f}/{:.1f} um rms", 1e6 * done->before_x,
                               1e6 * done->before_y, 1e6 * done->after_x, 1e6 * done->after_y),
        .numbers = {{"before_x [m]", done->before_x},
                    {"before_y [m]", done->before_y},
                    {"after_x [m]", done->after_x},
                    {"after_y [m]", done->after_y}}};
  }

 private:
  static OrbitCorrection wish(const Procedure& self, const Parameters& parameters) {
    const Wishes wishes(self, parameters);
    OrbitCorrection out{.steering = steering_of(wishes), .gain = wishes.number("gain")};
    out.solve.svd = response::Svd{.cut = wishes.number("cut")};
    out.iterations = wishes.count("iterations");
    out.samples = wishes.count("samples");
    return out;
  }
};

}  // namespace

ProcedurePtr measure_orbit_response_procedure() { return std::make_unique<MeasureOrbitResponse>(); }
ProcedurePtr correct_orbit_procedure() { return std::make_unique<CorrectOrbit>(); }

}  // namespace courant::procedures::detail
