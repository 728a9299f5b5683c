#pragma once
// Private to the module: a MAD-X file without its comments, cut into statements.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/base/index.hpp"
#include "report.hpp"

namespace courant::io::detail {

// Contents of one file; comments are blanks, so that places stay. Shared by everything that was read from it.
class MadxText {
 public:
  // `bytes` may be UTF-8 or Latin-1. Throws ParseError for a comment without end.
  MadxText(std::string file, std::string_view bytes);

  const std::string& file() const { return file_; }
  std::string_view text() const { return clean_; }
  Index line(std::size_t offset) const;  // from 1

 private:
  std::string file_, clean_;
  std::vector<std::size_t> line_ends_;
};

// Where something stands.
struct MadxPlace {
  std::shared_ptr<const MadxText> text;
  std::size_t offset = 0;

  std::string file() const { return text ? text->file() : std::string(); }
  Index line() const { return text ? text->line(offset) : 0; }
  Where where() const { return {file(), line()}; }
  ParseError error(std::string_view problem, std::string_view why = {}, std::string_view hint = {}) const {
    return {file(), line(), problem, why, hint};
  }
};

// One statement, or one branch or loop with its block.
struct MadxStatement {
  enum class Kind { plain, block, end };
  Kind kind = Kind::end;
  std::string_view words{};         // plain: the statement without ';'; block: the condition
  std::string keyword{};            // block: if, elseif, else or while
  std::size_t begin = 0, stop = 0;  // block: its statements in the text
  MadxPlace place{};
};

// Cuts part of a text into statements.
class MadxCutter {
 public:
  MadxCutter(std::shared_ptr<const MadxText> text, std::size_t begin, std::size_t stop)
      : text_(std::move(text)), at_(begin), stop_(stop) {}

  // The next one; kind end behind the last. Throws ParseError for brackets or texts that don't end; the next call
  // then goes on behind that statement.
  MadxStatement next();

 private:
  MadxStatement block(std::string keyword, std::size_t start);
  std::size_t closing(std::size_t open) const;  // place of the bracket that closes the one at `open`
  std::size_t end_of_text(std::size_t quote) const;
  void skip_blanks();
  MadxPlace here(std::size_t at) const { return {text_, at}; }

  std::shared_ptr<const MadxText> text_;
  std::size_t at_, stop_;
};

// Characters of the name at the front of a text; 0: there is none.
std::size_t madx_name_length(std::string_view text);
std::string madx_lower(std::string_view text);
std::string_view madx_trimmed(std::string_view text);
// Letters, digits and . _ $ % @ and the like; not at the beginning: digit and point.
bool madx_is_name(std::string_view text);

}  // namespace courant::io::detail
