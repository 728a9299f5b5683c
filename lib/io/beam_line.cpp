#include "beam_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

constexpr std::size_t most_places = 1'000'000;
constexpr Index most_visits = 10'000'000;
constexpr std::size_t deepest = 100;

class Expander {
 public:
  Expander(const BeamLines& lines, const std::function<Index(const std::string&)>& element_of,
           const std::function<std::vector<std::string>()>& known)
      : lines_(lines), element_of_(element_of), known_(known) {}

  std::vector<Placed> expand(const BeamLine& line) {
    open(line, false, false);
    return std::move(places_);
  }

 private:
  // `back`: in turned order; `reversed`: elements are passed from their ends
  void open(const BeamLine& line, bool back, bool reversed) {
    if (std::find(open_.begin(), open_.end(), &line) != open_.end())
      throw ParseError(line.where.file, line.where.line, fmt::format("line '{}' contains itself", line.name),
                       {}, "look for its name in the lines it consists of");
    open_.push_back(&line);
    members(line.members, back, reversed);
    open_.pop_back();
  }

  void members(const std::vector<Member>& list, bool back, bool reversed) {
    if (list.empty()) return;
    if (++depth_ > deepest) fail(list.front(), "lines are nested too deeply", "more than 100 levels");
    if (back)
      for (auto m = list.rbegin(); m != list.rend(); ++m) repeated(*m, back, reversed);
    else
      for (const auto& m : list) repeated(m, back, reversed);
    --depth_;
  }

  void repeated(const Member& m, bool back, bool reversed) {
    back = back != (m.reversed != m.mirrored);
    reversed = reversed != m.reversed;
    for (Index i = 0; i < m.repeat; ++i) {
      if (++visits_ > most_visits || places_.size() > most_places)
        fail(m, "the line is too long", "it has more than a million elements");
      if (m.name.empty())
        members(m.group, back, reversed);
      else
        named(m, back, reversed);
    }
  }

  void named(const Member& m, bool back, bool reversed) {
    if (const auto line = lines_.find(m.name); line != lines_.end())
      return open(line->second, back, reversed);
    const Index element = element_of_(m.name);
    if (element < 0)
      fail(m, fmt::format("'{}' is neither an element nor a line", m.name), {}, nearest(m.name, known_()));
    places_.push_back({element, reversed});
  }

  [[noreturn]] void fail(const Member& m, std::string_view problem, std::string_view why,
                         std::string_view suggestion = {}) const {
    throw ParseError(open_.empty() ? std::string() : open_.back()->where.file, m.line, problem, why,
                     suggestion);
  }

  const BeamLines& lines_;
  const std::function<Index(const std::string&)>& element_of_;
  const std::function<std::vector<std::string>()>& known_;
  std::vector<const BeamLine*> open_;
  std::vector<Placed> places_;
  Index visits_ = 0;
  std::size_t depth_ = 0;
};

void collect(const std::vector<Member>& members, std::set<std::string>& names) {
  for (const auto& m : members) {
    if (!m.name.empty()) names.insert(m.name);
    collect(m.group, names);
  }
}

}  // namespace

std::vector<Placed> expand_line(const BeamLines& lines, std::string_view name,
                                const std::function<Index(const std::string&)>& element_of,
                                const std::function<std::vector<std::string>()>& known) {
  return Expander(lines, element_of, known).expand(lines.find(name)->second);
}

std::vector<std::string> outer_lines(const BeamLines& lines) {
  std::set<std::string> inner;
  for (const auto& [key, line] : lines) collect(line.members, inner);
  std::vector<std::pair<Index, std::string>> outer;
  for (const auto& [key, line] : lines)
    if (!inner.contains(key)) outer.emplace_back(line.where.line, key);
  std::sort(outer.begin(), outer.end());
  std::vector<std::string> keys;
  for (auto& [line, key] : outer) keys.push_back(std::move(key));
  return keys;
}

}  // namespace courant::io::detail
