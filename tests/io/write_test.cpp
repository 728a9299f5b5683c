#include "courant/io/write.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "courant/base/error.hpp"
#include "courant/io/format.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"

using namespace courant;
namespace fs = std::filesystem;

namespace {

// A folder that disappears with the test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("courant-io-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

Lattice line(double length) {
  return lattice::Builder()
      .particle(lattice::make_particle("electron", 3e9))
      .append("D", elements::Drift<>{.length = length})
      .freeze();
}

std::string message(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Writing: a written file reads back and leaves nothing beside it", "[io][write]") {
  const Folder folder;
  const fs::path file = folder.path / "line.json";
  write_lattice(line(1.5), file);
  write_lattice(line(2.5), file);
  CHECK(read_lattice(file).length() == 2.5);
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("Writing: an old file survives a write that fails", "[io][write]") {
  const Folder folder;
  const fs::path file = folder.path / "line.json";
  write_lattice(line(1.5), file);
  CHECK_THROWS_AS(write_lattice(Lattice(), file), InvalidArgument);
  CHECK(read_lattice(file).length() == 1.5);
  CHECK_THROWS_AS(write_lattice(line(1.0), folder.path / "no" / "line.json"), InvalidArgument);
  CHECK_THROWS_AS(write_lattice(line(1.0), folder.path, "courant"), InvalidArgument);
}

TEST_CASE("Writing: through a link the file behind it is replaced", "[io][write]") {
  const Folder folder;
  write_lattice(line(1.5), folder.path / "real.json");
  fs::create_symlink("real.json", folder.path / "link.json");
  write_lattice(line(2.5), folder.path / "link.json");
  CHECK(fs::is_symlink(folder.path / "link.json"));
  CHECK(read_lattice(folder.path / "real.json").length() == 2.5);
}

TEST_CASE("Formats: unknown files and formats are named with what is near", "[io][format]") {
  const Folder folder;
  write_lattice(line(1.0), folder.path / "ring.json");
  CHECK(contains(message([&] { read_lattice(folder.path / "rings.json"); }), "did you mean 'ring.json'"));
  CHECK(contains(message([&] { read_lattice(folder.path); }), "it is a folder"));
  CHECK(contains(message([&] { read_lattice(folder.path / "ring.json", {.format = "curant", .line = ""}); }),
                 "did you mean 'courant'"));
  CHECK(contains(message([&] { read_lattice(folder.path / "ring.json", {.format = "", .line = "arc"}); }),
                 "line 'arc' is unknown"));
  CHECK(contains(message([&] { write_lattice(line(1.0), folder.path / "ring.txt"); }), "no format fits"));
  std::ofstream(folder.path / "ring.xyz") << "QF: quadrupole\n";
  CHECK(contains(message([&] { read_lattice(folder.path / "ring.xyz"); }), "the format is not recognised"));
}

TEST_CASE("Formats: content tells the format when the name doesn't", "[io][format]") {
  CHECK(io::parse_lattice(io::format_lattice(line(1.0)), "ring.backup").length() == 1.0);
}

TEST_CASE("Formats: names differ and each format finds itself", "[io][format]") {
  for (const auto* format : io::formats()) CHECK(&io::format_named(format->name()) == format);
}
