#include "courant/io/read.hpp"

#include <fmt/format.h>

#include <fstream>

#include "courant/base/error.hpp"
#include "courant/io/check.hpp"
#include "courant/io/format.hpp"
#include "courant/io/write.hpp"
#include "courant/lattice/builder.hpp"
#include "beam.hpp"
#include "file.hpp"
#include "model.hpp"

namespace courant::io {
namespace {

constexpr std::size_t head_size = 4096;  // [byte]; enough for the first keys of any format

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const auto* format : formats()) names.emplace_back(format->name());
  return names;
}

const LatticeFormat* guess(std::string_view file, std::string_view content) {
  for (const auto* format : formats())
    if (format->matches(file, content.substr(0, head_size))) return format;
  return nullptr;
}

const LatticeFormat& for_reading(std::string_view content, const std::string& file,
                                 const ReadOptions& options) {
  const LatticeFormat* format = options.format.empty() ? guess(file, content) : &format_named(options.format);
  if (!format)
    throw ParseError(file, 0, "the format is not recognised", "neither name nor content tell it",
                     fmt::format("give format, one of {}", fmt::join(format_names(), ", ")));
  return *format;
}

const LatticeFormat& for_writing(std::string_view file, std::string_view format) {
  if (!format.empty()) return format_named(format);
  if (const auto* found = guess(file, {})) return *found;
  throw UnknownName(fmt::format("no format fits the name '{}'", file), "its extension is unknown",
                    fmt::format("give format, one of {}", fmt::join(format_names(), ", ")));
}

// Drifts backwards are rare and often a slip: they are kept, with a remark.
Lattice noting_steps_back(const Lattice& lattice, const std::string& file) {
  Index count = 0, first = 0;
  for (Index i = lattice.size() - 1; i >= 0; --i)
    if (const auto* drift = std::get_if<elements::Drift<>>(&lattice[i].body); drift && drift->length < 0.0) {
      ++count;
      first = i;
    }
  if (count == 0) return lattice;
  auto description = lattice.description();
  description.report.push_back(
      {file, 0,
       fmt::format("{} of negative length, the first '{}' of {} m",
                   count == 1 ? "a drift" : fmt::format("{} drifts", count), lattice[first].name,
                   std::get<elements::Drift<>>(lattice[first].body).length),
       "the beam goes back there, s too"});
  return lattice::Builder(lattice).describe(std::move(description)).freeze();
}

Lattice read_noting(const LatticeFormat& format, const Source& source, const ReadOptions& options) {
  return noting_steps_back(format.read(source, options), source.file);
}

}  // namespace

std::string LatticeFormat::write(const Lattice&) const {
  throw NotAvailable(fmt::format("format '{}' can't be written", name()), "it is read only",
                     "write 'courant', which holds everything");
}

std::vector<ParseError> LatticeFormat::problems(const Source& source, const ReadOptions& options) const {
  try {
    read(source, options);
    return {};
  } catch (const ParseError& error) {
    return {error};
  }
}

const LatticeFormat& format_named(std::string_view name) {
  for (const auto* format : formats())
    if (format->name() == name) return *format;
#ifndef COURANT_HAS_YAML
  if (name == "pals")
    throw NotAvailable("format 'pals' can't be read or written", "this build has no yaml-cpp",
                       "build with COURANT_BUILD_FACILITY (package libyaml-cpp-dev)");
#endif
  const auto names = format_names();
  throw UnknownName(fmt::format("format '{}' is unknown", name),
                    fmt::format("known are {}", fmt::join(names, ", ")), nearest(name, names));
}

Lattice parse_lattice(std::string_view content, const std::string& file, const ReadOptions& options) {
  const LatticeFormat& format = for_reading(content, file, options);
  return detail::with_model(detail::with_beam(read_noting(format, {file, content}, options), options), format,
                            options);
}

Lattice read_lattice(const std::filesystem::path& path, const ReadOptions& options) {
  if (!options.format.empty()) static_cast<void>(format_named(options.format));
  return parse_lattice(detail::load(path), path.string(), options);
}

std::vector<Finding> check_lattice(const std::filesystem::path& path, const ReadOptions& options) {
  if (!options.format.empty()) static_cast<void>(format_named(options.format));
  const std::string file = path.string();
  std::vector<Finding> out;
  const auto add = [&out](const ParseError& e) { out.push_back({e.file(), e.line(), e.what(), true}); };
  try {
    const std::string content = detail::load(path);
    const LatticeFormat& format = for_reading(content, file, options);
    for (const auto& problem : format.problems({file, content}, options)) add(problem);
    if (!out.empty()) return out;
    const Lattice lattice = read_noting(format, {file, content}, options);
    for (const auto& remark : lattice.description().report)
      out.push_back({remark.file, remark.line,
                     ParseError(remark.file, remark.line, remark.problem, remark.action).what(), false});
  } catch (const ParseError& error) {
    add(error);
  }
  return out;
}

std::string format_lattice(const Lattice& lattice, std::string_view format) {
  return format_named(format).write(lattice);
}

void write_lattice(const Lattice& lattice, const std::filesystem::path& path, std::string_view format) {
  detail::store(path, for_writing(path.string(), format).write(lattice));
}

}  // namespace courant::io
