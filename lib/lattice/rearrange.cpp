#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/math/linear_solve.hpp"
#include "courant/math/mat6.hpp"
#include "data.hpp"

namespace courant::lattice {
namespace {

// A patch seen from behind: the inverse frame, mirrored along the beam.
physics::Alignment<> mirrored_inverse(const physics::Alignment<>& alignment) {
  const auto frame = physics::displaced_frame(alignment).inverse();
  const auto& m = frame.axes;
  return {frame.origin[0],
          frame.origin[1],
          -frame.origin[2],
          std::atan2(m[1][0], m[1][1]),
          -std::asin(std::clamp(m[1][2], -1.0, 1.0)),
          -std::atan2(m[0][2], m[2][2])};
}

// The map that undoes a linear one when px, py and z change sign before and after.
elements::LinearMap<> mirrored_inverse(const elements::LinearMap<>& map) {
  constexpr std::array sign{1.0, -1.0, 1.0, -1.0, -1.0, 1.0};
  const Matrix6 matrix = Eigen::Map<const Eigen::Matrix<double, 6, 6, Eigen::RowMajor>>(map.matrix.data());
  elements::LinearMap<> out{.length = map.length};
  for (int column = 0; column < 7; ++column) {
    Vector6 right = Vector6::Zero();
    if (column < 6)
      right[column] = sign[static_cast<std::size_t>(column)];
    else
      right = -Vector6(map.kick.data());
    const auto solution = math::solve_linear(matrix, right);
    if (!solution)
      throw InvalidArgument("a LinearMap can't be passed from behind", solution.error().message,
                            "replace it by elements that can");
    for (std::size_t row = 0; row < 6; ++row) {
      const double value = sign[row] * (*solution)[static_cast<Index>(row)];
      (column < 6 ? out.matrix[6 * row + static_cast<std::size_t>(column)] : out.kick[row]) = value;
    }
  }
  return out;
}

// The element as a beam sees it that comes from the other side (see docs/theory/coordinates.md): the frame is
// turned so that x and the fields keep their sign; faces change places, tilts along the beam change sign.
AnyElement turned_round(const AnyElement& element) {
  AnyElement out = element;
  std::visit(
      []<class E>(E& e) {
        if constexpr (std::same_as<E, elements::Patch<>>) {
          e.align = mirrored_inverse(e.align);
          return;
        }
        if constexpr (std::same_as<E, elements::AcceleratingCavity<>>)
          throw InvalidArgument("an AcceleratingCavity can't be passed from behind", "it accelerates one way",
                                "leave it out of the line");
        if constexpr (std::same_as<E, elements::LinearMap<>>) e = mirrored_inverse(e);
        if constexpr (std::same_as<E, elements::CrabCavity<>>) e.voltage = -e.voltage;
        if constexpr (requires { e.ks; }) {
          e.ks = -e.ks;
          e.ksi = -e.ksi;
        }
        if constexpr (requires { e.e1; }) {
          std::swap(e.e1, e.e2);
          std::swap(e.fint1, e.fint2);
          std::swap(e.edge1, e.edge2);
        }
        if constexpr (requires { e.fringe; })
          e.fringe = physics::with_ends(e.fringe, has_exit(e.fringe), has_entrance(e.fringe));
        if constexpr (requires { e.align; }) {
          e.align.ds = -e.align.ds;
          e.align.pitch = -e.align.pitch;
          e.align.yaw = -e.align.yaw;
        }
      },
      out);
  return out;
}

}  // namespace

AnyElement piece_of(const AnyElement& element, double from, double fraction) {
  if (std::holds_alternative<elements::LinearMap<>>(element))
    throw InvalidArgument("a LinearMap can't be sliced", "its matrix has no parts",
                          "leave it out of the selection");
  if (std::holds_alternative<elements::Wiggler<>>(element))
    throw InvalidArgument("a Wiggler can't be sliced", "its field begins and ends with whole periods",
                          "leave it out of the selection");
  if (std::holds_alternative<elements::KickMap<>>(element))
    throw InvalidArgument("a KickMap can't be sliced", "its tables are those of the whole device",
                          "leave it out of the selection");
  constexpr double rounding = 1e-9;  // of sums of fractions
  const bool first = from<rounding, last = from + fraction> 1.0 - rounding;
  AnyElement out = element;
  std::visit(
      [&]<class E>(E& e) {
        [[maybe_unused]] const E& all = std::get<E>(element);
        if constexpr (requires { e.length; }) e.length *= fraction;
        if constexpr (requires { e.steps; })
          e.steps = std::max(1, static_cast<int>(std::ceil(e.steps * fraction)));
        if constexpr (requires { e.kick_x *= fraction; }) {
          e.kick_x *= fraction;
          e.kick_y *= fraction;
        }
        if constexpr (requires { e.active_length; }) {
          e.whole = all.structure();
          e.offset += from * all.length;
        } else if constexpr (requires { e.voltage; }) {
          e.voltage *= fraction;
        }
        if constexpr (requires { e.fringe; })
          e.fringe =
              physics::with_ends(e.fringe, has_entrance(e.fringe) && first, has_exit(e.fringe) && last);
        if constexpr (requires { e.e1; }) {
          e.angle *= fraction;
          if (!first) e.edge1 = physics::Edge::none;
          if (!last) e.edge2 = physics::Edge::none;
        }
      },
      out);
  return out;
}

Builder& Builder::cycle(Index index) {
  if (index < 0 || index >= static_cast<Index>(elements_.size()))
    throw InvalidArgument(fmt::format("place {} does not exist", index),
                          fmt::format("the line has {} elements", elements_.size()));
  std::rotate(elements_.begin(), elements_.begin() + index, elements_.end());
  return *this;
}

Builder& Builder::unroll() {
  const std::vector<ElementPtr> cell = elements_;
  for (; superperiods_ > 1; --superperiods_) elements_.insert(elements_.end(), cell.begin(), cell.end());
  return *this;
}

Builder& Builder::reverse() {
  std::reverse(elements_.begin(), elements_.end());
  for (auto& e : elements_) e = with_body(*e, turned_round(e->body));
  return *this;
}

Builder& Builder::slice(std::string_view selector, Index parts) {
  if (parts < 1) throw InvalidArgument(fmt::format("{} parts make no magnet", parts), {}, "give 1 or more");
  const auto places = view().select(selector);
  for (const Index place : places) {
    const Element& e = *elements_[static_cast<std::size_t>(place)];
    const bool displaced = std::visit(
        [](const auto& x) {
          if constexpr (requires {
                          x.align;
                          x.length;
                        })
            return x.length > 0.0 && !physics::is_aligned(x.align);
          else
            return false;
        },
        e.body);
    if (displaced)
      throw InvalidArgument(fmt::format("element '{}' can't be sliced", e.name),
                            "its displacement belongs to the whole magnet", "slice first, then displace");
  }
  std::vector<ElementPtr> sliced;
  for (Index i = 0; i < static_cast<Index>(elements_.size()); ++i) {
    const ElementPtr& e = elements_[static_cast<std::size_t>(i)];
    if (!std::binary_search(places.begin(), places.end(), i) || elements::length_of(e->body) == 0.0) {
      sliced.push_back(e);
      continue;
    }
    const double fraction = 1.0 / static_cast<double>(parts);
    for (Index k = 0; k < parts; ++k)
      sliced.push_back(with_body(*e, piece_of(e->body, static_cast<double>(k) * fraction, fraction)));
  }
  elements_ = std::move(sliced);
  return *this;
}

}  // namespace courant::lattice
