#include "courant/base/error.hpp"

#include <string>
#include <vector>

#include "courant/base/result.hpp"
#include "support/catch.hpp"

using namespace courant;

TEST_CASE("Error: text is problem, reason in brackets, suggestion", "[base][error]") {
  CHECK(explain("a", "b", "c") == "a (b) c");
  CHECK(explain("a") == "a");
  CHECK(std::string(ParseError("f.m", 3, "bad", "why", "fix").what()) == "f.m:3: bad (why) fix");
  CHECK(std::string(ParseError("f.mat", 0, "bad").what()) == "f.mat: bad");
}

TEST_CASE("Error: nearest names are offered, far ones are not", "[base][error]") {
  const std::vector<std::string> names{"QF1", "QD1", "SEXT"};
  CHECK(nearest("QF2", names) == "did you mean 'QF1', 'QD1'?");
  CHECK(nearest("cavity", names).empty());
}

TEST_CASE("Result: holds a value or the reason why there is none", "[base][result]") {
  const Result<double> good = 2.0;
  const Result<double> bad = Failure{Code::particle_lost, "lost at QF1"};
  REQUIRE(good);
  CHECK(*good == 2.0);
  REQUIRE_FALSE(bad);
  CHECK(bad.error().code == Code::particle_lost);
  CHECK(to_string(bad.error().code) == "particle_lost");
  const Result<void> done{};
  CHECK(done.has_value());
}
