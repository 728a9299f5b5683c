#include <Eigen/LU>
#include <map>

#include "courant/lattice/builder.hpp"
#include "courant/optics/transfer_matrix.hpp"
#include "courant/optics/twiss.hpp"
#include "courant/tracking/pass.hpp"
#include "format_bmad.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

const std::string subject = "FACET-II (Bmad)";

double matrix_difference(const Lattice& line, Index start, Index stop, const Json& golden) {
  const auto ours = optics::transfer_matrix(line, start, stop);
  if (!ours) return NAN;
  Worst worst;
  double largest = 0.0;
  for (Index i = 0; i < 6; ++i)
    for (Index j = 0; j < 6; ++j) {
      const double theirs = golden[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
      worst.see((*ours)(i, j), theirs);
      largest = std::max(largest, std::abs(theirs));
    }
  return worst / largest;
}

// Through element i, a sextupole as Bmad's standard method has it in this line: half a kick, an exact drift, half a kick.
void pass_as_bmad(const Lattice& line, Vec6<double>& r, Index i) {
  const auto* s = std::get_if<elements::Sextupole<>>(&line[i].body);
  if (s == nullptr) return tracking::pass(line, r, i, i + 1, tracking::Rf::on);
  const elements::Drift<> drift{.length = s->length, .model = physics::Model::exact};
  elements::ThinMultipole<> half;
  half.field.add(2, 0.25 * s->k2 * s->length, 0.0);
  half.track(r, line.reference_at(i));
  drift.track(r, line.reference_at(i));
  half.track(r, line.reference_at(i));
}

Vec6<double> state(const Json& row) { return {{row[1], row[2], row[3], row[4], row[5], row[6]}}; }

// [ix, beta_a, alpha_a, phi_a, beta_b, alpha_b, phi_b, eta_x, etap_x, eta_y, etap_y]
using TwissRow = std::array<double, 11>;

// beta, alpha behind a 2 x 2 matrix of determinant 1.
std::array<double, 2> transported(const Eigen::Matrix2d& n, double beta, double alpha) {
  const double gamma = (1.0 + alpha * alpha) / beta;
  return {n(0, 0) * n(0, 0) * beta - 2.0 * n(0, 0) * n(0, 1) * alpha + n(0, 1) * n(0, 1) * gamma,
          -n(0, 0) * n(1, 0) * beta + (n(0, 0) * n(1, 1) + n(0, 1) * n(1, 0)) * alpha -
              n(0, 1) * n(1, 1) * gamma};
}

struct Differences {
  Worst beta, alpha, phase;

  void see(const Twiss& ours, std::size_t place, const TwissRow& row) {
    const auto plane = [&](const optics::PlaneOptics& p, std::size_t first) {
      beta.see(p.beta[place], row[first], row[first]);
      alpha.see(p.alpha[place], row[first + 1], std::max(1.0, std::abs(row[first + 1])));
      phase.see(p.mu[place], row[first + 2]);
    };
    plane(ours.x, 1);
    plane(ours.y, 4);
  }

  void add(const std::string& what, Table& table) const {
    const auto places = phase.count() / 2;
    table.add(subject, fmt::format("{}, beta at {} places, relative", what, places), beta, 1e-5);
    table.add(subject, what + ", alpha, relative above 1", alpha, 1e-5);
    table.add(subject, what + ", phases [rad]", phase, 1e-5);
  }
};

// Twiss and dispersion as Bmad carries them from element to element: by the 4 x 4 blocks of their matrices, the dispersion
// with the z that it builds up, for cavities turn z into momentum.
class Carrier {
 public:
  explicit Carrier(const Facet& facet) : facet_(facet), beam_(static_cast<std::size_t>(facet.tracked()) + 1) {
    for (Index i = 0; i < facet.line.size(); ++i)
      matrices_.push_back(optics::transfer_matrix(facet.line, i, i + 1).value_or(Matrix6::Zero()));
    // d(x, px, y, py, z)/d(delta): all 0 at the fixer
    const auto fixer = facet.golden.at("meta").at("fixer_ix").get<std::size_t>();
    beam_[fixer] << 0.0, 0.0, 0.0, 0.0, 0.0, 1.0;
    for (std::size_t i = fixer; i < matrices_.size(); ++i) beam_[i + 1] = by_delta(matrices_[i] * beam_[i]);
    for (std::size_t i = fixer; i > 0; --i) beam_[i - 1] = by_delta(matrices_[i - 1].inverse() * beam_[i]);
  }

  void from_fixer(Table& table) const {
    Worst eta;
    for (std::size_t i = 0; i < beam_.size(); ++i) {
      Index row = 0;
      for (const char* key : {"eta_x", "etap_x", "eta_y", "etap_y"})
        eta.see(beam_[i][row++], facet_.elements()[i].at(key));
    }
    table.add(subject, fmt::format("from the active fixer, dispersion at {} places [m, -]", eta.count() / 4),
              eta, 1e-10);
  }

  void forward(const std::vector<TwissRow>& rows, Worst& beta, Worst& alpha, Worst& eta) const {
    auto i = static_cast<std::size_t>(rows.front()[0]);
    const double momentum = facet_.line.reference_at(static_cast<Index>(i)).p0c();
    Vector6 d;
    d << 0.0, 0.0, 0.0, 0.0, beam_[i][Z], 1.0;
    Eigen::Matrix4d four = Eigen::Matrix4d::Identity();
    for (const TwissRow& row : rows) {
      for (; i < static_cast<std::size_t>(row[0]); ++i) {
        d = by_delta(matrices_[i] * d);
        four = matrices_[i].topLeftCorner<4, 4>() * four;
      }
      const double growth = facet_.line.reference_at(static_cast<Index>(i)).p0c() / momentum;
      for (const Index plane : {0, 1}) {
        const auto start = static_cast<std::size_t>(1 + 3 * plane);
        const auto [b, a] = transported(std::sqrt(growth) * four.block<2, 2>(2 * plane, 2 * plane),
                                        rows.front()[start], rows.front()[start + 1]);
        beta.see(b, row[start], row[start]);
        alpha.see(a, row[start + 1], std::max(1.0, std::abs(row[start + 1])));
      }
      for (std::size_t k = 0; k < 4; ++k) eta.see(d[static_cast<Index>(k)], row[7 + k]);
    }
  }

 private:
  static Vector6 by_delta(const Vector6& d) { return d / d[DELTA]; }

  const Facet& facet_;
  std::vector<Matrix6> matrices_;
  std::vector<Vector6> beam_;
};

// The stretch behind a place.
Lattice behind(const Lattice& line, Index place) {
  lattice::Builder builder;
  lattice::Particle particle = line.particle();
  particle.reference = line.reference_at(place);
  builder.particle(particle);
  for (Index i = place; i < line.size(); ++i) builder.append(line.elements()[static_cast<std::size_t>(i)]);
  return builder.freeze();
}

optics::TwissInitial initial(const TwissRow& row) {
  return {.beta_x = row[1],
          .alpha_x = row[2],
          .mu_x = row[3],
          .beta_y = row[4],
          .alpha_y = row[5],
          .mu_y = row[6],
          .eta_x = row[7],
          .etap_x = row[8],
          .eta_y = row[9],
          .etap_y = row[10]};
}

void compare_forward(const Lattice& line, const std::vector<TwissRow>& rows, const std::string& what,
                     Table& table) {
  const auto start = static_cast<Index>(rows.front()[0]);
  const auto ours = twiss(behind(line, start), {.initial = initial(rows.front())});
  if (!ours) return table.add(subject, what + ": " + ours.error().message, NAN, 0.0);
  Differences worst;
  for (const TwissRow& row : rows)
    worst.see(*ours, static_cast<std::size_t>(row[0]) - static_cast<std::size_t>(start), row);
  worst.add(what, table);
}

// The Twiss parameters that the active fixer holds, at the beginning of the line.
TwissRow from_fixer(const Lattice& line) {
  const std::string& notes = line.description().notes;
  const std::size_t at = notes.find(" is_on=1");
  const std::size_t begin = notes.rfind("fixer ", at) + 6, end = notes.find('\n', at);
  const auto value = [&](const std::string& key) {
    return std::stod(notes.substr(notes.find(" " + key + "=", begin) + key.size() + 2, end - begin));
  };
  const Index place = line.find(notes.substr(begin, at - begin));
  const auto m = optics::transfer_matrix(line, 0, place);
  const auto in_front = [&](Index row, double beta, double alpha) {
    const Eigen::Matrix2d n = m->block<2, 2>(row, row);
    return transported((n / std::sqrt(n.determinant())).inverse(), beta, alpha);
  };
  const auto x = in_front(0, value("BETA_A"), value("ALPHA_A"));
  const auto y = in_front(2, value("BETA_B"), value("ALPHA_B"));
  TwissRow row{0.0, x[0], x[1], 0.0, y[0], y[1], 0.0};
  const auto optics = twiss(line, {.initial = initial(row)});
  const auto i = static_cast<std::size_t>(place);
  row[3] = value("PHI_A") - optics->x.mu[i];
  row[6] = value("PHI_B") - optics->y.mu[i];
  return row;
}

Lattice with_kicks(const Lattice& line, double kicks) {
  lattice::Builder builder(line);
  for (Index i = 0; i < line.size(); ++i)
    if (std::holds_alternative<elements::AcceleratingCavity<>>(line[i].body)) builder.set(i, "kicks", kicks);
  return builder.freeze();
}

// Bmad's own error with fewer kicks: the relative change of beta that it finds is ours too.
void compare_convergence(const Facet& facet, Table& table) {
  const auto rows = facet.golden.at("forward").at("design_cathode").at("rows").get<std::vector<TwissRow>>();
  const auto start = static_cast<Index>(rows.front()[0]);
  const auto full = twiss(behind(facet.line, start), {.initial = initial(rows.front())});
  for (const auto& [kicks, changes] : facet.golden.at("convergence").items()) {
    const auto coarse =
        twiss(behind(with_kicks(facet.line, std::stod(kicks)), start), {.initial = initial(rows.front())});
    Worst worst;
    for (const auto& [name, change] : changes.items()) {
      const auto i = static_cast<std::size_t>(facet.golden.at("places").at(name).get<Index>() - start);
      worst.see(std::max(std::abs(coarse->x.beta[i] / full->x.beta[i] - 1.0),
                         std::abs(coarse->y.beta[i] / full->y.beta[i] - 1.0)),
                change);
    }
    table.add(subject,
              fmt::format("change of beta with {} kicks at {} places, relative", kicks, worst.count()), worst,
              1e-7);
  }
}

}  // namespace

void compare_bmad_maps(const Facet& facet, Table& table) {
  const Lattice& line = facet.line;
  std::map<std::string, Worst> elements;
  for (const Json& theirs : facet.elements())
    if (theirs.contains("mat6") && theirs.at("ix") > 0) {
      const Index ix = theirs.at("ix");
      elements[theirs.at("key")].see(matrix_difference(line, ix - 1, ix, theirs.at("mat6")), 0.0);
    }
  for (const auto& [key, worst] : elements)
    table.add(subject, fmt::format("matrices of {} {}, of their largest entry", worst.count(), key), worst,
              1e-8);
  Worst between;
  for (const auto& [name, m] : facet.golden.at("matrices").items())
    between.see(matrix_difference(line, m.at("from_ix"), m.at("to_ix"), m.at("r")), 0.0);
  table.add(subject, fmt::format("{} matrices between places, of their largest entry", between.count()),
            between, 1e-7);
  Vec6<double> axis{};
  tracking::pass(line, axis, 0, line.size(), tracking::Rf::on);
  Worst orbit;
  for (int i = 0; i < 6; ++i) orbit.see(axis[i], 0.0);
  table.add(subject, "reference orbit at the end", orbit, 1e-12);
  for (const auto& [name, ray] : facet.golden.at("rays").items()) {
    Worst worst;
    const auto& rows = ray.at("rows");
    Vec6<double> r = state(rows.front());
    Index at = rows.front()[0];
    Vec6<double> converged = r;
    Worst with_ours;
    for (const Json& row : rows) {
      for (; at < row[0].get<Index>(); ++at) {
        tracking::pass(line, converged, at, at + 1, tracking::Rf::on);
        pass_as_bmad(line, r, at);
      }
      const Vec6<double> theirs = state(row);
      for (int i = 0; i < 6; ++i) {
        worst.see(r[i], theirs[i]);
        with_ours.see(converged[i], theirs[i]);
      }
    }
    table.add(subject, fmt::format("ray {} at {} places, Bmad's sextupoles", name, rows.size()), worst, 1e-9);
    // as the reader gives it, sextupoles converge: another motion than Bmad's one step
    if (with_ours <= 1e-9)
      table.add(subject, fmt::format("ray {} at {} places", name, rows.size()), with_ours, 1e-9);
    else
      table.skipped.push_back(
          {fmt::format("{}: ray {}", subject, name),
           fmt::format("Bmad takes a sextupole in one step, here it converges: {:.1e} apart",
                       static_cast<double>(with_ours))});
  }
}

void compare_bmad_optics(const Facet& facet, Table& table) {
  const TwissRow start = from_fixer(facet.line);
  const auto ours = twiss(facet.line, {.initial = initial(start)});
  if (!ours) return table.add(subject, "optics: " + ours.error().message, NAN, 0.0);
  Differences worst;
  const auto on_kicks = places_on_kicks(facet);
  for (Index ix = 0; ix <= facet.tracked(); ++ix) {
    if (on_kicks.contains(ix)) continue;
    const Json& e = facet.elements()[static_cast<std::size_t>(ix)];
    TwissRow row{static_cast<double>(ix)};
    std::size_t column = 1;
    for (const char* key :
         {"beta_a", "alpha_a", "phi_a", "beta_b", "alpha_b", "phi_b", "eta_x", "etap_x", "eta_y", "etap_y"})
      row[column++] = e.at(key);
    worst.see(*ours, static_cast<std::size_t>(ix), row);
  }
  worst.add("from the active fixer", table);
  const Carrier carrier(facet);
  carrier.from_fixer(table);
  Worst beta, alpha, eta;
  for (const auto& [name, forward] : facet.golden.at("forward").items()) {
    const auto rows = forward.at("rows").get<std::vector<TwissRow>>();
    compare_forward(facet.line, rows, "from " + name, table);
    carrier.forward(rows, beta, alpha, eta);
  }
  const auto count = facet.golden.at("forward").size();
  table.add(subject, fmt::format("{} tables element by element, beta, relative", count), beta, 1e-10);
  table.add(subject, "the same, alpha, relative above 1", alpha, 1e-10);
  table.add(subject, "the same, dispersion with that of z at the start [m, -]", eta, 1e-10);
  compare_convergence(facet, table);
}

void compare_bmad_bypass(const Json& golden, const Lattice& bypass, Table& table) {
  const Json& numbers = golden.at("pax_bypassed");
  double names = 0.0;
  for (const auto& [name, ix] : numbers.at("places").items())
    if (bypass[ix.get<Index>() - 1].name != name) ++names;
  table.add(subject, "line F2_ELEC, names of places", names, 0.0);
  Worst matrices;
  for (const auto& [key, value] : numbers.items()) {
    if (key.starts_with("matrix "))
      matrices.see(matrix_difference(bypass, value.at("from_ix"), value.at("to_ix"), value.at("r")), 0.0);
    if (!key.starts_with("forward ")) continue;
    // the rows begin behind s = 990 m, not at the start of the table's name: the first row is taken
    compare_forward(bypass, value.get<std::vector<TwissRow>>(), "line F2_ELEC, " + key, table);
  }
  table.add(subject, fmt::format("line F2_ELEC, {} matrices, of their largest entry", matrices.count()),
            matrices, 1e-7);
}

}  // namespace courant::verify
