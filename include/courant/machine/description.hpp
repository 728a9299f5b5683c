#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "courant/control/channel.hpp"
#include "courant/lattice/errors.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::machine {

/// One rule for the devices of a class.
///
/// Addresses are templates with a unit, "SR:{name}:I:SP A": `{name}` and `{element}` are the unique name of the
/// element, `{i}` counts from 0 and `{n}` from 1 along s, `{2*i+1}` and `{i:03d}` compute and format; `1` is the
/// unit of pure numbers. Numbers are in SI of the channel.
struct FamilyDescription {
  std::string name;
  std::vector<std::string> from = {};  ///< selectors of the lattice, a union read left to right; `~` removes
  std::map<std::string, std::string> fields =
      {};                        ///< what is measured: field to address, {"x", "SR:{name}:X nm"}
  std::string field = {};        ///< what the setpoint moves: "kick_x", "k1l"; see element_field()
  std::string setpoint = {};     ///< address; empty: nothing is written
  std::string readback = {};     ///< address; empty: settles on time alone
  std::string calibration = {};  ///< name; then the setpoint is the field "i" and `field` follows from it
  std::optional<control::Range> range = std::nullopt;         ///< of the setpoint; none: read-only
  double tolerance = 0.0;                                     ///< [unit of the setpoint]; 0: not compared
  double max_step = std::numeric_limits<double>::infinity();  ///< [unit of the setpoint]
  double rate = std::numeric_limits<double>::infinity();      ///< [1/s]
  double period = 0.0;                                        ///< of the readings [s]
  double sigma = 0.0;                                         ///< of a reading [its unit]
  control::Settle settle = {};
  std::vector<std::string> tags = {};
};

/// physics = gain * hardware + offset.
struct CalibrationDescription {
  double gain = 1.0;          ///< [field per channel unit], or with per_rigidity [T m^(1-k) per channel unit]
  double offset = 0.0;        ///< [field] or [T m^(1-k)]
  bool per_rigidity = false;  ///< divide by B rho, which has the sign of the charge
};

struct RfDescription {
  std::string frequency;                               ///< address with unit, "SR:RF:F Hz"
  std::string voltage = {};                            ///< address with unit; empty: none. Read-only
  std::optional<control::Range> range = std::nullopt;  ///< of the frequency [Hz]; none: 1e-4 of it either way
  double max_step = std::numeric_limits<double>::infinity();  ///< [Hz]
};

/// A number of the beam that is measured; addresses with unit, empty: the machine has none.
struct TuneDescription {
  std::string x, y;
  double sigma = 0.0;   ///< [-]
  double period = 0.0;  ///< [s]
};
struct CurrentDescription {
  std::string value;
  double sigma = 0.0;  ///< [A]
};

/// What makes the twin differ from the design.
struct TwinDescription {
  std::vector<lattice::errors::Spec> errors = {};
  std::uint64_t seed = 1;
  double lag = 0.0;  ///< [s]
};

/// One accelerator: what a facility file says about it, with the lattice read.
struct MachineDescription {
  std::string name = "SR";
  Lattice lattice = {};
  double energy = 0.0;  ///< [eV]; 0: that of the lattice
  std::vector<FamilyDescription> families = {};
  std::map<std::string, CalibrationDescription> calibrations = {};
  std::optional<RfDescription> rf = std::nullopt;
  TuneDescription tune = {};
  CurrentDescription current = {};
  /// Groups of knobs: each family of a group moves as one, as the knob "group.family" with its field.
  std::map<std::string, std::vector<std::string>> knobs = {};
  TwinDescription twin = {};
};

/// A working description from the lattice alone: monitors as BPM, correctors as HCOR and VCOR, quadrupoles and
/// sextupoles by type as QUAD and SEXT, RF if a cavity has voltage, tune and current; no errors.
///
/// Limits are wide: 2 mrad for kicks, twice the largest strength of a family for gradients.
/// \throws InvalidArgument  if the lattice has no monitor
MachineDescription describe(const Lattice& lattice, std::string name = "SR");

}  // namespace courant::machine
