#include <ctime>
#include <random>

#include "madx_support.hpp"
#include "support/catch.hpp"
#include "support/limited.hpp"

using namespace courant;

namespace {

const std::string job = R"(! A cell of our own.
kf = 0.4; kd := -kf; lq = 0.3;
qf: quadrupole, l := lq, k1 := kf;
qd: qf, k1 := kd;
b: rbend, l = 1.5, angle = twopi/40, e1 = 0.01, type = "main; one";
m: multipole, knl := {0, 0.01, kf*3}, ksl = {0, 0.02};
h: hkicker, kick = 1e-4;
c: rfcavity, l = 0.4, volt = 0.5, lag = 0.4, harmon = 8;
half: sequence, l = 5, refer = entry;
qf, at = 0.1; b, at = 0.6; m, at = 2.5; h, at = 1.2, from = m;
endsequence;
if (kf > 0.1) { kf = kf/2; } else { kf = 7; }
cell: sequence, l = 12, refer = centre;
half, at = 2.5; qd, at = 6; x: c, at = 7, lag = 0.45; qd, at = 9;
endsequence;
row: line = (2*(qf, b), -(qd, b), m);
beam, particle = proton, pc = 0.1;
use, sequence = cell;
twiss;
)";

}  // namespace

TEST_CASE("MAD-X: a file cut anywhere is read or gives one error", "[io][madx][hostile]") {
  CHECK(madx::read(job).length() == Approx(12.0).epsilon(1e-15));
  Index errors = 0;
  for (std::size_t n = 0; n < job.size(); ++n) {
    try {
      madx::read(job.substr(0, n));
    } catch (const ParseError&) {
      ++errors;
    }
  }
  CHECK(errors > 100);
}

TEST_CASE("MAD-X: damaged files give a lattice or one of our errors", "[io][madx][hostile]") {
  std::mt19937 random(20260821);
  const std::string marks = "=:;,(){}*-+/^<>\"'!$.0 9eE\n";
  for (int i = 0; i < 3000; ++i) {
    std::string text = job;
    for (int k = 0; k < 1 + i % 5; ++k) {
      const auto at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = static_cast<char>(text[at] ^ (1U << (random() % 8)));
          break;
        case 1:
          text[at] = marks[random() % marks.size()];
          break;
        default:
          text.erase(at, random() % 30);
          break;
      }
    }
    try {
      madx::read(text);
    } catch (const Error&) {
    }
  }
}

TEST_CASE("MAD-X: enormous, endless and deep input is refused soon", "[io][madx][hostile]") {
  const auto repeated = [](const std::string& part, int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += part;
    return out;
  };
  std::string doubling = "a0 = 1;", chain = "a0 := 1;", lines = "d: drift, l=1; l0: line=(d,d);",
              empty = "l0: line=();";
  std::string sequences = "s0: sequence, l=0; endsequence;";
  for (int i = 1; i < 90; ++i) {
    const std::string n = std::to_string(i), o = std::to_string(i - 1);
    doubling += "a" + n + " := a" + o + "/2 + a" + o + "/2;";
    lines += "l" + n + ": line=(l" + o + ",l" + o + ");";
    empty += "l" + n + ": line=(l" + o + ",l" + o + ");";
    sequences += "s" + n + ": sequence, l=0; s" + o + ", at=0; s" + o + ", at=0; endsequence;";
  }
  for (int i = 1; i < 5000; ++i) chain += "a" + std::to_string(i) + " := a" + std::to_string(i - 1) + ";";
  const std::string use_last = "d: drift, l := a89; x: line=(d);";
  CHECK(madx::read(doubling + use_last).length() == 1.0);  // values are kept: no 2^89 operations

  const auto [text, part] = GENERATE_REF(table<std::string, std::string>({
      {chain + "d: drift, l := a4999; x: line=(d);", "nested too deeply"},
      {"d: drift, l=1; l: line=(999999999*(d));", "more than any"},
      {"d: drift, l=1; l: line=(999999999999999999999*(d));", "too many"},
      {"d: drift, l=1; l: line=(1000000000*());", "more work than any lattice"},
      {lines, "more than any"},
      {empty + "use, period=l89;", "more work than any lattice"},
      {sequences + "use, sequence=s89;", "more than any"},
      {"while (1) {}", "more work than any lattice"},
      {"while (1) { a = 1; }", "more work than any lattice"},
      {repeated("if (1) {", 20000), "bracket '}' is missing"},
      {repeated("if (1) {", 200) + repeated("}", 200), "blocks are nested too deeply"},
      {"a = " + repeated("(", 100000) + "1;", "nested too deeply"},
      {"l: line = " + repeated("(", 100000) + ";", "nested too deeply"},
      {"a = " + repeated("sin(", 100000) + "1;", "nested too deeply"},
      {std::string(1 << 20, 'a'), "no sequence and no line"},
      {std::string(1 << 20, ':'), "is no name"},
      {"x: multipole, knl = {" + repeated("1,", 300000) + "}; l: line=(x);", "no error"},
  }));
  const std::clock_t start = std::clock();
  const std::string error = madx::error_of(text).text;
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  INFO(error.substr(0, 300) << " in " << seconds << " s for " << text.substr(0, 60));
  CHECK((error.find(part) != std::string::npos ||
         (part == "more than any" && error.find("more ") != std::string::npos)));
  CHECK(seconds < 5.0 * test::slowness);  // of computing time; the heaviest takes 0.2 s
}
