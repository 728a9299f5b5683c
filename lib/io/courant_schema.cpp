#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "courant/elements/names.hpp"
#include "courant/io/courant_json.hpp"
#include "courant_json.hpp"

namespace courant::io {
namespace {

using Json = nlohmann::ordered_json;

// What each kind of datum looks like in the file.
Json kind_of(double standard) {
  Json out{{"type", "number"}};
  if (std::isfinite(standard)) out["default"] = standard;
  return out;
}
Json kind_of(int standard) { return {{"type", "integer"}, {"default", standard}}; }
template <elements::Named Enum>
Json kind_of(Enum standard) {
  Json names = Json::array();
  for (const auto& [key, name] : elements::Names<Enum>::table) names.push_back(name);
  return {{"enum", names}, {"default", elements::name_of(standard)}};
}
Json kind_of(const std::vector<double>&) { return {{"type", "array"}, {"items", {{"type", "number"}}}}; }
template <class List>
requires requires(const List& list) { list[0]; }
Json kind_of(const List& list) {
  return {{"type", "array"}, {"items", {{"type", "number"}}}, {"maxItems", list.size()}};
}

template <class E>
void add_fields(Json& properties) {
  const E standard{};
  elements::for_each_field<E>([&](auto field) {
    Json datum = kind_of(field.access(standard));
    if (field.name == "length" && E::type != "Drift") datum["minimum"] = 0;
    if (field.name == "steps") datum["minimum"] = 1;
    datum["description"] = fmt::format("{} [{}]", field.text, field.unit == "1" ? "-" : field.unit);
    properties[std::string(field.name)] = std::move(datum);
  });
}

template <class E>
Json element_schema() {
  Json properties{{"type", {{"const", E::type}}}, {"name", {{"$ref", "#/$defs/name"}}}};
  add_fields<E>(properties);
  properties["aperture"] = {{"$ref", "#/$defs/aperture"}};
  properties["alias"] = {{"type", "string"}, {"description", "other name, such as that of the device"}};
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", {"type"}},
          {"additionalProperties", false}};
}

Json aperture_schema() {
  Json properties = Json::object();
  add_fields<elements::Aperture<>>(properties);
  return {{"type", "object"},
          {"description", "opening of the vacuum chamber at entrance and exit"},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

Json reference_schema() {
  return {
      {"type", "object"},
      {"description", "the reference particle"},
      {"properties",
       {{"species", {{"type", "string"}, {"description", "electron, positron, proton or any other name"}}},
        {"energy", {{"type", "number"}, {"exclusiveMinimum", 0}, {"description", "total energy [eV]"}}},
        {"mass",
         {{"type", "number"}, {"minimum", 0}, {"description", "rest energy [eV]; needed for other species"}}},
        {"charge", {{"type", "number"}, {"description", "[e]; needed for other species"}}}}},
      {"required", {"species", "energy"}},
      {"additionalProperties", false}};
}

Json text_schema(std::string_view description) { return {{"type", "string"}, {"description", description}}; }

}  // namespace

std::string courant_json_schema() {
  Json definitions{{"name", {{"type", "string"}, {"minLength", 1}, {"description", "name of the element"}}},
                   {"aperture", aperture_schema()}};
  Json types = Json::array();
#define COURANT_DEFINE(Name)                                                             \
  definitions[std::string(elements::Name<>::type)] = element_schema<elements::Name<>>(); \
  types.push_back({{"$ref", "#/$defs/" + std::string(elements::Name<>::type)}});
  COURANT_ELEMENTS(COURANT_DEFINE)
#undef COURANT_DEFINE
  const Json strings{{"type", "array"}, {"items", {{"type", "string"}}}};
  const Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                    {"title", "Courant lattice, version 1"},
                    {"type", "object"},
                    {"properties",
                     {{"schema", {{"const", detail::courant_schema}}},
                      {"name", text_schema("name of the lattice")},
                      {"description", text_schema("what it is, in one sentence")},
                      {"citation", strings},
                      {"notes", text_schema("what a user should know")},
                      {"reference", reference_schema()},
                      {"superperiods",
                       {{"type", "integer"},
                        {"minimum", 1},
                        {"default", 1},
                        {"description", "the ring is the line so many times"}}},
                      {"elements",
                       {{"type", "object"},
                        {"description", "the name of an element, or any key if it has a field name"},
                        {"additionalProperties", {{"oneOf", std::move(types)}}}}},
                      {"line",
                       {{"type", "array"},
                        {"minItems", 1},
                        {"items", {{"type", "string"}}},
                        {"description", "keys of the elements in the order of the beam"}}}}},
                    {"required", {"schema", "reference", "elements", "line"}},
                    {"additionalProperties", false},
                    {"$defs", std::move(definitions)}};
  return schema.dump(1) + "\n";
}

}  // namespace courant::io
