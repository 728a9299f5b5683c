#include "courant/math/isa.hpp"

namespace courant::math::isa {
namespace {

Level ask() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  // Clang 14 knows no "x86-64-v3", so the parts are asked one by one
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (!v3) return Level::baseline;
  const bool v4 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
  return v4 ? Level::v4 : Level::v3;
#else
  return Level::baseline;
#endif
}

}  // namespace

std::string_view to_string(Level level) {
  switch (level) {
    case Level::v4:
      return V4::name;
    case Level::v3:
      return V3::name;
    default:
      return Baseline::name;
  }
}

Level best_level() {
  static const Level best = ask();
  return best;
}

}  // namespace courant::math::isa
