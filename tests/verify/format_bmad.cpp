#include "format_bmad.hpp"

#include <map>

#include "courant/io/read.hpp"
#include "courant/lattice/field_value.hpp"
#include "courant/lattice/survey.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

const std::string subject = "FACET-II (Bmad)";

std::string base_of(const std::string& name) { return name.substr(0, name.find('#')); }

// What the reader makes of a class.
bool is_counterpart(const Json& theirs, const elements::AnyElement& ours) {
  static const std::map<std::string, std::string> types{
      {"fixer", "Marker"},          {"drift", "Drift"},
      {"marker", "Marker"},         {"solenoid", "Solenoid"},
      {"instrument", "Marker"},     {"vkicker", "Corrector"},
      {"hkicker", "Corrector"},     {"multipole", "ThinMultipole"},
      {"monitor", "Monitor"},       {"lcavity", "AcceleratingCavity"},
      {"quadrupole", "Quadrupole"}, {"sbend", "Dipole"},
      {"taylor", "LinearMap"},      {"patch", "Patch"},
      {"sextupole", "Sextupole"}};
  const std::string key = theirs.at("key"), type{elements::type_of(ours)};
  if (key == "rcollimator") return type == "Marker";  // without a length and limits in the file
  if (key == "instrument" && theirs.at("l") != 0) return type == "Drift";
  if (key == "solenoid" && theirs.at("l") == 0) return type == "Marker";  // without a length it has no effect
  const auto found = types.find(key);
  return found != types.end() && found->second == type;
}

// Our field and Bmad's attribute, by our type.
const std::map<std::string, std::vector<std::pair<std::string, std::string>>> strengths{
    {"Quadrupole", {{"k1", "k1"}, {"roll", "tilt"}}},
    {"Sextupole", {{"k2", "k2"}, {"roll", "tilt"}}},
    {"Dipole", {{"k1", "k1"}, {"tilt", "ref_tilt"}}},
    {"AcceleratingCavity",
     {{"frequency", "rf_frequency"}, {"active_length", "l_active"}, {"kicks", "n_rf_steps"}}}};

// Strengths of an element; `whole`: of a lord, whose voltage the pieces name.
void compare_strengths(const Json& theirs, const elements::AnyElement& ours, bool whole, Worst& worst) {
  const Json none = Json::object();
  const Json& attributes = theirs.contains("attributes") ? theirs.at("attributes") : none;
  const auto get = [&](const char* name) { return attributes.value(name, 0.0); };
  const auto see = [&](double value, double wanted) {
    worst.see(value, wanted, std::max(1.0, std::abs(wanted)));
  };
  const auto found = strengths.find(std::string(elements::type_of(ours)));
  if (found != strengths.end())
    for (const auto& [field, attribute] : found->second)
      see(lattice::get_number(ours, field), get(attribute.c_str()));
  if (const auto* b = std::get_if<elements::Dipole<>>(&ours);
      b != nullptr && !whole && !theirs.contains("lords")) {  // pieces: see the lord
    see(b->angle, get("angle"));
    see(b->e1, get("e1"));
    see(b->e2, get("e2"));
  }
  if (const auto* c = std::get_if<elements::AcceleratingCavity<>>(&ours)) {
    if (whole || !theirs.contains("lords")) see(c->voltage, get("voltage"));
    see(std::sin(c->phase), std::cos(2.0 * M_PI * get("phi0")));
  }
}

}  // namespace

double noted(const Lattice& line, const std::string& name) {
  const std::string& notes = line.description().notes;
  const std::size_t at = ("\n" + notes).find("\n" + name + " = ");
  if (at == std::string::npos) throw std::out_of_range(name);
  return std::stod(notes.substr(at + name.size() + 3));
}

std::set<Index> places_on_kicks(const Facet& facet) {
  std::set<Index> out;
  for (const Json& lord : facet.elements()) {
    if (!lord.contains("lord_status") || lord.at("key") != "lcavity") continue;
    const Json& a = lord.at("attributes");
    const double active = a.at("l_active"), kicks = a.at("n_rf_steps");
    double end = -0.5 * (lord.at("l").get<double>() - active);  // from the first kick [m]
    const auto slaves = lord.at("slaves").get<std::vector<Index>>();
    for (std::size_t k = 0; k + 1 < slaves.size(); ++k) {
      end += facet.elements()[static_cast<std::size_t>(slaves[k])].at("l").get<double>();
      const double kick = end / active * kicks;
      // 15 digits of s and l leave 1e-9 of a kick
      if (std::abs(kick - std::round(kick)) > 1e-6) continue;
      for (Index ix = slaves[k]; ix < slaves[k + 1]; ++ix) out.insert(ix);
    }
  }
  return out;
}

void compare_bmad_census(const Facet& facet, Table& table) {
  const Lattice& line = facet.line;
  table.add(subject, "elements", std::abs(static_cast<double>(line.size() - facet.tracked())), 0.0);
  double names = 0.0, types = 0.0, lengths = 0.0, devices = 0.0, lords = 0.0;
  std::map<std::string, std::string> aliases;
  for (const auto& element : line.elements()) aliases.emplace(element->name, element->alias);
  Worst worst, of_lords;
  for (Index ix = 1; ix <= facet.tracked(); ++ix) {
    const Json& theirs = facet.elements()[static_cast<std::size_t>(ix)];
    const auto& ours = line[ix - 1];
    if (ours.name != base_of(theirs.at("name"))) ++names;
    if (!is_counterpart(theirs, ours.body)) ++types;
    lengths = std::max(lengths, std::abs(elements::length_of(ours.body) - theirs.at("l").get<double>()));
    compare_strengths(theirs, ours.body, false, worst);
  }
  for (const Json& theirs : facet.elements()) {
    const std::string name = base_of(theirs.at("name"));
    if (theirs.contains("alias") && aliases[name] != theirs.at("alias").get<std::string>()) ++devices;
    if (!theirs.contains("lord_status")) continue;
    // its pieces by Bmad's indices: names, end and length
    double length = 0.0, angle = 0.0;
    Index last = 0;
    for (const Json& slave : theirs.at("slaves")) {
      last = slave.get<Index>() - 1;
      if (line[last].name != name) ++lords;
      length += elements::length_of(line[last].body);
      if (const auto* b = std::get_if<elements::Dipole<>>(&line[last].body)) angle += b->angle;
    }
    lengths = std::max(lengths, std::abs(length - theirs.at("l").get<double>()));
    lengths = std::max(lengths,
                       std::abs(line.s()[static_cast<std::size_t>(last + 1)] - theirs.at("s").get<double>()));
    compare_strengths(theirs, line[last].body, true, of_lords);
    if (const auto* b = std::get_if<elements::Dipole<>>(&line[last].body)) {
      const auto first = theirs.at("slaves").front().get<Index>() - 1;
      const Json& wanted = theirs.at("attributes");
      of_lords.see(angle, wanted.value("angle", 0.0));
      of_lords.see(lattice::get_number(line[first].body, "e1"), wanted.value("e1", 0.0));
      of_lords.see(b->e2, wanted.value("e2", 0.0));
    }
  }
  const auto all = facet.elements().size();
  table.add(subject, fmt::format("names of {} elements", facet.tracked()), names, 0.0);
  table.add(subject, "elements of another type than expected", types, 0.0);
  table.add(subject,
            fmt::format("lords of {} whose pieces have another name",
                        all - static_cast<std::size_t>(facet.tracked()) - 1),
            lords, 0.0);
  table.add(subject, "lengths of elements and lords [m]", lengths, 1e-9);
  table.add(subject, "device names that are missing", devices, 0.0);
  // 15 digits
  table.add(subject, fmt::format("{} strengths, relative", worst.count()), worst, 1e-13);
  table.add(subject, fmt::format("{} strengths of lords, relative", of_lords.count()), of_lords, 1e-13);
}

void compare_bmad_places(const Facet& facet, Table& table) {
  const Lattice& line = facet.line;
  const auto start = [&](const std::string& name) { return noted(line, "BEGINNING[" + name + "]"); };
  const Survey floor =
      survey(line, {.x = start("X_POSITION"), .z = start("Z_POSITION"), .theta = start("THETA_POSITION")});
  Worst s, energy, momentum, position, angle;
  const auto on_kicks = places_on_kicks(facet);
  for (Index ix = 0; ix <= facet.tracked(); ++ix) {
    const auto i = static_cast<std::size_t>(ix);
    const Json& theirs = facet.elements()[i];
    s.see(line.s()[i], theirs.at("s"));
    if (!on_kicks.contains(ix)) {
      energy.see(line.reference_at(ix).energy(), theirs.at("e_tot"), theirs.at("e_tot"));
      momentum.see(line.reference_at(ix).p0c(), theirs.at("p0c"), theirs.at("p0c"));
    }
    const auto floor_of = theirs.at("floor").get<std::array<double, 6>>();
    position.see(floor.x[i], floor_of[0]);
    position.see(floor.y[i], floor_of[1]);
    position.see(floor.z[i], floor_of[2]);
    angle.see(floor.theta[i], floor_of[3]);
    angle.see(floor.phi[i], floor_of[4]);
    angle.see(floor.psi[i], floor_of[5]);
  }
  table.add(subject, fmt::format("s at {} places [m]", s.count()), s, 1e-9);
  table.add(subject, fmt::format("energies at {} places, relative", energy.count()), energy, 1e-9);
  table.add(subject, "momenta there, relative", momentum, 1e-9);
  std::string names;
  for (const Index ix : on_kicks)
    names += " " + facet.elements()[static_cast<std::size_t>(ix)].at("name").get<std::string>();
  table.skipped.push_back({subject + ": energy and Twiss at" + names,
                           "the cut falls on an energy kick, which Bmad gives to either piece by rounding"});
  table.add(subject, "floor positions there [m]", position, 1e-8);
  table.add(subject, "floor angles there [rad]", angle, 1e-12);
}

void compare_bmad(const Json& golden, const std::filesystem::path& folder, Table& table) {
  const auto file = folder / "lattices/facet2/bmad/models/f2_elec/f2_elec.lat.bmad";
  const Lattice line = read_lattice(file);
  const Facet facet{golden, line};
  compare_bmad_census(facet, table);
  if (line.size() == facet.tracked()) {
    compare_bmad_places(facet, table);
    compare_bmad_maps(facet, table);
    compare_bmad_optics(facet, table);
  }
  compare_bmad_bypass(golden, read_lattice(file, {.line = "F2_ELEC"}), table);
}

}  // namespace courant::verify
