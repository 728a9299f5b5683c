#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "courant/base/index.hpp"

/// \file
/// Order of the monomials of a power series and the tables of their products, for compile and run time alike.
///
/// Monomials stand by rising degree, and inside one degree in the order of their sorted variables: 1, x0, x1, …,
/// x0 x0, x0 x1, …, x1 x1, … So the series of a lower order is the beginning of the longer one, and what a
/// monomial of degree d may be multiplied with in order n are the first count(N, n - d).

namespace courant::math::monomials {

/// Number of monomials of `variables` with degree up to `order`: binomial(variables + order, order).
constexpr Index count(int variables, int order) {
  Index c = 1;
  for (int k = 1; k <= order; ++k) c = c * (variables + k) / k;
  return c;
}

/// Number of pairs of monomials whose product has degree up to `order`: multiplications of one product.
constexpr Index product_count(int variables, int order) { return count(2 * variables, order); }

/// Where a monomial comes from: monomial `parent` times variable `last`, the highest one in it.
struct Origin {
  std::int32_t parent = 0;
  std::int16_t last = 0;
  std::int16_t degree = 0;
};

/// Fills `origin` (count entries) and `times` (count(order - 1) rows of `variables`): index of monomial k times
/// variable v.
template <class I>
constexpr void fill_origins(int variables, int order, std::span<Origin> origin, std::span<I> times) {
  const auto n = static_cast<std::size_t>(variables);
  origin[0] = {};
  std::size_t next = 1, begin = 0, end = 1;  // the monomials of one degree
  for (int degree = 0; degree < order; ++degree) {
    for (std::size_t k = begin; k < end; ++k)
      for (auto v = static_cast<std::size_t>(origin[k].last); v < n; ++v) {
        origin[next] = {static_cast<std::int32_t>(k), static_cast<std::int16_t>(v),
                        static_cast<std::int16_t>(degree + 1)};
        times[k * n + v] = static_cast<I>(next++);
      }
    for (std::size_t k = begin; k < end; ++k)  // a lower variable: (parent v) last, both known
      for (std::size_t v = 0; v < static_cast<std::size_t>(origin[k].last); ++v) {
        const auto without =
            static_cast<std::size_t>(times[static_cast<std::size_t>(origin[k].parent) * n + v]);
        times[k * n + v] = times[without * n + static_cast<std::size_t>(origin[k].last)];
      }
    begin = end;
    end = next;
  }
}

/// Fills `product` with the index of monomial i times j for j < count(order - degree(i)), row by row; `row[i]` is
/// where the row of i starts, `row[count]` the end.
template <class I, class Row>
constexpr void fill_products(int variables, int order, std::span<const Origin> origin,
                             std::span<const I> times, std::span<I> product, std::span<Row> row) {
  const auto n = static_cast<std::size_t>(variables);
  std::size_t at = 0;
  for (std::size_t i = 0; i < origin.size(); ++i) {
    row[i] = static_cast<Row>(at);
    const std::size_t first = at;
    const auto partners = static_cast<std::size_t>(count(variables, order - origin[i].degree));
    product[at++] = static_cast<I>(i);
    for (std::size_t j = 1; j < partners; ++j) {
      const auto before =
          static_cast<std::size_t>(product[first + static_cast<std::size_t>(origin[j].parent)]);
      product[at++] = times[before * n + static_cast<std::size_t>(origin[j].last)];
    }
  }
  row[origin.size()] = static_cast<Row>(at);
}

}  // namespace courant::math::monomials
