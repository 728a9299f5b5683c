#pragma once
// Private to the module: remarks of a reader, the same one on many places said once.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "courant/lattice/lattice.hpp"

namespace courant::io::detail {

// Place in a file; line from 1, 0: unknown.
struct Where {
  std::string file;
  Index line = 0;
};

class Report {
 public:
  // A remark on `subject` ("QUAD 'Q1'"; may be empty); remarks of one subject, problem and action are one.
  void add(const Where& where, std::string_view subject, std::string_view problem, std::string_view action);
  // The same for subjects that differ from place to place though their `name` doesn't: "and 3 more of the name".
  void add_named(const Where& where, std::string_view subject, std::string_view name,
                 std::string_view problem, std::string_view action);
  // One remark for all subjects with this problem: "and 3 more".
  void add_for_all(const Where& where, std::string_view subject, std::string_view problem,
                   std::string_view action);

  // In the order of their first places.
  std::vector<lattice::Remark> remarks() const;

 private:
  struct Entry {
    Where where;
    std::string subject, problem, action;
    std::string_view more;  // what follows "and 3 more"
    Index count = 0;
  };
  void count(std::string key, const Entry& entry);

  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace courant::io::detail
