#include <map>

#include "courant/elements/converged_steps.hpp"
#include "courant/lattice/builder.hpp"
#include "data.hpp"

namespace courant::lattice {
namespace {

// Face of a dipole in the exact or expanded model.
physics::Edge face(physics::Edge edge, bool exact) {
  if (edge == physics::Edge::none) return edge;
  if (exact) return edge == physics::Edge::linear ? physics::Edge::hard_edge : edge;
  return physics::Edge::linear;
}

AnyElement with_model(AnyElement element, physics::Model model) {
  std::visit(
      [&](auto& e) {
        if constexpr (requires { e.edge1; }) {
          const bool exact = model == physics::Model::exact;
          e.model = exact ? physics::BendModel::exact : physics::BendModel::expanded;
          e.edge1 = face(e.edge1, exact);
          e.edge2 = face(e.edge2, exact);
        } else if constexpr (requires { e.model; }) {
          e.model = model;
        }
      },
      element);
  return element;
}

// Everything of a magnet that its map depends on, as a key.
std::vector<double> fingerprint(const AnyElement& element) {
  std::vector<double> out{static_cast<double>(element.index())};
  for (const auto& field : field_names(element)) {
    const FieldValue value = get_field(element, field);
    if (field == "steps") continue;
    if (const auto* number = std::get_if<double>(&value)) {
      out.push_back(*number);
    } else if (const auto* list = std::get_if<std::vector<double>>(&value)) {
      out.insert(out.end(), list->begin(), list->end());
      out.push_back(static_cast<double>(list->size()));
    } else {
      for (const char c : std::get<std::string>(value)) out.push_back(c);
    }
  }
  return out;
}

// Every element changed by `change`; what was shared stays shared.
template <class Change>
void change_all(std::vector<ElementPtr>& elements, Change change) {
  std::map<ElementPtr, ElementPtr> made;
  for (auto& e : elements) {
    auto& changed = made[e];
    if (!changed) changed = with_body(*e, change(e->body));
    e = changed;
  }
}

}  // namespace

Builder& Builder::model(physics::Model model) {
  change_all(elements_, [&](const AnyElement& body) { return with_model(body, model); });
  return *this;
}

Builder& Builder::radiation(physics::Radiation radiation) {
  change_all(elements_, [&](AnyElement body) {
    std::visit(
        [&](auto& e) {
          if constexpr (requires { e.radiation; }) e.radiation = radiation;
        },
        body);
    return body;
  });
  return *this;
}

Builder& Builder::steps_for(double accuracy) {
  const Lattice line = view();               // owns the reference
  std::map<std::vector<double>, int> found;  // magnets of one kind share strength in most machines
  change_all(elements_, [&](AnyElement body) {
    std::visit(
        [&](auto& magnet) {
          if constexpr (requires { magnet.steps; }) {
            const auto [place, is_new] = found.try_emplace(fingerprint(body), 0);
            if (is_new) place->second = elements::converged_steps(body, accuracy, line.reference());
            magnet.steps = place->second;
          }
        },
        body);
    return body;
  });
  return *this;
}

}  // namespace courant::lattice
