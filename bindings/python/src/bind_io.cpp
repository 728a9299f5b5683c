#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <optional>

#include "courant/io/courant_json.hpp"
#include "courant/io/format.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "pybind.hpp"

namespace courant::python {
namespace {

using Text = std::optional<std::string>;
using Release = py::call_guard<py::gil_scoped_release>;

io::ReadOptions options(const Text& format, const Text& line, const std::optional<double>& energy,
                        const Text& particle, const Text& model, double steps_for) {
  return {.format = format.value_or(""),
          .line = line.value_or(""),
          .energy = energy.value_or(0.0),
          .model = model.value_or(""),
          .steps_for = steps_for,
          .particle = particle.value_or("")};
}

}  // namespace

void bind_io(py::module_& m) {
  m.def(
      "read_lattice",
      [](const std::filesystem::path& path, const Text& format, const Text& line,
         const std::optional<double>& energy, const Text& particle, const Text& model, double steps_for) {
        return io::read_lattice(path, options(format, line, energy, particle, model, steps_for));
      },
      py::arg("path"), py::arg("format") = py::none(), py::arg("line") = py::none(),
      py::arg("energy") = py::none(), py::arg("particle") = py::none(), py::arg("model") = py::none(),
      py::arg("steps_for") = 0.0, Release(),
      "Lattice in a file.\n\npath: the file\nformat: name from `formats()`; None: from extension and "
      "content\n"
      "line: which line or variable of the file; None: the only one\n"
      "energy: total energy [eV] instead of the file's; some formats hold none\n"
      "particle: species instead of the file's\n"
      "model: 'expanded' or 'exact' for every element; None: that of the file's code\n"
      "steps_for: relative error of each magnet's map [-], sets its steps; 0: as the file's code\n\n"
      "What was not understood stands in `lattice.report`. ParseError with file and line for a broken file.");
  m.def(
      "write_lattice",
      [](const Lattice& lattice, const std::filesystem::path& path, const Text& format) {
        io::write_lattice(lattice, path, format.value_or(""));
      },
      py::arg("lattice"), py::arg("path"), py::arg("format") = py::none(), Release(),
      "Write a lattice; the file is complete or not there.\n\nformat: name from `formats()`; None: from the "
      "extension");
  m.def(
      "parse_lattice",
      [](const std::string& content, const std::string& file, const Text& format, const Text& line,
         const std::optional<double>& energy, const Text& particle, const Text& model, double steps_for) {
        return io::parse_lattice(content, file, options(format, line, energy, particle, model, steps_for));
      },
      py::arg("content"), py::arg("file") = "text.json", py::arg("format") = py::none(),
      py::arg("line") = py::none(), py::arg("energy") = py::none(), py::arg("particle") = py::none(),
      py::arg("model") = py::none(), py::arg("steps_for") = 0.0, Release(),
      "Lattice in a text; `file` is what messages call it and what the format is guessed from.");
  m.def(
      "format_lattice",
      [](const Lattice& lattice, const std::string& format) { return io::format_lattice(lattice, format); },
      py::arg("lattice"), py::arg("format") = "courant", Release(),
      "Text of the file that write_lattice would make.");
  m.def("courant_json_schema", &io::courant_json_schema, "JSON schema of Courant JSON.");
  m.def(
      "formats",
      [] {
        std::vector<std::tuple<std::string, std::string, bool>> rows;
        for (const io::LatticeFormat* f : io::formats())
          rows.emplace_back(f->name(), f->title(), f->writes());
        return rows;
      },
      "Name, title and whether it can be written, of every format.");
  // A lattice travels between processes as the text of its file.
  py::object type = py::type::of<Lattice>();
  type.attr("__reduce__") = py::cpp_function(
      [parse = py::object(m.attr("parse_lattice"))](const Lattice& lattice) -> py::tuple {
        return py::make_tuple(parse, py::make_tuple(io::format_lattice(lattice)));
      },
      py::is_method(type), py::name("__reduce__"));
}

}  // namespace courant::python
