#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/index.hpp"
#include "courant/elements/all.hpp"
#include "courant/lattice/particle.hpp"

namespace courant::lattice {

/// One named element; shared between the places where it stands and between versions of a lattice.
struct Element {
  std::string name;
  AnyElement body;
  /// Opening of its vacuum chamber, the same at entrance and exit; tracking loses what is outside, the solvers of optics
  /// don't look at it.
  std::optional<physics::Opening> aperture{};
  std::string alias{};  ///< its other name, such as that of the device
};
using ElementPtr = std::shared_ptr<const Element>;

/// Something a reader did not understand or changed, and what it did instead.
struct Remark {
  std::string file;
  Index line = 0;       ///< from 1; 0: unknown
  std::string problem;  ///< what was found
  std::string action;   ///< what was done
};

/// Words about a lattice that motion doesn't need.
struct Description {
  std::string name{};
  std::string text{};
  std::vector<std::string> citation{};
  std::string notes{};
  std::vector<Remark> report{};  ///< from the reader
};

/// Immutable sequence of elements with its reference particle; a ring, a line or one superperiod of a ring.
///
/// A value: copies are cheap (elements are shared) and safe to read from many threads. Made by a Builder or a
/// reader; an edit makes a new one. Test: tests/lattice/lattice_test.cpp.
class Lattice {
 public:
  Lattice() = default;

  Index size() const { return static_cast<Index>(elements().size()); }
  bool empty() const { return size() == 0; }
  const Element& operator[](Index i) const { return *elements()[static_cast<std::size_t>(i)]; }
  std::span<const ElementPtr> elements() const;

  /// Positions [m] of the entrance of each element and of the end; size() + 1 numbers.
  std::span<const double> s() const;
  /// Length of what the file holds: one superperiod or the whole line [m].
  double length() const { return s().back(); }
  /// Length of the ring [m]: length times superperiods.
  double circumference() const { return length() * static_cast<double>(superperiods()); }
  Index superperiods() const;

  const Particle& particle() const;                                    ///< species and energy
  const Reference& reference() const { return particle().reference; }  ///< at the start
  /// Reference particle at the entrance of element `i`, at the end for size(): other than at the start behind an
  /// accelerating cavity.
  const Reference& reference_at(Index i) const;
  const Description& description() const;
  const std::string& name() const { return description().name; }
  std::vector<std::string> names() const;

  /// Places of the elements that match, in order. The selector is a glob on names (`*`, `?`, `[a-c]`),
  /// `type:Quadrupole` (a glob too), `re:REGEX`, or `NAME#k`, the k-th place (from 1) of a repeated name;
  /// parts are joined by `&` (both), `|` (either; inside brackets it belongs to the pattern), and a leading
  /// `~` negates. \throws UnknownName if nothing
  /// matches, with the nearest names; InvalidArgument for a broken pattern.
  std::vector<Index> select(std::string_view selector) const;

  /// Place of one element: its name, `NAME#k` if the name is repeated, or an index as text.
  /// \throws UnknownName if there is none, InvalidArgument if there are several.
  Index find(std::string_view name) const;

  /// The name that means only this place: `NAME`, or `NAME#k` if it is repeated.
  std::string unique_name(Index i) const;

 private:
  friend class Builder;
  struct Data;
  std::shared_ptr<const Data> data_;
  const Data& data() const;
};

}  // namespace courant::lattice

namespace courant {
using lattice::Lattice;
}
