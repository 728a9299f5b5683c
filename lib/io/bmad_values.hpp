#pragma once
// Private to the module: expressions of a Bmad file, evaluated where they stand.
#include <map>
#include <string>
#include <string_view>

#include "bmad_job.hpp"
#include "courant/io/expression.hpp"

namespace courant::io::detail {

class BmadValues : public ExpressionContext {
 public:
  explicit BmadValues(const BmadFile& file) : file_(file) {}

  // The value of a text. Throws InvalidArgument.
  double of(std::string_view text);
  void set(std::string_view name, double value);
  bool knows(std::string_view name) const;

  double value(std::string_view name) override;
  double attribute(std::string_view name, std::string_view attribute) override;
  double call(std::string_view function, std::string_view arguments) override;

 private:
  const BmadFile& file_;
  std::map<std::string, double, std::less<>> variables_;
  int depth_ = 0;
};

}  // namespace courant::io::detail
