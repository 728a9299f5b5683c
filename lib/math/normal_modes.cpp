#include "courant/math/normal_modes.hpp"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <optional>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/math/symplectic.hpp"

namespace courant::math {
namespace {

using Eigen::Index;
using Complex = std::complex<double>;
// At most 6 x 6: no heap, and a third less to compile.
template <class T>
using Small = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, 6, 6>;
using MatrixXd = Small<double>;
using MatrixXcd = Small<Complex>;
using VectorXcd = Eigen::Matrix<Complex, Eigen::Dynamic, 1, Eigen::ColMajor, 6, 1>;
using HermitianSolver = Eigen::SelfAdjointEigenSolver<MatrixXcd>;

// Eigenvalues nearer than this are one: their vectors mean nothing alone (error about 1e-16 / distance).
constexpr double equal_eigenvalues = 1e-12;
// Nearer than this and of one sign: separated again within their space, where it can be done to rounding.
constexpr double near_eigenvalues = 1e-5;
// Symplectic norm of a unit eigenvector that counts as zero. A double eigenvalue of a drift is found to the
// square root of the round-off, 1.5e-8, and gives a norm of that size.
constexpr double no_norm = 1e-7;

/// Columns grouped so that no value of one group is nearer than `distance` to one of another.
std::vector<std::vector<Index>> groups(const VectorXcd& values, double distance) {
  std::vector<std::vector<Index>> out;
  for (Index k = 0; k < values.size(); ++k) {
    std::vector<Index> merged{k};
    std::erase_if(out, [&](const std::vector<Index>& group) {
      const bool near = std::any_of(group.begin(), group.end(),
                                    [&](Index j) { return std::abs(values[j] - values[k]) < distance; });
      if (near) merged.insert(merged.end(), group.begin(), group.end());
      return near;
    });
    out.push_back(std::move(merged));
  }
  return out;
}

/// Eigenvalues and vectors of one matrix, and what its symplectic form says of them.
class ModeFinder {
 public:
  explicit ModeFinder(const MatrixXd& m)
      : m_(m), planes_(m.rows() / 2), form_(symplectic_form(m.rows()).cast<Complex>() * Complex(0.0, -1.0)) {}

  Result<NormalModes> find(double tolerance);

 private:
  Complex inner(const VectorXcd& a, const VectorXcd& b) const { return a.dot(form_ * b); }
  std::optional<MatrixXcd> independent(const std::vector<Index>& columns) const;
  std::optional<Failure> keep_positive();
  void separate();
  void make_symplectic();
  void order();
  void turn_phases();
  MatrixXcd shares_in(const MatrixXcd& vectors, Index plane) const;
  Failure unstable(Index k) const;

  const MatrixXd& m_;
  Index planes_;
  MatrixXcd form_;  // -i J: Hermitian, vᴴ form v > 0 for the sense of rotation that is kept
  VectorXcd values_;
  MatrixXcd vectors_;
  MatrixXcd modes_;  // (dimension, planes), vᴴ form v = 1
};

/// Orthonormal basis of some eigenvectors; none if they are not independent.
std::optional<MatrixXcd> ModeFinder::independent(const std::vector<Index>& columns) const {
  MatrixXcd basis(m_.rows(), 0);
  for (const Index k : columns) {
    VectorXcd v = vectors_.col(k).normalized();
    for (int repeat = 0; repeat < 2; ++repeat) v -= basis * (basis.adjoint() * v);
    if (v.norm() < no_norm) return std::nullopt;
    basis.conservativeResize(Eigen::NoChange, basis.cols() + 1);
    basis.rightCols(1) = v.normalized();
  }
  return basis;
}

/// Fills modes_ with the vectors of positive norm.
std::optional<Failure> ModeFinder::keep_positive() {
  modes_.resize(m_.rows(), 0);
  for (const auto& group : groups(values_, equal_eigenvalues)) {
    const auto basis = independent(group);
    if (!basis) return unstable(group.front());
    const HermitianSolver norms(basis->adjoint() * form_ * *basis);
    for (Index k = 0; k < basis->cols(); ++k) {
      const double norm = norms.eigenvalues()[k];
      if (!(std::abs(norm) > no_norm)) return unstable(group.front());
      if (norm < 0.0) continue;
      modes_.conservativeResize(Eigen::NoChange, modes_.cols() + 1);
      modes_.rightCols(1) = *basis * norms.eigenvectors().col(k) / std::sqrt(norm);
    }
  }
  if (modes_.cols() != planes_) return unstable(0);
  return std::nullopt;
}

/// v_iᴴ form v_j of the part of the vectors in one plane.
MatrixXcd ModeFinder::shares_in(const MatrixXcd& vectors, Index plane) const {
  const auto part = vectors.middleRows(2 * plane, 2);
  return part.adjoint() * form_.topLeftCorner(2, 2) * part;
}

/// Modes of nearly equal eigenvalues become orthogonal in the symplectic form; within them the matrix is
/// unitary, and its Hermitian generator gives the directions to rounding. Equal ones are turned into the
/// planes.
void ModeFinder::separate() {
  VectorXcd values(planes_);
  for (Index k = 0; k < planes_; ++k) values[k] = inner(modes_.col(k), m_ * modes_.col(k));
  for (const auto& group : groups(values, near_eigenvalues)) {
    const auto size = static_cast<Index>(group.size());
    if (size == 1) continue;
    MatrixXcd part(m_.rows(), size);
    for (Index k = 0; k < size; ++k) part.col(k) = modes_.col(group[static_cast<std::size_t>(k)]);
    const HermitianSolver gram(part.adjoint() * form_ * part);
    part = part * gram.operatorInverseSqrt();
    const MatrixXcd unitary = part.adjoint() * form_ * m_ * part / values[group.front()];
    MatrixXcd generator = (unitary - unitary.adjoint()) * Complex(0.0, -0.5);
    generator -= MatrixXcd::Identity(size, size) * (generator.trace() / static_cast<double>(size));
    const double noise = 100.0 * std::numeric_limits<double>::epsilon() * m_.cwiseAbs().maxCoeff() *
                         std::max(1.0, part.cwiseAbs2().maxCoeff());
    if (generator.cwiseAbs().maxCoeff() < noise) {
      generator.setZero();
      for (Index p = 0; p < planes_; ++p) generator += static_cast<double>(p + 1) * shares_in(part, p);
    }
    part = part * HermitianSolver(generator).eigenvectors();
    for (Index k = 0; k < size; ++k) modes_.col(group[static_cast<std::size_t>(k)]) = part.col(k);
  }
}

/// Removes what is left of other modes, 1e-16 / distance of their eigenvalues: A -> A (3 - A⁻¹ A) / 2 with
/// the symplectic inverse is Newton's iteration for a symplectic matrix nearby. The error of M A = A R stays
/// at rounding, because a part of another mode enters it multiplied by the distance.
void ModeFinder::make_symplectic() {
  const Index n = m_.rows();
  MatrixXd a(n, n);
  for (Index p = 0; p < planes_; ++p) {
    a.col(2 * p) = modes_.col(p).real();
    a.col(2 * p + 1) = modes_.col(p).imag();
  }
  a *= std::numbers::sqrt2;
  constexpr int steps = 5;  // from an error of 0.1 to 1e-16, twice the digits each
  for (int i = 0; i < steps; ++i) a = 0.5 * a * (3.0 * MatrixXd::Identity(n, n) - symplectic_inverse(a) * a);
  for (Index p = 0; p < planes_; ++p)
    modes_.col(p) = std::sqrt(0.5) * (a.col(2 * p) + Complex(0.0, 1.0) * a.col(2 * p + 1));
}

/// Modes in the order of planes: the assignment with the largest sum of shares.
void ModeFinder::order() {
  MatrixXd share(planes_, planes_);  // (mode, plane)
  for (Index p = 0; p < planes_; ++p) share.col(p) = shares_in(modes_, p).diagonal().real();
  std::vector<Index> best, trial(static_cast<std::size_t>(planes_));
  for (Index k = 0; k < planes_; ++k) trial[static_cast<std::size_t>(k)] = k;
  double largest = -std::numeric_limits<double>::infinity();
  do {
    double sum = 0.0;
    for (Index p = 0; p < planes_; ++p) sum += share(trial[static_cast<std::size_t>(p)], p);
    if (sum > largest) {
      largest = sum;
      best = trial;
    }
  } while (std::next_permutation(trial.begin(), trial.end()));
  const MatrixXcd unordered = modes_;
  for (Index p = 0; p < planes_; ++p) modes_.col(p) = unordered.col(best[static_cast<std::size_t>(p)]);
}

/// The position of the own plane becomes real and positive; a mode that isn't there turns its largest entry.
void ModeFinder::turn_phases() {
  for (Index p = 0; p < planes_; ++p) {
    Index entry = 2 * p;
    const double largest = modes_.col(p).cwiseAbs().maxCoeff();
    if (std::abs(modes_(entry, p)) < 1e-12 * largest) modes_.col(p).cwiseAbs().maxCoeff(&entry);
    modes_.col(p) *= std::conj(modes_(entry, p)) / std::abs(modes_(entry, p));
    modes_(entry, p) = std::abs(modes_(entry, p));
  }
}

/// Names the planes that take part in mode k, by the products of the vectors of λ and 1/λ (which have no
/// units).
Failure ModeFinder::unstable(Index k) const {
  const Complex value = values_[k];
  Index partner = 0;
  (values_.array() - 1.0 / value).abs().minCoeff(&partner);
  Eigen::VectorXd share(planes_);
  for (Index p = 0; p < planes_; ++p) {
    const auto v = vectors_.col(k).segment(2 * p, 2), w = vectors_.col(partner).segment(2 * p, 2);
    share[p] = std::abs(v[0] * w[1] - v[1] * w[0]);
  }
  if (share.sum() < no_norm)
    for (Index p = 0; p < planes_; ++p) share[p] = vectors_.col(k).segment(2 * p, 2).norm();
  share /= share.sum();
  constexpr std::array names{'x', 'y', 'z'};
  std::string planes, traces;
  for (Index p = 0; p < planes_; ++p) {
    if (share[p] < 0.25) continue;
    planes += fmt::format("{}{}", planes.empty() ? "" : " and ", names[static_cast<std::size_t>(p)]);
    traces += fmt::format("{}{:.6g}", traces.empty() ? "" : ", ", m_.block(2 * p, 2 * p, 2, 2).trace());
  }
  const bool several = planes.size() > 1;
  return {Code::unstable,
          fmt::format(
              "motion in plane{} {} is unstable (eigenvalue {:.6g}{:+.6g}i of modulus {:.9g}, trace of "
              "the 2 x 2 block{} {}) it is stable with modulus 1 and, uncoupled, a trace between -2 and 2",
              several ? "s" : "", planes, value.real(), value.imag(), std::abs(value), several ? "s" : "",
              traces)};
}

Result<NormalModes> ModeFinder::find(double tolerance) {
  const Eigen::EigenSolver<MatrixXd> solver(m_);
  if (solver.info() != Eigen::Success)
    return Failure{Code::no_convergence, "the eigenvalues of the one-turn matrix were not found"};
  values_ = solver.eigenvalues();
  vectors_ = solver.eigenvectors();
  Index worst = 0;
  const double growth = (values_.cwiseAbs().array() - 1.0).abs().maxCoeff(&worst);
  if (!(growth <= tolerance)) return unstable(worst);
  if (auto failure = keep_positive()) return *failure;
  separate();
  make_symplectic();
  order();
  turn_phases();

  NormalModes out;
  out.vectors = modes_;
  out.tunes.resize(planes_);
  out.a.resize(m_.rows(), m_.rows());
  for (Index p = 0; p < planes_; ++p) {
    const double turn = std::arg(inner(modes_.col(p), m_ * modes_.col(p))) / (2.0 * std::numbers::pi);
    const double tune = turn < 0.0 ? turn + 1.0 : turn;
    out.tunes[p] = tune < 1.0 ? tune : 0.0;  // -1e-17 + 1 rounds to 1
    out.a.col(2 * p) = std::numbers::sqrt2 * modes_.col(p).real();
    out.a.col(2 * p + 1) = std::numbers::sqrt2 * modes_.col(p).imag();
  }
  return out;
}

}  // namespace

Result<NormalModes> normal_modes(const Eigen::Ref<const Eigen::MatrixXd>& m,
                                 const NormalModesOptions& options) {
  const Index n = m.rows();
  if (n != m.cols() || (n != 2 && n != 4 && n != 6))
    throw InvalidArgument(fmt::format("a {} x {} matrix has no normal modes", n, m.cols()),
                          "one pair per plane is needed", "use 2 x 2, 4 x 4 or 6 x 6");
  if (!(options.tolerance > 0.0 && options.tolerance < 1.0))
    throw InvalidArgument(fmt::format("tolerance {} can't be used", options.tolerance),
                          "it must be in (0, 1)");
  const MatrixXd matrix = m;
  if (!matrix.allFinite())
    throw InvalidArgument("the one-turn matrix is not finite", "was the particle lost?");
  const double scale = std::max(1.0, matrix.cwiseAbs2().maxCoeff());
  const double defect = symplectic_defect(matrix);
  if (defect > options.tolerance * scale)
    throw InvalidArgument("the one-turn matrix is not symplectic",
                          fmt::format("defect {:.3g}, allowed {:.3g}", defect, options.tolerance * scale),
                          "take it without radiation, or raise the tolerance");
  return ModeFinder(matrix).find(options.tolerance);
}

}  // namespace courant::math
