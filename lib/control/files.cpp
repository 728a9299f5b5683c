#include "files.hpp"

#include "courant/base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace courant::control::detail {
namespace {

Failure system_failure(const std::string& path, std::string_view verb) {
  const int error = errno;
  return {error == EEXIST ? Code::conflict : Code::partial,
          fmt::format("{}: {} failed ({})", path, verb, std::strerror(error))};
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// Makes the name of a new file survive a crash.
void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::absolute(path).parent_path();
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

AppendFile::~AppendFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> AppendFile::create(const std::string& path) {
  path_ = path;
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor_ < 0) return system_failure(path, "making it");
  sync_folder_of(path);
  return {};
}

Result<void> AppendFile::append(std::string line) {
  line += '\n';
  if (write_all(descriptor_, line) && ::fsync(descriptor_) == 0) {
    size_ += static_cast<long long>(line.size());
    return {};
  }
  const Failure failure = system_failure(path_, "writing");
  // A half-written line in the middle would look like damage later.
  if (::ftruncate(descriptor_, size_) == 0) ::lseek(descriptor_, size_, SEEK_SET);
  return failure;
}

Result<void> write_atomically(const std::string& path, std::string_view text) {
  const std::string temporary = fmt::format("{}.{}.tmp", path, ::getpid());
  const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return system_failure(temporary, "making it");
  const bool written = write_all(descriptor, text) && ::fsync(descriptor) == 0;
  const Failure failure = written ? Failure{} : system_failure(temporary, "writing");
  ::close(descriptor);
  if (written && ::rename(temporary.c_str(), path.c_str()) == 0) {
    sync_folder_of(path);
    return {};
  }
  const Failure result = written ? system_failure(path, "renaming to it") : failure;
  ::unlink(temporary.c_str());
  return result;
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || std::filesystem::is_directory(path)) throw ParseError(path, 0, "file can't be read");
  return text.str();
}

}  // namespace courant::control::detail
