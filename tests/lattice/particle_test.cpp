#include "courant/lattice/particle.hpp"

#include <cmath>
#include <limits>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"
#include "support/catch.hpp"

using namespace courant;
using lattice::make_particle;

TEST_CASE("Particle: known species have their mass and charge", "[lattice][particle]") {
  const auto electron = make_particle("electron", 6e9);
  CHECK(electron.reference.mass() == constants::electron_rest_energy);
  CHECK(electron.reference.charge() == -1.0);
  CHECK(electron.reference.energy() == 6e9);
  CHECK(make_particle("positron", 6e9).reference.charge() == 1.0);
  CHECK(make_particle("proton", 7e12).reference.mass() == constants::proton_rest_energy);
  CHECK(make_particle("antiproton", 7e12).reference.charge() == -1.0);
  CHECK(make_particle("muon", 1e12).reference.mass() == constants::muon_rest_energy);
  CHECK(make_particle("relativistic", 1e9).reference.inverse_gamma2() == 0.0);
}

TEST_CASE("Particle: momentum and velocity follow from energy and mass", "[lattice][particle]") {
  const auto proton = make_particle("proton", 943.6e6);
  const double e = 943.6e6, m = constants::proton_rest_energy;
  CHECK(proton.reference.gamma() == Approx(e / m).epsilon(1e-15));
  CHECK(proton.reference.p0c() == Approx(std::sqrt((e - m) * (e + m))).epsilon(1e-13));  // 1/beta^2 times eps
  CHECK(proton.reference.beta() == Approx(std::sqrt((e - m) * (e + m)) / e).epsilon(1e-13));
}

TEST_CASE("Particle: an ion has real mass and charge", "[lattice][particle]") {
  const auto lead = make_particle("Pb54+ per nucleon", 1.003e9, 0.9315e9, 54.0 / 208.0);
  CHECK(lead.species == "Pb54+ per nucleon");
  CHECK(lead.reference.charge() == 54.0 / 208.0);
  CHECK(lead == make_particle("Pb54+ per nucleon", 1.003e9, 0.9315e9, 54.0 / 208.0));
  CHECK_FALSE(lead == make_particle("Pb54+ per nucleon", 1.004e9, 0.9315e9, 54.0 / 208.0));
}

TEST_CASE("Particle: impossible ones are refused", "[lattice][particle]") {
  const double infinite = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(make_particle("electron", 0.0),
                    "energy 0 eV can't be used (it must be positive and finite) give the total energy of the "
                    "reference particle in eV");
  CHECK_THROWS_AS(make_particle("electron", -6e9), InvalidArgument);
  CHECK_THROWS_AS(make_particle("electron", std::nan("")), InvalidArgument);
  CHECK_THROWS_AS(make_particle("electron", infinite), InvalidArgument);
  CHECK_THROWS_AS(make_particle("proton", 1e8), InvalidArgument);  // below its rest energy
  CHECK_THROWS_AS(make_particle("proton", constants::proton_rest_energy), InvalidArgument);
  CHECK_THROWS_AS(make_particle("ion", 1e9, -1.0, 1.0), InvalidArgument);
  CHECK_THROWS_AS(make_particle("ion", 1e9, std::nan(""), 1.0), InvalidArgument);
  CHECK_THROWS_AS(make_particle("neutron", 1e9, 0.9e9, 0.0), InvalidArgument);
  CHECK_THROWS_AS(make_particle("ion", 1e9, 0.9e9, infinite), InvalidArgument);
  CHECK_THROWS_WITH(make_particle("elektron", 1e9), Catch::Contains("did you mean 'electron'"));
  CHECK_THROWS_AS(make_particle("elektron", 1e9), UnknownName);
}
