#pragma once
#include "courant/response/response_matrix.hpp"
#include "output.hpp"

namespace courant::cli {

/// The document of `courant orm --json`: rows, columns (labels), units, matrix [row unit/column unit].
Json orm_json(const ResponseMatrix& matrix);

/// Size and strength of the four blocks for people.
void print_orm(std::ostream& out, const std::string& title, const ResponseMatrix& matrix);

}  // namespace courant::cli
