#pragma once
#include <string>

namespace courant::io {

/// JSON schema (draft 2020-12) of Courant JSON version 1, made from the fields of the elements; the text of
/// data/schema/courant-lattice-1.schema.json. Test: tests/io/schema_test.cpp
std::string courant_json_schema();

}  // namespace courant::io
