#pragma once
// Private to the module: a PALS document with the files that it loads and includes.
#include <set>
#include <string>
#include <vector>

#include "../json_tree.hpp"
#include "../report.hpp"
#include "courant/io/format.hpp"

namespace courant::io::detail {

// An entry of the facility and the file it stands in.
struct PalsItem {
  std::string file;
  std::string name;
  JsonNode body;  // lists of single entries are one object
  Index line = 0;
};

struct PalsTree {
  std::vector<PalsItem> facility;    // in the order of the files
  std::vector<std::string> notes;    // lines
  std::set<std::string> extensions;  // names of keys that the standard leaves to others
  Report report;
};

// Reads the document and what it loads and includes, each loaded file once. Throws ParseError for a document that is
// no PALS file, for files that are absent or nested deeper than ten, and for more than 100 of them.
PalsTree read_pals_tree(const Source& source);

// The entries of an object, or of a list of objects, in order.
std::vector<std::pair<JsonNode::Key, const JsonNode*>> pals_entries(const JsonNode& node);

}  // namespace courant::io::detail
