#include "elegant_tables.hpp"

#include <algorithm>
#include <array>

namespace courant::io::detail {
namespace {

// The element dictionary of the manual of elegant, version 2023.
constexpr std::array<std::string_view, 138> types{
    "ALPH",       "APCONTOUR",   "APPLE",      "BGGEXP",   "BMAPXY",       "BMXYZ",     "BOFFAXE",
    "BRANCH",     "BRAT",        "BUMPER",     "CCBEND",   "CENTER",       "CEPL",      "CHARGE",
    "CLEAN",      "CORGPIPE",    "CORGPLATES", "CPICKUP",  "CKICKER",      "CRBEND",    "CSBEND",
    "CSRCSBEND",  "CSRDRIFT",    "CWIGGLER",   "DRIF",     "DSCATTER",     "ECOL",      "EDRIFT",
    "EHKICK",     "EKICKER",     "ELSE",       "EMATRIX",  "EMITTANCE",    "ENERGY",    "EVKICK",
    "FLOOR",      "FMULT",       "FRFMODE",    "FTABLE",   "FTRFMODE",     "GFWIGGLER", "GKICKMAP",
    "HISTOGRAM",  "HKICK",       "HKPOLY",     "HMON",     "IBSCATTER",    "ILMATRIX",  "IONEFFECTS",
    "KICKER",     "KOCT",        "KPOLY",      "KQUAD",    "KQUSE",        "KSBEND",    "KSEXT",
    "LGBEND",     "LMIRROR",     "LRWAKE",     "LSCDRIFT", "LSRMDLTR",     "LTHINLENS", "MAGNIFY",
    "MALIGN",     "MAPSOLENOID", "MARK",       "MATR",     "MATTER",       "MAXAMP",    "MBUMPER",
    "MHISTOGRAM", "MKPOLY",      "MODRF",      "MONI",     "MRFDF",        "MULT",      "NIBEND",
    "NISEPT",     "OCTU",        "PEPPOT",     "PFILTER",  "POLYSERIES",   "QUAD",      "QUFRINGE",
    "RAMPP",      "RAMPRF",      "RBEN",       "RCOL",     "RECIRC",       "REFLECT",   "REMCOR",
    "RFCA",       "RFCW",        "RFDF",       "RFMODE",   "RFTM110",      "RFTMEZ0",   "RIMULT",
    "RMDF",       "ROTATE",      "SAMPLE",     "SBEN",     "SCATTER",      "SCMULT",    "SCRAPER",
    "SCRIPT",     "SEXT",        "SHRFDF",     "SLICE",    "SOLE",         "SPEEDBUMP", "SREFFECTS",
    "STRAY",      "TAPERAPC",    "TAPERAPE",   "TAPERAPR", "TAYLORSERIES", "TFBDRIVER", "TFBPICKUP",
    "TMCF",       "TRCOUNT",     "TRFMODE",    "TRWAKE",   "TSCATTER",     "TUBEND",    "TWISS",
    "TWLA",       "TWMTA",       "TWPL",       "UKICKMAP", "VKICK",        "VKPOLY",    "VMON",
    "WAKE",       "WATCH",       "WIGGLER",    "ZLONGIT",  "ZTRANSVERSE"};

}  // namespace

std::vector<std::string> elegant_types() {
  std::vector<std::string> out;
  for (const auto t : types) out.emplace_back(t);
  return out;
}

bool is_elegant_type(std::string_view word) {
  return std::find(types.begin(), types.end(), word) != types.end();
}

std::optional<std::string> elegant_type(std::string_view word) {
  if (is_elegant_type(word)) return std::string(word);
  std::optional<std::string> found;
  for (const auto t : types) {
    if (!word.starts_with(t) && !t.starts_with(word)) continue;
    if (found) return std::nullopt;
    found = t;
  }
  return found;
}

}  // namespace courant::io::detail
