#include "courant/lattice/builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "data.hpp"

namespace courant::lattice {
namespace {

void check(const Element& element) {
  if (element.name.empty())
    throw InvalidArgument("an element has no name", "it could not be found again", "name it");
  validate(element.name, element.body);
  if (element.aperture) validate(element.name, *element.aperture);
}

// The element of a place becomes a changed copy of itself.
template <class Change>
void change(std::vector<ElementPtr>& line, Index place, Change change) {
  ElementPtr& element = line[static_cast<std::size_t>(place)];
  Element changed = *element;
  change(changed);
  element = std::make_shared<const Element>(std::move(changed));
}

}  // namespace

Builder::Builder(const Lattice& from)
    : elements_(from.elements().begin(), from.elements().end()),
      particle_(from.particle()),
      has_particle_(true),
      superperiods_(from.superperiods()),
      description_(from.description()) {}

Builder& Builder::particle(Particle particle) {
  particle_ = std::move(particle);
  has_particle_ = true;
  return *this;
}

Builder& Builder::superperiods(Index count) {
  if (count < 1)
    throw InvalidArgument(fmt::format("{} superperiods make no ring", count), {}, "give 1 or more");
  superperiods_ = count;
  return *this;
}

Builder& Builder::describe(Description description) {
  description_ = std::move(description);
  return *this;
}

Builder& Builder::append(std::string name, AnyElement element) {
  return insert(static_cast<Index>(elements_.size()), std::move(name), std::move(element));
}

Builder& Builder::append(ElementPtr element) {
  return insert(static_cast<Index>(elements_.size()), std::move(element));
}

Builder& Builder::append(const Lattice& other) {
  elements_.insert(elements_.end(), other.elements().begin(), other.elements().end());
  return *this;
}

Builder& Builder::insert(Index before, std::string name, AnyElement element) {
  return insert(before, std::make_shared<const Element>(Element{std::move(name), std::move(element)}));
}

Builder& Builder::insert(Index before, ElementPtr element) {
  if (before < 0 || before > static_cast<Index>(elements_.size()))
    throw InvalidArgument(fmt::format("place {} does not exist", before),
                          fmt::format("the line has {} elements", elements_.size()));
  if (!element) throw InvalidArgument("there is no element to put in", "its pointer is empty");
  check(*element);
  elements_.insert(elements_.begin() + before, std::move(element));
  return *this;
}

Builder& Builder::remove(std::string_view selector) {
  auto places = view().select(selector);
  for (auto place = places.rbegin(); place != places.rend(); ++place)
    elements_.erase(elements_.begin() + *place);
  return *this;
}

Builder& Builder::replace(std::string_view selector, const AnyElement& element) {
  for (const Index place : view().select(selector)) edit(place, element);
  return *this;
}

Builder& Builder::aperture(std::string_view selector, const std::optional<physics::Opening>& opening) {
  const auto places = view().select(selector);
  if (opening) validate(elements_[static_cast<std::size_t>(places.front())]->name, *opening);
  for (const Index place : places) change(elements_, place, [&](Element& e) { e.aperture = opening; });
  return *this;
}

Builder& Builder::alias(std::string_view selector, const std::string& alias) {
  for (const Index place : view().select(selector))
    change(elements_, place, [&](Element& e) { e.alias = alias; });
  return *this;
}

Builder& Builder::set(Index place, std::string_view field, const FieldValue& value) {
  if (place < 0 || place >= static_cast<Index>(elements_.size()))
    throw InvalidArgument(fmt::format("place {} does not exist", place),
                          fmt::format("the line has {} elements", elements_.size()));
  AnyElement body = elements_[static_cast<std::size_t>(place)]->body;
  set_field(body, field, value);
  edit(place, std::move(body));
  return *this;
}

Builder& Builder::set(std::string_view selector, std::string_view field, const FieldValue& value) {
  Builder changed = *this;
  for (const Index place : view().select(selector)) changed.set(place, field, value);
  return *this = std::move(changed);
}

Builder& Builder::scale(std::string_view selector, std::string_view field, double factor) {
  Builder changed = *this;
  for (const Index place : view().select(selector))
    changed.set(place, field, factor * get_number(elements_[static_cast<std::size_t>(place)]->body, field));
  return *this = std::move(changed);
}

Builder& Builder::add(Index place, std::string_view field, double amount) {
  if (place < 0 || place >= static_cast<Index>(elements_.size()))
    throw InvalidArgument(fmt::format("place {} does not exist", place),
                          fmt::format("the line has {} elements", elements_.size()));
  return set(place, field, amount + get_number(elements_[static_cast<std::size_t>(place)]->body, field));
}

namespace {

// Reference particle at each entrance and at the end; empty when no element changes it.
std::vector<Reference> references_of(const std::vector<ElementPtr>& line, const Reference& start) {
  std::vector<Reference> out{start};
  bool changes = false;
  for (const auto& e : line) {
    out.push_back(elements::reference_after(e->body, out.back()));
    const double energy = out.back().energy();
    changes = changes || energy != start.energy();
    if (!(energy > start.mass()))
      throw InvalidArgument(fmt::format("the reference particle has {:.6g} eV behind '{}'", energy, e->name),
                            fmt::format("its rest energy is {:.6g} eV", start.mass()),
                            "check voltages and phases of the accelerating cavities");
  }
  return changes ? out : std::vector<Reference>{};
}

}  // namespace

Lattice Builder::freeze() const {
  if (elements_.empty())
    throw InvalidArgument("the lattice has no element", "nothing was appended", "append at least one");
  if (!has_particle_)
    throw InvalidArgument("the lattice has no reference particle", "its energy is unknown",
                          "call particle(make_particle(\"electron\", energy))");
  return view();
}

Lattice Builder::view() const {
  auto data = std::make_shared<Lattice::Data>();
  data->elements = elements_;
  data->particle = particle_;
  data->superperiods = superperiods_;
  data->description = description_;
  data->s.reserve(elements_.size() + 1);
  for (const auto& e : elements_) data->s.push_back(data->s.back() + elements::length_of(e->body));
  data->references = references_of(elements_, particle_.reference);
  Lattice lattice;
  lattice.data_ = std::move(data);
  return lattice;
}

void Builder::edit(Index place, AnyElement body) {
  ElementPtr& element = elements_[static_cast<std::size_t>(place)];
  validate(element->name, body);
  element = with_body(*element, std::move(body));
}

}  // namespace courant::lattice
