#pragma once
// Private to the module: arithmetic and indexing of MATLAB values. All throw MFailure.
#include <string>
#include <vector>

#include "m_functions.hpp"

namespace courant::io::detail {

// l op r for + - * / ^ and .* ./ .^; one side may be a single number, else the sizes must be equal.
MatlabValue arithmetic(const MatlabValue& l, const std::string& op, const MatlabValue& r);

// from:by:to as a row.
MatlabValue range(const MatlabValue& from, const MatlabValue& by, const MatlabValue& to);

MatlabValue transposed(const MatlabValue& v);

// Place from 0 that an index (k), (k, 1) or (1, k) means; k counts from 1.
std::size_t single_place(const std::vector<MatlabValue>& index);

// v(index), or v{index} when `content`; an index that is the text ":" means everything.
MatlabValue indexed(const MatlabValue& v, const std::vector<MatlabValue>& index, bool content);

}  // namespace courant::io::detail
