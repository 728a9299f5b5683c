#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "courant/base/index.hpp"
#include "courant/math/scalar.hpp"
#include "courant/math/vec6.hpp"

namespace courant::math {
namespace detail {
struct SeriesTables;
}

/// Number of variables and order of power series at run time, with the tables that their products need.
///
/// Make one and copy it: copies, and all series made from them, share the tables (4 bytes for each product of two
/// coefficients: 3 MB for order 10 of six variables, 120 MB for order 16). Safe to read from many threads.
class SeriesSpace {
 public:
  /// Largest tables that are made: 2^26 products, 256 MiB [-].
  static constexpr double max_products = 67108864.0;

  /// \throws InvalidArgument unless variables >= 1, order >= 1 and the tables stay below `max_products`
  SeriesSpace(int variables, int order);

  int variables() const;
  int order() const;
  Index size() const;      ///< coefficients of a series: binomial(variables + order, order)
  Index products() const;  ///< multiplications of one product: binomial(2 variables + order, order)

  /// Position of the coefficient of x0^p0 x1^p1 …. \throws InvalidArgument for a wrong number of powers, a
  /// negative one, or a sum above the order
  Index index(std::span<const int> powers) const;
  /// Powers of the variables in coefficient `k`.
  std::vector<int> powers(Index k) const;

  /// Same variables and order; their series mix.
  bool operator==(const SeriesSpace& other) const;

 private:
  friend class PowerSeries;
  explicit SeriesSpace(std::shared_ptr<const detail::SeriesTables> tables) : tables_(std::move(tables)) {}
  std::shared_ptr<const detail::SeriesTables> tables_;
};

/// Truncated power series whose order is chosen at run time: order 10 and more of six variables.
///
/// Without a space it is a plain number, so constants of a kernel cost nothing. The coefficients stand in the order
/// of math/monomials.hpp, as those of Tps. Cost of a product: one multiplication for each pair of coefficients whose
/// degrees add up to the order or less, those of zero left out (dense: 455 at order 3, 18 564 at 6, 646 646 at 10 for
/// six variables); a quotient as many, a function some two products. Every operation allocates its result. Series of
/// two different spaces in one operation throw MismatchError. Source: Berz 1999, ch. 2. Test:
/// tests/math/power_series_test.cpp.
class PowerSeries {
 public:
  PowerSeries() = default;
  PowerSeries(double constant)  // NOLINT(google-explicit-constructor): constants mix in
      : constant_(constant) {}

  /// The variable number `i` at `value`. \throws InvalidArgument if the space has no such variable
  static PowerSeries variable(const SeriesSpace& space, double value, int i);
  /// The series with these coefficients, in the order of the space. \throws MismatchError for a wrong number
  static PowerSeries from(const SeriesSpace& space, std::vector<double> coefficients);

  bool is_number() const { return !tables_; }  ///< without a space: a plain number
  SeriesSpace space() const;                   ///< \throws InvalidArgument for a plain number
  double constant() const { return tables_ ? c_[0] : constant_; }
  /// All coefficients; of a plain number the number itself.
  std::span<const double> coefficients() const {
    return tables_ ? std::span<const double>(c_) : std::span(&constant_, 1);
  }
  /// Coefficient of x0^p0 x1^p1 …; a plain number has no space and throws. \throws as SeriesSpace::index
  double at(std::span<const int> powers) const;
  double at(std::initializer_list<int> powers) const { return at(std::span(powers.begin(), powers.size())); }
  /// The same series with another constant.
  PowerSeries with_constant(double constant) const;

  PowerSeries& operator+=(const PowerSeries& b);
  PowerSeries& operator-=(const PowerSeries& b);
  PowerSeries& operator*=(const PowerSeries& b) { return *this = *this * b; }
  PowerSeries& operator/=(const PowerSeries& b) { return *this = *this / b; }
  PowerSeries& operator*=(double x);
  PowerSeries& operator/=(double x) { return *this *= 1.0 / x; }

  friend PowerSeries operator-(PowerSeries a) { return a *= -1.0; }
  friend PowerSeries operator+(PowerSeries a, const PowerSeries& b) { return a += b; }
  friend PowerSeries operator-(PowerSeries a, const PowerSeries& b) { return a -= b; }
  friend PowerSeries operator*(const PowerSeries& a, const PowerSeries& b);
  friend PowerSeries operator/(const PowerSeries& a, const PowerSeries& b);
  friend PowerSeries operator*(PowerSeries a, double x) { return a *= x; }
  friend PowerSeries operator*(double x, PowerSeries a) { return a *= x; }
  friend PowerSeries operator/(PowerSeries a, double x) { return a /= x; }

  /// Comparisons look at the constant alone; the result is the mask of `select`.
  friend bool operator<(const PowerSeries& a, const PowerSeries& b) { return a.constant() < b.constant(); }
  friend bool operator>(const PowerSeries& a, const PowerSeries& b) { return a.constant() > b.constant(); }

 private:
  friend PowerSeries derivative(const PowerSeries&, int);
  friend double evaluate(const PowerSeries&, std::span<const double>);
  friend std::vector<PowerSeries> substitute(std::span<const PowerSeries>, std::span<const PowerSeries>);
  using Taylor = void (*)(const double&, std::span<double>);
  friend PowerSeries compose_taylor(const PowerSeries& x, Taylor taylor);
  void lift(const std::shared_ptr<const detail::SeriesTables>& tables);

  std::shared_ptr<const detail::SeriesTables> tables_;
  std::vector<double> c_;  // empty without tables
  double constant_ = 0.0;  // used without tables
};

PowerSeries sqrt(const PowerSeries& x);
PowerSeries sin(const PowerSeries& x);
PowerSeries cos(const PowerSeries& x);
PowerSeries tan(const PowerSeries& x);
PowerSeries asin(const PowerSeries& x);
PowerSeries acos(const PowerSeries& x);
PowerSeries atan(const PowerSeries& x);
PowerSeries sinh(const PowerSeries& x);
PowerSeries cosh(const PowerSeries& x);
PowerSeries exp(const PowerSeries& x);
PowerSeries log(const PowerSeries& x);

inline PowerSeries select(bool mask, const PowerSeries& a, const PowerSeries& b) { return mask ? a : b; }
inline PowerSeries abs(const PowerSeries& x) { return x.constant() < 0.0 ? -x : x; }
/// As `floor` of the constant.
inline PowerSeries floor(const PowerSeries& x) { return math::floor(x.constant()); }
/// As `gather` by the constant.
inline PowerSeries gather(const double* table, Index size, const PowerSeries& where) {
  return math::gather(table, size, where.constant());
}
/// The constant coefficient.
inline double value(const PowerSeries& x) { return x.constant(); }
inline double magnitude(const PowerSeries& x) { return math::magnitude(x.constant()); }
inline double nominal(const PowerSeries& x) { return x.constant(); }
bool is_zero(const PowerSeries& x);

/// Partial derivative by variable `i`: exact to one order less, the coefficients of the highest order are zero.
/// \throws InvalidArgument if there is no such variable
PowerSeries derivative(const PowerSeries& x, int i);

/// Value of the polynomial where the variables have grown by `point` from those of the expansion.
/// \throws MismatchError unless `point` has one number per variable
double evaluate(const PowerSeries& x, std::span<const double> point);

/// The polynomials `outer` with the series `inner[v]` in place of variable v. Cost: one product per monomial, most of
/// them sparse when the constants of `inner` are zero. \throws MismatchError for another number of variables or
/// mixed spaces
std::vector<PowerSeries> substitute(std::span<const PowerSeries> outer, std::span<const PowerSeries> inner);

/// State whose variables are the deviations from `r`: after a map, its truncated power series.
/// \throws InvalidArgument unless the space has six variables
Vec6<PowerSeries> seed_series(const SeriesSpace& space, const Vec6<double>& r);

/// Map of two lines in a row; `outer` was expanded about the state where `inner` ends.
Vec6<PowerSeries> compose(const Vec6<PowerSeries>& outer, const Vec6<PowerSeries>& inner);

/// Table for people: a row per coefficient above `threshold` with its powers, by rising degree.
std::string to_string(const PowerSeries& x, double threshold = 0.0);

}  // namespace courant::math

namespace courant {
using math::PowerSeries;
using math::SeriesSpace;
}  // namespace courant
