#include "courant/control/channel.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace courant::control {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::setpoint:
      return "setpoint";
    case Role::readback:
      return "readback";
    case Role::measured:
      return "measured";
    case Role::status:
      return "status";
  }
  return "unknown";
}

Address Address::parse(std::string_view text) {
  const auto bracket = text.find('[');
  Address address{.name = std::string(text.substr(0, bracket))};
  if (address.name.empty())
    throw InvalidArgument(fmt::format("address '{}' has no name", text), "a name stands before the bracket");
  if (bracket == std::string_view::npos) return address;
  const std::string_view digits = text.substr(bracket + 1);
  Index index = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const bool closed = end + 1 == digits.data() + digits.size() && *end == ']';
  if (error != std::errc{} || !closed || index < 0)
    throw InvalidArgument(fmt::format("address '{}' has no valid index", text),
                          "the bracket holds one whole number from 0", "write it as 'NAME[3]'");
  address.index = index;
  return address;
}

std::string Address::text() const { return index ? fmt::format("{}[{}]", name, *index) : name; }

Unit si_unit(const Unit& unit) {
  return unit.factor() == 1.0 ? unit : Unit::parse(to_string(unit.dimension()));
}

void Channel::validate() const {
  const auto refuse = [&](std::string_view problem, std::string_view why) {
    throw ConfigError(fmt::format("channel {}: {}", address.text(), problem), why);
  };
  if (address.name.empty()) throw ConfigError("channel without address");
  if (range && !(std::isfinite(range->low) && std::isfinite(range->high) && range->low < range->high))
    refuse(fmt::format("range [{}, {}] is empty or not finite", range->low, range->high),
           "a setpoint needs two ends in ascending order");
  if (!(max_step > 0.0)) refuse(fmt::format("max_step {} is not above 0", max_step), "it is a size");
  if (!(rate > 0.0)) refuse(fmt::format("rate {} is not above 0", rate), "it is a size");
  const std::pair<std::string_view, double> sizes[] = {{"tolerance", tolerance},
                                                       {"sigma", sigma},
                                                       {"period", period},
                                                       {"settle delay", settle.delay},
                                                       {"settle timeout", settle.timeout}};
  for (const auto& [name, size] : sizes)
    if (!(size >= 0.0 && std::isfinite(size)))
      refuse(fmt::format("{} {} is negative or not finite", name, size), "it is a size");
  if (settle.samples < 1)
    refuse(fmt::format("settle samples {} is below 1", settle.samples), "it is a count");
  if (display_unit && !display_unit->converts_to(unit))
    throw UnitError(fmt::format("channel {}: display unit '{}' does not fit unit '{}'", address.text(),
                                display_unit->text(), unit.text()),
                    fmt::format("the channel holds {}", describe(unit.dimension())));
}

}  // namespace courant::control
