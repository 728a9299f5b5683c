#include "courant/base/provenance.hpp"

#include "courant/version.hpp"
#include "support/catch.hpp"

using namespace courant;

TEST_CASE("Provenance: names version, compiler and build", "[base][provenance]") {
  const Provenance p = provenance();
  CHECK(p.version == version);
  CHECK_FALSE(p.compiler == "unknown");
  CHECK((p.build.starts_with("release") || p.build.starts_with("debug")));
  CHECK(to_string(Provenance{"1.2.3", "GCC 12", "release", "linux x86_64"}) ==
        "Courant 1.2.3 (GCC 12, release, linux x86_64)");
}
