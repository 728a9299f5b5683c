#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <regex>

#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::lattice {
namespace {

using Match = std::function<bool(Index)>;

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Parts between separators; those inside brackets belong to a regular expression or a set of a glob.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : separator;
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    if (i < text.size() && (c != separator || depth > 0)) continue;
    parts.push_back(trim(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  return parts;
}

struct Numbered {
  std::string name;
  Index number;  // from 1
};

std::optional<Numbered> numbered(std::string_view text) {
  const auto mark = text.rfind('#');
  if (mark == std::string_view::npos) return {};
  Index k = 0;
  const auto digits = text.substr(mark + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), k);
  if (error != std::errc{} || end != digits.data() + digits.size() || k < 1) return {};
  return Numbered{std::string(text.substr(0, mark)), k};
}

Index place_of(const Lattice& lattice, const Numbered& wanted) {
  Index count = 0;
  for (Index i = 0; i < lattice.size(); ++i)
    if (lattice[i].name == wanted.name && ++count == wanted.number) return i;
  return -1;
}

Match term(const Lattice& lattice, std::string_view text) {
  if (text.empty())
    throw InvalidArgument("selector has an empty part", "nothing stands between its operators", "remove one");
  if (text.front() == '~') {
    Match inner = term(lattice, trim(text.substr(1)));
    return [inner](Index i) { return !inner(i); };
  }
  if (text.starts_with("type:"))
    return [&lattice, pattern = std::string(text.substr(5))](Index i) {
      return glob_match(pattern, elements::type_of(lattice[i].body));
    };
  if (text.starts_with("re:")) try {
      return [&lattice, pattern = std::regex(std::string(text.substr(3)))](Index i) {
        return std::regex_match(lattice[i].name, pattern);
      };
    } catch (const std::regex_error& e) {
      throw InvalidArgument(fmt::format("selector '{}' is broken", text), e.what(),
                            "write an ECMAScript regular expression after 're:'");
    }
  if (const auto k = numbered(text)) return [place = place_of(lattice, *k)](Index i) { return i == place; };
  return [&lattice, pattern = std::string(text)](Index i) { return glob_match(pattern, lattice[i].name); };
}

}  // namespace

std::vector<Index> Lattice::select(std::string_view selector) const {
  std::vector<std::vector<Match>> either;
  for (const auto part : split(selector, '|')) {
    std::vector<Match> both;
    for (const auto factor : split(part, '&')) both.push_back(term(*this, factor));
    either.push_back(std::move(both));
  }
  std::vector<Index> out;
  for (Index i = 0; i < size(); ++i)
    if (std::any_of(either.begin(), either.end(), [i](const auto& both) {
          return std::all_of(both.begin(), both.end(), [i](const Match& match) { return match(i); });
        }))
      out.push_back(i);
  if (out.empty())
    throw UnknownName(fmt::format("selector '{}' matches nothing", selector),
                      fmt::format("lattice '{}' has {} elements", name(), size()),
                      nearest(selector, names()));
  return out;
}

Index Lattice::find(std::string_view name) const {
  Index found = -1, count = 0;
  for (Index i = 0; i < size(); ++i)
    if ((*this)[i].name == name && ++count == 1) found = i;
  if (count == 1) return found;
  if (count > 1)
    throw InvalidArgument(fmt::format("element '{}' is not one place", name),
                          fmt::format("it stands {} times", count),
                          fmt::format("write '{}#k' with k from 1 to {}", name, count));
  if (const auto k = numbered(name))
    if (const Index place = place_of(*this, *k); place >= 0) return place;
  Index index = -1;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
  if (error == std::errc{} && end == name.data() + name.size() && index >= 0 && index < size()) return index;
  throw UnknownName(fmt::format("element '{}' is unknown", name),
                    fmt::format("in lattice '{}'", this->name()), nearest(name, names()));
}

}  // namespace courant::lattice
