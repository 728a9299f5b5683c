#include <cmath>

#include "courant/io/write.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/field_value.hpp"
#include "madx_support.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

std::string text_of(const Lattice& lattice) { return io::format_lattice(lattice, "madx"); }
Lattice again(const Lattice& lattice) { return madx::read(text_of(lattice)); }

lattice::Builder builder() {
  lattice::Builder b;
  b.particle(lattice::make_particle("electron", 2.75e9));
  return b;
}

bool is_model(const std::string& field) {
  return field == "steps" || field == "integrator" || field == "model" || field == "body" ||
         field == "fringe" || field == "edge1" || field == "edge2";
}

// What differs, field by field; models are those of the format.
std::string difference(const lattice::Element& a, const lattice::Element& b) {
  if (a.name != b.name || elements::type_of(a.body) != elements::type_of(b.body))
    return a.name + " is " + b.name;
  const auto near = [](double x, double y) {
    return x == y ||
           std::abs(x - y) <= 4e-15 * std::max(std::abs(x), std::abs(y));  // factorials, units: a few ulp
  };
  for (const auto& field : lattice::field_names(a.body)) {
    if (is_model(field)) continue;
    const auto left = lattice::get_field(a.body, field), right = lattice::get_field(b.body, field);
    bool same = left == right;
    if (std::holds_alternative<double>(left)) same = near(std::get<double>(left), std::get<double>(right));
    if (std::holds_alternative<std::vector<double>>(left)) {
      const auto &x = std::get<std::vector<double>>(left), &y = std::get<std::vector<double>>(right);
      same = true;
      for (std::size_t i = 0; i < std::max(x.size(), y.size()); ++i)
        same = same && near(i < x.size() ? x[i] : 0.0, i < y.size() ? y[i] : 0.0);
    }
    if (!same) return a.name + ": " + field;
  }
  return {};
}

std::string difference(const Lattice& a, const Lattice& b) {
  if (a.size() != b.size()) return "sizes " + std::to_string(a.size()) + ", " + std::to_string(b.size());
  for (Index i = 0; i < a.size(); ++i)
    if (const auto found = difference(a[i], b[i]); !found.empty()) return found;
  return {};
}

}  // namespace

TEST_CASE("MAD-X writer: the shipped lattices come back with the same elements", "[io][madx]") {
  const std::string name = GENERATE("als", "aps_par", "aps_ptb", "esrf_ebs");
  const Lattice lattice = read_lattice(std::string(COURANT_DATA_DIR) + "/lattices/" + name + ".json");
  const Lattice whole = lattice::Builder(lattice).unroll().freeze();
  const Lattice back = again(lattice);
  INFO(name);
  CHECK(difference(whole, back).empty());
  CHECK(back.length() == Approx(lattice.circumference()).epsilon(1e-14));  // sum of hundreds of lengths
  CHECK(back.particle().species == lattice.particle().species);
  CHECK(back.reference().energy() == Approx(lattice.reference().energy()).epsilon(4e-16));
  CHECK(back.reference().mass() == Approx(lattice.reference().mass()).epsilon(2e-9));  // MAD-X: CODATA 2018
  CHECK(madx::report_of(back).empty());
}

TEST_CASE("MAD-X writer: every attribute of an element comes back", "[io][madx]") {
  const std::string job = madx::beam + R"(
    q: quadrupole, l=0.3, k1=1.1, k1s=-0.2, tilt=0.03;  s: sextupole, l=0.2, k2=30, k2s=-2, tilt=-0.1;
    o: octupole, l=0.1, k3=700, k3s=3;                  m: multipole, knl={0, 0.1, 0.2, 0.3}, ksl={0, 0, 5}, tilt=0.1;
    b: sbend, l=1.1, angle=0.15, e1=0.05, e2=0.04, k0=0.14, k1=-0.6, k2=3, k1s=0.1, k3=2, fint=0.5, fintx=0.1, hgap=0.015;
    r: rbend, l=1, angle=-0.2, e1=0.01, kill_ent_fringe=true, kill_exi_fringe=true;
    h: hkicker, l=0.2, kick=1e-4; v: kicker, hkick=1e-4, vkick=2e-4, tilt=0.2; c: rfcavity, l=0.3, volt=1.2, lag=0.45, freq=499.9;
    p: monitor, l=0.1; x: marker; d: drift, l=0.123456789012345678; z: placeholder, l=0.5;
    n: sbend, l=1, angle=0.1, tilt=0.3;                 t: multipole, knl={0.01, 0.1}, lrad=0.2, tilt=0.1;
    u: multipole, knl={0.01}, angle=0.02;               sol: solenoid, l=0.5, ks=0.1; sot: solenoid, ksi=0.2;
    es: elseparator, l=2, ex=1.5, ey=-0.3, tilt=0.1;    cc: crabcavity, l=0.1, volt=2, freq=400, lag=-0.1, tilt=0.2;
    y: yrotation, angle=0.1; xr: xrotation, angle=0.1;  sr: srotation, angle=0.1; tr: translation, dx=1e-3, dy=2e-3, ds=3e-3;
    de: dipedge, h=0.1, e1=0.05, fint=0.5, hgap=0.01;   mx: matrix, l=0.3, rm12=0.3, rm21=-0.1, rm55=0.9, rm56=0.01, kick2=1e-4, kick6=1e-5;
    bb: beambeam, sigx=2e-4, sigy=1e-5, xma=3e-5, yma=-4e-5, charge=-1, npart=5e10; bn: beambeam, sigx=1e-4, sigy=2e-4, npart=1e9;
    row: line=(bb,bn,q,s,o,m,b,r,h,v,c,p,x,d,z,q,n,t,u,sol,sot,es,cc,y,xr,sr,tr,de,mx);)";
  const Lattice first = madx::read(job), second = again(first);
  CHECK(difference(first, second).empty());
  CHECK(text_of(first).find("! Remark") == std::string::npos);
  CHECK(difference(second, again(second)).empty());
  const auto faces = [](const Lattice& l) { return std::get<elements::Dipole<>>(l[7].body); };
  CHECK(faces(second).edge1 == faces(first).edge1);
  CHECK(faces(second).edge2 == faces(first).edge2);
}

TEST_CASE("MAD-X writer: names are made such that MAD-X takes them", "[io][madx]") {
  auto b = builder();
  b.append("QF one", elements::Drift<>{1.0})
      .append("qf", elements::Drift<>{2.0})
      .append("QF", elements::Drift<>{3.0});
  b.append("marker", elements::Marker<>{})
      .append("7", elements::Marker<>{})
      .append("QF", elements::Drift<>{3.0});
  b.append("QF", elements::Drift<>{4.0}).append("D.1$_x", elements::Marker<>{});
  const std::string text = text_of(b.freeze());
  INFO(text);
  CHECK(madx::read(text).names() ==
        std::vector<std::string>{"QF_one", "qf", "QF.2", "e_marker", "e_7", "QF.2", "QF.3", "D.1$_x"});
  CHECK(text.find("! Remark: element 'QF one' is called QF_one") != std::string::npos);
  CHECK(text.find("! Remark: element 'QF' is called QF.3") != std::string::npos);
}

TEST_CASE("MAD-X writer: what MAD-X can't hold stands in remarks", "[io][madx]") {
  auto b = builder();
  elements::Quadrupole<> q;
  q.length = 1.0;
  q.align.dx = 1e-3;
  q.kick_x = 1e-4;
  elements::Multipole<> m;
  m.length = 0.5;
  m.field.add(2, 1.5, 0.0);
  m.field.add(5, 2.0, 0.0);
  b.append("Q", q).append("M", m).superperiods(3);
  lattice::Description about;
  about.name = "my ring";
  about.text = "two \"lines\"\nof text";
  const std::string text = text_of(b.describe(about).freeze());
  INFO(text);
  for (const char* part : {"! Remark: the lattice 'my ring' is called my_ring",
                           "! Remark: Q: kick_x is left out", "! Remark: Q: dx is left out",
                           "! Remark: M: its multipole of order 5 is left out", "M: sextupole, k2=3, l=0.5;",
                           "! Remark: 3 superperiods are written out", "title, \"two 'lines' of text\";"})
    CHECK(text.find(part) != std::string::npos);
  CHECK(madx::read(text).size() == 6);
  CHECK(madx::read(text).name() == "my_ring");
}

TEST_CASE("MAD-X writer: a frame that is shifted and turned becomes one element per step", "[io][madx]") {
  auto b = builder();
  elements::Patch<> p;
  p.align = {.dx = 1e-3, .dy = 2e-3, .ds = 0.1, .roll = 0.3, .pitch = -0.1, .yaw = 0.2};
  const Lattice back = again(b.append("P", p).append("D", elements::Drift<>{1.0}).freeze());
  CHECK(back.names() == std::vector<std::string>{"P", "P.2", "P.3", "P.4", "D"});
  const auto part = [&](Index i) { return std::get<elements::Patch<>>(back[i].body).align; };
  CHECK(part(0).ds == 0.1);  // the order of R_y(yaw) R_x(-pitch) R_z(roll), docs/theory/coordinates.md
  CHECK(part(1).yaw == 0.2);
  CHECK(part(2).pitch == -0.1);
  CHECK(part(3).roll == 0.3);
}

TEST_CASE("MAD-X writer: beams", "[io][madx]") {
  const auto beam = [](lattice::Particle particle) {
    auto b = builder();
    return again(b.particle(std::move(particle)).append("D", elements::Drift<>{1.0}).freeze()).particle();
  };
  CHECK(beam(lattice::make_particle("muon", 3e9)).species == "muon");
  CHECK(beam(lattice::make_particle("muon", 3e9)).reference.charge() == -1.0);
  const auto ion = lattice::make_particle("Pb54+", 9.4e8, 9.31e8, 54.0 / 208.0);
  CHECK(beam(ion).species == "pb54_");
  CHECK(beam(ion).reference.mass() == Approx(9.31e8).epsilon(4e-16));
  CHECK(beam(ion).reference.charge() == 54.0 / 208.0);
}
