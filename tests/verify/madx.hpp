#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>

#include "courant/lattice/lattice.hpp"
#include "table.hpp"

namespace courant::verify {

/// A ring of golden_madx.json: its statements as a job beside the files it calls.
Lattice read_madx_job(const nlohmann::json& ring, const std::filesystem::path& folder);

/// Names, places, counts and strengths of the rings of golden_madx.json; `folder` holds lattices/madx.
void compare_madx_census(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);

}  // namespace courant::verify
