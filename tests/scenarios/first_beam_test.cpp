#include <cmath>

#include "courant/machine/facility.hpp"
#include "courant/procedures/chromaticity.hpp"
#include "courant/procedures/correct_orbit.hpp"
#include "courant/procedures/tune.hpp"
#include "support/catch.hpp"

#ifdef COURANT_HAS_FACILITY_FILES
using namespace courant;
using namespace courant::procedures;
using courant::control::Setting;

namespace {

/// Sets families to a part of what the design has, in one transaction.
void scale(Machine& ring, const machine::MachineModes& modes, double part) {
  control::Settings settings;
  for (const char* name : {"SD1", "SF2", "OF1"}) {
    const auto& family = ring.family(name);
    const auto field = ring.field_of(name);
    const auto design = modes.design().family(name).get(field, {.setpoint = true});
    for (Index i = 0; i < family.size(); ++i)
      settings.push_back(Setting::to(family[i], field, part * design.value()[static_cast<std::size_t>(i)]));
  }
  auto t = ring.transaction("sextupoles and octupoles");
  REQUIRE(t.step(settings));
  REQUIRE(t.commit());
}

}  // namespace

TEST_CASE("First beam: a fourth-generation ring with 50 um is brought to its design", "[scenarios]") {
  const auto facility = machine::Facility::load(COURANT_DATA_DIR "/facilities/esrf_ebs.yaml");
  const auto& modes = facility["SR"];
  Machine& ring = modes.twin();
  REQUIRE_FALSE(ring.model().beam());  // docs/reference/machines.md: 50 um, 0 of 12 seeds
  REQUIRE_FALSE(ring.orbit().get());

  // Without sextupoles it makes some turns; corrected, the RF holds it.
  scale(ring, modes, 0.0);
  const auto first = correct_orbit(ring, {.gain = 1.0, .iterations = 3});
  REQUIRE(first);
  CHECK(first->before_x > 5e-4);  // 50 um magnified about 60 times in pyAT
  CHECK(first->before.quality()[0] == control::Quality::warning);
  CHECK(first->after_x < 3e-4);
  CHECK(first->after_y < 3e-4);
  CHECK(ring.model().beam());

  scale(ring, modes, 1.0);
  REQUIRE(ring.model().beam());
  const auto second = correct_orbit(ring, {.gain = 1.0, .iterations = 2});
  REQUIRE(second);
  // 50 um offsets, ten monitors and nine correctors a cell: pyAT leaves 70 and 25 um
  CHECK(second->after_x < 8e-5);
  CHECK(second->after_y < 4e-5);

  const auto tune = correct_tune(ring);
  REQUIRE(tune);
  CHECK(tune->reached);
  const auto chromaticity = correct_chromaticity(ring);
  REQUIRE(chromaticity);
  CHECK(chromaticity->reached);
  const auto last = ring.tune().get();
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(std::abs(last->value()[i] - tune->target[i]) <
          3e-3);  // sextupoles at an orbit of 50 um are quadrupoles
    CHECK(std::abs(chromaticity->after.value[i] - chromaticity->target[i]) < 0.1);
  }
}
#endif
