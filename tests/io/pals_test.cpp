// PALS: what files say, what comes back, what is refused.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/field_value.hpp"
#include "pals_support.hpp"
#include "reader_support.hpp"
#include "support/catch.hpp"
#include "support/damage.hpp"

using namespace courant;

#ifdef COURANT_HAS_YAML
using namespace pals_text;
using test::contains;
using test::report;

namespace {

bool same_elements(const Lattice& a, const Lattice& b) {
  if (a.size() != b.size()) return false;
  for (Index i = 0; i < a.size(); ++i) {
    if (a[i].name != b[i].name || a[i].body.index() != b[i].body.index()) return false;
    for (const auto& field : lattice::field_names(a[i].body))
      if (lattice::get_field(a[i].body, field) != lattice::get_field(b[i].body, field)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("PALS: a ring with expressions, inheritance and reflection is read", "[io][pals]") {
  const test::Seed seed = test::seed("pals", "ring.pals.yaml");
  const Lattice ring = io::parse_lattice(seed.content, seed.file);
  const std::vector<std::string> cell{"QF", "D", "B", "D", "QD", "SF", "D2", "COR", "B"};
  REQUIRE(ring.size() == 4 * 9 + 4);
  for (Index i = 0; i < 9; ++i) {
    CHECK(ring[i].name == cell[static_cast<std::size_t>(i)]);
    CHECK(ring[35 - i].name == cell[static_cast<std::size_t>(i)]);  // repeat -2: order alone is turned
  }
  CHECK(ring.name() == "ring");
  CHECK(ring.reference().p0c() == Approx(3e9).epsilon(1e-15));  // energy and back
  CHECK(number(ring, "k1") == 1.4);
  CHECK(number(ring, "k1s") == 0.01);
  CHECK(number(ring, "k1", 4) == -1.4 * 0.95);
  CHECK(number(ring, "dx", 4) == 1e-4);  // inherited
  CHECK(number(ring, "k2", 5) == 12.0);  // set
  CHECK(number(ring, "length", 6) == 0.26);
  CHECK(number(ring, "angle", 2) == Approx(std::numbers::pi / 4.0).epsilon(1e-15));
  CHECK(number(ring, "e1", 2) == Approx(std::numbers::pi / 8.0).epsilon(1e-15));
  // edge_int = fint gap/2; direction -1 exchanges the faces
  CHECK(number(ring, "fint1", 2) * number(ring, "gap", 2) == Approx(0.02).epsilon(1e-15));
  CHECK(number(ring, "fint1", 8) * number(ring, "gap", 8) == Approx(0.04).epsilon(1e-15));
  CHECK(number(ring, "phase", 36) == Approx(0.8 * std::numbers::pi).epsilon(1e-15));
  CHECK(number(ring, "centre_x", 37) == Approx(0.005).epsilon(1e-15));
  CHECK(number(ring, "half_x", 37) == Approx(0.025).epsilon(1e-15));
  CHECK(ring.description().notes == "four cells\nwritten by hand");
  CHECK(contains(report(ring), "extension Other"));
  CHECK(std::get<elements::Dipole<>>(ring[2].body).model == elements::BendModel::exact);
}

TEST_CASE("PALS: each kind becomes its element", "[io][pals]") {
  const auto [body, wanted, remarks] = GENERATE(table<std::string, std::string, bool>({
      {"{kind: Drift, length: 1}", "Drift", false},
      {"{kind: Marker}", "Marker", false},
      {"{kind: Instrument}", "Monitor", false},
      {"{kind: Quadrupole, length: 1}", "Quadrupole", false},
      {"{kind: Quadrupole, MagneticMultipoleP: {Kn1L: 0.1}}", "ThinMultipole", false},
      {"{kind: Sextupole, length: 1}", "Sextupole", false},
      {"{kind: Octupole, length: 1}", "Octupole", false},
      {"{kind: Multipole, length: 1}", "Multipole", false},
      {"{kind: Multipole}", "ThinMultipole", false},
      {"{kind: Kicker}", "Corrector", false},
      {"{kind: RBend, length: 1, BendP: {g_ref: 0.1}}", "Dipole", false},
      {"{kind: RFCavity, RFP: {voltage: 1e6, frequency: 5e8}}", "Cavity", false},
      {"{kind: RFCavity, RFP: {voltage: 1e6, harmon: 3}}", "Cavity", true},
      {"{kind: CrabCavity, RFP: {voltage: 1e6, frequency: 5e8}}", "CrabCavity", false},
      {"{kind: Solenoid, length: 1, SolenoidP: {Ksol: 0.1}}", "Solenoid", false},
      {"{kind: Patch, PatchP: {x_offset: 0.1}}", "Patch", false},
      {"{kind: Mask, ApertureP: {x_min: -0.1, x_max: 0.1, y_min: -0.1, y_max: 0.1}}", "Aperture", false},
      {"{kind: Wiggler, length: 1}", "Drift", true},
      {"{kind: Mask, length: 1, ApertureP: {x_min: -0.1}}", "Drift", false},
      {"{kind: Mask, ApertureP: {shape: VERTEX}}", "Marker", true},
      {"{kind: Fork, ForkP: {to_beamline: x}}", "Marker", true},
      {"{kind: Drift, length: 1, MetaP: {alias: x}}", "Drift", false},
  }));
  INFO(body);
  const Lattice lattice = one(body);
  CHECK(type(lattice) == wanted);
  CHECK(lattice.description().report.empty() == !remarks);
}

TEST_CASE("PALS: strengths are normal or skew, fields or normalised, integrated or not", "[io][pals]") {
  const std::string q = "{kind: Quadrupole, length: 0.5, MagneticMultipoleP: ";
  CHECK(number(one(q + "{Kn1: 1.2}}"), "k1") == 1.2);
  CHECK(number(one(q + "{Kn1L: 0.6}}"), "k1") == 1.2);
  const Lattice field = one(q + "{Bn1: 2}}");
  const double brho = -field.reference().p0c() / 299792458.0;  // [T m], of an electron
  CHECK(number(field, "k1") == Approx(2.0 / brho).epsilon(1e-15));
  CHECK(number(one(q + "{Bs1L: 2}}"), "k1s") == Approx(4.0 / brho).epsilon(1e-15));
  CHECK(list(one(q + "{Kn3: 6, Ks2: 4}}"), "normal")[3] == 1.0);
  CHECK(list(one(q + "{Kn3: 6, Ks2: 4}}"), "skew")[2] == 2.0);
  CHECK(number(one(q + "{Kn0: 0.01, Ks0: 0.02}}"), "kick_x") == -0.005);
  CHECK(number(one(q + "{Kn0: 0.01, Ks0: 0.02}}"), "kick_y") == 0.01);
  const Lattice turned = one(q + "{Kn1: 1, tilt1: 0.1}}");  // exp(-2 i tilt)
  CHECK(number(turned, "k1") == Approx(std::cos(0.2)).epsilon(1e-15));
  CHECK(number(turned, "k1s") == Approx(-std::sin(0.2)).epsilon(1e-15));
  CHECK(
      contains(report(one("{kind: Quadrupole, MagneticMultipoleP: {Kn1: 1}}")), "has no length to act over"));
}

TEST_CASE("PALS: a bend may be given by any two of its sizes", "[io][pals]") {
  const auto body = GENERATE(as<std::string>(), "{kind: Bend, length: 2, BendP: {angle_ref: 0.2}}",
                             "{kind: Bend, length: 2, BendP: {g_ref: 0.1}}",
                             "{kind: Bend, length: 2, BendP: {rho_ref: 10}}",
                             "{kind: Bend, BendP: {angle_ref: 0.2, radius_ref: 10}}",
                             "{kind: Bend, BendP: {angle_ref: 0.2, L_chord: 20*sin(0.1)}}",
                             "{kind: Bend, BendP: {g_ref: 0.1, L_chord: 20*sin(0.1)}}");
  INFO(body);
  const Lattice bend = one(body);
  CHECK(number(bend, "length") == Approx(2.0).epsilon(1e-14));  // asin and back
  CHECK(number(bend, "angle") == Approx(0.2).epsilon(1e-14));
}

TEST_CASE("PALS: the phase counts from the crest or from a zero crossing", "[io][pals]") {
  const auto phase = [](const std::string& rf) {
    return number(one("{kind: RFCavity, RFP: {" + rf + "}}"), "phase");
  };
  CHECK(std::sin(phase("phase: 0")) == 1.0);
  CHECK(phase("phase: 0.1, zero_phase: ABOVE_TRANSITION") == Approx(0.2 * std::numbers::pi));
  CHECK(phase("phase: 0, zero_phase: BELOW_TRANSITION") == Approx(std::numbers::pi));
}

TEST_CASE("PALS: files are loaded in their order, each once", "[io][pals]") {
  const auto folder = std::filesystem::temp_directory_path() / "courant_pals_test";
  std::filesystem::create_directories(folder / "parts");
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
  };
  write("layout.pals.yaml",
        facility("    - row: {kind: BeamLine, line: [Q: {kind: Quadrupole, length: 1}, D: {kind: "
                 "Drift, include: parts/length.yaml}]}\n"));
  write("parts/length.yaml", "length: 0.5\n");
  write("settings.pals.yaml", facility("    - set: {parameter: Q>MagneticMultipoleP.Kn1, value: 0.3}\n"));
  write("joiner.pals.yaml",
        "PALS:\n  load: [layout.pals.yaml, settings.pals.yaml, layout.pals.yaml]\n  facility:\n"
        "    - set: {parameter: Q>length, value: 2}\n");
  const Lattice lattice = read_lattice(folder / "joiner.pals.yaml", {.energy = 1e9});
  CHECK(number(lattice, "k1") == 0.3);
  CHECK(number(lattice, "length") == 2.0);
  CHECK(number(lattice, "length", 1) == 0.5);
  write("joiner.pals.yaml", "PALS:\n  load:\n    - none.pals.yaml\n");
  CHECK_THROWS_WITH(read_lattice(folder / "joiner.pals.yaml"),
                    Catch::Contains("none.pals.yaml' can't be read"));
  write("parts/length.yaml", "include: length.yaml\n");
  CHECK_THROWS_WITH(read_lattice(folder / "layout.pals.yaml"), Catch::Contains("nested deeper than ten"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("PALS: what is not supported is reported", "[io][pals]") {
  const std::string row = "    - d: {kind: Drift, length: 1}\n    - a: {kind: BeamLine, line: [d]}\n";
  CHECK(contains(report(read(facility(row + "    - superimpose: {place: d}\n"))),
                 "superposition is not supported"));
  CHECK(contains(report(read(facility(row + "    - set: {parameter: \"x|y>length\", value: 1}\n"))),
                 "set of 'x|y>length'"));
  CHECK(contains(report(read(facility(row + "    - set: {parameter: y>length, value: 1}\n"))),
                 "fits no element"));
  CHECK(contains(report(read(facility(row + "    - d: {kind: Drift}\n"))), "'d' is defined again"));
  CHECK(
      contains(report(read(facility(row + "    - b: {kind: BeamLine, line: [d]}\n"))), "no Lattice chooses"));
  CHECK(contains(report(read(facility(row + "    - z: {colour: red}\n"))), "'z' has no kind"));
  CHECK(contains(report(read(facility(row) + "  post_expansion: [set: {}]\n")), "post_expansion"));
  CHECK(contains(report(read(facility(row) + "  colour: red\n")), "key 'colour' is unknown"));
}

TEST_CASE("PALS: any lattice comes back bit for bit", "[io][pals]") {
  SECTION("the shipped ones") {
    const std::string name = GENERATE("als", "aps_par", "aps_ptb", "esrf_ebs");
    INFO(name);
    const Lattice lattice = read_lattice(std::string(COURANT_DATA_DIR) + "/lattices/" + name + ".json");
    const Lattice back = read(io::format_lattice(lattice, "pals"), {});
    CHECK(same_elements(lattice, back));
    CHECK(back.name() == lattice.name());
    CHECK(back.superperiods() == lattice.superperiods());
    CHECK(back.particle() == lattice.particle());
    CHECK(report(back) == "");
  }
  SECTION("every type, every field") {
    lattice::Builder b;
    b.particle(lattice::make_particle("ion", 2.5e11, 1.9e11, 54.0)).superperiods(3);
    for (const auto& name : lattice::element_types()) {
      AnyElement body = lattice::make_element(name);
      double x = 0.0123;
      for (const auto& field : lattice::field_names(body)) {
        const auto standard = lattice::get_field(body, field);
        const bool whole = field == "steps" || field == "kicks" || field == "nx" || field == "ny",
                   piece = field == "whole" || field == "offset";
        if (std::holds_alternative<double>(standard) && !piece)
          lattice::set_field(body, field, field == "length" ? 2.0 : whole ? 7.0 : x += 0.0101);
        if (std::holds_alternative<std::vector<double>>(standard) && name != "LinearMap")
          lattice::set_field(body, field, std::vector<double>{x, -x, 3.0 * x, x / 7.0});
      }
      if (auto* w = std::get_if<elements::Wiggler<>>(&body)) w->length = 40.0 * w->period;
      if (auto* a = std::get_if<elements::Aperture<>>(&body)) a->opening.polygon.clear();  // of a rectangle
      if (auto* k = std::get_if<elements::KickMap<>>(&body)) k->nx = k->ny = 2;  // as long as the lists
      if (name == "LinearMap") lattice::set_field(body, "matrix", std::vector<double>(36, 0.1));
      b.append(name + " 1", body)
          .append(name, lattice::make_element(name))
          .append("on", elements::Marker<>{});
    }
    lattice::Description about;
    about.name = "my ring";
    const Lattice lattice = b.describe(about).freeze();
    const std::string text = io::format_lattice(lattice, "pals");
    INFO(text);
    const Lattice back = read(text, {});
    CHECK(same_elements(lattice, back));
    CHECK(back.name() == "my ring");
    CHECK(back.superperiods() == 3);
    CHECK(back.particle() == lattice.particle());
    CHECK(io::format_lattice(back, "pals") == text);
  }
}

TEST_CASE("PALS: a displaced bend turns about the middle of its chord", "[io][pals]") {
  const Lattice bend = one("{kind: Bend, length: 2, BendP: {angle_ref: 0.2}, BodyShiftP: {z_rot: 0.1}}");
  const double sagitta = 10.0 * (1.0 - std::cos(0.1));
  // the middle of the arc, at +sagitta from that of the chord, goes round it
  CHECK(number(bend, "dx") == Approx(sagitta * (std::cos(0.1) - 1.0)).epsilon(1e-10));  // difference of ones
  CHECK(number(bend, "dy") == Approx(sagitta * std::sin(0.1)).epsilon(1e-12));
  CHECK(number(bend, "roll") == 0.1);
}

#else

TEST_CASE("PALS: a build without yaml-cpp says what it misses", "[io][pals][errors]") {
  CHECK_THROWS_WITH(io::parse_lattice("PALS: {}", "x.pals.yaml", {.format = "pals"}),
                    Catch::Contains("no yaml-cpp"));
  CHECK_THROWS_AS(io::parse_lattice("PALS: {}", "x.pals.yaml"), ParseError);
}

#endif
