#include "bmad_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bmad_text.hpp"
#include "bmad_words.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/particle.hpp"

namespace courant::io::detail {
namespace {

constexpr int deepest = 50;  // functions inside each other

const double* constant(std::string_view name) {
  const auto found = std::find_if(bmad_constants.begin(), bmad_constants.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == bmad_constants.end() ? nullptr : &found->second;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

double BmadValues::of(std::string_view text) { return Expression::parse(text).value(*this); }

void BmadValues::set(std::string_view name, double value) { variables_.insert_or_assign(upper(name), value); }

bool BmadValues::knows(std::string_view name) const {
  const std::string key = upper(name);
  return variables_.contains(key) || constant(key) != nullptr;
}

double BmadValues::value(std::string_view name) {
  const std::string key = upper(name);
  if (const auto found = variables_.find(key); found != variables_.end()) return found->second;
  if (const double* known = constant(key)) return *known;
  std::vector<std::string> names;
  for (const auto& [variable, number] : variables_) names.push_back(variable);
  throw InvalidArgument(fmt::format("'{}' has no value", name), "it is not defined above",
                        nearest(key, names));
}

double BmadValues::attribute(std::string_view name, std::string_view attribute) {
  const std::string key = upper(name), wanted = upper(attribute);
  if (const Index i = file_.find(key); i >= 0) {
    const Definition& d = file_.elements[static_cast<std::size_t>(i)];
    if (wanted == "ANGLE" && !d.has(wanted) && d.has("G")) return d.number("G") * d.number("L");
    if (wanted == "G" && !d.has(wanted) && d.has("ANGLE") && d.number("L") != 0.0)
      return d.number("ANGLE") / d.number("L");
    return d.number(wanted);
  }
  if (const auto found = file_.numbers.find(key + "[" + wanted + "]"); found != file_.numbers.end())
    return found->second;
  throw InvalidArgument(fmt::format("'{}[{}]' has no value", name, attribute), "it is not defined above");
}

double BmadValues::call(std::string_view function, std::string_view arguments) {
  if (++depth_ > deepest) throw InvalidArgument("functions are nested too deeply");
  const std::string name = upper(function);
  const auto parts = bmad_split(arguments);
  double out = 0.0;
  if (name == "MASS_OF" || name == "CHARGE_OF") {
    constexpr double high_enough = 1e18;  // [eV]: any total energy above the mass
    const auto particle = lattice::make_particle(lower(bmad_unquoted(arguments)), high_enough);
    out = name == "MASS_OF" ? particle.reference.mass() : particle.reference.charge();
  } else if (name == "MODULO" && parts.size() == 2) {
    const double a = of(parts[0]), b = of(parts[1]);
    if (b == 0.0) throw InvalidArgument("MODULO by zero");
    out = a - std::floor(a / b) * b;
  } else if (name == "INT") {
    out = std::trunc(of(arguments));
  } else if (name == "NINT") {
    out = std::round(of(arguments));
  } else if (name == "CEILING") {
    out = std::ceil(of(arguments));
  } else if (name == "FACTORIAL") {
    out = std::round(std::tgamma(of(arguments) + 1.0));
  } else {
    out = ExpressionContext::call(function, arguments);
  }
  --depth_;
  return out;
}

}  // namespace courant::io::detail
