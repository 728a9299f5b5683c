#include "madx_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "madx_words.hpp"

namespace courant::io::detail {

void MadxEdit::begin(const MadxCommand& command) {
  const std::string name = name_in(command, "sequence");
  const auto found = job_.sequences.find(name);
  if (found == job_.sequences.end())
    throw command.place.error(fmt::format("sequence '{}' is unknown", name), {}, nearest(name, job_.names));
  const auto entrances = madx_entrances(job_, found->second);
  sequence_ = &found->second;
  for (std::size_t i = 0; i < entrances.size(); ++i) sequence_->nodes[i].entrance = entrances[i];
}

void MadxEdit::command(const MadxCommand& command) {
  const std::string& name = command.name;
  job_.values.work(10 * static_cast<Index>(sequence_->nodes.size()), command.place);
  if (name == "endedit")
    sequence_ = nullptr;
  else if (name == "flatten")
    flatten(command.place);
  else if (name == "cycle")
    cycle(command);
  else if (name == "install")
    install(command);
  else if (name == "move")
    move(command);
  else if (name == "remove")
    remove(command);
  else if (name == "replace")
    replace(command);
  else if (name == "reflect")
    reflect();
  else
    throw command.place.error(fmt::format("'{}' can't be done to a sequence", name), "it is not supported",
                              "use flatten, cycle, install, move, remove, replace or reflect");
}

std::string MadxEdit::name_in(const MadxCommand& command, std::string_view attribute) const {
  const MadxAttribute* found = command.find(attribute);
  std::string name = found ? madx_text_of(*found) : std::string();
  if (name.empty())
    throw command.place.error(fmt::format("'{}' needs {}", command.name, attribute), {},
                              fmt::format("give {} = name", attribute));
  if (madx_lower(name) == "selected")
    throw command.place.error(fmt::format("'{}' of selected elements is not supported", command.name), {},
                              "name them one by one");
  return name;
}

double MadxEdit::number_in(const MadxCommand& command, std::string_view attribute) const {
  const MadxAttribute* found = command.find(attribute);
  if (!found)
    throw command.place.error(fmt::format("'{}' needs {}", command.name, attribute), {},
                              fmt::format("give {} = ...", attribute));
  return job_.number(*job_.value(*found));
}

double MadxEdit::length(const std::string& item, const MadxPlace& place) const {
  return madx_length(job_, item, place);
}

std::size_t MadxEdit::place_of(const std::string& name, const MadxPlace& place) const {
  std::string_view plain = name;
  Index wanted = 1;
  if (const auto bracket = name.find('['); bracket != std::string::npos) {
    plain = plain.substr(0, bracket);
    std::from_chars(name.data() + bracket + 1, name.data() + name.size(), wanted);
  }
  Index count = 0;
  for (std::size_t i = 0; i < sequence_->nodes.size(); ++i)
    if (MadxEqual()(sequence_->nodes[i].item, plain) && ++count == wanted) return i;
  throw place.error(fmt::format("'{}' is not in sequence '{}'", name, sequence_->name));
}

double MadxEdit::entrance(const MadxCommand& command, std::string_view at, const std::string& item) const {
  double s = number_in(command, at);
  if (command.find("from")) {
    const MadxNode& node = sequence_->nodes[place_of(name_in(command, "from"), command.place)];
    s += *node.entrance + 0.5 * length(node.item, node.place);
  }
  return s - (0.5 + sequence_->refer) * length(item, command.place);
}

void MadxEdit::insert(MadxNode node) {
  auto& nodes = sequence_->nodes;
  const double centre = *node.entrance + 0.5 * length(node.item, node.place);
  auto before = nodes.begin();
  while (before != nodes.end() && *before->entrance + 0.5 * length(before->item, before->place) <= centre)
    ++before;
  nodes.insert(before, std::move(node));
}

void MadxEdit::flatten(const MadxPlace& place) {
  const MadxExpanded all = madx_expand(job_, sequence_->name, place);
  std::vector<MadxNode> nodes;
  for (const auto& placed : all.places) {
    MadxNode node;
    node.item = placed.element ? placed.element->name : placed.marker;
    node.entrance = placed.entrance;
    node.place = *placed.place;
    if (!placed.element && !job_.elements.contains(node.item)) {
      MadxElement marker;
      marker.name = node.item;
      marker.base = "marker";
      marker.place = node.place;
      job_.elements.emplace(node.item, std::move(marker));
    }
    nodes.push_back(std::move(node));
  }
  sequence_->nodes = std::move(nodes);
}

void MadxEdit::cycle(const MadxCommand& command) {
  const std::size_t first = place_of(name_in(command, "start"), command.place);
  auto& nodes = sequence_->nodes;
  if (length(nodes[first].item, command.place) != 0.0)
    throw command.place.error(fmt::format("the sequence can't begin in '{}'", nodes[first].item),
                              "it has a length", "install a marker and begin there");
  const double origin = *nodes[first].entrance, all = job_.values.number(sequence_->length, sequence_->place);
  for (std::size_t i = 0; i < nodes.size(); ++i) *nodes[i].entrance += (i < first ? all : 0.0) - origin;
  std::rotate(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(first), nodes.end());
}

void MadxEdit::install(const MadxCommand& command) {
  const std::string name = name_in(command, "element");
  if (const MadxAttribute* of = command.find("class"); of && of->value) {
    const std::string parent = madx_lower(madx_unquoted(*of->value));
    MadxElement next;
    if (const auto known = job_.elements.find(parent); known != job_.elements.end())
      next = known->second;
    else if (madx_has(madx_classes, parent))
      next.base = parent;
    else
      throw command.place.error(fmt::format("class '{}' is unknown", parent));
    next.name = name;
    next.place = command.place;
    job_.elements.insert_or_assign(name, std::move(next));
    job_.values.changed();
  }
  MadxNode node;
  node.item = name;
  node.place = command.place;
  node.entrance = entrance(command, "at", name);
  insert(std::move(node));
}

void MadxEdit::move(const MadxCommand& command) {
  const std::size_t i = place_of(name_in(command, "element"), command.place);
  MadxNode node = sequence_->nodes[i];
  node.entrance =
      command.find("to") ? entrance(command, "to", node.item) : *node.entrance + number_in(command, "by");
  sequence_->nodes.erase(sequence_->nodes.begin() + static_cast<std::ptrdiff_t>(i));
  insert(std::move(node));
}

void MadxEdit::remove(const MadxCommand& command) {
  const std::size_t i = place_of(name_in(command, "element"), command.place);
  sequence_->nodes.erase(sequence_->nodes.begin() + static_cast<std::ptrdiff_t>(i));
}

void MadxEdit::replace(const MadxCommand& command) {
  MadxNode& node = sequence_->nodes[place_of(name_in(command, "element"), command.place)];
  const std::string by = name_in(command, "by");
  const double shorter = length(node.item, command.place) - length(by, command.place);
  node.entrance = *node.entrance + (0.5 + sequence_->refer) * shorter;
  node.item = by;
  node.place = command.place;
}

void MadxEdit::reflect() {
  const double all = job_.values.number(sequence_->length, sequence_->place);
  for (auto& node : sequence_->nodes) node.entrance = all - *node.entrance - length(node.item, node.place);
  std::reverse(sequence_->nodes.begin(), sequence_->nodes.end());
}

}  // namespace courant::io::detail
