#pragma once
#include <string>
#include <string_view>

#include "courant/base/result.hpp"

namespace courant::control::detail {

/// A file that grows by whole lines, each on disk when append() returns. What fails is cut off again.
class AppendFile {
 public:
  AppendFile() = default;
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  /// Makes a new file; Failure{conflict} if it is there, Failure{partial} if it can't be made.
  Result<void> create(const std::string& path);
  /// Appends a line with its end and syncs. Failure{partial}.
  Result<void> append(std::string line);

 private:
  int descriptor_ = -1;
  long long size_ = 0;  // of what is whole [bytes]
  std::string path_;
};

/// Writes a file that is whole or not there: temporary name, sync, rename, sync of the folder.
/// Failure{partial}.
Result<void> write_atomically(const std::string& path, std::string_view text);

/// Contents of a file. \throws ParseError  if it can't be read
std::string read_text(const std::string& path);

}  // namespace courant::control::detail
