#include "report.hpp"

#include <fmt/format.h>

namespace courant::io::detail {
namespace {

std::string key_of(std::string_view subject, std::string_view problem, std::string_view action) {
  return fmt::format("{}\n{}\n{}", subject, problem, action);
}

}  // namespace

void Report::add(const Where& where, std::string_view subject, std::string_view problem,
                 std::string_view action) {
  const auto [found, is_new] = index_.try_emplace(key_of(subject, problem, action), entries_.size());
  if (is_new)
    entries_.push_back({where, std::string(subject), std::string(problem), std::string(action), {}, 1});
}

void Report::add_named(const Where& where, std::string_view subject, std::string_view name,
                       std::string_view problem, std::string_view action) {
  count(key_of(name, problem, action),
        {where, std::string(subject), std::string(problem), std::string(action), " of the name", 0});
}

void Report::add_for_all(const Where& where, std::string_view subject, std::string_view problem,
                         std::string_view action) {
  count(std::string(problem),
        {where, std::string(subject), std::string(problem), std::string(action), {}, 0});
}

void Report::count(std::string key, const Entry& entry) {
  const auto [found, is_new] = index_.try_emplace(std::move(key), entries_.size());
  if (is_new) entries_.push_back(entry);
  ++entries_[found->second].count;
}

std::vector<lattice::Remark> Report::remarks() const {
  std::vector<lattice::Remark> out;
  for (const auto& e : entries_) {
    std::string problem = e.subject;
    if (e.count > 1) problem += fmt::format(" and {} more{}", e.count - 1, e.more);
    if (!problem.empty()) problem += ": ";
    out.push_back({e.where.file, e.where.line, problem + e.problem, e.action});
  }
  return out;
}

}  // namespace courant::io::detail
