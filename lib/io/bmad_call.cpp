#include <fmt/format.h>

#include <cstdlib>

#include "bmad_runner.hpp"
#include "courant/base/error.hpp"
#include "file.hpp"

namespace courant::io::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_open = 20;  // files that call each other
constexpr int most_called = 1000;

}  // namespace

// Where a called file is: environment variables are replaced; of one that isn't set the rest of the path is looked for
// from the folder of the calling file upwards.
std::optional<fs::path> BmadRunner::called(std::string_view written) const {
  const fs::path folder = fs::path(open_.back()).parent_path();
  std::string text = bmad_unquoted(written);
  std::error_code ignored;
  const auto is_there = [&](const fs::path& path) { return fs::is_regular_file(path, ignored); };
  if (text.starts_with('$')) {
    const std::size_t slash = text.find('/');
    std::string variable = text.substr(1, slash == std::string::npos ? slash : slash - 1);
    if (variable.starts_with('{') && variable.ends_with('}'))
      variable = variable.substr(1, variable.size() - 2);
    const std::string rest = slash == std::string::npos ? std::string() : text.substr(slash + 1);
    if (const char* value = std::getenv(variable.c_str()); value != nullptr && *value != '\0') {
      const fs::path path = fs::path(value) / rest;
      return is_there(path) ? std::optional(path) : std::nullopt;
    }
    if (rest.empty()) return {};
    fs::path up = folder.empty() ? fs::path(".") : folder;
    for (int level = 0; level < 10; ++level, up /= "..")
      if (is_there(up / rest)) return (up / rest).lexically_normal();
    return {};
  }
  const fs::path path = folder / text;
  return is_there(path) ? std::optional(path) : std::nullopt;
}

void BmadRunner::call(std::string_view rest, const Where& where) {
  const std::size_t equals = rest.find('=');
  const std::string key = upper(bmad_trimmed(rest.substr(0, equals)));
  if (equals == std::string_view::npos || (key != "FILE" && key != "FILENAME"))
    throw ParseError(where.file, where.line, "CALL names no file", "it is CALL, FILE = NAME");
  const std::string_view written = bmad_trimmed(rest.substr(equals + 1));
  const auto path = called(written);
  if (!path)
    throw ParseError(where.file, where.line, fmt::format("the called file {} is absent", written),
                     written.find('$') == std::string_view::npos
                         ? "it is looked for beside the calling file"
                         : "by its environment variable, or without it above the calling file",
                     "set the variable or put the file there");
  const std::string name = path->string();
  if (contains(open_, name) || open_.size() >= most_open || ++called_ > most_called)
    throw ParseError(where.file, where.line, fmt::format("file '{}' can't be called here", name),
                     "files call each other without end, or more than 1000 times");
  std::string content;
  try {
    content = load(*path);
  } catch (const ParseError& error) {
    throw ParseError(where.file, where.line, fmt::format("file '{}' can't be called", name), error.what());
  }
  file(name, content);
}

}  // namespace courant::io::detail
