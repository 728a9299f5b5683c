#pragma once
// Private to the module: the procedures inside a record that is open already.
#include "courant/procedures/chromaticity.hpp"
#include "courant/procedures/correct_orbit.hpp"
#include "courant/procedures/tune.hpp"

namespace courant::procedures::detail {

Result<MeasuredResponse> measure_orbit_response(Context& context, const OrbitResponseMeasurement& wish);
Result<OrbitResult> correct_orbit(Context& context, const OrbitCorrection& wish);
Result<response::ResponseMatrix> measure_tune_response(Context& context, const TuneResponseMeasurement& wish);
Result<TuneResult> correct_tune(Context& context, const TuneCorrection& wish);
Result<Chromaticity> measure_chromaticity(Context& context, const ChromaticityMeasurement& wish);
Result<ChromaticityResult> correct_chromaticity(Context& context, const ChromaticityCorrection& wish);

}  // namespace courant::procedures::detail
