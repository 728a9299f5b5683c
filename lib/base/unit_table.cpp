#include "unit_table.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <numbers>

#include "courant/base/error.hpp"

namespace courant::detail {
namespace {

struct Prefix {
  std::string_view text;
  double factor;  // [-]
};
// µ exists twice in Unicode: U+00B5 (micro sign) and U+03BC (Greek letter).
constexpr std::array<Prefix, 11> prefixes{{{"f", 1e-15},
                                           {"p", 1e-12},
                                           {"n", 1e-9},
                                           {"u", 1e-6},
                                           {"\u00b5", 1e-6},
                                           {"\u03bc", 1e-6},
                                           {"m", 1e-3},
                                           {"k", 1e3},
                                           {"M", 1e6},
                                           {"G", 1e9},
                                           {"T", 1e12}}};

struct Entry {
  std::string_view name;
  Dimension dimension;
  double factor;  // to SI, rad, eV
  bool prefixed;
};
// Factors: The International System of Units, BIPM, 9th edition (2019), tables 2, 4, 7, 8; gauss: 1e-4 T.
constexpr std::array entries{
    Entry{"m", {.m = 1}, 1.0, true},
    Entry{"g", {.kg = 1}, 1e-3, true},
    Entry{"s", {.s = 1}, 1.0, true},
    Entry{"A", {.a = 1}, 1.0, true},
    Entry{"rad", {.rad = 1}, 1.0, true},
    Entry{"eV", {.ev = 1}, 1.0, true},
    Entry{"Hz", {.s = -1}, 1.0, true},
    Entry{"V", {.m = 2, .kg = 1, .s = -3, .a = -1}, 1.0, true},
    Entry{"T", {.kg = 1, .s = -2, .a = -1}, 1.0, true},
    Entry{"G", {.kg = 1, .s = -2, .a = -1}, 1e-4, true},
    Entry{"C", {.s = 1, .a = 1}, 1.0, true},
    Entry{"N", {.m = 1, .kg = 1, .s = -2}, 1.0, true},
    Entry{"J", {.m = 2, .kg = 1, .s = -2}, 1.0, true},
    Entry{"W", {.m = 2, .kg = 1, .s = -3}, 1.0, true},
    Entry{"Pa", {.m = -1, .kg = 1, .s = -2}, 1.0, true},
    Entry{"Wb", {.m = 2, .kg = 1, .s = -2, .a = -1}, 1.0, true},
    Entry{"H", {.m = 2, .kg = 1, .s = -2, .a = -2}, 1.0, true},
    Entry{"F", {.m = -2, .kg = -1, .s = 4, .a = 2}, 1.0, true},
    Entry{"Ohm", {.m = 2, .kg = 1, .s = -3, .a = -2}, 1.0, true},
    Entry{"cm", {.m = 1}, 1e-2, false},
    Entry{"deg", {.rad = 1}, std::numbers::pi / 180.0, false},
    Entry{"min", {.s = 1}, 60.0, false},
    Entry{"h", {.s = 1}, 3600.0, false},
    Entry{"d", {.s = 1}, 86400.0, false},
    Entry{"%", {}, 1e-2, false},
    Entry{"ppm", {}, 1e-6, false},
    Entry{"ppb", {}, 1e-9, false},
    Entry{"1", {}, 1.0, false},
};

// What people write for a unit that has another symbol here.
struct Word {
  std::string_view word, symbol;
};
constexpr std::array words{
    Word{"meter", "m"},    Word{"metre", "m"},    Word{"micron", "um"},   Word{"sec", "s"},
    Word{"second", "s"},   Word{"seconds", "s"},  Word{"minutes", "min"}, Word{"hour", "h"},
    Word{"hours", "h"},    Word{"amp", "A"},      Word{"amps", "A"},      Word{"ampere", "A"},
    Word{"volt", "V"},     Word{"volts", "V"},    Word{"tesla", "T"},     Word{"gauss", "G"},
    Word{"radian", "rad"}, Word{"degree", "deg"}, Word{"degrees", "deg"}, Word{"percent", "%"},
    Word{"hertz", "Hz"},   Word{"coulomb", "C"},  Word{"\u03a9", "Ohm"},  Word{"\u00b0", "deg"},
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::vector<std::string> all_spellings() {
  std::vector<std::string> names;
  for (const auto& entry : entries) {
    names.emplace_back(entry.name);
    if (!entry.prefixed) continue;
    for (const auto& prefix : prefixes)
      if (prefix.text.size() == 1) names.push_back(std::string(prefix.text) + std::string(entry.name));
  }
  return names;
}

}  // namespace

std::optional<NamedUnit> find_unit(std::string_view name) {
  for (const auto& entry : entries)  // whole names first: "min" is a minute, "T" is tesla
    if (name == entry.name) return NamedUnit{entry.dimension, entry.factor};
  for (const auto& prefix : prefixes) {
    if (!name.starts_with(prefix.text)) continue;
    const auto rest = name.substr(prefix.text.size());
    for (const auto& entry : entries)
      if (entry.prefixed && rest == entry.name)
        return NamedUnit{entry.dimension, prefix.factor * entry.factor};
  }
  return std::nullopt;
}

std::string suggest_unit(std::string_view name) {
  const std::string wanted = lower(name);
  std::vector<std::string> near;
  for (const auto& word : words)
    if (wanted == word.word) near.emplace_back(word.symbol);
  const auto known = all_spellings();
  if (near.empty())
    std::copy_if(known.begin(), known.end(), std::back_inserter(near),
                 [&](const std::string& k) { return lower(k) == wanted; });
  // Of one letter every other letter is a near miss: no help.
  if (near.empty()) return name.size() < 2 ? std::string{} : nearest(name, known);
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i) text += (i ? ", '" : "'") + near[i] + "'";
  return text + "?";
}

}  // namespace courant::detail
