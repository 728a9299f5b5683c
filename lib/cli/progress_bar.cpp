#include <fmt/format.h>

#include "console.hpp"

namespace courant::cli {
namespace {
constexpr int width = 30;    // of the bar [characters]; the whole line stays below 80
constexpr int portion = 25;  // between lines where no bar moves [%]
}  // namespace

Progress ProgressBar::progress(std::string title) {
  return [this, title = std::move(title)](Index done, Index total, std::string_view) {
    show(done, total, title);
    return true;
  };
}

void ProgressBar::show(Index done, Index total, std::string_view what) {
  const int percent = total > 0 ? static_cast<int>(100 * done / total) : 0;
  const bool new_step = what != what_;
  if (!new_step && percent == percent_) return;
  const bool new_portion = percent / portion > percent_ / portion;
  if (new_step) finish();
  what_ = what;
  percent_ = percent;
  if (console_.err_is_terminal) {
    const int full = width * percent / 100;
    console_.err << fmt::format("\r{:<34.34} [{:=<{}}{:{}}] {:3d} %", what, "", full, "", width - full,
                                percent)
                 << std::flush;
    open_ = true;
  } else if (new_step || new_portion) {
    console_.err << fmt::format("  {}: {} %\n", what, percent) << std::flush;
  }
}

void ProgressBar::finish() {
  if (open_) console_.err << '\n' << std::flush;
  open_ = false;
  what_.clear();
  percent_ = -1;
}

}  // namespace courant::cli
