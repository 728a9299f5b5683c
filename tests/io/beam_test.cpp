#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

std::string ion_file() {
  return io::format_lattice(lattice::Builder()
                                .particle(lattice::make_particle("Pb54+", 5e9, 193.7e9 / 208.0, 54.0 / 208.0))
                                .append("D", elements::Drift<>{.length = 1.0})
                                .freeze());
}

Lattice read(const io::ReadOptions& options) { return io::parse_lattice(ion_file(), "line.json", options); }

}  // namespace

TEST_CASE("Beam: an energy instead of the file's keeps mass and charge", "[io][beam]") {
  const Lattice other = read({.energy = 6e9});
  CHECK(other.particle().species == "Pb54+");
  CHECK(other.reference().energy() == 6e9);
  CHECK(other.reference().charge() == 54.0 / 208.0);
  CHECK(read({.particle = "Pb54+"}).particle() == read({}).particle());
}

TEST_CASE("Beam: a species instead of the file's keeps the energy", "[io][beam]") {
  const Lattice other = read({.particle = "proton"});
  CHECK(other.reference().energy() == 5e9);
  CHECK(other.particle() == lattice::make_particle("proton", 5e9));
}

TEST_CASE("Beam: an energy that no such particle can have is refused", "[io][beam]") {
  CHECK_THROWS_AS(read({.energy = 0.5e9}), InvalidArgument);
  CHECK_THROWS_AS(read({.particle = "unobtainium"}), Error);
}
