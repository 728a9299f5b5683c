#include "courant/base/logger.hpp"

#include <sstream>

#include "support/catch.hpp"

using namespace courant;

TEST_CASE("Logger: a stream gets lines of the wanted levels", "[base][logger]") {
  std::ostringstream out;
  StreamLogger logger(out, LogLevel::warning);
  logger.debug("a");
  logger.info("b");
  logger.warning("c");
  logger.error("d");
  CHECK(out.str() == "warning: c\nerror: d\n");
  silence().error("dropped");
  CHECK(to_string(LogLevel::debug) == "debug");
}
