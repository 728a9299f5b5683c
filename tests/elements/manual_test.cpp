#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "courant/elements/all.hpp"
#include "courant/elements/names.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

const std::string page_path = COURANT_SOURCE_DIR "/docs/reference/elements.md";

void write_value(std::ostream& out, double x) { std::isinf(x) ? out << (x < 0.0 ? "−∞" : "∞") : out << x; }
void write_value(std::ostream& out, int x) { out << x; }
template <elements::Named Enum>
void write_value(std::ostream& out, Enum x) {
  out << '`' << elements::name_of(x) << '`';
}
template <class Coefficients>
requires requires(Coefficients c) { c[0]; }
void write_value(std::ostream& out, const Coefficients&) { out << "none"; }

/// The table of one type as it must stand in the manual.
template <class E>
std::string table() {
  const E element;
  std::ostringstream out;
  elements::for_each_field<E>([&](auto field) {
    out << "| `" << field.name << "` | " << (field.unit == "1" ? "–" : field.unit) << " | ";
    write_value(out, field.access(element));
    out << " | " << field.text << " |\n";
  });
  const std::string rows = out.str();
  if (rows.empty()) return "No fields.\n";
  return std::string("| field | unit | default | meaning |\n|---|---|---|---|\n").append(rows);
}

std::string read_page() {
  std::ifstream file(page_path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Section of a type: its heading, one sentence, the table up to the next heading.
struct Section {
  std::size_t begin = std::string::npos, table = std::string::npos, end = std::string::npos;
};

Section find(const std::string& page, std::string_view type) {
  Section out;
  out.begin = page.find(std::string("\n## ").append(type).append("\n"));
  if (out.begin == std::string::npos) return out;
  out.end = std::min(page.find("\n## ", out.begin + 1), page.size() - 1) + 1;
  const auto paragraph = page.find("\n\n", page.find("\n\n", out.begin) + 2);  // after the sentence
  out.table = paragraph == std::string::npos || paragraph + 2 > out.end ? out.end : paragraph + 2;
  return out;
}

template <class E>
void write() {
  std::string page = read_page();
  if (find(page, E::type).begin == std::string::npos)
    page.append("\n## ").append(E::type).append("\n\nTo be described.\n");
  const Section at = find(page, E::type);
  std::string before = page.substr(0, at.table);
  while (!before.ends_with("\n\n")) before.append("\n");
  std::ofstream(page_path) << before << table<E>() << (at.end < page.size() ? "\n" : "")
                           << page.substr(at.end);
}

}  // namespace

TEST_CASE("Manual: every element stands in it with every field, unit, default and meaning",
          "[elements][manual]") {
  if (std::getenv("COURANT_WRITE_MANUAL")) {
#define COURANT_WRITE(Name) write<elements::Name<>>();
    COURANT_ELEMENTS(COURANT_WRITE)
#undef COURANT_WRITE
  }
  const std::string page = read_page();
  REQUIRE_FALSE(page.empty());
  const auto check = [&](std::string_view type, const std::string& expected) {
    INFO(type << "; COURANT_WRITE_MANUAL=1 writes the tables anew");
    const Section at = find(page, type);
    REQUIRE(at.begin != std::string::npos);
    std::string section = page.substr(at.table, at.end - at.table);
    if (at.end < page.size()) section.pop_back();  // the blank line before the next heading
    CHECK(section == expected);
  };
#define COURANT_CHECK(Name) check(elements::Name<>::type, table<elements::Name<>>());
  COURANT_ELEMENTS(COURANT_CHECK)
#undef COURANT_CHECK
}
