#include "courant/lattice/errors.hpp"

#include <fmt/format.h>

#include <cmath>

#include "courant/base/error.hpp"
#include "courant/base/rng.hpp"
#include "courant/lattice/builder.hpp"

namespace courant::lattice::errors {
namespace {

constexpr std::string_view relative = "_relative";

void check(const Spec& spec) {
  if (!(std::isfinite(spec.sigma) && spec.sigma >= 0.0))
    throw InvalidArgument(fmt::format("sigma {} of '{}' can't be used", spec.sigma, spec.field),
                          "it is a spread", "give a number of at least 0 in SI units");
  if (!(spec.cut > 0.0))
    throw InvalidArgument(fmt::format("cut {} of '{}' can't be used", spec.cut, spec.field),
                          "every error would be refused", "give a number of sigmas above 0");
}

double draw(const Spec& spec, Rng& rng) {
  if (spec.distribution == Distribution::uniform) return spec.sigma * (2.0 * rng.uniform() - 1.0);
  return spec.sigma * rng.truncated_normal(spec.cut);
}

}  // namespace

WithErrors apply(const Lattice& lattice, const std::vector<Spec>& specs, std::uint64_t seed) {
  Builder builder(lattice);
  WithErrors out;
  for (const Spec& spec : specs) {
    check(spec);
    const bool scales = spec.field.ends_with(relative);
    const std::string field = scales ? spec.field.substr(0, spec.field.size() - relative.size()) : spec.field;
    for (const Index place : lattice.select(spec.select)) {
      const std::string element = lattice.unique_name(place);
      Rng rng(seed, spec.field + "/" + element);
      const double error = draw(spec, rng);
      builder.add(place, field, scales ? error * get_number(lattice[place].body, field) : error);
      out.applied.push_back({place, element, spec.field, error});
    }
  }
  out.lattice = builder.freeze();
  return out;
}

}  // namespace courant::lattice::errors
