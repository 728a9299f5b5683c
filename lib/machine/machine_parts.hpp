#pragma once
// Private to the module: devices and bindings from a description.
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "courant/control/device.hpp"
#include "courant/machine/binding.hpp"
#include "courant/machine/description.hpp"

namespace courant::machine::detail {

struct FamilyParts {
  std::string name;
  std::string field;                        ///< what it moves, empty: read only
  std::vector<control::DevicePtr> devices;  ///< in the order of the lattice
};

/// What a description comes to.
struct MachineParts {
  Lattice lattice;  ///< with the energy of the description
  std::shared_ptr<const control::Rigidity> rigidity;
  std::vector<FamilyParts> families;
  control::DevicePtr rf;
  std::vector<control::Channel> tune, current;
  std::vector<Binding> bindings;
  /// Device fields that are strengths.
  std::map<std::pair<const control::Device*, std::string>, ElementField> strengths;
};

/// \throws as Machine
MachineParts make_parts(const MachineDescription& description);

/// Lattice with another energy [eV]; strengths stay.
Lattice with_energy(const Lattice& lattice, double energy);

/// Hash of names, types and numbers of a lattice, for records: 16 hexadecimal digits (FNV-1a, 64 bit).
std::string lattice_hash(const Lattice& lattice);

}  // namespace courant::machine::detail
