#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace courant {
namespace {

Index edit_distance(std::string_view a, std::string_view b) {
  std::vector<Index> row(b.size() + 1);
  std::iota(row.begin(), row.end(), Index{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    Index diagonal = row[0];
    row[0] = static_cast<Index>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const Index above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

std::string located(const std::string& file, Index line, std::string_view problem) {
  return line > 0 ? fmt::format("{}:{}: {}", file, line, problem) : fmt::format("{}: {}", file, problem);
}

}  // namespace

std::string explain(std::string_view problem, std::string_view why, std::string_view suggestion) {
  std::string text(problem);
  if (!why.empty()) text += fmt::format(" ({})", why);
  if (!suggestion.empty()) text += fmt::format(" {}", suggestion);
  return text;
}

std::string nearest(std::string_view wanted, std::span<const std::string> known) {
  std::vector<std::pair<Index, std::string_view>> ranked;
  const Index limit = std::max<Index>(2, static_cast<Index>(wanted.size()) / 2);
  for (const auto& name : known) {
    const Index distance = edit_distance(wanted, name);
    if (distance <= limit) ranked.emplace_back(distance, name);
  }
  if (ranked.empty()) return {};
  std::sort(ranked.begin(), ranked.end());
  ranked.erase(std::unique(ranked.begin(), ranked.end()), ranked.end());
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < std::min<std::size_t>(3, ranked.size()); ++i)
    text += fmt::format("{}'{}'", i ? ", " : "", ranked[i].second);
  return text + "?";
}

ParseError::ParseError(std::string file, Index line, std::string_view problem, std::string_view why,
                       std::string_view suggestion)
    : Error(located(file, line, problem), why, suggestion), file_(std::move(file)), line_(line) {}

}  // namespace courant
