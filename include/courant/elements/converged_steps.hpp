#pragma once
#include "courant/elements/all.hpp"

namespace courant::elements {

/// Fewest integration steps with which the map of a magnet has converged to `accuracy`, at most 4096, fewer where more
/// do not help.
///
/// Compared are the Jacobians on a ray of 1 mm, 0.1 mrad and delta = 1e-3 with n and 2 n steps: the largest difference
/// of an entry, relative to the largest entry and extrapolated with the order of the scheme. 1 for an element without
/// steps or whose map does not depend on them (a sector bend in the exact model, a quadrupole by matrices).
/// \param accuracy  relative error of the map, 1e-13 to 1 [-]
/// \throws InvalidArgument  if accuracy is out of range
/// \par Cost  a few maps with twice the steps found
/// Test: tests/elements/converged_steps_test.cpp
int converged_steps(const AnyElement& element, double accuracy, const Reference& reference);

}  // namespace courant::elements
