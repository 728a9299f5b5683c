#include "inflate.hpp"

#include <zlib.h>

#include <array>

namespace courant::io::detail {

std::optional<std::string> inflate_all(std::string_view packed, std::size_t limit) {
  z_stream stream{};
  // zlib's interface of 1995 takes a pointer to non-const, and reads only
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  if (packed.size() != stream.avail_in || inflateInit(&stream) != Z_OK) return {};
  std::string out;
  std::array<char, 1 << 15> block{};
  int state = Z_OK;
  while (state == Z_OK && out.size() <= limit) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(block.data(), block.size() - stream.avail_out);
  }
  const bool whole = state == Z_STREAM_END && stream.avail_in == 0 && out.size() <= limit;
  inflateEnd(&stream);
  if (!whole) return {};
  return out;
}

}  // namespace courant::io::detail
