#include "courant/machine/facility.hpp"

#include "courant/base/error.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;
using courant::machine::Facility;

TEST_CASE("Facility: machines by name, each mode made once", "[machine][facility]") {
  auto second = machine::describe(test::small_ring(), "OTHER");
  const Facility facility("test", {test::small_machine(), second});
  CHECK(facility.names() == std::vector<std::string>{"SMALL", "OTHER"});
  auto& design = facility["SMALL"].design();
  CHECK(&design == &facility["SMALL"].design());
  CHECK(&design != &facility["SMALL"].twin());
  CHECK(design.mode() == machine::Mode::design);
  CHECK(*design.orbit().get()->max_abs() < 1e-11);
  CHECK(*facility["SMALL"].twin().orbit().get()->max_abs() > 1e-5);
  CHECK_THROWS_WITH(facility["SMAL"], Catch::Matchers::Contains("SMALL"));
}

TEST_CASE("Facility: without machine or with a name twice it is refused", "[machine][facility]") {
  CHECK_THROWS_AS(Facility("none", {}), ConfigError);
  CHECK_THROWS_AS(Facility("twice", {test::small_machine(), test::small_machine()}), ConfigError);
}
