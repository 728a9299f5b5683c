// The code of docs/guide/control.md: each part between two marks is shown there.
#include <filesystem>

#include "courant/base/logger.hpp"
#include "courant/control/family.hpp"
#include "courant/control/in_memory.hpp"
#include "courant/control/run_record.hpp"
#include "courant/control/session.hpp"
#include "courant/control/snapshot.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;

namespace {

// [channel]
Field corrector_current(const std::string& name) {
  const Unit ampere = Unit::parse("A");
  return {.setpoint = Channel{.address = {name + ":I:SP"},
                              .role = Role::setpoint,
                              .unit = ampere,
                              .range = Range{-10.0, 10.0},
                              .max_step = 0.5,
                              .tolerance = 0.01,
                              .settle = {.delay = 0.2, .timeout = 3.0}},
          .readback = Channel{.address = {name + ":I:RB"}, .unit = ampere, .sigma = 1e-3}};
}
// [channel]

std::shared_ptr<InMemory> small_machine(const std::shared_ptr<Clock>& clock) {
  auto memory = std::make_shared<InMemory>(clock);
  for (const std::string name : {"HCOR1", "HCOR2"}) {
    memory->add(name + ":I:SP", 0.0, "A");
    memory->add(name + ":I:RB", 0.0, "A");
    memory->follow(name + ":I:RB", name + ":I:SP");
  }
  memory->add("ORBIT", std::vector<double>{12e3, -7e3, 9e3}, "nm");
  return memory;
}

}  // namespace

TEST_CASE("Guide: the control column from channel to record", "[control][guide]") {
  const auto clock = std::make_shared<ManualClock>(1.7e9);
  const std::shared_ptr<ControlSystem> system = small_machine(clock);

  // [session]
  auto session = std::make_shared<Session>(SessionParts{.author = "operator", .system = system});
  // [session]

  // [family]
  auto model = make_calibration("linear", {{"gain", {2e-3}}, {"range", {-10.0, 10.0}}});  // [T m/A], [A]
  auto rigidity = std::make_shared<Rigidity>(10.0);                                       // [T m]
  std::vector<DevicePtr> devices;
  for (const std::string name : {"HCOR1", "HCOR2"}) {
    devices.push_back(std::make_shared<Device>(
        DeviceData{.name = name,
                   .s = 4.0 * static_cast<double>(devices.size()),
                   .fields = {{"i", corrector_current(name)}},
                   .calibration = Calibration{"i", "kick", Unit::parse("rad"), model, rigidity}}));
    session->add(*devices.back());
  }
  const Family hcor(session, devices, "HCOR");
  // [family]

  std::vector<DevicePtr> monitors;
  for (Index i = 0; i < 3; ++i)
    monitors.push_back(std::make_shared<Device>(DeviceData{
        .name = std::string("BPM").append(std::to_string(i + 1)),
        .s = 1.0 + static_cast<double>(i),
        .fields = {
            {"x",
             {.readback = Channel{.address = {"ORBIT", i}, .unit = Unit::parse("nm"), .sigma = 2e-7}}}}}));
  const Family bpm(session, monitors, "BPM");

  // [readings]
  const Readings before = bpm.get("x");  // SI: metres, whatever the control system uses
  bpm.select("BPM2").disable("noise 14 x usual");
  const Readings now = bpm.get("x");        // BPM2 is masked and reads as NaN
  const Readings change = now - before;     // masks merged, units and labels checked
  const Result<double> rms = change.rms();  // of the valid entries [m]
  // [readings]
  REQUIRE(rms);
  CHECK(*rms == 0.0);
  CHECK(change.valid_count() == 2);

  // [step]
  const Result<void> done = hcor.select("HCOR1").step("kick", 1e-4);  // [rad], one transaction
  if (!done) FAIL(done.error().message);
  // [step]
  CHECK(hcor.get("i").value()[0] == Approx(0.5));

  const auto better = [] { return false; };
  const auto attempt = [&]() -> Result<void> {
    // [transaction]
    auto gentle = std::make_shared<StepGuard>(std::map<std::string, double>{{"kick", 5e-4}});  // [rad]
    Transaction t = session->transaction("try a kick", gentle);
    const Settings settings{Setting::by(hcor.at("HCOR1"), "kick", 2e-4), Setting::to("HCOR2:I:SP", 1.0)};
    const auto plan = t.preview(settings);  // as found, target, refusals; writes nothing
    if (!plan) return plan.error();
    if (auto step = t.step(settings); !step) return step;  // restored already
    if (better()) return t.commit();
    return {};  // not committed: the destructor restores
    // [transaction]
  };
  CHECK(attempt());
  CHECK(hcor.get("i").value()[0] == Approx(0.5));
  CHECK(hcor.get("i").value()[1] == 0.0);

  // [snapshot]
  const Snapshot morning = Snapshot::take(*session, "before study");
  REQUIRE(hcor.set("i", 2.0));
  for (const SnapshotChange& c : morning.diff(Snapshot::take(*session)))
    session->logger().info(c.label + " moved by " + format_quantity(c.delta(), c.unit));
  Transaction back = session->transaction("restore");
  if (const auto settings = morning.settings(); settings && back.step(*settings)) REQUIRE(back.commit());
  // [snapshot]
  CHECK(hcor.get("i").value()[0] == Approx(0.5));

  const auto folder = std::filesystem::temp_directory_path() / "courant-guide-runs";
  std::filesystem::remove_all(folder);
  // [run]
  JsonLinesRunStore store(folder.string());
  auto run =
      Run::start(store, session->clock(), {.procedure = "orbit scan", .parameters = {{"step", "0.2 mrad"}}});
  if (!run) FAIL(run.error().message);
  REQUIRE(run->record("orbit", bpm.get("x")));
  REQUIRE(run->stop(RunStatus::success));
  const std::vector<Readings> orbits = store.load(run->uid()).stream("orbit");
  // [run]
  CHECK(orbits.size() == 1);
  std::filesystem::remove_all(folder);
}
