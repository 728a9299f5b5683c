#include "courant/control/session.hpp"

#include "courant/base/error.hpp"

#include "world.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
using courant::control::testing::World;

TEST_CASE("Session: the channel table knows each address once", "[control][session]") {
  World world;
  Session& session = *world.session;
  CHECK(session.fields().size() == 8);
  CHECK(session.field("COR03:SP").readback->address.name == "COR03:RB");
  CHECK_NOTHROW(session.add(*world.correctors[0]));
  CHECK(session.fields().size() == 8);
  Field other = session.field("COR03:SP");
  other.setpoint->range = Range{-5.0, 5.0};
  CHECK_THROWS_AS(session.add(other), ConfigError);
  CHECK_THROWS_WITH(session.field("COR3:SP"), Catch::Contains("did you mean 'COR03:SP'"));
  CHECK_THROWS_AS(session.add(Field{}), ConfigError);
}

TEST_CASE("Session: what is not given has a default", "[control][session]") {
  World world;
  Session session({.system = world.memory});
  CHECK(&session.clock() == world.clock.get());
  CHECK(session.journal().unfinished().empty());
  CHECK(session.runs().list().empty());
  CHECK_FALSE(session.guard());
  CHECK_NOTHROW(session.logger().info("nothing happens"));
  CHECK_THROWS_AS(Session(SessionParts{}), InvalidArgument);
}

TEST_CASE("Session: two sessions in one process do not see each other", "[control][session]") {
  World a, b;
  REQUIRE(a.hcor().set("i", 3.0));
  CHECK(b.current(0) == 1.0);
  CHECK(b.journal->kept.entries().empty());
  a.hcor().select("COR01").disable("broken");
  CHECK(b.hcor().at("COR01")->enabled());
}
