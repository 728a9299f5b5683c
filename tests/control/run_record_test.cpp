#include "courant/control/run_record.hpp"

#include "courant/base/error.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
namespace fs = std::filesystem;

namespace {

/// A folder of its own that goes away with the test.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "courant-runs-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::string file(const std::string& uid) const { return (path / (uid + ".jsonl")).string(); }
};

Readings sample(double x) {
  Readings r(Unit::parse("m"));
  r.add({.label = "BPM1", .value = x, .sigma = 1e-7, .time = 5.25, .unit = r.unit()});
  r.add({.label = "BPM2", .value = std::nan(""), .time = 5.5, .quality = Quality::stale, .unit = r.unit()});
  r.add({.label = "BPM3",
         .value = x / 3.0,
         .sigma = 0.1,
         .time = 6.0,
         .quality = Quality::warning,
         .unit = r.unit()});
  return r;
}

RunStart start_of(std::string uid) {
  return {.uid = std::move(uid),
          .procedure = "scan",
          .parameters = {{"step", "50 um"}},
          .author = "tests",
          .versions = {{"courant", "0.1.0"}},
          .configuration_hash = "c0",
          .lattice_hash = "1a",
          .mode = "twin",
          .guard = "users"};
}

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// Takes `room` events and then fails until `room` is raised.
struct FullStore final : RunStore {
  MemoryRunStore inner;
  std::shared_ptr<int> room = std::make_shared<int>(2);
  struct Sink final : RunSink {
    std::unique_ptr<RunSink> inner;
    std::shared_ptr<int> room;
    Result<void> append(const RunEvent& event) override {
      if ((*room)-- <= 0) return Failure{Code::partial, "disk full"};
      return inner->append(event);
    }
    Result<void> close(const RunStop& stop) override { return inner->close(stop); }
  };
  Result<std::unique_ptr<RunSink>> create(const RunStart& start) override {
    auto sink = std::make_unique<Sink>();
    sink->inner = std::move(*inner.create(start));
    sink->room = room;
    return std::unique_ptr<RunSink>(std::move(sink));
  }
  RunData load(std::string_view uid) const override { return inner.load(uid); }
  std::vector<std::string> list() const override { return inner.list(); }
};

}  // namespace

TEST_CASE("Run: what is recorded is reloaded bit for bit", "[control][run]") {
  Folder folder;
  JsonLinesRunStore files(folder.path.string());
  MemoryRunStore memory;
  ManualClock clock(1.7e9);
  for (RunStore* store : {static_cast<RunStore*>(&files), static_cast<RunStore*>(&memory)}) {
    auto run = Run::start(*store, clock, start_of("r1"));
    REQUIRE(run);
    REQUIRE(run->record("orbit", sample(0.1)));
    REQUIRE(run->record("tune", Readings(Unit::parse("1"), {"x"}, std::vector<double>{0.2})));
    REQUIRE(run->record("orbit", sample(-1e-300)));
    REQUIRE(run->stop(RunStatus::success, "done"));
    CHECK_THROWS_AS(run->record("orbit", sample(1.0)), InvalidArgument);
    CHECK_THROWS_AS(run->stop(RunStatus::success), InvalidArgument);
  }
  const RunData data = files.load("r1");
  CHECK(data == memory.load("r1"));
  CHECK(data.start.parameters.at("step") == "50 um");
  CHECK(data.start.time == 1.7e9);
  REQUIRE(data.stream("orbit").size() == 2);
  CHECK(data.stream("orbit")[0] == sample(0.1));
  CHECK(data.events[2].sequence == 2);
  CHECK(data.status() == RunStatus::success);
  CHECK(data.stop->counts.at("orbit") == 2);
  CHECK(files.list() == std::vector<std::string>{"r1"});
}

TEST_CASE("Run: a file cut anywhere reloads to its last whole event", "[control][run]") {
  Folder folder;
  JsonLinesRunStore store(folder.path.string());
  ManualClock clock(1.7e9);
  {
    auto run = Run::start(store, clock, start_of("r"));
    for (int i = 0; i < 4; ++i) REQUIRE(run->record("orbit", sample(i)));
    REQUIRE(run->stop(RunStatus::success));
  }
  const std::string text = text_of(folder.file("r"));
  const RunData whole = store.load("r");
  const std::string cut = folder.file("cut");
  for (std::size_t size = 0; size <= text.size(); ++size) {
    std::ofstream(cut, std::ios::binary | std::ios::trunc) << text.substr(0, size);
    const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size), '\n');
    if (lines == 0) {
      CHECK_THROWS_AS(load_run(cut), ParseError);
      continue;
    }
    const RunData data = load_run(cut);
    const auto events = std::min<std::ptrdiff_t>(lines - 1, 4);
    REQUIRE(static_cast<std::ptrdiff_t>(data.events.size()) == events);
    CHECK(std::equal(data.events.begin(), data.events.end(), whole.events.begin()));
    CHECK(data.status() == (size == text.size() ? RunStatus::success : RunStatus::aborted));
  }
}

TEST_CASE("Run: damage inside a file is an error with its line", "[control][run]") {
  Folder folder;
  JsonLinesRunStore store(folder.path.string());
  ManualClock clock;
  {
    auto run = Run::start(store, clock, start_of("r"));
    for (int i = 0; i < 3; ++i) REQUIRE(run->record("orbit", sample(i)));
  }
  const std::string text = text_of(folder.file("r"));
  const auto write = [&](const std::string& changed) {
    std::ofstream(folder.file("bad"), std::ios::binary | std::ios::trunc) << changed;
    return folder.file("bad");
  };
  auto broken = text;
  broken[text.find('\n', text.find('\n') + 1) - 1] = '?';  // end of line 2
  CHECK_THROWS_WITH(load_run(write(broken)), Catch::Contains("bad.jsonl:2: line of a run is damaged"));
  CHECK_THROWS_AS(load_run(write(text.substr(text.find('\n') + 1))), ParseError);  // no start
  CHECK_THROWS_AS(load_run(folder.file("nothing")), ParseError);
  CHECK_THROWS_AS(load_run(folder.path.string()), ParseError);
  CHECK_THROWS_AS(store.load("s"), UnknownName);
}

TEST_CASE("Run: destruction without stop writes aborted", "[control][run]") {
  Folder folder;
  JsonLinesRunStore store(folder.path.string());
  ManualClock clock;
  {
    auto run = Run::start(store, clock, start_of("r"));
    REQUIRE(run->record("orbit", sample(1.0)));
  }
  const RunData data = store.load("r");
  REQUIRE(data.stop);
  CHECK(data.stop->status == RunStatus::aborted);
  CHECK(data.events.size() == 1);
}

TEST_CASE("Run: a killed process loses the event in hand at most", "[control][run]") {
  Folder folder;
  JsonLinesRunStore store(folder.path.string());
  int pipe_ends[2];
  REQUIRE(::pipe(pipe_ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ManualClock clock;
    auto run = Run::start(store, clock, start_of("killed"));
    for (char i = 0;; ++i) {
      if (!run->record("orbit", sample(i))) ::_exit(1);
      if (::write(pipe_ends[1], &i, 1) != 1) ::_exit(2);  // says that event i is kept
    }
  }
  char last = -1;
  for (int i = 0; i < 20; ++i) REQUIRE(::read(pipe_ends[0], &last, 1) == 1);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(pipe_ends[1]);
  while (::read(pipe_ends[0], &last, 1) == 1) {
  }
  ::close(pipe_ends[0]);
  const RunData data = store.load("killed");
  CHECK(static_cast<int>(data.events.size()) >= last + 1);
  CHECK(static_cast<int>(data.events.size()) <= last + 2);
  CHECK(data.status() == RunStatus::aborted);
  CHECK(data.events[5].readings == sample(5));
}

TEST_CASE("Run: a full disk goes on in memory and says so", "[control][run]") {
  FullStore store;
  ManualClock clock;
  auto run = Run::start(store, clock, start_of("r"));
  REQUIRE(run->record("orbit", sample(0)));
  REQUIRE(run->record("orbit", sample(1)));
  CHECK(run->record("orbit", sample(2)).error().code == Code::partial);
  CHECK(run->record("orbit", sample(3)).error().code == Code::partial);
  CHECK(run->unsaved().size() == 2);
  CHECK(store.load("r").events.size() == 2);
  *store.room = 100;
  REQUIRE(run->record("orbit", sample(4)));
  CHECK(run->unsaved().empty());
  const RunData data = store.load("r");
  REQUIRE(data.events.size() == 5);
  for (Index i = 0; i < 5; ++i) CHECK(data.events[static_cast<std::size_t>(i)].sequence == i);

  *store.room = 0;
  CHECK(run->record("orbit", sample(5)).error().code == Code::partial);
  CHECK(run->stop(RunStatus::success).error().code == Code::partial);
  CHECK(store.load("r").status() == RunStatus::aborted);  // incomplete: never a success
}

TEST_CASE("Run: uid and time are made if not given, a uid is taken once", "[control][run]") {
  MemoryRunStore store;
  ManualClock clock(1.7e9);
  auto a = Run::start(store, clock, {.procedure = "scan"});
  auto b = Run::start(store, clock, {.procedure = "scan"});
  REQUIRE(a);
  REQUIRE(b);
  CHECK(a->uid() != b->uid());
  CHECK_THAT(a->uid(), Catch::StartsWith("20231114T221320-"));
  CHECK(Run::start(store, clock, {.uid = a->uid(), .procedure = "scan"}).error().code == Code::conflict);
  Folder folder;
  JsonLinesRunStore files(folder.path.string());
  auto c = Run::start(files, clock, {.uid = "c", .procedure = "scan"});
  CHECK(Run::start(files, clock, {.uid = "c", .procedure = "scan"}).error().code == Code::conflict);
  CHECK_THROWS_AS(JsonLinesRunStore("/proc/no/such/folder"), ConfigError);
}

TEST_CASE("Run: threads may record at once", "[control][run]") {
  MemoryRunStore store;
  SystemClock clock;
  auto run = Run::start(store, clock, start_of("r"));
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) static_cast<void>(run->record("orbit", sample(i)));
    });
  for (auto& thread : threads) thread.join();
  const RunData data = store.load("r");
  REQUIRE(data.events.size() == 200);
  for (std::size_t i = 0; i < 200; ++i) CHECK(data.events[i].sequence == static_cast<Index>(i));
}
