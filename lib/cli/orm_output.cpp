#include "orm_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace courant::cli {
namespace {

// What a label is about: "x" of "BPM_3.x", "kick_x" of "COR_1.kick_x", "rf".
std::string quantity(const std::string& label) {
  const auto dot = label.rfind('.');
  return dot == std::string::npos ? label : label.substr(dot + 1);
}

struct Block {
  Index count = 0;
  double squares = 0.0, largest = 0.0;
  std::string unit;
};

}  // namespace

Json orm_json(const ResponseMatrix& matrix) {
  Json json = document();
  for (const auto& [axes, name] : {std::pair{&matrix.rows, "rows"}, std::pair{&matrix.columns, "columns"}}) {
    Json labels = Json::array(), units = Json::array();
    for (const auto& axis : *axes) {
      labels.push_back(axis.label);
      units.push_back(axis.unit);
    }
    json[name] = labels;
    json[std::string(name) + "_unit"] = units;
  }
  Json rows = Json::array();
  for (Index i = 0; i < matrix.values.rows(); ++i) {
    Json row = Json::array();
    for (Index k = 0; k < matrix.values.cols(); ++k) row.push_back(matrix.values(i, k));
    rows.push_back(std::move(row));
  }
  json["matrix"] = std::move(rows);
  return json;
}

void print_orm(std::ostream& out, const std::string& title, const ResponseMatrix& matrix) {
  std::map<std::pair<std::string, std::string>, Block> blocks;
  for (Index i = 0; i < matrix.values.rows(); ++i)
    for (Index k = 0; k < matrix.values.cols(); ++k) {
      const auto& row = matrix.rows[static_cast<std::size_t>(i)];
      const auto& column = matrix.columns[static_cast<std::size_t>(k)];
      Block& block = blocks[{quantity(column.label), quantity(row.label)}];
      ++block.count;
      block.squares += matrix.values(i, k) * matrix.values(i, k);
      block.largest = std::max(block.largest, std::abs(matrix.values(i, k)));
      block.unit = row.unit + "/" + column.unit;
    }
  out << title << '\n' << fmt::format("{} rows, {} columns\n\n", matrix.values.rows(), matrix.values.cols());
  Table table({"by", "of", "entries", "rms", "largest", "unit"});
  for (const auto& [key, block] : blocks)
    table.add({key.first, key.second, std::to_string(block.count),
               fmt::format("{:.4g}", std::sqrt(block.squares / static_cast<double>(block.count))),
               fmt::format("{:.4g}", block.largest), block.unit});
  table.print(out);
}

}  // namespace courant::cli
