#pragma once
// Private to the module: a MATLAB value, from a .mat file or from the text of a .m file.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/index.hpp"

namespace courant::io::detail {

struct MatlabValue {
  enum class Kind { numbers, text, cell, structure, other };

  Kind kind = Kind::numbers;
  Index line = 0;                    // of a .m file, from 1; 0 in a .mat file
  Index rows = 0, columns = 0;       // columns: product of all dimensions but the first
  std::vector<double> numbers{};     // column by column
  std::string text{};                // UTF-8
  std::vector<std::string> names{};  // fields of a structure
  std::vector<MatlabValue> items{};  // of a cell, column by column; of a structure, one for each name

  static MatlabValue number(double x) {
    MatlabValue v;
    v.rows = v.columns = 1;
    v.numbers = {x};
    return v;
  }
  static MatlabValue of_text(std::string text) {
    MatlabValue v;
    v.kind = Kind::text;
    v.text = std::move(text);
    return v;
  }

  // Field of a structure, or null.
  const MatlabValue* field(std::string_view name) const {
    for (std::size_t i = 0; i < names.size() && i < items.size(); ++i)
      if (names[i] == name) return &items[i];
    return nullptr;
  }
  // The same, made if it is not there.
  MatlabValue& make_field(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return items[i];
    kind = Kind::structure;
    rows = columns = 1;
    names.emplace_back(name);
    return items.emplace_back();
  }
  bool is_number() const { return kind == Kind::numbers && numbers.size() == 1; }
};

using MatlabVariables = std::map<std::string, MatlabValue>;

}  // namespace courant::io::detail
