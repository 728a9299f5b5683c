#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <map>

#include "beam.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "elegant_elements.hpp"
#include "elegant_text.hpp"
#include "elegant_words.hpp"
#include "elegant_write.hpp"
#include "faces.hpp"
#include "format_list.hpp"

namespace courant::io::detail {
namespace {

using lattice::ElementPtr;

// Elements of one expanded line; each different one is made once.
class Line {
 public:
  Line(const ElegantFile& file, Report& report) : report_(report) {
    for (const auto& [key, definition] : file.elements) {
      index_.emplace(key, static_cast<Index>(definitions_.size()));
      definitions_.push_back(&definition);
    }
  }

  Index index_of(const std::string& key) const {
    const auto found = index_.find(key);
    return found == index_.end() ? -1 : found->second;
  }

  void append(lattice::Builder& builder, const std::vector<Placed>& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      const Placed& p = places[i];
      const bool entrance = same_bend(places, i, -1), exit = same_bend(places, i, +1);
      ElementPtr& made = made_[{p.element, p.reversed, entrance, exit}];
      if (!made) {
        AnyElement body = forward(p.element);
        if (p.reversed) body = turned(std::move(body));
        made = std::make_shared<const lattice::Element>(
            lattice::Element{definition(p.element).name, without_faces(std::move(body), entrance, exit),
                             elegant_chamber(definition(p.element))});
      }
      builder.append(made);
    }
  }

 private:
  const Definition& definition(Index i) const { return *definitions_[static_cast<std::size_t>(i)]; }

  const AnyElement& forward(Index i) {
    const auto [found, is_new] = bodies_.try_emplace(i);
    if (is_new) found->second = from_elegant(definition(i), report_);
    return found->second;
  }

  // Whether a bend at `i` has the same bend for a neighbour, markers aside.
  bool same_bend(const std::vector<Placed>& places, std::size_t i, int step) {
    const Index own = places[i].element;
    if (!std::holds_alternative<elements::Dipole<>>(forward(own))) return false;
    for (std::size_t j = i + static_cast<std::size_t>(step); j < places.size();
         j += static_cast<std::size_t>(step)) {
      if (places[j].element == own) return true;
      if (definition(places[j].element).type != "MARK") return false;
    }
    return false;
  }

  Report& report_;
  std::map<std::string, Index> index_;
  std::vector<const Definition*> definitions_;
  std::map<Index, AnyElement> bodies_;
  std::map<std::array<Index, 4>, ElementPtr> made_;
};

std::vector<std::string> line_names(const ElegantFile& file) {
  std::vector<std::string> names;
  for (const auto& [key, line] : file.lines) names.push_back(line.name);
  return names;
}

// Key of the line that is read.
std::string chosen_line(const Source& source, const ReadOptions& options, ElegantFile& file) {
  if (file.lines.empty())
    throw ParseError(source.file, 0, "the file has no line", "a lattice is 'NAME: LINE=(...)'",
                     "check that this is a lattice file of elegant");
  if (!options.line.empty()) {
    for (const std::string& key : {options.line, elegant_key(options.line, false)})
      if (file.lines.contains(key)) return key;
    throw UnknownName(fmt::format("line '{}' is unknown", options.line),
                      fmt::format("'{}' has {} lines", source.file, file.lines.size()),
                      nearest(options.line, line_names(file)));
  }
  if (!file.used.empty()) {
    if (!file.lines.contains(file.used))
      throw ParseError(source.file, 0, fmt::format("USE names the line '{}', which doesn't exist", file.used),
                       {}, nearest(file.used, line_names(file)));
    return file.used;
  }
  if (file.lines.size() > 1)
    file.report.add(
        file.lines.find(file.last)->second.where, {},
        fmt::format("no USE chooses among {} lines", file.lines.size()),
        fmt::format("the last one, '{}', is read, as elegant does", file.lines.find(file.last)->second.name));
  return file.last;
}

class Elegant : public LatticeFormat {
 public:
  std::string_view name() const override { return "elegant"; }
  std::string_view title() const override { return "elegant lattice"; }
  bool matches(std::string_view file, std::string_view) const override { return file.ends_with(".lte"); }
  std::optional<physics::Model> model() const override { return physics::Model::exact; }
  double steps_for() const override { return 1e-10; }  // its matrices are closed
  bool writes() const override { return true; }
  std::string write(const Lattice& lattice) const override { return write_elegant(lattice); }
  Lattice read(const Source& source, const ReadOptions& options) const override;
};

Lattice Elegant::read(const Source& source, const ReadOptions& options) const {
  ElegantFile file = cut_elegant(source);
  const std::string key = chosen_line(source, options, file);
  Line line(file, file.report);
  const auto places = expand_line(
      file.lines, key, [&](const std::string& element) { return line.index_of(element); },
      [&] {
        std::vector<std::string> names = line_names(file);
        for (const auto& [k, definition] : file.elements) names.push_back(definition.name);
        return names;
      });
  const BeamLine& chosen = file.lines.find(key)->second;
  if (places.empty())
    throw ParseError(chosen.where.file, chosen.where.line,
                     fmt::format("line '{}' has no element", chosen.name));
  lattice::Builder builder;
  line.append(builder, places);
  builder.particle(beam_or_chosen(source.file, std::nullopt, options));
  lattice::Description about;
  about.name = chosen.name;
  about.text = file.title;
  about.report = file.report.remarks();
  builder.describe(std::move(about));
  return builder.freeze();
}

}  // namespace

const LatticeFormat& elegant() {
  static const Elegant format;
  return format;
}

}  // namespace courant::io::detail
