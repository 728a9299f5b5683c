#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant_json.hpp"
#include "json_tree.hpp"

namespace courant::io::detail {
namespace {

using Kind = JsonNode::Kind;
using lattice::Builder;
using lattice::ElementPtr;

class Reader {
 public:
  // With `problems` the errors go there and reading goes on where it can; the result is then no lattice.
  Reader(const Source& source, const ReadOptions& options, std::vector<ParseError>* problems = nullptr)
      : file_(source.file),
        options_(options),
        problems_(problems),
        root_(parse_json(source.file, source.content)) {}

  Lattice read() {
    require(root_, Kind::object, "the document");
    check_schema();
    check_keys(root_, {"schema", "name", "description", "citation", "notes", "reference", "superperiods",
                       "elements", "line"});
    Builder builder;
    attempt([&] { builder.particle(particle()); });
    attempt([&] { superperiods(builder); });
    attempt([&] { elements(); });
    attempt([&] { line(builder); });
    attempt([&] { builder.describe(description()); });
    return problems_ && !problems_->empty() ? Lattice() : builder.freeze();
  }

 private:
  struct Definition {
    ElementPtr element;  // none: it is broken
    Index line = 0;
    bool used = false;
  };

  [[noreturn]] void fail(Index line, std::string_view problem, std::string_view why = {},
                         std::string_view suggestion = {}) const {
    throw ParseError(file_, line, problem, why, suggestion);
  }

  // Runs f; its error is kept when all are wanted.
  template <class F>
  void attempt(F f) const {
    try {
      f();
    } catch (const ParseError& error) {
      if (!problems_) throw;
      problems_->push_back(error);
    }
  }

  // Runs f; an error of the lattice becomes one of this line.
  template <class F>
  auto at(Index line, F f) const {
    try {
      return f();
    } catch (const ParseError&) {
      throw;
    } catch (const Error& e) {
      fail(line, e.what());
    }
  }

  void require(const JsonNode& node, Kind kind, std::string_view what) const {
    if (node.kind != kind)
      fail(node.line, fmt::format("{} must be {}", what, describe(kind)),
           fmt::format("it is {}", describe(node.kind)), "see the schema courant-lattice-1");
  }

  void check_schema() const {
    const JsonNode* schema = root_.find("schema");
    if (!schema)
      fail(root_.line, "key 'schema' is missing", "it tells what the document is",
           fmt::format("write \"schema\": \"{}\"", courant_schema));
    require(*schema, Kind::string, "'schema'");
    if (schema->text == courant_schema) return;
    const bool lattice = schema->text.starts_with("courant-lattice/");
    fail(schema->line, fmt::format("schema '{}' can't be read", schema->text),
         fmt::format("this version of Courant reads '{}'", courant_schema),
         lattice ? "use a Courant that is as new as the file" : "this is no lattice file");
  }

  void check_keys(const JsonNode& object, const std::vector<std::string>& known) const {
    for (const auto& key : object.keys)
      if (std::find(known.begin(), known.end(), key.text) == known.end())
        attempt([&] {
          fail(key.line, fmt::format("key '{}' is unknown", key.text), "nothing would be done with it",
               hint(key.text, known));
        });
  }

  static std::string hint(const std::string& wanted, const std::vector<std::string>& known) {
    const std::string near = nearest(wanted, known);
    return near.empty() ? fmt::format("known are {}", fmt::join(known, ", ")) : near;
  }

  const JsonNode& needed(const JsonNode& object, std::string_view key, Kind kind,
                         std::string_view why) const {
    const JsonNode* node = object.find(key);
    if (!node) fail(object.line, fmt::format("key '{}' is missing", key), why, "add it");
    require(*node, kind, fmt::format("'{}'", key));
    return *node;
  }

  std::string text(std::string_view key) const {
    const JsonNode* node = root_.find(key);
    if (!node) return {};
    require(*node, Kind::string, fmt::format("'{}'", key));
    return node->text;
  }

  lattice::Description description() {
    lattice::Description d;
    d.name = text("name");
    d.text = text("description");
    d.notes = text("notes");
    if (!root_.find("name")) d.name = std::filesystem::path(file_).stem().string();
    if (!options_.line.empty() && options_.line != d.name)
      throw UnknownName(fmt::format("line '{}' is unknown", options_.line),
                        fmt::format("'{}' has the one line '{}'", file_, d.name), "leave the line out");
    if (const JsonNode* list = root_.find("citation")) {
      require(*list, Kind::array, "'citation'");
      for (const auto& item : list->items) {
        require(item, Kind::string, "a citation");
        d.citation.push_back(item.text);
      }
    }
    d.report = std::move(report_);
    return d;
  }

  lattice::Particle particle() const {
    const JsonNode& node =
        needed(root_, "reference", Kind::object, "species and energy of the beam are unknown");
    check_keys(node, {"species", "energy", "mass", "charge"});
    const auto& species = needed(node, "species", Kind::string, "mass and charge are unknown");
    const auto& energy = needed(node, "energy", Kind::number, "the magnets' strength has no meaning");
    const JsonNode *mass = node.find("mass"), *charge = node.find("charge");
    for (const auto* number : {mass, charge})
      if (number) require(*number, Kind::number, "mass or charge");
    if (!mass != !charge)
      fail(node.line, "mass and charge stand together", mass ? "charge is missing" : "mass is missing",
           "give both or, for a known species, none");
    return at(energy.line, [&] {
      return mass ? lattice::make_particle(species.text, energy.number, mass->number, charge->number)
                  : lattice::make_particle(species.text, energy.number);
    });
  }

  void superperiods(Builder& builder) const {
    const JsonNode* node = root_.find("superperiods");
    if (!node) return;
    require(*node, Kind::number, "'superperiods'");
    if (!node->whole || node->number > 1e6)
      fail(node->line, "'superperiods' must be a whole number", {}, "give 1 or more");
    at(node->line, [&] { builder.superperiods(static_cast<Index>(node->number)); });
  }

  void elements() {
    const JsonNode& all = needed(root_, "elements", Kind::object, "the line has nothing to name");
    for (std::size_t i = 0; i < all.keys.size(); ++i) {
      Definition& definition = elements_[all.keys[i].text];
      definition.line = all.keys[i].line;
      attempt([&] { definition.element = element(all, i); });
    }
  }

  ElementPtr element(const JsonNode& all, std::size_t i) const {
    const std::string& key = all.keys[i].text;
    const Index key_line = all.keys[i].line;
    const JsonNode& node = all.items[i];
    require(node, Kind::object, fmt::format("element '{}'", key));
    const JsonNode* type = node.find("type");
    if (!type)
      fail(key_line, fmt::format("element '{}' has no type", key), {},
           fmt::format("give \"type\", one of {}", fmt::join(lattice::element_types(), ", ")));
    require(*type, Kind::string, "'type'");
    AnyElement body = at(type->line, [&] { return lattice::make_element(type->text); });
    std::string name = key, alias;
    std::optional<physics::Opening> aperture;
    for (std::size_t f = 0; f < node.keys.size(); ++f) {
      const auto& field = node.keys[f];
      if (field.text == "type") continue;
      if (field.text == "name") {
        require(node.items[f], Kind::string, "'name'");
        name = node.items[f].text;
        continue;
      }
      if (field.text == "alias") {
        require(node.items[f], Kind::string, "'alias'");
        alias = node.items[f].text;
        continue;
      }
      if (field.text == "aperture") {
        attempt([&] { aperture = opening(key, field, node.items[f]); });
        continue;
      }
      attempt([&] { at(field.line, [&] { set(body, key, field, node.items[f]); }); });
    }
    if (name.empty()) fail(key_line, "an element has no name", "it could not be found again", "name it");
    at(key_line, [&] { lattice::validate(name, body); });
    return std::make_shared<const lattice::Element>(
        lattice::Element{name, std::move(body), std::move(aperture), std::move(alias)});
  }

  // The chamber of an element: the fields of an Aperture.
  physics::Opening opening(const std::string& element, const JsonNode::Key& key, const JsonNode& node) const {
    require(node, Kind::object, "'aperture'");
    AnyElement chamber = elements::Aperture<>{};
    for (std::size_t f = 0; f < node.keys.size(); ++f)
      at(node.keys[f].line, [&] { set(chamber, element, node.keys[f], node.items[f]); });
    at(key.line, [&] { lattice::validate(element, chamber); });
    return std::get<elements::Aperture<>>(chamber).opening;
  }

  void set(AnyElement& body, const std::string& element, const JsonNode::Key& field,
           const JsonNode& value) const {
    lattice::FieldValue datum;
    switch (value.kind) {
      case Kind::number:
        datum = value.number;
        break;
      case Kind::string:
        datum = value.text;
        break;
      case Kind::array: {
        std::vector<double> list;
        for (const auto& item : value.items) {
          require(item, Kind::number, fmt::format("each term of '{}'", field.text));
          list.push_back(item.number);
        }
        datum = std::move(list);
        break;
      }
      default:
        fail(field.line, fmt::format("field '{}' can't be {}", field.text, describe(value.kind)),
             "it takes a number, a name or a list of numbers");
    }
    try {
      lattice::set_field(body, field.text, datum);
    } catch (const UnknownName&) {
      fail(field.line, fmt::format("{} '{}' has no field '{}'", elements::type_of(body), element, field.text),
           "nothing would be done with it", hint(field.text, lattice::field_names(body)));
    }
  }

  // What a place of the line names.
  Definition& place(const JsonNode& item) {
    require(item, Kind::string, "each place of 'line'");
    const auto found = elements_.find(item.text);
    if (found != elements_.end()) return found->second;
    std::vector<std::string> known;
    for (const auto& [key, unused] : elements_) known.push_back(key);
    const std::string near = nearest(item.text, known);
    fail(item.line, fmt::format("line names '{}', which is not defined", item.text), {},
         near.empty() ? "define it under 'elements'" : near);
  }

  void line(Builder& builder) {
    const JsonNode& list = needed(root_, "line", Kind::array, "the order of the elements is unknown");
    if (list.items.empty()) fail(list.line, "the line is empty", "it has no element", "name at least one");
    for (const auto& item : list.items)
      attempt([&] {
        Definition& definition = place(item);
        definition.used = true;
        if (definition.element) builder.append(definition.element);
      });
    for (const auto& [key, definition] : elements_)
      if (!definition.used)
        report_.push_back({file_, definition.line, fmt::format("element '{}' stands in no line", key),
                           "it was checked and left out"});
  }

  const std::string& file_;
  const ReadOptions& options_;
  std::vector<ParseError>* problems_;
  JsonNode root_;
  std::map<std::string, Definition> elements_;
  std::vector<lattice::Remark> report_;
};

}  // namespace

Lattice read_courant_json(const Source& source, const ReadOptions& options) {
  return Reader(source, options).read();
}

std::vector<ParseError> courant_json_problems(const Source& source, const ReadOptions& options) {
  std::vector<ParseError> problems;
  try {
    Reader(source, options, &problems).read();
  } catch (const ParseError& error) {
    problems.push_back(error);
  }
  return problems;
}

}  // namespace courant::io::detail
