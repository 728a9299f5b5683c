#include "at_support.hpp"
#include "courant/base/error.hpp"
#include "reader_support.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace at_text;
using test::contains;
using test::report;

TEST_CASE("AT elements: each plain element has its type and no remark", "[io][at]") {
  struct Case {
    std::string element, type;
  };
  const auto c = GENERATE(values<Case>({
      {"atdrift('D',0.5)", "Drift"},
      {"atmarker('M')", "Marker"},
      {"atmonitor('M')", "Monitor"},
      {"atbaselem('BPM_1','IdentityPass')", "Monitor"},
      {"atbaselem('BPM_1','DriftPass','Length',0.1)", "Monitor"},
      {"atquadrupole('Q',0.3,1.2)", "Quadrupole"},
      {"atquadrupole('Q',0.3,0)", "Quadrupole"},
      {"atsextupole('S',0.2,30)", "Sextupole"},
      {"atsextupole('S',0.2,0)", "Sextupole"},
      {"atoctupole('O',0.2,[0 0 0 0],[0 0 0 100])", "Octupole"},
      {"atmultipole('X',0.2,[0 0.1],[0 0])", "Multipole"},
      {"atskewquad('X',0.2,0.1)", "Multipole"},
      {"atbaselem('Q','StrMPoleSymplectic4Pass','Length',0.3,'PolynomB',[0 1])", "Quadrupole"},
      {"atbaselem('S','StrMPoleSymplectic4Pass','Length',0.3,'PolynomB',[0 0 1])", "Sextupole"},
      {"atbaselem('O','StrMPoleSymplectic4Pass','Length',0.3,'PolynomB',[0 0 0 1])", "Octupole"},
      {"atbaselem('X','StrMPoleSymplectic4Pass','Length',0.3,'PolynomA',[0 1],'PolynomB',[0 0])",
       "Multipole"},
      {"atbaselem('Q','StrMPoleSymplectic4Pass','Length',0.3,'K',1.5)", "Quadrupole"},
      {"atsbend('B',1,0.1)", "Dipole"},
      {"atrbend('B',1,0.1,-0.3)", "Dipole"},
      {"atthinmultipole('T',[0 0],[0 0.1])", "ThinMultipole"},
      {"atcorrector('C',0.1,[1e-4 0])", "Corrector"},
      {"atbaselem('C','DriftPass','Class','Corrector','Length',0.1,'KickAngle',[0 0])", "Corrector"},
      {"atrfcavity('RF',0,1e6,5e8,400,3e9)", "Cavity"},
      {"ataperture('A',[-0.01 0.02 -0.005 0.005])", "Aperture"},
      {"atbaselem('A','EAperturePass','Axes',[0.01 0.02])", "Aperture"},
  }));
  INFO(c.element);
  const Lattice lattice = one(c.element);
  CHECK(type(lattice) == c.type);
  CHECK(report(lattice).empty());
}

TEST_CASE("AT elements: named strengths come from the polynomials, the rest is field", "[io][at]") {
  const Lattice q =
      one("atquadrupole('Q',0.3,1.2,'PolynomA',[1e-4 0.3],'PolynomB',[2e-4 0 5],'NumIntSteps',7)");
  CHECK(number(q, "k1") == 1.2);
  CHECK(number(q, "steps") == 7.0);
  CHECK(field(q, "normal") == FieldValue(std::vector<double>{2e-4, 0.0, 5.0}));
  CHECK(field(q, "skew") == FieldValue(std::vector<double>{1e-4, 0.3}));
  const Lattice s = one("atsextupole('S',0.2,30)");
  CHECK(number(s, "k2") == 60.0);
  CHECK(number(s, "steps") == 10.0);
  CHECK(number(one("atoctupole('O',0.2,[0 0 0 0],[0 0 0 100])"), "k3") == 600.0);
  const Lattice b = one("atsbend('B',1,0.1,-0.3,'PolynomB',[1e-3 0 2 7],'PolynomA',[0 0.01])");
  CHECK(number(b, "dk0") == 1e-3);
  CHECK(number(b, "k1") == -0.3);
  CHECK(number(b, "k2") == 4.0);
  CHECK(field(b, "normal") == FieldValue(std::vector<double>{0.0, 0.0, 0.0, 7.0}));
  CHECK(field(b, "skew") == FieldValue(std::vector<double>{0.0, 0.01}));
  CHECK(field(one("atthinmultipole('T',[0 0],[0 0.1 3])"), "normal") ==
        FieldValue(std::vector<double>{0.0, 0.1, 3.0}));
}

TEST_CASE("AT elements: MaxOrder cuts the polynomials, with a remark", "[io][at]") {
  const Lattice q = one("atquadrupole('Q',0.3,1.2,'PolynomB',[0 0 5],'MaxOrder',1)");
  CHECK(field(q, "normal") == FieldValue(std::vector<double>{}));
  CHECK(contains(report(q), "multipole of order 2 is above MaxOrder"));
}

TEST_CASE("AT elements: multipole passes take the sine of a kick, the corrector the angle", "[io][at]") {
  const Lattice q = one("atquadrupole('Q',0.3,1.2,'KickAngle',[0.1 -0.2])");
  CHECK(number(q, "kick_x") == std::sin(0.1));
  CHECK(number(q, "kick_y") == std::sin(-0.2));
  const Lattice c = one("atcorrector('C',0.1,[0.1 -0.2])");
  CHECK(number(c, "kick_x") == 0.1);
  CHECK(number(c, "kick_y") == -0.2);
  const Lattice off = one("atbaselem('C','DriftPass','Class','Corrector','Length',0.1,'KickAngle',[1e-3 0])");
  CHECK(number(off, "kick_x") == 0.0);
  CHECK(contains(report(off), "switched off"));
}

TEST_CASE("AT elements: faces and fringes by their methods", "[io][at]") {
  const std::string bend = "atsbend('B',1,0.1,-0.3,'FullGap',0.03,'FringeInt1',0.5,'FringeInt2',0.4";
  const Lattice b = one(bend + ")");
  CHECK(field(b, "edge1") == FieldValue("at_linear"));
  CHECK(number(b, "fint1") == 0.5);
  CHECK(number(b, "fint2") == 0.4);
  CHECK(number(b, "gap") == 0.03);
  const Lattice off = one(bend + ",'FringeBendEntrance',0)");
  CHECK(number(off, "fint1") == 0.0);
  CHECK(number(off, "fint2") == 0.4);
  CHECK(field(off, "edge1") == FieldValue("at_linear"));
  const Lattice third = one(bend + ",'FringeBendExit',3)");
  CHECK(contains(report(third), "FringeBendExit method 3 is not supported -> method 1 is used"));
  const Lattice e2 = one("atsbend('B',1,0.1,-0.3,'BndMPoleSymplectic4E2Pass','FringeBendExit',0)");
  CHECK(field(e2, "model") == FieldValue("at_curvilinear"));
  CHECK(field(e2, "edge1") == FieldValue("at_e2"));
  CHECK(field(e2, "edge2") == FieldValue("at_e2"));  // AT's E2 pass does not ask for the method
  CHECK(field(one(bend + ",'FringeQuadEntrance',1,'FringeQuadExit',1)"), "fringe") ==
        FieldValue("hard_edge"));
  CHECK(field(one(bend + ",'FringeQuadEntrance',1)"), "fringe") == FieldValue("hard_edge_entrance"));
  CHECK(field(one(bend + ",'FringeQuadExit',1)"), "fringe") == FieldValue("hard_edge_exit"));
  const Lattice linear =
      one(bend +
          ",'FringeQuadEntrance',2,'FringeQuadExit',2,'fringeIntM0',[0 0 0 0 0],'fringeIntP0',[0 0 0 0 0])");
  CHECK(contains(report(linear), "quadrupole fringe method 2"));
}

TEST_CASE("AT elements: fringe integrals of a quadrupole are its moments", "[io][at]") {
  const std::string quadrupole = "atquadrupole('Q',0.3,1.2,'StrMPoleSymplectic4Pass','FringeQuadEntrance',2,";
  const Lattice q = one(quadrupole +
                        "'FringeQuadExit',2,'fringeIntM0',[1 2e-4 -3e-6 5 6],"
                        "'fringeIntP0',[1 1e-4 4e-6 7 8])");
  CHECK(field(q, "fringe") == FieldValue("full"));
  CHECK(number(q, "fq1") == Approx(-3e-4).epsilon(1e-14));  // rounding
  CHECK(number(q, "fq2") == Approx(1e-6).epsilon(1e-9));
  CHECK(contains(report(q), "I1 and I2 alone are kept"));
  CHECK(contains(report(q), "I2 with the other sign"));
  CHECK(field(one(quadrupole + "'fringeIntM0',[0 0 0 0 0],'fringeIntP0',[0 0 0 0 0])"), "fringe") ==
        FieldValue("full_entrance"));
  CHECK(contains(report(one(quadrupole + "'FringeQuadExit',1,'fringeIntM0',[0 1e-4 0 0 0],"
                                         "'fringeIntP0',[0 1e-4 0 0 0])")),
                 "both ends have the fringe integrals"));
  CHECK_THROWS_AS(one(quadrupole + "'fringeIntM0',[0 0],'fringeIntP0',[0 0])"), ParseError);
}

TEST_CASE("AT elements: a cavity's phase follows from TimeLag and Phi0", "[io][at]") {
  const double f = 5e8, c = 299792458.0;
  const Lattice rf = one("atrfcavity('RF',0,1e6,5e8,400,3e9,'TimeLag',0.05,'Phi0',0.2)");
  CHECK(number(rf, "phase") ==
        Approx(2.0 * 3.14159265358979324 * f * 0.05 / c - 0.2).epsilon(1e-15));  // rounding
  CHECK(number(rf, "voltage") == 1e6);
  CHECK(number(rf, "frequency") == f);
  const Lattice off = one("atrfcavity('RF',0.2,1e6,5e8,400,3e9,'DriftPass')");
  CHECK(type(off) == "Cavity");
  CHECK(number(off, "voltage") == 1e6);
  CHECK(contains(report(off), "switched off"));
}

TEST_CASE("AT elements: openings have centre and half widths", "[io][at]") {
  const Lattice a = one("ataperture('A',[-0.01 0.02 -0.005 0.005])");
  CHECK(number(a, "half_x") == 0.015);
  CHECK(number(a, "half_y") == 0.005);
  CHECK(number(a, "centre_x") == 0.005);
  CHECK(number(a, "centre_y") == 0.0);
  const Lattice e = one("atbaselem('A','EAperturePass','Axes',[0.01 0.02])");
  CHECK(field(e, "shape") == FieldValue("elliptic"));
  CHECK(number(e, "half_y") == 0.02);
}

TEST_CASE("AT elements: what is not supported is named with what is done", "[io][at]") {
  struct Case {
    std::string element, remark, type;
  };
  const auto c = GENERATE(values<Case>({
      {"atquadrupole('Q',0.3,1,'QuadLinearPass')", "pass method QuadLinearPass is not supported",
       "Quadrupole"},
      {"atsbend('B',1,0.1,0,'BendLinearPass')", "pass method BendLinearPass is not supported", "Dipole"},
      {"atsbend('B',1,0.1,0.3,'ExactSectorBendPass')",
       "AT's exact bend don't see its curvature -> here they do", "Dipole"},
      {"atsbend('B',1,0.1,0,'ExactSectorBendPass','EntranceAngle',0.1,'FringeBendEntrance',0)",
       "FringeBendEntrance 0 at a turned face", "Dipole"},
      {"atwiggler('W',1,0.3,1.2,3e9)",
       "3.33333 periods are no whole number -> the wiggler is tracked as a drift", "Drift"},
      {"atbaselem('X','FancyPass','Length',0.3,'PolynomB',[0 1])",
       "FancyPass is not known -> it is tracked as StrMPoleSymplectic4Pass", "Quadrupole"},
      {"atbaselem('X','FancyPass','Length',0.3,'BendingAngle',0.1)",
       "FancyPass is not known -> it is tracked as BndMPoleSymplectic4Pass", "Dipole"},
      {"atbaselem('X','FancyPass')", "FancyPass is not known -> it has no effect", "Marker"},
      {"struct('FamName','X','Length',0.3)", "no pass method", "Drift"},
      {"atmarker('M','Length',0.3)", "IdentityPass on an element with length", "Drift"},
      {"atquadrupole('Q',0,1)", "no length, so AT gives it no effect", "Marker"},
      {"atquadrupole('Q',0.3,1,'T1',[1e-3 0 0 0 0 0])", "displacement by T1 is not supported", "Quadrupole"},
      {"atquadrupole('Q',0.3,1,'R2',2*eye(6))", "rotation by R2 is not supported", "Quadrupole"},
      {"atthinmultipole('M',0,[0 1],'FieldScaling',1.1)", "FieldScaling is not supported", "ThinMultipole"},
      {"atquadrupole('Q',0.3,1,'Colour',1)", "attribute Colour is unknown", "Quadrupole"},
      {"atsbend('B',1,0.1,0,'H1',0.3)", "curved pole faces", "Dipole"},
      {"atthinmultipole('T',[0 0],[0 0.1],'BendingAngle',0.01)", "a thin bend", "ThinMultipole"},
  }));
  INFO(c.element);
  const Lattice lattice = one(c.element);
  CHECK(contains(report(lattice), c.remark));
  CHECK(type(lattice) == c.type);
  REQUIRE(!lattice.description().report.empty());
  CHECK(lattice.description().report[0].line == 2);
  CHECK(lattice.description().report[0].file == "one.m");
}

TEST_CASE("AT elements: exact passes and the solenoid have their models", "[io][at]") {
  CHECK(field(one("atdrift('D',1,'ExactDriftPass')"), "model") == FieldValue("exact"));
  CHECK(field(one("atmonitor('M','ExactDriftPass','Length',0.1)"), "model") == FieldValue("exact"));
  CHECK(field(one("atquadrupole('Q',1,0.3,'ExactMultipolePass')"), "model") == FieldValue("exact"));
  const Lattice b = one("atsbend('B',1,0.1,0,'ExactSectorBendPass','EntranceAngle',0.1,'FringeBendExit',0)");
  CHECK(field(b, "model") == FieldValue("exact"));
  CHECK(field(b, "edge1") == FieldValue("hard_edge"));
  CHECK(field(b, "edge2") == FieldValue("none"));
  CHECK(number(one("atsolenoid('S',0.5,0.1)"), "ks") == 0.1);
}

TEST_CASE("AT elements: a shift and a turn in the transverse plane are a displacement", "[io][at]") {
  const std::string c = "cos(0.3) ", s = "sin(0.3) ", m = "-sin(0.3) ", z = "0 ";
  const auto turn = [&](const std::string& up, const std::string& down) {  // rows
    return "[" + c + z + up + "0 0 0;" + z + c + z + up + "0 0;" + down + z + c + "0 0 0;" + z + down + z +
           c + "0 0;" + "0 0 0 0 1 0;0 0 0 0 0 1]";
  };
  const std::string rolled = ",'R1'," + turn(s, m) + ",'R2'," + turn(m, s);
  const Lattice q =
      one("atquadrupole('Q',0.3,1,'T1',[-1e-3 0 2e-3 0 0 0],'T2',[1e-3 0 -2e-3 0 0 0]" + rolled + ")");
  CHECK(report(q).empty());
  CHECK(number(q, "dx") == 1e-3);
  CHECK(number(q, "dy") == -2e-3);
  CHECK(number(q, "roll") == Approx(0.3).epsilon(1e-15));  // atan2 of sine and cosine
  const Lattice b = one("atsbend('B',1,0.1" + rolled + ")");
  CHECK(number(b, "tilt") == Approx(0.3).epsilon(1e-15));
  CHECK(report(b).empty());
  CHECK(contains(report(one("atsbend('B',1,0.1,0,'T1',[1e-3 0 0 0 0 0],'T2',[-1e-3 0 0 0 0 0])")),
                 "displacement by T1 is not supported"));
}

TEST_CASE("AT elements: displacements that displace nothing need no remark", "[io][at]") {
  CHECK(report(one("atquadrupole('Q',0.3,1,'T1',[0;0;0;0;0;0],'T2',zeros(1,6),'R1',eye(6),'R2',eye(6))"))
            .empty());
}

TEST_CASE("AT elements: one remark for all places of a name", "[io][at]") {
  const Lattice lattice =
      one("atquadrupole('D',1,0,'QuadLinearPass');atquadrupole('D',1,0,'QuadLinearPass')");
  REQUIRE(lattice.description().report.size() == 1);
  CHECK(contains(report(lattice), "'D' and 1 more of the name"));
}

TEST_CASE("AT elements: radiation and scaling of a pass method are taken over", "[io][at]") {
  CHECK(field(one("atsbend('B',1,0.1,0,'BndMPoleSymplectic4RadPass')"), "radiation") == FieldValue("mean"));
  CHECK(field(one("atsbend('B',1,0.1,0,'BndMPoleSymplectic4QuantPass')"), "radiation") ==
        FieldValue("quantum"));
  CHECK(field(one("atquadrupole('Q',0.3,1,'StrMPoleSymplectic4RadPass')"), "radiation") ==
        FieldValue("mean"));
  CHECK(field(one("atquadrupole('Q',0.3,1)"), "radiation") == FieldValue("off"));
  CHECK(number(one("atquadrupole('Q',0.3,1,'FieldScaling',1.25)"), "taper") == 0.25);
}

TEST_CASE("AT elements: values no lattice can hold are errors with their line", "[io][at][errors]") {
  struct Case {
    std::string element, part;
  };
  const auto c = GENERATE(values<Case>({
      {"atquadrupole('Q',-0.5,1)", "negative"},
      {"atquadrupole('Q',0.3,NaN)", "finite"},
      {"atquadrupole('Q',0.3,1,'NumIntSteps',0)", "NumIntSteps"},
      {"atquadrupole('Q',0.3,1,'KickAngle',1)", "two numbers"},
      {"atdrift('D',[1 2])", "Length must be one number"},
      {"atdrift('D',{1})", "Length must be one number"},
      {"atbaselem('D',5)", "before its options"},
      {"atbaselem('D','DriftPass','Length','1')", "Length must be one number"},
      {"atsbend('B',0,0.1)", "bend needs an arc"},
      {"ataperture('A',[0 1])", "four numbers"},
      {"atrfcavity('RF',0,1e6,0,400,3e9)", "frequency"},
      {"5", "no element"},
  }));
  INFO(c.element);
  try {
    one(c.element);
    FAIL("no error");
  } catch (const ParseError& e) {
    INFO(e.what());
    CHECK(e.line() == (c.element == "5" ? 0 : 2));
    CHECK(contains(e.what(), c.part));
  }
}

TEST_CASE("AT ring: parameters come from RingParam, else as AT finds them", "[io][at]") {
  const auto read = [](const std::string& text) { return io::parse_lattice(text, "r.m"); };
  const std::string bends = "repmat({atsbend('B',1,2*pi/32)},4,1)";
  CHECK(read("ring=[{atringparam('SR',2e9,16)};" + bends + "];").superperiods() == 16);
  const Lattice guessed = read("ring=[{atrfcavity('RF',0,1,1e8,1,2e9)};" + bends + "];");
  CHECK(guessed.superperiods() == 8);
  CHECK(guessed.reference().energy() == 2e9);
  CHECK(contains(report(guessed), "the ring has 8 superperiods"));
  const Lattice line = read("ring={atringparam('TL',2e9,0);atsbend('B',1,0.5)};");
  CHECK(line.superperiods() == 1);
  CHECK(contains(report(line), "one line"));
  const Lattice proton = read(
      "ring={atringparam('PS',2e9,1,'Particle',struct('name','proton','rest_energy',1,'charge',1));atdrift('"
      "D',1)};");
  CHECK(proton.particle().species == "proton");
  CHECK(proton.reference().mass() == Approx(938.272e6).epsilon(1e-6));  // the table's, not the file's
  const Lattice ion = read(
      "ring={atringparam('PS',2e9,1,'Particle',struct('name','ion','rest_energy',1e9,'charge',2));atdrift('D'"
      ",1)};");
  CHECK(ion.reference().mass() == 1e9);
  CHECK(ion.reference().charge() == 2.0);
  CHECK_THROWS_AS(read("ring={atringparam('r',0,1);atdrift('D',1)};"), ParseError);
  CHECK_THROWS_AS(read("ring={atringparam('r',1e9,1.5);atdrift('D',1)};"), ParseError);
  CHECK_THROWS_AS(read("ring={atringparam('r',1e9,1)};"), ParseError);
  CHECK(contains(report(read("ring={atringparam('r',1e9,1);atringparam('q',2e9,1);atdrift('D',1)};")),
                 "second RingParam"));
}
