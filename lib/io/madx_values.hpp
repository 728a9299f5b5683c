#pragma once
// Private to the module: names and values of a MAD-X file.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "courant/io/expression.hpp"
#include "madx_text.hpp"

namespace courant::io::detail {

// Rest energies of MAD-X 5.09 [GeV], CODATA 2018. Those of 2022, which Courant has, differ by 1.4e-9.
inline constexpr double madx_electron_mass = 0.51099895e-3;
inline constexpr double madx_proton_mass = 0.93827208816;
inline constexpr double madx_neutron_mass = 0.93956542052;
inline constexpr double madx_muon_mass = 0.1056583755;

// Names regardless of case.
struct MadxHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const;
};
struct MadxEqual {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};
template <class T>
using MadxMap = std::unordered_map<std::string, T, MadxHash, MadxEqual>;

// Variables, deferred and not, and the expressions over them.
class MadxValues : public ExpressionContext {
 public:
  // `attribute` gives the value of element->attribute, or none.
  explicit MadxValues(std::function<std::optional<double>(std::string_view, std::string_view)> attribute);

  // Cuts and evaluates, or keeps for later. Throws ParseError at `place`.
  Expression expression(std::string_view text, bool deferred, const MadxPlace& place);
  // Throws ParseError at `place`.
  double number(const Expression& expression, const MadxPlace& place);
  double number(std::string_view text, const MadxPlace& place);

  // Statement `name = text` or `name := text`. A value that Courant can't know (a random number, a table) makes a
  // name that can't be used.
  void assign(std::string_view name, std::string_view text, bool deferred, bool constant, bool whole,
              const MadxPlace& place, Report& report);
  // A text variable; its name can't be used in expressions.
  void assign_text(std::string_view name, const MadxPlace& place);
  // Says that something else (an attribute) changed.
  void changed() { ++version_; }

  // Remarks on names without a value and on divisions by zero.
  void report(Report& report) const;

  double value(std::string_view name) override;
  double attribute(std::string_view name, std::string_view attribute) override;
  double call(std::string_view function, std::string_view arguments) override;
  double divided_by_zero() override;
  void spend(Index operations) override;
  // As spend(), for work that stands at `place`. Throws ParseError.
  void work(Index operations, const MadxPlace& place);

 private:
  struct Variable {
    Expression expression{};
    MadxPlace place{};
    std::string unusable{};  // why it has no value
    double value = 0.0;
    Index version = -1;  // for which `value` holds
    bool deferred = false, constant = false, busy = false;
  };
  // As number(), but lets through that a value can't be known.
  double evaluated(const Expression& expression, const MadxPlace& place);
  double deferred_value(std::string_view name, Variable& variable);

  std::function<std::optional<double>(std::string_view, std::string_view)> attribute_;
  MadxMap<Variable> variables_;
  std::map<std::string, MadxPlace> undefined_;
  MadxPlace place_{};                                                       // of what is being evaluated
  std::map<std::pair<const MadxText*, std::size_t>, MadxPlace> divisions_;  // by zero
  Index version_ = 0, work_ = 0;
  int depth_ = 0;
};

}  // namespace courant::io::detail
