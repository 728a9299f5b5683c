#include "courant/base/parallel.hpp"

#include <atomic>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using namespace courant;

TEST_CASE("Parallel: each index is called once", "[base][parallel]") {
  const int threads = GENERATE(0, 1, 2, 4);
  for (const Index count : {0, 1, 2, 1000}) {
    std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
    parallel_for(
        count, [&](Index i) { ++calls[static_cast<std::size_t>(i)]; }, threads);
    for (const auto& n : calls) REQUIRE(n == 1);
  }
}

TEST_CASE("Parallel: results do not depend on the number of threads", "[base][parallel]") {
  const auto work = [](Index i) { return std::sin(static_cast<double>(i)); };
  const auto one = parallel_map(500, work, 1);
  CHECK(parallel_map(500, work, 4) == one);
  CHECK(parallel_map(500, work) == one);
  CHECK(one[3] == std::sin(3.0));
}

TEST_CASE("Parallel: one thread keeps the order", "[base][parallel]") {
  std::vector<Index> seen;
  parallel_for(
      50, [&](Index i) { seen.push_back(i); }, 1);
  for (Index i = 0; i < 50; ++i) CHECK(seen[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("Parallel: the exception of the smallest index is the one that comes", "[base][parallel]") {
  const int threads = GENERATE(0, 1, 2, 4);
  for (int repeat = 0; repeat < 20; ++repeat) {
    std::string text;
    try {
      parallel_for(
          200,
          [](Index i) {
            if (i % 50 == 37) throw std::runtime_error(std::to_string(i));
          },
          threads);
    } catch (const std::runtime_error& error) {
      text = error.what();
    }
    REQUIRE(text == "37");
  }
}

TEST_CASE("Parallel: two calls with one worker number never overlap, even when nested", "[base][parallel]") {
  const int threads = GENERATE(0, 3);
  const int workers = thread_count(threads);
  std::vector<std::atomic<int>> busy(static_cast<std::size_t>(workers));
  std::atomic<int> overlaps = 0;
  std::atomic<bool> in_range = true;
  parallel_for(
      64,
      [&](Index, Index worker) {
        if (worker < 0 || worker >= workers) {
          in_range = false;
          return;
        }
        auto& mine = busy[static_cast<std::size_t>(worker)];
        if (mine++ != 0) ++overlaps;
        std::atomic<double> sum = 0.0;
        parallel_for(64, [&](Index i) { sum = sum + std::sqrt(static_cast<double>(i)); });
        --mine;
      },
      threads);
  CHECK(in_range);
  CHECK(overlaps == 0);
}

TEST_CASE("Parallel: negative counts are refused", "[base][parallel]") {
  CHECK_THROWS_AS(parallel_for(-1, [](Index) {}), InvalidArgument);
  CHECK_THROWS_AS(parallel_for(
                      1, [](Index) {}, -2),
                  InvalidArgument);
  CHECK_THROWS_AS(thread_count(-1), InvalidArgument);
  CHECK(thread_count() >= 1);
  CHECK(thread_count(1) == 1);
  CHECK(thread_count(1000) <= thread_count());
}
