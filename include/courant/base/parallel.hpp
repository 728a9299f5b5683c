#pragma once
#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "courant/base/index.hpp"

namespace courant {

/// Most threads that a loop with `threads` uses; the worker numbers it passes are below.
/// \param threads  wish; 0: what the process may use (processor affinity counts), also the upper limit
/// \throws InvalidArgument  if `threads` is negative
int thread_count(int threads = 0);

namespace detail {
using LoopBody = void (*)(void* context, Index i, Index worker);
void parallel_loop(Index count, int threads, LoopBody body, void* context);
}  // namespace detail

/// Call f(i) or f(i, worker) once for each i in [0, count), on several threads.
///
/// The order of the calls is free, therefore f writes to places that belong to i alone and results don't
/// depend on the number of threads. `worker` is in [0, thread_count(threads)); two calls with one worker
/// number never overlap, not even when f contains a parallel loop: it selects scratch memory. Loops may be
/// nested.
///
/// \param threads  0: all, 1: a plain loop on the calling thread in order
/// \throws the exception of the smallest i that threw, whatever the threads did; calls for larger i may be
/// missing \throws InvalidArgument  if `count` or `threads` is negative \par Cost  a few microseconds to
/// start; give each i at least as much work Test: tests/base/parallel_test.cpp
template <class F>
requires std::invocable<F&, Index> || std::invocable<F&, Index, Index>
void parallel_for(Index count, F&& f, int threads = 0) {
  using Function = std::remove_reference_t<F>;
  const auto body = [](void* context, Index i, Index worker) {
    auto& function = **static_cast<Function**>(context);
    if constexpr (std::invocable<Function&, Index, Index>)
      function(i, worker);
    else
      function(i);
  };
  Function* function = std::addressof(f);
  detail::parallel_loop(count, threads, body, &function);
}

/// {f(0), f(1), …} computed on several threads, in the order of i. As parallel_for in all else.
template <class F>
auto parallel_map(Index count, F&& f, int threads = 0) {
  using T = std::invoke_result_t<F&, Index>;
  static_assert(!std::is_same_v<T, bool>,
                "std::vector<bool> packs bits: neighbours can't be written at once");
  std::vector<T> out(static_cast<std::size_t>(count > 0 ? count : 0));
  parallel_for(
      count, [&](Index i) { out[static_cast<std::size_t>(i)] = f(i); }, threads);
  return out;
}

}  // namespace courant
