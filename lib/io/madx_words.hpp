#pragma once
// Private to the module: the words of MAD-X.
#include <array>
#include <string_view>

namespace courant::io::detail {

// Classes of elements.
inline constexpr std::array<std::string_view, 43> madx_classes{
    "marker",     "drift",       "sbend",     "rbend",      "dipedge",     "quadrupole",  "sextupole",
    "octupole",   "multipole",   "solenoid",  "nllens",     "hkicker",     "vkicker",     "kicker",
    "tkicker",    "rfcavity",    "twcavity",  "crabcavity", "hacdipole",   "vacdipole",   "elseparator",
    "hmonitor",   "vmonitor",    "monitor",   "instrument", "placeholder", "rcollimator", "ecollimator",
    "collimator", "beambeam",    "matrix",    "yrotation",  "srotation",   "xrotation",   "translation",
    "changeref",  "rfmultipole", "slmonitor", "blmonitor",  "imonitor",    "wire",        "sixmarker",
    "changerefp0"};

// Attributes that are texts.
inline constexpr std::array<std::string_view, 10> madx_texts{
    "type", "apertype", "from", "refer", "refpos", "particle", "sequence", "file", "next_sequ", "comments"};

// Attributes that don't act on the motion in Courant and in MAD-X's TWISS: labels, and settings of other commands.
inline constexpr std::array<std::string_view, 31> madx_idle{
    "type",        "slot_id",  "assembly_id", "mech_sep",
    "v_pos",       "lrad",     "calib",       "kmax",
    "kmin",        "magnet",   "model",       "method",
    "nst",         "thick",    "exact",       "no_cavity_totalpath",
    "n_bessel",    "polarity", "comments",    "at",
    "from",        "refer",    "apertype",    "aperture",
    "aper_offset", "aper_tol", "aper_vx",     "aper_vy",
    "chrom",       "fringe",   "bend_fringe"};

// Statements that print or set up the program: nothing of the lattice depends on them.
inline constexpr std::array<std::string_view, 17> madx_silent{
    "title", "value", "show",     "print", "printf",  "assign",  "set",    "eoption", "help",
    "save",  "write", "dumpsequ", "plot",  "setplot", "resplot", "create", "fill"};

// Statements that compute, and those inside them.
inline constexpr std::array<std::string_view, 56> madx_actions{"twiss",
                                                               "survey",
                                                               "emit",
                                                               "ibs",
                                                               "touschek",
                                                               "dynap",
                                                               "aperture",
                                                               "correct",
                                                               "usekick",
                                                               "usemonitor",
                                                               "getdisp",
                                                               "csave",
                                                               "coguess",
                                                               "sectormap",
                                                               "track",
                                                               "endtrack",
                                                               "start",
                                                               "observe",
                                                               "run",
                                                               "ripple",
                                                               "match",
                                                               "endmatch",
                                                               "vary",
                                                               "constraint",
                                                               "global",
                                                               "gweight",
                                                               "weight",
                                                               "lmdif",
                                                               "jacobian",
                                                               "migrad",
                                                               "simplex",
                                                               "siman",
                                                               "use_macro",
                                                               "select",
                                                               "savebeta",
                                                               "beta0",
                                                               "readtable",
                                                               "readmytable",
                                                               "setvars",
                                                               "setvars_lin",
                                                               "fill_knob",
                                                               "setvars_knob",
                                                               "system",
                                                               "copyfile",
                                                               "removefile",
                                                               "renamefile",
                                                               "sodd",
                                                               "sxfwrite",
                                                               "shrink",
                                                               "delete",
                                                               "readcorr",
                                                               "readmatrix",
                                                               "select_ptc_normal",
                                                               "rviewer",
                                                               "select_ptc_knob",
                                                               "eprint"};

// Statements that would change the lattice.
inline constexpr std::array<std::string_view, 11> madx_changes{"makethin", "ealign",  "efcomp",  "extract",
                                                               "sxfread",  "setcorr", "esave",   "resbeam",
                                                               "seterr",   "slice",   "add2expr"};

template <std::size_t n>
constexpr bool madx_has(const std::array<std::string_view, n>& words, std::string_view word) {
  for (const auto w : words)
    if (w == word) return true;
  return false;
}

}  // namespace courant::io::detail
