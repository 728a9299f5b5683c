#pragma once
// Private to the module: the tables of a space of power series.
#include <cstdint>
#include <vector>

#include "courant/math/monomials.hpp"

namespace courant::math::detail {

struct SeriesTables {
  int variables, order;
  std::vector<Index> counts;  // monomials up to each degree
  std::vector<monomials::Origin> origin;
  std::vector<std::uint32_t> times, product;
  std::vector<Index> row;

  SeriesTables(int n, int highest) : variables(n), order(highest) {
    for (int d = 0; d <= order; ++d) counts.push_back(monomials::count(n, d));
    const auto size = static_cast<std::size_t>(counts.back());
    origin.resize(size);
    times.resize(static_cast<std::size_t>(monomials::count(n, order - 1) * n));
    product.resize(static_cast<std::size_t>(monomials::product_count(n, order)));
    row.resize(size + 1);
    monomials::fill_origins<std::uint32_t>(n, order, origin, times);
    monomials::fill_products<std::uint32_t, Index>(n, order, origin, times, product, row);
  }
};

}  // namespace courant::math::detail
