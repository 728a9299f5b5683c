#include "model.hpp"

#include "courant/elements/named.hpp"
#include "courant/lattice/builder.hpp"

namespace courant::io::detail {
namespace {

std::optional<physics::Model> model_named(std::string_view name) {
  if (name.empty()) return {};
  return elements::named<physics::Model>(name, "model");
}

}  // namespace

Lattice with_model(const Lattice& lattice, const LatticeFormat& format, const ReadOptions& options) {
  const auto asked = model_named(options.model);
  const auto model = asked ? asked : format.model();
  const double accuracy = options.steps_for != 0.0 ? options.steps_for : format.steps_for();
  if (!model && accuracy == 0.0) return lattice;
  lattice::Builder builder(lattice);
  if (model) builder.model(*model);
  if (format.steps_for() != 0.0)  // closed maps: the linear forces of a quadrupole are exact in one step
    for (Index i = 0; i < lattice.size(); ++i)
      if (std::holds_alternative<elements::Quadrupole<>>(lattice[i].body))
        builder.set(i, "integrator", std::string("mkm4"));
  if (accuracy != 0.0) builder.steps_for(accuracy);
  return builder.freeze();
}

}  // namespace courant::io::detail
