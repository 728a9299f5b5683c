#include "bmad_converters.hpp"

#include <algorithm>
#include <cmath>

#include "courant/base/constants.hpp"

namespace courant::io::detail {
AnyElement bmad_lcavity(const Definition& d, const BmadBeam&, Report&) {
  elements::AcceleratingCavity<> c;
  c.length = d.number("L");
  c.frequency = d.number("RF_FREQUENCY");
  const double gradient = d.number("GRADIENT") + d.number("GRADIENT_ERR");
  c.voltage = d.has("GRADIENT") ? gradient * c.length : d.number("VOLTAGE") + d.number("VOLTAGE_ERR");
  static_cast<void>(d.has("VOLTAGE"));
  if (bmad_is_off(d)) c.voltage = 0.0;
  // Bmad: gain V cos(2 pi (phi0 + f t)), t > 0 is late
  c.phase = 0.5 * constants::pi -
            constants::two_pi * (d.number("PHI0") + d.number("PHI0_ERR") + d.number("PHI0_MULTIPASS"));
  c.standing_wave = upper(d.text("CAVITY_TYPE")) == "TRAVELING_WAVE" ? 0.0 : 1.0;
  c.end_focusing = upper(d.text("FRINGE_TYPE")) == "NONE" ? 0.0 : 1.0;
  const double steps = d.number("N_RF_STEPS", 0.0);
  if (steps >= 1.0 && steps <= 1e6) c.kicks = static_cast<int>(steps);
  c.active_length = c.length;
  if (const double cells = d.number("N_CELL", -1.0); c.frequency > 0.0 && cells != 0.0) {
    const double half_wave = 0.5 * constants::speed_of_light / c.frequency;
    const double halves = cells > 0.0 ? cells : std::floor(c.length / half_wave);
    c.active_length = std::min(c.length, halves * half_wave);
  }
  if (c.length == 0.0 && c.voltage == 0.0) return elements::Marker<>{};
  c.align = bmad_alignment(d);
  return c;
}

AnyElement bmad_rfcavity(const Definition& d, const BmadBeam& beam, Report& report) {
  elements::Cavity<> c;
  c.length = d.number("L");
  c.voltage = d.has("GRADIENT") ? d.number("GRADIENT") * c.length : d.number("VOLTAGE");
  static_cast<void>(d.has("VOLTAGE"));
  c.frequency = d.number("RF_FREQUENCY");
  if (const double harmonic = d.number("HARMON"); c.frequency == 0.0 && beam.line_length > 0.0)
    c.frequency = harmonic * beam.reference.beta() * constants::speed_of_light / beam.line_length;
  // Bmad: gain V sin(2 pi (phi0 - f t)), late particles see a smaller phase, as here
  c.phase = constants::two_pi * (d.number("PHI0") + d.number("PHI0_MULTIPASS"));
  if (bmad_is_off(d)) c.voltage = 0.0;
  if (c.voltage != 0.0 && c.frequency == 0.0) {
    report.add(d.where, d.subject(), "a cavity without RF_FREQUENCY and HARMON", "it has no voltage");
    c.voltage = 0.0;
  }
  return c;
}

}  // namespace courant::io::detail
