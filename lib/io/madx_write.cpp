#include "madx_write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "courant/base/error.hpp"
#include "courant/version.hpp"
#include "definition_text.hpp"
#include "madx_chamber.hpp"
#include "madx_job.hpp"
#include "madx_words.hpp"

namespace courant::io::detail {
namespace {

constexpr double giga = 1e9;              // [eV/GeV]
constexpr Index most_places = 1'000'000;  // as the reader

// Words an element can't be called.
bool reserved(std::string_view name) {
  constexpr std::array<std::string_view, 16> others{
      "beam", "use",  "call",   "sequence", "endsequence", "seqedit", "line",   "macro",
      "if",   "else", "elseif", "while",    "stop",        "exit",    "return", "option"};
  return madx_has(madx_classes, name) || madx_has(madx_silent, name) || madx_has(madx_actions, name) ||
         madx_has(madx_changes, name) || madx_has(others, name);
}

// A name that MAD-X takes: letters, digits, _ . $; regardless of case; not a word of MAD-X.
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name)
    out += madx_is_name(std::string("a") + c) && c != '%' && c != '@' && c != '#' ? c : '_';
  if (!madx_is_name(out) || reserved(madx_lower(out))) out = "e_" + out;
  return out;
}

class Writer {
 public:
  explicit Writer(const Lattice& lattice) : lattice_(lattice) {
    if (lattice.size() * lattice.superperiods() > most_places)
      throw InvalidArgument(fmt::format("{} superperiods of {} elements can't be written",
                                        lattice.superperiods(), lattice.size()),
                            "MAD-X has no superperiods, they would be written out", "write one superperiod");
  }

  std::string write() {
    const std::string name = unique(lattice_.name().empty() ? "lattice" : lattice_.name(), "the lattice");
    for (const auto& e : lattice_.elements()) define(*e);
    const std::string beam = beam_text();
    if (lattice_.superperiods() > 1)
      remarks_.push_back(fmt::format("{} superperiods are written out", lattice_.superperiods()));
    std::string out = fmt::format(
        "! Written by Courant {}. Models and steps of integration are those of MAD-X.\n", version);
    for (const auto& remark : remarks_) out += fmt::format("! Remark: {}\n", one_line(remark));
    if (!lattice_.description().text.empty()) out += fmt::format("title, \"{}\";\n", title());
    out += beam + "\n" + definitions_;
    out += fmt::format("\n{}: sequence, refer=entry, l={};\n", name, lattice_.circumference());
    double start = 0.0;  // [m], of the superperiod
    for (Index period = 0; period < lattice_.superperiods(); ++period) {
      for (Index i = 0; i < lattice_.size(); ++i)
        for (const auto& part : names_.at(&lattice_[i]))
          out += fmt::format("{}, at={};\n", part, start + lattice_.s()[static_cast<std::size_t>(i)]);
      start += lattice_.length();
    }
    return out + fmt::format("endsequence;\n\nuse, sequence={};\n", name);
  }

 private:
  static std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
  }
  std::string title() const {
    std::string text = one_line(lattice_.description().text);
    std::replace(text.begin(), text.end(), '"', '\'');
    return text;
  }

  // A name nothing else has, as like `wanted` as can be.
  std::string unique(const std::string& wanted, const std::string& of) {
    std::string name = plain(wanted);
    for (Index k = 2; taken_.contains(name); ++k) name = fmt::format("{}.{}", plain(wanted), k);
    taken_.emplace(name, 0);
    if (name != wanted && wanted != "lattice")
      remarks_.push_back(fmt::format("{} '{}' is called {}", of, wanted, name));
    return name;
  }

  void define(const lattice::Element& element) {
    const auto [found, is_new] = names_.try_emplace(&element);
    if (!is_new) return;
    const auto parts = madx_parts(element.body);
    for (const auto& part : parts) found->second.push_back(definition(element, part, parts.size() == 1));
    if (!element.alias.empty()) say_once(remarks_, "aliases of elements are left out");
    if (parts.size() > 1)
      remarks_.push_back(fmt::format("{} is written as {} elements", element.name, parts.size()));
  }

  // Name of the definition of a body; those that are the same in all are one.
  std::string definition(const lattice::Element& element, const AnyElement& body, bool is_whole) {
    const std::string& wanted = element.name;
    std::vector<std::string> losses;
    const auto lost = [&](std::string what) { losses.push_back(std::move(what)); };
    std::string text = to_madx(body, lattice_.reference(), lost);
    if (element.aperture && is_whole) text += madx_chamber_text(*element.aperture, lost);
    auto& known = bodies_[wanted];
    if (const auto same = known.find(text); same != known.end()) return same->second;
    std::string name = unique(wanted, "element");
    for (const auto& loss : losses) remarks_.push_back(fmt::format("{}: {}", name, loss));
    known.emplace(text, name);
    definitions_ += fmt::format("{}: {};\n", name, text);
    return name;
  }

  std::string beam_text() {
    const auto& particle = lattice_.particle();
    const Reference& r = particle.reference;
    const std::string energy = fmt::format("energy={};", r.energy() / giga);
    const std::string name = madx_species(particle);
    if (!name.empty()) return fmt::format("beam, particle={}, {}\n", name, energy);
    if (r.mass() == 0.0) {
      remarks_.emplace_back("a particle without mass is written as an electron");
      return fmt::format("beam, particle=electron, {}\n", energy);
    }
    return fmt::format("beam, particle={}, mass={}, charge={}, {}\n", plain(particle.species),
                       r.mass() / giga, r.charge(), energy);
  }

  const Lattice& lattice_;
  MadxMap<int> taken_;
  std::unordered_map<const lattice::Element*, std::vector<std::string>> names_;
  std::map<std::string, std::map<std::string, std::string>> bodies_;  // name, definition: name in the file
  std::vector<std::string> remarks_;
  std::string definitions_;
};

}  // namespace

std::string write_madx(const Lattice& lattice) { return Writer(lattice).write(); }

}  // namespace courant::io::detail
