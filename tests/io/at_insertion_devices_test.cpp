#include "at_support.hpp"
#include "courant/base/error.hpp"
#include "reader_support.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace at_text;
using test::contains;
using test::report;

TEST_CASE("AT elements: a planar wiggler", "[io][at]") {
  const Lattice lattice = one("atwiggler('W',0.9,0.09,1.2,3e9,'By',[1;0.9;0.1;1.005;1;0],'Nstep',20)");
  const auto& w = std::get<elements::Wiggler<>>(lattice[0].body);
  CHECK(w.period == 0.09);
  CHECK(w.steps == 200);
  const double rigidity = lattice::make_particle("electron", 3e9).reference.p0c() / constants::speed_of_light;
  CHECK(w.vertical[0] == Approx(0.9 * 1.2 / rigidity).epsilon(1e-14));
  CHECK(w.kx == Approx(0.1 * constants::two_pi / 0.09).epsilon(1e-15));
  CHECK(lattice.description().report.empty());
}

TEST_CASE("AT elements: an insertion device of kick tables", "[io][at]") {
  // rows are y, columns x
  const std::string
      head = "atbaselem('ID','IdTablePass','Class','InsertionDeviceKickMap','Nslice',4,'Length',2,",
      tables = "'xkick',[1 2 3;4 5 6],'ykick',[7 8 9;10 11 12],", x = "'xtable',[-0.01 0 0.01],";
  const Lattice lattice = one(head + tables + x + "'ytable',[-0.02 0.03],'xkick1',[0 0 1;0 0 2])");
  const auto& map = std::get<elements::KickMap<>>(lattice[0].body);
  CHECK(report(lattice).empty());
  CHECK(map.nx == 3);
  CHECK(map.ny == 2);
  CHECK(map.x_first == -0.01);
  CHECK(map.y_last == 0.03);
  CHECK(map.steps == 4);
  CHECK(map.kick_x == std::vector<double>{1, 2, 3, 4, 5, 6});
  CHECK(map.kick_y == std::vector<double>{7, 8, 9, 10, 11, 12});
  CHECK(map.kick_x1 == std::vector<double>{0, 0, 1, 0, 0, 2});
  CHECK(map.kick_y1.empty());
  CHECK(map.interpolation == physics::Interpolation::linear);
  const Lattice uneven = one(head + tables + "'xtable',[-0.01 0 0.02],'ytable',[0 1])");
  CHECK(type(uneven) == "Drift");
  CHECK(contains(report(uneven),
                 "xtable is no rising list of evenly spaced places -> the kick map is tracked as a "
                 "drift"));
  CHECK(type(one(head + tables + x + "'ytable',[1 0])")) == "Drift");
  CHECK_THROWS_AS(one(head + "'xkick',[1 2 3;4 5 6],'ykick',[7 8;9 10]," + x + "'ytable',[0 1])"),
                  ParseError);
  CHECK_THROWS_AS(one(head + "'xkick',[1 2 3;4 5 6])"), ParseError);
  // MATLAB's function of arguments by position
  CHECK(type(one(
            "atinsertiondevicekickmap('ID','IdTablePass','id.txt',3,4,2,[1 2;3 4],[1 2;3 4],[0 0;0 0],[0 0;0 "
            "0],[-1 1],[-1 1])")) == "KickMap");
}
