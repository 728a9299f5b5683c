#pragma once
#include "pybind.hpp"

namespace courant::python {

void bind_response_class(py::module_& m);

}  // namespace courant::python
