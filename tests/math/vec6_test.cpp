#include "courant/math/vec6.hpp"

#include "courant/math/dual.hpp"
#include "support/catch.hpp"

using namespace courant;

TEST_CASE("Vec6: coordinates stand in the order of the manual", "[math][vec6]") {
  const Vec6<double> r{{1, 2, 3, 4, 5, 6}};
  CHECK(r[X] == 1);
  CHECK(r[PX] == 2);
  CHECK(r[Y] == 3);
  CHECK(r[PY] == 4);
  CHECK(r[Z] == 5);
  CHECK(r[DELTA] == 6);
}

TEST_CASE("Vec6: a new state is zero", "[math][vec6]") {
  const Vec6<Dual<2>> r;
  for (int i = 0; i < 6; ++i) {
    CHECK(r[i].v == 0.0);
    CHECK(r[i].d == std::array{0.0, 0.0});
  }
}

TEST_CASE("Vec6: conversion keeps values and starts derivatives at zero", "[math][vec6]") {
  const Vec6<double> r{{1e-3, -2e-4, 3e-3, 4e-4, 5e-2, -6e-3}};
  const auto dual = math::convert<Dual<3>>(r);
  for (int i = 0; i < 6; ++i) {
    CHECK(dual[i].v == r[i]);
    CHECK(dual[i].d == std::array{0.0, 0.0, 0.0});
  }
  CHECK(math::value(dual).v == r.v);
}

TEST_CASE("Vec6: a seeded state has the unit matrix as derivatives", "[math][vec6]") {
  const Vec6<double> r{{1, 2, 3, 4, 5, 6}};
  const auto full = math::seed(r);
  const auto transverse = math::seed<4>(r);
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 6; ++j) {
      CHECK(full[i].v == r[i]);
      CHECK(full[i].d[static_cast<std::size_t>(j)] == (i == j ? 1.0 : 0.0));
      if (j < 4) CHECK(transverse[i].d[static_cast<std::size_t>(j)] == (i == j ? 1.0 : 0.0));
    }
}
