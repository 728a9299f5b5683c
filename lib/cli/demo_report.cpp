#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>

#include "demo.hpp"
#include "files.hpp"
#include "lattice_arguments.hpp"
#include "orm_output.hpp"
#include "plot.hpp"
#include "twiss_output.hpp"

namespace courant::cli {
namespace {

// Six digits: a measured number has no more, and the file stays small.
Json rounded(double value) {
  return std::isfinite(value) ? Json(std::strtod(fmt::format("{:.6g}", value).c_str(), nullptr)) : Json();
}

Json rounded(std::span<const double> values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(rounded(value));
  return list;
}

Json planes_json(const control::Readings& orbit) {
  const auto half = orbit.value().size() / 2;
  return {{"x", rounded(orbit.value().first(half))}, {"y", rounded(orbit.value().last(half))}};
}

// Places of the monitors [m], from the labels of their readings.
Json places_json(const DemoResult& result) {
  Json list = Json::array();
  const auto labels = result.last_orbit.label();
  for (const auto& label : labels.first(labels.size() / 2)) {
    const Index place = result.ring.find(label.substr(0, label.size() - 2));
    list.push_back(result.ring.s()[static_cast<std::size_t>(place)]);
  }
  return list;
}

Json response_json(const DemoResult& result) {
  ResponseMatrix matrix = result.response.matrix;
  for (Index i = 0; i < matrix.values.rows(); ++i)
    for (Index k = 0; k < matrix.values.cols(); ++k)
      matrix.values(i, k) = std::strtod(fmt::format("{:.6g}", matrix.values(i, k)).c_str(), nullptr);
  Json json = orm_json(matrix);
  json["lattice"] = lattice_json(result.ring);
  json["mode"] = "twin";
  json["step"] = result.response.step;
  return json;
}

Json before_after(const Planes& before, const Planes& after, const Planes& target) {
  return {{"before", before}, {"after", after}, {"target", target}};
}

Json picture_json(const DemoResult& r, const Json& response) {
  const Planes design{r.design.tune[0] - std::floor(r.design.tune[0]),
                      r.design.tune[1] - std::floor(r.design.tune[1])};
  return {{"title", r.ring.name()},
          {"s", places_json(r)},
          {"orbit_before", planes_json(r.first_orbit)},
          {"orbit_after", planes_json(r.last_orbit)},
          {"tune", before_after(r.tune.before, r.tune_left, design)},
          {"chromaticity",
           before_after(r.chromaticity.before.value, r.chromaticity.after.value, r.design.chromaticity)},
          {"twiss", twiss_json(r.ring, r.design, places(r.ring, {}))},
          {"orm", response}};
}

Json report_json_of(const DemoResult& r, const std::vector<std::string>& pictures,
                    const std::string& no_pictures) {
  Json json = document();
  json["lattice"] = lattice_json(r.ring);
  json["seed"] = r.seed;
  json["errors"] = r.errors;
  json["error_count"] = r.error_count;
  json["beam_lost_as_found"] = r.lost;
  json["design"] = {{"tune", r.design.tune},
                    {"chromaticity", r.design.chromaticity},
                    {"momentum_compaction", r.design.momentum_compaction}};
  json["table"] = Json::array();
  for (const auto& row : demo_rows(r))
    json["table"].push_back({{"quantity", row.quantity},
                             {"unit", row.unit},
                             {"before", row.before},
                             {"after", row.after},
                             {"design", row.design}});
  json["response"] = {{"rows", r.response.matrix.rows.size()},
                      {"columns", r.response.matrix.columns.size()},
                      {"relative_difference_to_design", r.response_error}};
  json["transactions"] = {{"committed", r.writes.committed}, {"restored", r.writes.restored}};
  json["refused"] = r.refusal;
  json["record"] = std::filesystem::path(r.record).filename().string();
  json["pictures"] = pictures;
  if (!no_pictures.empty()) json["no_pictures"] = no_pictures;
  json["duration_s"] = r.duration;
  return json;
}

}  // namespace

std::string write_demo_report(const DemoResult& result, const std::string& folder) {
  const std::filesystem::path out(folder);
  const Json response = response_json(result);
  write_text(out / "response.json", json_text(response));
  std::vector<std::string> pictures;
  std::string problem;
  try {
    pictures = draw_all("demo", picture_json(result, response), out);
  } catch (const Error& error) {
    problem = error.what();
  }
  write_text(out / "report.json", json_text(report_json_of(result, pictures, problem)));
  write_text(out / "report.md", demo_markdown(result, pictures, problem));
  return problem;
}

}  // namespace courant::cli
