#include "m_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "courant/base/error.hpp"
#include "m_array.hpp"
#include "m_expression.hpp"

namespace courant::io::detail {
namespace {

constexpr std::array program_words{"if", "for", "while", "switch", "try", "parfor", "else", "elseif", "case"};
constexpr std::array silent_words{"global", "persistent", "end", "return", "endfunction"};
constexpr std::array idle_words{"clear", "clc", "close",  "format",  "warning", "more",     "disp", "fprintf",
                                "tic",   "toc", "figure", "addpath", "evalin",  "assignin", "pkg"};

template <class List>
bool is_one_of(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Program : private MExpressions {
 public:
  Program(const std::string& file, std::string_view text) : MExpressions(file, text) {}

  MProgram run() {
    while (now().kind != Token::end)
      if (!statement()) break;
    program_.variables = std::move(variables_);
    return std::move(program_);
  }

 private:
  bool statement() {
    if (now().kind == Token::line_end || is(";") || is(",")) {
      step();
      return true;
    }
    if (now().kind == Token::name) {
      const std::string word = now().text;
      if (word == "function") return function();
      if (is_one_of(silent_words, word)) {
        skip_line();
        return true;
      }
      if (is_one_of(program_words, word))
        fail(fmt::format("'{}' is not evaluated", word), "the reader knows data and arithmetic, not programs",
             "save the ring as a .mat file with: save -v7");
      if (is_one_of(idle_words, word) && !variables_.contains(word)) {
        program_.skipped.emplace_back(now().line, fmt::format("statement '{}'", word));
        skip_line();
        return true;
      }
      if (assignment()) return true;
    }
    const Index line = now().line;
    value();
    program_.skipped.emplace_back(line, "a value that is given to no variable");
    statement_end();
    return true;
  }

  void statement_end() {
    if (!accept(";") && !accept(",") && now().kind != Token::line_end && now().kind != Token::end)
      fail(fmt::format("{} is not expected here", shown()), "the statement was complete before it");
  }

  // The header of the function of the file; functions below it are not evaluated.
  bool function() {
    const Index line = now().line;
    if (!program_.function.empty()) {
      program_.skipped.emplace_back(line, "everything from a second function on");
      return false;
    }
    step();
    std::string last;
    while (now().kind != Token::line_end && now().kind != Token::end && !is("(")) {
      if (now().kind == Token::name) last = now().text;
      if (is("=")) program_.output = last;
      step();
    }
    program_.function = last;
    skip_line();
    return true;
  }

  // name, name.field, name{k} or name(k) = value
  bool assignment() {
    std::size_t end = at_ + 1;
    int open = 0;
    for (;; ++end) {  // the left side ends at "=" outside of brackets
      const MToken& t = tokens_[end];
      if (t.kind == Token::end || (t.kind == Token::line_end && open == 0)) return false;
      if (t.kind != Token::symbol) {
        if (open == 0 && !(t.kind == Token::name && tokens_[end - 1].text == ".")) return false;
        continue;
      }
      if (t.text == "(" || t.text == "{") ++open;
      if (t.text == ")" || t.text == "}") --open;
      if (open == 0 && t.text == "=") break;
      if (open == 0 && t.text != "." && t.text != ")" && t.text != "}") return false;
    }
    const std::size_t left = at_;
    at_ = end + 1;  // the right side first: it may use the variable, and must not find a new empty one
    MatlabValue result = value();
    spend(result, tokens_[left].line);
    const std::size_t right_end = at_;
    at_ = left + 1;
    MatlabValue* target = &variables_[tokens_[left].text];
    while (at_ < end) target = descend(*target);
    *target = std::move(result);
    at_ = right_end;
    statement_end();
    return true;
  }

  // The part of `from` that the next field or index of the left side means; made if it is not there.
  MatlabValue* descend(MatlabValue& from) {
    const Index line = now().line;
    if (accept(".")) {
      const std::string field = now().text;
      if (now().kind != Token::name) fail("the name of a field is missing");
      step();
      if (from.kind != Kind::structure && !(from.kind == Kind::numbers && from.numbers.empty()))
        throw ParseError(file_, line, fmt::format("a value that is no structure has no field '{}'", field));
      return &from.make_field(field);
    }
    const bool cell = is("{");
    step();
    ends_.push_back(&from);
    Values index = arguments(cell ? "}" : ")");
    ends_.pop_back();
    const std::size_t k = at_line(line, [&] { return single_place(index); });
    if (from.kind == Kind::numbers && from.numbers.empty() && cell) from.kind = Kind::cell;
    if (from.kind == Kind::cell && cell) {
      if (k >= from.items.size()) {
        spend(static_cast<Index>(k), line);
        from.items.resize(k + 1);
        from.rows = static_cast<Index>(k) + 1;
        from.columns = 1;
      }
      return &from.items[k];
    }
    throw ParseError(file_, line, "only a cell can be changed entry by entry", {},
                     "write the whole value at once");
  }

  MProgram program_;
};

}  // namespace

MProgram run_m_program(const std::string& file, std::string_view text) { return Program(file, text).run(); }

}  // namespace courant::io::detail
