#include "courant/base/error.hpp"
#include "courant/lattice/lattice.hpp"
#include "support/catch.hpp"
#include "support/line.hpp"

using namespace courant;

namespace {

using Places = std::vector<Index>;

Places select(std::string_view selector) { return test::small_line().select(selector); }

}  // namespace

TEST_CASE("Select: a glob matches names, case matters", "[lattice][select]") {
  CHECK(select("Q*") == Places{1, 7});
  CHECK(select("Q[FD]") == Places{1, 7});
  CHECK(select("?") == Places{0, 2, 3, 4, 5, 6, 9});
  CHECK(select("D") == Places{0, 6});
  CHECK(select("*").size() == 10);
  CHECK_THROWS_AS(select("q*"), UnknownName);
}

TEST_CASE("Select: types, regular expressions and numbered names", "[lattice][select]") {
  CHECK(select("type:Quadrupole") == Places{1, 7});
  CHECK(select("type:*pole") == Places{1, 3, 4, 7});
  CHECK(select("re:Q[FG]") == Places{1});
  CHECK(select("re:(QF|RF)") == Places{1, 8});
  CHECK(select("D#2") == Places{6});
}

TEST_CASE("Select: parts are joined and negated", "[lattice][select]") {
  CHECK(select("type:Quadrupole & *F") == Places{1});
  CHECK(select("QD | M|RF") == Places{2, 7, 8});
  CHECK(select("~type:Drift & ~Q*") == Places{2, 3, 4, 5, 8, 9});
  CHECK(select("Q* & ~QF | E") == Places{7, 9});  // & binds stronger than |
  CHECK(select("type:Quadrupole & re:.(F|G)") == Places{1});
}

TEST_CASE("Select: matching nothing is an error with the nearest names", "[lattice][select]") {
  CHECK_THROWS_WITH(
      select("QX"),
      Catch::StartsWith(
          "selector 'QX' matches nothing (lattice 'small' has 10 elements) did you mean 'QD', 'QF'"));
  CHECK_THROWS_AS(select("type:Wiggler"), UnknownName);
  CHECK_THROWS_AS(select("D#3"), UnknownName);
  CHECK_THROWS_AS(select("QF & QD"), UnknownName);
}

TEST_CASE("Select: a broken selector is refused", "[lattice][select]") {
  CHECK_THROWS_AS(select(""), InvalidArgument);
  CHECK_THROWS_AS(select("QF |"), InvalidArgument);
  CHECK_THROWS_AS(select("& QF"), InvalidArgument);
  CHECK_THROWS_AS(select("~"), InvalidArgument);
  CHECK_THROWS_AS(select("re:Q["), InvalidArgument);
  CHECK_THROWS_WITH(select("re:Q("), Catch::Contains("selector 're:Q(' is broken"));
}
