#include "courant/base/clock.hpp"

#include <limits>

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using namespace courant;

TEST_CASE("Clock: manual time moves only when told", "[base][clock]") {
  ManualClock clock(100.0);
  CHECK(clock.now() == 100.0);
  CHECK(clock.monotonic() == 0.0);
  clock.sleep_for(3600.0);
  clock.advance(0.5);
  CHECK(clock.now() == 3700.5);
  CHECK(clock.monotonic() == 3600.5);
  clock.sleep_for(-1.0);
  CHECK(clock.monotonic() == 3600.5);
}

TEST_CASE("Clock: a correction of UTC leaves the monotonic time", "[base][clock]") {
  ManualClock clock(100.0);
  clock.advance(1.0);
  clock.set(50.0);
  CHECK(clock.now() == 50.0);
  CHECK(clock.monotonic() == 1.0);
}

TEST_CASE("Clock: time spans that make no sense are refused", "[base][clock]") {
  ManualClock manual;
  SystemClock host;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(manual.advance(-1.0), InvalidArgument);
  CHECK_THROWS_AS(manual.advance(nan), InvalidArgument);
  CHECK_THROWS_AS(manual.set(nan), InvalidArgument);
  CHECK_THROWS_AS(host.sleep_for(nan), InvalidArgument);
}

TEST_CASE("Clock: the host's clock sleeps at least as long as asked", "[base][clock]") {
  SystemClock clock;
  const double before = clock.monotonic();
  clock.sleep_for(0.02);
  CHECK(clock.monotonic() - before >= 0.02);
  clock.sleep_for(-std::numeric_limits<double>::infinity());
  CHECK(clock.now() > 1.7e9);  // [s] after 2023: it counts from 1970
}

TEST_CASE("Clock: times are written as ISO 8601 in UTC", "[base][clock]") {
  CHECK(iso_time(0.0) == "1970-01-01T00:00:00.000Z");
  CHECK(iso_time(951'782'400.25) == "2000-02-29T00:00:00.250Z");  // a leap day
  CHECK(iso_time(-0.001) == "1969-12-31T23:59:59.999Z");
  CHECK(iso_time(1'700'000'000.9996) == "2023-11-14T22:13:21.000Z");  // rounding carries over
  CHECK(iso_time(253'402'300'799.0) == "9999-12-31T23:59:59.000Z");
  CHECK_THROWS_AS(iso_time(253'402'300'800.0), InvalidArgument);
  CHECK_THROWS_AS(iso_time(std::numeric_limits<double>::quiet_NaN()), InvalidArgument);
}
