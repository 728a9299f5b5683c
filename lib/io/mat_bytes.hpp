#pragma once
// Private to the module: the element stream of a MAT file of version 5, every step checked against its end.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace courant::io::detail {

enum Type : std::uint32_t {
  mi_int8 = 1,
  mi_uint8,
  mi_int16,
  mi_uint16,
  mi_int32,
  mi_uint32,
  mi_single,
  mi_double = 9,
  mi_int64 = 12,
  mi_uint64,
  mi_matrix,
  mi_compressed,
  mi_utf8,
  mi_utf16,
  mi_utf32
};
enum Class { mx_cell = 1, mx_struct, mx_object, mx_char, mx_sparse, mx_double, mx_uint64 = 15 };

// Why the file is refused.
struct Broken {
  std::string why;
};

// Bytes with a reading position; every step checks that they are there.
class Bytes {
 public:
  Bytes(std::string_view data, bool swap) : data_(data), swap_(swap) {}

  bool empty() const { return data_.empty(); }
  std::size_t size() const { return data_.size(); }
  bool swap() const { return swap_; }

  std::string_view take(std::size_t n) {
    if (n > data_.size()) throw Broken{fmt::format("{} bytes are announced, {} are left", n, data_.size())};
    const auto out = data_.substr(0, n);
    data_.remove_prefix(n);
    return out;
  }
  template <class T>
  T read() {
    auto raw = take(sizeof(T));
    char bytes[sizeof(T)];
    std::copy(raw.begin(), raw.end(), bytes);
    if (swap_) std::reverse(bytes, bytes + sizeof(T));
    T value;
    std::memcpy(&value, bytes, sizeof(T));
    return value;
  }

 private:
  std::string_view data_;
  bool swap_;
};

struct Part {
  std::uint32_t type;
  Bytes data;
};

// The next element: its type and bytes, padding passed over (packed elements have none).
inline Part next(Bytes& in, bool top = false) {
  const auto word = in.read<std::uint32_t>();
  if (word >> 16) {  // small format: size and type share a word, the data the next four bytes
    const std::size_t size = word >> 16;
    if (size > 4) throw Broken{"a small element announces more than 4 bytes"};
    return {word & 0xffffU, Bytes(in.take(4).substr(0, size), in.swap())};
  }
  const std::size_t size = in.read<std::uint32_t>();
  Part part{word, Bytes(in.take(size), in.swap())};
  if (!(top && word == mi_compressed)) in.take(std::min((8 - size % 8) % 8, in.size()));
  return part;
}

inline Part next_of(Bytes& in, std::uint32_t type, std::string_view what) {
  Part part = next(in);
  if (part.type != type) throw Broken{fmt::format("{} has type {}", what, part.type)};
  return part;
}

}  // namespace courant::io::detail
