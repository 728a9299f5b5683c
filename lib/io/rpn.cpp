#include "rpn.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

constexpr double degree = constants::pi / 180.0;  // [rad]

struct Function {
  std::string_view name;
  double (*apply)(double);
};

// Angles in rad; the names with d in degrees.
constexpr std::array functions{
    Function{"sin", [](double x) { return std::sin(x); }},
    Function{"cos", [](double x) { return std::cos(x); }},
    Function{"tan", [](double x) { return std::tan(x); }},
    Function{"asin", [](double x) { return std::asin(x); }},
    Function{"acos", [](double x) { return std::acos(x); }},
    Function{"atan", [](double x) { return std::atan(x); }},
    Function{"dsin", [](double x) { return std::sin(x * degree); }},
    Function{"dcos", [](double x) { return std::cos(x * degree); }},
    Function{"dtan", [](double x) { return std::tan(x * degree); }},
    Function{"dasin", [](double x) { return std::asin(x) / degree; }},
    Function{"dacos", [](double x) { return std::acos(x) / degree; }},
    Function{"datan", [](double x) { return std::atan(x) / degree; }},
    Function{"sinh", [](double x) { return std::sinh(x); }},
    Function{"cosh", [](double x) { return std::cosh(x); }},
    Function{"tanh", [](double x) { return std::tanh(x); }},
    Function{"sqr", [](double x) { return x * x; }},
    Function{"sqrt", [](double x) { return std::sqrt(x); }},
    Function{"exp", [](double x) { return std::exp(x); }},
    Function{"ln", [](double x) { return std::log(x); }},
    Function{"log", [](double x) { return std::log10(x); }},
    Function{"abs", [](double x) { return std::abs(x); }},
    Function{"chs", [](double x) { return -x; }},
    Function{"rec", [](double x) { return 1.0 / x; }},
    Function{"int", [](double x) { return std::trunc(x); }},
    Function{"dtor", [](double x) { return x * degree; }},
    Function{"rtod", [](double x) { return x / degree; }},
};

struct Operator {
  std::string_view name;
  double (*apply)(double, double);  // first below the top, second the top
};

constexpr std::array operators{
    Operator{"+", [](double a, double b) { return a + b; }},
    Operator{"-", [](double a, double b) { return a - b; }},
    Operator{"*", [](double a, double b) { return a * b; }},
    Operator{"/", [](double a, double b) { return a / b; }},
    Operator{"pow", [](double a, double b) { return std::pow(a, b); }},
    Operator{"atan2", [](double x, double y) { return std::atan2(y, x); }},
    Operator{"max2", [](double a, double b) { return std::fmax(a, b); }},
    Operator{"min2", [](double a, double b) { return std::fmin(a, b); }},
};

struct Constant {
  std::string_view name;
  double value;
};

// Names as in the definitions that come with elegant; SI, but for mev [MeV].
constexpr std::array known_constants{
    Constant{"pi", constants::pi},
    Constant{"c_mks", constants::speed_of_light},
    Constant{"e_mks", constants::elementary_charge},
    Constant{"me_mks", constants::electron_mass},
    Constant{"mp_mks", constants::proton_mass},
    Constant{"re_mks", constants::classical_electron_radius},
    Constant{"mev", constants::electron_rest_energy * 1e-6},
    Constant{"hbar_mks", constants::reduced_planck},
    Constant{"kb_mks", constants::boltzmann},
    Constant{"mu_o", constants::vacuum_permeability},
    Constant{"eps_o", constants::vacuum_permittivity},
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ','; }

template <class List>
const typename List::value_type* find(const List& list, std::string_view name) {
  for (const auto& entry : list)
    if (entry.name == name) return &entry;
  return nullptr;
}

}  // namespace

std::vector<std::string> rpn_words() {
  std::vector<std::string> names{"sto", "swap", "pop", "="};
  for (const auto& f : functions) names.emplace_back(f.name);
  for (const auto& o : operators) names.emplace_back(o.name);
  for (const auto& c : known_constants) names.emplace_back(c.name);
  return names;
}

double Rpn::value(std::string_view text) {
  execute(text);
  if (stack_.size() != 1)
    throw InvalidArgument(fmt::format("expression '{}' leaves {} numbers", text.substr(0, 60), stack_.size()),
                          "it must leave one", "operators follow their two operands: \"2 3 *\"");
  if (!std::isfinite(stack_[0]))
    throw InvalidArgument(fmt::format("expression '{}' has no finite value", text.substr(0, 60)),
                          "it divides by zero or leaves the domain of a function");
  return stack_[0];
}

void Rpn::run(std::string_view text) { execute(text); }

void Rpn::execute(std::string_view text) {
  stack_.clear();
  while (true) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    if (text.empty()) return;
    double number = 0.0;
    const bool sign = text.size() > 1 && text[0] == '+' && text[1] != '+' && text[1] != '-';
    const auto [end, error] =
        std::from_chars(text.data() + (sign ? 1 : 0), text.data() + text.size(), number);
    const auto length = static_cast<std::size_t>(end - text.data());
    // a word may begin like a number: inf, nan; the calculator has none of them
    const bool digit = std::isdigit(static_cast<unsigned char>(text[0])) || text[0] == '.' ||
                       ((text[0] == '-' || text[0] == '+') && text.size() > 1 &&
                        (std::isdigit(static_cast<unsigned char>(text[1])) || text[1] == '.'));
    if (digit && error == std::errc{}) {
      stack_.push_back(number);
      text.remove_prefix(length);
      continue;
    }
    if (digit)
      throw InvalidArgument(fmt::format("number '{}' can't be read", text.substr(0, 20)),
                            "it is out of range");
    std::size_t n = 0;
    while (n < text.size() && !is_blank(text[n])) ++n;
    const std::string_view name = text.substr(0, n);
    text.remove_prefix(n);
    if (name != "sto") {
      word(name);
      continue;
    }
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    for (n = 0; n < text.size() && !is_blank(text[n]);) ++n;
    if (n == 0) throw InvalidArgument("'sto' has no name", {}, "write \"1.2 sto NAME\"");
    if (stack_.empty()) pop("sto");
    memory_.insert_or_assign(std::string(text.substr(0, n)), stack_.back());
    text.remove_prefix(n);
  }
}

double Rpn::pop(std::string_view name) {
  if (stack_.empty())
    throw InvalidArgument(fmt::format("'{}' finds too few numbers", name), "operands stand before it",
                          "write \"2 3 *\"");
  const double top = stack_.back();
  stack_.pop_back();
  return top;
}

void Rpn::word(std::string_view name) {
  if (const auto memory = memory_.find(name); memory != memory_.end()) {
    stack_.push_back(memory->second);
  } else if (const auto* f = find(functions, name)) {
    stack_.push_back(f->apply(pop(name)));
  } else if (const auto* o = find(operators, name)) {
    const double second = pop(name), first = pop(name);
    stack_.push_back(o->apply(first, second));
  } else if (const auto* c = find(known_constants, name)) {
    stack_.push_back(c->value);
  } else if (name == "=") {
    const double top = pop(name);
    stack_.insert(stack_.end(), 2, top);
  } else if (name == "swap") {
    const double second = pop(name), first = pop(name);
    stack_.push_back(second);
    stack_.push_back(first);
  } else if (name == "pop") {
    pop(name);
  } else {
    auto names = rpn_words();
    for (const auto& [known, value] : memory_) names.push_back(known);
    throw InvalidArgument(fmt::format("word '{}' of an expression is unknown", name.substr(0, 60)),
                          "the reader knows arithmetic and what a line '% ... sto NAME' has stored",
                          nearest(name.substr(0, 60), names));
  }
}

}  // namespace courant::io::detail
