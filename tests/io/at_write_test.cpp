// Writers of AT's formats: what is read back, what stands in the remarks.
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/field_value.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

Lattice again(const Lattice& lattice, const std::string& format) {
  return io::parse_lattice(io::format_lattice(lattice, format), "again." + format, {.format = format});
}

lattice::Builder builder() {
  lattice::Builder b;
  b.particle(lattice::make_particle("electron", 2.75e9));
  return b;
}

bool near(double x, double y) {
  return x == y ||
         std::abs(x - y) <= 4e-15 * std::max(std::abs(x), std::abs(y));  // asin, c/(2 pi f): a few ulp
}

// Faces as AT has them: linear is at_linear, the same on momentum; a face that doesn't act has no angle.
elements::Dipole<> as_at(elements::Dipole<> d) {
  const auto face = [&](elements::Edge& edge, double& angle, double& fint) {
    if (edge == elements::Edge::linear) edge = elements::Edge::at_linear;
    if (edge == elements::Edge::none && d.model == elements::BendModel::expanded) {
      edge = elements::Edge::at_linear;
      angle = fint = 0.0;
    }
  };
  face(d.edge1, d.e1, d.fint1);
  face(d.edge2, d.e2, d.fint2);
  return d;
}

// What differs, field by field; strengths as the sum of all fields of the magnet.
std::string difference(const lattice::Element& a, const lattice::Element& b) {
  if (a.name != b.name || elements::type_of(a.body) != elements::type_of(b.body))
    return a.name + " is " + b.name;
  AnyElement left = a.body, right = b.body;
  if (auto* d = std::get_if<elements::Dipole<>>(&left)) *d = as_at(*d);
  if (auto* d = std::get_if<elements::Dipole<>>(&right)) *d = as_at(*d);
  std::string out;
  std::visit(
      [&]<class E>(const E& x) {
        const E& y = std::get<E>(right);
        constexpr bool magnet = requires { x.total_field(); };
        if constexpr (magnet) {
          const auto f = x.total_field(), g = y.total_field();
          for (std::size_t n = 0; n < f.b.size(); ++n)
            if (!near(f.b[n], g.b[n]) || !near(f.a[n], g.a[n])) out = a.name + ": field";
        }
      },
      left);
  for (const auto& field : lattice::field_names(left)) {
    const bool strength = field == "normal" || field == "skew" || field == "dk0" ||
                          (field.size() >= 2 && field[0] == 'k' && std::isdigit(field[1]) != 0);
    const auto x = lattice::get_field(left, field), y = lattice::get_field(right, field);
    const bool thin = elements::type_of(left) == "ThinMultipole";
    if (strength && !thin) continue;
    const bool same =
        std::holds_alternative<double>(x) ? near(std::get<double>(x), std::get<double>(y)) : x == y;
    if (!same) out = a.name + ": " + field;
  }
  return out;
}

std::string difference(const Lattice& a, const Lattice& b) {
  if (a.size() != b.size()) return "sizes " + std::to_string(a.size()) + ", " + std::to_string(b.size());
  for (Index i = 0; i < a.size(); ++i)
    if (const auto found = difference(a[i], b[i]); !found.empty()) return found;
  return {};
}

std::string remarks(const Lattice& lattice) {
  std::string out;
  for (const auto& r : lattice.description().report) out += r.problem + ": " + r.action + "\n";
  return out;
}

// Every type that AT knows, with all that it can hold.
Lattice all_types() {
  auto b = builder();
  elements::Quadrupole<> q;
  q.length = 0.3;
  q.k1 = 1.3;
  q.k1s = -0.2;
  q.steps = 7;
  q.kick_x = 1e-4;
  q.kick_y = -2e-4;
  q.fringe = elements::Fringe::hard_edge_entrance;
  q.field.add(3, 5.0, 2.0);
  q.align = {.dx = 1e-4, .dy = -2e-4, .ds = 0.0, .roll = 0.03, .pitch = 0.0, .yaw = 0.0};
  elements::Quadrupole<> x = q;
  x.model = elements::Model::exact;
  x.fringe = elements::Fringe::hard_edge;
  elements::Quadrupole<> loud = q;
  loud.radiation = physics::Radiation::mean;
  loud.taper = 0.25;
  loud.fringe = elements::Fringe::full;
  loud.fq1 = -1e-4;
  elements::Wiggler<> w;
  w.length = 0.6;
  w.period = 0.1;
  w.vertical = {0.12, 0.0, 0.01};
  w.kx = 3.0;
  w.steps = 120;
  elements::KickMap<> id;
  id.length = 1.5;
  id.nx = 3;
  id.ny = 2;
  id.x_first = -0.011;
  id.x_last = 0.013;
  id.y_first = -0.003;
  id.y_last = 0.004;
  id.kick_x = {1e-5, 2e-5, 3e-5, 4e-5, 5e-5, 0.0};
  id.kick_y = {1e-6, 2e-6, 3e-6, 4e-6, 5e-6, 6e-6};
  id.kick_x1 = id.kick_y1 = {0.0, 1e-7, 0.0, 0.0, 2e-7, 0.0};
  id.steps = 4;
  id.interpolation = physics::Interpolation::linear;
  id.align.dx = 1e-4;
  elements::Sextupole<> s;
  s.length = 0.2;
  s.k2 = 31.0;
  s.k2s = 2.0;
  elements::Octupole<> o;
  o.length = 0.1;
  o.k3 = 700.0;
  elements::Multipole<> m;
  m.length = 0.1;
  m.field.add(1, 0.0, 0.7);
  m.field.add(5, 3.0, 0.0);
  elements::Dipole<> d;
  d.length = 1.1;
  d.angle = 0.15;
  d.e1 = 0.05;
  d.e2 = 0.04;
  d.gap = 0.03;
  d.fint1 = 0.5;
  d.fint2 = 0.4;
  d.dk0 = 1e-3;
  d.k1 = -0.6;
  d.k2 = 3.0;
  d.tilt = 0.2;
  d.edge1 = d.edge2 = elements::Edge::at_linear;
  elements::Dipole<> photons = d;
  photons.radiation = physics::Radiation::quantum;
  elements::Dipole<> e2 = d;
  e2.model = elements::BendModel::at_curvilinear;
  e2.edge1 = e2.edge2 = elements::Edge::at_e2;
  elements::Dipole<> exact;
  exact.length = 1.0;
  exact.angle = 0.1;
  exact.e1 = 0.05;
  exact.model = elements::BendModel::exact;
  exact.edge1 = elements::Edge::hard_edge;
  exact.edge2 = elements::Edge::none;
  elements::Dipole<> linear;
  linear.length = 1.0;
  linear.angle = 0.1;
  linear.e1 = linear.e2 = 0.05;
  elements::ThinMultipole<> t;
  t.field.add(2, 4.0, -1.0);
  t.kick_x = 1e-5;
  t.align.dx = 1e-3;
  elements::Corrector<> c;
  c.length = 0.1;
  c.kick_x = 1e-4;
  c.kick_y = 2e-4;
  elements::Cavity<> rf;
  rf.length = 0.3;
  rf.voltage = 1e6;
  rf.frequency = 499.654e6;
  rf.phase = 2.4;
  elements::Solenoid<> sol;
  sol.length = 0.5;
  sol.ks = 0.1;
  elements::LinearMap<> map;
  map.length = 0.2;
  for (std::size_t i = 0; i < 36; ++i) map.matrix[i] = 0.1 * static_cast<double>(i) - 1.0;
  elements::Aperture<> a;
  a.opening = {physics::Shape::rectangular, 0.02, 0.01, 0.0, 0.0};
  elements::Aperture<> ellipse;
  ellipse.opening = {physics::Shape::elliptic, 0.02, 0.01, 0.0, 0.0};
  elements::Monitor<> long_monitor;
  long_monitor.length = 0.1;
  b.append("QR", loud).append("W", w).append("ID", id).append("BQ", photons);
  b.append("Q", q).append("QX", x).append("S", s).append("O", o).append("M", m);
  b.append("B", d).append("BE", e2).append("BX", exact).append("BL", linear).append("T", t).append("C", c);
  b.append("RF", rf).append("SOL", sol).append("MAP", map).append("A", a).append("AE", ellipse);
  b.append("D", elements::Drift<>{0.1}).append("DX", elements::Drift<>{0.1, elements::Model::exact});
  b.append("BPM", elements::Monitor<>{}).append("BPL", long_monitor).append("it's", elements::Marker<>{});
  lattice::Description about;
  about.name = "all types";
  return b.superperiods(4).describe(about).freeze();
}

}  // namespace

TEST_CASE("AT writers: the shipped lattices come back with the same elements", "[io][at]") {
  const std::string name = GENERATE("als", "aps_par", "aps_ptb", "esrf_ebs");
  const std::string format = GENERATE("at_m", "at_json");
  const Lattice lattice = read_lattice(std::string(COURANT_DATA_DIR) + "/lattices/" + name + ".json");
  const Lattice back = again(lattice, format);
  INFO(name << " " << format);
  CHECK(difference(lattice, back) == "");
  CHECK(back.superperiods() == lattice.superperiods());
  CHECK(back.name() == lattice.name());
  CHECK(back.particle() == lattice.particle());
  CHECK(remarks(back) == "");
  const bool fringes = name == "aps_par";  // its faces are linear with fringe integral
  CHECK((io::format_lattice(lattice, format).find("no face linear") != std::string::npos) == fringes);
}

TEST_CASE("AT writers: every type that AT knows comes back with all it holds", "[io][at]") {
  const std::string format = GENERATE("at_m", "at_json");
  const Lattice lattice = all_types();
  const std::string text = io::format_lattice(lattice, format);
  INFO(text);
  const Lattice back = again(lattice, format);
  CHECK(difference(lattice, back) == "");
  CHECK(back.superperiods() == 4);
  CHECK(back.name() == "all types");
  CHECK(remarks(back) == "");
  CHECK(text.find("emark") == std::string::npos);
  CHECK(io::format_lattice(back, format) == text);
}

TEST_CASE("AT writers: a soft fringe without moments is no fringe", "[io][at]") {
  elements::Quadrupole<> q{.length = 0.3, .k1 = 1.3, .fringe = elements::Fringe::soft_edge};
  const Lattice ring = builder().append("Q", q).freeze();
  CHECK(io::format_lattice(ring, "at_m").find("FringeQuad") == std::string::npos);
  q.fq1 = -1e-4;
  const std::string text = io::format_lattice(builder().append("Q", q).freeze(), "at_m");
  CHECK(text.find("'FringeQuadEntrance', 2") != std::string::npos);
  CHECK(text.find("it has the hard edge too") != std::string::npos);
}

TEST_CASE("AT writers: the beam comes back, known to AT or not", "[io][at]") {
  const std::string format = GENERATE("at_m", "at_json");
  lattice::Builder b;
  b.append("D", elements::Drift<>{1.0});
  for (const auto& particle : {lattice::make_particle("proton", 2e9), lattice::make_particle("positron", 3e9),
                               lattice::make_particle("Pb54+", 2.5e11, 1.937e11, 54.0)})
    CHECK(again(b.particle(particle).freeze(), format).particle() == particle);
}

TEST_CASE("AT writers: what AT can't hold stands in remarks", "[io][at]") {
  const std::string format = GENERATE("at_m", "at_json");
  auto b = builder();
  elements::Quadrupole<> q;
  q.length = 0.5;
  q.k1 = 2.0;
  q.integrator = physics::Integrator::mkm4;
  q.align.yaw = 1e-3;
  elements::Dipole<> d;
  d.length = 1.0;
  d.angle = 0.1;
  d.model = elements::BendModel::exact;
  d.k1 = 0.3;
  d.edge1 = elements::Edge::hard_edge;
  d.align.dx = 1e-3;
  elements::Dipole<> e2 = d;
  e2.model = elements::BendModel::at_curvilinear;
  e2.edge1 = elements::Edge::none;
  elements::ThinMultipole<> t;
  t.angle = 0.01;
  elements::Separator<> separator;
  separator.length = 2.0;
  elements::Corrector<> c;
  c.length = 0.1;
  c.model = elements::Model::exact;
  elements::Aperture<> a;
  a.opening = {physics::Shape::elliptic, 0.02, 0.01, 1e-3, 0.0};
  b.append("Q", q)
      .append("Q2", q)
      .append("B", d)
      .append("BE", e2)
      .append("T", t)
      .append("ES", separator)
      .append("C", c)
      .append("A", a);
  const std::string text = io::format_lattice(b.freeze(), format);
  INFO(text);
  for (const char* part :
       {"Q and 1 more: AT has no integrator mkm4: its steps are of fourth order",
        "Q and 1 more: a displacement by ds, pitch or yaw: it is left out", "B and 1 more: a displaced bend",
        "B: multipoles in AT's exact bend don't see its curvature",
        "B: AT's bends of this model have no face linear", "T: the design orbit is bent in a thin multipole",
        "ES: AT has no Separator: it is a drift of its length",
        "C: AT has no exact Hamiltonian for this type", "A: an ellipse off the axis"})
    CHECK(text.find(part) != std::string::npos);
  const Lattice back = again(b.freeze(), format);
  CHECK(back.length() == Approx(b.freeze().length()).epsilon(1e-15));
  const auto& quadrupole = std::get<elements::Quadrupole<>>(back[0].body);
  // 1e-10 of a fourth-order map of k1 l^2 = 0.5 needs tens of steps
  CHECK(quadrupole.steps > 10);
  CHECK(quadrupole.steps < 200);
}

TEST_CASE("AT writers: open sides of an aperture are open in both texts", "[io][at]") {
  elements::Aperture<> a;
  a.opening.half_x = 0.01;
  const Lattice lattice = builder().append("A", a).freeze();
  CHECK(std::isinf(std::get<elements::Aperture<>>(again(lattice, "at_m")[0].body).opening.half_y));
  CHECK(std::get<elements::Aperture<>>(again(lattice, "at_json")[0].body).opening.half_y == 1e3);
  CHECK(io::format_lattice(lattice, "at_json").find("JSON has no infinity") != std::string::npos);
}

TEST_CASE("AT writers: a changing reference energy and a kick beyond a radian are refused",
          "[io][at][errors]") {
  elements::AcceleratingCavity<> rf;
  rf.length = rf.active_length = 1.0;
  rf.voltage = 1e6;
  rf.frequency = 3e9;
  CHECK_THROWS_WITH(io::format_lattice(builder().append("RF", rf).freeze(), "at_m"),
                    Catch::Contains("AT has one reference energy"));
  elements::Quadrupole<> q;
  q.length = 1.0;
  q.kick_x = 1.5;
  CHECK_THROWS_WITH(io::format_lattice(builder().append("Q", q).freeze(), "at_json"),
                    Catch::Contains("takes the sine"));
  CHECK_THROWS_AS(io::format_lattice(lattice::Builder().freeze(), "at_json"), InvalidArgument);
}

TEST_CASE("AT writers: names that no MATLAB text holds are written so that they can be read", "[io][at]") {
  const Lattice lattice =
      builder().append("a\nb", elements::Drift<>{1.0}).append("it''s", elements::Marker<>{}).freeze();
  CHECK(again(lattice, "at_m").names() == std::vector<std::string>{"a b", "it''s"});
  CHECK(again(lattice, "at_json").names() == std::vector<std::string>{"a\nb", "it''s"});
}
