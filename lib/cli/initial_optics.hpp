#pragma once
#include <string>

#include "courant/optics/twiss.hpp"

namespace courant::cli {

/// Optics at the entrance of a line from "beta_x=10,alpha_x=0,beta_y=10": beta alpha mu eta etap of both planes
/// and x px y py z delta; [m], [rad], [-]. What is left out is 0; both beta must be there.
/// \throws UnknownName, InvalidArgument
optics::TwissInitial parse_initial(const std::string& text);

/// What is wrong with the text; empty: nothing. The form that CLI11 takes.
std::string check_initial(const std::string& text);

}  // namespace courant::cli
