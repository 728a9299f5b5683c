#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace courant::cli {

/// How a program ended.
struct Ended {
  int status = -1;       ///< exit status; -1: it did not start or was killed
  std::string messages;  ///< its standard error and output
};

/// Runs a program without a shell and waits for it.
/// \param arguments    the program first; it is looked up in PATH if it has no folder
/// \param environment  "NAME=value" to be set besides the environment of this process
/// \param log          file that takes its output; made new
Ended run_program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
                  const std::filesystem::path& log);

/// A new folder of this process for temporary files, removed with its content at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace courant::cli
