#include <fstream>
#include <iterator>

#include "courant/io/courant_json.hpp"
#include "courant/lattice/field_value.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {
const std::string schema_file = COURANT_DATA_DIR "/schema/courant-lattice-1.schema.json";
}

TEST_CASE("Schema: the file equals the text made from the fields", "[io][schema]") {
  std::ifstream stream(schema_file);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  INFO("write it anew with: test_io [write_schema]");
  CHECK((text == io::courant_json_schema()));
}

TEST_CASE("Schema: every field of every element stands in it", "[io][schema]") {
  const std::string text = io::courant_json_schema();
  for (const auto& type : lattice::element_types()) {
    const auto begin = text.find("\"" + type + "\": {");
    REQUIRE(begin != std::string::npos);
    const auto end = text.find("\"additionalProperties\"", begin);
    for (const auto& field : lattice::field_names(lattice::make_element(type)))
      CHECK(text.substr(begin, end - begin).find("\"" + field + "\": {") != std::string::npos);
  }
}

// Not run by itself: makes the file again after an element has changed.
TEST_CASE("Schema: writes the file", "[.][write_schema]") {
  std::ofstream(schema_file) << io::courant_json_schema();
}
