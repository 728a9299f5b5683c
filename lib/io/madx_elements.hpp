#pragma once
// Private to the module: elements of MAD-X in terms of Courant's.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "courant/elements/all.hpp"
#include "madx_job.hpp"

namespace courant::io::detail {

// The numbers of one element; remembers which were asked for, so that the others can be reported.
class MadxNumbers {
 public:
  MadxNumbers(MadxJob& job, const MadxElement& element) : job_(job), element_(element) {}

  const MadxElement& element() const { return element_; }
  double length() const { return job_.length(element_); }  // [m], of the arc
  double operator()(std::string_view attribute, double standard = 0.0);
  std::vector<double> list(std::string_view attribute);
  // What the file says where MAD-X keeps an earlier value.
  double meant(std::string_view attribute);
  bool has(std::string_view attribute) const { return element_.find(attribute) != nullptr; }

  // A remark on this element.
  void remark(std::string_view problem, std::string_view action);
  // Remarks on numbers that are not 0 and that nobody asked for.
  void report_unused();

 private:
  MadxJob& job_;
  const MadxElement& element_;
  std::set<std::string, std::less<>> used_{"l"};
};

struct MadxRing {
  double length = 0.0;  // [m], of the sequence
  double beta = 1.0;    // of the reference particle [-]
  double charge = 1.0;  // [e]
  double npart = 1.0;   // particles of a bunch
};

// Magnets by class.
AnyElement madx_quadrupole(MadxNumbers& n);
AnyElement madx_sextupole(MadxNumbers& n);
AnyElement madx_octupole(MadxNumbers& n);
AnyElement madx_bend(MadxNumbers& n);
AnyElement madx_multipole(MadxNumbers& n);
AnyElement madx_kicker(MadxNumbers& n);

// The element as Courant has it; what it has no type for becomes a drift or marker and is reported.
AnyElement from_madx(MadxNumbers& numbers, const MadxRing& ring);

}  // namespace courant::io::detail
