#pragma once
// Private to the module: one function per format, for the list in formats.cpp.
#include "courant/io/format.hpp"

namespace courant::io::detail {

const LatticeFormat& courant_json();
const LatticeFormat& at_json();
const LatticeFormat& at_mat();
const LatticeFormat& at_m();
const LatticeFormat& madx();
const LatticeFormat& elegant();
const LatticeFormat& bmad();
const LatticeFormat& opa();
const LatticeFormat& tracy();
const LatticeFormat& sirius();
#ifdef COURANT_HAS_YAML
const LatticeFormat& pals();
#endif

}  // namespace courant::io::detail
