#pragma once
#include <string_view>
#include <tuple>
#include <utility>

namespace courant::elements {

/// One described datum of an element: feeds file I/O, Python, `Lattice::set` and the manual.
///
/// `access(element)` gives a reference to the datum, const or not as the element is.
template <class Access>
struct Field {
  std::string_view name;
  std::string_view unit;  ///< SI, "1" when dimensionless
  std::string_view text;  ///< one phrase: meaning and sign
  Access access;
};
template <class Access>
Field(std::string_view, std::string_view, std::string_view, Access) -> Field<Access>;

/// Makes a field whose datum is the member (or member path) `path`.
#define COURANT_FIELD(name, path, unit, text)                 \
  ::courant::elements::Field {                                \
    name, unit, text, [](auto& e) -> auto& { return e.path; } \
  }

/// Calls `f(field)` for each field of element type E.
template <class E, class F>
constexpr void for_each_field(F&& f) {
  std::apply([&](auto... field) { (f(field), ...); }, E::fields());
}

/// The same element with strengths of another type; fields go over one by one. E is the class template.
template <template <class> class E, class To, class From>
constexpr E<To> with_strength(const E<From>& from) {
  E<To> to;
  auto copy = []<class A, class B>(const A& source, B& target) {
    if constexpr (requires { target = source; }) {
      target = source;
    } else {
      for (std::size_t i = 0; i < source.size(); ++i) target[i] = To(source[i]);
    }
  };
  std::apply([&](auto... field) { (copy(field.access(from), field.access(to)), ...); }, E<From>::fields());
  if constexpr (requires { to.field.order; }) to.field.order = from.field.order;
  return to;
}

}  // namespace courant::elements
