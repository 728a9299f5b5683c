#include "mat_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#include "courant/base/error.hpp"
#include "inflate.hpp"
#include "mat_bytes.hpp"

namespace courant::io::detail {
namespace {

// What the file may unpack to; far above any lattice, far below a machine's memory.
constexpr std::size_t most_bytes = std::size_t{128} << 20;
constexpr std::size_t most_values = std::size_t{1} << 20;
constexpr std::size_t most_numbers = std::size_t{1} << 24;
constexpr std::int32_t longest_name = 256;  // MATLAB's own limit is 64
constexpr int deepest = 16;

class Reader {
 public:
  MatlabVariables read(std::string_view content) {
    if (content.size() < 128) throw Broken{"the header of 128 bytes is not complete"};
    const std::string_view mark = content.substr(126, 2);
    if (mark != "IM" && mark != "MI") throw Broken{"the byte order mark is missing"};
    const bool file_is_little = mark == "IM";
    Bytes in(content.substr(128), file_is_little != (std::endian::native == std::endian::little));
    MatlabVariables variables;
    while (!in.empty()) {
      Part part = next(in, true);
      std::string unpacked;
      if (part.type == mi_compressed) {
        auto bytes = inflate_all(part.data.take(part.data.size()), most_bytes - bytes_);
        if (!bytes) throw Broken{"packed data can't be unpacked or are too many"};
        bytes_ += bytes->size();
        unpacked = std::move(*bytes);
        Bytes inner(unpacked, in.swap());
        part = next(inner);
        if (!inner.empty()) throw Broken{"packed data hold more than one variable"};
      }
      if (part.type != mi_matrix) throw Broken{fmt::format("type {} can't stand at the top", part.type)};
      std::string name;
      MatlabValue value = matrix(part.data, 0, &name);
      variables[name] = std::move(value);
    }
    return variables;
  }

 private:
  MatlabValue matrix(Bytes in, int depth, std::string* name = nullptr) {
    if (depth > deepest) throw Broken{"values are nested too deeply"};
    if (++values_ > most_values) throw Broken{"it holds more values than any lattice"};
    MatlabValue value;
    if (in.empty()) return value;
    const auto flags = next_of(in, mi_uint32, "a variable's flags").data.read<std::uint32_t>();
    const auto kind = flags & 0xffU;
    if (kind < mx_cell || kind > mx_uint64 || kind == mx_object || kind == mx_sparse) {
      value.kind = MatlabValue::Kind::other;
      if (name && (kind == mx_object || kind == mx_sparse)) {
        next(in);
        *name = text_of(next_of(in, mi_int8, "a variable's name").data);
      }
      return value;
    }
    const std::size_t count = dimensions(next_of(in, mi_int32, "a variable's size").data, value);
    const std::string own = text_of(next_of(in, mi_int8, "a variable's name").data);
    if (name) *name = own;
    if (kind == mx_cell)
      cell(in, count, depth, value);
    else if (kind == mx_struct)
      structure(in, count, depth, value);
    else if (kind == mx_char)
      characters(next(in), count, value);
    else
      numbers(next(in), count, value);
    return value;
  }

  static std::size_t dimensions(Bytes in, MatlabValue& value) {
    std::size_t count = 1, n = 0;
    for (; !in.empty(); ++n) {
      const auto extent = in.read<std::int32_t>();
      if (extent < 0) throw Broken{"a size is negative"};
      if (extent > 0 && count > most_bytes / static_cast<std::size_t>(extent))
        throw Broken{"a size is too large"};
      count *= static_cast<std::size_t>(extent);
      if (n == 0) value.rows = extent;
    }
    if (n < 2) throw Broken{"a variable has less than two dimensions"};
    value.columns = value.rows > 0 ? static_cast<Index>(count) / value.rows : 0;
    return count;
  }

  static std::string text_of(Bytes in) { return std::string(in.take(in.size())); }

  void cell(Bytes& in, std::size_t count, int depth, MatlabValue& value) {
    value.kind = MatlabValue::Kind::cell;
    if (count > in.size() / 8) throw Broken{"a cell array is cut"};
    value.items.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      value.items.push_back(matrix(next_of(in, mi_matrix, "an entry of a cell array").data, depth + 1));
  }

  void structure(Bytes& in, std::size_t count, int depth, MatlabValue& value) {
    value.kind = MatlabValue::Kind::structure;
    const auto width = next_of(in, mi_int32, "the length of field names").data.read<std::int32_t>();
    Bytes all = next_of(in, mi_int8, "field names").data;
    if (width < 1 || width > longest_name || all.size() % static_cast<std::size_t>(width) != 0)
      throw Broken{"field names are cut"};
    while (!all.empty()) {
      const auto name = all.take(static_cast<std::size_t>(width));
      value.names.emplace_back(name.substr(0, name.find('\0')));
    }
    if (value.names.empty()) return;
    if (count > in.size() / 8 / value.names.size()) throw Broken{"a structure is cut"};
    const auto fill = [&](MatlabValue& one) {
      for (std::size_t i = 0; i < one.names.size(); ++i)
        one.items.push_back(matrix(next_of(in, mi_matrix, "a field").data, depth + 1));
    };
    if (count == 1) return fill(value);
    MatlabValue entry;
    entry.kind = MatlabValue::Kind::structure;
    entry.rows = entry.columns = 1;
    entry.names = std::move(value.names);
    value.kind = MatlabValue::Kind::cell;
    value.names.clear();
    for (std::size_t i = 0; i < count; ++i) {
      value.items.push_back(entry);
      fill(value.items.back());
    }
  }

  template <class T>
  static void append(Bytes& in, std::size_t count, std::vector<double>& out) {
    if (in.size() != count * sizeof(T)) throw Broken{"an array has another size than its data"};
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<double>(in.read<T>()));
  }

  void numbers(Part part, std::size_t count, MatlabValue& value) {
    numbers_ += part.data.size();
    if (numbers_ > most_numbers) throw Broken{"it holds more numbers than any lattice"};
    switch (part.type) {
      case mi_int8:
        return append<std::int8_t>(part.data, count, value.numbers);
      case mi_uint8:
        return append<std::uint8_t>(part.data, count, value.numbers);
      case mi_int16:
        return append<std::int16_t>(part.data, count, value.numbers);
      case mi_uint16:
        return append<std::uint16_t>(part.data, count, value.numbers);
      case mi_int32:
        return append<std::int32_t>(part.data, count, value.numbers);
      case mi_uint32:
        return append<std::uint32_t>(part.data, count, value.numbers);
      case mi_single:
        return append<float>(part.data, count, value.numbers);
      case mi_double:
        return append<double>(part.data, count, value.numbers);
      case mi_int64:
        return append<std::int64_t>(part.data, count, value.numbers);
      case mi_uint64:
        return append<std::uint64_t>(part.data, count, value.numbers);
      default:
        throw Broken{fmt::format("an array has numbers of type {}", part.type)};
    }
  }

  static void put_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
      out += static_cast<char>(c);
      return;
    }
    if (c >= 0x110000 || (c >= 0xd800 && c < 0xe000)) throw Broken{"a text holds no valid character"};
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    const std::uint32_t lead[] = {0, 0xc0, 0xe0, 0xf0};
    out += static_cast<char>(lead[more] | (c >> (6 * more)));
    for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80U | ((c >> (6 * i)) & 0x3fU));
  }

  void characters(Part part, std::size_t count, MatlabValue& value) {
    numbers_ += part.data.size();
    if (numbers_ > most_numbers) throw Broken{"it holds more text than any lattice"};
    value.kind = value.rows > 1 ? MatlabValue::Kind::other : MatlabValue::Kind::text;
    if (part.type == mi_utf8) {
      value.text = text_of(part.data);
      return;
    }
    Bytes& in = part.data;
    const bool wide = part.type == mi_uint16 || part.type == mi_utf16;
    const std::size_t width = part.type == mi_utf32 ? 4 : wide ? 2 : 1;
    if (width == 1 && part.type != mi_uint8 && part.type != mi_int8)
      throw Broken{fmt::format("a text has characters of type {}", part.type)};
    if (in.size() != count * width) throw Broken{"a text has another size than its data"};
    while (!in.empty()) {
      std::uint32_t c = width == 4   ? in.read<std::uint32_t>()
                        : width == 2 ? in.read<std::uint16_t>()
                                     : in.read<std::uint8_t>();
      if (wide && c >= 0xd800 && c < 0xdc00 && !in.empty()) {  // first half of a pair
        const std::uint32_t low = in.read<std::uint16_t>();
        if (low < 0xdc00 || low >= 0xe000) throw Broken{"a text holds half a character"};
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      }
      put_utf8(value.text, c);
    }
  }

  std::size_t bytes_ = 0, values_ = 0, numbers_ = 0;
};

}  // namespace

MatlabVariables read_mat_file(const std::string& file, std::string_view content) {
  if (content.starts_with("MATLAB 7.3") || content.substr(0, 8) == "\x89HDF\r\n\x1a\n")
    throw ParseError(file, 0, "MAT files of version 7.3 can't be read", "they are HDF5 inside",
                     "save it in MATLAB with: save -v7");
  if (!content.starts_with("MATLAB 5.0") && content.size() >= 4 &&
      content.substr(0, 4).find('\0') != content.npos)
    throw ParseError(file, 0, "this is no MAT file of version 5", "it may be of version 4",
                     "save it in MATLAB with: save -v7");
  try {
    return Reader().read(content);
  } catch (const Broken& broken) {
    throw ParseError(file, 0, "the MAT file is broken", broken.why,
                     "fetch it again or save it with: save -v7");
  }
}

}  // namespace courant::io::detail
