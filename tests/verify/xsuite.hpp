#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>

#include "table.hpp"

namespace courant::verify {

/// Tracks of PIMMS and ELENA and the radiation of LEP against golden_xsuite.json; the rings are those of
/// golden_madx.json.
void compare_xsuite(const nlohmann::json& golden, const nlohmann::json& madx,
                    const std::filesystem::path& folder, Table& table);

}  // namespace courant::verify
