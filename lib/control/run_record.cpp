#include "courant/control/run_record.hpp"

#include "uid.hpp"
#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <mutex>

namespace courant::control {

struct Run::Impl {
  std::unique_ptr<RunSink> sink;
  Clock& clock;
  std::string uid;
  mutable std::mutex mutex;
  Index sequence = 0;
  std::map<std::string, Index> counts;
  std::vector<RunEvent> unsaved;
  bool stopped = false;

  Impl(std::unique_ptr<RunSink> s, Clock& c, std::string u)
      : sink(std::move(s)), clock(c), uid(std::move(u)) {}

  /// Offers what is left in memory to the store, oldest first.
  Result<void> flush() {
    while (!unsaved.empty()) {
      if (auto kept = sink->append(unsaved.front()); !kept)
        return Failure{Code::partial, fmt::format("run {} keeps {} events in memory: {}", uid, unsaved.size(),
                                                  kept.error().message)};
      unsaved.erase(unsaved.begin());
    }
    return {};
  }

  void check_running() const {
    if (stopped) throw InvalidArgument(fmt::format("run {} has stopped", uid), "a stopped run doesn't grow");
  }

  Result<void> stop(RunStatus status, std::string_view reason) {
    stopped = true;
    auto flushed = flush();
    const RunStop end{status, clock.now(), std::string(reason), counts};
    // Without all of its events a run has no stop line: it reloads as aborted.
    if (!flushed) return flushed;
    if (auto closed = sink->close(end); !closed)
      return Failure{Code::partial, fmt::format("run {} has no end: {}", uid, closed.error().message)};
    return {};
  }
};

Run::Run(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Run::Run(Run&&) noexcept = default;

Run::~Run() {
  if (!impl_ || impl_->stopped) return;
  try {
    static_cast<void>(impl_->stop(RunStatus::aborted, "ended without stop"));
  } catch (...) {  // NOLINT(bugprone-empty-catch): a run without stop line reloads as aborted as well
  }
}

Result<Run> Run::start(RunStore& store, Clock& clock, RunStart start) {
  if (start.time == 0.0) start.time = clock.now();
  if (start.uid.empty()) start.uid = detail::make_uid(start.time);
  auto sink = store.create(start);
  if (!sink) return sink.error();
  return Run(std::make_unique<Impl>(std::move(*sink), clock, start.uid));
}

const std::string& Run::uid() const { return impl_->uid; }

Result<void> Run::record(std::string_view stream, const Readings& readings) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->check_running();
  impl_->unsaved.push_back({impl_->sequence++, impl_->clock.now(), std::string(stream), readings});
  ++impl_->counts[std::string(stream)];
  return impl_->flush();
}

Result<void> Run::stop(RunStatus status, std::string_view reason) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->check_running();
  return impl_->stop(status, reason);
}

std::vector<RunEvent> Run::unsaved() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->unsaved;
}

}  // namespace courant::control
