#include "model.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"
#include "courant/elements/names.hpp"
#include "courant/lattice/builder.hpp"

namespace courant::io::detail {
namespace {

std::optional<physics::Model> model_named(std::string_view name) {
  if (name.empty()) return {};
  std::vector<std::string> known;
  for (const auto& [model, text] : elements::Names<physics::Model>::table) {
    if (text == name) return model;
    known.emplace_back(text);
  }
  throw InvalidArgument(fmt::format("model '{}' is unknown", name),
                        "it names the Hamiltonian of every element",
                        fmt::format("choose {}", fmt::join(known, " or ")));
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
