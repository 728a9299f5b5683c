#pragma once
#include <mutex>
#include <string>

namespace courant {

/// Where code asks for the time; passed in, so that tests and replays choose it. All calls from any thread.
class Clock {
 public:
  virtual ~Clock() = default;

  /// UTC [s] since 1970-01-01T00:00:00, without leap seconds; may jump when the host is corrected.
  virtual double now() const = 0;

  /// Seconds since a fixed but unknown instant [s]; never goes back. For time budgets and periods.
  virtual double monotonic() const = 0;

  /// Return after `seconds` [s]; at once when not positive.
  /// \throws InvalidArgument  if `seconds` is NaN
  virtual void sleep_for(double seconds) = 0;
};

/// The clocks of the host. Resolution of now(): 0.24 us, the spacing of a double at today's date.
class SystemClock final : public Clock {
 public:
  double now() const override;
  double monotonic() const override;
  void sleep_for(double seconds) override;
};

/// Time that moves only when told: sleep_for() advances it and returns at once, so that a test of an hour
/// takes no time and gives the same result each run. Two threads that sleep at once advance it by the sum.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(double start = 0.0) : utc_(start) {}  ///< `start`: UTC [s]

  double now() const override;
  double monotonic() const override;
  void sleep_for(double seconds) override;

  /// Move both times forward by `seconds` [s].
  /// \throws InvalidArgument  if `seconds` is negative or NaN
  void advance(double seconds);

  /// Set UTC [s], as a correction of the host's clock does; monotonic() stays.
  void set(double utc);

 private:
  mutable std::mutex mutex_;
  double utc_;              // [s]
  double monotonic_ = 0.0;  // [s]
};

/// Time as ISO 8601 in UTC with milliseconds, e.g. "2026-03-01T12:00:00.250Z".
/// \param utc  seconds since 1970 [s], years 1 to 9999
/// \throws InvalidArgument  if `utc` is not finite or out of range
/// Test: tests/base/clock_test.cpp
std::string iso_time(double utc);

}  // namespace courant
