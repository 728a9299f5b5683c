#include <fmt/format.h>

#include <cmath>

#include "courant/base/error.hpp"
#include "courant/math/power_series.hpp"
#include "courant/math/series_algorithms.hpp"
#include "series_tables.hpp"

namespace courant::math {
namespace {

// As a floating number: it may be larger than any integer.
double product_estimate(int variables, int order) {
  double c = 1.0;
  for (int k = 1; k <= order && c <= SeriesSpace::max_products; ++k) c = c * (2.0 * variables + k) / k;
  return c;
}

}  // namespace

SeriesSpace::SeriesSpace(int variables, int order) {
  if (variables < 1 || order < 1)
    throw InvalidArgument(
        fmt::format("there are no power series of {} variables to order {}", variables, order), {},
        "give 1 or more of both");
  if (product_estimate(variables, order) > max_products)
    throw InvalidArgument(
        fmt::format("power series of {} variables to order {} are too large", variables, order),
        fmt::format("their tables would need more than {:.0f} MiB", max_products * 4.0 / 1048576.0),
        "choose a lower order");
  tables_ = std::make_shared<const detail::SeriesTables>(variables, order);
}

int SeriesSpace::variables() const { return tables_->variables; }
int SeriesSpace::order() const { return tables_->order; }
Index SeriesSpace::size() const { return tables_->counts.back(); }
Index SeriesSpace::products() const { return static_cast<Index>(tables_->product.size()); }

Index SeriesSpace::index(std::span<const int> powers) const {
  if (static_cast<int>(powers.size()) != variables())
    throw InvalidArgument(fmt::format("{} powers name no coefficient", powers.size()),
                          fmt::format("the series have {} variables", variables()));
  long total = 0;
  for (const int p : powers) {
    if (p < 0) throw InvalidArgument(fmt::format("a coefficient with power {} does not exist", p));
    total += p;
  }
  if (total > order())
    throw InvalidArgument(fmt::format("there is no coefficient of degree {}", total),
                          fmt::format("the series end with order {}", order()));
  return detail::index_of(*tables_, powers);
}

std::vector<int> SeriesSpace::powers(Index k) const {
  if (k < 0 || k >= size())
    throw InvalidArgument(fmt::format("coefficient {} does not exist", k),
                          fmt::format("there are {}", size()));
  std::vector<int> out(static_cast<std::size_t>(variables()), 0);
  for (auto i = static_cast<std::size_t>(k); i != 0; i = static_cast<std::size_t>(tables_->origin[i].parent))
    ++out[static_cast<std::size_t>(tables_->origin[i].last)];
  return out;
}

bool SeriesSpace::operator==(const SeriesSpace& other) const {
  return tables_ == other.tables_ || (variables() == other.variables() && order() == other.order());
}

std::string to_string(const PowerSeries& x, double threshold) {
  if (x.is_number()) return fmt::format("{:24.16e}\n", x.constant());
  std::string out;
  const SeriesSpace space = x.space();
  for (Index k = 0; k < space.size(); ++k) {
    const double c = x.coefficients()[static_cast<std::size_t>(k)];
    if (std::abs(c) <= threshold) continue;
    out += fmt::format("{:24.16e}  {}\n", c, fmt::join(space.powers(k), " "));
  }
  return out.empty() ? "0\n" : out;
}

}  // namespace courant::math
