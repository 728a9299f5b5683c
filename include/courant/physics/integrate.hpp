#pragma once
#include <concepts>

#include "courant/math/scalar.hpp"

namespace courant::physics {

/// Symmetric schemes by what stands between the kicks, a drift (dkd) or the closed solution of the linear forces
/// (mkm, matrix-kick-matrix), and by order of accuracy.
enum class Integrator { dkd2, dkd4, dkd6, mkm2, mkm4, mkm6 };

/// Whether linear forces belong to the flow between the kicks.
COURANT_FN constexpr bool is_matrix(Integrator integrator) { return integrator >= Integrator::mkm2; }

/// Order of accuracy: 2, 4 or 6.
COURANT_FN constexpr int order_of(Integrator integrator) {
  return 2 + 2 * (static_cast<int>(integrator) % 3);
}

namespace detail {

/// Coefficients of a symmetric scheme: drifts c[0..m], kicks d[0..m-1], as fractions of the step [-].
template <int M>
struct Scheme {
  double drift[M + 1];
  double kick[M];
};

inline constexpr Scheme<1> order2{{0.5, 0.5}, {1.0}};

/// Forest, Ruth, Physica D 43 (1990) 105, eq. (4.8): kick = 1/(2 - 2^(1/3)); the scheme AT calls Symplectic4.
inline constexpr double fr = 1.351207191959657634047687808971460;
inline constexpr Scheme<3> order4{{fr / 2, (1 - fr) / 2, (1 - fr) / 2, fr / 2}, {fr, 1 - 2 * fr, fr}};

/// Yoshida, Phys. Lett. A 150 (1990) 262, table 1, solution A of order 6.
inline constexpr double w1 = -1.17767998417887, w2 = 0.235573213359357, w3 = 0.784513610477560;
inline constexpr double w0 = 1 - 2 * (w1 + w2 + w3);
inline constexpr Scheme<7> order6{{w3 / 2, (w3 + w2) / 2, (w2 + w1) / 2, (w1 + w0) / 2, (w0 + w1) / 2,
                                   (w1 + w2) / 2, (w2 + w3) / 2, w3 / 2},
                                  {w3, w2, w1, w0, w1, w2, w3}};

/// A kick in the middle of a step may ask for the length of the step; the others of a scheme get 0.
template <class Kick>
COURANT_FN constexpr void apply(Kick& kick, double ds, double step) {
  if constexpr (std::invocable<Kick&, double, double>)
    kick(ds, step);
  else
    kick(ds);
}

template <int M, class Drift, class Kick>
COURANT_FN constexpr void run(const Scheme<M>& scheme, double length, int steps, Drift drift, Kick kick,
                              bool drifts_merge) {
  const double h = length / steps;
  drift(scheme.drift[0] * h);
  for (int step = 0; step < steps; ++step) {
    for (int i = 0; i < M - 1; ++i) {
      apply(kick, scheme.kick[i] * h, i == M / 2 ? h : 0.0);
      drift(scheme.drift[i + 1] * h);
    }
    apply(kick, scheme.kick[M - 1] * h, M == 1 ? h : 0.0);
    // the last half drift of a step and the first of the next one are one drift of twice the length
    const bool last = step + 1 == steps;
    drift((last || !drifts_merge ? 1.0 : 2.0) * scheme.drift[M] * h);
    if (!last && !drifts_merge) drift(scheme.drift[0] * h);
  }
}

}  // namespace detail

/// Advances through `length` [m] in `steps` equal steps: `drift(ds)` and `kick(ds)` are called with the
/// pieces [m]; or `kick(ds, step)`, where `step` [m] is the length of the step in its middle and 0 elsewhere.
///
/// Truncation error falls as (length/steps)^order; every scheme is symplectic and reversible whatever the
/// number of steps, if drift and kick are. Cost per step: order 2: 1 kick, order 4: 3, order 6: 7, as many
/// drifts. `drifts_merge`: two drifts in a row are one of the summed length, so that neighbouring steps share
/// one; false for a drift that is only near the exact flow.
template <class Drift, class Kick>
COURANT_FN constexpr void integrate(Integrator integrator, double length, int steps, Drift drift, Kick kick,
                                    bool drifts_merge = true) {
  switch (order_of(integrator)) {
    case 2:
      return detail::run(detail::order2, length, steps, drift, kick, drifts_merge);
    case 4:
      return detail::run(detail::order4, length, steps, drift, kick, drifts_merge);
    default:
      return detail::run(detail::order6, length, steps, drift, kick, drifts_merge);
  }
}

}  // namespace courant::physics
