#pragma once
#include <ostream>
#include <string>
#include <string_view>

#include "courant/base/error.hpp"
#include "courant/base/progress.hpp"
#include "courant/base/result.hpp"

namespace courant::cli {

/// Where a command writes: results to `out`, everything else to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;  ///< a person looks: progress is a bar that moves

  /// One line for people, on `err`.
  void note(std::string_view text) { err << "courant: " << text << '\n'; }
};

/// Exit statuses of the program.
enum Status { done = 0, failed = 1, wrong_use = 2 };

/// The value of a result, or an Error with the sentence of its failure.
template <class T>
T need(Result<T> result) {
  if (!result) throw Error(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// Shows progress on `console`: one bar that moves on a terminal, else lines at each quarter of the work.
class ProgressBar {
 public:
  explicit ProgressBar(Console& console) : console_(console) {}
  ~ProgressBar() { finish(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// For functions that report their progress, all under one title; lives no longer than this.
  Progress progress(std::string title);
  void show(Index done, Index total, std::string_view what);
  /// Ends the line of the bar.
  void finish();

 private:
  Console& console_;
  bool open_ = false;
  int percent_ = -1;
  std::string what_;
};

}  // namespace courant::cli
