#pragma once
#include <cassert>

/// \file
/// Contracts of our own code, checked in debug builds only. Bad input from a person or a file is not a broken
/// contract: it throws a child of courant::Error (base/error.hpp).
#define COURANT_EXPECT(condition) assert(condition)  ///< on entry
#define COURANT_ENSURE(condition) assert(condition)  ///< on return
