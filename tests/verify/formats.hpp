#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>

#include "table.hpp"

namespace courant::verify {

/// Files of further formats in `folder` against golden_formats.json: counts, lengths, optics, tracks.
void compare_formats(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);

}  // namespace courant::verify
