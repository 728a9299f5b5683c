#pragma once
// Private to the module: one element of AT and the remarks on it.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "matlab_value.hpp"
#include "report.hpp"
#include "utf8.hpp"

namespace courant::io::detail {

// An AT element as a structure of attributes, with errors that say where it stands.
class AtElement {
 public:
  // `structure` must outlive this. Throws ParseError if it isn't a structure.
  AtElement(const std::string& file, const MatlabValue& structure, Index place);

  const std::string& name() const { return name_; }  // FamName
  Index line() const { return structure_.line; }     // 0 in a .mat file
  Index place() const { return place_; }             // index in the file's cell array, from 0
  const std::vector<std::string>& attributes() const { return structure_.names; }

  bool has(std::string_view attribute) const;                        // there and not empty
  double number(std::string_view attribute, double standard) const;  // Throws ParseError for another kind.
  std::vector<double> list(std::string_view attribute) const;        // empty if not there
  std::string text(std::string_view attribute) const;                // empty if not there
  const MatlabValue* value(std::string_view attribute) const { return structure_.field(attribute); }

  [[noreturn]] void fail(std::string_view problem, std::string_view why = {},
                         std::string_view suggestion = {}) const;

 private:
  const std::string& file_;
  const MatlabValue& structure_;
  Index place_;
  std::string name_;
};

// AT's class of an element: attribute Class, else guessed from its name and attributes as AT does; lower
// case.
std::string at_class(const AtElement& element);

// True if every number is `wanted`; also if there is none.
inline bool is_all(const std::vector<double>& list, double wanted) {
  return std::all_of(list.begin(), list.end(), [wanted](double x) { return x == wanted; });
}

// The remarks on elements of AT.
class AtReport : public Report {
 public:
  explicit AtReport(const std::string& file) : file_(file) {}

  void add(const AtElement& element, std::string_view problem, std::string_view action);
  void add(Index line, std::string_view problem, std::string_view action);
  // One remark for all elements, whatever their names.
  void add_for_all(const AtElement& element, std::string_view problem, std::string_view action);

 private:
  const std::string& file_;
};

}  // namespace courant::io::detail
