#pragma once
// Private to the module: an element in the words of a text format, for writers.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "courant/elements/field.hpp"

namespace courant::io::detail {

// n! as a number.
inline double factorial(std::size_t n) {
  double out = 1.0;
  for (std::size_t i = 2; i <= n; ++i) out *= static_cast<double>(i);
  return out;
}

// A remark for the whole file.
inline void say_once(std::vector<std::string>& remarks, const std::string& remark) {
  if (std::find(remarks.begin(), remarks.end(), remark) == remarks.end()) remarks.push_back(remark);
}

// Fields of models, of which codes with closed maps have their own.
inline constexpr std::array<std::string_view, 7> own_models{"steps", "integrator", "model", "body",
                                                            "edge1", "edge2",      "fringe"};

// A definition as text: type, attributes, and what of the element no attribute holds.
class DefinitionText {
 public:
  using Lost = std::function<void(std::string)>;

  DefinitionText(std::string_view name, const Lost& lost) : text_(name), lost_(lost) {}

  // attribute=value, unless it is 0; `field` of the element is thereby held.
  DefinitionText& number(std::string_view attribute, double value, std::string_view field = {}) {
    if (value != 0.0) text_ += fmt::format(", {}={}", attribute, value);
    if (!field.empty()) hold(field);
    return *this;
  }
  DefinitionText& list(std::string_view attribute, std::vector<double> values) {
    while (!values.empty() && values.back() == 0.0) values.pop_back();
    if (!values.empty()) text_ += fmt::format(", {}={{{}}}", attribute, fmt::join(values, ","));
    return *this;
  }
  DefinitionText& word(std::string_view words) {
    text_ += words;
    return *this;
  }
  DefinitionText& hold(std::string_view field) {
    held_.insert(field);
    return *this;
  }
  void lose(std::string what) const { lost_(std::move(what)); }

  // The text; fields that are set and that nothing held are lost.
  template <class E>
  std::string end(const E& e) {
    const E standard{};
    elements::for_each_field<E>([&](auto field) {
      if (held_.contains(field.name) ||
          std::find(own_models.begin(), own_models.end(), field.name) != own_models.end())
        return;
      if (!same(field.access(e), field.access(standard))) lose(fmt::format("{} is left out", field.name));
    });
    return text_;
  }

 private:
  template <class T>
  static bool same(const T& a, const T& b) {
    return a == b;
  }

  std::string text_;
  const Lost& lost_;
  std::set<std::string_view> held_;
};

}  // namespace courant::io::detail
