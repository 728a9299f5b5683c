#include "courant/base/glob.hpp"

#include <cstddef>

namespace courant {
namespace {

// One set "[...]" at pattern[p]; moves p behind it. An unclosed '[' stands for itself.
bool match_one(std::string_view pattern, std::size_t& p, char c) {
  if (pattern[p] == '?') return ++p, true;
  const auto close = pattern[p] == '[' ? pattern.find(']', p + 2) : std::string_view::npos;
  if (close == std::string_view::npos) return pattern[p++] == c;
  const bool negated = pattern[p + 1] == '!';
  bool inside = false;
  for (std::size_t i = p + (negated ? 2 : 1); i < close; ++i) {
    if (i + 2 < close && pattern[i + 1] == '-') {
      inside |= pattern[i] <= c && c <= pattern[i + 2];
      i += 2;
    } else {
      inside |= pattern[i] == c;
    }
  }
  p = close + 1;
  return inside != negated;
}

}  // namespace

bool glob_match(std::string_view pattern, std::string_view text) {
  constexpr auto none = std::string_view::npos;
  std::size_t p = 0, t = 0, star = none, retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      retry = t;
      continue;
    }
    if (p < pattern.size()) {
      std::size_t next = p;
      if (match_one(pattern, next, text[t])) {
        p = next;
        ++t;
        continue;
      }
    }
    if (star == none) return false;
    p = star;
    t = ++retry;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace courant
