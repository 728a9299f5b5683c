#include "courant/lattice/survey.hpp"

#include <cmath>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"

namespace courant::lattice {
namespace {

using Frame = physics::Frame<double>;

/// `angle` plus the turns that bring it nearest to `to` [rad].
double nearest_turn(double angle, double to) {
  return angle + constants::two_pi * std::round((to - angle) / constants::two_pi);
}

}  // namespace

Frame design_frame(const AnyElement& element) {
  return std::visit(
      []<template <class> class E>(const E<double>& e) -> Frame {
        if constexpr (std::is_same_v<E<double>, elements::Patch<>>) {
          return physics::displaced_frame(e.align);
        } else if constexpr (std::is_same_v<E<double>, elements::Dipole<>>) {
          return physics::arc_frame<double>(physics::Sector::arc(e.curvature(), e.length), e.tilt);
        } else if constexpr (std::is_same_v<E<double>, elements::ThinMultipole<>>) {
          return physics::arc_frame<double>(physics::Sector::wedge(e.angle), 0.0);
        } else if constexpr (requires { e.length; }) {
          Frame out;
          out.origin[2] = e.length;
          return out;
        } else {
          return {};
        }
      },
      element);
}

std::array<double, 3> frame_angles(const Frame& frame, double near_theta, double near_psi) {
  const auto& w = frame.axes;
  return {nearest_turn(std::atan2(w[0][2], w[2][2]), near_theta),
          std::atan2(w[1][2], std::hypot(w[0][2], w[2][2])),
          nearest_turn(std::atan2(w[1][0], w[1][1]), near_psi)};
}

Survey survey(const Lattice& lattice, const SurveyStart& start) {
  if (lattice.empty()) throw InvalidArgument("the lattice has no element", "there is nothing to survey");
  if (!std::isfinite(start.x + start.y + start.z + start.theta + start.phi + start.psi))
    throw InvalidArgument("the start of the survey is not a finite place", {}, "give numbers in m and rad");
  Survey out;
  out.s.assign(lattice.s().begin(), lattice.s().end());
  // the rotations of an alignment are those of the hall: yaw theta, pitch phi, roll psi
  Frame at = physics::displaced_frame(
      physics::Alignment<double>{start.x, start.y, start.z, start.psi, start.phi, start.theta});
  std::array<double, 3> angles{start.theta, start.phi, start.psi};
  const auto record = [&] {
    angles = frame_angles(at, angles[0], angles[2]);
    out.frames.push_back(at);
    out.x.push_back(at.origin[0]);
    out.y.push_back(at.origin[1]);
    out.z.push_back(at.origin[2]);
    out.theta.push_back(angles[0]);
    out.phi.push_back(angles[1]);
    out.psi.push_back(angles[2]);
  };
  record();
  for (Index i = 0; i < lattice.size(); ++i) {
    at = at * design_frame(lattice[i].body);
    record();
  }
  return out;
}

}  // namespace courant::lattice
