#include "courant/base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <thread>

#include "courant/base/error.hpp"

namespace courant {
namespace {

using Seconds = std::chrono::duration<double>;

void require_number(double seconds) {
  if (std::isnan(seconds)) throw InvalidArgument("a time span is NaN", "", "give a number of seconds");
}

}  // namespace

double SystemClock::now() const {
  return Seconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

double SystemClock::monotonic() const {
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void SystemClock::sleep_for(double seconds) {
  require_number(seconds);
  // A century: longer spans overflow the nanoseconds of the host's timer.
  if (seconds > 0.0) std::this_thread::sleep_for(Seconds(std::min(seconds, 3.0e9)));
}

double ManualClock::now() const {
  const std::lock_guard lock(mutex_);
  return utc_;
}

double ManualClock::monotonic() const {
  const std::lock_guard lock(mutex_);
  return monotonic_;
}

void ManualClock::sleep_for(double seconds) {
  require_number(seconds);
  if (seconds > 0.0) advance(seconds);
}

void ManualClock::advance(double seconds) {
  require_number(seconds);
  if (seconds < 0.0)
    throw InvalidArgument(fmt::format("a clock can't be advanced by {} s", seconds), "time does not go back",
                          "use set() to change UTC");
  const std::lock_guard lock(mutex_);
  utc_ += seconds;
  monotonic_ += seconds;
}

void ManualClock::set(double utc) {
  require_number(utc);
  const std::lock_guard lock(mutex_);
  utc_ = utc;
}

std::string iso_time(double utc) {
  // Years 1 to 9999, the range of the format: 0001-01-01 and the end of 9999-12-31.
  if (!(utc >= -62'135'596'800.0 && utc < 253'402'300'799.9995))
    throw InvalidArgument(fmt::format("{} s is no date", utc), "years 1 to 9999 can be written",
                          "give seconds since 1970 in UTC");
  const auto milliseconds = static_cast<std::int64_t>(std::llround(utc * 1e3));
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count(), clock.subseconds().count());
}

}  // namespace courant
