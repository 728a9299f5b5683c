#include "run_json.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>

namespace courant::control {

namespace {
constexpr std::array<std::string_view, 3> status_names{"success", "aborted", "failed"};
constexpr int format_version = 1;
}  // namespace

std::string_view to_string(RunStatus status) { return status_names[static_cast<std::size_t>(status)]; }

namespace detail {
namespace {

using nlohmann::json;

// NaN is null in JSON, which has no name for it.
double number(const json& value) { return value.is_null() ? std::nan("") : value.get<double>(); }

json to_json(const Readings& r) {
  json quality = json::array();
  for (const Quality q : r.quality()) quality.push_back(to_string(q));
  return {{"unit", r.unit().text()}, {"label", r.label()}, {"value", r.value()},
          {"sigma", r.sigma()},      {"time", r.time()},   {"quality", std::move(quality)}};
}

Readings to_readings(const json& j) {
  Readings result(Unit::parse(j.at("unit").get<std::string>()));
  const auto& label = j.at("label");
  for (std::size_t i = 0; i < label.size(); ++i)
    result.add({.label = label[i].get<std::string>(),
                .value = number(j.at("value").at(i)),
                .sigma = number(j.at("sigma").at(i)),
                .time = number(j.at("time").at(i)),
                .quality = quality_from(j.at("quality").at(i).get<std::string>()),
                .unit = result.unit()});
  return result;
}

RunStatus status_from(const std::string& name) {
  for (std::size_t i = 0; i < status_names.size(); ++i)
    if (status_names[i] == name) return static_cast<RunStatus>(i);
  throw InvalidArgument(fmt::format("run status '{}' is unknown", name));
}

void read_start(const json& j, RunStart& start) {
  j.at("uid").get_to(start.uid);
  start.time = number(j.at("time"));
  j.at("procedure").get_to(start.procedure);
  j.at("parameters").get_to(start.parameters);
  j.at("author").get_to(start.author);
  j.at("versions").get_to(start.versions);
  j.at("configuration_hash").get_to(start.configuration_hash);
  j.at("lattice_hash").get_to(start.lattice_hash);
  j.at("mode").get_to(start.mode);
  j.at("guard").get_to(start.guard);
}

}  // namespace

std::string to_line(const RunStart& s) {
  const json start{{"uid", s.uid},
                   {"time", s.time},
                   {"procedure", s.procedure},
                   {"parameters", s.parameters},
                   {"author", s.author},
                   {"versions", s.versions},
                   {"configuration_hash", s.configuration_hash},
                   {"lattice_hash", s.lattice_hash},
                   {"mode", s.mode},
                   {"guard", s.guard}};
  return json{{"schema", "courant-run"}, {"version", format_version}, {"start", start}}.dump();
}

std::string to_line(const RunEvent& e) {
  const json event{
      {"sequence", e.sequence}, {"time", e.time}, {"stream", e.stream}, {"readings", to_json(e.readings)}};
  return json{{"event", event}}.dump();
}

std::string to_line(const RunStop& s) {
  const json stop{
      {"status", to_string(s.status)}, {"time", s.time}, {"reason", s.reason}, {"counts", s.counts}};
  return json{{"stop", stop}}.dump();
}

void read_line(const std::string& line, RunData& run) {
  const json j = json::parse(line);
  if (j.contains("start")) {
    if (j.at("schema") != "courant-run") throw InvalidArgument("this is not a run");
    if (j.at("version") != format_version)
      throw InvalidArgument(fmt::format("version {} of the format is unknown", j.at("version").dump()));
    read_start(j.at("start"), run.start);
  } else if (j.contains("event")) {
    const json& e = j.at("event");
    run.events.push_back({e.at("sequence").get<Index>(), number(e.at("time")),
                          e.at("stream").get<std::string>(), to_readings(e.at("readings"))});
  } else {
    const json& s = j.at("stop");
    run.stop = RunStop{status_from(s.at("status").get<std::string>()), number(s.at("time")),
                       s.at("reason").get<std::string>(), s.at("counts").get<std::map<std::string, Index>>()};
  }
}

RunData read_run(const std::string& text, const std::string& path) {
  RunData run;
  Index line = 0;
  for (std::size_t from = 0;;) {
    const auto end = text.find('\n', from);
    if (end == std::string::npos) break;
    ++line;
    try {
      read_line(text.substr(from, end - from), run);
    } catch (const std::exception& error) {
      throw ParseError(path, line, "line of a run is damaged", error.what());
    }
    if (line == 1 && run.start.uid.empty()) throw ParseError(path, line, "a run starts with its start");
    from = end + 1;
  }
  if (line == 0) throw ParseError(path, 0, "file holds no whole line of a run");
  return run;
}

}  // namespace detail
}  // namespace courant::control
