#include "json_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

using Json = nlohmann::json;
constexpr std::size_t deepest = 32;  // Courant JSON needs 4; a bound keeps the destructor's recursion small

// Input iterator over the text that counts the lines it has passed, so that events know where they are.
class Counting {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Counting(const char* at, Index* line) : at_(at), line_(line) {}
  const char& operator*() const { return *at_; }
  Counting& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  Counting operator++(int) {
    Counting old = *this;
    ++*this;
    return old;
  }
  bool operator==(const Counting& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  Index* line_;
};

class Handler : public nlohmann::json_sax<Json> {
 public:
  Handler(const std::string& file, std::string_view text, const Index& line)
      : file_(file), text_(text), line_(line) {}

  JsonNode take() { return std::move(root_); }

  bool null() override { return leaf({}); }
  bool boolean(bool) override { return leaf({.kind = JsonNode::Kind::boolean}); }
  bool number_integer(number_integer_t x) override { return number(static_cast<double>(x), true); }
  bool number_unsigned(number_unsigned_t x) override { return number(static_cast<double>(x), true); }
  bool number_float(number_float_t x, const string_t&) override { return number(x, false); }
  bool string(string_t& text) override {
    return leaf({.kind = JsonNode::Kind::string, .text = std::move(text)});
  }
  bool binary(binary_t&) override { return false; }
  bool start_array(std::size_t) override { return open(JsonNode::Kind::array); }
  bool start_object(std::size_t) override { return open(JsonNode::Kind::object); }
  bool end_array() override { return close(); }
  bool end_object() override { return close(); }

  bool key(string_t& text) override {
    Open& object = open_.back();
    if (!object.seen.insert(text).second)
      throw ParseError(file_, line_, fmt::format("key '{}' stands twice", text),
                       "only one of the two could count", "remove or rename one");
    object.node.keys.push_back({text, line_});
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& why) override {
    const std::size_t at = std::min(position > 0 ? position - 1 : 0, text_.size());
    const auto before = text_.substr(0, at);
    const Index line = 1 + std::count(before.begin(), before.end(), '\n');
    std::string_view rest = text_.substr(std::min(begin_of_token(at), text_.size()));
    if (at >= text_.size())
      throw ParseError(file_, line, "the JSON text ends too early", "a bracket or quote is still open",
                       "close it, or fetch the whole file again");
    for (const std::string_view word : {"NaN", "nan", "Inf", "inf", "-Inf", "-inf"})
      if (rest.starts_with(word))
        throw ParseError(file_, line, fmt::format("{} is no number that a lattice can hold", word),
                         "every number must be finite", "give a number or leave the field out");
    if (dynamic_cast<const nlohmann::detail::out_of_range*>(&why))
      throw ParseError(file_, line, fmt::format("the number {} can't be held", shown(token)),
                       "it is beyond the range of a double", "every number must be finite");
    throw ParseError(file_, line, "the JSON text is broken",
                     fmt::format("unexpected '{}'", shown(token.empty() ? rest.substr(0, 1) : token)),
                     "look for a missing comma, quote or bracket here or just before");
  }

 private:
  struct Open {
    JsonNode node;
    std::unordered_set<std::string> seen;
  };

  // Start of the word that ends at `at`: the lexer stops somewhere inside an unknown one.
  std::size_t begin_of_token(std::size_t at) const {
    while (at > 0 && at <= text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[at - 1])) || text_[at - 1] == '-'))
      --at;
    return at;
  }

  static std::string shown(std::string_view token) {
    std::string out;
    for (const char c : token.substr(0, 40)) out += std::isprint(static_cast<unsigned char>(c)) ? c : '?';
    return out;
  }

  bool number(double x, bool whole) {
    return leaf({.kind = JsonNode::Kind::number, .whole = whole, .number = x});
  }
  bool leaf(JsonNode node) {
    node.line = line_;
    // the lexer reads one character beyond a number; a key on the same line says better where it stands
    if (node.kind == JsonNode::Kind::number && !open_.empty() && !open_.back().node.keys.empty())
      node.line = open_.back().node.keys.back().line;
    return place(std::move(node));
  }
  bool place(JsonNode node) {
    (open_.empty() ? root_ : open_.back().node.items.emplace_back()) = std::move(node);
    return true;
  }
  bool open(JsonNode::Kind kind) {
    if (open_.size() == deepest)
      throw ParseError(file_, line_, "brackets are nested too deeply",
                       fmt::format("more than {} are open", deepest), "this is no lattice file");
    open_.push_back({{.kind = kind, .line = line_}, {}});
    return true;
  }
  bool close() {
    JsonNode node = std::move(open_.back().node);
    open_.pop_back();
    return place(std::move(node));
  }

  const std::string& file_;
  std::string_view text_;
  const Index& line_;
  std::vector<Open> open_;
  JsonNode root_;
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i].text == key) return &items[i];
  return nullptr;
}

std::string_view describe(JsonNode::Kind kind) {
  switch (kind) {
    case JsonNode::Kind::null:
      return "null";
    case JsonNode::Kind::boolean:
      return "true or false";
    case JsonNode::Kind::number:
      return "a number";
    case JsonNode::Kind::string:
      return "a text";
    case JsonNode::Kind::array:
      return "a list";
    case JsonNode::Kind::object:
      return "an object";
  }
  return {};
}

JsonNode parse_json(const std::string& file, std::string_view text) {
  Index line = 1;
  Handler handler(file, text, line);
  Json::sax_parse(Counting(text.data(), &line), Counting(text.data() + text.size(), &line), &handler);
  return handler.take();
}

}  // namespace courant::io::detail
