#pragma once
#include <string>

namespace courant::control::detail {

/// Name that no other transaction or run has: the time and 48 random bits, e.g.
/// "20260301T120000-9f3a01bc44de". Sorts by time and is a valid file name. `utc`: [s since 1970].
std::string make_uid(double utc);

}  // namespace courant::control::detail
