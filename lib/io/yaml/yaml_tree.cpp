#include "yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <sstream>
#include <unordered_set>

#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

constexpr std::size_t deepest = 100, most_values = 1'000'000;
constexpr std::string_view too_deep = "values are nested too deeply";

JsonNode plain(const std::string& text) {
  JsonNode node;
  node.kind = JsonNode::Kind::string;
  node.text = text;
  if (text == "null" || text == "~") node.kind = JsonNode::Kind::null;
  if (text == "true" || text == "false") {
    node.kind = JsonNode::Kind::boolean;
    node.number = text == "true" ? 1.0 : 0.0;
  }
  const std::string_view digits = text.starts_with('+') ? std::string_view(text).substr(1) : text;
  double x = 0.0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), x);
  if (!digits.empty() && error == std::errc{} && end == digits.data() + digits.size() && std::isfinite(x)) {
    node.kind = JsonNode::Kind::number;
    node.number = x;
    node.whole = digits.find_first_of(".eE") == std::string_view::npos;
  }
  return node;
}

std::size_t count(const JsonNode& node) {
  std::size_t n = 1;
  for (const auto& item : node.items) n += count(item);
  return n;
}

std::size_t depth(const JsonNode& node) {
  std::size_t d = 0;
  for (const auto& item : node.items) d = std::max(d, depth(item));
  return d + 1;
}

// Makes the tree from the events of the parser.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const std::string& file) : file_(file) {}

  JsonNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { leaf({}, mark, anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool is_plain = tag == "?" || tag.empty();
    leaf(is_plain ? plain(value) : JsonNode{.kind = JsonNode::Kind::string, .text = value}, mark, anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) fail(mark, "an alias stands inside its own anchor", "it would never end");
    values_ += count(found->second);
    check(mark);
    if (open_.size() + depth(found->second) > deepest) fail(mark, too_deep, "more than 100 levels");
    put(found->second, mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(JsonNode::Kind::array, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(JsonNode::Kind::object, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    JsonNode node;
    YAML::anchor_t anchor;
    YAML::Mark mark;
    bool wants_key;
    std::unordered_set<std::string> seen{};
  };

  [[noreturn]] void fail(const YAML::Mark& mark, std::string_view problem, std::string_view why) const {
    throw ParseError(file_, mark.line + 1, problem, why);
  }
  void check(const YAML::Mark& mark) {
    if (values_ > most_values) fail(mark, "the file has too many values", "more than a million");
  }

  void leaf(JsonNode node, const YAML::Mark& mark, YAML::anchor_t anchor) {
    ++values_;
    check(mark);
    node.line = mark.line + 1;
    if (anchor != 0) anchors_.insert_or_assign(anchor, node);
    put(std::move(node), mark);
  }

  void open(JsonNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (open_.size() == deepest) fail(mark, too_deep, "more than 100 levels");
    if (!open_.empty() && open_.back().wants_key) fail(mark, "a key must be a text", "it is a list or a map");
    JsonNode node;
    node.kind = kind;
    node.line = mark.line + 1;
    open_.push_back({std::move(node), anchor, mark, kind == JsonNode::Kind::object});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    ++values_;
    if (done.anchor != 0) {  // a copy is kept: it counts, or anchors inside each other would fill the memory
      values_ += count(done.node);
      check(done.mark);
      anchors_.insert_or_assign(done.anchor, done.node);
    }
    put(std::move(done.node), done.mark);
  }

  void put(JsonNode node, const YAML::Mark& mark) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == JsonNode::Kind::array) {
      parent.node.items.push_back(std::move(node));
      return;
    }
    if (parent.wants_key) {
      if (node.kind == JsonNode::Kind::array || node.kind == JsonNode::Kind::object)
        fail(mark, "a key must be a text", "it is a list or a map");
      if (!parent.seen.insert(node.text).second && node.text != "<<")
        fail(mark, fmt::format("key '{}' stands twice", node.text), "only one of the two could count");
      parent.node.keys.push_back(
          {node.kind == JsonNode::Kind::null ? std::string("null") : node.text, node.line});
      parent.wants_key = false;
      return;
    }
    parent.wants_key = true;
    if (parent.node.keys.back().text != "<<" || node.kind != JsonNode::Kind::object) {
      parent.node.items.push_back(std::move(node));
      return;
    }
    parent.node.keys.pop_back();
    for (std::size_t i = 0; i < node.keys.size(); ++i)
      if (parent.seen.insert(node.keys[i].text).second) {
        parent.node.keys.push_back(node.keys[i]);
        parent.node.items.push_back(std::move(node.items[i]));
      }
  }

  const std::string& file_;
  JsonNode root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, JsonNode> anchors_;
  std::size_t values_ = 0;
};

}  // namespace

JsonNode parse_yaml(const std::string& file, std::string_view text) {
  std::istringstream stream{std::string(text)};
  Builder builder(file);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    JsonNode root = builder.take();
    Builder second(file);
    if (parser.HandleNextDocument(second) && second.take().kind != JsonNode::Kind::null)
      throw ParseError(file, 0, "the file has several documents", "a lattice is one", "remove '---'");
    return root;
  } catch (const YAML::Exception& error) {
    throw ParseError(file, error.mark.is_null() ? 0 : error.mark.line + 1, "the YAML text is broken",
                     error.msg, "look at the indentation, quotes and brackets here or just before");
  }
}

}  // namespace courant::io::detail
