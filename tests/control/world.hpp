#pragma once
#include <memory>
#include <string>
#include <vector>

#include "courant/base/clock.hpp"
#include "courant/control/family.hpp"
#include "courant/control/fault_injection.hpp"
#include "courant/control/in_memory.hpp"
#include "courant/control/session.hpp"

namespace courant::control::testing {

/// Journal that can be told to fail, and remembers how many puts were done before each entry.
class WatchedJournal final : public Journal {
 public:
  std::shared_ptr<InMemory> memory;
  bool broken = false;
  std::vector<Index> puts_before;
  MemoryJournal kept;

  Result<void> append(const JournalEntry& entry) override {
    if (broken) return Failure{Code::partial, "disk full"};
    puts_before.push_back(static_cast<Index>(memory->puts().size()));
    return kept.append(entry);
  }
  std::vector<JournalEntry> unfinished() const override { return kept.unfinished(); }
};

/// Eight correctors and eight monitors of a ring of 16 m, in memory, behind a fault injector, on a clock that
/// moves only when somebody sleeps. Corrector: current [A] in -10..10 with readback,
/// 0.5 A in 0.1 s, kick = 2e-4 rad/A.
/// Monitors: one waveform in nm.
struct World {
  std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(1.7e9);
  std::shared_ptr<InMemory> memory = std::make_shared<InMemory>(clock);
  std::shared_ptr<FaultInjection> faults = std::make_shared<FaultInjection>(memory, std::vector<Fault>{}, 7);
  std::shared_ptr<WatchedJournal> journal = std::make_shared<WatchedJournal>();
  SessionPtr session;
  std::vector<DevicePtr> correctors, monitors;

  explicit World(GuardPtr guard = nullptr) {
    journal->memory = memory;
    session = std::make_shared<Session>(
        SessionParts{.author = "tests", .system = faults, .journal = journal, .guard = std::move(guard)});
    memory->add("ORBIT", std::vector<double>(8, 1000.0), "nm");
    for (Index i = 0; i < 8; ++i) add(i);
  }

  // append() instead of operator+: GCC 12 warns wrongly about the copy in the latter (its bug 105651)
  static std::string named(const char* stem, Index i, const char* ending = "") {
    return std::string(stem).append("0").append(std::to_string(i + 1)).append(ending);
  }
  static std::string setpoint(Index i) { return named("COR", i, ":SP"); }
  static std::string readback(Index i) { return named("COR", i, ":RB"); }

  Family hcor() const { return {session, correctors, "HCOR"}; }
  Family bpm() const { return {session, monitors, "BPM"}; }
  double current(Index i) const { return memory->number(setpoint(i)); }  // [A]

  static Channel current_channel(Index i) {
    return {.address = {setpoint(i)},
            .role = Role::setpoint,
            .unit = Unit::parse("A"),
            .range = Range{-10.0, 10.0},
            .max_step = 0.5,
            .rate = 5.0,
            .tolerance = 0.01,
            .settle = {.timeout = 3.0}};
  }

 private:
  void add(Index i) {
    memory->add(setpoint(i), 1.0, "A");
    memory->add(readback(i), 1.0, "A");
    memory->follow(readback(i), setpoint(i));
    const auto model =
        make_calibration("linear", {{"gain", {2e-4}}, {"range", {-10.0, 10.0}}, {"per_rigidity", {0.0}}});
    const Field field{current_channel(i),
                      Channel{.address = {readback(i)}, .unit = Unit::parse("A"), .sigma = 0.001}};
    correctors.push_back(std::make_shared<Device>(
        DeviceData{.name = named("COR", i),
                   .type = "Corrector",
                   .s = 2.0 * static_cast<double>(i) + 1.0,
                   .cell = i < 4 ? "C1" : "C2",
                   .tags = {i % 2 ? "odd" : "even"},
                   .fields = {{"i", field}},
                   .calibration = Calibration{"i", "kick", Unit::parse("rad"), model, nullptr}}));
    session->add(*correctors.back());
    const Channel x{
        .address = {"ORBIT", i}, .role = Role::measured, .unit = Unit::parse("nm"), .sigma = 2e-7};
    monitors.push_back(std::make_shared<Device>(DeviceData{.name = named("BPM", i),
                                                           .type = "Monitor",
                                                           .s = 2.0 * static_cast<double>(i),
                                                           .fields = {{"x", {.readback = x}}}}));
  }
};

/// Native setpoints of all correctors [A].
inline std::vector<double> currents(const World& world) {
  std::vector<double> result;
  for (Index i = 0; i < 8; ++i) result.push_back(world.current(i));
  return result;
}

}  // namespace courant::control::testing
