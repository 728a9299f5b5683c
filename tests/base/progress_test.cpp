#include "courant/base/progress.hpp"

#include <vector>

#include "support/catch.hpp"

using namespace courant;

TEST_CASE("Progress: an empty callback lets the work go on, another one may stop it", "[base][progress]") {
  CHECK(report({}, 1, 2, "ring"));
  std::vector<Index> seen;
  const Progress progress = [&](Index done, Index total, std::string_view) {
    seen.push_back(done);
    return done < total / 2;
  };
  Index done = 0;
  while (report(progress, done, 10, "ring")) ++done;
  CHECK(done == 5);
  CHECK(seen.size() == 6);
}
