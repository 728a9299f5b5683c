#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "courant/io/read.hpp"
#include "madx.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

// Our type of a class of MAD-X; classes without motion of their own are not listed.
const std::map<std::string, std::string> types{
    {"quadrupole", "Quadrupole"}, {"sbend", "Dipole"},      {"rbend", "Dipole"},
    {"sextupole", "Sextupole"},   {"octupole", "Octupole"}, {"multipole", "ThinMultipole"},
    {"kicker", "Corrector"},      {"hkicker", "Corrector"}, {"vkicker", "Corrector"},
    {"tkicker", "Corrector"},     {"rfcavity", "Cavity"},   {"monitor", "Monitor"},
    {"hmonitor", "Monitor"},      {"vmonitor", "Monitor"}};

// Largest difference of count and of length [m] by type.
std::pair<double, double> counts(const Lattice& ring, const Json& census) {
  std::map<std::string, std::pair<double, double>> ours, theirs;
  for (Index i = 0; i < ring.size(); ++i) {
    auto& [count, length] = ours[std::string(elements::type_of(ring[i].body))];
    count += 1.0;
    length += elements::length_of(ring[i].body);
  }
  for (const auto& [keyword, value] : census.at("keyword_count_length").items())
    if (const auto type = types.find(keyword); type != types.end()) {
      auto& [count, length] = theirs[type->second];
      count += value.at(0).get<double>();
      length += value.at(1).get<double>();
    }
  double count = 0.0, length = 0.0;
  for (const auto& [type, wanted] : theirs) {
    count = std::max(count, std::abs(ours[type].first - wanted.first));
    length = std::max(length, std::abs(ours[type].second - wanted.second));
  }
  return {count, length};
}

// Integrated strengths as MAD-X's table has them: sum and sum of absolute values.
using Sums = std::map<std::string, std::pair<double, double>>;
Sums strengths(const Lattice& ring) {
  Sums sums;
  const auto add = [&](const char* name, double value) {
    sums[name].first += value;
    sums[name].second += std::abs(value);
  };
  for (Index i = 0; i < ring.size(); ++i) {
    const AnyElement& body = ring[i].body;
    if (const auto* q = std::get_if<elements::Quadrupole<>>(&body)) {
      add("k1l", q->k1 * q->length);
      add("k1sl", q->k1s * q->length);
    } else if (const auto* s = std::get_if<elements::Sextupole<>>(&body)) {
      add("k2l", s->k2 * s->length);
    } else if (const auto* d = std::get_if<elements::Dipole<>>(&body)) {
      add("angle", d->angle);
      add("k1l", d->k1 * d->length);
      add("k2l", d->k2 * d->length);
    } else if (const auto* m = std::get_if<elements::ThinMultipole<>>(&body)) {
      add("k1l", m->field.b[1]);
      add("k1sl", m->field.a[1]);
      add("k2l", 2.0 * m->field.b[2]);
    } else if (const auto* c = std::get_if<elements::Corrector<>>(&body)) {
      add("hkick", c->kick_x);
      add("vkick", c->kick_y);
    }
  }
  return sums;
}

void compare(const std::string& name, const Lattice& ring, const Json& golden, Table& table) {
  const auto subject = name + " (reader)";
  // MAD-X has a marker at both ends of a sequence in use
  table.add(subject, "number of elements",
            std::abs(static_cast<double>(ring.size()) + 2.0 - golden.at("n_rows").get<double>()), 0.0);
  const Json& twiss = golden.at("twiss");
  double distance = 0.0, names = 0.0;
  for (std::size_t k = 0; k < twiss.at("index").size(); ++k) {
    // row i is the end of our element i - 1
    const auto row = std::min(twiss.at("index")[k].get<std::size_t>(), ring.s().size() - 1);
    distance = std::max(distance, std::abs(ring.s()[row] - twiss.at("s")[k].get<double>()));
    const std::string theirs = twiss.at("name")[k].get<std::string>();
    if (row > 0 && k + 1 < twiss.at("index").size() &&
        lower(ring[static_cast<Index>(row) - 1].name) != theirs.substr(0, theirs.find(':')))
      names += 1.0;
  }
  table.add(subject, fmt::format("other names at {} places", twiss.at("index").size()), names, 0.0);
  // places of a file have 1e-9 to 1e-6 m, MAD-X's lengths are summed up in another order
  table.add(subject, fmt::format("s at {} places [m]", twiss.at("index").size()), distance, 1e-9);
  const auto [count, length] = counts(ring, golden.at("census"));
  table.add(subject, "count by type", count, 0.0);
  table.add(subject, "length by type [m]", length, 1e-9);
  double worst = 0.0;
  Sums ours = strengths(ring);
  for (const auto& [quantity, sums] : golden.at("census").at("sum_and_abs_sum").items()) {
    worst = std::max({worst, std::abs(ours[quantity].first - sums.at(0).get<double>()),
                      std::abs(ours[quantity].second - sums.at(1).get<double>())});
  }
  table.add(subject, "sums of strengths and of their sizes", worst, 1e-12);  // 15 digits, thousands of terms
}

}  // namespace

Lattice read_madx_job(const Json& ring, const std::filesystem::path& folder, const std::string& model) {
  std::string job;
  for (const auto& statement : ring.at("call")) job += statement.get<std::string>() + "\n";
  return io::parse_lattice(job, (folder / "lattices/madx/job.madx").string(),
                           {.format = "madx", .model = model});
}

void compare_madx_census(const Json& golden, const std::filesystem::path& folder, Table& table) {
  for (const auto& [name, ring] : golden.at("rings").items())
    compare(name, read_madx_job(ring, folder), ring, table);
}

}  // namespace courant::verify
