#pragma once
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

/// \file
/// Runs a part of a test in a process of its own, so that a crash, a hang or a huge allocation is a result.

namespace courant::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool limits_memory = false;  // sanitizers reserve terabytes of addresses
// An instrumented tree without optimisation takes 18 times the computing time (tests of damaged files, 73 of 4.1 s);
// the bounds have room enough for 10.
inline constexpr int slowness = 10;
#else
inline constexpr bool limits_memory = true;
inline constexpr int slowness = 1;
#endif

/// What became of the process: 0 when `body` returned true within `seconds` of computing time (times slowness) and
/// `bytes` of addresses, 1 when it returned false, 2 for an exception, otherwise 1000 plus the signal that ended it.
inline int run_limited(const std::function<bool()>& body, rlim_t seconds, rlim_t bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlim_t allowed = seconds * slowness;
    const rlimit time{allowed, allowed}, memory{bytes, bytes}, core{0, 0};
    ::setrlimit(RLIMIT_CPU, &time);
    ::setrlimit(RLIMIT_CORE, &core);
    if (limits_memory) ::setrlimit(RLIMIT_AS, &memory);
    int status = 2;
    try {
      status = body() ? 0 : 1;
    } catch (...) {
      status = 2;
    }
    ::_exit(status);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

}  // namespace courant::test
