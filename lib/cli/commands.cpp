#include <array>

#include "command.hpp"

namespace courant::cli {

std::span<const AddCommand> commands() {
  static constexpr std::array list{add_demo,  add_info,  add_convert, add_check,
                                   add_twiss, add_orbit, add_rmatrix, add_orm};
  return list;
}

}  // namespace courant::cli
