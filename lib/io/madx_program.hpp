#pragma once
// Private to the module: runs the statements of a MAD-X job.
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "madx_edit.hpp"
#include "madx_job.hpp"

namespace courant::io::detail {

// What to do with an error of a statement: throw it, or keep it and go on with the next statement.
using MadxErrors = std::function<void(const ParseError&)>;

class MadxProgram {
 public:
  MadxProgram(MadxJob& job, MadxErrors on_error) : job_(job), on_error_(std::move(on_error)), edit_(job) {}

  // All statements of a file and of those it calls.
  void run(const std::string& file, std::string_view content);

 private:
  enum class Flow { on, end_file, end_job };

  Flow run(const std::shared_ptr<const MadxText>& text, std::size_t begin, std::size_t stop, int depth);
  Flow plain(const MadxStatement& statement);
  Flow branch(const MadxStatement& statement, int depth);
  Flow command(const MadxCommand& command);
  bool condition(const MadxStatement& statement);

  void assign(const MadxCommand& command);
  void assign_attribute(const MadxCommand& command);
  void definition(const MadxCommand& command);
  void element(const MadxCommand& command);
  void again_in_sequence(const MadxCommand& command);
  void freeze_solenoid(MadxElement& element);
  void attributes(MadxElement& element, const MadxCommand& command, bool in_sequence);
  void line(const MadxCommand& command);
  void begin_sequence(const MadxCommand& command);
  void in_sequence(const MadxCommand& command, bool defined);
  void use(const MadxCommand& command);
  void options(const MadxCommand& command);
  void skip(const MadxCommand& command);
  Flow call(const MadxCommand& command);
  std::filesystem::path found(const MadxCommand& command) const;

  MadxJob& job_;
  MadxErrors on_error_;
  MadxEdit edit_;
  MadxSequence* open_ = nullptr;              // between SEQUENCE and ENDSEQUENCE
  bool taken_ = true;                         // whether the last IF or ELSEIF was true
  std::vector<std::filesystem::path> files_;  // being read, the innermost last
  Index calls_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace courant::io::detail
