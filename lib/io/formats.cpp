#include <array>

#include "format_list.hpp"

namespace courant::io {

/// The list of formats; a new one is one file and one line here.
std::span<const LatticeFormat* const> formats() {
  static const std::array list{
      &detail::at_json(),  // before Courant JSON: its content tells, of a new .json nothing does
      &detail::courant_json(), &detail::at_mat(), &detail::at_m(),  &detail::madx(),   &detail::elegant(),
      &detail::bmad(),         &detail::opa(),    &detail::tracy(), &detail::sirius(),
#ifdef COURANT_HAS_YAML
      &detail::pals(),
#endif
  };
  return list;
}

}  // namespace courant::io
