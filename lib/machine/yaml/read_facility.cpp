#include <fmt/format.h>

#include <fstream>

#include "../facility_reader.hpp"
#include "courant/base/error.hpp"
#include "read_machine.hpp"

namespace courant::machine::detail {

Facility read_facility(const std::filesystem::path& path) {
  const std::string file = path.string();
  YAML::Node root;
  try {
    root = YAML::LoadFile(file);
  } catch (const YAML::BadFile&) {
    throw ConfigError(fmt::format("facility file '{}' can't be read", file),
                      "it isn't there or not readable");
  } catch (const YAML::ParserException& error) {
    fail(file, error.mark, "the file is no YAML", error.msg);
  }
  try {
    const Map map(Value(root, file), "the facility", {"facility", "machines"});
    const std::string name = map.at("facility").text();
    std::vector<MachineDescription> machines;
    for (const auto& [key, value] : Map(map.at("machines"), "machines").all())
      machines.push_back(read_machine(key, value, path.parent_path().string()));
    return Facility(name, std::move(machines));
  } catch (const YAML::Exception& error) {
    fail(file, error.mark, error.msg);
  }
}

}  // namespace courant::machine::detail
