#include "courant/base/logger.hpp"

#include <ostream>

namespace courant {

std::string_view to_string(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "unknown";
}

Logger& silence() {
  static NullLogger logger;
  return logger;
}

void StreamLogger::log(LogLevel level, std::string_view message) {
  if (level < least_) return;
  const std::lock_guard lock(mutex_);
  out_ << to_string(level) << ": " << message << '\n' << std::flush;
}

}  // namespace courant
