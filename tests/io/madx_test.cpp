#include <cmath>
#include <filesystem>
#include <fstream>

#include "courant/base/constants.hpp"
#include "courant/io/check.hpp"
#include "madx_support.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

// Length of the only drift, whose l is `expression`.
double value(const std::string& expression, const std::string& before = "") {
  return madx::read(madx::beam + before + "d: drift, l := " + expression + "; x: line=(d);", "x").length();
}

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "courant_madx_test") {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ / "deep");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("MAD-X: a deferred expression follows its names, an immediate one doesn't", "[io][madx]") {
  CHECK(value("b", "a = 1; b := 2*a; a = 5;") == 10.0);
  CHECK(value("b", "a = 1; b = 2*a; a = 5;") == 2.0);
  CHECK(value("f", "a = 1; d := 3*a; f = d; a = 10;") == 3.0);
  CHECK(value("a", "a = 1; a = a + 1; a = a + 1;") == 3.0);
  CHECK(value("A + b.1$_", "a = 1; B.1$_ = 2;") == 3.0);  // names regardless of case
}

TEST_CASE("MAD-X: types of names are taken", "[io][madx]") {
  CHECK(value("x", "real x = 3;") == 3.0);
  CHECK(value("x", "int x = 3.7;") == 3.0);
  CHECK(value("x", "const x = 3; x = 4;") == 3.0);
  CHECK(value("x", "real const x = 3; x := 4;") == 3.0);
  CHECK(value("pi", "pi = 4;") == constants::pi);
}

TEST_CASE("MAD-X: predefined names have the constants of nature", "[io][madx]") {
  CHECK(value("twopi") == constants::two_pi);
  CHECK(value("180/degrad") == Approx(constants::pi).epsilon(1e-15));
  CHECK(value("180*raddeg") == Approx(constants::pi).epsilon(1e-15));
  CHECK(value("log(e)") == Approx(1.0).epsilon(1e-15));
  // 2e-9: MAD-X has the values of CODATA 2018
  CHECK(value("emass*1e9") == Approx(constants::electron_rest_energy).epsilon(2e-9));
  CHECK(value("pmass*1e9") == Approx(constants::proton_rest_energy).epsilon(2e-9));
  CHECK(value("erad*1e15") == Approx(constants::classical_electron_radius * 1e15).epsilon(3e-9));
  CHECK(value("clight") == constants::speed_of_light);
  CHECK(value("prad*pmass/(erad*emass)") == Approx(1.0).epsilon(1e-15));  // both are e^2/(4 pi eps0 m c^2)
}

TEST_CASE("MAD-X: attributes of elements and beams are values", "[io][madx]") {
  const std::string before =
      "q: quadrupole, l=0.5, k1:=kf; q2: q, l=2*q->l; kf = 3; b: rbend, l=2, angle=0.5;\n";
  CHECK(value("q2->l", before) == 1.0);
  CHECK(value("Q2->K1", before) == 3.0);
  CHECK(value("q->tilt + 1", before) == 1.0);
  CHECK(value("b->l", before) == Approx(2.0 * 0.25 / std::sin(0.25)).epsilon(1e-15));  // the arc, as in MAD-X
  CHECK(value("beam->energy") == 3.0);
  CHECK(value("beam%s->pc", "beam, sequence=s, particle=proton, pc=26;") == Approx(26.0).epsilon(1e-15));
  CHECK(value("s->l", "s: sequence, l=7; endsequence;") == 7.0);
}

TEST_CASE("MAD-X: a name without value and a division by zero count as 0 and are reported", "[io][madx]") {
  const Lattice line = madx::read(madx::beam + "d: drift, l := 1 + nothing + 2/zero + no->l; l: line=(d);");
  CHECK(line.length() == 1.0);
  const std::string report = madx::report_of(line);
  CHECK(report.find("2: name 'nothing': it is not defined (it counts as 0, as in MAD-X)") !=
        std::string::npos);
  CHECK(report.find("name 'no->l'") != std::string::npos);
  CHECK(report.find("it divides by 0") != std::string::npos);
}

TEST_CASE("MAD-X: a name that leads back to itself is an error where it is defined", "[io][madx]") {
  CHECK(madx::error_of("g := g + 1;\nd: drift, l=g;\n").line == 1);
  CHECK(madx::error_of("g := g + 1;\nd: drift, l=g;\n").text.find("'g' is defined by itself") !=
        std::string::npos);
  CHECK(madx::error_of("a := b;\nb := a;\nd: drift, l=a;").text.find("defined by itself") !=
        std::string::npos);
  CHECK(madx::error_of("q: quadrupole, l := q->l;\nx: line=(q);").text.find("nested too deeply") !=
        std::string::npos);
}

TEST_CASE("MAD-X: values that Courant can't know are errors only where they are used", "[io][madx]") {
  const std::string table = "q1 = table(summ, q1); r = 2*ran();\n";
  const Lattice line = madx::read(madx::beam + table + "d: drift, l=1; l: line=(d);");
  CHECK(madx::report_of(line).find("variable 'q1': function 'table' is not supported") != std::string::npos);
  const auto error = madx::error_of(table + "d: drift, l=1+q1;");
  CHECK(error.line == 2);
  CHECK(error.text.find("'q1' has no value") != std::string::npos);
}

TEST_CASE("MAD-X: comments, quotes and line ends stand anywhere", "[io][madx]") {
  const Lattice line = madx::read(
      "title, \"a ring! with // marks; in it\"; // d: drift, l=9;\n"
      "/* a comment; with = marks\n and lines */ beam,\n  particle = electron, ! here\n  energy = 3\n;\n"
      "d : drift , type='x;y' , l = 1.e0/*!*/;;;\n"
      "l: line = ( d , /* two */ 2 * ( d ) ) ;");
  CHECK(line.length() == 3.0);
  CHECK(line.description().text == "a ring! with // marks; in it");
  CHECK(line.name() == "l");
}

TEST_CASE("MAD-X: texts of older files become UTF-8", "[io][madx]") {
  const Lattice line =
      madx::read("title, 'Gr\xf6\xdf'; ! \xe9\n" + madx::beam + "d: drift, l=1, \xe4\xf6: x; l: line=(d);");
  CHECK(line.description().text == "Gr\u00f6\u00df");
  CHECK(madx::report_of(line).find("\u00e4\u00f6") != std::string::npos);
  CHECK(madx::error_of(
            "a = 12345678901234567890 \u00f6\u00f6\u00f6\u00f6\u00f6\u00f6\u00f6\u00f6\u00f6\u00f6\u00f6;")
            .text.find("\u00f6' can't stand here") != std::string::npos);
}

TEST_CASE("MAD-X: if, elseif, else and while are run", "[io][madx]") {
  const std::string tree = "if (a == 1) { x = 10; } elseif (a < 3 && a > 1) { x = 20; } else { x = 30; }\n";
  CHECK(value("x", "a = 1;" + tree) == 10.0);
  CHECK(value("x", "a = 2;" + tree) == 20.0);
  CHECK(value("x", "a = 3;" + tree) == 30.0);
  CHECK(value("n", "n = 0; while (n < 5) { if (n == 3) { n = 10; } n = n + 1; }") == 11.0);
}

TEST_CASE("MAD-X: the reader says what it skipped", "[io][madx]") {
  const std::string report = madx::report_of(madx::read(
      "option, -echo;\nbeam, particle=electron, energy=3;\ntwiss, file=x;\nm(a): macro = { b = a; call, "
      "file=no; };\n"
      "match;\nvary, name=k;\nendmatch;\nptc_create_universe;\nmakethin, sequence=s;\nfoo, bar;\ntwiss;\n"
      "value, a; ealign, dx=1;\nd: drift, l=1, strange=3; x: nosuch, l=2; no->k1 = 3; l: line=(d);"));
  INFO(report);
  for (const char* part :
       {"3: statement 'twiss' and 1 more: 'twiss' is a command of MAD-X (it was skipped)", "4: macro 'm'",
        "5: statement 'match': nothing is matched", "8: statement 'ptc_create",
        "9: statement 'makethin': 'makethin' would change the lattice", "10: statement 'foo'",
        "12: statement 'ealign'", "13: drift 'd': attribute 'strange' is not understood",
        "13: 'x': its class 'nosuch' is unknown", "13: 'no->k1': there is no element 'no'"})
    CHECK(report.find(part) != std::string::npos);
  CHECK(madx::error_of("exec, m(3);").text.find("macro 'm' can't be run") != std::string::npos);
}

TEST_CASE("MAD-X: a job calls files beside it, nested", "[io][madx]") {
  const Folder folder;
  write(folder / "deep/ring.seq",
        "q: quadrupole, l=1, k1:=kf;\ncall, file='strengths.str';\n"
        "r: sequence, l=4, refer=entry; q, at=1; endsequence; return; kf = 9;");
  write(folder / "deep/strengths.str", "kf = 0.25;");
  write(folder / "job.madx",
        "call, file = \"deep/ring.seq\";\nbeam, particle=proton, pc=26;\nuse, sequence=r;\n"
        "stop;\nnonsense ( ;");
  const Lattice ring = read_lattice(folder / "job.madx");
  CHECK(std::get<elements::Quadrupole<>>(ring[1].body).k1 == 0.25);
  CHECK(ring.particle().species == "proton");
  CHECK(ring.description().report.empty());

  write(folder / "bad.madx", "\ncall, file='none.seq';");
  write(folder / "self.madx", "call, file='self2.madx';");
  write(folder / "self2.madx", "call, file='self.madx';");
  write(folder / "broken.madx", "call, file='deep/broken.str';");
  write(folder / "deep/broken.str", "\n\nkf = (1;\n");
  CHECK_THROWS_WITH(read_lattice(folder / "bad.madx"),
                    Catch::Contains("bad.madx:2: the called file") && Catch::Contains("does not exist"));
  CHECK_THROWS_WITH(read_lattice(folder / "self.madx"), Catch::Contains("calls itself"));
  CHECK_THROWS_WITH(read_lattice(folder / "broken.madx"),
                    Catch::Contains("deep/broken.str:3: expression '(1'"));
  CHECK_THROWS_WITH(madx::read("call, file='/';"), Catch::Contains("it is no file"));
}

TEST_CASE("MAD-X: the beam is that of the sequence, of all, or MAD-X's own", "[io][madx]") {
  const std::string line = "d: drift, l=1; s: sequence, l=1, refer=entry; d, at=0; endsequence;\n";
  const auto particle = [&](const std::string& beam) { return madx::read(beam + line).particle(); };
  CHECK(particle("").species == "positron");
  CHECK(particle("").reference.energy() == 1e9);
  CHECK(madx::report_of(madx::read(line)).find("a positron of 1 GeV is taken, as in MAD-X") !=
        std::string::npos);
  CHECK(particle("beam, particle=proton, energy=7;").reference.energy() == 7e9);
  CHECK(particle("beam, particle=proton, energy=7; beam, sequence=s, energy=5;").species == "positron");
  CHECK(particle("beam, particle=antiproton, pc=0.1;").reference.charge() == -1.0);
  CHECK(particle("beam, particle=antiproton, pc=0.1;").reference.energy() ==
        Approx(std::hypot(1e8, 938.27208816e6)).epsilon(1e-15));
  CHECK(particle("beam, particle=electron, gamma=1000;").reference.energy() ==
        Approx(1000.0 * 510.99895e3).epsilon(1e-15));
  const auto ion = particle("beam, particle=pb54, mass=0.93, charge=54./208., energy=0.94;");
  CHECK(ion.species == "pb54");
  CHECK(ion.reference.mass() == Approx(0.93e9).epsilon(1e-15));
  CHECK(ion.reference.charge() == 54.0 / 208.0);
  CHECK(particle("beam, particle=electron; beam->energy = 2;").reference.energy() == 2e9);
  CHECK(madx::error_of("beam, particle=proton, energy=0.5;" + line).text.find("total energy") !=
        std::string::npos);
  CHECK(madx::error_of(madx::beam + "beam, bv=-1;" + line).text.find("bv = -1") != std::string::npos);
}

TEST_CASE("MAD-X: check_lattice finds all errors in one go", "[io][madx]") {
  const Folder folder;
  write(folder / "bad.madx",
        "a = (1;\nb = 2;\n7 = 3;\nq: quadrupole, l=1;\nx, y z;\ns: sequence, l=2, refer=entry;\n"
        "q, at=0; q, at=0.5; q, at=2; nosuch;\nendsequence; use, sequence=s;");
  const auto found = io::check_lattice(folder / "bad.madx");
  std::vector<Index> lines;
  for (const auto& f : found)
    if (f.error) lines.push_back(f.line);
  CHECK(lines == std::vector<Index>{1, 3, 7, 7, 6});
}

TEST_CASE("MAD-X: broken statements give file, line and reason", "[io][madx]") {
  const auto [text, line, part] = GENERATE(table<std::string, Index, std::string>({
      {"a = 1;\nb = sqrt(-1);", 2, "no finite value"},
      {"a = 'x;\nb = 2;", 1, "a text doesn't end"},
      {"\n/* a\nb", 2, "a comment doesn't end"},
      {"x: multipole, knl={1, 2;", 1, "bracket '}' is missing"},
      {"if (a { b = 2; }", 1, "bracket ')' is missing"},
      {"if (1) b = 2;", 1, "'if' has no block"},
      {"3x: drift;", 1, "'3x' is no name"},
      {"= 3;", 1, "can't be assigned to"},
      {"(1+2);", 1, "is no statement of MAD-X"},
      {"d: drift, l 3 = 4;", 1, "is no attribute"},
      {"call;", 1, "CALL names no file"},
      {"s: sequence; endsequence;", 1, "has no length"},
      {"s: sequence, l=3, refer=middle;", 1, "refer 'middle' is unknown"},
      {"s: sequence, l=3;\n", 1, "sequence 's' doesn't end"},
      {"a = 1;", 0, "no sequence and no line"},
      {"d: drift, l=1;\nl: line = (d, nosuch);", 2, "element 'nosuch' is not defined"},
      {"x: foo;\nl: line = (x);", 2, "its class 'foo' is unknown"},
      {"l: line = (2 d);", 1, "'*' is missing"},
      {"l: line = (d;", 1, "a closing bracket is missing"},
      {"l: line = (l);", 1, "'l' contains itself"},
      {"use, sequence=s, range=a/b;", 1, "a range of a line"},
  }));
  INFO(text << " -> " << madx::error_of(text).text);
  CHECK(madx::error_of(text).text.find(part) != std::string::npos);
  CHECK(madx::error_of(text).line == line);
}
