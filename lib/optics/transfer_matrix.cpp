#include "courant/optics/transfer_matrix.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::optics {

Result<Matrix6> transfer_matrix(const Lattice& lattice, Index start, Index stop, const Vec6<double>& orbit,
                                Rf rf) {
  if (start < 0 || start > stop || stop > lattice.size())
    throw InvalidArgument(fmt::format("no stretch from place {} to {}", start, stop),
                          fmt::format("places run from 0 to {} and the start comes first", lattice.size()),
                          "for a stretch across the end of a ring use Builder::cycle");
  auto r = math::seed(orbit);
  tracking::pass(lattice, r, start, stop, rf);
  const Matrix6 matrix = math::jacobian(r);
  if (!matrix.allFinite() || !math::to_vector(math::value(r)).allFinite())
    return Failure{Code::particle_lost,
                   fmt::format("the trajectory is lost between places {} and {}", start, stop)};
  return matrix;
}

}  // namespace courant::optics
