#pragma once
#include "courant/elements/field.hpp"
#include "courant/math/vec6.hpp"
#include "courant/physics/reference.hpp"

namespace courant::elements {

/// Constant kick and matrix in place of a piece of machine: r -> kick + M r in (x, px, y, py, z, delta).
///
/// Nothing is added for the length: the slip with momentum belongs into m_56. A matrix that is not symplectic is
/// taken as given.
template <class S = double>
struct LinearMap {
  static constexpr std::string_view type = "LinearMap";
  double length = 0.0;         ///< [m]
  std::array<S, 36> matrix{};  ///< row after row [-, m, 1/m]; all zero by default: give it whole
  std::array<S, 6> kick{};     ///< added behind the matrix [m, -, m, -, m, -]

  static constexpr auto fields() {
    return std::tuple{
        COURANT_FIELD("length", length, "m", "length"),
        COURANT_FIELD("matrix", matrix, "1",
                      "36 numbers, rows one after the other, in (x, px, y, py, z, delta)"),
        COURANT_FIELD("kick", kick, "1", "6 numbers added behind the matrix [m, -, m, -, m, -]")};
  }

  auto prepare(const Reference&) const {
    return [this]<Scalar T>(Vec6<T>& r) {
      const Vec6<T> in = r;
      for (std::size_t i = 0; i < 6; ++i) {
        T& out = r.v[i];
        out = T(kick[i]);
        for (std::size_t j = 0; j < 6; ++j) out += T(matrix[6 * i + j]) * in.v[j];
      }
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
