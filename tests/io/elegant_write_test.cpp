// Writer of elegant's format: what is read back, what stands in the remarks.
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/field_value.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

std::string text_of(const Lattice& lattice) { return io::format_lattice(lattice, "elegant"); }
Lattice read(const std::string& text) { return io::parse_lattice(text, "again.lte", {.energy = 2.75e9}); }
Lattice again(const Lattice& lattice) { return read(text_of(lattice)); }

lattice::Builder builder() {
  lattice::Builder b;
  b.particle(lattice::make_particle("electron", 2.75e9));
  return b;
}

bool is_model(const std::string& field) {
  return field == "steps" || field == "integrator" || field == "model" || field == "fringe" ||
         field == "edge1" || field == "edge2";
}
bool is_strength(const std::string& field) {
  return field == "normal" || field == "skew" || field == "dk0" ||
         (field.size() >= 2 && field[0] == 'k' && std::isdigit(field[1]) != 0);
}

// Largest difference of the whole field of two magnets, relative to `scale`.
template <class E>
double field_difference(const E& a, const E& b) {
  double largest = 0.0;
  const auto f = a.total_field(), g = b.total_field();
  for (std::size_t n = 0; n < f.b.size(); ++n) {
    const double scale = std::max({std::hypot(f.b[n], f.a[n]), n == 0 ? 1.0 : 0.0, 1e-300});
    largest = std::max({largest, std::abs(f.b[n] - g.b[n]) / scale, std::abs(f.a[n] - g.a[n]) / scale});
  }
  return largest;
}

// What differs, field by field; strengths as the sum of all fields, models are those of the format.
std::string difference(const lattice::Element& a, const lattice::Element& b) {
  if (a.name != b.name || elements::type_of(a.body) != elements::type_of(b.body))
    return a.name + " is " + b.name;
  constexpr double rounding = 8e-15;  // factorials, degrees, 1 + FSE: a few ulp
  std::string out;
  bool magnet = false;
  std::visit(
      [&]<class E>(const E& x) {
        if constexpr (requires { x.total_field(); }) {
          magnet = true;
          if (!(field_difference(x, std::get<E>(b.body)) <= rounding)) out = a.name + ": field";
        }
      },
      a.body);
  for (const auto& field : lattice::field_names(a.body)) {
    if (is_model(field) || (magnet && is_strength(field))) continue;
    const auto x = lattice::get_field(a.body, field), y = lattice::get_field(b.body, field);
    bool same = x == y;
    if (std::holds_alternative<double>(x)) {
      const double u = std::get<double>(x), v = std::get<double>(y);
      same = u == v || std::abs(u - v) <= rounding * std::max(std::abs(u), std::abs(v));
    }
    if (std::holds_alternative<std::vector<double>>(x)) {
      const auto &u = std::get<std::vector<double>>(x), &v = std::get<std::vector<double>>(y);
      same = u.size() == v.size();
      for (std::size_t i = 0; same && i < u.size(); ++i)
        same = std::abs(u[i] - v[i]) <= rounding * std::abs(u[i]);
    }
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

elements::Dipole<> bend() {
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
  return d;
}

}  // namespace

TEST_CASE("elegant writer: the shipped lattices come back with the same elements", "[io][elegant]") {
  const std::string name = GENERATE("als", "aps_par", "aps_ptb", "esrf_ebs");
  const Lattice lattice = read_lattice(std::string(COURANT_DATA_DIR) + "/lattices/" + name + ".json");
  const Lattice whole = lattice::Builder(lattice).unroll().freeze();
  const Lattice back = again(lattice);
  INFO(name);
  CHECK(difference(whole, back) == "");
  CHECK(back.length() == Approx(lattice.circumference()).epsilon(1e-14));  // sum of hundreds of lengths
  CHECK(back.name() == lattice.name());
  CHECK(remarks(back) == "");
}

TEST_CASE("elegant writer: every attribute of an element comes back", "[io][elegant]") {
  const std::string deck =
      R"("q a": QUAD, L=0.3, K1=1.1, K2=3, TILT=0.03, DX=1e-3, DY=2e-3, DZ=3e-3, HKICK=1e-4, VKICK=2e-4
s: SEXT, L=0.2, K2=30, TILT=-0.1
ks: KSEXT, L=0.2, K2=30, K1=0.1, J1=0.2, HKICK=1e-4
o: OCTU, L=0.1, K3=700, DX=1e-3
m: MULT, L=0.2, KNL=0.6, ORDER=4, TILT=0.1
t: MULT, KNL=0.6, ORDER=2, DX=1e-3
b: SBEN, L=1.1, ANGLE=0.15, E1=0.05, E2=0.04, K1=-0.6, K2=3, FSE=0.02, HGAP=0.015, FINT1=0.4, FINT2=0.3, TILT=0.2
c: CSBEND, L=1.1, ANGLE=-0.15, K3=5, K8=70, XKICK=1e-4, YKICK=1e-5, EDGE1_EFFECTS=0, EDGE2_EFFECTS=0
h: KICKER, L=0.2, HKICK=1e-4, VKICK=2e-4, TILT=0.2
rf: RFCA, L=0.3, VOLT=1e6, FREQ=4.99654e8, PHASE=37.5
rc: RCOL, X_MAX=0.02, DX=1e-3
ec: ECOL, X_MAX=0.02, Y_MAX=0.01
p: MONI, L=0.1
x: MARK
d: DRIF, L=0.123456789012345678
row: LINE=("q a",s,ks,o,m,t,b,c,h,rf,rc,ec,p,x,d,"q a",b)
)";
  const Lattice first = read(deck), second = again(first);
  CHECK(remarks(first) == "");
  INFO(text_of(first));
  CHECK(difference(first, second) == "");
  CHECK(text_of(first).find("! Remark") == std::string::npos);
  const auto& c = std::get<elements::Dipole<>>(second[7].body);
  CHECK(c.edge1 == elements::Edge::none);
  CHECK(c.edge2 == elements::Edge::none);
}

TEST_CASE("elegant writer: halves of one bend stay one magnet", "[io][elegant]") {
  const Lattice first = read("b: SBEN, L=1, ANGLE=0.1, E1=0.05, E2=0.05\nx: MARK\nrow: LINE=(b,x,b,b)\n");
  const Lattice second = again(first);
  for (Index i : {0, 2, 3}) {
    const auto &x = std::get<elements::Dipole<>>(first[i].body),
               &y = std::get<elements::Dipole<>>(second[i].body);
    CHECK(x.edge1 == y.edge1);
    CHECK(x.edge2 == y.edge2);
  }
}

TEST_CASE("elegant writer: bends that follow each other keep their faces", "[io][elegant]") {
  auto b = builder();
  b.append("B", bend()).append("M", elements::Marker<>{}).append("B", bend()).append("B", bend());
  const Lattice lattice = b.superperiods(2).freeze();
  const Lattice back = again(lattice);
  CHECK(back.names() == std::vector<std::string>{"B", "M", "B.2", "B.3", "B", "M", "B.2", "B.3"});
  for (Index i = 0; i < back.size(); ++i)
    if (const auto* d = std::get_if<elements::Dipole<>>(&back[i].body)) {
      CHECK(d->edge1 != elements::Edge::none);
      CHECK(d->edge2 != elements::Edge::none);
    }
}

TEST_CASE("elegant writer: a skew magnet is one that is turned", "[io][elegant]") {
  auto b = builder();
  elements::Quadrupole<> q;
  q.length = 0.3;
  q.k1 = -0.5;
  q.k1s = 0.7;
  q.align.roll = 0.1;
  elements::ThinMultipole<> t;
  t.field.add(2, 0.3, -0.4);
  const Lattice back = again(b.append("Q", q).append("T", t).freeze());
  // B_y + i B_x = (b_n + i a_n) w^n of a magnet turned by r is that times exp(-i (n + 1) r) in the design frame
  const auto& turned = std::get<elements::Quadrupole<>>(back[0].body);
  const double r = turned.align.roll - 0.1;
  CHECK(turned.k1 * std::cos(2.0 * r) == Approx(-0.5).epsilon(1e-14));
  CHECK(-turned.k1 * std::sin(2.0 * r) == Approx(0.7).epsilon(1e-14));
  const auto& thin = std::get<elements::ThinMultipole<>>(back[1].body);
  CHECK(thin.field.b[2] * std::cos(3.0 * thin.align.roll) == Approx(0.3).epsilon(1e-14));
  CHECK(-thin.field.b[2] * std::sin(3.0 * thin.align.roll) == Approx(-0.4).epsilon(1e-14));
}

TEST_CASE("elegant writer: names of any kind stand in quotes", "[io][elegant]") {
  auto b = builder();
  b.append("q:1, (a)", elements::Drift<>{1.0})
      .append("Q", elements::Drift<>{2.0})
      .append("q", elements::Drift<>{3.0});
  b.append("LINE", elements::Marker<>{})
      .append("2*-x", elements::Marker<>{})
      .append("a\"b\n", elements::Marker<>{});
  b.append("Q", elements::Drift<>{4.0}).append("!%#&", elements::Marker<>{});
  const std::string text = text_of(b.freeze());
  INFO(text);
  CHECK(read(text).names() ==
        std::vector<std::string>{"q:1, (a)", "Q", "q", "LINE", "2*-x", "a_b_", "Q.2", "!%#&"});
  CHECK(text.find("! Remark: element 'Q' is called Q.2") != std::string::npos);
}

TEST_CASE("elegant writer: what elegant can't hold stands in remarks", "[io][elegant]") {
  auto b = builder();
  elements::Quadrupole<> q;
  q.length = 1.0;
  q.k1s = 0.1;
  q.kick_x = 1e-4;
  q.align.yaw = 1e-3;
  q.field.add(5, 2.0, 0.0);
  elements::Multipole<> m;
  m.length = 0.5;
  m.field.add(2, 1.5, 0.0);
  m.field.add(5, 2.0, 0.0);
  elements::Dipole<> d = bend();
  d.angle = 0.0;
  d.field.add(1, 0.0, 0.1);
  d.align.dx = 1e-3;
  elements::ThinMultipole<> t;
  t.angle = 0.01;
  t.field.add(1, 0.1, 0.0);
  t.field.add(2, 0.1, 0.0);
  t.kick_y = 1e-4;
  elements::Solenoid<> s;
  s.length = 0.5;
  s.ks = 0.1;
  b.append("Q", q).append("M", m).append("B", d).append("T", t).append("S", s);
  lattice::Description about;
  about.text = "two\nlines";
  const std::string text = text_of(b.describe(about).freeze());
  INFO(text);
  for (const char* part :
       {"Q: its skew strength is left out", "Q: yaw is left out", "Q: its multipole of order 5 is left out",
        "M: its multipole of order 5 is left out", "B: its field beyond angle/length is left out",
        "B: its skew multipole of order 1 is left out", "B: dx is left out", "T is written as 3 elements",
        "T: angle is left out", "a Solenoid is not written: it is a drift", "! two lines",
        "total energy 2750000000 eV"})
    CHECK(text.find(part) != std::string::npos);
  CHECK(read(text).names() == std::vector<std::string>{"Q", "M", "B", "T", "T.2", "T.3", "S"});
}
