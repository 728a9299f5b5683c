#include <fmt/format.h>

#include <algorithm>
#include <cctype>

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

void compare(const std::string& subject, const Survey& ours, const Json& golden, const Pairs& pairs,
             Table& table) {
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
  table.add(subject, fmt::format("survey, positions of {} places [m]", pairs.size()), position, 1e-10);
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
    const Survey ours = survey(read_madx_job(ring, folder));
    const Json& index = ring.at("survey").at("index");
    Pairs
        pairs;  // MAD-X's first row is a marker before our first element: row i is the end of our element i - 1
    for (std::size_t k = 0; k < index.size(); ++k)
      pairs.emplace_back(k, std::min(index[k].get<std::size_t>(), ours.s.size() - 1));
    compare(name, ours, ring.at("survey"), pairs, table);
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
  compare("line_3d", ours, rows, pairs, table);
}

}  // namespace courant::verify
