#pragma once
#include <iosfwd>
#include <mutex>
#include <string_view>

namespace courant {

/// How much a message matters; ordered.
enum class LogLevel { debug, info, warning, error };

/// Name of a level, e.g. "warning".
std::string_view to_string(LogLevel level);

/// Where messages for the operator of a program go; passed in, there is no global one. Functions that take
/// none are silent. log() is called from any thread, must be quick and must not throw.
class Logger {
 public:
  virtual ~Logger() = default;
  virtual void log(LogLevel level, std::string_view message) = 0;

  void debug(std::string_view message) { log(LogLevel::debug, message); }
  void info(std::string_view message) { log(LogLevel::info, message); }
  void warning(std::string_view message) { log(LogLevel::warning, message); }
  void error(std::string_view message) { log(LogLevel::error, message); }
};

/// Silence: the default argument of everything that takes a logger.
class NullLogger final : public Logger {
 public:
  void log(LogLevel, std::string_view) override {}
};

/// A logger without state that drops every message; may be used from all threads at once.
Logger& silence();

/// Writes lines "level: message" to a stream of the caller, which must outlive it; safe from several threads.
class StreamLogger final : public Logger {
 public:
  /// \param out    stream that takes the lines
  /// \param least  messages below this level are dropped
  explicit StreamLogger(std::ostream& out, LogLevel least = LogLevel::info) : out_(out), least_(least) {}
  void log(LogLevel level, std::string_view message) override;

 private:
  std::mutex mutex_;
  std::ostream& out_;
  LogLevel least_;
};

}  // namespace courant
