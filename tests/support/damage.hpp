#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "support/limited.hpp"

/// \file
/// What a reader does with files that were cut or changed, and the seeds for such tests.

namespace courant::test {

/// A small lattice file that we wrote; also a seed of the fuzzers.
struct Seed {
  std::string file, content;
};

/// The files in tests/fuzz/corpus/<format>, by name.
inline std::vector<Seed> corpus(const std::string& format) {
  std::vector<Seed> seeds;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(COURANT_TEST_DIR) /
                                                               "fuzz/corpus" / format)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    seeds.push_back({entry.path().string(),
                     std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>())});
  }
  std::sort(seeds.begin(), seeds.end(), [](const Seed& a, const Seed& b) { return a.file < b.file; });
  return seeds;
}

/// One file of the corpus by its name.
inline Seed seed(const std::string& format, const std::string& name) {
  for (auto& one : corpus(format))
    if (one.file.ends_with("/" + name)) return one;
  throw InvalidArgument("no seed '" + name + "'");
}

/// A text with one random change: a bit turned, a piece taken out, doubled, or moved elsewhere.
inline std::string damaged(std::string text, std::mt19937& random) {
  if (text.empty()) return text;
  const std::size_t at = random() % text.size();
  const std::string piece = text.substr(at, random() % 40);
  switch (random() % 4) {
    case 0:
      text[at] ^= static_cast<char>(1U << (random() % 8));
      break;
    case 1:
      text.erase(at, piece.size());
      break;
    case 2:
      text.insert(at, piece);
      break;
    default:
      text.erase(at, piece.size());
      text.insert(random() % (text.size() + 1), piece);
  }
  return text;
}

/// 0 when the reader gives a lattice or one child of Error for `seed` cut at every length (at most 1000) and for
/// `changes` damaged copies, within `seconds` of computing time and 4 GiB; else what run_limited says.
inline int survives_damage(const Seed& seed, const io::ReadOptions& options, int changes = 2000,
                           rlim_t seconds = 60) {
  return run_limited(
      [&] {
        const auto read = [&](const std::string& text) {
          try {
            io::parse_lattice(text, seed.file, options);
          } catch (const Error&) {
          }
        };
        const std::size_t step = 1 + seed.content.size() / 1000;
        for (std::size_t n = 0; n < seed.content.size(); n += step) read(seed.content.substr(0, n));
        std::mt19937 random(3);
        for (int i = 0; i < changes; ++i) read(damaged(seed.content, random));
        return true;
      },
      seconds, rlim_t{4} << 30);
}

}  // namespace courant::test
