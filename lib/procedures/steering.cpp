#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "courant/base/error.hpp"
#include "courant/procedures/orbit_response.hpp"
#include "courant/response/orbit_response.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::procedures {
namespace {

/// Enabled devices of a steering family; none when the machine lacks a default family.
std::vector<control::DevicePtr> steerers(const Machine& machine, const std::string& family,
                                         const std::string& standard) {
  std::vector<control::DevicePtr> out;
  if (family.empty() || (family == standard && !machine.has_family(family))) return out;
  for (const auto& device : machine.family(family))
    if (device->enabled()) out.push_back(device);
  return out;
}

/// Columns of a plane from the whole matrix of the lattice, under the names of the devices.
void take(const response::ResponseMatrix& all, const std::vector<std::string>& labels, Index first,
          response::ResponseMatrix& out) {
  for (std::size_t j = 0; j < labels.size(); ++j) {
    const auto from = first + static_cast<Index>(j);
    out.columns.push_back({labels[j], all.columns[static_cast<std::size_t>(from)].unit, true, 1.0});
    out.values.col(static_cast<Index>(out.columns.size()) - 1) = all.values.col(from);
  }
}

struct Plane {
  std::vector<Index> places;
  std::vector<std::string> labels;
};

}  // namespace

std::vector<std::string> columns_of(const Machine& machine, const Steering& steering) {
  std::vector<std::string> out;
  const Steering standard;
  for (const auto& [family, usual] :
       {std::pair{steering.horizontal, standard.horizontal}, std::pair{steering.vertical, standard.vertical}})
    for (const auto& device : steerers(machine, family, usual))
      out.push_back(device->name() + "." + machine.field_of(family));
  if (steering.rf && machine.has_family("RF")) out.push_back("rf");
  if (out.empty())
    throw InvalidArgument(
        "nothing steers the orbit",
        fmt::format("families '{}' and '{}' have no enabled device", steering.horizontal, steering.vertical));
  return out;
}

Result<response::ResponseMatrix> model_orbit_response(const Machine& machine, const Steering& steering) {
  const Lattice& lattice = machine.lattice();
  std::vector<Index> monitors;
  const auto& labels = machine.orbit().labels();
  for (std::size_t m = 0; m < labels.size() / 2; ++m)
    monitors.push_back(lattice.find(labels[m].substr(0, labels[m].size() - 2)));

  Plane planes[2];
  bool rf = false;
  for (const auto& column : columns_of(machine, steering)) {
    if (column == "rf") {
      rf = true;
      continue;
    }
    const auto term = machine.column(column);
    const auto element = machine::element_field(lattice, term.device->data().order, term.field);
    Plane& plane = planes[element.field == "kick_y" ? 1 : 0];
    if (element.field != "kick_x" && element.field != "kick_y")
      throw InvalidArgument(fmt::format("column '{}' does not steer", column), "it is no kick");
    plane.places.push_back(element.place);
    plane.labels.push_back(column);
  }

  const bool six = tracking::find_cavity(lattice) >= 0;
  response::ResponseMatrix out;
  const auto columns = static_cast<Index>(planes[0].places.size() + planes[1].places.size() + (rf ? 1 : 0));
  out.values.setZero(static_cast<Index>(labels.size()), columns);
  for (const auto& label : labels) out.rows.push_back({label, "m", true, 1.0});
  const auto ask = [&](const Plane& plane, bool horizontal, bool with_rf) {
    return response::orbit_response(lattice, monitors, plane.places,
                                    {.mode = six ? optics::Mode::six_d : optics::Mode::four_d,
                                     .rf = with_rf,
                                     .horizontal = horizontal,
                                     .vertical = !horizontal});
  };
  std::optional<response::ResponseMatrix> last;
  for (const bool horizontal : {true, false}) {
    const Plane& plane = planes[horizontal ? 0 : 1];
    const bool with_rf = rf && !horizontal;
    if (plane.places.empty() && !with_rf) continue;
    const auto found = ask(plane, horizontal, with_rf);
    if (!found) return found.error();
    std::vector<std::string> names = plane.labels;
    if (with_rf) names.push_back("rf");
    take(*found, names, 0, out);
  }
  return out;
}

}  // namespace courant::procedures
