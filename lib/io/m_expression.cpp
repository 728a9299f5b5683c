#include "m_expression.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"
#include "m_array.hpp"
#include "m_functions.hpp"

namespace courant::io::detail {
namespace {

constexpr int deepest = 100;            // brackets and operators inside each other
constexpr Index most_work = 8'000'000;  // values copied in all, 1 GB at worst; ESRF copies 60 000

}  // namespace

MatlabValue MExpressions::value() {
  if (++depth_ > deepest) fail("the expression is nested too deeply");
  MatlabValue first = sum();
  if (is(":") && !in_index_colon()) {
    step();
    MatlabValue second = sum();
    if (accept(":")) {
      MatlabValue third = sum();
      first = at_line(now().line, [&] { return range(first, second, third); });
    } else {
      first = at_line(now().line, [&] { return range(first, MatlabValue::number(1.0), second); });
    }
  }
  --depth_;
  return first;
}

bool MExpressions::in_index_colon() const {
  return after().kind == Token::symbol && (after().text == ")" || after().text == "," || after().text == "}");
}

bool MExpressions::new_entry() const {
  return in_matrix_ && now().space_before && now().kind == Token::symbol && !after().space_before;
}

MatlabValue MExpressions::sum() {
  MatlabValue left = product();
  while ((is("+") || is("-")) && !new_entry()) {
    const std::string op = now().text;
    step();
    left = combined(left, op, product());
  }
  return left;
}

MatlabValue MExpressions::product() {
  MatlabValue left = signed_power();
  while (is("*") || is("/") || is(".*") || is("./")) {
    const std::string op = now().text;
    step();
    left = combined(left, op, signed_power());
  }
  return left;
}

MatlabValue MExpressions::signed_power() {
  if (accept("+")) return guarded(&MExpressions::signed_power);
  if (accept("-")) return combined(MatlabValue::number(-1.0), ".*", guarded(&MExpressions::signed_power));
  MatlabValue base = postfix();
  while (is("^") || is(".^")) {
    step();
    const double sign = is("-") ? -1.0 : 1.0;  // 10^-3
    if (is("-") || is("+")) step();
    MatlabValue exponent = postfix();
    if (sign < 0.0) exponent = combined(MatlabValue::number(-1.0), ".*", exponent);
    base = combined(base, "^", exponent);
  }
  return base;
}

MatlabValue MExpressions::guarded(MatlabValue (MExpressions::*f)()) {
  if (++depth_ > deepest) fail("the expression is nested too deeply");
  MatlabValue v = (this->*f)();
  --depth_;
  return v;
}

MatlabValue MExpressions::combined(const MatlabValue& l, const std::string& op, const MatlabValue& r) const {
  return at_line(now().line, [&] { return arithmetic(l, op, r); });
}

MatlabValue MExpressions::postfix() {
  MatlabValue v = primary();
  for (;;) {
    if (in_matrix_ && now().space_before) return v;
    const Index line = now().line;
    if (is("'")) {
      step();
      v = transposed(v);
    } else if (is(".") && after().kind == Token::name) {
      step();
      const MatlabValue* field = v.kind == Kind::structure ? v.field(now().text) : nullptr;
      if (!field)
        fail(fmt::format("field '{}' does not exist", now().text), {}, nearest(now().text, v.names));
      MatlabValue part = *field;
      v = std::move(part);
      step();
    } else if (is("(") || is("{")) {
      const bool content = is("{");
      step();
      ends_.push_back(&v);
      const Values index = arguments(content ? "}" : ")");
      ends_.pop_back();
      v = at_line(line, [&] { return indexed(v, index, content); });
      spend(v, line);
    } else {
      return v;
    }
  }
}

MExpressions::Values MExpressions::arguments(std::string_view close) {
  const bool outer = in_matrix_;
  in_matrix_ = false;
  Values out;
  while (!is(close)) {
    if (is(":") && in_index_colon()) {
      step();
      out.push_back(MatlabValue::of_text(":"));
    } else {
      out.push_back(value());
    }
    if (!is(close)) expect(",");
  }
  step();
  in_matrix_ = outer;
  return out;
}

MatlabValue MExpressions::primary() {
  const MToken token = now();
  switch (token.kind) {
    case Token::number:
      step();
      return MatlabValue::number(token.number);
    case Token::text:
      step();
      return MatlabValue::of_text(token.text);
    case Token::name:
      return named();
    default:
      break;
  }
  if (accept("(")) {
    const bool outer = in_matrix_;
    in_matrix_ = false;
    MatlabValue v = value();
    expect(")");
    in_matrix_ = outer;
    return v;
  }
  if (accept("[")) return matrix("]", false);
  if (accept("{")) return matrix("}", true);
  fail(fmt::format("a value is missing, {} stands there", shown()));
}

MatlabValue MExpressions::matrix(std::string_view close, bool cell) {
  const Index line = now().line;
  const bool outer = in_matrix_;
  in_matrix_ = true;
  std::vector<MatlabValue> rows, row;
  const auto end_row = [&] {
    if (row.empty()) return;
    rows.push_back(at_line(line, [&] { return concatenate(std::move(row), false); }));
    row.clear();
  };
  while (!is(close)) {
    if (now().kind == Token::end)
      throw ParseError(file_, line, fmt::format("bracket '{}' is missing", close),
                       "the one opened here doesn't close");
    if (accept(";") || now().kind == Token::line_end) {
      if (now().kind == Token::line_end) step();
      end_row();
    } else if (!accept(",")) {
      MatlabValue entry = value();
      if (cell) {
        MatlabValue wrapped;
        wrapped.kind = Kind::cell;
        wrapped.rows = wrapped.columns = 1;
        wrapped.items.push_back(std::move(entry));
        entry = std::move(wrapped);
      }
      row.push_back(std::move(entry));
    }
  }
  end_row();
  step();
  in_matrix_ = outer;
  MatlabValue out = at_line(line, [&] { return concatenate(std::move(rows), true); });
  if (cell) out.kind = Kind::cell;  // an empty one
  return out;
}

MatlabValue MExpressions::named() {
  const MToken token = now();
  step();
  if (token.text == "end" && !ends_.empty()) {
    const MatlabValue& v = *ends_.back();
    return MatlabValue::number(static_cast<double>(v.kind == Kind::cell ? v.items.size() : v.numbers.size()));
  }
  const auto variable = variables_.find(token.text);
  if (variable != variables_.end()) {
    spend(variable->second, token.line);
    return variable->second;
  }
  Values given;
  if (is("(") && !(in_matrix_ && now().space_before)) {
    step();
    given = arguments(")");
  }
  MatlabValue result = at_line(token.line, [&] { return called(token, given); });
  spend(result, token.line);
  return result;
}

MatlabValue MExpressions::called(const MToken& token, Values& given) const {
  if (auto result = call_element(token.text, given)) {
    result->line = token.line;
    return std::move(*result);
  }
  if (auto result = call_function(token.text, given)) {
    if (result->kind == Kind::structure) result->line = token.line;
    return std::move(*result);
  }
  throw MFailure{fmt::format("'{}' is unknown", token.text),
                 "it is no variable and no function that can be evaluated", hint(token.text)};
}

std::string MExpressions::hint(const std::string& wanted) const {
  std::vector<std::string> known = element_function_names();
  for (const auto& name : function_names()) known.push_back(name);
  for (const auto& [name, unused] : variables_) known.push_back(name);
  return nearest(wanted, known);
}

void MExpressions::spend(const MatlabValue& v, Index line) { spend(weight(v), line); }

void MExpressions::spend(Index values, Index line) {
  work_ += values;
  if (values > heaviest || work_ > most_work)
    throw ParseError(file_, line, "the file makes more values than any lattice has", {},
                     "this is no lattice file");
}

}  // namespace courant::io::detail
