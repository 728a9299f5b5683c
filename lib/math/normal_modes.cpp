#include "courant/math/normal_modes.hpp"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <complex>
#include <vector>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"

namespace courant::math {
namespace {

using Complex = std::complex<double>;

constexpr char plane_name[] = {'x', 'y', 'z'};

struct Mode {
  double tune;                       // [-]
  Eigen::VectorXcd vector;           // a_1 + i a_2, symplectic norm 1
  double share(Index plane) const {  // of the symplectic norm in one plane
    const Complex q = vector[2 * plane], p = vector[2 * plane + 1];
    return q.real() * p.imag() - q.imag() * p.real();
  }
};

double fraction(double angle) {
  const double turns = angle / constants::two_pi;
  return turns - std::floor(turns);
}

Failure unstable(Index plane, double trace) {
  return {Code::unstable,
          fmt::format("motion is unstable in plane {}: trace {:.9g} of its block is not within -2 and 2",
                      plane_name[plane], trace)};
}

// Closed form for one uncoupled plane: cos mu = trace/2, sign of mu that of the upper right term.
Result<Mode> plane_mode(const Eigen::MatrixXd& m, Index plane) {
  const Eigen::Matrix2d b = m.block<2, 2>(2 * plane, 2 * plane);
  const double cosine = 0.5 * b.trace();
  if (!(std::abs(cosine) < 1.0) || b(0, 1) == 0.0) return unstable(plane, b.trace());
  const double sine =
      std::copysign(std::sqrt(-b(0, 1) * b(1, 0) - 0.25 * std::pow(b(0, 0) - b(1, 1), 2)), b(0, 1));
  if (!(std::abs(sine) > 0.0)) return unstable(plane, b.trace());
  const double beta = b(0, 1) / sine, alpha = 0.5 * (b(0, 0) - b(1, 1)) / sine;
  Mode mode{fraction(std::atan2(sine, cosine)), Eigen::VectorXcd::Zero(m.rows())};
  mode.vector[2 * plane] = std::sqrt(beta);
  mode.vector[2 * plane + 1] = Complex(-alpha, 1.0) / std::sqrt(beta);
  return mode;
}

bool uncoupled(const Eigen::MatrixXd& m) {
  for (Index i = 0; i < m.rows(); ++i)
    for (Index j = 0; j < m.cols(); ++j)
      if (i / 2 != j / 2 && m(i, j) != 0.0) return false;
  return true;
}

Index worst_plane(const Eigen::MatrixXd& m) {
  Index worst = 0;
  for (Index p = 1; p < m.rows() / 2; ++p)
    if (std::abs(m.block<2, 2>(2 * p, 2 * p).trace()) > std::abs(m.block<2, 2>(2 * worst, 2 * worst).trace()))
      worst = p;
  return worst;
}

Result<std::vector<Mode>> coupled_modes(const Eigen::MatrixXd& m) {
  const Eigen::EigenSolver<Eigen::MatrixXd> solver(m);
  std::vector<Mode> modes;
  for (Index k = 0; k < m.rows(); ++k) {
    const Complex lambda = solver.eigenvalues()[k];
    if (lambda.imag() == 0.0 || std::abs(std::abs(lambda) - 1.0) > 1e-5) {
      const Index plane = worst_plane(m);
      Failure failure = unstable(plane, m.block<2, 2>(2 * plane, 2 * plane).trace());
      failure.message += fmt::format(" or the planes are coupled unstably (eigenvalue {:.9g}{:+.9g}i)",
                                     lambda.real(), lambda.imag());
      return failure;
    }
    Mode mode{fraction(std::arg(lambda)), solver.eigenvectors().col(k)};
    double norm = 0.0;
    for (Index p = 0; p < m.rows() / 2; ++p) norm += mode.share(p);
    if (norm <= 0.0) continue;  // its conjugate is the mode
    mode.vector /= std::sqrt(norm);
    modes.push_back(std::move(mode));
  }
  return modes;
}

// Modes in the order of the planes they live in; each phase such that its coordinate is real and positive.
Result<NormalModes> ordered(std::vector<Mode> modes, Index size) {
  NormalModes out{Eigen::VectorXd(size / 2), Eigen::MatrixXd(size, size)};
  if (static_cast<Index>(modes.size()) != size / 2)
    return Failure{Code::unstable,
                   "motion is unstable: the eigenvectors don't make pairs (a degenerate matrix)"};
  for (Index p = 0; p < size / 2; ++p) {
    auto best = modes.begin();
    for (auto mode = modes.begin(); mode != modes.end(); ++mode)
      if (mode->share(p) > best->share(p)) best = mode;
    const Complex q = best->vector[2 * p];
    const Eigen::VectorXcd v = best->vector * (std::conj(q) / std::abs(q));
    out.tunes[p] = best->tune;
    out.a.col(2 * p) = v.real();
    out.a.col(2 * p + 1) = v.imag();
    modes.erase(best);
  }
  return out;
}

}  // namespace

Result<NormalModes> normal_modes(const Eigen::MatrixXd& m) {
  if (m.rows() != m.cols() || (m.rows() != 2 && m.rows() != 4 && m.rows() != 6))
    throw InvalidArgument(fmt::format("normal modes of a {} x {} matrix", m.rows(), m.cols()),
                          "canonical pairs make 2, 4 or 6 rows");
  if (!m.allFinite()) throw InvalidArgument("the matrix is not finite", "the particle was lost on its way");
  if (!uncoupled(m)) {
    auto modes = coupled_modes(m);
    if (!modes) return modes.error();
    return ordered(std::move(*modes), m.rows());
  }
  std::vector<Mode> modes;
  for (Index p = 0; p < m.rows() / 2; ++p) {
    auto mode = plane_mode(m, p);
    if (!mode) return mode.error();
    modes.push_back(std::move(*mode));
  }
  return ordered(std::move(modes), m.rows());
}

}  // namespace courant::math
