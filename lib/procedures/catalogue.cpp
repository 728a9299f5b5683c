#include "catalogue_list.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "courant/base/error.hpp"
#include "recorded.hpp"

namespace courant::procedures {

// A new procedure is one entry here and its file.
std::span<const std::unique_ptr<const Procedure>> catalogue() {
  static const std::array list{
      detail::measure_orbit_response_procedure(), detail::correct_orbit_procedure(),
      detail::measure_tune_response_procedure(),  detail::correct_tune_procedure(),
      detail::measure_chromaticity_procedure(),   detail::correct_chromaticity_procedure(),
  };
  return list;
}

const Procedure& procedure(std::string_view name) {
  std::vector<std::string> known;
  for (const auto& entry : catalogue()) {
    if (entry->name() == name) return *entry;
    known.emplace_back(entry->name());
  }
  throw UnknownName(fmt::format("procedure '{}' is unknown", name), "", nearest(name, known));
}

Result<Outcome> run(Machine& machine, std::string_view name, const Parameters& parameters,
                    const RunOptions& options) {
  const Procedure& chosen = procedure(name);
  static_cast<void>(detail::Wishes(chosen, parameters));
  return detail::recorded(machine, std::string(name), parameters, options, [&](Context& context) {
    auto outcome = chosen.run(context);
    if (outcome) outcome->run = context.uid();
    return outcome;
  });
}

namespace detail {

Wishes::Wishes(const Procedure& procedure, const Parameters& given) : schema_(procedure.schema()) {
  std::vector<std::string> known;
  for (const auto& row : schema_) {
    known.push_back(row.name);
    values_[row.name] = row.standard;
  }
  for (const auto& [name, text] : given) {
    if (!values_.contains(name))
      throw InvalidArgument(fmt::format("procedure '{}' has no parameter '{}'", procedure.name(), name),
                            fmt::format("it takes {}", fmt::join(known, ", ")), nearest(name, known));
    values_[name] = text;
  }
}

const std::string& Wishes::word(std::string_view name) const { return values_.find(name)->second; }

bool Wishes::given(std::string_view name) const { return !word(name).empty(); }

bool Wishes::yes(std::string_view name) const {
  const std::string& text = word(name);
  if (text == "yes" || text == "true" || text == "1") return true;
  if (text == "no" || text == "false" || text == "0") return false;
  throw InvalidArgument(fmt::format("{} = '{}' is not understood", name, text), "", "write yes or no");
}

Index Wishes::count(std::string_view name) const {
  const std::string& text = word(name);
  Index out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size())
    throw InvalidArgument(fmt::format("{} = '{}' is no whole number", name, text));
  return out;
}

double Wishes::number(std::string_view name) const {
  for (const auto& row : schema_)
    if (row.name == name) {
      try {
        return parse_quantity(word(name), Unit::parse(row.unit));
      } catch (const UnitError& error) {
        throw UnitError(fmt::format("{}: {}", name, error.what()));
      } catch (const InvalidArgument& error) {
        throw InvalidArgument(fmt::format("{}: {}", name, error.what()));
      }
    }
  throw InvalidArgument(fmt::format("parameter '{}' is unknown", name));
}

std::optional<std::array<double, 2>> Wishes::target() const {
  if (!given("target_x") && !given("target_y")) return std::nullopt;
  if (!given("target_x") || !given("target_y"))
    throw InvalidArgument("one of target_x and target_y is missing", "", "give both or none");
  return std::array{number("target_x"), number("target_y")};
}

}  // namespace detail
}  // namespace courant::procedures
