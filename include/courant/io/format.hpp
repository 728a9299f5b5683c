#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"

namespace courant::io {

/// Contents of a file together with what messages call it.
struct Source {
  std::string file;          ///< as the caller named it; stands in front of every message
  std::string_view content;  ///< all bytes
};

/// One file format. A new one is a child of this in `lib/io/<name>.cpp` and an entry in lib/io/formats.cpp.
class LatticeFormat {
 public:
  virtual ~LatticeFormat() = default;

  /// Name as users give it to read_lattice, e.g. "courant".
  virtual std::string_view name() const = 0;
  /// One phrase for people, e.g. "Courant JSON, version 1".
  virtual std::string_view title() const = 0;
  /// True when a file of this name, whose first bytes (at most 4096; none when it is to be written) are
  /// `head`, is of this format.
  virtual bool matches(std::string_view file, std::string_view head) const = 0;

  /// The lattice in the file. \throws ParseError with file and line for anything that can't be understood.
  virtual Lattice read(const Source& source, const ReadOptions& options) const = 0;

  /// Everything for which read() would throw, in the order of the file; standard: the first alone.
  virtual std::vector<ParseError> problems(const Source& source, const ReadOptions& options) const;

  /// The Hamiltonian of the code that the format belongs to; elements are read with it if it is exact. None: as read()
  /// made them.
  virtual std::optional<physics::Model> model() const { return {}; }
  /// Relative error to which maps must converge, for a code with closed maps whose files know no steps; 0: as read()
  /// made them.
  virtual double steps_for() const { return 0.0; }

  virtual bool writes() const { return false; }
  /// Contents of a file that holds `lattice`. \throws NotAvailable when the format is read only,
  /// InvalidArgument for what it can't hold.
  virtual std::string write(const Lattice& lattice) const;
};

/// Every format, in the order in which a file is offered to them.
std::span<const LatticeFormat* const> formats();

/// Format by name. \throws UnknownName with the nearest ones.
const LatticeFormat& format_named(std::string_view name);

}  // namespace courant::io
