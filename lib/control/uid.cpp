#include "uid.hpp"

#include "courant/base/clock.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <random>

namespace courant::control::detail {

std::string make_uid(double utc) {
  std::string time;
  for (const char c : iso_time(utc).substr(0, 19))
    if (c != '-' && c != ':') time += c;
  thread_local std::random_device device;
  const std::uint64_t bits = (std::uint64_t{device()} << 32 | device()) & 0xffff'ffff'ffffU;
  return fmt::format("{}-{:012x}", time, bits);
}

}  // namespace courant::control::detail
