#include "courant/base/provenance.hpp"

#include <fmt/format.h>

#include "courant/version.hpp"

namespace courant {
namespace {

std::string compiler() {
#if defined(__clang__)
  return fmt::format("Clang {}.{}.{}", __clang_major__, __clang_minor__, __clang_patchlevel__);
#elif defined(__GNUC__)
  return fmt::format("GCC {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#else
  return "unknown";
#endif
}

std::string build() {
#ifdef NDEBUG
  std::string text = "release";
#else
  std::string text = "debug";
#endif
#ifdef __SANITIZE_ADDRESS__
  text += ", address";
#endif
#ifdef __SANITIZE_THREAD__
  text += ", thread";
#endif
#ifdef __has_feature
#if __has_feature(address_sanitizer)
  text += ", address";
#endif
#if __has_feature(thread_sanitizer)
  text += ", thread";
#endif
#endif
  return text;
}

std::string target() {
#if defined(__linux__)
  std::string text = "linux ";
#elif defined(__APPLE__)
  std::string text = "macos ";
#else
  std::string text = "unknown ";
#endif
#if defined(__x86_64__)
  return text + "x86_64";
#elif defined(__aarch64__)
  return text + "aarch64";
#else
  return text + "unknown";
#endif
}

}  // namespace

Provenance provenance() { return {COURANT_VERSION, compiler(), build(), target()}; }

std::string to_string(const Provenance& p) {
  return fmt::format("Courant {} ({}, {}, {})", p.version, p.compiler, p.build, p.target);
}

}  // namespace courant
