#include "statement.hpp"

#include <algorithm>

#include "courant/base/error.hpp"

namespace courant::io::detail {

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return is_blank(c) || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

Index Statement::line_at(std::size_t character) const {
  const auto behind = std::upper_bound(
      lines.begin(), lines.end(), character,
      [](std::size_t c, const std::pair<std::size_t, Index>& part) { return c < part.first; });
  return behind == lines.begin() ? line : std::prev(behind)->second;
}

std::vector<Statement> cut_statements(const std::string& file, std::string_view content, Comments comments) {
  std::vector<Statement> out;
  Statement now;
  Index line = 1, comment = 0, quote = 0;  // lines where a comment or quote began; 0: none is open
  const auto put = [&](char c) {
    const bool blank = is_blank(c) || c == '\n';
    if (now.text.empty()) {
      if (blank) return;
      now.line = line;
    }
    if (now.lines.empty() || now.lines.back().second != line) now.lines.emplace_back(now.text.size(), line);
    now.text += blank ? ' ' : c;
  };
  for (std::size_t i = 0; i < content.size(); ++i) {
    const char c = content[i];
    if (comment == 0 && quote == 0 && comments.hash && c == '#')
      i = std::min(content.find('\n', i), content.size()) - 1;
    else if (comment != 0)
      comment = c == '}' ? 0 : comment;
    else if (quote == 0 && comments.braces && c == '{')
      comment = line;
    else if (quote == 0 && c == ';') {
      out.push_back(std::move(now));
      now = {};
    } else {
      if (c == '"') quote = quote != 0 ? 0 : line;
      put(c);
    }
    if (c == '\n') ++line;
  }
  if (comment != 0) throw ParseError(file, comment, "a comment doesn't end", "'}' is missing", "add it");
  if (quote != 0)
    throw ParseError(file, quote, "a text doesn't end", "the closing quote is missing", "add it");
  if (!now.text.empty())
    throw ParseError(file, now.line, "the last statement doesn't end", "';' is missing",
                     "add it, or fetch the whole file again");
  return out;
}

std::vector<Part> split_at_commas(std::string_view text, std::size_t from) {
  std::vector<Part> out;
  int depth = 0;
  bool quoted = false;
  std::size_t begin = from;
  const auto put = [&](std::size_t end) {
    const std::string_view piece = trimmed(text.substr(begin, end - begin));
    out.push_back({piece, piece.empty() ? begin : static_cast<std::size_t>(piece.data() - text.data())});
    begin = end + 1;
  };
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (text[i] == ',' && depth <= 0) put(i);
  }
  put(text.size());
  return out;
}

}  // namespace courant::io::detail
