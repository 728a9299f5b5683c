#include "courant/math/power_series.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "courant/base/error.hpp"
#include "courant/math/series_algorithms.hpp"
#include "courant/math/taylor.hpp"
#include "series_tables.hpp"

namespace courant::math {
namespace {

using Tables = detail::SeriesTables;

[[noreturn]] void mismatch(const Tables& a, const Tables& b) {
  throw MismatchError(
      fmt::format("a power series of {} variables to order {} meets one of {} variables to order {}",
                  a.variables, a.order, b.variables, b.order),
      {}, "make both from one space");
}

void same_space(const Tables& a, const Tables& b) {
  if (&a != &b && (a.variables != b.variables || a.order != b.order)) mismatch(a, b);
}

}  // namespace

PowerSeries PowerSeries::variable(const SeriesSpace& space, double value, int i) {
  if (i < 0 || i >= space.variables())
    throw InvalidArgument(fmt::format("variable {} does not exist", i),
                          fmt::format("the series have {}", space.variables()));
  PowerSeries x(value);
  x.lift(space.tables_);
  x.c_[static_cast<std::size_t>(i) + 1] = 1.0;
  return x;
}

PowerSeries PowerSeries::from(const SeriesSpace& space, std::vector<double> coefficients) {
  if (static_cast<Index>(coefficients.size()) != space.size())
    throw MismatchError(fmt::format("{} coefficients make no series", coefficients.size()),
                        fmt::format("the space has {}", space.size()));
  PowerSeries x;
  x.tables_ = space.tables_;
  x.c_ = std::move(coefficients);
  return x;
}

SeriesSpace PowerSeries::space() const {
  if (!tables_) throw InvalidArgument("the power series has no variables", "it is a plain number");
  return SeriesSpace(tables_);
}

double PowerSeries::at(std::span<const int> powers) const {
  return c_[static_cast<std::size_t>(space().index(powers))];
}

PowerSeries PowerSeries::with_constant(double constant) const {
  PowerSeries out = *this;
  (out.tables_ ? out.c_[0] : out.constant_) = constant;
  return out;
}

void PowerSeries::lift(const std::shared_ptr<const Tables>& tables) {
  tables_ = tables;
  c_.assign(static_cast<std::size_t>(tables->counts.back()), 0.0);
  c_[0] = constant_;
}

PowerSeries& PowerSeries::operator+=(const PowerSeries& b) {
  if (!b.tables_) return (tables_ ? c_[0] : constant_) += b.constant_, *this;
  if (!tables_) lift(b.tables_);
  same_space(*tables_, *b.tables_);
  for (std::size_t k = 0; k < c_.size(); ++k) c_[k] += b.c_[k];
  return *this;
}

PowerSeries& PowerSeries::operator-=(const PowerSeries& b) {
  if (!b.tables_) return (tables_ ? c_[0] : constant_) -= b.constant_, *this;
  if (!tables_) lift(b.tables_);
  same_space(*tables_, *b.tables_);
  for (std::size_t k = 0; k < c_.size(); ++k) c_[k] -= b.c_[k];
  return *this;
}

PowerSeries& PowerSeries::operator*=(double x) {
  constant_ *= x;
  for (double& k : c_) k *= x;
  return *this;
}

PowerSeries operator*(const PowerSeries& a, const PowerSeries& b) {
  if (!b.tables_) return a * b.constant_;
  if (!a.tables_) return b * a.constant_;
  same_space(*a.tables_, *b.tables_);
  const auto zeros = [](const std::vector<double>& c) { return std::count(c.begin(), c.end(), 0.0); };
  const bool swap = zeros(b.c_) > zeros(a.c_);  // the sparser one decides how much is multiplied
  PowerSeries out;
  out.tables_ = a.tables_;
  out.c_.resize(a.c_.size());
  detail::multiply<Tables, double>(*a.tables_, swap ? b.c_ : a.c_, swap ? a.c_ : b.c_, out.c_);
  return out;
}

PowerSeries operator/(const PowerSeries& a, const PowerSeries& b) {
  if (!b.tables_) return a.tables_ ? a * (1.0 / b.constant_) : PowerSeries(a.constant_ / b.constant_);
  PowerSeries numerator = a, out;
  if (!a.tables_) numerator.lift(b.tables_);
  same_space(*numerator.tables_, *b.tables_);
  out.tables_ = b.tables_;
  out.c_.resize(b.c_.size());
  detail::divide<Tables, double>(*b.tables_, numerator.c_, b.c_, out.c_);
  return out;
}

PowerSeries compose_taylor(const PowerSeries& x, PowerSeries::Taylor taylor) {
  std::vector<double> f(x.tables_ ? static_cast<std::size_t>(x.tables_->order) + 1 : 1);
  taylor(x.constant(), f);
  PowerSeries out(f[0]);
  if (!x.tables_) return out;
  out.lift(x.tables_);
  std::vector<double> scratch(x.c_.size());
  detail::compose_taylor<Tables, double>(*x.tables_, f, x.c_, out.c_, scratch);
  return out;
}

PowerSeries sqrt(const PowerSeries& x) { return compose_taylor(x, taylor::sqrt<double>); }
PowerSeries sin(const PowerSeries& x) { return compose_taylor(x, taylor::sin<double>); }
PowerSeries cos(const PowerSeries& x) { return compose_taylor(x, taylor::cos<double>); }
PowerSeries tan(const PowerSeries& x) { return compose_taylor(x, taylor::tan<double>); }
PowerSeries asin(const PowerSeries& x) { return compose_taylor(x, taylor::asin<double>); }
PowerSeries acos(const PowerSeries& x) { return compose_taylor(x, taylor::acos<double>); }
PowerSeries atan(const PowerSeries& x) { return compose_taylor(x, taylor::atan<double>); }
PowerSeries sinh(const PowerSeries& x) { return compose_taylor(x, taylor::sinh<double>); }
PowerSeries cosh(const PowerSeries& x) { return compose_taylor(x, taylor::cosh<double>); }
PowerSeries exp(const PowerSeries& x) { return compose_taylor(x, taylor::exp<double>); }
PowerSeries log(const PowerSeries& x) { return compose_taylor(x, taylor::log<double>); }

bool is_zero(const PowerSeries& x) {
  const auto c = x.coefficients();
  return std::all_of(c.begin(), c.end(), [](double k) { return k == 0.0; });
}

PowerSeries derivative(const PowerSeries& x, int i) {
  const SeriesSpace space = x.space();
  PowerSeries out = PowerSeries::variable(space, 0.0, i);  // checks i
  detail::derive<Tables, double>(*x.tables_, x.c_, i, out.c_);
  return out;
}

double evaluate(const PowerSeries& x, std::span<const double> point) {
  if (!x.tables_) return x.constant_;
  const SeriesSpace space = x.space();
  if (static_cast<int>(point.size()) != space.variables())
    throw MismatchError(fmt::format("{} numbers make no point", point.size()),
                        fmt::format("the series has {} variables", space.variables()));
  return detail::evaluate<Tables, double, double>(*x.tables_, x.c_, point);
}

std::vector<PowerSeries> substitute(std::span<const PowerSeries> outer, std::span<const PowerSeries> inner) {
  const Tables* tables = nullptr;
  for (const PowerSeries& x : outer) {
    if (!x.tables_) continue;
    if (tables) same_space(*tables, *x.tables_);
    tables = x.tables_.get();
  }
  std::vector<PowerSeries> out(outer.begin(), outer.end());
  if (!tables) return out;
  if (static_cast<int>(inner.size()) != tables->variables)
    throw MismatchError(
        fmt::format("{} series can't stand for {} variables", inner.size(), tables->variables));
  const auto coefficient = [&](std::size_t i, std::size_t k) {
    return k == 0 ? outer[i].constant() : outer[i].tables_ ? outer[i].c_[k] : 0.0;
  };
  detail::substitute(*tables, coefficient, inner, std::span<PowerSeries>(out));
  return out;
}

Vec6<PowerSeries> seed_series(const SeriesSpace& space, const Vec6<double>& r) {
  if (space.variables() != 6)
    throw InvalidArgument(fmt::format("series of {} variables hold no state", space.variables()),
                          "a state has six coordinates");
  Vec6<PowerSeries> out;
  for (int i = 0; i < 6; ++i) out[i] = PowerSeries::variable(space, r[i], i);
  return out;
}

Vec6<PowerSeries> compose(const Vec6<PowerSeries>& outer, const Vec6<PowerSeries>& inner) {
  std::vector<PowerSeries> deviation;
  for (const PowerSeries& x : inner.v) deviation.push_back(x.with_constant(0.0));
  const std::vector<PowerSeries> joined = substitute(outer.v, deviation);
  Vec6<PowerSeries> out;
  for (int i = 0; i < 6; ++i) out[i] = joined[static_cast<std::size_t>(i)];
  return out;
}

}  // namespace courant::math
