#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "courant/lattice/lattice.hpp"

namespace courant::io {

/// Writes a lattice; `format` is a name as for read_lattice, empty: from the extension.
///
/// The file is complete or not there: it is written under a temporary name beside `path`, flushed to the disk
/// and renamed; a file that was there before is replaced only by the finished one.
/// \throws UnknownName      if no format fits the name
/// \throws NotAvailable     if the format can only be read
/// \throws InvalidArgument  if the file can't be written
/// Test: tests/io/write_test.cpp
void write_lattice(const Lattice& lattice, const std::filesystem::path& path, std::string_view format = {});

/// Contents of the file that write_lattice would make.
std::string format_lattice(const Lattice& lattice, std::string_view format = "courant");

}  // namespace courant::io

namespace courant {
using io::write_lattice;
}
