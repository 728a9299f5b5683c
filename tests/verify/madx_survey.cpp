#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "courant/io/read.hpp"
#include "courant/lattice/survey.hpp"
#include "madx.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// Row of a golden table and our place.
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// Positions (x, z) of a flat line in extended precision: what rounding both codes' sums hold shows against them.
using Flat = std::vector<std::array<long double, 2>>;
Flat in_extended_precision(const Lattice& line) {
  long double x = 0.0L, z = 0.0L, theta = 0.0L;
  Flat out{{x, z}};
  for (const auto& element : line.elements()) {
    long double length = elements::length_of(element->body), half = 0.0L;
    if (const auto* bend = std::get_if<elements::Dipole<>>(&element->body)) half = 0.5L * bend->angle;
    if (half != 0.0L) length *= std::sin(half) / half;  // the chord, in the middle of the turn
    x += length * std::sin(theta - half);
    z += length * std::cos(theta - half);
    theta -= 2.0L * half;
    out.push_back({x, z});
  }
  return out;
}

bool is_flat(const Json& survey) {
  return std::all_of(survey.at("y").begin(), survey.at("y").end(), [](const Json& y) { return y == 0.0; });
}

/// Rounding of the reference itself [m]; adds the row of ours.
double rounding(const std::string& subject, const Lattice& line, const Survey& ours, const Json& golden,
                const Pairs& pairs, Table& table) {
  if (!is_flat(golden)) return 0.0;
  const Flat flat = in_extended_precision(line);
  long double own = 0.0L, theirs = 0.0L;
  for (const auto& [row, place] : pairs) {
    own = std::max({own, std::abs(ours.x[place] - flat[place][0]), std::abs(ours.z[place] - flat[place][1])});
    theirs = std::max({theirs, std::abs(golden.at("x")[row].get<double>() - flat[place][0]),
                       std::abs(golden.at("z")[row].get<double>() - flat[place][1])});
  }
  table.add(subject, "survey against the same sums in extended precision [m]", static_cast<double>(own),
            1e-10);
  return static_cast<double>(theirs);
}

/// `reference_rounding` [m] is added to the tolerance of positions.
void compare(const std::string& subject, const Survey& ours, const Json& golden, const Pairs& pairs,
             double reference_rounding, Table& table) {
  double position = 0.0, angle = 0.0;
  for (const auto& [row, place] : pairs) {
    const auto differ = [&, row = row, place = place](double& worst, const std::vector<double>& column,
                                                      const char* name) {
      const double d = std::abs(column[place] - golden.at(name)[row].get<double>());
      if (!(d <= worst)) worst = d;
    };
    differ(position, ours.x, "x");
    differ(position, ours.y, "y");
    differ(position, ours.z, "z");
    differ(angle, ours.theta, "theta");
    differ(angle, ours.phi, "phi");
    differ(angle, ours.psi, "psi");
  }
  table.add(subject, fmt::format("survey, positions of {} places [m]", pairs.size()), position,
            1e-10 + reference_rounding);
  table.add(subject, fmt::format("survey, angles of {} places [rad]", pairs.size()), angle, 1e-12);
}

/// Place behind the element that MAD-X calls "name:number"; -1 for its own drifts.
Index place_of(const Lattice& lattice, std::string name) {
  std::replace(name.begin(), name.end(), ':', '#');
  for (Index i = 0; i < lattice.size(); ++i)
    if (lower(lattice.unique_name(i)) == name || lower(lattice.unique_name(i)) + "#1" == name) return i + 1;
  return -1;
}

}  // namespace

void compare_madx_survey(const Json& golden, const std::filesystem::path& folder, Table& table) {
  for (const auto& [name, ring] : golden.at("rings").items()) {
    if (!ring.contains("survey")) continue;
    const Lattice lattice = read_madx_job(ring, folder);
    const Survey ours = survey(lattice);
    const Json& index = ring.at("survey").at("index");
    Pairs
        pairs;  // MAD-X's first row is a marker before our first element: row i is the end of our element i - 1
    for (std::size_t k = 0; k < index.size(); ++k)
      pairs.emplace_back(k, std::min(index[k].get<std::size_t>(), ours.s.size() - 1));
    compare(name, ours, ring.at("survey"), pairs,
            rounding(name, lattice, ours, ring.at("survey"), pairs, table), table);
  }
  const Json& line = golden.at("line_3d");
  std::string job = "beam, particle=proton, energy=1.2;\n";
  for (const auto& statement : line.at("definition")) job += statement.get<std::string>() + "\n";
  const Lattice lattice =
      io::parse_lattice(job + "use, sequence=line3d;\n", "line_3d.madx", {.format = "madx"});
  for (const auto& remark : lattice.description().report)
    fmt::print("line_3d: {}: {} ({})\n", remark.line, remark.problem, remark.action);
  const Survey ours =
      survey(lattice, {.x = 1.0, .y = -2.0, .z = 3.0, .theta = 0.3, .phi = -0.1, .psi = 0.05});
  const Json& rows = line.at("survey");
  Pairs pairs;
  for (std::size_t k = 0; k < rows.at("name").size(); ++k)
    if (const Index place = place_of(lattice, rows.at("name")[k].get<std::string>()); place >= 0)
      pairs.emplace_back(k, static_cast<std::size_t>(place));
  compare("line_3d", ours, rows, pairs, 0.0, table);
}

}  // namespace courant::verify
