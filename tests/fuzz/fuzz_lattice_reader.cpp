// Feeds damaged files to a reader. With GCC a program of its own, with libFuzzer (Clang, COURANT_LIBFUZZER) its target.
//   fuzz_lattice_reader FORMAT CORPUS RUNS [SEED]     CORPUS: folder with files of that format
// An input must give a lattice or a child of courant::Error within a second and a second per megabyte; a lattice must
// survive being written and, where the format writes, being read again. The input of a failure is kept as
// fuzz-FORMAT.input. With libFuzzer the format stands in COURANT_FUZZ_FORMAT.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/io/format.hpp"
#include "courant/io/write.hpp"

namespace {

using namespace courant;

struct Outcome {
  bool lattice = false;
  double seconds = 0.0;
};

// Throws what a reader must not throw.
Outcome try_input(const io::LatticeFormat& format, const std::string& content) {
  const auto start = std::chrono::steady_clock::now();
  Outcome out;
  const std::string file = "fuzz." + std::string(format.name());
  const io::ReadOptions options{.format = std::string(format.name()), .energy = 3e9};
  try {
    const Lattice lattice = io::parse_lattice(content, file, options);
    out.lattice = true;
    io::format_lattice(lattice);
    if (format.writes()) io::parse_lattice(format.write(lattice), file, options);
  } catch (const Error&) {
  }
  try {
    format.problems({file, content}, options);
  } catch (const Error&) {
  }
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return out;
}

}  // namespace

#ifdef COURANT_LIBFUZZER

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const io::LatticeFormat& format = [&]() -> const io::LatticeFormat& {
    const char* name = std::getenv("COURANT_FUZZ_FORMAT");
    return io::format_named(name ? name : "madx");
  }();
  try_input(format, std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}

#else

namespace {

constexpr double most_seconds = 1.0, most_seconds_per_byte = 1e-6;

std::string current;  // input being tried, for the handler
std::string kept;     // file it goes to

extern "C" void keep(int signal) {
  std::FILE* file = std::fopen(kept.c_str(), "wb");
  if (file) {
    std::fwrite(current.data(), 1, current.size(), file);
    std::fclose(file);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

int fail(const std::string& why) {
  std::ofstream(kept, std::ios::binary) << current;
  std::fprintf(stderr, "%s; the input is in %s\n", why.c_str(), kept.c_str());
  return 1;
}

// Changes that hurt readers: bits, bytes, cuts, copies, pieces of other files, enormous numbers.
class Mutations {
 public:
  Mutations(std::vector<std::string> corpus, unsigned seed) : corpus_(std::move(corpus)), random_(seed) {}

  std::string next() {
    std::string text = corpus_[below(corpus_.size())];
    const std::size_t changes = 1 + below(below(4) == 0 ? 40 : 4);
    for (std::size_t i = 0; i < changes && !text.empty(); ++i) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  void change(std::string& text) {
    static const std::vector<std::string> words{
        "(",          ")",     "{",      "}", "[",   "]",   ",",      ";",    ":",
        "=",          ":=",    "-",      "*", "/",   "^",   "\"",     "'",    "!",
        "\n",         "%",     "&",      "<", ">",   "->",  " ",      "\\",   std::string(1, '\0'),
        "999999999*", "1e999", "-1e308", "0", "nan", "inf", "1e-320", "\xff", "\xc3\x28"};
    const std::size_t at = below(text.size()), length = 1 + below(below(3) == 0 ? 200 : 8);
    switch (below(8)) {
      case 0:
        text[at] = static_cast<char>(text[at] ^ (1U << below(8)));
        break;
      case 1:
        text[at] = static_cast<char>(below(256));
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(at, words[below(words.size())]);
        break;
      case 4: {
        const std::string& other = corpus_[below(corpus_.size())];
        text.insert(at, other.substr(below(other.size()), length));
        break;
      }
      case 5: {
        const std::string piece = text.substr(below(text.size()), length);
        for (std::size_t k = 1 + below(below(20) == 0 ? 500 : 3); k > 0; --k) text.insert(at, piece);
        break;
      }
      case 6:
        text.replace(at, 1, words[below(words.size())]);
        break;
      default:
        if (below(10) == 0) text.resize(at);
    }
  }

  std::vector<std::string> corpus_;
  std::mt19937 random_;
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 4 || argc > 5) {
    std::fputs("usage: fuzz_lattice_reader FORMAT CORPUS RUNS [SEED]\n", stderr);
    return 2;
  }
  const io::LatticeFormat& format = io::format_named(argv[1]);
  kept = "fuzz-" + std::string(argv[1]) + ".input";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[2]))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> corpus;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    const Outcome whole = try_input(format, corpus.back());
    if (!whole.lattice) {
      std::fprintf(stderr, "%s is no lattice of format %s\n", file.c_str(), argv[1]);
      return 1;
    }
  }
  if (corpus.empty()) {
    std::fprintf(stderr, "%s holds no file\n", argv[2]);
    return 2;
  }
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL, SIGALRM}) std::signal(signal, keep);

  const long runs = std::atol(argv[3]);
  Mutations mutations(corpus, argc > 4 ? static_cast<unsigned>(std::atol(argv[4])) : 1U);
  long lattices = 0;
  double slowest = 0.0;  // [s]
  for (long i = 0; i < runs; ++i) {
    current = mutations.next();
    ::alarm(60);
    Outcome outcome;
    try {
      outcome = try_input(format, current);
    } catch (const std::exception& error) {
      return fail(std::string("not an error of Courant: ") + error.what());
    }
    ::alarm(0);
    lattices += outcome.lattice ? 1 : 0;
    slowest = std::max(slowest, outcome.seconds);
    if (outcome.seconds > most_seconds + most_seconds_per_byte * static_cast<double>(current.size()))
      return fail("it took " + std::to_string(outcome.seconds) + " s");
  }
  std::printf("%s: %ld inputs, %ld of them lattices, the slowest took %.3f s\n", argv[1], runs, lattices,
              slowest);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}

#endif
