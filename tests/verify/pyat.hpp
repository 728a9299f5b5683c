#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>

#include "courant/lattice/lattice.hpp"
#include "table.hpp"

namespace courant::verify {

/// State from AT's ray (x, px, y, py, delta, ct) after a path of reference length `s` [m].
Vec6<double> from_at(const nlohmann::json& ray, double s, const Reference& reference);

/// Largest difference of a coordinate from AT's ray after `s` [m]; NaN if one is NaN.
double distance_to_at(const Vec6<double>& r, const nlohmann::json& ray, double s, const Reference& reference);

/// Single elements of golden_pyat.json; those the reader reports as not supported are named with the reason.
void compare_elements(const nlohmann::json& golden, Table& table);

/// Optics and tracks of the rings of golden_pyat.json, read from the files in `lattices`.
void compare_rings(const nlohmann::json& golden, const std::filesystem::path& lattices, Table& table);

/// Energy loss and 6D closed orbit of the ESRF ring with mean radiation.
void compare_radiation(const nlohmann::json& golden, const std::filesystem::path& lattices, Table& table);

/// Orbit response of the ESRF ring, its sextupoles as correctors.
void compare_response(const nlohmann::json& golden, const std::filesystem::path& lattices, Table& table);

}  // namespace courant::verify
