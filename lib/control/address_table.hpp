#pragma once
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace courant::control::detail {

/// The distinct names of a list, in the order of their first use, and the place of each entry among them.
struct AddressTable {
  std::vector<std::string> distinct;
  std::vector<std::size_t> place;

  explicit AddressTable(const std::vector<std::string>& names) {
    std::unordered_map<std::string, std::size_t> known;
    for (const auto& name : names) {
      const auto [entry, fresh] = known.emplace(name, distinct.size());
      if (fresh) distinct.push_back(name);
      place.push_back(entry->second);
    }
  }
};

}  // namespace courant::control::detail
