// Compares Courant with the reference numbers of other codes and prints the table of agreement.
//   verify_reference --reference FOLDER     FOLDER holds golden_*.json and lattices/
// Exit status: 0 all agree, 1 something differs or can't be read, 2 wrong use.
#include <cstdio>
#include <exception>
#include <fstream>
#include <string_view>

#include "formats.hpp"
#include "madx.hpp"
#include "pyat.hpp"
#include "xsuite.hpp"

int main(int argc, char** argv) {
  if (argc != 3 || std::string_view(argv[1]) != "--reference") {
    std::fputs("usage: verify_reference --reference FOLDER\n", stderr);
    return 2;
  }
  try {
    const std::filesystem::path folder = argv[2];
    std::ifstream stream(folder / "golden_pyat.json");
    const auto golden = nlohmann::json::parse(stream);
    courant::verify::Table table;
    fmt::print("Reference: {}, commit {}\n\n", golden.at("source").get<std::string>(),
               golden.at("commit").get<std::string>());
    courant::verify::compare_elements(golden, table);
    courant::verify::compare_rings(golden, folder / "lattices", table);
    courant::verify::compare_radiation(golden, folder / "lattices", table);
    courant::verify::compare_response(golden, folder / "lattices", table);
    std::ifstream formats(folder / "golden_formats.json");
    courant::verify::compare_formats(nlohmann::json::parse(formats), folder, table);
    std::ifstream bmad(folder / "golden_bmad.json");
    courant::verify::compare_bmad(nlohmann::json::parse(bmad), folder, table);
    std::ifstream madx(folder / "golden_madx.json");
    const auto golden_madx = nlohmann::json::parse(madx);
    courant::verify::compare_madx_elements(golden_madx, table);
    courant::verify::compare_madx_census(golden_madx, folder, table);
    courant::verify::compare_madx_survey(golden_madx, folder, table);
    courant::verify::compare_madx_optics(golden_madx, folder, table);
    std::ifstream xsuite(folder / "golden_xsuite.json");
    courant::verify::compare_xsuite(nlohmann::json::parse(xsuite), golden_madx, folder, table);
    return table.print() == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
