#include "at_lattice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "at_chamber.hpp"
#include "at_elements.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"

namespace courant::io::detail {
namespace {

// Sum of angles of a whole number of superperiods, AT's tolerance [-].
constexpr double whole_tolerance = 1e-4;

class Ring {
 public:
  Ring(const std::string& file, const AtRing& ring) : file_(file), ring_(ring), report_(file) {
    if (ring.superperiods) periodicity_ = *ring.superperiods;
    if (ring.particle) particle_ = *ring.particle;
  }

  Lattice read() {
    for (const auto& [line, what] : ring_.skipped) report_.add(line, what, "it was skipped");
    Index place = 0;
    for (const auto& structure : ring_.elements->items) {
      const AtElement element(file_, structure, place++);
      if (at_class(element) == "ringparam")
        parameters(element);
      else
        add(element);
    }
    builder_.particle(particle());
    builder_.superperiods(superperiods());
    lattice::Description about;
    about.name = name_.empty() ? ring_.name : name_;
    about.report = report_.remarks();
    builder_.describe(std::move(about));
    if (count_ == 0) throw ParseError(file_, 0, "the lattice has no element", "its cell array is empty");
    return builder_.freeze();
  }

 private:
  void parameters(const AtElement& e) {
    if (has_parameters_) {
      report_.add(e, "a second RingParam element", "the first one counts");
      return;
    }
    has_parameters_ = true;
    name_ = e.name();
    if (e.has("Energy") && std::isfinite(e.number("Energy", 0.0))) energy_ = e.number("Energy", 0.0);
    if (e.has("Periodicity")) periodicity_ = e.number("Periodicity", 1.0);
    if (const MatlabValue* particle = e.value("Particle")) particle_ = *particle;
    energy_line_ = e.line();
  }

  void add(const AtElement& e) {
    const bool is_cavity = at_class(e) == "rfcavity";
    if (e.has("Energy")) {
      double& largest = is_cavity ? cavity_energy_ : element_energy_;
      largest = std::max(largest, e.number("Energy", 0.0));
    }
    AnyElement body = from_at(e, energy_.value_or(0.0), report_);
    if (const auto* dipole = std::get_if<elements::Dipole<>>(&body)) angle_ += dipole->angle;
    builder_.append(std::make_shared<const lattice::Element>(
        lattice::Element{e.name(), std::move(body), at_chamber(e), device(e)}));
    ++count_;
  }

  // The control system's name, where the file gives one.
  static std::string device(const AtElement& e) {
    const MatlabValue* name = e.value("Device");
    return name && name->kind == MatlabValue::Kind::text ? as_utf8(name->text) : std::string();
  }

  // AT's order: ring parameters, global variable, cavities, any element.
  double energy() const {
    if (energy_) return *energy_;
    if (ring_.energy) return *ring_.energy;
    const double found = cavity_energy_ != 0.0 ? cavity_energy_ : element_energy_;
    if (found == 0.0)
      throw ParseError(file_, 0, "the energy of the ring is unknown",
                       "no RingParam element, no GLOBVAL.E0, no element with Energy",
                       "add atringparam(name, energy, periodicity) as the first element");
    return found;
  }

  lattice::Particle particle() {
    std::string species = "relativistic";
    double mass = 0.0, charge = 0.0;
    if (particle_.kind == MatlabValue::Kind::text) species = particle_.text;
    if (particle_.kind == MatlabValue::Kind::structure) {
      const AtElement e(file_, particle_, 0);
      if (e.has("name")) species = e.text("name");
      mass = e.number("rest_energy", 0.0);
      charge = e.number("charge", 0.0);
    }
    try {
      // AT's "relativistic" is an electron whose motion is that of infinite gamma; its radiation isn't
      if (species == "relativistic") return lattice::make_particle("electron", energy());
      if (species == "electron" || species == "positron" || species == "proton")
        return lattice::make_particle(species, energy());
      return lattice::make_particle(species, energy(), mass, charge);
    } catch (const InvalidArgument& error) {
      throw ParseError(file_, energy_line_, error.what());
    }
  }

  Index superperiods() {
    if (periodicity_ != 0.0) {
      if (!(periodicity_ >= 1.0 && periodicity_ <= 1e6 && periodicity_ == std::floor(periodicity_)))
        throw ParseError(file_, energy_line_, fmt::format("Periodicity is {}", periodicity_),
                         "it must be a whole number from 1");
      return static_cast<Index>(periodicity_);
    }
    if (angle_ == 0.0) return 1;
    const double ratio = std::abs(2.0 * std::numbers::pi / angle_), whole = std::round(ratio);
    if (whole < 1.0 || std::abs(ratio - whole) > whole_tolerance) {
      report_.add(Index{0}, fmt::format("no periodicity is given and the bends turn by {} rad", angle_),
                  "it is taken as one line");
      return 1;
    }
    if (whole > 1.0)
      report_.add(Index{0}, fmt::format("no periodicity is given and the bends turn by 2 pi / {}", whole),
                  fmt::format("the ring has {} superperiods", whole));
    return static_cast<Index>(whole);
  }

  const std::string& file_;
  const AtRing& ring_;
  AtReport report_;
  lattice::Builder builder_;
  Index count_ = 0, energy_line_ = 0;
  bool has_parameters_ = false;
  std::string name_;
  std::optional<double> energy_;                       // [eV], of RingParam
  double periodicity_ = 0.0;                           // [-], 0: not given
  MatlabValue particle_;                               // of RingParam
  double cavity_energy_ = 0.0, element_energy_ = 0.0;  // [eV], largest found, 0: none
  double angle_ = 0.0;                                 // [rad], of all bends
};

bool is_ring(const MatlabValue& value) {
  return value.kind == MatlabValue::Kind::cell && !value.items.empty() &&
         value.items.front().kind == MatlabValue::Kind::structure && value.items.front().field("FamName");
}

const MatlabValue& choose(const std::string& file, const MatlabVariables& all, const std::string& wanted,
                          const std::string& output) {
  std::vector<std::string> names;
  for (const auto& [name, value] : all)
    if (is_ring(value)) names.push_back(name);
  if (names.empty())
    throw ParseError(file, 0, "no variable is a lattice", "a lattice is a cell array of elements of AT",
                     "save the ring itself: save('ring.mat', 'RING', '-v7')");
  const auto there = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (!wanted.empty() && !there(wanted))
    throw UnknownName(fmt::format("line '{}' is unknown", wanted),
                      fmt::format("'{}' has {}", file, fmt::join(names, ", ")), nearest(wanted, names));
  for (const std::string& name :
       {wanted, output, std::string("RING"), std::string("THERING"), std::string("ring")})
    if (there(name)) return all.at(name);
  if (names.size() > 1)
    throw ParseError(file, 0, "several variables are lattices", fmt::format("{}", fmt::join(names, ", ")),
                     "name one of them as line");
  return all.at(names.front());
}

}  // namespace

AtRing at_ring(const std::string& file, const MatlabVariables& all, const std::string& wanted,
               const std::string& output) {
  AtRing ring;
  ring.elements = &choose(file, all, wanted, output);
  ring.name = std::filesystem::path(file).stem().string();
  for (const char* global : {"GLOBVAL", "ATGLOBAL"})
    if (const auto found = all.find(global); found != all.end())
      if (const MatlabValue* e0 = found->second.field("E0"); e0 && e0->is_number())
        ring.energy = e0->numbers[0];
  return ring;
}

Lattice from_at_ring(const std::string& file, const AtRing& ring) { return Ring(file, ring).read(); }

}  // namespace courant::io::detail
