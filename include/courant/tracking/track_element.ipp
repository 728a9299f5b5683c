#pragma once
#include <string>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/tracking/track_element.hpp"

namespace courant::tracking {
namespace detail {

template <Scalar T, class E>
void track_body(const E& element, Vec6<T>& r, const Reference& reference, Rf rf) {
  with_rf(element, rf, [&](const auto& e) { e.track(r, reference); });
}

/// True when `field.access` gives a strength of type S and not of double.
template <class F, class E, class S>
inline constexpr bool is_strength = requires(F f, E& e, S s) {
  requires std::same_as<std::remove_cvref_t<decltype(f.access(e))>, S>;
};

}  // namespace detail

template <Scalar T>
void track_element(const AnyElement& element, Vec6<T>& r, const Reference& reference, Rf rf) {
  std::visit([&](const auto& e) { detail::track_body(e, r, reference, rf); }, element);
}

template <Scalar T, Scalar S>
void track_element_with(const AnyElement& element, std::string_view field, const S& value, Vec6<T>& r,
                        const Reference& reference, Rf rf) {
  std::visit(
      [&]<template <class> class E>(const E<double>& e) {
        E<S> changed = elements::with_strength<E, S>(e);
        bool found = false;
        elements::for_each_field<E<S>>([&](auto f) {
          if constexpr (detail::is_strength<decltype(f), E<S>, S>)
            if (f.name == field) {
              f.access(changed) = value;
              found = true;
            }
        });
        if (!found)
          throw UnknownName("element type " + std::string(E<double>::type) + " has no strength '" +
                            std::string(field) + "'");
        detail::track_body(changed, r, reference, rf);
      },
      element);
}

}  // namespace courant::tracking
