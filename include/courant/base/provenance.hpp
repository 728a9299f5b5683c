#pragma once
#include <string>

namespace courant {

/// What made a result, for run records. Nothing in it names the host or the user, so that two hosts with one
/// build write the same record.
struct Provenance {
  std::string version;   ///< of the library, "0.1.0"
  std::string compiler;  ///< name and version, "GCC 12.2.0"
  std::string build;     ///< "release" or "debug" (contracts checked), and sanitizers: "debug, address"
  std::string target;    ///< system and processor family it was built for, "linux x86_64"
};

/// The build of this library. Test: tests/base/provenance_test.cpp
Provenance provenance();

/// One line, e.g. "Courant 0.1.0 (GCC 12.2.0, release, linux x86_64)".
std::string to_string(const Provenance& provenance);

}  // namespace courant
