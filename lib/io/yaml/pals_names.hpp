#pragma once
// Private to the module: constants, variables and expressions of PALS.
#include <map>
#include <string>

#include "../definition.hpp"
#include "../json_tree.hpp"
#include "courant/io/expression.hpp"

namespace courant::io::detail {

class PalsNames : public ExpressionContext {
 public:
  void set(const std::string& name, double value) { values_.insert_or_assign(name, value); }

  // A value as an attribute: its number where it has one, else its text and why it has none.
  Attribute attribute(const JsonNode& node);

  double value(std::string_view name) override;
  double attribute(std::string_view name, std::string_view attribute) override;
  double call(std::string_view function, std::string_view arguments) override;
  void spend(Index operations) override;

 private:
  std::map<std::string, double, std::less<>> values_;
  int depth_ = 0;
  Index spent_ = 0;
};

}  // namespace courant::io::detail
