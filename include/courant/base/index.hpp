#pragma once
#include <cstddef>

namespace courant {

/// Signed type of every count and index (a difference of two is never a surprise).
using Index = std::ptrdiff_t;

}  // namespace courant
