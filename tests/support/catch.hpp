#pragma once
// The only place that names the test framework: Catch2 2.13 is what Debian 12 packages.
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <catch2/catch.hpp>
