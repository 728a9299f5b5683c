#pragma once
// Private to the module: what the statements of a MAD-X job leave behind.
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "courant/lattice/particle.hpp"
#include "madx_command.hpp"
#include "madx_values.hpp"
#include "report.hpp"

namespace courant::io::detail {

// Value of an attribute: a number, a list or a text.
struct MadxValue {
  std::vector<Expression> numbers{};
  bool is_list = false, is_text = false;
  std::string text{};
  std::optional<Expression>
      meant{};  // of a solenoid: the deferred expression in place of which MAD-X takes a number
  MadxPlace place{};
};

struct MadxElement {
  std::string name;                    // as written where it was defined
  std::string base;                    // class of MAD-X, lower case
  std::vector<std::string> parents{};  // classes of the file it is made of, lower case
  MadxPlace place{};
  std::vector<std::pair<std::string, std::shared_ptr<const MadxValue>>> attributes{};  // names in lower case

  const MadxValue* find(std::string_view attribute) const;
  void set(std::string_view attribute, std::shared_ptr<const MadxValue> value);
};

// An element or a sequence at a place of a sequence.
struct MadxNode {
  std::string item;                  // name
  Expression at{};                   // [m], of its reference point
  std::string from{};                // element whose centre `at` counts from
  std::optional<double> entrance{};  // [m], instead of `at`: once edited
  MadxPlace place{};
};

struct MadxSequence {
  std::string name;
  Expression length{};  // [m]
  double refer = 0.0;   // -1/2 entrance, 0 centre, 1/2 exit
  std::string refpos{};
  MadxPlace place{};
  std::vector<MadxNode> nodes{};
};

struct MadxLine {
  std::string name;
  std::vector<std::string> formals{};
  std::string_view items{};  // as written, with brackets
  MadxPlace place{};
};

struct MadxBeam {
  std::string particle = "positron";
  double mass, energy = 1.0;  // [GeV]
  double charge = 1.0;        // [e]
  double npart = 1.0;         // particles of a bunch
  double bv = 1.0;            // -1: passed against the direction of the sequence
  MadxPlace place{};

  MadxBeam();
};

struct MadxJob {
  MadxJob();
  MadxJob(const MadxJob&) = delete;
  MadxJob& operator=(const MadxJob&) = delete;

  MadxValues values;
  MadxMap<MadxElement> elements;
  MadxMap<MadxSequence> sequences;
  MadxMap<MadxLine> lines;
  std::vector<std::string> names;         // of sequences and lines, in the order of the file
  MadxMap<std::string> unknown_elements;  // name and class of those whose class doesn't exist
  MadxMap<MadxBeam> beams;                // by sequence; "": of all others
  std::string used;                       // by the last `use`
  MadxPlace used_place{};
  std::string title;
  bool rbarc = true;  // length of an RBEND is its chord
  Report report;

  // Value of an attribute of an element (0 if it isn't set), a beam or a sequence; none if there is no such name.
  std::optional<double> attribute(std::string_view name, std::string_view attribute);
  // A number or a list cut from `attribute`; immediate ones are evaluated.
  std::shared_ptr<const MadxValue> value(const MadxAttribute& attribute);
  double number(const MadxValue& value);
  // Number of an element's attribute, or `standard`.
  double number(const MadxElement& element, std::string_view attribute, double standard = 0.0);
  // Length along the reference orbit [m]: the arc of an RBEND.
  double length(const MadxElement& element);
  const MadxBeam& beam_of(std::string_view sequence) const;
};

// Statement BEAM.
void madx_beam(MadxJob& job, const MadxCommand& command);
// Number of an attribute of a beam, e.g. pc [GeV] or brho [T m].
double madx_beam_value(const MadxBeam& beam, std::string_view attribute);
lattice::Particle madx_particle(const MadxBeam& beam);
// MAD-X's name of a particle that it knows, else empty.
std::string madx_species(const lattice::Particle& particle);

}  // namespace courant::io::detail
