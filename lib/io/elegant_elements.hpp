#pragma once
// Private to the module: elements of elegant in terms of Courant's.
#include "courant/elements/all.hpp"
#include "definition.hpp"

namespace courant::io::detail {

// The element, passed forwards. What can't be kept is reported, with what is tracked instead. Throws ParseError for
// values no lattice can hold.
AnyElement from_elegant(const Definition& definition, Report& report);

// The element where a line passes it backwards: the faces of a bend change places, all else stays (as in elegant).
AnyElement turned(AnyElement element);

// A bend without its face at the entrance, at the exit: elegant takes neighbours of one name for one magnet.
AnyElement without_faces(AnyElement element, bool entrance, bool exit);

}  // namespace courant::io::detail
