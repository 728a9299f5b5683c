#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "../beam.hpp"
#include "../beam_line.hpp"
#include "../faces.hpp"
#include "../format_list.hpp"
#include "../model.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "pals_chamber.hpp"
#include "pals_element.hpp"
#include "pals_facility.hpp"
#include "pals_write.hpp"

namespace courant::io::detail {
namespace {

using lattice::ElementPtr;

// Codes with closed maps write and read most files of PALS: the model of a file that says nothing of one.
class ClosedMaps : public LatticeFormat {
 public:
  std::string_view name() const override { return "pals"; }
  std::string_view title() const override { return "PALS, model of codes with closed maps"; }
  bool matches(std::string_view, std::string_view) const override { return false; }
  std::optional<physics::Model> model() const override { return physics::Model::exact; }
  double steps_for() const override { return 1e-10; }
  Lattice read(const Source&, const ReadOptions&) const override { return Lattice(); }
};

class Pals : public LatticeFormat {
 public:
  std::string_view name() const override { return "pals"; }
  std::string_view title() const override { return "Particle Accelerator Lattice Standard (YAML)"; }
  bool matches(std::string_view file, std::string_view head) const override {
    return file.ends_with(".pals.yaml") || head.starts_with("PALS:") ||
           head.find("\nPALS:") != std::string_view::npos;
  }
  Lattice read(const Source& source, const ReadOptions& options) const override;
  bool writes() const override { return true; }
  std::string write(const Lattice& lattice) const override { return write_pals(lattice); }
};

// Total energy [eV] and species of a BeginningEle; none if it says no energy.
std::optional<lattice::Particle> beam_of(const Definition& d) {
  double energy = d.number("REFERENCEP.E_TOT_REF");
  const double momentum = d.number("REFERENCEP.PC_REF");
  std::string species = d.text("REFERENCEP.SPECIES_REF");
  if (species.empty()) species = "electron";
  if (energy == 0.0 && momentum == 0.0) return {};
  try {
    const bool own = d.has("COURANT.MASS");
    const double mass =
        own ? d.number("COURANT.MASS") : lattice::make_particle(species, 1e18).reference.mass();
    if (energy == 0.0) energy = std::hypot(momentum, mass);
    if (own) return lattice::make_particle(species, energy, mass, d.number("COURANT.CHARGE"));
    return lattice::make_particle(species, energy);
  } catch (const ParseError&) {
    throw;
  } catch (const Error& error) {
    d.fail(error.what());
  }
}

std::vector<std::string> branch_names(const PalsLattice& lattice) {
  std::vector<std::string> names;
  for (const auto& [branch, line] : lattice.branches) names.push_back(branch);
  return names;
}

// Name of the line that is read.
std::string chosen_line(const Source& source, const ReadOptions& options, PalsFacility& f) {
  const auto line_of = [&](const std::string& name) -> std::string {
    for (const auto& lattice : f.lattices)
      for (const auto& [branch, line] : lattice.branches)
        if (branch == name) return line;
    return name;
  };
  if (!options.line.empty()) {
    std::string name = line_of(options.line);
    if (f.lines.contains(name)) return name;
    std::vector<std::string> known;
    for (const auto& [key, line] : f.lines) known.push_back(key);
    throw UnknownName(fmt::format("line '{}' is unknown", options.line),
                      fmt::format("'{}' has {} lines", source.file, known.size()),
                      nearest(options.line, known));
  }
  if (f.lattices.empty()) {
    if (f.lines.empty())
      throw ParseError(source.file, 0, "the file has no line", "neither a Lattice nor a BeamLine is defined",
                       "check that this is the file with the layout");
    const auto outer = outer_lines(f.lines);
    if (outer.empty())
      throw ParseError(source.file, 0, "no line can be read", "every line is part of another one");
    if (outer.size() > 1)
      f.report.add({source.file, 0}, {}, fmt::format("no Lattice chooses among {} lines", outer.size()),
                   fmt::format("the last one, '{}', is read", outer.back()));
    return outer.back();
  }
  const PalsLattice* lattice = &f.lattices.back();
  if (!f.used.empty()) {
    const auto used = std::find_if(f.lattices.begin(), f.lattices.end(),
                                   [&](const PalsLattice& l) { return l.name == f.used; });
    if (used == f.lattices.end())
      throw ParseError(f.used_where.file, f.used_where.line,
                       fmt::format("use names the lattice '{}', which doesn't exist", f.used));
    lattice = &*used;
  }
  if (lattice->branches.empty())
    throw ParseError(lattice->where.file, lattice->where.line,
                     fmt::format("lattice '{}' has no branches", lattice->name));
  const auto& [branch, line] = lattice->branches.front();
  if (lattice->branches.size() > 1)
    f.report.add(lattice->where, {},
                 fmt::format("lattice '{}' has the branches {}", lattice->name,
                             fmt::join(branch_names(*lattice), ", ")),
                 fmt::format("the first one, '{}', is read; name another as line", branch));
  if (!f.lines.contains(line))
    throw ParseError(lattice->where.file, lattice->where.line,
                     fmt::format("branch '{}' has no line of that name", branch));
  return line;
}

// Elements of one expanded line; each different one is made once.
class Line {
 public:
  Line(PalsFacility& facility, const Reference& reference) : facility_(facility), reference_(reference) {}

  void append(lattice::Builder& builder, const std::vector<Placed>& places) {
    for (const Placed& p : places) {
      const Definition& d = facility_.elements[static_cast<std::size_t>(p.element)];
      if (d.type == "BeginningEle") continue;  // the beam, no place of the lattice
      ElementPtr& made = made_[{p.element, p.reversed}];
      if (!made) {
        AnyElement body = from_pals(d, reference_, facility_.report);
        if (p.reversed) body = turned(std::move(body));
        const std::string name = d.text("COURANT.NAME");
        const bool own = std::holds_alternative<elements::Aperture<>>(body);
        made = std::make_shared<const lattice::Element>(
            lattice::Element{name.empty() ? d.name : name, std::move(body),
                             own ? std::nullopt : pals_chamber(d, facility_.report), d.text("METAP.ALIAS")});
      }
      builder.append(made);
      ++count_;
    }
  }
  Index count() const { return count_; }

 private:
  PalsFacility& facility_;
  const Reference& reference_;
  std::map<std::pair<Index, bool>, ElementPtr> made_;
  Index count_ = 0;
};

Lattice Pals::read(const Source& source, const ReadOptions& options) const {
  PalsFacility f = read_pals_facility(source);
  const std::string key = chosen_line(source, options, f);
  Index superperiods = 1;
  if (const auto own = f.superperiods.find(key); own != f.superperiods.end())
    for (Member& m : f.lines.find(key)->second.members)
      if (m.repeat == own->second) {
        m.repeat = 1;
        superperiods = own->second;
      }
  const auto places = expand_line(
      f.lines, key, [&](const std::string& member) { return f.index_of(member); },
      [&] {
        std::vector<std::string> names;
        for (const auto& [name, line] : f.lines) names.push_back(name);
        for (const auto& [name, index] : f.by_name) names.push_back(name);
        return names;
      });
  std::optional<lattice::Particle> own;
  for (const Placed& p : places)
    if (const Definition& d = f.elements[static_cast<std::size_t>(p.element)];
        d.type == "BeginningEle" && !own) {
      own = beam_of(d);
      if (d.has("TWISSP.BETA_A"))
        f.report.add(d.where, d.subject(), "initial Twiss parameters are no part of a lattice here",
                     "they are left out");
    }
  const lattice::Particle beam = beam_or_chosen(source.file, own, options);
  lattice::Builder builder;
  builder.particle(beam);
  builder.superperiods(superperiods);
  Line line(f, beam.reference);
  line.append(builder, places);
  const BeamLine& chosen = f.lines.find(key)->second;
  if (line.count() == 0)
    throw ParseError(chosen.where.file, chosen.where.line,
                     fmt::format("line '{}' has no element", chosen.name));
  lattice::Description about;
  about.name = f.name.empty() ? chosen.name : f.name;
  about.notes = fmt::format("{}", fmt::join(f.notes, "\n"));
  about.report = f.report.remarks();
  builder.describe(std::move(about));
  const Lattice lattice = builder.freeze();
  return f.by_courant ? lattice : with_model(lattice, ClosedMaps(), options);
}

}  // namespace

const LatticeFormat& pals() {
  static const Pals format;
  return format;
}

}  // namespace courant::io::detail
