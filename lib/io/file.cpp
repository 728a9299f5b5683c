#include "file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <vector>

#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t largest = std::uintmax_t{1} << 30;  // [byte]; the largest lattice known has 1 MB

// Files beside a missing one whose names look like it.
std::string similar_files(const fs::path& path) {
  std::vector<std::string> names;
  std::error_code ignored;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    names.push_back(entry.path().filename().string());
    if (names.size() == 1000) break;
  }
  const std::string hint = nearest(path.filename().string(), names);
  return hint.empty() ? "check the name and the folder" : hint;
}

std::string reason(int error) { return std::system_category().message(error); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  int reset() {
    const int result = fd_ >= 0 ? ::close(fd_) : 0;
    fd_ = -1;
    return result;
  }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(fd) == 0;
}

}  // namespace

std::string load(const fs::path& path) {
  const std::string file = path.string();
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found)
    throw ParseError(file, 0, "the file does not exist", {}, similar_files(path));
  if (fs::is_directory(status))
    throw ParseError(file, 0, "the file can't be read", "it is a folder", "name a file in it");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw ParseError(file, 0, "the file can't be read", reason(errno), "check who may read it");
  std::string content;
  std::vector<char> block(1 << 16);
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())), stream.gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (content.size() > largest)
      throw ParseError(file, 0, "the file is too large", "it has more than 1 GiB", "this is no lattice file");
  }
  if (stream.bad()) throw ParseError(file, 0, "the file can't be read", "reading stopped in the middle");
  return content;
}

void store(const fs::path& path, std::string_view content) {
  static std::atomic<unsigned> count{0};
  std::error_code error;
  fs::path target = fs::weakly_canonical(path, error);  // a link stays, the file it means is replaced
  if (error) target = path;
  fs::path folder = target.parent_path();
  if (folder.empty()) folder = ".";
  const fs::path temporary =
      folder / fmt::format(".{}.{}.{}", target.filename().string(), ::getpid(), ++count);
  const auto fail = [&](int why) {
    ::unlink(temporary.c_str());
    throw InvalidArgument(fmt::format("file '{}' can't be written", path.string()), reason(why),
                          "check the folder and who may write there");
  };
  struct stat old {};
  const bool existed = ::stat(target.c_str(), &old) == 0;
  if (existed && S_ISDIR(old.st_mode)) fail(EISDIR);
  Descriptor out(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (out.get() < 0) fail(errno);
  if (existed && ::fchmod(out.get(), old.st_mode & 07777U) != 0) fail(errno);
  if (!write_all(out.get(), content)) fail(errno);
  if (out.reset() != 0) fail(errno);
  if (::rename(temporary.c_str(), target.c_str()) != 0) fail(errno);
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());  // the new name survives a power cut
}

}  // namespace courant::io::detail
