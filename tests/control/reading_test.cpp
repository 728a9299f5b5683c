#include "courant/control/reading.hpp"

#include "courant/base/error.hpp"
#include "courant/base/rng.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;

namespace {

const Unit metre = Unit::parse("m");

Readings orbit(std::vector<double> values, double sigma = 0.0, double time = 100.0) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < values.size(); ++i) labels.push_back("BPM" + std::to_string(i));
  return {metre, labels, values, sigma, time};
}

}  // namespace

TEST_CASE("Readings: NaN and Inf are masked and read as NaN", "[control][reading]") {
  const Readings r = orbit({1.0, std::nan(""), INFINITY, -2.0});
  CHECK(r.valid() == std::vector<bool>{true, false, false, true});
  CHECK(std::isnan(r.value()[1]));
  CHECK(std::isnan(r.value()[2]));
  CHECK(std::isnan(r.sigma()[2]));
  CHECK(r.quality()[2] == Quality::invalid);
  CHECK(r.valid_count() == 2);
  CHECK(r.valid_fraction() == 0.5);
}

TEST_CASE("Readings: a masked value never comes back", "[control][reading]") {
  Readings r = orbit({1.0, 2.0, 3.0});
  r.mask(1, Quality::stale);
  CHECK(std::isnan(r.value()[1]));
  CHECK_FALSE(r[1].valid());
  CHECK(r.quality()[1] == Quality::stale);
  CHECK_THROWS_AS(r.mask(0, Quality::warning), InvalidArgument);
  CHECK_THROWS_AS(r.mask(3, Quality::stale), InvalidArgument);
}

TEST_CASE("Readings: norms use valid entries only", "[control][reading]") {
  const Readings r = orbit({3.0, std::nan(""), -4.0});
  CHECK(*r.rms() == std::sqrt(12.5));
  CHECK(*r.mean() == -0.5);
  CHECK(*r.max_abs() == 4.0);
  const Readings none = orbit({std::nan("")});
  CHECK(none.rms().error().code == Code::no_valid_data);
  CHECK(none.mean().error().code == Code::no_valid_data);
  CHECK(none.max_abs().error().code == Code::no_valid_data);
  CHECK(Readings(metre).rms().error().code == Code::no_valid_data);
}

TEST_CASE("Readings: a difference is valid where both are, sigma adds in quadrature", "[control][reading]") {
  Readings a = orbit({5.0, 6.0, 7.0}, 3.0, 10.0);
  const Readings b = orbit({1.0, std::nan(""), 3.0}, 4.0, 20.0);
  a.mask(2, Quality::disconnected);
  const Readings d = a - b;
  CHECK(d.value()[0] == 4.0);
  CHECK(d.sigma()[0] == 5.0);
  CHECK(d.time()[0] == 20.0);
  CHECK(d.valid() == std::vector<bool>{true, false, false});
  CHECK(d.quality()[2] == Quality::disconnected);
  const Readings s = a + b;
  CHECK(s.value()[0] == 6.0);
  CHECK(s.sigma()[0] == 5.0);
}

TEST_CASE("Readings: units and labels must fit", "[control][reading]") {
  const Readings a = orbit({1.0, 2.0});
  const Readings angle(Unit::parse("rad"), {"BPM0", "BPM1"}, std::vector<double>{1.0, 2.0});
  CHECK_THROWS_AS(a - angle, UnitError);
  CHECK_THROWS_AS(a - a.relabelled({"BPM0", "BPM7"}), MismatchError);
  CHECK_THROWS_AS(a - orbit({1.0}), MismatchError);
  CHECK_THROWS_AS(a.relabelled({"one"}), MismatchError);
  CHECK_THROWS_AS(Readings(Unit::parse("mm")), UnitError);
  Readings r(metre);
  CHECK_THROWS_AS(r.add({.label = "I", .value = 1.0, .unit = Unit::parse("A")}), UnitError);
}

TEST_CASE("Readings: scaling carries sigma and may change the unit", "[control][reading]") {
  const Readings r = orbit({2.0, std::nan("")}, 0.5);
  const Readings kick = r.scaled(-2.0, Unit::parse("rad"));
  CHECK(kick.value()[0] == -4.0);
  CHECK(kick.sigma()[0] == 1.0);
  CHECK(kick.unit() == Unit::parse("rad"));
  CHECK_FALSE(kick.valid(1));
  CHECK((-1.0 * r).value()[0] == -2.0);
}

TEST_CASE("Readings: selection by label, age by clock", "[control][reading]") {
  const Readings r = orbit({1.0, 2.0, 3.0}, 0.0, 90.0);
  CHECK(r.select("BPM[12]").size() == 2);
  CHECK(r.select("BPM2").value()[0] == 3.0);
  CHECK_THROWS_AS(r.select("COR*"), UnknownName);
  CHECK(r.age(100.0) == std::vector<double>{10.0, 10.0, 10.0});
}

TEST_CASE("Readings: an average leaves masked samples out", "[control][reading]") {
  const std::vector<Readings> samples{orbit({1.0, std::nan(""), std::nan("")}, 0.1),
                                      orbit({2.0, 5.0, std::nan("")}, 0.1),
                                      orbit({6.0, std::nan(""), std::nan("")}, 0.1)};
  const Readings mean = average(samples);
  CHECK(mean.value()[0] == 3.0);
  CHECK(mean.value()[1] == 5.0);
  CHECK(mean.sigma()[1] == 0.1);  // one sample: its own sigma
  CHECK_FALSE(mean.valid(2));
  CHECK(average(samples, Statistic::median).value()[0] == 2.0);
  CHECK_THROWS_AS(average({}), InvalidArgument);
}

TEST_CASE("Readings: sigma of an average is what repeated averages scatter by", "[control][reading]") {
  const auto statistic = GENERATE(Statistic::mean, Statistic::median);
  Rng rng(3, "average");
  constexpr int repeats = 2000, samples = 25;
  double square = 0.0, predicted = 0.0;
  for (int k = 0; k < repeats; ++k) {
    std::vector<Readings> list;
    for (int i = 0; i < samples; ++i) list.push_back(orbit({rng.normal()}));
    const Readings r = average(list, statistic);
    square += r.value()[0] * r.value()[0];
    predicted += r.sigma()[0] / repeats;
  }
  // Scatter of 2000 values is known to 1/sqrt(4000) = 1.6 %; three sigma, and 2 % for the median of 25 being
  // short of its limit sqrt(pi/2), and 1 % for the mean of a square root.
  CHECK(predicted == Approx(std::sqrt(square / repeats)).epsilon(0.08));
}

TEST_CASE("Readings: equality holds for masked entries", "[control][reading]") {
  const Readings a = orbit({1.0, std::nan("")});
  CHECK(a == orbit({1.0, std::nan("")}));
  CHECK_FALSE(a == orbit({1.0, 2.0}));
}

TEST_CASE("Readings: qualities have names", "[control][reading]") {
  for (const auto q : {Quality::good, Quality::warning, Quality::alarm, Quality::invalid, Quality::stale,
                       Quality::saturated, Quality::disconnected, Quality::missing}) {
    CHECK(quality_from(to_string(q)) == q);
    CHECK(usable(q) == (q == Quality::good || q == Quality::warning || q == Quality::alarm));
  }
  CHECK_THROWS_AS(quality_from("fine"), InvalidArgument);
}
