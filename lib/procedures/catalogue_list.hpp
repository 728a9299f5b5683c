#pragma once
// Private to the module: what stands in the catalogue, and how its parameters are read.
#include <array>

#include "courant/procedures/procedure.hpp"

namespace courant::procedures::detail {

using ProcedurePtr = std::unique_ptr<const Procedure>;

ProcedurePtr measure_orbit_response_procedure();
ProcedurePtr correct_orbit_procedure();
ProcedurePtr measure_tune_response_procedure();
ProcedurePtr correct_tune_procedure();
ProcedurePtr measure_chromaticity_procedure();
ProcedurePtr correct_chromaticity_procedure();

/// Parameters with the defaults of a schema. All throw InvalidArgument or UnitError that name the parameter.
class Wishes {
 public:
  /// \throws InvalidArgument  for a name that the schema has not, with the nearest
  Wishes(const Procedure& procedure, const Parameters& given);

  const std::string& word(std::string_view name) const;
  bool yes(std::string_view name) const;
  Index count(std::string_view name) const;
  double number(std::string_view name) const;  ///< [SI of the unit in the schema]
  bool given(std::string_view name) const;     ///< false where the default is empty and nothing was said
  /// Two numbers "target_x" and "target_y"; none if neither is given. \throws InvalidArgument for one of two
  std::optional<std::array<double, 2>> target() const;

 private:
  std::vector<Parameter> schema_;
  Parameters values_;
};

}  // namespace courant::procedures::detail
