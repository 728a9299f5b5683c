#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "courant/lattice/field_value.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::lattice {

/// Makes a lattice, or a changed copy of one. Every step checks its input and throws before it changes
/// anything.
class Builder {
 public:
  Builder() = default;
  explicit Builder(const Lattice& from);

  Builder& particle(Particle particle);
  Builder& superperiods(Index count);  ///< \throws InvalidArgument below 1
  Builder& describe(Description description);

  Builder& append(std::string name, AnyElement element);
  Builder& append(ElementPtr element);
  Builder& append(const Lattice& other);
  Builder& insert(Index before, std::string name, AnyElement element);
  Builder& insert(Index before, ElementPtr element);
  /// Changes the order only: the element at `index` becomes the first.
  Builder& cycle(Index index);
  /// Line passed from its end: order reversed, each element turned round (dipole faces exchanged, yaw and
  /// pitch and ds change sign).
  Builder& reverse();
  /// The whole ring as one line: superperiods copies of the elements, one superperiod. Names then repeat: NAME#k.
  Builder& unroll();
  Builder& remove(std::string_view selector);
  Builder& replace(std::string_view selector, const AnyElement& element);
  /// Cuts each selected element with length into `parts` equal ones; faces and fringes stay at the ends, kicks and
  /// voltage are shared. \throws InvalidArgument for a displaced magnet. Test: tests/lattice/rearrange_test.cpp
  Builder& slice(std::string_view selector, Index parts);

  Builder& set(std::string_view selector, std::string_view field, const FieldValue& value);
  Builder& set(Index place, std::string_view field, const FieldValue& value);
  Builder& scale(std::string_view selector, std::string_view field, double factor);
  Builder& add(Index place, std::string_view field, double amount);

  /// Opening of the vacuum chamber of each selected element, none: open. Test: tests/lattice/chamber_test.cpp
  Builder& aperture(std::string_view selector, const std::optional<physics::Opening>& opening);
  /// Other name of the selected elements, such as that of the device; empty: none.
  Builder& alias(std::string_view selector, const std::string& alias);

  /// Hamiltonian of every element. Faces of dipoles go with it: `linear` becomes `hard_edge` in the exact model, all
  /// that is not `none` becomes `linear` in the expanded one. Test: tests/lattice/model_test.cpp
  Builder& model(physics::Model model);
  /// Synchrotron radiation of every magnet.
  Builder& radiation(physics::Radiation radiation);
  /// Steps of every magnet, so that its map converges to the relative error `accuracy` (elements::converged_steps).
  Builder& steps_for(double accuracy);

  /// The lattice as it stands. \throws InvalidArgument for no element, no energy or a bad element.
  Lattice freeze() const;

 private:
  Lattice view() const;
  void edit(Index place, AnyElement body);

  std::vector<ElementPtr> elements_;
  Particle particle_;
  bool has_particle_ = false;
  Index superperiods_ = 1;
  Description description_;
};

/// Piece of an element that begins at the share `from` of its length and has the share `fraction` [-]: faces and fringes
/// only where the piece has an end of the whole, kicks and voltage shared; of an AcceleratingCavity a piece of its
/// structure. \throws InvalidArgument for a LinearMap. Test: tests/lattice/rearrange_test.cpp
AnyElement piece_of(const AnyElement& element, double from, double fraction);

}  // namespace courant::lattice
