#include "courant/base/constants.hpp"

#include "support/catch.hpp"

using namespace courant::constants;
using Catch::Matchers::WithinRel;

// The constants of CODATA are adjusted together: relations between them hold within their uncertainties.

TEST_CASE("Constants: masses and rest energies agree", "[base][constants]") {
  const double to_ev = speed_of_light * speed_of_light / elementary_charge;
  CHECK_THAT(electron_mass * to_ev, WithinRel(electron_rest_energy, 4e-10));  // 3.1e-10: uncertainty of both
  CHECK_THAT(proton_mass * to_ev, WithinRel(proton_rest_energy, 4e-10));      // 3.1e-10
  CHECK_THAT(muon_mass * to_ev, WithinRel(muon_rest_energy, 3e-8));           // 2.2e-8
}

TEST_CASE("Constants: electromagnetic constants agree", "[base][constants]") {
  const double e2 = elementary_charge * elementary_charge;
  // 2e-10, 5e-10: uncertainties of epsilon_0, mu_0 and alpha (1.6e-10 each) and of r_e (4.7e-10)
  CHECK_THAT(vacuum_permittivity * vacuum_permeability * speed_of_light * speed_of_light,
             WithinRel(1.0, 2e-10));
  CHECK_THAT(e2 / (2.0 * vacuum_permittivity * planck * speed_of_light), WithinRel(fine_structure, 2e-10));
  CHECK_THAT(elementary_charge / (4.0 * pi * vacuum_permittivity * electron_rest_energy),
             WithinRel(classical_electron_radius, 5e-10));
  CHECK_THAT(fine_structure * reduced_planck_ev * speed_of_light / electron_rest_energy,
             WithinRel(classical_electron_radius, 5e-10));
}

TEST_CASE("Constants: nuclei are lighter than their parts by the known binding energies",
          "[base][constants]") {
  // Binding energies of deuteron 2.224566 MeV and of the alpha particle 28.29566 MeV (AME 2020, Chinese
  // Physics C 45, 030003); 1e-5: digits given here
  CHECK_THAT(proton_rest_energy + neutron_rest_energy - deuteron_rest_energy, WithinRel(2.224566e6, 1e-5));
  CHECK_THAT(2 * proton_rest_energy + 2 * neutron_rest_energy - alpha_rest_energy,
             WithinRel(28.29566e6, 1e-5));
}

TEST_CASE("Constants: the electron's anomaly has its leading term alpha / 2 pi", "[base][constants]") {
  CHECK_THAT(electron_anomaly, WithinRel(fine_structure / two_pi, 2e-3));  // next term 0.3285 alpha^2 / pi^2
  CHECK_THAT(muon_anomaly, WithinRel(fine_structure / two_pi, 5e-3));      // and vacuum polarisation
  CHECK_THAT(proton_anomaly, WithinRel(1.7928473446, 1e-9));               // G = g / 2 - 1, ten digits
}
