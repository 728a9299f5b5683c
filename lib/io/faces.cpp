#include "faces.hpp"

#include <utility>

namespace courant::io::detail {

AnyElement turned(AnyElement element) {
  if (auto* b = std::get_if<elements::Dipole<>>(&element)) {
    std::swap(b->e1, b->e2);
    std::swap(b->fint1, b->fint2);
    std::swap(b->edge1, b->edge2);
  }
  return element;
}

AnyElement without_faces(AnyElement element, bool entrance, bool exit) {
  if (auto* b = std::get_if<elements::Dipole<>>(&element)) {
    if (entrance) b->edge1 = physics::Edge::none;
    if (exit) b->edge2 = physics::Edge::none;
  }
  return element;
}

}  // namespace courant::io::detail
