#include "at_lattice.hpp"
#include "format_list.hpp"
#include "mat_file.hpp"

namespace courant::io::detail {
namespace {

class AtMat : public LatticeFormat {
 public:
  std::string_view name() const override { return "at_mat"; }
  std::string_view title() const override { return "AT lattice in a MATLAB file, version 5 to 7"; }
  bool matches(std::string_view file, std::string_view head) const override {
    return file.ends_with(".mat") || head.starts_with("MATLAB 5.0 MAT-file");
  }
  Lattice read(const Source& source, const ReadOptions& options) const override {
    const MatlabVariables all = read_mat_file(source.file, source.content);
    return from_at_ring(source.file, at_ring(source.file, all, options.line));
  }
};

}  // namespace

const LatticeFormat& at_mat() {
  static const AtMat format;
  return format;
}

}  // namespace courant::io::detail
