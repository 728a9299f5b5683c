#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>

#include "beam.hpp"
#include "bmad_elements.hpp"
#include "bmad_job.hpp"
#include "bmad_superimpose.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/physics/acceleration.hpp"
#include "format_list.hpp"

namespace courant::io::detail {
namespace {

// Key of the line that is read.
std::string chosen_line(const Source& source, const ReadOptions& options, BmadFile& file) {
  if (file.lines.empty())
    throw ParseError(source.file, 0, "the file has no line", "a lattice is 'NAME: LINE = (...)'",
                     "check that this is a lattice file of Bmad");
  std::vector<std::string> names;
  for (const auto& [key, line] : file.lines) names.push_back(key);
  if (!options.line.empty()) {
    std::string key = upper(options.line);
    if (!file.lines.contains(key))
      throw UnknownName(fmt::format("line '{}' is unknown", options.line),
                        fmt::format("'{}' has {} lines", source.file, names.size()), nearest(key, names));
    return key;
  }
  if (!file.used.empty() && !file.lines.contains(file.used))
    throw ParseError(source.file, 0, fmt::format("USE names the line '{}', which doesn't exist", file.used),
                     {}, nearest(file.used, names));
  if (file.used.empty() && names.size() > 1)
    file.report.add(file.lines.find(file.last)->second.where, {},
                    fmt::format("no USE chooses among {} lines", names.size()),
                    fmt::format("the last one, '{}', is read", file.last));
  return file.used.empty() ? file.last : file.used;
}

std::vector<BmadPlace> expanded(const std::string& key, BmadFile& file) {
  std::map<std::string, std::size_t> next;  // in lists
  const auto place = [&](const std::string& name) {
    const auto list = file.lists.find(name);
    if (list == file.lists.end()) return file.find(name);
    const auto& [where, names] = list->second;
    const std::string& element = names[next[name]++ % names.size()];
    const Index found = file.find(element);
    if (found < 0)
      throw ParseError(where.file, where.line,
                       fmt::format("list '{}' holds '{}', which is no element", name, element));
    return found;
  };
  const auto places = expand_line(file.lines, key, place, [&] {
    std::vector<std::string> names;
    for (const auto& [name, line] : file.lines) names.push_back(name);
    for (const auto& [name, i] : file.index) names.push_back(name);
    return names;
  });
  std::vector<BmadPlace> out;
  for (const auto& p : places)
    out.push_back({p.element, static_cast<Index>(out.size()), 0.0,
                   sector_length(file.elements[static_cast<std::size_t>(p.element)])});
  if (file.number("PARAMETER[NO_END_MARKER]") == 0.0 && file.find("END") < 0) {
    Definition end;
    end.name = "END";
    end.type = "MARKER";
    end.where = file.lines.find(key)->second.where;
    file.index.emplace("END", static_cast<Index>(file.elements.size()));
    file.elements.push_back(std::move(end));
    out.push_back({file.find("END"), static_cast<Index>(out.size()), 0.0, 0.0});
  }
  return out;
}

// The element with its chamber, which a thin collimator is itself, and its other name.
lattice::ElementPtr made(const Definition& d, AnyElement body, Report& report) {
  const bool own = std::holds_alternative<elements::Aperture<>>(body);
  return std::make_shared<const lattice::Element>(lattice::Element{
      d.name, std::move(body), own ? std::nullopt : bmad_opening(d, report), d.text("ALIAS")});
}

// The elements of the line; the reference particle is followed, for strengths may be given by fields.
void append(lattice::Builder& builder, const std::vector<BmadPlace>& line, const lattice::Particle& particle,
            BmadFile& file) {
  std::map<std::pair<Index, double>, lattice::ElementPtr> wholes;  // by element and momentum
  std::map<Index, bool> depends;
  BmadBeam beam{particle.reference};
  for (const auto& p : line) beam.line_length += p.length;
  for (const auto& p : line) {
    const Definition& d = file.elements[static_cast<std::size_t>(p.element)];
    const auto local = depends.try_emplace(p.element, false);
    if (local.second) local.first->second = depends_on_momentum(d);
    lattice::ElementPtr& whole = wholes[{p.element, local.first->second ? beam.reference.p0c() : 0.0}];
    if (!whole) whole = made(d, from_bmad(d, beam, file.report), file.report);
    lattice::ElementPtr placed = whole;
    if (p.offset != 0.0 || p.length != sector_length(d)) {
      const double length = elements::length_of(whole->body);
      try {
        placed = made(d, lattice::piece_of(whole->body, p.offset / length, p.length / length), file.report);
      } catch (const InvalidArgument& error) {
        d.fail("something is superimposed on it, which can't be done", error.what());
      }
    }
    if (const auto* cavity = std::get_if<elements::AcceleratingCavity<>>(&placed->body))
      beam.reference = physics::accelerated(beam.reference, cavity->gain(beam.reference));
    builder.append(std::move(placed));
  }
}

// Species as Courant names them.
std::string species_of(const std::string& written) {
  const std::string name = upper(written);
  if (name == "POSITRON") return "positron";
  if (name == "PROTON" || name == "ANTIPROTON" || name == "ELECTRON" || name == "MUON") {
    std::string out;
    for (const char c : name) out += static_cast<char>(c - 'A' + 'a');
    return out;
  }
  return written;
}

std::optional<lattice::Particle> beam_of(const BmadFile& file) {
  const auto word = file.words.find("PARAMETER[PARTICLE]");
  // without a word Bmad takes positrons, whatever the file's name for them
  const std::string species = word == file.words.end() ? "positron" : species_of(word->second);
  double energy = 0.0;
  for (const char* group : {"PARAMETER", "BEGINNING"}) {
    if (const double e = file.number(fmt::format("{}[E_TOT]", group)); e != 0.0) energy = e;
    if (const double p = file.number(fmt::format("{}[P0C]", group)); p != 0.0)
      energy = std::hypot(p, lattice::make_particle(species, 1e18).reference.mass());
  }
  if (energy == 0.0) return {};
  return lattice::make_particle(species, energy);
}

// What has no place in a lattice yet: the values at the beginning and those of fixers.
std::string notes_of(const BmadFile& file, const std::vector<BmadPlace>& line) {
  std::string fixers, start;
  std::vector<bool> seen(file.elements.size(), false);
  for (const auto& p : line) {
    if (seen[static_cast<std::size_t>(p.element)]) continue;
    seen[static_cast<std::size_t>(p.element)] = true;
    const Definition& d = file.elements[static_cast<std::size_t>(p.element)];
    if (d.type != "FIXER") continue;
    fixers += fmt::format("fixer {} is_on={}", d.name, d.flag("IS_ON") ? 1 : 0);
    for (const std::string plane : {"A", "B"})
      for (const std::string quantity : {"BETA", "ALPHA", "PHI"})
        fixers += fmt::format(" {}_{}={}", quantity, plane, d.number(quantity + "_" + plane + "_STORED"));
    fixers += '\n';
  }
  for (const auto& [name, value] : file.numbers) start += fmt::format("{} = {}\n", name, value);
  return start + fixers;
}

// The motion of Bmad's standard methods: exact, but for quadrupoles, which are linear in x, px, y, py.
void move_as_bmad(lattice::Builder& builder) {
  builder.model(physics::Model::exact);
  const Lattice all = builder.freeze();
  for (Index i = 0; i < all.size(); ++i)
    if (std::holds_alternative<elements::Quadrupole<>>(all[i].body))
      builder.set(i, "model", std::string("expanded"));
}

class Bmad : public LatticeFormat {
 public:
  std::string_view name() const override { return "bmad"; }
  std::string_view title() const override { return "Bmad lattice"; }
  bool matches(std::string_view file, std::string_view) const override { return file.ends_with(".bmad"); }
  double steps_for() const override { return 1e-10; }  // its maps are closed but for multipoles
  Lattice read(const Source& source, const ReadOptions& options) const override;
};

Lattice Bmad::read(const Source& source, const ReadOptions& options) const {
  BmadFile file = run_bmad(source);
  const std::string key = chosen_line(source, options, file);
  const Where where = file.lines.find(key)->second.where;
  lattice::Builder builder;
  std::vector<BmadPlace> line;
  try {
    line = expanded(key, file);
    superimpose_bmad(line, file);
    if (line.empty()) throw InvalidArgument(fmt::format("line '{}' has no element", key));
    const auto particle = beam_or_chosen(source.file, beam_of(file), options);
    append(builder, line, particle, file);
    builder.particle(particle);
    lattice::Description about;
    about.name = key;
    about.text = file.title;
    about.notes = notes_of(file, line);
    about.report = file.report.remarks();
    builder.describe(std::move(about));
    move_as_bmad(builder);
    return builder.freeze();
  } catch (const InvalidArgument& error) {
    throw ParseError(where.file, where.line, error.what());
  } catch (const UnknownName& error) {
    throw ParseError(where.file, where.line, error.what());
  }
}

}  // namespace

const LatticeFormat& bmad() {
  static const Bmad format;
  return format;
}

}  // namespace courant::io::detail
