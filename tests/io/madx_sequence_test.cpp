#include "madx_support.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

const std::string parts = madx::beam + "q: quadrupole, l=2, k1=0.3; r: q, l=1; d: drift, l=0.5; m: marker;\n";

// Names and entrances, drifts left out: "q 1, r 5".
std::string places(const std::string& text, const std::string& line = "") {
  const Lattice lattice = madx::read(parts + text, line);
  std::string out;
  for (Index i = 0; i < lattice.size(); ++i) {
    if (lattice[i].name.starts_with("drift_")) continue;
    out += (out.empty() ? "" : ", ") + lattice[i].name + " " +
           std::to_string(lattice.s()[static_cast<std::size_t>(i)]);
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
  }
  return out;
}

std::string sequence(const std::string& head, const std::string& nodes) {
  return "s: sequence, " + head + "; " + nodes + " endsequence;\n";
}

}  // namespace

// The places are those of MAD-X 5.09.03 for the same text.

TEST_CASE("MAD-X sequence: places are of entrance, centre or exit", "[io][madx]") {
  CHECK(places(sequence("l=9, refer=entry", "q, at=1; r, at=5;")) == "q 1, r 5");
  CHECK(places(sequence("l=9, refer=centre", "q, at=2; r, at=5.5;")) == "q 1, r 5");
  CHECK(places(sequence("l=9", "q, at=2; r, at=5.5;")) == "q 1, r 5");
  CHECK(places(sequence("l=9, refer=exit", "q, at=3; r, at=6;")) == "q 1, r 5");
  CHECK(places(sequence("l=9, refer=entry", "x: q, at=1, k1=4; r, at:=off;") + "off = 5;") == "x 1, r 5");
}

TEST_CASE("MAD-X sequence: from counts from the centre of an element", "[io][madx]") {
  CHECK(places(sequence("l=20, refer=exit", "q, at=3; r, at=5, from=q;")) == "q 1, r 6");
  CHECK(places(sequence("l=20, refer=entry", "m, at=-2, from=q; q, at=3;")) == "m 2, q 3");
  CHECK(madx::error_of(parts + sequence("l=20", "q, at=3, from=x;")).text.find("'q' counts from 'x'") !=
        std::string::npos);
  CHECK(madx::error_of(parts + sequence("l=20", "q, at=3, from=r; r, at=3, from=q;"))
            .text.find("check 'from'") != std::string::npos);
}

TEST_CASE("MAD-X sequence: a sequence inside another keeps its ends as markers", "[io][madx]") {
  const std::string inner = "i: sequence, l=4, refer=centre; q, at=2; endsequence;\n";
  CHECK(places(inner + sequence("l=20, refer=entry", "i, at=1; i, at=10;")) ==
        "i$start 1, q 2, i$end 5, i$start 10, q 11, i$end 14");
  const std::string with_refpos =
      "i: sequence, l=8, refer=entry, refpos=q; m, at=0.5; q, at=2; endsequence;\n";
  CHECK(places(with_refpos + sequence("l=20, refer=entry", "i, at=5;")) == "i$start 2, m 2.5, q 4, i$end 10");
  CHECK(places(inner, "I") == "q 1");
}

TEST_CASE("MAD-X sequence: drifts fill the gaps", "[io][madx]") {
  const Lattice ring = madx::read(parts + sequence("l=9, refer=entry", "q, at=1; r, at=3; m, at=7;"));
  CHECK(ring.names() == std::vector<std::string>{"drift_0", "q", "r", "drift_1", "m", "drift_2"});
  CHECK(ring.length() == 9.0);
  CHECK(ring.description().report.empty());
}

TEST_CASE("MAD-X sequence: gaps below a micrometre are closed, overlaps above are errors", "[io][madx]") {
  const Lattice close =
      madx::read(parts + sequence("l=20, refer=entry", "q,at=1; q,at=3.0000005; q,at=5.000003;"));
  CHECK(close.names() == std::vector<std::string>{"drift_0", "q", "q", "drift_1", "q", "drift_2"});
  CHECK(madx::report_of(close).find("1 gap: they are smaller than 1e-6 m, in all 5.0e-07 m") !=
        std::string::npos);
  const auto error = madx::error_of(parts + sequence("l=20, refer=entry", "q,at=1;\nr,at=2.999;"));
  CHECK(error.line == 4);
  CHECK(error.text.find("'q' and 'r' overlap by 0.001 m") != std::string::npos);
  CHECK(madx::error_of(parts + sequence("l=4, refer=entry", "q,at=1; q,at=3;"))
            .text.find("'q' and the end overlap by 1 m") != std::string::npos);
  CHECK(madx::error_of(parts + sequence("l=9", "q,at=6; r,at=3;")).text.find("overlap") != std::string::npos);
}

TEST_CASE("MAD-X sequence: an RBEND takes the room of its arc", "[io][madx]") {
  const std::string bend = "b: rbend, l=2, angle=0.5;\n" + sequence("l=10, refer=entry", "b, at=1; m, at=5;");
  const auto length = [](const Lattice& l) { return l.s()[2] - l.s()[1]; };
  // MAD-X 5.09.03: 2.0209862506105356; its last digits are those of s after a few additions
  CHECK(length(madx::read(parts + bend)) == Approx(2.0209862506105356).epsilon(1e-15));
  CHECK(length(madx::read(parts + bend + "option, rbarc=false;")) == 2.0);
  CHECK(length(madx::read(parts + bend + "option, -rbarc;")) == 2.0);
}

TEST_CASE("MAD-X sequence: classes are copied, later assignments act on the element", "[io][madx]") {
  const auto k1 = [](const std::string& text) {
    return std::get<elements::Quadrupole<>>(madx::read(parts + text + "l: line=(x);")[0].body).k1;
  };
  CHECK(k1("x: q;") == 0.3);
  CHECK(k1("x: q; q, k1=7;") == 0.3);  // MAD-X copies at the definition
  CHECK(k1("q, k1=7; x: q;") == 7.0);
  CHECK(k1("x: q; x->k1 := kk; kk = 4;") == 4.0);
  CHECK(k1("x: q; x, k1 = kk; kk = 4;") == 0.0);
  CHECK(k1("x: q; x: q, k1=9;") == 9.0);
  const Lattice ring =
      madx::read(parts + "x: q, k1=2;" + sequence("l=9", "x: q, at=3, k1=7; r, at=6, k1=1;"));
  CHECK(std::get<elements::Quadrupole<>>(ring[1].body).k1 == 2.0);  // MAD-X: implicit re-definition ignored
  CHECK(madx::report_of(ring).find("'x': it is defined again in a sequence") != std::string::npos);
  CHECK(madx::report_of(ring).find("attribute 'k1' is given where it stands") != std::string::npos);
  CHECK(madx::error_of(parts + sequence("l=9", "y: q, at=3; y: q, at=6;")).text.find("defined twice") !=
        std::string::npos);
}

TEST_CASE("MAD-X line: repetition, reversal, lists and arguments", "[io][madx]") {
  const auto names = [](const std::string& text) {
    std::string out;
    for (const auto& name : madx::read(parts + text, "x").names()) out += (out.empty() ? "" : " ") + name;
    return out;
  };
  CHECK(names("l: line=(r,q); x: line=(2*(d,q),-l,-(q,d),-r,2*l);") == "d q d q q r d q r r q r q");
  CHECK(names("l(u,v): line=(u,2*v,-u); k: line=(q,d); x: line=(l(q,d),l(k,q));") == "q d d q q d q q d q");
  CHECK(names("l(u): line=(u,m); x: line=(l((q,-(d,r))));") == "q r d m");
  CHECK(names("l(u): line=(u); k(u): line=(l(u),2*l(u)); x: line=(-k(d));") == "d d d");
  CHECK(names("s: sequence, l=3, refer=entry; q, at=0; endsequence; x: line=(d,s,d);") ==
        "d s$start q drift_0 s$end d");
  CHECK(names("x: line=(0*d,m);") == "m");
  CHECK(
      madx::error_of(parts + "l(u): line=(u); x: line=(l(q,d));").text.find("given 2 arguments (it has 1)") !=
      std::string::npos);
}

TEST_CASE("MAD-X line: which one is meant", "[io][madx]") {
  const std::string two = "a: line=(q); b: line=(r); c: line=(a,b);";
  CHECK(madx::read(parts + two).name() == "c");  // the others stand in it
  CHECK(madx::read(parts + two + "use, period=a;").name() == "a");
  CHECK(madx::read(parts + two + "use, period=a;", "b").name() == "b");
  const auto error = madx::error_of(parts + "a: line=(q); b: line=(r);");
  CHECK(error.text.find("several sequences or lines could be meant (a, b) name one of them") !=
        std::string::npos);
  CHECK_THROWS_AS(madx::read(parts + two, "nosuch"), UnknownName);
  CHECK_THROWS_WITH(madx::read(parts + two, "cc"), Catch::Contains("did you mean 'c'"));
}

TEST_CASE("MAD-X seqedit: sequences are changed as asked", "[io][madx]") {
  const std::string base = sequence("l=20, refer=entry", "q,at=0; r,at=5; m,at=8; q,at=10;");
  const auto after = [&](const std::string& edits) {
    return places(base + "seqedit, sequence=s; " + edits + " endedit;");
  };
  CHECK(after("remove, element=q;") == "r 5, m 8, q 10");
  CHECK(after("remove, element=q[2];") == "q 0, r 5, m 8");
  CHECK(after("install, element=r, at=3;") == "q 0, r 3, r 5, m 8, q 10");
  CHECK(after("install, element=new, class=r, at=4, from=m;") == "q 0, r 5, m 8, q 10, new 12");
  CHECK(after("move, element=r, to=1, from=m;") == "q 0, m 8, r 9, q 10");
  CHECK(after("move, element=r, by=0.5;") == "q 0, r 5.5, m 8, q 10");
  CHECK(after("replace, element=r, by=q;") == "q 0, q 5, m 8, q 10");
  CHECK(after("cycle, start=m;") == "m 0, q 2, q 12, r 17");
  CHECK(after("reflect;") == "q 8, m 12, r 14, q 18");
  CHECK(places("i: sequence, l=8, refer=entry; m, at=0.5; endsequence;\n" +
                   sequence("l=20, refer=entry", "i,at=5;") +
                   "seqedit, sequence=s; flatten; move, element=m, by=1; endedit;",
               "s") == "i$start 5, m 6.5, i$end 13");
  CHECK(madx::error_of(parts + base + "seqedit, sequence=s;\n cycle, start=q; endedit;")
            .text.find("it has a length") != std::string::npos);
  CHECK(madx::error_of(parts + base + "seqedit, sequence=s;\n extract, x=1; endedit;")
            .text.find("'extract' can't") != std::string::npos);
  CHECK(madx::error_of(parts + base + "seqedit, sequence=s;\n remove, element=selected; endedit;")
            .text.find("of selected elements is not supported") != std::string::npos);
}
