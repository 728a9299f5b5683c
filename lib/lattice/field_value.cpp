#include "courant/lattice/field_value.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <type_traits>

#include "courant/base/error.hpp"
#include "courant/elements/named.hpp"

namespace courant::lattice {
namespace {

struct Part {
  std::string_view field;
  std::optional<std::size_t> index;  // of "normal[2]"
};

Part parse(std::string_view text) {
  const auto open = text.find('[');
  if (open == std::string_view::npos || text.back() != ']') return {text, {}};
  std::size_t index = 0;
  const auto digits = text.substr(open + 1, text.size() - open - 2);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (error != std::errc{} || end != digits.data() + digits.size())
    throw InvalidArgument(fmt::format("'{}' has no usable index", text), "entries count from 0",
                          fmt::format("write {}[0]", text.substr(0, open)));
  return {text.substr(0, open), index};
}

std::size_t checked(std::size_t index, std::size_t size, std::string_view field) {
  if (index >= size)
    throw InvalidArgument(fmt::format("'{}' has no usable index", field), "entries count from 0",
                          size > 0 ? fmt::format("the last one is {}", size - 1) : "it has no entries");
  return index;
}

template <class Element>
[[noreturn]] void unknown_field(std::string_view field) {
  std::vector<std::string> known;
  elements::for_each_field<Element>([&](auto f) { known.emplace_back(f.name); });
  throw UnknownName(fmt::format("{} has no field '{}'", Element::type, field), {}, nearest(field, known));
}

void require_finite(std::string_view field, double value) {
  if (std::isnan(value))
    throw InvalidArgument(fmt::format("field '{}' can't be NaN", field), "NaN marks a lost particle",
                          "give a number");
}

[[noreturn]] void wrong_kind(std::string_view field, std::string_view expected) {
  throw InvalidArgument(fmt::format("field '{}' takes {}", field, expected),
                        "another kind of value was given");
}

void assign(double& target, std::string_view field, const FieldValue& value) {
  const double* number = std::get_if<double>(&value);
  if (!number) wrong_kind(field, "a number");
  require_finite(field, *number);
  target = *number;
}

void assign(int& target, std::string_view field, const FieldValue& value) {
  const double* number = std::get_if<double>(&value);
  if (!number || *number != std::floor(*number) || std::abs(*number) > 1e6)
    wrong_kind(field, "a whole number");
  target = static_cast<int>(*number);
}

template <elements::Named Enum>
void assign(Enum& target, std::string_view field, const FieldValue& value) {
  const auto* name = std::get_if<std::string>(&value);
  if (!name) wrong_kind(field, "the name of a model");
  target = elements::named<Enum>(*name, fmt::format("field '{}':", field));
}

void assign(std::vector<double>& target, std::string_view field, const FieldValue& value) {
  const auto* list = std::get_if<std::vector<double>>(&value);
  if (!list) wrong_kind(field, "a list of numbers");
  for (const double x : *list) require_finite(field, x);
  target = *list;
}

template <std::size_t N>
void assign(std::array<double, N>& target, std::string_view field, const FieldValue& value) {
  const auto* list = std::get_if<std::vector<double>>(&value);
  if (!list) wrong_kind(field, "a list of numbers");
  if (list->size() > target.size())
    throw InvalidArgument(fmt::format("field '{}' has {} terms", field, list->size()),
                          fmt::format("it has room for {}", target.size()), "drop the highest ones");
  for (const double x : *list) require_finite(field, x);
  target = {};
  std::copy(list->begin(), list->end(), target.begin());
}

FieldValue read(double x) { return x; }
FieldValue read(int x) { return static_cast<double>(x); }
FieldValue read(const std::vector<double>& x) { return x; }
template <std::size_t N>
FieldValue read(const std::array<double, N>& x) {
  std::size_t n = x.size();
  while (n > 0 && x[n - 1] == 0.0) --n;
  return std::vector<double>(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n));
}
template <elements::Named Enum>
FieldValue read(Enum x) {
  return std::string(elements::name_of(x));
}

// The highest order in use follows from the coefficients.
template <class Element>
void update_order(Element& e) {
  if constexpr (requires { e.field.order; }) {
    e.field.order = -1;
    for (int n = 0; n <= physics::Multipoles<>::max_order; ++n)
      if (const auto i = static_cast<std::size_t>(n); e.field.b[i] != 0.0 || e.field.a[i] != 0.0)
        e.field.order = n;
  }
}

}  // namespace

FieldValue get_field(const AnyElement& element, std::string_view field) {
  const Part part = parse(field);
  return std::visit(
      [&]<class E>(const E& e) {
        std::optional<FieldValue> found;
        elements::for_each_field<E>([&](auto f) {
          if (f.name != part.field) return;
          const auto& datum = f.access(e);
          if (!part.index)
            found = read(datum);
          else if constexpr (requires { datum[0]; })
            found = datum[checked(*part.index, datum.size(), field)];
        });
        if (!found) unknown_field<E>(field);
        return *found;
      },
      element);
}

double get_number(const AnyElement& element, std::string_view field) {
  const FieldValue value = get_field(element, field);
  if (const double* number = std::get_if<double>(&value)) return *number;
  throw InvalidArgument(fmt::format("field '{}' is not a number", field));
}

bool is_whole(const AnyElement& element, std::string_view field) {
  const std::string_view name = parse(field).field;
  return std::visit(
      [&]<class E>(const E& e) {
        std::optional<bool> whole;
        elements::for_each_field<E>([&](auto f) {
          if (f.name == name) whole = std::is_same_v<std::decay_t<decltype(f.access(e))>, int>;
        });
        if (!whole) unknown_field<E>(field);
        return *whole;
      },
      element);
}

void set_field(AnyElement& element, std::string_view field, const FieldValue& value) {
  const Part part = parse(field);
  std::visit(
      [&]<class E>(E& e) {
        bool found = false;
        elements::for_each_field<E>([&](auto f) {
          if (f.name != part.field) return;
          auto& datum = f.access(e);
          if (!part.index) {
            assign(datum, field, value);
            found = true;
          } else if constexpr (requires { datum[0]; }) {
            assign(datum[checked(*part.index, datum.size(), field)], field, value);
            found = true;
          }
        });
        if (!found) unknown_field<E>(field);
        update_order(e);
      },
      element);
}

std::vector<std::string> field_names(const AnyElement& element) {
  return std::visit(
      []<class E>(const E&) {
        std::vector<std::string> names;
        elements::for_each_field<E>([&](auto f) { names.emplace_back(f.name); });
        return names;
      },
      element);
}

std::vector<std::string> element_types() {
  std::vector<std::string> types;
#define COURANT_NAME(Name) types.emplace_back(elements::Name<>::type);
  COURANT_ELEMENTS(COURANT_NAME)
#undef COURANT_NAME
  return types;
}

AnyElement make_element(std::string_view type) {
#define COURANT_MAKE(Name) \
  if (type == elements::Name<>::type) return elements::Name<>{};
  COURANT_ELEMENTS(COURANT_MAKE)
#undef COURANT_MAKE
  throw UnknownName(fmt::format("element type '{}' is unknown", type), {}, nearest(type, element_types()));
}

}  // namespace courant::lattice
