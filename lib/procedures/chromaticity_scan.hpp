#pragma once
// Private to the module: the scan behind measurement and correction of the chromaticity.
#include "courant/procedures/chromaticity.hpp"

namespace courant::procedures::detail {

/// Slip factor of the design, momentum compaction minus 1/gamma^2 [-].
Result<double> slip_factor(const Machine& machine);

/// One scan in the record of a context; the RF is put back. Its points are `done` to `done + points` of `total`.
Result<Chromaticity> scan(Context& context, const ChromaticityMeasurement& wish, double slip, Index done,
                          Index total);

/// \throws InvalidArgument
void check(const ChromaticityMeasurement& wish);

}  // namespace courant::procedures::detail
