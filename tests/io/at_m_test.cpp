#include <cmath>
#include <random>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "support/catch.hpp"
#include "support/limited.hpp"

using namespace courant;

namespace {

// Value of an expression, as the length of a drift.
double value(const std::string& expression, const std::string& before = "") {
  return io::parse_lattice(before + "ring={atringparam('r',3e9,1);atdrift('D'," + expression + ")};", "x.m")
      .length();
}

struct Message {
  std::string text;
  Index line = -1;
};
Message error_of(const std::string& content) {
  try {
    io::parse_lattice(content, "ring.m");
  } catch (const ParseError& e) {
    return {e.what(), e.line()};
  }
  return {"no error"};
}

const std::string fodo = R"(function ring=fodo()
% A FODO cell of our own; 3 GeV, 16 superperiods.
%{
 a block comment with ring={...
%}
L = 0.3; angle = 2*pi/32;   # half a cell each
B = atsbend('B', 1.2, angle, 0, 'BndMPoleSymplectic4Pass', ...
            'EntranceAngle', angle/2, 'ExitAngle', angle/2);
half = {atdrift('D1',0.5); B; atdrift('D1',0.5)};
ring = [ {atringparam('FODO',3e9,16)
          atquadrupole('QF',L,1.1)}
         half
         {atquadrupole('QD',L,-1.1)}; half ];
end
)";

}  // namespace

TEST_CASE("AT .m: a function that returns a cell array is read", "[io][at_m]") {
  const Lattice ring = io::parse_lattice(fodo, "fodo.m");
  CHECK(ring.names() == std::vector<std::string>{"QF", "D1", "B", "D1", "QD", "D1", "B", "D1"});
  CHECK(ring.name() == "FODO");
  CHECK(ring.superperiods() == 16);
  CHECK(ring.length() == Approx(5.0).epsilon(1e-15));  // sum of eight lengths
  CHECK(ring.description().report.empty());
}

TEST_CASE("AT .m: arithmetic follows MATLAB's rules", "[io][at_m]") {
  const auto [text, wanted] = GENERATE(table<std::string, double>({
      {"1+2*3", 7.0},
      {"(1+2)*3", 9.0},
      {"2^3^2", 64.0},
      {"-2^2+8", 4.0},
      {"2^-1", 0.5},
      {"1e1", 10.0},
      {"1.5D1", 15.0},
      {".5", 0.5},
      {"5.", 5.0},
      {"7/2/2", 1.75},
      {"1 - -1", 2.0},
      {"pi", 3.141592653589793},
      {"sqrt(16)", 4.0},
      {"sin(pi/2)", 1.0},
      {"atan2(0,1)+1", 1.0},
      {"deg2rad(180)", 3.141592653589793},
      {"numel([1 -2])", 2.0},
      {"numel([1 - 2])", 1.0},
      {"numel([1 -2 +3])", 3.0},
      {"numel([1, 2; 3, 4])", 4.0},
      {"numel(1:2:9)", 5.0},
      {"numel(0:0.1:1)", 11.0},
      {"numel('it''s')", 4.0},
      {"length({1,2,3})", 3.0},
      {"numel(ones(2,3).*2)", 6.0},
  }));
  INFO(text);
  CHECK(value(text) == wanted);
}

TEST_CASE("AT .m: variables, fields and indices are followed", "[io][at_m]") {
  CHECK(value("a", "a = 2; a = a + 1;\n") == 3.0);
  CHECK(value("v(2)", "v = [4 5 6];\n") == 5.0);
  CHECK(value("v(end)", "v = [4 5 6]';\n") == 6.0);
  CHECK(value("m(2,1)", "m = [1 2; 3 4];\n") == 3.0);
  CHECK(value("t(1,2)", "m = [1 2; 3 4]; t = m';\n") == 3.0);
  CHECK(value("c{2}", "c = {1, 7};\n") == 7.0);
  CHECK(value("p.l.q", "p.l.q = 3;\n") == 3.0);
  CHECK(value("c{3}", "c = {}; c{end+1} = 1; c{3} = 9;\n") == 9.0);
  CHECK(value("numel(w)", "v = 1:10; w = v(3:5);\n") == 3.0);
}

TEST_CASE("AT .m: scripts choose the ring by name", "[io][at_m]") {
  const std::string two =
      "a={atringparam('r',3e9,1);atdrift('D',1)};\nRING={atringparam('r',3e9,1);atdrift('D',2)};\n";
  CHECK(io::parse_lattice(two, "x.m").length() == 2.0);
  CHECK(io::parse_lattice(two, "x.m", {.format = "", .line = "a"}).length() == 1.0);
  CHECK(io::parse_lattice("GLOBVAL.E0=2e9;\nTHERING={atdrift('D',2)};", "x.m").reference().energy() == 2e9);
}

TEST_CASE("AT .m: statements without effect are reported with their line", "[io][at_m]") {
  const Lattice ring =
      io::parse_lattice("disp('hello');\nring={atringparam('r',3e9,1);atdrift('D',1)};\nnumel(ring);", "x.m");
  REQUIRE(ring.description().report.size() == 2);
  CHECK(ring.description().report[0].line == 1);
  CHECK(ring.description().report[1].line == 3);
}

TEST_CASE("AT .m: names in Latin-1 become UTF-8, names in UTF-8 stay", "[io][at_m]") {
  const auto name = [](const std::string& text) {
    return io::parse_lattice("ring={atringparam('r',3e9,1);atdrift('" + text + "',1)};", "x.m").names()[0];
  };
  CHECK(name("Tr\xe4ger") == "Tr\xc3\xa4ger");
  CHECK(name("Tr\xc3\xa4ger") == "Tr\xc3\xa4ger");
  CHECK(name("\xf0\x9f\x94\xa6") == "\xf0\x9f\x94\xa6");
  CHECK(name("\xed\xa0\x80") == "\xc3\xad\xc2\xa0\xc2\x80");  // half of a pair is no character
}

TEST_CASE("AT .m: each mistake is named with its line", "[io][at_m][errors]") {
  struct Case {
    std::string content;
    Index line;
    std::string part;
  };
  const auto c = GENERATE(values<Case>({
      {"ring={atdrift('D',1)", 1, "bracket '}' is missing"},
      {"x=1;\nring={atdrift('D',1};", 2, "missing"},
      {"x=1;\nring={atdrfit('D',1)};", 2, "did you mean 'atdrift'"},
      {"x=1;\ny=x2+1;", 2, "did you mean 'x'"},
      {"x='abc", 1, "doesn't end"},
      {"x=1;\n%{\nring", 2, "block comment"},
      {"x=1;\nfor i=1:3", 2, "'for' is not evaluated"},
      {"x=@sin;", 1, "a value is missing"},
      {"x=1 2;", 1, "is not expected here"},
      {"x=[1 2;3];", 1, "different lengths"},
      {"v=[1 2];\nx=v(3);", 2, "index 3 is outside"},
      {"v=[1 2];\nx=v(0);", 2, "indices count from 1"},
      {"x=[1 2]*[3 4];", 1, "two arrays"},
      {"x='a'+1;", 1, "needs numbers"},
      {"p.a=1;\nx=p.b;", 2, "field 'b' does not exist"},
      {"x=1e999;", 1, "can't be read"},
      {"x=3i;", 1, "can't be read"},
      {"x=repmat({1},1e5,1e5);", 1, "too large"},
      {"x=zeros(1e5,1e5);", 1, "too large"},
      {"x=0:1e-9:1;", 1, "too long"},
      {"x=atdrift();", 1, "no name"},
      {"x=atdrift('D',1,2);", 1, "too many arguments"},
      {"x=atdrift('D',1,'Length');", 1, "pairs"},
      {"x=5;", 0, "no variable is a lattice"},
      {"x=\x01;", 1, "can't stand here"},
      {"x=" + std::string(1000, '('), 1, "nested too deeply"},
      {"x=" + std::string(1000, '-') + "1", 1, "nested too deeply"},
      {"x=" + std::string(1000, '['), 1, "nested too deeply"},
  }));
  INFO(c.content);
  const Message message = error_of(c.content);
  INFO(message.text);
  CHECK(message.line == c.line);
  CHECK(message.text.find(c.part) != std::string::npos);
}

TEST_CASE("AT .m: values that double at each line end soon", "[io][at_m][errors]") {
  std::string text = "a={1};\n";
  for (int i = 0; i < 60; ++i) text += "a={a,a};\n";
  const auto refused = [&] {
    return error_of(text).text.find("more values than any lattice") != std::string::npos;
  };
  CHECK(test::run_limited(refused, 30, rlim_t{4} << 30) == 0);
}

TEST_CASE("AT .m: cut and changed texts give a lattice or one ParseError", "[io][at_m][errors]") {
  const auto survives = [] {
    const auto read = [](const std::string& text) {
      try {
        io::parse_lattice(text, "fodo.m");
      } catch (const ParseError&) {
      }
    };
    for (std::size_t n = 0; n < fodo.size(); ++n) read(fodo.substr(0, n));
    std::mt19937 random(3);
    for (int i = 0; i < 2000; ++i) {
      std::string broken = fodo;
      broken[random() % broken.size()] ^= static_cast<char>(1U << (random() % 8));
      read(broken);
    }
    return true;
  };
  CHECK(test::run_limited(survives, 60, rlim_t{4} << 30) == 0);
}
