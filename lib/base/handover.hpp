#pragma once
// Private to the module: what the thread sanitizer must be told of TBB.
#if defined(COURANT_THREAD_SANITIZER)
#include <sanitizer/tsan_interface.h>
#endif

namespace courant::detail {

// A place where memory goes from thread to thread. TBB synchronises its threads, but it is compiled without the thread
// sanitizer, which therefore doesn't see it; without that sanitizer nothing is done.
class Handover {
 public:
#if defined(COURANT_THREAD_SANITIZER)
  void give() { __tsan_release(this); }
  void take() { __tsan_acquire(this); }
#else
  void give() {}
  void take() {}
#endif
};

}  // namespace courant::detail
