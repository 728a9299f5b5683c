#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/base/units.hpp"
#include "text.hpp"

namespace courant {
namespace {

using detail::trimmed;

bool take(std::string_view& text, std::string_view token) {
  if (!text.starts_with(token)) return false;
  text = trimmed(text.substr(token.size()));
  return true;
}

std::string example(const Unit& expected) { return fmt::format("write e.g. '1 {}'", expected.text()); }

/// Number at the front and the text of the unit behind it.
std::pair<double, std::string_view> split(std::string_view all) {
  auto text = trimmed(all);
  if (text.starts_with("+") && !text.starts_with("+-")) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range)
    throw InvalidArgument(fmt::format("'{}' is out of range", all), "a number of double precision is needed");
  if (error != std::errc{} || !std::isfinite(value))
    throw InvalidArgument(fmt::format("'{}' has no number in front", all), "", "write e.g. '5 um'");
  return {value, trimmed(text.substr(static_cast<std::size_t>(end - text.data())))};
}

/// Unit behind a number, checked; a missing one is the pure number.
Unit checked_unit(std::string_view all, std::string_view unit_text, const Unit& expected) {
  const auto& wanted = expected.dimension();
  if (unit_text.empty()) {
    if (wanted.dimensionless()) return Unit();
    throw UnitError(fmt::format("'{}' has no unit", all), fmt::format("{} is needed", describe(wanted)),
                    example(expected));
  }
  Unit unit = Unit::parse(unit_text);
  if (unit.dimension() != wanted)
    throw UnitError(fmt::format("'{}' is {}", all, describe(unit.dimension())),
                    fmt::format("{} is needed", describe(wanted)), example(expected));
  return unit;
}

double in_base(std::string_view all, double value, const Unit& unit) {
  const double base = unit.to_base(value);
  if (!std::isfinite(base)) throw InvalidArgument(fmt::format("'{}' is out of range", all));
  return base;
}

std::pair<double, double> ends(std::string_view all, std::string_view low, std::string_view high,
                               const Unit& expected) {
  const auto [low_value, low_unit] = split(low);
  const auto [high_value, high_unit] = split(high);
  const Unit unit = checked_unit(high, high_unit, expected);
  const double a = in_base(low, low_value, low_unit.empty() ? unit : checked_unit(low, low_unit, expected));
  const double b = in_base(high, high_value, unit);
  if (a > b)
    throw InvalidArgument(fmt::format("range '{}' is empty", all), "its ends are not ascending", "swap them");
  return {a, b};
}

}  // namespace

double parse_quantity(std::string_view text, const Unit& expected) {
  const auto all = trimmed(text);
  const auto [value, unit_text] = split(all);
  return in_base(all, value, checked_unit(all, unit_text, expected));
}

std::pair<double, double> parse_range(std::string_view text, const Unit& expected) {
  const auto all = trimmed(text);
  auto rest = all;
  if (take(rest, "\u00b1") || take(rest, "+/-") || take(rest, "+-")) {
    const double half = parse_quantity(rest, expected);
    if (half < 0.0)
      throw InvalidArgument(fmt::format("range '{}' is empty", all), "the number behind ± is negative");
    return {-half, half};
  }
  if (rest.starts_with('[') && rest.ends_with(']')) {
    rest = rest.substr(1, rest.size() - 2);
    if (const auto comma = rest.find(','); comma != std::string_view::npos)
      return ends(all, trimmed(rest.substr(0, comma)), trimmed(rest.substr(comma + 1)), expected);
  } else if (const auto dots = rest.find(".."); dots != std::string_view::npos) {
    return ends(all, trimmed(rest.substr(0, dots)), trimmed(rest.substr(dots + 2)), expected);
  }
  throw InvalidArgument(fmt::format("'{}' is no range", all), "it has no two ends",
                        fmt::format("write e.g. '±10 {0}' or '[0 {0}, 10 {0}]'", expected.text()));
}

std::string format_quantity(double value, const Unit& display, int digits) {
  if (digits < 1 || digits > 17)
    throw InvalidArgument(fmt::format("{} significant digits are not possible", digits), "1 to 17 are");
  auto number = fmt::format("{:.{}g}", display.from_base(value), digits);
  if (display.text() == "1") return number;
  if (display.text() == "%") return number + "%";
  return number + " " + display.text();
}

}  // namespace courant
