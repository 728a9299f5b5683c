#pragma once
// Private to the module: what lines do to the faces of bends.
#include "courant/elements/all.hpp"

namespace courant::io::detail {

// The element where a line passes it backwards: the faces of a bend change places, all else stays.
AnyElement turned(AnyElement element);

// A bend without its face at the entrance, at the exit.
AnyElement without_faces(AnyElement element, bool entrance, bool exit);

}  // namespace courant::io::detail
