#include "courant/base/parallel.hpp"

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>

#include "courant/base/error.hpp"
#include "handover.hpp"

namespace courant {
namespace {

/// The exception of the smallest index; larger indices need not run once one is there.
class FirstFailure {
 public:
  bool before(Index i) const { return index_.load(std::memory_order_relaxed) < i; }

  void keep(Index i, std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (before(i)) return;
    index_.store(i, std::memory_order_relaxed);
    failure_ = std::move(failure);
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::atomic<Index> index_ = std::numeric_limits<Index>::max();
  std::exception_ptr failure_;
};

}  // namespace

int thread_count(int threads) {
  if (threads < 0)
    throw InvalidArgument(fmt::format("{} threads are not possible", threads), "", "0 means all");
  if (threads == 0) return tbb::this_task_arena::max_concurrency();
  // More than this and TBB writes a warning to the terminal.
  const auto allowed = tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
  return std::min(threads, static_cast<int>(allowed));
}

namespace detail {

void parallel_loop(Index count, int threads, LoopBody body, void* context) {
  if (count < 0) throw InvalidArgument(fmt::format("a loop over {} items is not possible", count));
  const int wanted = thread_count(threads);
  if (wanted == 1 || count <= 1) {
    for (Index i = 0; i < count; ++i) body(context, i, 0);
    return;
  }
  FirstFailure failure;
  Handover start, end;
  std::array<Handover, 64> scratch;  // of each worker; those that share one are ordered, no more
  const auto block = [&](const tbb::blocked_range<Index>& range) {
    const Index worker = tbb::this_task_arena::current_thread_index();
    Handover& own = scratch[static_cast<std::size_t>(worker) % scratch.size()];
    start.take();
    own.take();
    for (Index i = range.begin(); i < range.end() && !failure.before(i); ++i) {
      try {
        body(context, i, worker);
      } catch (...) {
        failure.keep(i, std::current_exception());
      }
    }
    own.give();
    end.give();
  };
  // Isolated: a thread that waits for an inner loop must not begin another step of the outer one, or two
  // steps would share a worker number.
  const auto loop = [&] {
    tbb::this_task_arena::isolate([&] { tbb::parallel_for(tbb::blocked_range<Index>(0, count), block); });
  };
  start.give();
  if (wanted >= tbb::this_task_arena::max_concurrency()) {
    loop();
  } else {
    tbb::task_arena arena(wanted);
    arena.execute(loop);
  }
  end.take();
  failure.rethrow();
}

}  // namespace detail
}  // namespace courant
