#pragma once
// Private to the module: values of the expressions in a .m file.
#include <string>
#include <string_view>
#include <vector>

#include "m_words.hpp"

namespace courant::io::detail {

class MExpressions : public MWords {
 protected:
  using Kind = MatlabValue::Kind;
  using Values = std::vector<MatlabValue>;

  using MWords::MWords;

  // The next expression.
  MatlabValue value();
  // Values up to the closing bracket; a colon alone is the text ":".
  Values arguments(std::string_view close);
  // Counts values made; throws when there are more than any lattice has.
  void spend(const MatlabValue& v, Index line);
  void spend(Index values, Index line);

  MatlabVariables variables_;
  std::vector<const MatlabValue*> ends_;  // what `end` means inside an index, innermost last
  Index work_ = 0;                        // values copied so far

 private:
  // The colon here is an index on its own, as in v(:).
  bool in_index_colon() const;
  // Inside brackets "a -b" are two entries, "a - b" and "a-b" are one.
  bool new_entry() const;
  MatlabValue sum();
  MatlabValue product();
  MatlabValue signed_power();
  // Runs one step of the grammar one level deeper.
  MatlabValue guarded(MatlabValue (MExpressions::*f)());
  MatlabValue combined(const MatlabValue& l, const std::string& op, const MatlabValue& r) const;
  // A value with what follows it: fields, indices, transpose.
  MatlabValue postfix();
  MatlabValue primary();
  // Entries by blanks or commas, rows by semicolons or line ends.
  MatlabValue matrix(std::string_view close, bool cell);
  // A variable, `end` inside an index, or a function with its arguments.
  MatlabValue named();
  MatlabValue called(const MToken& token, Values& given) const;
  std::string hint(const std::string& wanted) const;

  bool in_matrix_ = false;
  int depth_ = 0;
};

}  // namespace courant::io::detail
