#include <fmt/format.h>

#include <map>
#include <set>

#include "courant/base/constants.hpp"
#include "courant/elements/drift.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/math/dual.hpp"
#include "courant/physics/coordinates.hpp"
#include "madx.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;
using Second = Dual<6, Dual<6>>;

// What MAD-X itself does otherwise than the exact rays of PTC, which are compared instead.
const std::map<std::string, std::string> not_first_order{
    {"hkicker", "TWISS drops kick x position"},
    {"vkicker", "TWISS drops kick x position"},
    {"kicker", "TWISS drops kick x position"},
    {"tkicker", "TWISS drops kick x position"},
    {"kicker_tilt", "TWISS drops kick x position"},
    {"sbend_k0", "TWISS expands in k0 - h"},
    {"sbend_k0_only", "TWISS expands in k0 - h"},
    {"sbend_k1s", "TWISS ignores k1s"},
    {"rfcavity", "TWISS cuts the half drift behind the kick at second order"}};
// Second order only.
const std::map<std::string, std::string> not_second_order{
    {"sbend_fint", "another momentum dependence of the fringe"},
    {"sbend_fint_fintx", "another momentum dependence of the fringe"},
    {"sbend_fintx_zero", "another momentum dependence of the fringe"},
    {"sbend_strong", "another momentum dependence of the fringe"},
    {"rbend_fint", "another momentum dependence of the fringe"},
    {"sbend_h1_h2", "curved pole faces are reported, not modelled"},
    {"multipole_dipole", "TWISS bends by pt/beta, to first order"},
    {"multipole_dipole_lrad", "TWISS bends by pt/beta, to first order"},
    {"solenoid_thin", "TWISS turns by the same angle at any momentum"},
    {"crabcavity", "TWISS has a term t555 of the voltage in pt"},
    {"crabcavity_tilt", "TWISS has a term t555 of the voltage in pt"}};
const std::map<std::string, std::string> not_rays{
    {"elseparator", "PTC exchanges the planes"},
    {"solenoid_thin", "PTC leaves it out"},
    {"crabcavity_tilt", "PTC ignores the tilt"},
    {"rfcavity", "PTC has its own body of a cavity"},
    {"sbend_h1_h2", "curved pole faces are reported, not modelled"}};

Lattice read(const Json& element, const Json& call) {
  const std::string job = call.get<std::string>() + "\n" + element.at("definition").get<std::string>() +
                          "\ns: line=(e);\nuse, sequence=s;\n";
  return io::parse_lattice(job, "element.madx", {.format = "madx", .steps_for = 1e-13});
}

/// MAD-X's own mass: 1e-9 from CODATA 2022.
Reference reference_of(const Json& particle) {
  return {particle.at("energy").get<double>() * 1e9, particle.at("mass").get<double>() * 1e9,
          particle.at("charge").get<double>()};
}

template <class T>
std::array<T, 6> tracked(const Lattice& line, const Reference& reference, const std::array<T, 6>& in,
                         double drift_after = 0.0) {
  Vec6<T> r{{in[0], in[1], in[2], in[3], T(0.0), T(0.0)}};
  physics::from_madx(r, physics::MadxLongitudinal<T>{in[4], in[5]}, reference);
  for (const auto& element : line.elements())
    std::visit([&](const auto& e) { e.track(r, reference); }, element->body);
  physics::drift(r, physics::Model::exact, drift_after, reference);
  const auto end = physics::to_madx(r, reference);
  return {r[X], r[PX], r[Y], r[PY], end.t, end.pt};
}

struct Differences {
  double kick = 0.0, first = 0.0, second = 0.0, largest_second = 0.0;
};

Differences map_differences(const Lattice& line, const Reference& reference, const Json& element) {
  std::array<Second, 6> in;
  for (int i = 0; i < 6; ++i)
    in[static_cast<std::size_t>(i)] = Second::variable(Dual<6>::variable(0.0, i), i);
  const auto out = tracked(line, reference, in);
  Differences worst;
  for (std::size_t i = 0; i < 6; ++i) {
    if (i != 4)  // TWISS leaves out the time of the bent way
      worst.kick = std::max(worst.kick, std::abs(out[i].v.v - element.at("k")[i].get<double>()));
    for (std::size_t j = 0; j < 6; ++j) {
      worst.first = std::max(worst.first, std::abs(out[i].d[j].v - element.at("r")[i][j].get<double>()));
      for (std::size_t k = 0; k < 6; ++k) {
        const double theirs = element.at("t").value(fmt::format("{}{}{}", i + 1, j + 1, k + 1), 0.0);
        worst.second = std::max(worst.second, std::abs(0.5 * out[i].d[j].d[k] - theirs));
        worst.largest_second = std::max(worst.largest_second, std::abs(theirs));
      }
    }
  }
  return worst;
}

double ray_difference(const Lattice& line, const Reference& reference, const Json& rays_in,
                      const Json& rays_out, double drift_after) {
  double worst = 0.0;
  for (std::size_t ray = 0; ray < rays_in.size(); ++ray) {
    const auto out = tracked(line, reference, rays_in[ray].get<std::array<double, 6>>(), drift_after);
    for (std::size_t i = 0; i < 6; ++i) {
      const double d = std::abs(out[i] - rays_out[ray][i].get<double>());
      if (!(d <= worst)) worst = d;
    }
  }
  return worst;
}

// MAD-X takes mu_0 = 4 pi 1e-7 in the classical radius: 1.2e-10 above CODATA 2022.
Lattice with_radius_of_madx(const Lattice& line) {
  const double theirs =
      1e-7 * constants::elementary_charge * constants::speed_of_light * constants::speed_of_light;
  const double ours = constants::classical_electron_radius * constants::electron_rest_energy;
  return lattice::Builder(line).scale("type:BeamBeam", "particles", theirs / ours).freeze();
}

void compare(const std::string& name, const Json& element, const Json& beam, const Json& rays_in,
             const std::string& particle, Table& table) {
  const std::string subject = name + ", " + particle;
  const auto skip = [&](const std::string& what, const std::string& why) {
    table.skipped.push_back({subject + ": " + what, why});
  };
  Lattice line = read(element, beam.at("call"));
  if (name == "beambeam") line = with_radius_of_madx(line);
  if (const auto& report = line.description().report; !report.empty() && name != "sbend_h1_h2")
    return skip("element", report.front().problem + ": " + report.front().action);
  const Differences d = map_differences(line, reference_of(beam.at("particle")), element);
  if (const auto why = not_first_order.find(name); why != not_first_order.end()) {
    skip("R and T", why->second);
  } else {
    table.add(subject, "R", std::max(d.first, d.kick), 1e-12);
    if (const auto other = not_second_order.find(name); other != not_second_order.end())
      skip("T", other->second);
    else
      table.add(subject, "T, relative", d.second / std::max(1.0, d.largest_second), 1e-9);
  }
  if (!element.contains("ptc_rays_out") || !element.at("ptc_rays_out").contains("exact")) return;
  const Json& rays = element.at("ptc_rays_out").at("exact");
  if (!std::all_of(rays.begin(), rays.end(), [](const Json& ray) { return ray.is_array(); }))
    return skip("rays", "PTC has none: " + rays.dump());
  if (const auto why = not_rays.find(name); why != not_rays.end()) return skip("rays", why->second);
  // gradient bends: PTC cuts its expansion in the curvature at another order; else truncation of 30 steps of PTC
  const bool gradient = name.find("k1") != std::string::npos;
  table.add(subject, "rays, PTC exact",
            ray_difference(line, reference_of(beam.at("particle")), rays_in, rays,
                           element.value("ptc_drift_after", 0.0)),
            gradient ? 1e-7 : 1e-10);
}

}  // namespace

void compare_madx_elements(const Json& golden, Table& table) {
  const Json& all = golden.at("elements");
  for (const std::string particle : {"proton_1GeV", "electron_3GeV"})
    for (const auto& [name, element] : all.at(particle).at("elements").items())
      compare(name, element, all.at(particle), all.at("rays_in"), particle, table);
}

}  // namespace courant::verify
