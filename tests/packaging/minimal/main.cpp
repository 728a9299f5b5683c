// Links a static module and its private libraries; says which version it got.
#include <cstdio>

#include "courant/base/provenance.hpp"
#include "courant/version.hpp"

int main() {
  const auto built = courant::provenance();
  std::printf("headers %s, library %s\n", courant::version, built.version.c_str());
  return built.version == courant::version ? 0 : 1;
}
