#pragma once
// Private to the module: statements between SEQEDIT and ENDEDIT.
#include <string>

#include "madx_expand.hpp"

namespace courant::io::detail {

// flatten, cycle, install, move, remove, replace, reflect; others are errors by name. A name means its first place,
// NAME[k] the k-th. Places are numbers from here on: what is assigned later doesn't move them.
class MadxEdit {
 public:
  explicit MadxEdit(MadxJob& job) : job_(job) {}

  bool active() const { return sequence_ != nullptr; }
  void begin(const MadxCommand& command);
  void command(const MadxCommand& command);

 private:
  std::size_t place_of(const std::string& name, const MadxPlace& place) const;
  std::string name_in(const MadxCommand& command, std::string_view attribute) const;
  double number_in(const MadxCommand& command, std::string_view attribute) const;
  // Puts a node where its centre belongs.
  void insert(MadxNode node);
  // Entrance [m] that `at` and `from` of a statement mean for an item.
  double entrance(const MadxCommand& command, std::string_view at, const std::string& item) const;
  double length(const std::string& item, const MadxPlace& place) const;

  void flatten(const MadxPlace& place);
  void cycle(const MadxCommand& command);
  void install(const MadxCommand& command);
  void move(const MadxCommand& command);
  void remove(const MadxCommand& command);
  void replace(const MadxCommand& command);
  void reflect();

  MadxJob& job_;
  MadxSequence* sequence_ = nullptr;
};

}  // namespace courant::io::detail
