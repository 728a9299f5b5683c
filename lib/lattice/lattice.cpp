#include "courant/lattice/lattice.hpp"

#include <algorithm>

#include "data.hpp"

namespace courant::lattice {

const Lattice::Data& Lattice::data() const {
  static const Data nothing;
  return data_ ? *data_ : nothing;
}

std::span<const ElementPtr> Lattice::elements() const { return data().elements; }
std::span<const double> Lattice::s() const { return data().s; }
Index Lattice::superperiods() const { return data().superperiods; }
const Particle& Lattice::particle() const { return data().particle; }
const Reference& Lattice::reference_at(Index i) const {
  const auto& references = data().references;
  return references.empty() ? reference() : references[static_cast<std::size_t>(i)];
}
const Description& Lattice::description() const { return data().description; }

std::vector<std::string> Lattice::names() const {
  std::vector<std::string> out;
  out.reserve(elements().size());
  for (const auto& e : elements()) out.push_back(e->name);
  return out;
}

std::string Lattice::unique_name(Index i) const {
  const std::string& name = (*this)[i].name;
  Index before = 0, total = 0;
  for (Index j = 0; j < size(); ++j) {
    if ((*this)[j].name != name) continue;
    ++total;
    if (j < i) ++before;
  }
  return total == 1 ? name : name + "#" + std::to_string(before + 1);
}

}  // namespace courant::lattice
