#include "m_array.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace courant::io::detail {
namespace {

using Kind = MatlabValue::Kind;
using Values = std::vector<MatlabValue>;

double apply(const std::string& op, double a, double b) {
  switch (op.back()) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return std::pow(a, b);
  }
}

std::size_t position(double k) {
  if (!(k >= 1.0 && k <= static_cast<double>(heaviest) && k == std::floor(k)))
    throw MFailure{fmt::format("{} is no index", k), "indices count from 1", {}};
  return static_cast<std::size_t>(k) - 1;
}

}  // namespace

MatlabValue arithmetic(const MatlabValue& l, const std::string& op, const MatlabValue& r) {
  if (l.kind != Kind::numbers || r.kind != Kind::numbers)
    throw MFailure{fmt::format("'{}' needs numbers on both sides", op), {}, {}};
  const bool one_l = l.numbers.size() == 1, one_r = r.numbers.size() == 1;
  const bool entrywise = op == "+" || op == "-" || op[0] == '.';
  if (!one_l && !one_r && !(entrywise && l.rows == r.rows && l.columns == r.columns))
    throw MFailure{
        fmt::format("'{}' of two arrays is not evaluated", op), "entry by entry it needs equal sizes", {}};
  if (!one_r && !entrywise && op != "*")
    throw MFailure{fmt::format("'{}' by an array is not evaluated", op), {}, {}};
  MatlabValue out = one_l ? r : l;
  for (std::size_t i = 0; i < out.numbers.size(); ++i) {
    const double a = l.numbers[one_l ? 0 : i], b = r.numbers[one_r ? 0 : i];
    out.numbers[i] = apply(op, a, b);
  }
  return out;
}

MatlabValue range(const MatlabValue& from, const MatlabValue& by, const MatlabValue& to) {
  if (!from.is_number() || !by.is_number() || !to.is_number())
    throw MFailure{"a range needs numbers", {}, {}};
  const double a = from.numbers[0], d = by.numbers[0], b = to.numbers[0];
  const double count = std::floor((b - a) / d * (1.0 + 1e-15)) + 1.0;  // the end counts when met by rounding
  if (std::isnan(count) || count > static_cast<double>(heaviest))
    throw MFailure{"the range is too long", {}, {}};
  MatlabValue out;
  out.rows = 1;
  const auto last = static_cast<Index>(std::max(count, 0.0));
  for (Index i = 0; i < last; ++i) out.numbers.push_back(a + static_cast<double>(i) * d);
  out.columns = static_cast<Index>(out.numbers.size());
  return out;
}

MatlabValue transposed(const MatlabValue& v) {
  MatlabValue out = v;
  std::swap(out.rows, out.columns);
  if (v.kind == Kind::numbers && v.rows > 1 && v.columns > 1)
    for (Index r = 0; r < v.rows; ++r)
      for (Index c = 0; c < v.columns; ++c)
        out.numbers[static_cast<std::size_t>(r * v.columns + c)] =
            v.numbers[static_cast<std::size_t>(c * v.rows + r)];
  return out;
}

std::size_t single_place(const Values& index) {
  if (index.size() == 1 && index[0].is_number()) return position(index[0].numbers[0]);
  if (index.size() == 2 && index[0].is_number() && index[1].is_number()) {
    const std::size_t r = position(index[0].numbers[0]), c = position(index[1].numbers[0]);
    if (r == 0 || c == 0) return r + c;
  }
  throw MFailure{"an index must be one number here", {}, {}};
}

MatlabValue indexed(const MatlabValue& v, const Values& index, bool content) {
  const std::size_t size = v.kind == Kind::cell ? v.items.size() : v.numbers.size();
  const auto within = [&](std::size_t k) {
    if (k >= size)
      throw MFailure{
          fmt::format("index {} is outside", k + 1), fmt::format("there are {} entries", size), {}};
    return k;
  };
  if (v.kind != Kind::cell && (content || v.kind != Kind::numbers))
    throw MFailure{"this value has no entries", "only cells and arrays of numbers have", {}};
  if (index.size() == 2 && v.kind == Kind::numbers && index[0].is_number() && index[1].is_number()) {
    const std::size_t r = position(index[0].numbers[0]), c = position(index[1].numbers[0]);
    if (r >= static_cast<std::size_t>(v.rows)) within(size);
    return MatlabValue::number(v.numbers[within(c * static_cast<std::size_t>(v.rows) + r)]);
  }
  if (content) return v.items[within(single_place(index))];
  MatlabValue out;
  out.kind = v.kind;
  if (index.size() != 1 || index[0].kind == Kind::cell)
    throw MFailure{"such an index is not evaluated", {}, {}};
  std::vector<std::size_t> places;
  if (index[0].kind == Kind::text)  // the colon alone
    for (std::size_t k = 0; k < size; ++k) places.push_back(k);
  else
    for (const double k : index[0].numbers) places.push_back(within(position(k)));
  Index copied = 0;
  for (const std::size_t k : places) {
    if (v.kind == Kind::numbers) {
      out.numbers.push_back(v.numbers[k]);
    } else if ((copied += weight(v.items[k])) <= heaviest) {
      out.items.push_back(v.items[k]);
    } else {
      throw MFailure{"the index takes too many entries", {}, {}};
    }
  }
  out.rows = static_cast<Index>(places.size());
  out.columns = 1;
  if (v.rows == 1 && index[0].kind != Kind::text) std::swap(out.rows, out.columns);
  return out;
}

}  // namespace courant::io::detail
