#pragma once
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "courant/lattice/lattice.hpp"
#include "courant/optics/twiss.hpp"
#include "table.hpp"

namespace courant::verify {

/// Files of further formats in `folder` against golden_formats.json: counts, lengths, optics, tracks.
void compare_formats(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);

/// One file each of AT JSON, of elegant's four, of OPA's two …; `golden` is golden_formats.json.
void compare_at_json(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);
void compare_elegant(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);
void compare_opa(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);
void compare_tracy(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);
void compare_sirius(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);

/// The files of PALS against what they say and what is published of their rings.
void compare_pals(const std::filesystem::path& folder, Table& table);

/// The FACET-II model, element by element, with golden_bmad.json.
void compare_bmad(const nlohmann::json& golden, const std::filesystem::path& folder, Table& table);

/// |value - numbers[key]|.
double difference(double value, const nlohmann::json& numbers, const std::string& key);
/// Larger of the two planes' differences of `value` from the list `numbers`.
double difference(const std::array<double, 2>& value, const nlohmann::json& numbers);

/// A column of a Twiss table: its key in the reference, our numbers, and whether the difference is relative.
struct Column {
  std::string key;
  const std::vector<double>* values;
  bool relative;
};
/// Rows for each column at the places `place(i)` of row i of the reference; relative differences count from 1 m.
void compare_columns(const std::string& subject, const nlohmann::json& reference,
                     const std::vector<Index>& places, const std::vector<Column>& columns,
                     const std::vector<double>& tolerances, Table& table);

}  // namespace courant::verify
