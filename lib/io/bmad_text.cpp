#include "bmad_text.hpp"

#include <algorithm>
#include <cctype>

#include "utf8.hpp"

namespace courant::io::detail {
namespace {

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0 || c == '\0'; }

// One physical line up to its comment, cut at ';'.
std::vector<std::string_view> pieces_of(std::string_view line) {
  std::vector<std::string_view> out;
  char quote = '\0';
  std::size_t start = 0, i = 0;
  for (; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '!') {
      break;
    } else if (c == ';') {
      out.push_back(line.substr(start, i - start));
      start = i + 1;
    }
  }
  out.push_back(line.substr(start, i - start));
  return out;
}

bool goes_on(std::string_view text) {
  return !text.empty() && std::string_view("&,({[=").find(text.back()) != std::string_view::npos;
}

}  // namespace

std::string_view bmad_trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string bmad_unquoted(std::string_view text) {
  text = bmad_trimmed(text);
  if (text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    text = text.substr(1, text.size() - 2);
  return std::string(text);
}

std::size_t bmad_find(std::string_view text, std::string_view marks) {
  int depth = 0;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (depth == 0 && marks.find(c) != std::string_view::npos) return i;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> bmad_split(std::string_view text) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t comma = bmad_find(text, ",");
    out.push_back(bmad_trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

std::vector<BmadStatement> cut_bmad(const std::string& file, std::string_view bytes) {
  const std::string content = as_utf8(bytes);
  std::vector<BmadStatement> out;
  BmadStatement open;
  Index number = 0;
  const auto close = [&] {
    if (!bmad_trimmed(open.text).empty()) out.push_back(std::move(open));
    open = {};
  };
  for (std::string_view rest = content; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    ++number;
    const auto pieces = pieces_of(line);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      std::string_view piece = bmad_trimmed(pieces[i]);
      const bool last = i + 1 == pieces.size();
      if (piece.empty()) {  // an empty line or a comment between the lines of a statement does not end it
        if (!last) close();
        continue;
      }
      if (open.text.empty()) open.where = {file, number};
      const bool more = last && goes_on(piece);
      if (piece.back() == '&') piece.remove_suffix(1);
      open.text += piece;
      open.text += ' ';
      if (!more) close();
    }
  }
  close();
  return out;
}

}  // namespace courant::io::detail
