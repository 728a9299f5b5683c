#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

/// \file
/// Rows of the table of agreement with other codes.

namespace courant::verify {

/// One comparison; `difference` and `tolerance` in the same unit, NaN counts as disagreement.
struct Row {
  std::string subject, quantity;
  double difference = 0.0;
  double tolerance = 0.0;
  bool agrees() const { return difference <= tolerance; }
};

/// Something that is not compared, and why.
struct Skipped {
  std::string subject, reason;
};

struct Table {
  std::vector<Row> rows;
  std::vector<Skipped> skipped;

  void add(std::string subject, std::string quantity, double difference, double tolerance) {
    rows.push_back({std::move(subject), std::move(quantity), difference, tolerance});
  }

  /// Number of rows that disagree, after printing all of them.
  long print() const {
    fmt::print("| subject | quantity | difference | tolerance | |\n|---|---|---|---|---|\n");
    for (const auto& r : rows)
      fmt::print("| {} | {} | {:.1e} | {:.0e} | {} |\n", r.subject, r.quantity, r.difference, r.tolerance,
                 r.agrees() ? "agrees" : "DIFFERS");
    if (!skipped.empty()) fmt::print("\nNot compared:\n\n| subject | reason |\n|---|---|\n");
    for (const auto& s : skipped) fmt::print("| {} | {} |\n", s.subject, s.reason);
    const auto bad = std::count_if(rows.begin(), rows.end(), [](const Row& r) { return !r.agrees(); });
    fmt::print("\n{} comparisons, {} disagree, {} not compared\n", rows.size(), bad, skipped.size());
    return bad;
  }
};

}  // namespace courant::verify
