#pragma once
#include <vector>

#include "courant/lattice/lattice.hpp"
#include "courant/physics/misalignment.hpp"

namespace courant::lattice {

/// Where a line begins in the hall, in the angles of MAD-X.
///
/// Global axes: X to the left of the beam that goes along Z, Y up. The axes of the beam (x, y, s) are the columns of
/// W = Theta Phi Psi: azimuth theta turns s from Z towards X, elevation phi from the plane towards Y, roll psi turns x
/// towards y about s. A bend of positive angle turns theta down.
struct SurveyStart {
  double x = 0.0, y = 0.0, z = 0.0;          ///< position [m]
  double theta = 0.0, phi = 0.0, psi = 0.0;  ///< azimuth, elevation, roll [rad]
};

/// Positions and directions of the design orbit at the entrance of each element and at the end, size() + 1 of each.
struct Survey {
  std::vector<physics::Frame<double>> frames;  ///< origin [m] and, as columns, the axes x, y, s in the hall
  std::vector<double> s;                       ///< along the design orbit [m]
  std::vector<double> x, y, z;                 ///< positions [m]
  /// Azimuth, elevation, roll [rad]; theta and psi go on without jumps of 2 pi, phi is in [-pi/2, pi/2].
  std::vector<double> theta, phi, psi;
};

/// Frame at the end of an element in the frame of its entrance: arc of a bend in its tilted plane, turn of a thin one,
/// displacement of a patch, straight on for all others. Misalignment and steering do not move the design orbit.
physics::Frame<double> design_frame(const AnyElement& element);

/// Survey of a line, or of what a ring's file holds: one superperiod (Builder::unroll gives the whole).
///
/// \throws InvalidArgument for an empty lattice or a start that is not finite
/// \par Cost  one product of 3 x 3 matrices per element
/// \see docs/guide/machine_graph.md; convention of MAD-X (Iselin 1994, "The MAD program", ch. 1);
/// tests/lattice/survey_test.cpp
Survey survey(const Lattice& lattice, const SurveyStart& start = {});

/// Angles of a frame; theta and psi are those nearest to the given ones. \return theta, phi, psi [rad]
std::array<double, 3> frame_angles(const physics::Frame<double>& frame, double near_theta = 0.0,
                                   double near_psi = 0.0);

}  // namespace courant::lattice

namespace courant {
using lattice::survey;
using lattice::Survey;
}  // namespace courant
