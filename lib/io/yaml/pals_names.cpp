#include "pals_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/particle.hpp"

namespace courant::io::detail {
namespace {

using Kind = JsonNode::Kind;

constexpr int deepest = 20;                   // functions of functions
constexpr Index most_operations = 5'000'000;  // in a file

constexpr double classical_radius(double mass) {  // [m], of charge 1 and mass [kg]
  return constants::classical_electron_radius * constants::electron_mass / mass;
}

const std::array known{std::pair{std::string_view("pi"), constants::pi},
                       std::pair{std::string_view("c_light"), constants::speed_of_light},
                       std::pair{std::string_view("e_charge"), constants::elementary_charge},
                       std::pair{std::string_view("r_electron"), classical_radius(constants::electron_mass)},
                       std::pair{std::string_view("r_e"), classical_radius(constants::electron_mass)},
                       std::pair{std::string_view("r_proton"), classical_radius(constants::proton_mass)},
                       std::pair{std::string_view("r_p"), classical_radius(constants::proton_mass)}};

struct Level {
  explicit Level(int& open) : depth(open) { ++depth; }
  ~Level() { --depth; }
  int& depth;
};

}  // namespace

Attribute PalsNames::attribute(const JsonNode& node) {
  Attribute out;
  out.line = node.line;
  out.text = node.text;
  if (node.kind == Kind::number || node.kind == Kind::boolean) {
    out.number = node.number;
  } else if (node.kind == Kind::string) {
    try {
      out.number = Expression::parse(node.text).value(*this);
    } catch (const InvalidArgument& error) {
      out.why = error.what();
    }
  } else if (node.kind == Kind::array) {
    std::vector<double> list;
    for (const auto& item : node.items) {
      const Attribute a = item.kind == Kind::array ? Attribute{} : attribute(item);
      if (!a.number) {
        out.why = a.why.empty() ? "a list of numbers is expected" : a.why;
        return out;
      }
      list.push_back(*a.number);
    }
    out.list = std::move(list);
  } else {
    out.why = fmt::format("it is {}", describe(node.kind));
  }
  return out;
}

double PalsNames::value(std::string_view name) {
  if (const auto own = values_.find(name); own != values_.end()) return own->second;
  for (const auto& [word, number] : known)
    if (word == name) return number;
  std::vector<std::string> names;
  for (const auto& [word, number] : values_) names.push_back(word);
  throw InvalidArgument(fmt::format("'{}' is unknown", name),
                        "it is no constant or variable before this place", nearest(std::string(name), names));
}

double PalsNames::attribute(std::string_view name, std::string_view attribute) {
  throw InvalidArgument(fmt::format("{}[{}] can't be used", name, attribute),
                        "parameters of elements in expressions are not supported", "write the number");
}

double PalsNames::call(std::string_view function, std::string_view arguments) {
  std::string text(arguments);
  if (function == "mass_of" || function == "charge_of") {
    std::erase_if(text, [](char c) { return c == '"' || c == '\'' || c == ' '; });
    try {
      const auto particle = lattice::make_particle(text, 1e15).reference;
      return function == "mass_of" ? particle.mass() : particle.charge();
    } catch (const Error& error) {
      throw InvalidArgument(error.what());
    }
  }
  constexpr std::array<std::string_view, 6> own{"expr", "sign", "nint", "int", "ceiling", "factorial"};
  if (std::find(own.begin(), own.end(), function) == own.end())
    return ExpressionContext::call(function, arguments);
  const Level level(depth_);
  if (depth_ > deepest) throw InvalidArgument("functions are nested too deeply", "more than 20 are open");
  const double x = Expression::parse(text).value(*this);
  if (function == "sign") return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0;
  if (function == "nint") return std::round(x);
  if (function == "int") return std::trunc(x);
  if (function == "ceiling") return std::ceil(x);
  if (function == "factorial") return std::tgamma(x + 1.0);
  return x;
}

void PalsNames::spend(Index operations) {
  spent_ += operations;
  if (spent_ > most_operations)
    throw InvalidArgument("expressions of the file take too long", "5 million operations");
}

}  // namespace courant::io::detail
