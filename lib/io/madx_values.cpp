#include "madx_values.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cmath>
#include <numbers>
#include <utility>

#include "courant/base/constants.hpp"

namespace courant::io::detail {
namespace {

constexpr int deepest = 200;             // deferred expressions inside each other
constexpr Index most_work = 40'000'000;  // operations in all; LEP takes 1 200 000
constexpr std::size_t most_shown = 40;   // names in one remark

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

constexpr std::array<std::pair<std::string_view, double>, 16> predefined{{
    {"pi", constants::pi},
    {"twopi", constants::two_pi},
    {"degrad", 180.0 / constants::pi},
    {"raddeg", constants::pi / 180.0},
    {"e", std::numbers::e},
    {"emass", madx_electron_mass},
    {"pmass", madx_proton_mass},
    {"nmass", madx_neutron_mass},
    {"umass", 0.93149410242},
    {"mumass", madx_muon_mass},
    {"clight", constants::speed_of_light},
    {"qelect", constants::elementary_charge},
    {"hbar", 6.582119569e-25},
    {"amu0", 4e-7 * constants::pi},
    {"erad", 2.8179403262e-15},
    {"prad", 2.8179403262e-15 * madx_electron_mass / madx_proton_mass},
}};

// A value that depends on what Courant doesn't do.
struct Unknowable : InvalidArgument {
  using InvalidArgument::InvalidArgument;
};

// Sets a value and puts the old one back at the end of the scope.
template <class T>
class Restored {
 public:
  Restored(T& value, T now) : value_(value), old_(std::exchange(value, std::move(now))) {}
  ~Restored() { value_ = std::move(old_); }
  Restored(const Restored&) = delete;
  Restored& operator=(const Restored&) = delete;

 private:
  T& value_;
  T old_;
};

}  // namespace

std::size_t MadxHash::operator()(std::string_view text) const {
  std::size_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(lower(c))) * 1099511628211U;
  return hash;
}

bool MadxEqual::operator()(std::string_view a, std::string_view b) const {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

MadxValues::MadxValues(std::function<std::optional<double>(std::string_view, std::string_view)> attribute)
    : attribute_(std::move(attribute)) {
  for (const auto& [name, value] : predefined) {
    Variable constant;
    constant.value = value;
    constant.constant = true;
    variables_.emplace(name, std::move(constant));
  }
}

Expression MadxValues::expression(std::string_view text, bool deferred, const MadxPlace& place) {
  try {
    Expression e = Expression::parse(text);
    return deferred && !e.constant() ? e : Expression(number(e, place));
  } catch (const InvalidArgument& error) {
    throw place.error(error.what());
  }
}

double MadxValues::evaluated(const Expression& expression, const MadxPlace& place) {
  const Restored<MadxPlace> outer(place_, place);
  try {
    return expression.value(*this);
  } catch (const Unknowable&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw place.error(error.what());
  }
}

double MadxValues::number(const Expression& expression, const MadxPlace& place) {
  try {
    return evaluated(expression, place);
  } catch (const InvalidArgument& error) {
    throw place.error(error.what());
  }
}

double MadxValues::number(std::string_view text, const MadxPlace& place) {
  return number(expression(text, false, place), place);
}

void MadxValues::assign(std::string_view name, std::string_view text, bool deferred, bool constant,
                        bool whole, const MadxPlace& place, Report& report) {
  const auto found = variables_.find(name);
  if (found != variables_.end() && found->second.constant) {
    report.add(place.where(), fmt::format("constant '{}'", name), "it has a value already",
               "the first one counts");
    return;
  }
  Variable next;
  next.place = place;
  next.deferred = deferred;
  next.constant = constant;
  try {
    Expression e = Expression::parse(text);
    if (deferred && !e.constant()) {
      next.expression = std::move(e);
    } else {
      next.deferred = false;
      next.value = evaluated(e, place);
      if (whole) next.value = std::trunc(next.value);
    }
  } catch (const Unknowable& unknown) {
    next.unusable = unknown.what();
    next.deferred = false;
    report.add(place.where(), fmt::format("variable '{}'", name), unknown.what(),
               "it has no value and can't be used");
  } catch (const InvalidArgument& error) {
    throw place.error(error.what());
  }
  variables_.insert_or_assign(std::string(name), std::move(next));
  changed();
}

void MadxValues::assign_text(std::string_view name, const MadxPlace& place) {
  Variable next;
  next.place = place;
  next.unusable = fmt::format("'{}' is a text", name);
  variables_.insert_or_assign(std::string(name), std::move(next));
}

double MadxValues::deferred_value(std::string_view name, Variable& variable) {
  if (variable.version == version_) return variable.value;
  if (variable.busy)
    throw variable.place.error(fmt::format("'{}' is defined by itself", name),
                               "its expression leads back to it", "use = instead of := to count up");
  const Restored<int> level(depth_, depth_ + 1);
  if (depth_ > deepest)
    throw variable.place.error("deferred expressions are nested too deeply",
                               fmt::format("{} levels are the limit", deepest));
  const Restored<bool> busy(variable.busy, true);
  variable.value = evaluated(variable.expression, variable.place);
  variable.version = version_;
  return variable.value;
}

double MadxValues::value(std::string_view name) {
  const auto found = variables_.find(name);
  if (found == variables_.end()) {
    undefined_.try_emplace(std::string(name), place_);
    return 0.0;
  }
  Variable& variable = found->second;
  if (!variable.unusable.empty())
    throw Unknowable(fmt::format("'{}' has no value", name), variable.unusable, "give it a number");
  return variable.deferred ? deferred_value(name, variable) : variable.value;
}

double MadxValues::attribute(std::string_view name, std::string_view attribute) {
  const Restored<int> level(depth_, depth_ + 1);
  if (depth_ > deepest)
    throw InvalidArgument(fmt::format("'{}->{}' is nested too deeply", name, attribute),
                          "it may be defined by itself");
  if (const auto found = attribute_(name, attribute)) return *found;
  undefined_.try_emplace(fmt::format("{}->{}", name, attribute), place_);
  return 0.0;
}

double MadxValues::call(std::string_view function, std::string_view arguments) {
  const std::string name = madx_lower(function);
  if (name == "exist") return variables_.contains(madx_trimmed(arguments)) ? 1.0 : 0.0;
  if (name == "ran" || name == "gauss" || name == "tgauss")
    throw Unknowable(fmt::format("function '{}' is not supported", name),
                     "random numbers would make another lattice each time",
                     "write the number, or use errors.apply");
  if (name == "table")
    throw Unknowable("function 'table' is not supported", "no command of MAD-X is run that fills a table",
                     "write the number");
  return ExpressionContext::call(function, arguments);
}

double MadxValues::divided_by_zero() {
  divisions_.try_emplace({place_.text.get(), place_.offset}, place_);
  return 0.0;
}

void MadxValues::spend(Index operations) {
  work_ += operations + 1;
  if (work_ > most_work)
    throw InvalidArgument("the file asks for more work than any lattice does", {},
                          "check its deferred expressions, loops and repetitions");
}

void MadxValues::work(Index operations, const MadxPlace& place) {
  try {
    spend(operations);
  } catch (const InvalidArgument& error) {
    throw place.error(error.what());
  }
}

void MadxValues::report(Report& report) const {
  std::vector<std::pair<MadxPlace, std::string>> names;
  for (const auto& [name, place] : undefined_)
    if (!variables_.contains(name)) names.emplace_back(place, name);
  for (std::size_t i = 0; i < names.size() && i < most_shown; ++i)
    report.add(names[i].first.where(), fmt::format("name '{}'", names[i].second), "it is not defined",
               "it counts as 0, as in MAD-X");
  if (names.size() > most_shown)
    report.add(names[most_shown].first.where(), fmt::format("{} further names", names.size() - most_shown),
               "they are not defined", "they count as 0, as in MAD-X");
  for (const auto& [key, place] : divisions_)
    report.add_for_all(place.where(), "an expression", "it divides by 0",
                       "the quotient counts as 0, as in MAD-X");
}

}  // namespace courant::io::detail
