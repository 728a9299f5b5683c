#include "courant/lattice/errors.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"
#include "courant/base/rng.hpp"
#include "courant/elements/magnet.hpp"
#include "courant/lattice/builder.hpp"

namespace courant::lattice::errors {
namespace {

constexpr std::string_view relative = "_relative";

void check(const Spec& spec) {
  if (!(std::isfinite(spec.sigma) && spec.sigma >= 0.0))
    throw InvalidArgument(fmt::format("sigma {} of '{}' can't be used", spec.sigma, spec.field),
                          "it is a spread", "give a number of at least 0 in SI units");
  if (!(spec.cut > 0.0))
    throw InvalidArgument(fmt::format("cut {} of '{}' can't be used", spec.cut, spec.field),
                          "every error would be refused", "give a number of sigmas above 0");
}

double draw(const Spec& spec, Rng& rng) {
  if (spec.distribution == Distribution::uniform) return spec.sigma * (2.0 * rng.uniform() - 1.0);
  return spec.sigma * rng.truncated_normal(spec.cut);
}

// A girder moves as the elements on it do.
struct Move {
  physics::Alignment<> align;
  bool drawn = false;
};

double& component(Move& move, const std::string& field) {
  double* found = nullptr;
  std::apply([&](auto... f) { ((found = f.name == field ? &f.access(move) : found), ...); },
             elements::alignment_fields());
  if (!found)
    throw UnknownName(fmt::format("a girder has no field '{}'", field), {},
                      "use dx, dy, ds, roll, pitch or yaw");
  return *found;
}

/// Name of each girder, and its number k among those of this name, from 1.
struct Numbered {
  std::vector<std::uint64_t> number;
  std::vector<std::string> unique;
};

Numbered numbered(const std::vector<Girder>& girders) {
  Numbered out;
  std::unordered_map<std::string_view, std::uint64_t> count;
  for (const Girder& g : girders) out.number.push_back(++count[g.name]);
  for (std::size_t i = 0; i < girders.size(); ++i) {
    const std::string& name = girders[i].name;
    out.unique.push_back(count[name] == 1 ? name : fmt::format("{}#{}", name, out.number[i]));
  }
  return out;
}

}  // namespace

WithErrors apply(const Lattice& lattice, const std::vector<Spec>& specs, std::uint64_t seed) {
  std::vector<std::uint64_t> number(static_cast<std::size_t>(lattice.size()));  // k of NAME#k, from 1
  std::unordered_map<std::string_view, std::uint64_t> count;
  for (Index i = 0; i < lattice.size(); ++i) number[static_cast<std::size_t>(i)] = ++count[lattice[i].name];

  Builder builder(lattice);
  WithErrors out;
  std::map<std::pair<std::string, std::string>, int> uses;  // of the same selector and field
  for (const Spec& spec : specs) {
    check(spec);
    const int use = uses[{spec.select, spec.field}]++;
    const bool scales = spec.field.ends_with(relative);
    const std::string field = scales ? spec.field.substr(0, spec.field.size() - relative.size()) : spec.field;
    for (const Index place : lattice.select(spec.select)) {
      const std::string& name = lattice[place].name;
      const std::uint64_t k = number[static_cast<std::size_t>(place)];
      Rng rng(seed, fmt::format("{}/{}/{}/{}", spec.field, spec.select, use, name), k);
      const double error = draw(spec, rng);
      builder.add(place, field, scales ? error * get_number(lattice[place].body, field) : error);
      out.applied.push_back(
          {place, count[name] == 1 ? name : fmt::format("{}#{}", name, k), spec.field, error});
    }
  }
  out.lattice = builder.freeze();
  return out;
}

WithErrors apply_girders(const Lattice& lattice, const std::vector<Girder>& girders,
                         const std::vector<Spec>& specs, std::uint64_t seed) {
  const auto [number, unique] = numbered(girders);
  std::vector<Move> moves(girders.size());
  WithErrors out{lattice, {}};
  std::map<std::pair<std::string, std::string>, int> uses;  // of the same selector and field
  for (const Spec& spec : specs) {
    check(spec);
    const int use = uses[{spec.select, spec.field}]++;
    bool found = false;
    for (std::size_t i = 0; i < girders.size(); ++i) {
      const auto& [name, first, last] = girders[i];
      if (!glob_match(spec.select, name) && !glob_match(spec.select, unique[i])) continue;
      Rng rng(seed, fmt::format("girder {}/{}/{}/{}", spec.field, spec.select, use, name), number[i]);
      const double error = draw(spec, rng);
      component(moves[i], spec.field) += error;
      out.applied.push_back({first, unique[i], spec.field, error});
      found = moves[i].drawn = true;
    }
    if (!found)
      throw UnknownName(fmt::format("selector '{}' matches no girder", spec.select),
                        fmt::format("there are {}", girders.size()), nearest(spec.select, unique));
  }
  for (std::size_t i = 0; i < girders.size(); ++i)
    if (moves[i].drawn) out.lattice = move_girder(out.lattice, girders[i], moves[i].align);
  return out;
}

}  // namespace courant::lattice::errors
