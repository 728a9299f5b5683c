#include "plot.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <system_error>

#include "data_folder.hpp"
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
  return messages.substr(begin, messages.find_first_of("'.", begin) - begin);
}

[[noreturn]] void explain_failure(const std::string& kind, const fs::path& python, const Ended& ended) {
  const std::string problem = fmt::format("the picture '{}' can't be drawn", kind);
  if (const std::string package = missing_package(ended.messages); !package.empty())
    throw NotAvailable(problem, fmt::format("{} has no package '{}'", python.string(), package),
                       fmt::format("install it by '{} -m pip install {}', or set COURANT_PYTHON",
                                   python.string(), package == "courant" ? "courant-accelerator" : package));
  if (ended.status < 0)
    throw NotAvailable(problem, fmt::format("{}: {}", python.string(), last_line(ended.messages)),
                       "set COURANT_PYTHON to a Python that has matplotlib");
  throw Error(problem, fmt::format("{} said: {}", python.string(), last_line(ended.messages)));
}

// PYTHONPATH of the child: in a build tree the package stands beside bin/.
std::string module_path() {
  const fs::path beside = program_folder().parent_path() / "python";
  const char* own = std::getenv("PYTHONPATH");
  std::string path = own ? own : "";
  std::error_code ignored;
  if (fs::exists(beside / "courant" / "plot.py", ignored))
    path = beside.string() + (path.empty() ? "" : ":" + path);
  return path;
}

}  // namespace

fs::path find_python() {
  if (const char* chosen = std::getenv("COURANT_PYTHON"); chosen && *chosen) return chosen;
  std::error_code ignored;
  const fs::path folder = program_folder();
  if (const fs::path beside = folder / "python3"; !folder.empty() && fs::exists(beside, ignored))
    return beside;
  if (const fs::path build = COURANT_BUILD_PYTHON;
      !build.empty() && folder == COURANT_BUILD_FOLDER && fs::exists(build, ignored))
    return build;
  return "python3";
}

void draw(const std::string& kind, const Json& data, const fs::path& file) {
  const std::string extension = file.extension().string();
  if (extension != ".png" && extension != ".pdf" && extension != ".svg")
    throw InvalidArgument(fmt::format("picture '{}' can't be written", file.string()),
                          fmt::format("its extension is '{}'", extension), "give .png, .pdf or .svg");
  const TemporaryFolder folder;
  const fs::path input = folder.path() / "data.json", log = folder.path() / "log";
  const fs::path output =
      file.parent_path() / fmt::format(".{}.{}{}", file.stem().string(), ::getpid(), extension);
  if (!(std::ofstream(input) << json_text(data)).flush())
    throw Error(fmt::format("'{}' can't be written", input.string()), "the disk may be full");
  const fs::path python = find_python();
  const Ended ended =
      run_program({python.string(), "-m", "courant.plot", kind, input.string(), output.string()},
                  {"MPLBACKEND=Agg", "PYTHONPATH=" + module_path()}, log);
  std::error_code error;
  if (ended.status != 0) {
    fs::remove(output, error);
    explain_failure(kind, python, ended);
  }
  fs::rename(output, file, error);
  if (error) throw Error(fmt::format("picture '{}' can't be written", file.string()), error.message());
}

}  // namespace courant::cli
