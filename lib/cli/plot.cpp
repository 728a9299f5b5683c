#include "plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include "data_folder.hpp"
#include "files.hpp"
#include "process.hpp"

namespace courant::cli {

namespace fs = std::filesystem;

namespace {

// The last line that isn't empty: what a Python program died of.
std::string last_line(const std::string& text) {
  const auto end = text.find_last_not_of("\n ");
  if (end == std::string::npos) return {};
  const auto begin = text.find_last_of('\n', end);
  return text.substr(begin == std::string::npos ? 0 : begin + 1,
                     end - (begin == std::string::npos ? -1 : begin));
}

// Name of the package whose absence Python reports; empty if it died of something else.
std::string missing_package(const std::string& messages) {
  const std::string mark = "No module named '";
  const auto at = messages.rfind(mark);
  if (at == std::string::npos) return {};
  const auto begin = at + mark.size();
  const std::string name = messages.substr(begin, messages.find('\'', begin) - begin);
  return name.find('.') == std::string::npos ? name : std::string();  // a part is missing: a broken package
}

[[noreturn]] void explain_failure(const std::string& kind, const fs::path& python, const Ended& ended) {
  const std::string problem = fmt::format("no picture of '{}' can be drawn", kind);
  if (const std::string package = missing_package(ended.messages); !package.empty())
    throw NotAvailable(problem, fmt::format("{} has no package '{}'", python.string(), package),
                       package == "courant"
                           ? "set COURANT_PYTHON to the Python that Courant is installed in"
                           : fmt::format("install it by '{} -m pip install {}', or set COURANT_PYTHON",
                                         python.string(), package));
  if (ended.status < 0)
    throw NotAvailable(problem, fmt::format("{}: {}", python.string(), last_line(ended.messages)),
                       "set COURANT_PYTHON to a Python that has matplotlib");
  throw Error(problem, fmt::format("{} said: {}", python.string(), last_line(ended.messages)));
}

// PYTHONPATH of the child: in a build tree the package stands beside bin/.
std::string module_path() {
  fs::path beside = program_folder().parent_path() / "python";
  const char* own = std::getenv("PYTHONPATH");
  std::string path = own ? own : "";
  std::error_code ignored;
  if (fs::exists(beside / "courant" / "plot.py", ignored))
    path = beside.string() + (path.empty() ? "" : ":" + path);
  return path;
}

// Runs `python -m courant.plot KIND data.json OUT` with its data in `folder`.
void run_python(const std::string& kind, const Json& data, const fs::path& folder, const fs::path& out) {
  write_text(folder / "data.json", json_text(data));
  const fs::path python = find_python();
  const Ended ended = run_program(
      {python.string(), "-m", "courant.plot", kind, (folder / "data.json").string(), out.string()},
      {"MPLBACKEND=Agg", "PYTHONPATH=" + module_path()}, folder / "log");
  if (ended.status != 0) explain_failure(kind, python, ended);
}

// Brings a file to its place; there it is whole or, after an error, as it was before.
void move_file(const fs::path& from, const fs::path& to) {
  std::ifstream stream(from, std::ios::binary);
  write_text(to, std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()));
}

}  // namespace

fs::path find_python() {
  if (const char* chosen = std::getenv("COURANT_PYTHON"); chosen && *chosen) return chosen;
  std::error_code ignored;
  const fs::path folder = program_folder();
  if (fs::path beside = folder / "python3"; !folder.empty() && fs::exists(beside, ignored)) return beside;
  if (fs::path build = COURANT_BUILD_PYTHON;
      !build.empty() && fs::exists(build, ignored) && fs::equivalent(folder, COURANT_BUILD_FOLDER, ignored))
    return build;
  return "python3";
}

void draw(const std::string& kind, const Json& data, const fs::path& file) {
  const std::string extension = file.extension().string();
  if (extension != ".png" && extension != ".pdf" && extension != ".svg")
    throw InvalidArgument(fmt::format("picture '{}' can't be written", file.string()),
                          fmt::format("its extension is '{}'", extension), "give .png, .pdf or .svg");
  const TemporaryFolder folder;
  run_python(kind, data, folder.path(), folder.path() / ("picture" + extension));
  move_file(folder.path() / ("picture" + extension), file);
}

std::vector<std::string> draw_all(const std::string& kind, const Json& data, const fs::path& folder) {
  const TemporaryFolder temporary;
  const fs::path pictures = temporary.path() / "pictures";
  run_python(kind, data, temporary.path(), pictures);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(pictures))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  for (const auto& name : names) move_file(pictures / name, folder / name);
  return names;
}

}  // namespace courant::cli
