#include "madx_expand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "madx_line.hpp"

namespace courant::io::detail {
namespace {

constexpr std::size_t most_places = 1'000'000;  // LEP has 9 230
constexpr Index visit_work = 50;                // operations that a name of a sequence or line counts as
constexpr int deepest = 100;                    // lines or sequences inside each other

// Arguments of a line and those of the line around it.
struct Arguments {
  const MadxLine* line = nullptr;
  const std::vector<MadxItem>* values = nullptr;
  const Arguments* outer = nullptr;
};

class Expander {
 public:
  explicit Expander(MadxJob& job) : job_(job) {}

  MadxExpanded take(std::string_view name, const MadxPlace& place) {
    if (const auto s = job_.sequences.find(name); s != job_.sequences.end()) {
      out_.place = s->second.place;
      out_.length = job_.values.number(s->second.length, s->second.place);
      sequence(s->second, 0.0);
      return std::move(out_);
    }
    const auto l = job_.lines.find(name);
    if (l == job_.lines.end())
      throw UnknownName(fmt::format("line '{}' is unknown", name),
                        fmt::format("'{}' has {}", place.file(), fmt::join(job_.names, ", ")),
                        nearest(name, job_.names));
    out_.place = l->second.place;
    line(l->second, {}, nullptr, false);
    out_.length = cursor_;
    return std::move(out_);
  }

 private:
  // One sequence or line deeper; throws when it leads back to itself.
  class Level {
   public:
    Level(Expander& all, const std::string& name, const MadxPlace& place) : all_(all) {
      if (std::find(all.open_.begin(), all.open_.end(), &name) != all.open_.end())
        throw place.error(fmt::format("'{}' contains itself", name));
      if (static_cast<int>(all.open_.size()) >= deepest)
        throw place.error("sequences or lines are nested too deeply",
                          fmt::format("{} levels are the limit", deepest));
      all.open_.push_back(&name);
    }
    ~Level() { all_.open_.pop_back(); }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Expander& all_;
  };

  void put(MadxPlaced placed) {
    if (out_.places.size() >= most_places)
      throw placed.place->error("the lattice has more places than any known one",
                                fmt::format("{} are the limit", most_places), "check repetitions");
    out_.places.push_back(std::move(placed));
  }

  void sequence(const MadxSequence& s, double origin) {
    const Level level(*this, s.name, s.place);
    const auto entrances = madx_entrances(job_, s);
    for (std::size_t i = 0; i < s.nodes.size(); ++i) {
      visit(s.place);
      const MadxNode& node = s.nodes[i];
      const double entrance = origin + entrances[i];
      const auto inner = job_.sequences.find(node.item);
      if (inner == job_.sequences.end() || job_.elements.contains(node.item)) {
        put({&job_.elements.at(node.item),
             {},
             entrance,
             madx_length(job_, node.item, node.place),
             &node.place});
        continue;
      }
      inside(inner->second, entrance, node.place);
    }
  }

  // A sequence inside another one or a line.
  void inside(const MadxSequence& s, double entrance, const MadxPlace& place) {
    put({nullptr, s.name + "$start", entrance, 0.0, &place});
    sequence(s, entrance);
    put({nullptr, s.name + "$end", entrance + madx_length(job_, s.name, place), 0.0, &place});
  }

  void visit(const MadxPlace& place) { job_.values.work(visit_work, place); }

  void line(const MadxLine& l, const std::vector<MadxItem>& arguments, const Arguments* outer,
            bool reversed) {
    if (arguments.size() != l.formals.size())
      throw l.place.error(fmt::format("line '{}' is given {} arguments", l.name, arguments.size()),
                          fmt::format("it has {}", l.formals.size()));
    const Level level(*this, l.name, l.place);
    const Arguments inside{&l, &arguments, outer};
    list(items(l).parts, inside, reversed);
  }

  void list(const std::vector<MadxItem>& parts, const Arguments& arguments, bool reversed) {
    for (std::size_t i = 0; i < parts.size(); ++i)
      item(parts[reversed ? parts.size() - 1 - i : i], arguments, reversed);
  }

  void item(const MadxItem& i, const Arguments& arguments, bool outer_reversed) {
    const bool reversed = i.reversed != outer_reversed;
    for (Index n = 0; n < i.count; ++n) {
      visit(arguments.line->place);
      if (i.name.empty())
        list(i.parts, arguments, reversed);
      else
        named(i, arguments, reversed);
    }
  }

  void named(const MadxItem& i, const Arguments& arguments, bool reversed) {
    const MadxLine& here = *arguments.line;
    const auto formal = std::find(here.formals.begin(), here.formals.end(), madx_lower(i.name));
    if (formal != here.formals.end()) {
      if (!arguments.outer) throw here.place.error(fmt::format("line '{}' needs arguments", here.name));
      if (++substituted_ > deepest) throw here.place.error("arguments of lines are nested too deeply");
      item((*arguments.values)[static_cast<std::size_t>(formal - here.formals.begin())], *arguments.outer,
           reversed);
      --substituted_;
    } else if (const auto element = job_.elements.find(i.name); element != job_.elements.end()) {
      const double length = job_.length(element->second);
      put({&element->second, {}, cursor_, length, &here.place});
      cursor_ += length;
    } else if (const auto l = job_.lines.find(i.name); l != job_.lines.end()) {
      line(l->second, i.parts, &arguments, reversed);
    } else if (const auto s = job_.sequences.find(i.name); s != job_.sequences.end()) {
      inside(s->second, cursor_, here.place);
      cursor_ += madx_length(job_, i.name, here.place);
    } else {
      static_cast<void>(madx_length(job_, i.name, here.place));
    }
  }

  const MadxItem& items(const MadxLine& l) {
    const auto [found, is_new] = items_.try_emplace(&l);
    if (is_new) found->second = madx_items(l);
    return found->second;
  }

  MadxJob& job_;
  MadxExpanded out_;
  std::map<const MadxLine*, MadxItem> items_;
  std::vector<const std::string*> open_;
  double cursor_ = 0.0;  // [m], of lines
  int substituted_ = 0;
};

// Positions of the nodes of one sequence; `from` may name a node behind.
class Entrances {
 public:
  Entrances(MadxJob& job, const MadxSequence& s) : job_(job), s_(s), out_(s.nodes.size(), std::nan("")) {}

  std::vector<double> take() {
    for (std::size_t i = 0; i < out_.size(); ++i) entrance(i);
    return std::move(out_);
  }

 private:
  double entrance(std::size_t i) {
    if (!std::isnan(out_[i])) return out_[i];
    const MadxNode& node = s_.nodes[i];
    const double length = madx_length(job_, node.item, node.place);
    if (node.entrance) return out_[i] = *node.entrance;
    double at = job_.values.number(node.at, node.place);
    if (!node.from.empty()) at += centre(index_of(node));
    return out_[i] = at - reference(node, length);
  }

  // Distance of the reference point from the entrance [m].
  double reference(const MadxNode& node, double length) {
    const auto inner = job_.sequences.find(node.item);
    if (inner == job_.sequences.end() || job_.elements.contains(node.item) || inner->second.refpos.empty())
      return (0.5 + s_.refer) * length;
    const MadxSequence& sub = inner->second;
    job_.values.work(static_cast<Index>(sub.nodes.size()), node.place);
    for (const auto& n : sub.nodes) {
      if (!MadxEqual()(n.item, sub.refpos)) continue;
      if (++level_ > deepest)
        throw node.place.error("sequences are nested too deeply, or contain themselves");
      Entrances inside(job_, sub);
      inside.level_ = level_;
      const double found = inside.centre(static_cast<std::size_t>(&n - sub.nodes.data()));
      --level_;
      return found;
    }
    throw sub.place.error(fmt::format("refpos '{}' is not in sequence '{}'", sub.refpos, sub.name));
  }

  double centre(std::size_t i) {
    if (++level_ > deepest)
      throw s_.nodes[i].place.error("places counted from each other are nested too deeply",
                                    "they may be counted from themselves", "check 'from'");
    const MadxNode& node = s_.nodes[i];
    const double out = entrance(i) + 0.5 * madx_length(job_, node.item, node.place);
    --level_;
    return out;
  }

  std::size_t index_of(const MadxNode& node) {
    if (places_.empty())
      for (std::size_t i = 0; i < s_.nodes.size(); ++i) places_.try_emplace(s_.nodes[i].item, i);
    const auto found = places_.find(node.from);
    if (found == places_.end())
      throw node.place.error(fmt::format("'{}' counts from '{}'", node.item, node.from),
                             fmt::format("it is not in sequence '{}'", s_.name), "check 'from'");
    return found->second;
  }

  MadxJob& job_;
  const MadxSequence& s_;
  std::vector<double> out_;
  MadxMap<std::size_t> places_;
  int level_ = 0;
};

}  // namespace

MadxExpanded madx_expand(MadxJob& job, std::string_view name, const MadxPlace& place) {
  return Expander(job).take(name, place);
}

std::vector<double> madx_entrances(MadxJob& job, const MadxSequence& sequence) {
  return Entrances(job, sequence).take();
}

double madx_length(MadxJob& job, std::string_view item, const MadxPlace& place) {
  if (const auto element = job.elements.find(item); element != job.elements.end())
    return job.length(element->second);
  if (const auto s = job.sequences.find(item); s != job.sequences.end())
    return job.values.number(s->second.length, s->second.place);
  if (const auto unknown = job.unknown_elements.find(item); unknown != job.unknown_elements.end())
    throw place.error(fmt::format("element '{}' can't be read", item),
                      fmt::format("its class '{}' is unknown", unknown->second),
                      "check the name of the class");
  if (job.lines.contains(item))
    throw place.error(fmt::format("line '{}' stands in a sequence", item),
                      "MAD-X allows elements and sequences there", "make it a sequence");
  std::vector<std::string> known;
  for (const auto& [name, unused] : job.elements) known.push_back(name);
  std::sort(known.begin(), known.end());
  throw place.error(fmt::format("element '{}' is not defined", item), {}, nearest(item, known));
}

std::vector<std::string> madx_outermost(const MadxJob& job) {
  std::set<std::string> inside;
  for (const auto& [name, s] : job.sequences)
    for (const auto& node : s.nodes)
      if (!job.elements.contains(node.item)) inside.insert(madx_lower(node.item));
  const auto note = [&](const auto& self, const MadxItem& item) -> void {
    if (!item.name.empty()) inside.insert(madx_lower(item.name));
    for (const auto& part : item.parts) self(self, part);
  };
  for (const auto& [name, l] : job.lines) note(note, madx_items(l));
  std::vector<std::string> out;
  for (const auto& name : job.names)
    if (!inside.contains(madx_lower(name))) out.push_back(name);
  return out;
}

}  // namespace courant::io::detail
