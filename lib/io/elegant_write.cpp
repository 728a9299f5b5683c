#include "elegant_write.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "courant/base/error.hpp"
#include "courant/version.hpp"

namespace courant::io::detail {
namespace {

constexpr Index per_row = 8;

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < ' '; }, ' ');
  return text;
}

// A name that stands in quotes.
std::string plain(std::string_view name) {
  std::string out(name);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < ' ' || c == '"'; }, '_');
  return out.empty() ? "E" : out;
}

bool has_faces(const AnyElement& body) {
  const auto* bend = std::get_if<elements::Dipole<>>(&body);
  return bend && (bend->edge1 != elements::Edge::none || bend->edge2 != elements::Edge::none);
}

class Writer {
 public:
  explicit Writer(const Lattice& lattice) : lattice_(lattice) {
    if (lattice.empty()) throw InvalidArgument("an empty lattice can't be written", "it has no element");
  }

  std::string write() {
    for (Index i = 0; i < lattice_.size(); ++i) append(lattice_[i]);
    part_ends();
    const std::string ring = unique(lattice_.name().empty() ? "lattice" : lattice_.name(), "the lattice");
    const bool cells = lattice_.superperiods() > 1;
    const std::string cell = cells ? unique(ring + ".cell", "") : ring;
    std::string out = fmt::format(
        "! Written by Courant {}. Models and steps of integration are those of elegant.\n"
        "! The beam, which elegant takes from its commands: {}, total energy {} eV\n",
        version, one_line(lattice_.particle().species), lattice_.reference().energy());
    for (const auto& remark : remarks_) out += fmt::format("! Remark: {}\n", one_line(remark));
    if (!lattice_.description().text.empty())
      out += fmt::format("! {}\n", one_line(lattice_.description().text));
    out += definitions_ + fmt::format("\n\"{}\": LINE=(&\n  ", cell);
    for (std::size_t i = 0; i < line_.size(); ++i) {
      if (i > 0) out += i % per_row == 0 ? ",&\n  " : ",";
      out += fmt::format("\"{}\"", line_[i].name);
    }
    out += ")\n";
    if (cells) out += fmt::format("\"{}\": LINE=({}*\"{}\")\n", ring, lattice_.superperiods(), cell);
    return out + fmt::format("USE,\"{}\"\n", ring);
  }

 private:
  struct Place {
    std::string name;  // in the file
    const AnyElement* body;
  };

  std::string unique(const std::string& wanted, std::string_view of) {
    std::string name = plain(wanted);
    for (Index k = 2; !taken_.insert(name).second; ++k) name = fmt::format("{}.{}", plain(wanted), k);
    if (name != wanted && !of.empty() && wanted != "lattice")
      remarks_.push_back(fmt::format("{} '{}' is called {}", of, wanted, name));
    return name;
  }

  void append(const lattice::Element& element) {
    const auto [found, is_new] = parts_.try_emplace(&element);
    if (is_new) {
      found->second = elegant_parts(element.body);
      if (element.aperture)
        say_once(remarks_, "apertures of elements are left out: elegant has collimators of their own");
      if (!element.alias.empty()) say_once(remarks_, "aliases of elements are left out");
      if (found->second.size() > 1)
        remarks_.push_back(fmt::format("{} is written as {} elements", element.name, found->second.size()));
    }
    for (const auto& part : found->second) {
      const std::string name = definition(element.name, part, {});
      line_.push_back({joins(line_.size(), name, part) ? definition(element.name, part, name) : name, &part});
      source_.push_back(&element.name);
    }
  }

  // Name of the definition of a body; those that are the same in all are one, but for one called `other_than`.
  std::string definition(const std::string& wanted, const AnyElement& body, const std::string& other_than) {
    std::vector<std::string> losses;
    const std::string text = to_elegant(body, [&](std::string what) { losses.push_back(std::move(what)); });
    auto& known = bodies_[wanted][text];
    for (const auto& name : known)
      if (name != other_than) return name;
    std::string name = unique(wanted, "element");
    if (known.empty())
      for (const auto& loss : losses) remarks_.push_back(fmt::format("{}: {}", name, loss));
    known.push_back(name);
    definitions_ += fmt::format("\"{}\": {}\n", name, text);
    return name;
  }

  // Bends of one name that follow each other, markers aside, are one magnet in elegant, without faces between them.
  bool joins(std::size_t at, const std::string& name, const AnyElement& body) const {
    if (!has_faces(body)) return false;
    while (at > 0 && std::holds_alternative<elements::Marker<>>(*line_[at - 1].body)) --at;
    return at > 0 && line_[at - 1].name == name;
  }

  // The same between the last bend of a superperiod and the first of the next.
  void part_ends() {
    if (lattice_.superperiods() < 2) return;
    const auto bend = [](const Place& p) { return !std::holds_alternative<elements::Marker<>>(*p.body); };
    const auto first = std::find_if(line_.begin(), line_.end(), bend);
    const auto last = std::find_if(line_.rbegin(), line_.rend(), bend);
    if (first == line_.end() || first->name != last->name || !has_faces(*first->body)) return;
    const std::string& wanted = *source_[static_cast<std::size_t>(line_.rend() - last) - 1];
    last->name = unique(wanted, "element");
    definitions_ +=
        fmt::format("\"{}\": {}\n", last->name, to_elegant(*last->body, [](const std::string&) {}));
  }

  const Lattice& lattice_;
  std::set<std::string> taken_;
  std::unordered_map<const lattice::Element*, std::vector<AnyElement>> parts_;
  std::map<std::string, std::map<std::string, std::vector<std::string>>> bodies_;  // name, definition: names
  std::vector<Place> line_;
  std::vector<const std::string*> source_;  // names in the lattice
  std::vector<std::string> remarks_;
  std::string definitions_;
};

}  // namespace

std::string write_elegant(const Lattice& lattice) { return Writer(lattice).write(); }

}  // namespace courant::io::detail
