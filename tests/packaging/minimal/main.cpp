// The facility in code: a small ring with displaced quadrupoles, whose orbit is measured and corrected by
// guarded transactions. Built with the five libraries of the core alone.
#include <cstdio>
#include <numbers>

#include "courant/lattice/builder.hpp"
#include "courant/machine/machine.hpp"
#include "courant/procedures/correct_orbit.hpp"

int main() {
  using namespace courant;
  lattice::Builder ring;
  ring.particle(lattice::make_particle("electron", 300e6));
  for (int cell = 1; cell <= 8; ++cell) {
    const auto name = [&](const char* what) { return what + std::to_string(cell); };
    ring.append(name("BPM"), elements::Monitor<>{});
    ring.append(name("QF"), elements::Quadrupole<>{.length = 0.3, .k1 = 1.7});
    ring.append(name("COR"), elements::Corrector<>{.length = 0.2});
    ring.append(name("DA"), elements::Drift<>{.length = 0.7});
    ring.append(name("B"), elements::Dipole<>{.length = 1.4, .angle = std::numbers::pi / 4});
    ring.append(name("DB"), elements::Drift<>{.length = 0.9});
    ring.append(name("QD"), elements::Quadrupole<>{.length = 0.3, .k1 = -1.4});
    ring.append(name("DC"), elements::Drift<>{.length = 2.2});
  }
  auto description = machine::describe(ring.freeze());
  description.twin.errors = {{"Q*", "dx", 1e-4}, {"Q*", "dy", 1e-4}};  // [m]
  machine::Machine twin(description, machine::Mode::twin);
  const auto done = procedures::correct_orbit(twin);
  if (!done) return std::puts(done.error().message.c_str()), 1;
  std::printf("rms orbit: x %.3g -> %.3g m, y %.3g -> %.3g m\n", done->before_x, done->after_x,
              done->before_y, done->after_y);
  return done->after_x < 0.1 * done->before_x && done->after_y < 0.1 * done->before_y ? 0 : 1;
}
