#include "pals_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "../file.hpp"
#include "courant/base/error.hpp"
#include "yaml_tree.hpp"

namespace courant::io::detail {
namespace {

using Kind = JsonNode::Kind;
namespace fs = std::filesystem;

constexpr std::size_t most_files = 100;
constexpr int deepest = 10;
constexpr std::array<std::string_view, 6> silent{"authors", "version", "reminders",
                                                 "load",    "include", "phase_space_coordinates"};

void set_line(JsonNode& node, Index line) {
  node.line = line;
  for (auto& key : node.keys) key.line = line;
  for (auto& item : node.items) set_line(item, line);
}

class Loader {
 public:
  explicit Loader(PalsTree& tree) : tree_(tree) {}

  void load_text(const std::string& file, std::string_view content, int depth) {
    JsonNode root = parse_yaml(file, content);
    JsonNode* pals = nullptr;
    if (root.kind == Kind::object)
      for (std::size_t i = 0; i < root.keys.size(); ++i)
        if (root.keys[i].text == "PALS") pals = &root.items[i];
    if (!pals || pals->kind != Kind::object)
      throw ParseError(file, root.line, "the file holds no lattice of PALS",
                       "its contents stand under the key PALS", "check that this is a .pals.yaml file");
    include(file, *pals, 0);
    const JsonNode* others = pals->find("load");
    bool own = false;
    if (others)
      for (const auto& name : names(file, *others)) {
        if (name == "SELF") {
          if (!own) take(file, *pals);
          own = true;
        } else {
          load_file(file, name, others->line, depth);
        }
      }
    if (!own) take(file, *pals);
  }

 private:
  static std::vector<std::string> names(const std::string& file, const JsonNode& node) {
    std::vector<std::string> out;
    if (node.kind == Kind::string) return {node.text};
    for (const auto& item : node.items) {
      if (node.kind != Kind::array || item.kind != Kind::string)
        throw ParseError(file, node.line, "a list of file names is expected",
                         fmt::format("it holds {}", describe(item.kind)));
      out.push_back(item.text);
    }
    return out;
  }

  std::string path_of(const std::string& file, const std::string& name, Index line, int depth) {
    if (depth >= deepest || ++files_ > most_files)
      throw ParseError(
          file, line, fmt::format("file '{}' isn't read", name),
          depth >= deepest ? "files are nested deeper than ten" : "there are more than 100 files",
          "look for a file that contains itself");
    return (fs::path(file).parent_path() / name).lexically_normal().string();
  }

  std::string content_of(const std::string& file, const std::string& path, Index line) {
    try {
      return load(path);
    } catch (const ParseError& error) {
      throw ParseError(file, line, fmt::format("file '{}' can't be read", path), error.what());
    }
  }

  void load_file(const std::string& file, const std::string& name, Index line, int depth) {
    const std::string path = path_of(file, name, line, depth);
    if (!loaded_.insert(path).second) return;
    load_text(path, content_of(file, path, line), depth + 1);
  }

  // Puts what files hold in the place of `include: FILE`.
  void include(const std::string& file, JsonNode& node, int depth) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (node.kind == Kind::array && node.items[i].kind == Kind::object && node.items[i].keys.size() == 1 &&
          node.items[i].keys[0].text == "include") {
        JsonNode other = included(file, node.items[i].items[0], depth);
        if (other.kind == Kind::array) {
          node.items.erase(node.items.begin() + static_cast<std::ptrdiff_t>(i));
          node.items.insert(node.items.begin() + static_cast<std::ptrdiff_t>(i), other.items.begin(),
                            other.items.end());
          i += other.items.size();
          --i;
        } else {
          node.items[i] = std::move(other);
        }
        continue;
      }
      if (node.kind == Kind::object && node.keys[i].text == "include") {
        JsonNode other = included(file, node.items[i], depth);
        if (other.kind != Kind::object)
          throw ParseError(file, node.keys[i].line, "the included file doesn't fit here",
                           "it is included among keys, so it must hold keys");
        node.keys.erase(node.keys.begin() + static_cast<std::ptrdiff_t>(i));
        node.items.erase(node.items.begin() + static_cast<std::ptrdiff_t>(i));
        for (std::size_t k = 0; k < other.keys.size(); ++k) {
          if (node.find(other.keys[k].text))
            throw ParseError(file, other.keys[k].line,
                             fmt::format("key '{}' stands twice", other.keys[k].text),
                             "in this file and in the one it includes");
          node.keys.push_back(other.keys[k]);
          node.items.push_back(std::move(other.items[k]));
        }
        --i;
        continue;
      }
      include(file, node.items[i], depth);
    }
  }

  JsonNode included(const std::string& file, const JsonNode& name, int depth) {
    if (name.kind != Kind::string) throw ParseError(file, name.line, "include needs the name of a file");
    const std::string path = path_of(file, name.text, name.line, depth);
    JsonNode out = parse_yaml(path, content_of(file, path, name.line));
    include(path, out, depth + 1);
    set_line(out, name.line);  // where it stands now
    return out;
  }

  void take(const std::string& file, const JsonNode& pals) {
    for (std::size_t i = 0; i < pals.keys.size(); ++i) {
      const auto& [key, line] = pals.keys[i];
      const JsonNode& node = pals.items[i];
      if (key == "facility") {
        facility(file, node);
      } else if (key == "notes") {
        for (const auto& note : node.items) tree_.notes.push_back(note.text);
      } else if (key == "extension_labels") {
        if (const JsonNode* labels = node.find("names"))
          for (const auto& name : labels->keys) tree_.extensions.insert(name.text);
      } else if (key == "post_expansion") {
        if (!node.items.empty())
          tree_.report.add({file, line}, {}, "changes after the expansion (post_expansion) are not done",
                           "the lattice is as it was before them");
      } else if (std::find(silent.begin(), silent.end(), key) == silent.end()) {
        tree_.report.add({file, line}, {}, fmt::format("key '{}' is unknown", key),
                         "nothing is done with it");
      }
    }
  }

  void facility(const std::string& file, const JsonNode& node) {
    if (node.kind == Kind::null) return;
    if (node.kind != Kind::array)
      throw ParseError(file, node.line, "'facility' must be a list",
                       fmt::format("it is {}", describe(node.kind)));
    for (const auto& item : node.items) {
      if (item.kind == Kind::string) {
        if (item.text != "expand_lattice")
          tree_.report.add({file, item.line}, {}, fmt::format("'{}' is no definition", item.text),
                           "nothing is done with it");
        continue;
      }
      if (item.kind != Kind::object)
        throw ParseError(file, item.line, "an entry of the facility must be a name with what it means",
                         fmt::format("it is {}", describe(item.kind)), "write '- NAME:' with keys below");
      for (std::size_t i = 0; i < item.keys.size(); ++i)
        tree_.facility.push_back({file, item.keys[i].text, item.items[i], item.keys[i].line});
    }
  }

  PalsTree& tree_;
  std::set<std::string> loaded_;
  std::size_t files_ = 0;
};

}  // namespace

PalsTree read_pals_tree(const Source& source) {
  PalsTree tree;
  Loader(tree).load_text(source.file, source.content, 0);
  return tree;
}

std::vector<std::pair<JsonNode::Key, const JsonNode*>> pals_entries(const JsonNode& node) {
  std::vector<std::pair<JsonNode::Key, const JsonNode*>> out;
  if (node.kind == Kind::array) {
    for (const auto& item : node.items)
      if (item.kind == Kind::object)
        for (std::size_t i = 0; i < item.keys.size(); ++i) out.emplace_back(item.keys[i], &item.items[i]);
  } else {
    for (std::size_t i = 0; i < node.keys.size(); ++i) out.emplace_back(node.keys[i], &node.items[i]);
  }
  return out;
}

}  // namespace courant::io::detail
