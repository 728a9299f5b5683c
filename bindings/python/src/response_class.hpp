#pragma once
#include <optional>

#include "courant/response/response_matrix.hpp"
#include "pybind.hpp"

namespace courant::python {

void bind_response_class(py::module_& m);

/// Method of a solution by name: "svd" (keep or cut) or "tikhonov" (alpha). \throws InvalidArgument
response::SolveOptions to_solve_options(const std::string& method, double cut, std::optional<Index> keep,
                                        double alpha);

}  // namespace courant::python
