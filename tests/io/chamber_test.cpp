// Chambers and other names of elements: what each format says of them, and what comes back.
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "courant/lattice/builder.hpp"
#include "madx_support.hpp"
#include "reader_support.hpp"
#include "support/catch.hpp"

using namespace courant;
using physics::Opening;
using physics::Shape;
using test::contains;

namespace {

// The lattice of one element with this chamber.
Lattice with(const Opening& opening, const std::string& alias = "") {
  return lattice::Builder()
      .particle(lattice::make_particle("electron", 1e9))
      .append("Q", elements::Quadrupole<>{.length = 0.5, .k1 = 1.0})
      .aperture("Q", opening)
      .alias("Q", alias)
      .freeze();
}

std::optional<Opening> again(const Lattice& lattice, const std::string& format) {
  return io::parse_lattice(io::format_lattice(lattice, format), "again", {.format = format})[0].aperture;
}

// Same shape; numbers within rounding of half widths to limits and back.
void check_same(const std::optional<Opening>& found, const Opening& wanted) {
  REQUIRE(found);
  CHECK(found->shape == wanted.shape);
  const auto close = [](double a, double b) { CHECK((a == b || std::abs(a - b) < 1e-15)); };
  close(found->half_x, wanted.half_x);
  close(found->half_y, wanted.half_y);
  close(found->centre_x, wanted.centre_x);
  close(found->centre_y, wanted.centre_y);
  close(found->x_min, wanted.x_min);
  close(found->x_max, wanted.x_max);
  close(found->y_min, wanted.y_min);
  close(found->y_max, wanted.y_max);
  CHECK(found->polygon == wanted.polygon);
}

const Opening box{Shape::rectangular, 0.02, 0.01, 0.001, -0.002};
const Opening ellipse{Shape::elliptic, 0.02, 0.01, 0.0, 0.0};
const Opening jaw{.x_max = 0.005};
const Opening triangle{.shape = Shape::polygon, .centre_y = 0.001, .polygon = {0, 0, 0.01, 0, 0, 0.01}};

}  // namespace

TEST_CASE("Chamber: Courant JSON keeps every opening and the alias", "[io][aperture]") {
  for (const auto& opening : {box, ellipse, jaw, triangle, Opening{}}) {
    check_same(again(with(opening), "courant"), opening);
    const Lattice back =
        io::parse_lattice(io::format_lattice(with(opening, "SR/Q \"1\""), "courant"), "again.json");
    CHECK(back[0].alias == "SR/Q \"1\"");
  }
  const std::string text = io::format_lattice(with(box), "courant");
  CHECK_THROWS_AS(io::parse_lattice(std::string(text).replace(text.find("0.02"), 4, "-0.1"), "bad.json"),
                  ParseError);
  CHECK_THROWS_AS(io::parse_lattice(std::string(text).replace(text.find("half_x"), 6, "half_z"), "bad.json"),
                  ParseError);
}

TEST_CASE("Chamber: AT's RApertures and EApertures act together", "[io][at][aperture]") {
  const auto read = [](const std::string& attributes) {
    return io::parse_lattice(
        "ring={atringparam('r',3e9,1);...\natquadrupole('Q',0.5,1.0," + attributes + ")};", "one.m")[0];
  };
  check_same(read("'RApertures',[-0.019 0.021 -0.012 0.008]").aperture, box);
  check_same(read("'EApertures',[0.02 0.01]").aperture, ellipse);
  check_same(read("'RApertures',[-Inf 0.005 -Inf Inf]").aperture, jaw);
  check_same(read("'EApertures',[0.02 0.01],'RApertures',[-0.015 0.015 -Inf Inf]").aperture,
             {Shape::elliptic, 0.02, 0.01, 0.0, 0.0, -0.015, 0.015});
  CHECK(read("'Device','srmag/q/1'").alias == "srmag/q/1");
  const auto refused = [&](const std::string& attributes, std::string_view why) {
    const auto message = test::message_of([&] { return read(attributes); });
    CHECK(contains(message.text, why));
    CHECK(message.line == 2);
  };
  refused("'RApertures',[0.01 -0.01 0 1]", "nothing passes");
  refused("'RApertures',[0.01 0.02]", "four numbers");
  refused("'EApertures',[0.01]", "two numbers");
}

TEST_CASE("Chamber: AT's texts keep it", "[io][at][aperture]") {
  for (const auto& opening : {box, ellipse, jaw}) check_same(again(with(opening), "at_m"), opening);
  for (const auto& opening : {box, ellipse}) check_same(again(with(opening), "at_json"), opening);
  const std::string text = io::format_lattice(with(triangle, "SR/Q"), "at_m");
  CHECK(contains(text, "polygon"));
  CHECK(io::parse_lattice(text, "again.m")[0].alias == "SR/Q");
}

TEST_CASE("Chamber: MAD-X's shapes", "[io][madx][aperture]") {
  const auto read = [](const std::string& attributes) {
    return madx::read(madx::beam + "q: quadrupole, l=0.5, k1=1, " + attributes + "; l: line=(q);");
  };
  const auto chamber = [&](const std::string& attributes) { return read(attributes)[0].aperture; };
  check_same(chamber("apertype=rectangle, aperture={0.02,0.01}, aper_offset={0.001,-0.002}"), box);
  check_same(chamber("apertype=ellipse, aperture={0.02,0.01}"), ellipse);
  check_same(chamber("aperture={0.02}"), {Shape::elliptic, 0.02, 0.02, 0.0, 0.0});  // a circle unless told
  check_same(chamber("apertype=rectellipse, aperture={0.015,0.005,0.02,0.01}"),
             {Shape::elliptic, 0.02, 0.01, 0.0, 0.0, -0.015, 0.015, -0.005, 0.005});
  check_same(chamber("apertype=lhcscreen, aperture={0.015,0.012,0.02}"),
             {Shape::elliptic, 0.02, 0.02, 0.0, 0.0, -0.015, 0.015, -0.012, 0.012});
  const auto octagon = chamber("apertype=octagon, aperture={0.02,0.01,0.25,0.9}");
  REQUIRE(octagon);
  CHECK(octagon->polygon.size() == 16);
  CHECK(octagon->polygon[1] == Approx(0.02 * std::tan(0.25)));
  CHECK(octagon->polygon[2] == Approx(0.01 / std::tan(0.9)));
  CHECK_FALSE(chamber("aperture={0,0}"));
  CHECK_FALSE(chamber("apertype=racetrack, aperture={0.02,0.01,0.005,0.005}"));
  CHECK(contains(madx::report_of(read("apertype=racetrack, aperture={0.02,0.01,0.005,0.005}")), "racetrack"));
  CHECK(contains(madx::report_of(read("apertype=circle, aperture={-1}")), "not usable"));
  // a collimator without length is an Aperture, one with a length a drift with a chamber
  const Lattice thin =
      madx::read(madx::beam + "c: collimator, apertype=circle, aperture={0.01}; l: line=(c);");
  CHECK(std::get<elements::Aperture<>>(thin[0].body).opening.half_x == 0.01);
  const Lattice thick =
      madx::read(madx::beam + "c: collimator, l=1, apertype=circle, aperture={0.01}; l: line=(c);");
  CHECK(std::holds_alternative<elements::Drift<>>(thick[0].body));
  REQUIRE(thick[0].aperture);
}

TEST_CASE("Chamber: MAD-X's text keeps it", "[io][madx][aperture]") {
  const Opening screen{Shape::elliptic, 0.02, 0.02, 0.0, 0.0, -0.015, 0.015, -0.012, 0.012};
  for (const auto& opening : {box, ellipse, screen}) check_same(again(with(opening), "madx"), opening);
  const std::string text = io::format_lattice(with(triangle, "SR/Q"), "madx");
  CHECK(contains(text, "written as the rectangle around it"));
  CHECK(contains(text, "aliases of elements are left out"));
}

TEST_CASE("Chamber: Bmad's limits and alias", "[io][bmad][aperture]") {
  const auto read = [](const std::string& definition) {
    return io::parse_lattice("q: " + definition + "\nl: line = (q)\nuse, l\n", "line.bmad",
                             {.energy = 1e9, .particle = "electron"})[0];
  };
  check_same(
      read("quadrupole, l = 0.5, x1_limit = 0.019, x2_limit = 0.021, y1_limit = 0.012, y2_limit = 0.008")
          .aperture,
      box);
  check_same(read("quadrupole, l = 0.5, x_limit = 0.02, y_limit = 0.01, aperture_type = elliptical").aperture,
             ellipse);
  check_same(read("quadrupole, l = 0.5, x2_limit = 0.005").aperture, jaw);
  check_same(read("ecollimator, l = 0.5, x_limit = 0.02, y_limit = 0.01").aperture, ellipse);
  CHECK_FALSE(read("quadrupole, l = 0.5").aperture);
  CHECK_FALSE(read("quadrupole, l = 0.5, x_limit = 0.02, aperture_at = no_aperture").aperture);
  const auto thin = read("rcollimator, x_limit = 0.02");
  CHECK_FALSE(thin.aperture);
  CHECK(std::get<elements::Aperture<>>(thin.body).opening.half_x == 0.02);
  CHECK(read("quadrupole, l = 0.5, alias = \"QUAD:LI01:1\"").alias == "QUAD:LI01:1");
}

TEST_CASE("Chamber: what of Bmad's is not kept is reported", "[io][bmad][aperture]") {
  const auto remarks = [](const std::string& chamber) {
    const Lattice line = io::parse_lattice("q: quadrupole, l = 0.5, " + chamber + "\nl: line = (q)\nuse, l\n",
                                           "line.bmad", {.energy = 1e9, .particle = "electron"});
    std::string all;
    for (const auto& remark : line.description().report) all += remark.problem + "; " + remark.action + "\n";
    return all;
  };
  CHECK(remarks("x_limit = 0.02, aperture_at = both_ends, aperture_type = auto").empty());
  CHECK(contains(remarks("x_limit = 0.02, aperture_at = entrance_end"), "aperture_at ENTRANCE_END"));
  CHECK(contains(remarks("x_limit = 0.02, aperture_type = wall3d"), "its limits make a rectangle"));
  CHECK(contains(remarks("aperture_type = wall3d"), "it is open"));
  CHECK(contains(remarks("x2_limit = 0.02, aperture_type = elliptical"), "an ellipse has no limits"));
}

TEST_CASE("Chamber: elegant's collimators with a length", "[io][elegant][aperture]") {
  const auto read = [](const std::string& definition) {
    return io::parse_lattice("C: " + definition + "\nL: LINE=(C)\n", "line.lte",
                             {.energy = 1e9, .particle = "electron"})[0];
  };
  check_same(read("ECOL, L=0.5, X_MAX=0.02, Y_MAX=0.01").aperture, ellipse);
  check_same(read("RCOL, L=0.5, X_MAX=0.02, Y_MAX=0.01, DX=0.001, DY=-0.002").aperture, box);
  CHECK_FALSE(read("RCOL, L=0.5").aperture);
  CHECK_FALSE(read("RCOL, X_MAX=0.02").aperture);  // is an Aperture itself
  CHECK(contains(io::format_lattice(with(box), "elegant"), "apertures of elements are left out"));
}

#ifdef COURANT_HAS_YAML
TEST_CASE("Chamber: PALS keeps every opening and the alias", "[io][pals][aperture]") {
  for (const auto& opening : {box, ellipse, jaw, triangle, Opening{}}) {
    check_same(again(with(opening), "pals"), opening);
    const Lattice back = io::parse_lattice(io::format_lattice(with(opening, "SR/Q"), "pals"), "a.pals.yaml",
                                           {.format = "pals"});
    CHECK(back[0].alias == "SR/Q");
  }
}
#endif
