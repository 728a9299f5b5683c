#include "courant/control/snapshot.hpp"

#include "files.hpp"
#include "courant/base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace courant::control {
namespace {

using nlohmann::json;

constexpr std::string_view schema = "courant-snapshot";
constexpr int format_version = 1;

// NaN is null in JSON, which has no name for it.
double number(const json& value) { return value.is_null() ? std::nan("") : value.get<double>(); }

SnapshotItem to_item(const json& j) {
  SnapshotItem item{.label = j.at("label").get<std::string>(),
                    .address = j.at("address").get<std::string>(),
                    .unit = Unit::parse(j.at("unit").get<std::string>()),
                    .setpoint = number(j.at("setpoint")),
                    .readback = number(j.at("readback")),
                    .tolerance = number(j.at("tolerance")),
                    .quality = quality_from(j.at("quality").get<std::string>()),
                    .time = number(j.at("time"))};
  if (item.missing() != std::isnan(item.setpoint))
    throw InvalidArgument(fmt::format("setpoint and quality of '{}' contradict each other", item.label));
  return item;
}

}  // namespace

void Snapshot::save(const std::string& path) const {
  json items = json::array();
  for (const auto& item : items_)
    items.push_back({{"label", item.label},
                     {"address", item.address},
                     {"unit", item.unit.text()},
                     {"setpoint", item.setpoint},
                     {"readback", item.readback},
                     {"tolerance", item.tolerance},
                     {"quality", to_string(item.quality)},
                     {"time", item.time}});
  const json document{
      {"schema", schema}, {"version", format_version}, {"time", time_}, {"note", note_}, {"items", items}};
  if (auto written = detail::write_atomically(path, document.dump(1) + "\n"); !written)
    throw ConfigError("snapshot could not be saved", written.error().message);
}

Snapshot Snapshot::load(const std::string& path) {
  const std::string text = detail::read_text(path);
  try {
    const json document = json::parse(text);
    if (document.at("schema") != schema) throw InvalidArgument("this is not a snapshot");
    if (document.at("version") != format_version)
      throw InvalidArgument(
          fmt::format("version {} of the format is unknown", document.at("version").dump()));
    Snapshot result;
    result.time_ = number(document.at("time"));
    document.at("note").get_to(result.note_);
    for (const auto& item : document.at("items")) result.items_.push_back(to_item(item));
    return result;
  } catch (const std::exception& error) {
    throw ParseError(path, 0, "snapshot is damaged", error.what());
  }
}

}  // namespace courant::control
