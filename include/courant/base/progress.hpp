#pragma once
#include <functional>
#include <string_view>

#include "courant/base/index.hpp"

namespace courant {

/// Told how far a long computation is; returning false asks it to stop, which it answers with
/// Failure{cancelled}. An empty function means that nobody looks. Arguments: units of work done, in total,
/// and what is being done. Called from one thread at a time, not always the same one; must be quick and must
/// not throw.
using Progress = std::function<bool(Index done, Index total, std::string_view what)>;

/// Tell `progress` if somebody looks; false when the work shall stop.
inline bool report(const Progress& progress, Index done, Index total, std::string_view what) {
  return !progress || progress(done, total, what);
}

}  // namespace courant
