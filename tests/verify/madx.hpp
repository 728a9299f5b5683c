#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>

#include "courant/lattice/lattice.hpp"
#include "table.hpp"

namespace courant::verify {

/// A ring of golden_madx.json: its statements as a job beside the files it calls; `model` as ReadOptions.
Lattice read_madx_job(const nlohmann::json& ring, const std::filesystem::path& folder,
                      const std::string& model = {});

/// Names, places, counts and strengths of the rings of golden_madx.json; `folder` holds lattices/madx.
void compare_madx_census(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);

/// Optics and one-turn matrices of the rings, exact and expanded.
void compare_madx_optics(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);

/// Surveys of the rings and of the line in three dimensions.
void compare_madx_survey(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);

/// First- and second-order maps and rays of the single elements of golden_madx.json.
void compare_madx_elements(const nlohmann::json& golden, Table& table);

}  // namespace courant::verify
