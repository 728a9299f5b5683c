#pragma once
// Private to the module: parts of a facility file.
#include "courant/machine/description.hpp"
#include "node.hpp"

namespace courant::machine::detail {

/// A calibration with the unit of its gain, to be compared with the fields that use it.
struct ReadCalibration {
  CalibrationDescription description;
  Unit gain;
};
using ReadCalibrations = std::map<std::string, ReadCalibration>;

ReadCalibrations read_calibrations(const Value& value);

/// Families of a machine, each tried on its lattice.
std::vector<FamilyDescription> read_families(const Value& value, const MachineDescription& machine,
                                             const ReadCalibrations& calibrations);

TwinDescription read_twin(const Value& value, const Lattice& lattice);

/// \param folder  that paths are relative to
MachineDescription read_machine(const std::string& name, const Value& value, const std::string& folder);

}  // namespace courant::machine::detail
