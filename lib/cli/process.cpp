#include "process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include "courant/base/error.hpp"

namespace courant::cli {

namespace fs = std::filesystem;

namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// The environment of this process with some variables replaced.
std::vector<std::string> with(const std::vector<std::string>& changes) {
  std::vector<std::string> out = changes;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    const std::string name = text.substr(0, text.find('=') + 1);
    bool replaced = false;
    for (const auto& change : changes) replaced = replaced || change.starts_with(name);
    if (!replaced) out.push_back(text);
  }
  return out;
}

}  // namespace

Ended run_program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
                  const fs::path& log) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  auto texts = arguments, variables = with(environment);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, texts.front().c_str(), &actions, nullptr, pointers(texts).data(),
                                   pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return {-1, std::system_category().message(error)};
  int state = 0;
  while (::waitpid(child, &state, 0) < 0 && errno == EINTR) {
  }
  std::ifstream stream(log);
  Ended ended{WIFEXITED(state) ? WEXITSTATUS(state) : -1,
              std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>())};
  if (WIFSIGNALED(state)) ended.messages += fmt::format("\nstopped by signal {}", WTERMSIG(state));
  return ended;
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "courant-XXXXXX").string();
  if (!::mkdtemp(name.data()))
    throw Error(fmt::format("no temporary folder '{}' can be made", name),
                std::system_category().message(errno), "set TMPDIR to a folder that you may write");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace courant::cli
