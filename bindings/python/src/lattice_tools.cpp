#include "lattice_tools.hpp"

#include "courant/base/units.hpp"

namespace courant::python {

lattice::Particle make_particle(const std::string& species, double energy, std::optional<double> mass,
                                std::optional<double> charge) {
  if (!mass && !charge) return lattice::make_particle(species, energy);
  if (!mass || !charge)
    throw InvalidArgument("particle '" + species + "' has only one of mass and charge",
                          "a species of one's own needs both", "give both, or neither for a known species");
  return lattice::make_particle(species, energy, *mass, *charge);
}

Lattice make_lattice(const py::iterable& elements, double energy, const std::string& species,
                     Index superperiods, const std::string& name, std::optional<double> mass,
                     std::optional<double> charge) {
  lattice::Builder b;
  for (const py::handle element : elements)
    b.append(to_element(py::reinterpret_borrow<py::object>(element), "elements"));
  b.particle(make_particle(species, energy, mass, charge)).superperiods(superperiods);
  b.describe({name, {}, {}, {}, {}});
  return b.freeze();
}

ElementObject at_place(const Lattice& lattice, Index i) {
  const Index at = i < 0 ? i + lattice.size() : i;
  if (at < 0 || at >= lattice.size())
    throw py::index_error("place " + std::to_string(i) + " is outside the lattice of " +
                          std::to_string(lattice.size()) + " elements");
  return to_python(lattice.elements()[static_cast<std::size_t>(at)]);
}

py::list at_slice(const Lattice& lattice, const py::slice& slice) {
  py::ssize_t start = 0, stop = 0, step = 0, count = 0;
  if (!slice.compute(lattice.size(), &start, &stop, &step, &count)) throw py::error_already_set();
  py::list out;
  for (py::ssize_t k = 0; k < count; ++k) out.append(at_place(lattice, start + k * step));
  return out;
}

namespace {

void require_fields(const py::kwargs& fields, std::string_view verb) {
  if (fields.empty())
    throw InvalidArgument(std::string(verb) + " names no field", {},
                          std::string(verb) + "(\"QF*\", k1=1.2) for example");
}

Index whole_number(py::handle object, std::string_view what) {
  const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(object.ptr()));
  if (!number || PyBool_Check(object.ptr())) {
    PyErr_Clear();
    throw WrongType(std::string(what) + ": expected a selector or places, got " + type_name(object));
  }
  return number.cast<Index>();
}

std::vector<Index> numbers(const py::object& places, std::string_view what) {
  if (py::isinstance<Selection>(places)) return places.cast<const Selection&>().places;
  if (!py::isinstance<py::iterable>(places)) return {whole_number(places, what)};
  std::vector<Index> out;
  for (const py::handle place : places) out.push_back(whole_number(place, what));
  return out;
}

}  // namespace

std::vector<Index> to_places(const Lattice& lattice, const py::object& places, std::string_view what) {
  if (py::isinstance<py::str>(places)) return lattice.select(places.cast<std::string>());
  std::vector<Index> out;
  const bool names = py::isinstance<py::sequence>(places) && py::len(places) > 0 &&
                     py::isinstance<py::str>(py::object(places[py::int_(0)]));
  if (names) {
    for (const py::handle name : places) out.push_back(lattice.find(py::cast<std::string>(name)));
    return out;
  }
  out = numbers(places, what);
  for (const Index i : out)
    if (i < 0 || i >= lattice.size())
      throw InvalidArgument(std::string(what) + ": place " + std::to_string(i) + " is outside the lattice",
                            "it has " + std::to_string(lattice.size()) + " elements, counted from 0");
  return out;
}

Index to_place(const Lattice& lattice, const py::object& place, Index otherwise, std::string_view what) {
  if (place.is_none()) return otherwise;
  if (py::isinstance<py::str>(place)) return lattice.find(place.cast<std::string>());
  return whole_number(place, what);
}

lattice::Builder& builder_set(lattice::Builder& b, const PlacesLike& where, const py::kwargs& fields) {
  require_fields(fields, "set");
  lattice::Builder changed = b;  // all fields or none
  for (const auto& [key, value] : fields) {
    const auto field = key.cast<std::string>();
    const lattice::FieldValue datum = to_field_value(value, field);
    if (py::isinstance<py::str>(where))
      changed.set(where.cast<std::string>(), field, datum);
    else
      for (const Index place : numbers(where, "set")) changed.set(place, field, datum);
  }
  return b = std::move(changed);
}

lattice::Builder& builder_scale(lattice::Builder& b, const std::string& selector, const py::kwargs& factors) {
  require_fields(factors, "scale");
  lattice::Builder changed = b;
  for (const auto& [key, value] : factors) {
    const auto field = key.cast<std::string>();
    changed.scale(selector, field, to_number(value, field));
  }
  return b = std::move(changed);
}

lattice::Builder& builder_add(lattice::Builder& b, const PlacesLike& where, const py::kwargs& amounts) {
  require_fields(amounts, "add");
  lattice::Builder changed = b;
  const std::vector<Index> places = py::isinstance<py::str>(where)
                                        ? changed.freeze().select(where.cast<std::string>())
                                        : numbers(where, "add");
  for (const auto& [key, value] : amounts) {
    const auto field = key.cast<std::string>();
    for (const Index place : places) changed.add(place, field, to_number(value, field));
  }
  return b = std::move(changed);
}

bool same_lattice(const Lattice& a, const Lattice& b) {
  if (a.size() != b.size() || a.superperiods() != b.superperiods()) return false;
  if (!a.empty() && !(a.particle() == b.particle())) return false;
  for (Index i = 0; i < a.size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (!equal({a.elements()[at]}, {b.elements()[at]})) return false;
  }
  return true;
}

std::string describe_lattice(const Lattice& lattice) {
  if (lattice.empty()) return "<Lattice: empty>";
  return "<Lattice " + lattice.name() + ": " + std::to_string(lattice.size()) + " elements" +
         (lattice.superperiods() > 1 ? " x " + std::to_string(lattice.superperiods()) : "") + ", " +
         format_quantity(lattice.circumference(), Unit::parse("m")) + ", " + lattice.particle().species +
         " " + format_quantity(lattice.reference().energy(), Unit::parse("GeV")) + ">";
}

}  // namespace courant::python
