#include "at_lattice.hpp"
#include "at_write.hpp"
#include "format_list.hpp"
#include "m_program.hpp"

namespace courant::io::detail {
namespace {

class AtM : public LatticeFormat {
 public:
  std::string_view name() const override { return "at_m"; }
  std::string_view title() const override { return "AT lattice as MATLAB text"; }
  bool matches(std::string_view file, std::string_view) const override { return file.ends_with(".m"); }
  bool writes() const override { return true; }
  std::string write(const Lattice& lattice) const override { return write_at_m(lattice); }
  Lattice read(const Source& source, const ReadOptions& options) const override {
    const MProgram program = run_m_program(source.file, source.content);
    AtRing ring = at_ring(source.file, program.variables, options.line, program.output);
    ring.skipped = program.skipped;
    return from_at_ring(source.file, ring);
  }
};

}  // namespace

const LatticeFormat& at_m() {
  static const AtM format;
  return format;
}

}  // namespace courant::io::detail
