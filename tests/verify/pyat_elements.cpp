#include <fmt/format.h>

#include "courant/io/read.hpp"
#include "courant/physics/coordinates.hpp"
#include "pyat.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

/// A value as MATLAB text: number, text, vector or matrix by rows.
std::string matlab(const Json& value) {
  if (value.is_string()) return fmt::format("'{}'", value.get<std::string>());
  if (value.is_number()) return fmt::format("{}", value.get<double>());
  std::string out;
  for (const auto& item : value) {
    if (!out.empty()) out += item.is_array() ? "; " : " ";
    const std::string text = matlab(item);
    out += item.is_array() ? text.substr(1, text.size() - 2) : text;
  }
  return "[" + out + "]";
}

/// The element read by way of AT's text format.
Lattice element_lattice(const std::string& name, const Json& test) {
  std::string attributes;
  for (const auto& [key, value] : test.at("attributes").items()) {
    if (key.starts_with('_')) continue;  // no MATLAB name; AT's own record of what T1 to R2 hold
    attributes += fmt::format("{}'{}',{}", attributes.empty() ? "" : ",", key, matlab(value));
  }
  const std::string text = fmt::format("ring={{atringparam('r',{},1);struct({})}};\n",
                                       test.at("energy_eV").get<double>(), attributes);
  return io::parse_lattice(text, name + ".m");
}

// Largest loss of delta in AT's rays [-].
double largest_loss(const Json& test) {
  double loss = 0.0;
  for (std::size_t ray = 0; ray < test.at("in").size(); ++ray)
    loss = std::max(loss, test.at("in")[ray][4].get<double>() - test.at("out")[ray][4].get<double>());
  return loss;
}

double largest_difference(const Lattice& lattice, const Reference& reference, const Json& test) {
  double worst = 0.0;
  for (std::size_t ray = 0; ray < test.at("in").size(); ++ray) {
    Vec6<double> r = from_at(test.at("in")[ray], 0.0, reference);
    std::visit([&](const auto& e) { e.track(r, reference); }, lattice[0].body);
    worst = std::max(worst, distance_to_at(r, test.at("out")[ray], lattice.length(), reference));
  }
  return worst;
}

}  // namespace

Vec6<double> from_at(const Json& ray, double s, const Reference& reference) {
  const double delta = ray.at(4), ct = ray.at(5);
  return {{ray.at(0), ray.at(1), ray.at(2), ray.at(3),
           physics::z_from_at_path_length(ct, delta, s, reference), delta}};
}

double distance_to_at(const Vec6<double>& r, const Json& ray, double s, const Reference& reference) {
  const double at[6] = {r[X], r[PX], r[Y], r[PY], r[DELTA], physics::at_path_length(r, s, reference)};
  double worst = 0.0;
  for (std::size_t i = 0; i < 6; ++i) {
    const double difference = std::abs(at[i] - ray.at(i).get<double>());
    if (!(difference <= worst)) worst = difference;
  }
  return worst;
}

void compare_elements(const Json& golden, Table& table) {
  for (const auto& [name, test] : golden.at("elements").items()) {
    const Lattice lattice = element_lattice(name, test);
    const auto& report = lattice.description().report;
    if (!report.empty()) {
      std::string reason;
      for (const auto& remark : report) {
        const auto colon = remark.problem.find(": ");
        reason += (reason.empty() ? "" : "; ") + remark.problem.substr(colon + 2) + ": " + remark.action;
      }
      table.skipped.push_back({name, reason});
      continue;
    }
    // AT's cavity adds dE/E0 to delta = (P - P0)/P0, which is right in the limit of infinite gamma: mass 0
    const bool cavity = elements::type_of(lattice[0].body) == "Cavity";
    const Reference massless(lattice.reference().energy(), 0.0, lattice.reference().charge());
    const Reference& reference = cavity ? massless : lattice.reference();
    // round-off of a few hundred operations on coordinates of 1e-2, and of AT's own sums; AT radiates as at v = c: that
    // part of the loss is 1/gamma^2
    table.add(name, "4 rays, largest coordinate", largest_difference(lattice, reference, test),
              1e-13 + largest_loss(test) * reference.inverse_gamma2());
  }
}

}  // namespace courant::verify
