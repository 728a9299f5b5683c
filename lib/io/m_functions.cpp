#include "m_functions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace courant::io::detail {
namespace {

using Kind = MatlabValue::Kind;
using Values = std::vector<MatlabValue>;

struct Constant {
  std::string_view name;
  double value;
};
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array constants{Constant{"pi", std::numbers::pi},
                               Constant{"inf", infinity},
                               Constant{"Inf", infinity},
                               Constant{"nan", std::numeric_limits<double>::quiet_NaN()},
                               Constant{"NaN", std::numeric_limits<double>::quiet_NaN()},
                               Constant{"eps", std::numeric_limits<double>::epsilon()},
                               Constant{"true", 1.0},
                               Constant{"false", 0.0}};

struct OfOne {
  std::string_view name;
  double (*f)(double);
};
constexpr std::array of_one{OfOne{"sin", [](double x) { return std::sin(x); }},
                            OfOne{"cos", [](double x) { return std::cos(x); }},
                            OfOne{"tan", [](double x) { return std::tan(x); }},
                            OfOne{"asin", [](double x) { return std::asin(x); }},
                            OfOne{"acos", [](double x) { return std::acos(x); }},
                            OfOne{"atan", [](double x) { return std::atan(x); }},
                            OfOne{"sqrt", [](double x) { return std::sqrt(x); }},
                            OfOne{"exp", [](double x) { return std::exp(x); }},
                            OfOne{"log", [](double x) { return std::log(x); }},
                            OfOne{"abs", [](double x) { return std::abs(x); }},
                            OfOne{"round", [](double x) { return std::round(x); }},
                            OfOne{"floor", [](double x) { return std::floor(x); }},
                            OfOne{"ceil", [](double x) { return std::ceil(x); }},
                            OfOne{"deg2rad", [](double x) { return x * (std::numbers::pi / 180.0); }},
                            OfOne{"rad2deg", [](double x) { return x * (180.0 / std::numbers::pi); }}};

double scalar(const Values& arguments, std::size_t i) {
  if (i >= arguments.size() || !arguments[i].is_number())
    throw MFailure{fmt::format("argument {} must be a number", i + 1), {}, {}};
  return arguments[i].numbers[0];
}

Index extent(const Values& arguments, std::size_t i) {
  const double n = scalar(arguments, i);
  if (!(n >= 0.0 && n <= static_cast<double>(heaviest) && n == std::floor(n)))
    throw MFailure{fmt::format("{} is no usable size", n), "it must be a whole number, not too large", {}};
  return static_cast<Index>(n);
}

MatlabValue filled(const Values& arguments, double off_diagonal, double diagonal) {
  MatlabValue v;
  v.rows = v.columns = 1;
  if (!arguments.empty()) v.rows = v.columns = extent(arguments, 0);
  if (arguments.size() > 1) v.columns = extent(arguments, 1);
  if (v.rows > 0 && v.columns > heaviest / v.rows) throw MFailure{"the array is too large", {}, {}};
  v.numbers.assign(static_cast<std::size_t>(v.rows * v.columns), off_diagonal);
  for (Index i = 0; i < std::min(v.rows, v.columns); ++i)
    v.numbers[static_cast<std::size_t>(i * v.rows + i)] = diagonal;
  return v;
}

MatlabValue repeated(const Values& arguments) {
  if (arguments.size() != 2 && arguments.size() != 3) throw MFailure{"repmat takes 2 or 3 arguments", {}, {}};
  const Index down = extent(arguments, 1), across = extent(arguments, arguments.size() - 1);
  const Index one = weight(arguments[0]);
  if (down > 0 && across > heaviest / down / one)
    throw MFailure{"the result of repmat is too large", fmt::format("{} values at most", heaviest), {}};
  const Values column(static_cast<std::size_t>(down), arguments[0]);
  MatlabValue below = concatenate(column, true);
  return concatenate(Values(static_cast<std::size_t>(across), below), false);
}

MatlabValue make_structure(Values& arguments) {
  MatlabValue s;
  s.kind = Kind::structure;
  s.rows = s.columns = 1;
  if (arguments.size() % 2 != 0) throw MFailure{"struct takes pairs of name and value", {}, {}};
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    if (arguments[i].kind != Kind::text)
      throw MFailure{fmt::format("argument {} of struct must be a name", i + 1), {}, {}};
    s.make_field(arguments[i].text) = std::move(arguments[i + 1]);
  }
  return s;
}

MatlabValue joined_numbers(const Values& parts, bool below) {
  MatlabValue out;
  for (const auto& p : parts) {  // extents first
    if (p.numbers.empty()) continue;
    const bool first = out.rows == 0;
    if (!first && below && p.columns != out.columns)
      throw MFailure{"rows have different lengths", fmt::format("{} and {}", out.columns, p.columns), {}};
    if (!first && !below && p.rows != out.rows)
      throw MFailure{
          "entries side by side have different heights", fmt::format("{} and {}", out.rows, p.rows), {}};
    out.rows = below || first ? out.rows + p.rows : out.rows;
    out.columns = !below || first ? out.columns + p.columns : out.columns;
  }
  out.numbers.reserve(static_cast<std::size_t>(out.rows * out.columns));
  for (Index c = 0; c < (below ? out.columns : Index{1}); ++c)
    for (const auto& p : parts) {
      if (p.numbers.empty()) continue;
      const auto begin = p.numbers.begin() + (below ? c * p.rows : 0);
      out.numbers.insert(out.numbers.end(), begin, below ? begin + p.rows : p.numbers.end());
    }
  return out;
}

}  // namespace

Index weight(const MatlabValue& value) {
  Index total = 1 + static_cast<Index>(value.numbers.size() + value.text.size()) / 16;
  for (const auto& item : value.items) total += weight(item);
  return total;
}

MatlabValue concatenate(Values parts, bool below) {
  if (parts.size() == 1) return std::move(parts[0]);
  const auto any = [&](Kind kind) {
    return std::any_of(parts.begin(), parts.end(), [kind](const auto& p) { return p.kind == kind; });
  };
  if (any(Kind::cell) || any(Kind::structure)) {
    MatlabValue out;
    out.kind = Kind::cell;
    for (auto& p : parts) {
      if (p.kind == Kind::cell)
        out.items.insert(out.items.end(), std::make_move_iterator(p.items.begin()),
                         std::make_move_iterator(p.items.end()));
      else if (p.kind != Kind::numbers || !p.numbers.empty())
        out.items.push_back(std::move(p));
    }
    out.rows = below ? static_cast<Index>(out.items.size()) : 1;
    out.columns = below ? 1 : static_cast<Index>(out.items.size());
    return out;
  }
  if (any(Kind::text)) {
    MatlabValue out = MatlabValue::of_text({});
    for (const auto& p : parts) {
      if (p.kind != Kind::text || (below && parts.size() > 1))
        throw MFailure{"a text can only be joined with texts in one row", {}, {}};
      out.text += p.text;
    }
    return out;
  }
  if (any(Kind::other)) throw MFailure{"such values can't be joined", {}, {}};
  return joined_numbers(parts, below);
}

std::optional<MatlabValue> call_function(std::string_view name, Values& arguments) {
  for (const auto& c : constants)
    if (c.name == name && arguments.empty()) return MatlabValue::number(c.value);
  for (const auto& f : of_one)
    if (f.name == name) {
      if (arguments.size() != 1 || arguments[0].kind != Kind::numbers)
        throw MFailure{fmt::format("{} takes one argument of numbers", name), {}, {}};
      for (double& x : arguments[0].numbers) x = f.f(x);
      return std::move(arguments[0]);
    }
  if (name == "zeros" || name == "ones") {
    const double x = name == "ones" ? 1.0 : 0.0;
    return filled(arguments, x, x);
  }
  if (name == "eye") return filled(arguments, 0.0, 1.0);
  if (name == "repmat") return repeated(arguments);
  if (name == "struct") return make_structure(arguments);
  if (name == "vertcat") return concatenate(std::move(arguments), true);
  if (name == "horzcat") return concatenate(std::move(arguments), false);
  if (name == "atan2") return MatlabValue::number(std::atan2(scalar(arguments, 0), scalar(arguments, 1)));
  if (name == "length" || name == "numel") {
    if (arguments.size() != 1) throw MFailure{fmt::format("{} takes one argument", name), {}, {}};
    const auto& a = arguments[0];
    const std::size_t n = a.kind == Kind::cell   ? a.items.size()
                          : a.kind == Kind::text ? a.text.size()
                                                 : a.numbers.size();
    return MatlabValue::number(static_cast<double>(n));
  }
  return {};
}

std::vector<std::string> function_names() {
  std::vector<std::string> names{"zeros",   "ones",    "eye",   "repmat", "struct",
                                 "vertcat", "horzcat", "atan2", "length", "numel"};
  for (const auto& c : constants) names.emplace_back(c.name);
  for (const auto& f : of_one) names.emplace_back(f.name);
  return names;
}

}  // namespace courant::io::detail
