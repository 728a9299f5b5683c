#include "madx_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "utf8.hpp"

namespace courant::io::detail {
namespace {

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_name(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') ||
         std::string_view(".$%@#").find(c) != std::string_view::npos;
}

// Whether the statement so far is "label: macro =".
bool is_macro(std::string_view words) {
  const auto brace = madx_lower(words.substr(words.size() > 40 ? words.size() - 40 : 0));
  std::string_view tail = madx_trimmed(brace);
  if (!tail.ends_with('=')) return false;
  tail = madx_trimmed(tail.substr(0, tail.size() - 1));
  return tail.ends_with("macro");
}

}  // namespace

std::string madx_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view madx_trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::size_t madx_name_length(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return 0;
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_name) - text.begin());
}

bool madx_is_name(std::string_view text) { return !text.empty() && madx_name_length(text) == text.size(); }

MadxText::MadxText(std::string file, std::string_view bytes)
    : file_(std::move(file)), clean_(as_utf8(bytes)) {
  const std::string content = clean_;
  char quote = '\0';
  const auto two = [&](std::size_t i, std::string_view mark) { return content.compare(i, 2, mark) == 0; };
  for (std::size_t i = 0; i < clean_.size(); ++i) {
    const char c = content[i];
    if (c == '\n') {
      line_ends_.push_back(i);
      quote = '\0';
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '!' || two(i, "//")) {
      while (i + 1 < clean_.size() && content[i + 1] != '\n') clean_[i++] = ' ';
      clean_[i] = ' ';
    } else if (two(i, "/*")) {
      const std::size_t stop = content.find("*/", i + 2);
      if (stop == std::string::npos)
        throw ParseError(file_, line(i), "a comment doesn't end", "*/ is missing", "add it");
      for (; i < stop + 2; ++i) {
        if (content[i] == '\n')
          line_ends_.push_back(i);
        else
          clean_[i] = ' ';
      }
      --i;
    } else if (c == '\0') {
      clean_[i] = ' ';
    }
  }
}

Index MadxText::line(std::size_t offset) const {
  return std::lower_bound(line_ends_.begin(), line_ends_.end(), offset) - line_ends_.begin() + 1;
}

void MadxCutter::skip_blanks() {
  const std::string_view text = text_->text();
  while (at_ < stop_ && (is_blank(text[at_]) || text[at_] == ';')) ++at_;
}

std::size_t MadxCutter::end_of_text(std::size_t quote) const {
  const std::string_view text = text_->text();
  const std::size_t end = text.find_first_of(std::string{text[quote], '\n'}, quote + 1);
  if (end == std::string_view::npos || end >= stop_ || text[end] == '\n')
    throw here(quote).error("a text doesn't end", "the closing quote is missing", "add it on this line");
  return end;
}

std::size_t MadxCutter::closing(std::size_t open) const {
  const std::string_view text = text_->text();
  const char opens = text[open], closes = opens == '(' ? ')' : '}';
  int depth = 0;
  for (std::size_t i = open; i < stop_; ++i) {
    if (text[i] == '"' || text[i] == '\'') i = end_of_text(i);
    if (text[i] == opens) ++depth;
    if (text[i] == closes && --depth == 0) return i;
  }
  throw here(open).error(fmt::format("bracket '{}' is missing", closes), "the one opened here doesn't close");
}

MadxStatement MadxCutter::block(std::string keyword, std::size_t start) {
  const std::string_view text = text_->text();
  MadxStatement out;
  out.kind = MadxStatement::Kind::block;
  out.place = here(start);
  if (keyword != "else") {
    const std::size_t close = closing(at_);
    out.words = text.substr(at_ + 1, close - at_ - 1);
    at_ = close + 1;
  }
  while (at_ < stop_ && is_blank(text[at_])) ++at_;
  if (at_ == stop_ || text[at_] != '{')
    throw out.place.error(fmt::format("'{}' has no block", keyword), {},
                          fmt::format("write {} (condition) {{ statements }}", keyword));
  const std::size_t close = closing(at_);
  out.begin = at_ + 1;
  out.stop = close;
  at_ = close + 1;
  out.keyword = std::move(keyword);
  return out;
}

MadxStatement MadxCutter::next() {
  skip_blanks();
  if (at_ >= stop_) return {};
  const std::string_view text = text_->text();
  const std::size_t start = at_;
  std::size_t i = start;
  try {
    while (i < stop_ && is_name(text[i])) ++i;
    std::string word = madx_lower(text.substr(start, i - start));
    while (i < stop_ && is_blank(text[i])) ++i;
    const char then = i < stop_ ? text[i] : '\0';
    if (((word == "if" || word == "elseif" || word == "while") && then == '(') ||
        (word == "else" && then == '{')) {
      at_ = i;
      return block(std::move(word), start);
    }
    MadxStatement out;
    out.kind = MadxStatement::Kind::plain;
    out.place = here(start);
    for (i = start; i < stop_ && text[i] != ';'; ++i) {
      if (text[i] == '"' || text[i] == '\'') i = end_of_text(i);
      if (text[i] == '{') {
        const bool macro = is_macro(text.substr(start, i - start));
        i = closing(i);
        if (macro) {
          ++i;
          break;
        }
      }
    }
    out.words = madx_trimmed(text.substr(start, i - start));
    at_ = i;
    return out;
  } catch (const ParseError&) {
    const std::size_t semicolon = text.find(';', start);
    at_ = semicolon == std::string_view::npos || semicolon >= stop_ ? stop_ : semicolon + 1;
    throw;
  }
}

}  // namespace courant::io::detail
