#include <cmath>

#include "courant/base/constants.hpp"
#include "madx_support.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace courant::elements;
using madx::one;

TEST_CASE("MAD-X element: strengths are derivatives, multipoles lose their factorials", "[io][madx]") {
  CHECK(one<Quadrupole<>>("quadrupole, l=0.5, k1=0.7, k1s=0.2").k1 == 0.7);
  CHECK(one<Quadrupole<>>("quadrupole, l=0.5, k1=0.7, k1s=0.2").k1s == 0.2);
  CHECK(one<Quadrupole<>>("quadrupole, l=0.5, tilt=0.1").align.roll == 0.1);
  CHECK(one<Sextupole<>>("sextupole, l=0.5, k2=3, k2s=1").k2s == 1.0);
  CHECK(one<Octupole<>>("octupole, l=0.5, k3=3, k3s=1").k3 == 3.0);
  const auto m =
      one<ThinMultipole<>>("multipole, knl:={0, 0.1, 3, 12}, ksl={0, -0.5,,6}, tilt=0.2, lrad=0.3");
  CHECK(m.field.b[1] == 0.1);
  CHECK(m.field.b[2] == 1.5);
  CHECK(m.field.b[3] == 2.0);
  CHECK(m.field.a[1] == -0.5);
  CHECK(m.field.a[2] == 0.0);
  CHECK(m.field.a[3] == 1.0);
  CHECK(m.align.roll == 0.2);
}

TEST_CASE("MAD-X element: ktap strengthens what it does in TWISS", "[io][madx]") {
  // MAD-X 5.09.03: R with ktap=0.01 is bit for bit that with k1, k2, k3, knl 1 % higher; of a sbend with k1 and k2 its R
  // and orbit are those of k0 1 % higher to 1.7e-6 and 1.2e-10, those of all fields higher to 5.9e-3
  const auto q = one<Quadrupole<>>("quadrupole, l=0.5, k1=0.7, ktap=0.01");
  CHECK(q.taper == 0.01);
  CHECK(q.k1 == 0.7);
  CHECK(one<Octupole<>>("octupole, l=0.5, k3=3, ktap=0.01").taper == 0.01);
  const auto m = one<ThinMultipole<>>("multipole, knl={0.01, 0.5, 3}, ktap=0.01");
  CHECK(m.field.b[0] == Approx(0.0101));
  CHECK(m.angle == m.field.b[0]);
  CHECK(m.field.b[1] == Approx(0.505));
  CHECK(m.field.b[2] == Approx(1.515));
  const auto b = one<Dipole<>>("sbend, l=2, angle=0.1, k1=0.5, ktap=0.01");
  CHECK(b.dk0 == Approx(0.01 * 0.05));
  CHECK(b.k1 == 0.5);
  CHECK(b.taper == 0.0);
  CHECK(one<Dipole<>>("sbend, l=2, angle=0.1, k0=0.06, ktap=0.01").dk0 == Approx(0.01 + 0.01 * 0.06));
}

TEST_CASE("MAD-X element: faces of bends", "[io][madx]") {
  const auto s =
      one<Dipole<>>("sbend, l=1.1, angle=0.15, e1=0.05, e2=0.04, k1=-0.6, k2=3, fint=0.5, hgap=0.015");
  CHECK(s.length == 1.1);
  CHECK(s.angle == 0.15);
  CHECK(s.e1 == 0.05);
  CHECK(s.e2 == 0.04);
  CHECK(s.k1 == -0.6);
  CHECK(s.k2 == 3.0);
  CHECK(s.gap == 0.03);
  CHECK(s.fint1 == 0.5);
  CHECK(s.fint2 == 0.5);  // not given: that of the entrance
  CHECK(s.dk0 == 0.0);
  CHECK(one<Dipole<>>("sbend, l=1.1, angle=0.15, fint=0.5, fintx=0, hgap=0.1").fint2 == 0.0);
  CHECK(one<Dipole<>>("sbend, l=2, angle=0.2, k0=0.11").dk0 == Approx(0.01).epsilon(1e-14));
  for (const char* on : {"kill_ent_fringe", "kill_ent_fringe=true", "+kill_ent_fringe", "kill_ent_fringe=1"})
    CHECK(one<Dipole<>>(std::string("sbend, l=2, angle=0.2, ") + on).edge1 == Edge::none);
  for (const char* off : {"-kill_ent_fringe", "kill_ent_fringe=FALSE", "kill_exi_fringe"})
    CHECK(one<Dipole<>>(std::string("sbend, l=2, angle=0.2, ") + off).edge1 != Edge::none);
  const auto r = one<Dipole<>>("rbend, l=1.1, angle=0.15, e1=0.02");
  CHECK(r.length == Approx(1.1 * 0.075 / std::sin(0.075)).epsilon(1e-15));
  CHECK(r.e1 == Approx(0.095).epsilon(1e-15));
  CHECK(r.e2 == 0.075);
  CHECK(one<Dipole<>>("sbend, l=1.1").angle == 0.0);
}

TEST_CASE("MAD-X element: kicks", "[io][madx]") {
  CHECK(one<Corrector<>>("hkicker, l=0.3, kick=2e-4").kick_x == 2e-4);
  CHECK(one<Corrector<>>("hkicker, kick=2e-4, hkick=3e-4").kick_x == 2e-4);  // as MAD-X
  CHECK(one<Corrector<>>("hkicker, hkick=3e-4").kick_x == 3e-4);
  CHECK(one<Corrector<>>("vkicker, l=0.3, kick=2e-4").kick_y == 2e-4);
  CHECK(one<Corrector<>>("vkicker, l=0.3, kick=2e-4").kick_x == 0.0);
  CHECK(one<Corrector<>>("kicker, l=0.3, hkick=2e-4, vkick=3e-4").kick_y == 3e-4);
  CHECK(one<Corrector<>>("tkicker, hkick=2e-4, vkick=3e-4").kick_x == 2e-4);
  const auto turned = one<Corrector<>>("kicker, hkick=2e-4, tilt=pi/2");  // MAD-X: py = +2e-4
  CHECK(turned.kick_x == Approx(0.0).margin(1e-19));                      // cos(pi/2) in double
  CHECK(turned.kick_y == 2e-4);
}

TEST_CASE("MAD-X element: cavities", "[io][madx]") {
  const auto c = one<Cavity<>>("rfcavity, l=0.4, volt=1.5, lag=0.1, freq=499.654");
  CHECK(c.length == 0.4);
  CHECK(c.voltage == 1.5e6);
  CHECK(c.frequency == 499.654e6);
  CHECK(std::sin(c.phase) == Approx(std::sin(0.2 * constants::pi)).epsilon(1e-15));   // same energy gain
  CHECK(std::cos(c.phase) == Approx(-std::cos(0.2 * constants::pi)).epsilon(1e-15));  // t runs against z
  const Lattice ring = madx::read(
      "beam, particle=proton, pc=0.7; c: rfcavity, volt=1, harmon=3;"
      "s: sequence, l=75; c, at=10; endsequence;");
  const double turn = 75.0 / (ring.reference().beta() * constants::speed_of_light);
  CHECK(std::get<Cavity<>>(ring[1].body).frequency == Approx(3.0 / turn).epsilon(1e-15));
  const Lattice ion = madx::read(
      "beam, particle=ion, mass=1, charge=2, energy=3; c: rfcavity, volt=1, freq=5;"
      "l: line=(c);");
  CHECK(std::get<Cavity<>>(ion[0].body).voltage == 0.5e6);  // MAD-X's energy gain has no charge in it
}

TEST_CASE("MAD-X element: places without effect", "[io][madx]") {
  CHECK(one<Drift<>>("drift, l=0.7").length == 0.7);
  CHECK(one<Drift<>>("placeholder, l=0.7").length == 0.7);
  CHECK(one<Drift<>>("instrument, l=0.7").length == 0.7);
  CHECK(one<Drift<>>("rcollimator, l=0.7").length == 0.7);
  CHECK(one<Monitor<>>("hmonitor, l=0.7").length == 0.7);
  one<Marker<>>("marker");
  one<Marker<>>("placeholder");
  CHECK(one<Separator<>>("elseparator, l=4, ex := dv/gap").ex == 0.0);  // 0/0 is 0
}

TEST_CASE("MAD-X element: a solenoid keeps the strength of its definition", "[io][madx]") {
  const auto ks = [](const std::string& text) {
    const Lattice line = madx::read(madx::beam + text + "l: line=(x);", "l");
    return std::get<Solenoid<>>(line[0].body).ks;
  };
  // values of MAD-X 5.09.03
  CHECK(ks("kk = 0.2; q: solenoid, l=1, ks := kk; x: q; kk = 0.4;") == 0.2);
  CHECK(ks("x: solenoid, l=1, ks := kk; kk = 0.4;") == 0.0);
  CHECK(ks("x: solenoid, l=1, ks := kk; x->ks := kk; kk = 0.4;") == 0.4);
  CHECK(ks("x: solenoid, l=1, ks := kk; kk = 0.1; x, ks := kk; kk = 0.4;") == 0.4);
  CHECK(ks("x: solenoid, l=2, ksi=0.4; x->l=1;") == 0.2);
  CHECK(one<Solenoid<>>("solenoid, ksi=0.4").ksi == 0.4);
  CHECK(madx::report_of(madx::read(madx::beam + "q: solenoid, l=1, ks := kk; x: q; kk = 0.4; l: line=(x);"))
            .find("solenoid 'x': ks := 0.4 had the value 0 where it was defined (that is taken, as in MAD-X "
                  "5.09; "
                  "assign ks later to have it follow)") != std::string::npos);
}

TEST_CASE("MAD-X element: separators, crab cavities, frames, edges and matrices", "[io][madx]") {
  const auto s = one<Separator<>>("elseparator, l=2, ex=1.5, ey=-0.5, tilt=0.1");
  CHECK(s.ex == 1.5e6);
  CHECK(s.ey == -0.5e6);
  CHECK(s.align.roll == 0.1);
  const auto c = one<CrabCavity<>>("crabcavity, volt=2, lag=0, freq=400, tilt=0.2");
  CHECK(c.voltage == 2e6);
  CHECK(c.frequency == 4e8);
  CHECK(c.phase == constants::pi);
  CHECK(c.align.roll == 0.2);
  // signs: golden matrices of MAD-X 5.09.03, compared in tests/verify
  CHECK(one<Patch<>>("yrotation, angle=0.01").align.yaw == 0.01);
  CHECK(one<Patch<>>("xrotation, angle=0.01").align.pitch == -0.01);
  CHECK(one<Patch<>>("srotation, angle=0.01").align.roll == 0.01);
  CHECK(one<Patch<>>("translation, dx=1e-3, dy=2e-3, ds=3e-3").align.ds == 3e-3);
  const auto e = one<DipoleEdge<>>("dipedge, h=0.1, e1=0.05, fint=0.5, hgap=0.01");
  CHECK(e.h == 0.1);
  CHECK(e.angle == 0.05);
  CHECK(e.gap == 0.02);
  const Lattice line = madx::read(
      "beam, particle=proton, energy=1.2; e: matrix, l=1, rm12=2, rm56=0.3, rm16=3, kick5=0.1;"
      "l: line=(e);");
  const auto& m = std::get<LinearMap<>>(line[0].body);
  const double beta = line.reference().beta();
  CHECK(m.length == 1.0);
  CHECK(m.matrix[0] == 1.0);
  CHECK(m.matrix[1] == 2.0);
  CHECK(m.matrix[5] == Approx(3.0 * beta).epsilon(1e-15));          // by delta rather than pt
  CHECK(m.matrix[29] == Approx(0.3 * beta * beta).epsilon(1e-15));  // and z rather than t
  CHECK(m.kick[4] == Approx(0.1 * beta).epsilon(1e-15));
}

TEST_CASE("MAD-X element: a beam-beam kick has its particles or those of the beam", "[io][madx]") {
  const auto b =
      one<BeamBeam<>>("beambeam, sigx=2e-4, sigy=1e-5, xma=3e-5, yma=-4e-5, charge=-1, npart=5e10");
  CHECK(b.sigma_x == 2e-4);
  CHECK(b.sigma_y == 1e-5);
  CHECK(b.centre_x == 3e-5);
  CHECK(b.centre_y == -4e-5);
  CHECK(b.charge == -1.0);
  CHECK(b.particles == 5e10);
  const std::string lens = "e: beambeam, sigx=2e-4, sigy=1e-5";
  const Lattice all =
      madx::read("beam, particle=proton, energy=7000, npart=1.15e11;" + lens + "; l: line=(e);");
  CHECK(std::get<BeamBeam<>>(all[0].body).particles == 1.15e11);
  CHECK(madx::report_of(all).empty());
  const auto said = [&](const std::string& more) {
    return madx::report_of(madx::read(madx::beam + lens + more + "; l: line=(e);"));
  };
  CHECK_THAT(said(", bbshape=2, width=0.01"),
             Catch::Contains("another shape than a Gaussian is not supported"));
  CHECK_THAT(said(", width=0.01"), Catch::Contains("it was skipped"));
  CHECK_THAT(said(", bbdir=1"), Catch::Contains("it comes from the other side"));
  CHECK_THAT(madx::report_of(madx::read(madx::beam + "e: beambeam, sigx=1e-4; l: line=(e);")),
             Catch::Contains("needs sigx and sigy"));
  CHECK(one<Marker<>>("beambeam, sigx=1e-4, sigy=1e-4, charge=0").type == "Marker");
}

TEST_CASE("MAD-X element: a multipole bends the design orbit by its first order", "[io][madx]") {
  const auto h = one<ThinMultipole<>>("multipole, knl={0.01, 0.2}, lrad=0.3, tilt=0.1");
  CHECK(h.angle == 0.01);
  CHECK(h.field.b[0] == 0.01);
  CHECK(h.lrad == 0.3);
  CHECK(h.align.roll == 0.1);
  const auto v = one<ThinMultipole<>>("multipole, ksl={0.01, 0.2}");  // the plane is turned by -90 degrees
  CHECK(v.angle == 0.01);
  CHECK(v.align.roll == Approx(-constants::pi / 2).epsilon(1e-15));
  CHECK(v.field.b[0] == Approx(0.01).epsilon(1e-15));
  CHECK(v.field.a[1] == Approx(-0.2).epsilon(1e-15));
  CHECK(one<ThinMultipole<>>("multipole, knl={-0.01}").angle == -0.01);
  CHECK(one<ThinMultipole<>>("multipole, knl={0.01}, angle=0.02").angle == 0.02);
  CHECK(one<Dipole<>>("sbend, l=1, angle=0.1, tilt=0.3").tilt == 0.3);
}

TEST_CASE("MAD-X element: what has no type yet stays as a drift and is named", "[io][madx]") {
  const auto report = [](const std::string& definition) {
    return madx::report_of(madx::read(madx::beam + "e: " + definition + ";\nl: line=(e);"));
  };
  CHECK(report("nllens, knll=1") == "2: nllens 'e': a nonlinear lens is not supported (it is a marker)\n");
  CHECK(report("wire, l=1") == "2: wire 'e': class 'wire' is not supported (it is tracked as a drift)\n");
  CHECK(report("sbend, l=1, angle=0.1, h1=0.3") ==
        "2: sbend 'e': curved pole faces (h1, h2) are not supported (the faces are flat)\n");
  CHECK(report("sbend, l=1, angle=0.1, h1=0, slot_id=3, type='x', kmax=7").empty());
  CHECK(report("quadrupole, l=1, knl={0,1}").find("'knl' of a thick magnet") != std::string::npos);
  CHECK(report("kicker, kick=0.1").find("attribute 'kick' is not understood") != std::string::npos);
  CHECK(report("quadrupole, k1=0.1").find("its strength acts over no length") != std::string::npos);
}
