#include "control_types.hpp"

namespace courant::python {

void bind_control(py::module_& m) {
  bind_readings(m);
  bind_transaction(m);
  bind_family(m);
  bind_records(m);
}

}  // namespace courant::python
