#pragma once
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// \file
/// A small writer of MAT files of version 5 for tests: numbers, texts, cells and structures, packed or not, in
/// either byte order.

namespace courant::test {

class MatWriter {
 public:
  explicit MatWriter(std::endian order = std::endian::little) : order_(order) {}

  /// Header and variables, made by `variable`.
  std::string file(const std::vector<std::string>& variables, bool packed = true) const {
    std::string out = "MATLAB 5.0 MAT-file, written by a test of Courant";
    out.resize(124, ' ');
    out += integer<std::uint16_t>(0x0100);
    out += integer<std::uint16_t>(0x4d49);  // "MI" in the order of the file
    for (const auto& v : variables) out += packed ? compressed(v) : v;
    return out;
  }

  std::string numbers(const std::vector<double>& data, int rows = 1, std::string_view name = {}) const {
    std::string bytes;
    for (const double x : data) bytes += integer<std::uint64_t>(std::bit_cast<std::uint64_t>(x));
    return matrix(6, rows, static_cast<int>(data.size()) / rows, name, element(9, bytes));
  }
  /// A number in as few bytes as MATLAB writes for small whole ones.
  std::string small(std::uint8_t x, std::string_view name = {}) const {
    return matrix(6, 1, 1, name, element(2, std::string(1, static_cast<char>(x))));
  }
  std::string text(std::string_view characters, std::string_view name = {}) const {
    std::string bytes;
    for (const char c : characters) bytes += integer<std::uint16_t>(static_cast<unsigned char>(c));
    return matrix(4, 1, static_cast<int>(characters.size()), name, element(4, bytes));
  }
  std::string cell(const std::vector<std::string>& items, std::string_view name = {}) const {
    std::string bytes;
    for (const auto& item : items) bytes += item;
    return matrix(1, static_cast<int>(items.size()), 1, name, bytes);
  }
  std::string structure(const std::vector<std::pair<std::string, std::string>>& fields,
                        std::string_view name = {}) const {
    std::string names, bytes;
    for (const auto& [field, value] : fields) {
      std::string padded = field;
      padded.resize(32);
      names += padded;
      bytes += value;
    }
    return matrix(2, 1, 1, name, element(5, integer<std::uint32_t>(32)) + element(1, names) + bytes);
  }

  /// Tag, data and padding; up to four bytes in the small format.
  std::string element(std::uint32_t type, const std::string& data) const {
    std::string out;
    const auto size = static_cast<std::uint32_t>(data.size());
    if (size > 0 && size <= 4) {
      out = integer<std::uint32_t>(type | size << 16) + data;
      out.resize(8);
      return out;
    }
    out = integer<std::uint32_t>(type) + integer<std::uint32_t>(size) + data;
    out.resize((out.size() + 7) / 8 * 8);
    return out;
  }

  std::string compressed(const std::string& data) const {
    uLongf size = compressBound(static_cast<uLong>(data.size()));
    std::string out(size, '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()),
             static_cast<uLong>(data.size()));
    out.resize(size);
    return integer<std::uint32_t>(15) + integer<std::uint32_t>(static_cast<std::uint32_t>(size)) + out;
  }

  template <class T>
  std::string integer(T x) const {
    std::string bytes(sizeof(T), '\0');
    std::memcpy(bytes.data(), &x, sizeof(T));
    if (order_ != std::endian::native) std::reverse(bytes.begin(), bytes.end());
    return bytes;
  }

 private:
  std::string matrix(std::uint32_t kind, int rows, int columns, std::string_view name,
                     const std::string& data) const {
    const std::string flags = integer<std::uint32_t>(kind) + integer<std::uint32_t>(0);
    const std::string extents = integer<std::int32_t>(rows) + integer<std::int32_t>(columns);
    const std::string body = element(6, flags) + element(5, extents) + element(1, std::string(name)) + data;
    return integer<std::uint32_t>(14) + integer<std::uint32_t>(static_cast<std::uint32_t>(body.size())) +
           body;
  }

  std::endian order_;
};

}  // namespace courant::test
