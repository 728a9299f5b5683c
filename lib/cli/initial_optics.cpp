#include "initial_optics.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <vector>

#include "courant/base/error.hpp"

namespace courant::cli {
namespace {

using optics::TwissInitial;

std::map<std::string, double*> numbers(TwissInitial& t) {
  return {
      {"beta_x", &t.beta_x}, {"alpha_x", &t.alpha_x}, {"mu_x", &t.mu_x},       {"eta_x", &t.eta_x},
      {"etap_x", &t.etap_x}, {"beta_y", &t.beta_y},   {"alpha_y", &t.alpha_y}, {"mu_y", &t.mu_y},
      {"eta_y", &t.eta_y},   {"etap_y", &t.etap_y},   {"x", &t.orbit[X]},      {"px", &t.orbit[PX]},
      {"y", &t.orbit[Y]},    {"py", &t.orbit[PY]},    {"z", &t.orbit[Z]},      {"delta", &t.orbit[DELTA]}};
}

double number(const std::string& item, const std::string& text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    throw InvalidArgument(fmt::format("'{}' can't be used", item), "no finite number stands behind '='",
                          "write e.g. beta_x=10");
  return value;
}

}  // namespace

TwissInitial parse_initial(const std::string& text) {
  TwissInitial initial;
  const auto known = numbers(initial);
  std::vector<std::string> names;
  for (const auto& [name, unused] : known) names.push_back(name);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string item = text.substr(begin, end - begin);
    const std::size_t sign = std::min(item.find('='), item.size());
    const std::string name = item.substr(0, sign);
    const auto found = known.find(name);
    if (found == known.end())
      throw UnknownName(fmt::format("'{}' is no value of the optics", name),
                        fmt::format("known are {}", fmt::join(names, " ")), nearest(name, names));
    *found->second = number(item, sign < item.size() ? item.substr(sign + 1) : std::string());
    begin = end + 1;
  }
  for (const auto& [name, beta] : {std::pair{"beta_x", initial.beta_x}, std::pair{"beta_y", initial.beta_y}})
    if (!(beta > 0.0))
      throw InvalidArgument(fmt::format("{} must be given and above 0", name),
                            "there is no optics without it", "write beta_x=…,beta_y=… [m]");
  return initial;
}

std::string check_initial(const std::string& text) {
  try {
    parse_initial(text);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace courant::cli
