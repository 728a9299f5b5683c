#pragma once
#include <string_view>

/// \file
/// Levels of instruction set for which kernels are compiled, one object file each, and the choice at run time.
///
/// A level is a tag in the type of every pack that its kernels use, so functions of two levels have two names
/// and never merge. How a source is compiled per level: docs/develop/instruction_sets.md.

namespace courant::math::isa {

/// Whatever the flags of the whole build give; x86-64 has at least two lanes of double.
struct Baseline {
  static constexpr std::string_view name = "baseline";
  static constexpr int lanes = 2;  ///< doubles in a register [-]
};

/// AVX2 and fused multiply-add (x86-64-v3).
struct V3 {
  static constexpr std::string_view name = "v3";
  static constexpr int lanes = 4;  ///< doubles in a register [-]
};

/// AVX-512 F, BW, CD, DQ, VL (x86-64-v4).
struct V4 {
  static constexpr std::string_view name = "v4";
  static constexpr int lanes = 8;  ///< doubles in a register [-]
};

/// The levels in rising order.
enum class Level { baseline, v3, v4 };

/// Name of a level: "baseline", "v3" or "v4".
std::string_view to_string(Level level);

/// Highest level that the processor, and the system under it, can run. Cost: a few instructions; asked once.
Level best_level();

/// True when the processor runs this level.
inline bool runs(Level level) { return level <= best_level(); }

}  // namespace courant::math::isa

namespace courant {
namespace isa = math::isa;
}
