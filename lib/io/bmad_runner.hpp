#pragma once
// Private to the module: the statements of a Bmad file, one file of code each for statements, calls, assignments,
// definitions and lines.
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bmad_job.hpp"
#include "bmad_text.hpp"
#include "bmad_values.hpp"

namespace courant::io::detail {

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Class of elements by its name or an abbreviation that means one alone; empty: none.
std::string_view bmad_class(std::string_view written);

// Whether the attribute holds wakes.
bool is_bmad_wake(std::string_view attribute);

class BmadRunner {
 public:
  // Statements act on `out`.
  explicit BmadRunner(BmadFile& out) : out_(out), values_(out) {}

  // Runs the text of a file.
  void file(const std::string& name, std::string_view content);
  // Makes the lines with arguments that others name. To be called at the end.
  void instantiate();

 private:
  void run(const BmadStatement& statement);
  void command(std::string_view word, std::string_view rest, const Where& where);
  void call(std::string_view rest, const Where& where);
  std::optional<std::filesystem::path> called(std::string_view written) const;
  void assign(std::string_view name, std::string_view attribute, std::string_view text, const Where& where);
  void assign(Definition& definition, std::string_view attribute, std::string_view text, const Where& where);
  void define(std::string_view name, std::string_view rest, const Where& where);
  void line(std::string_view name, std::string_view text, const Where& where);
  std::vector<Member> members(std::string_view text, const Where& where, int depth);
  void list(std::string_view name, std::string_view text, const Where& where);
  void line_with_arguments(std::string_view name, std::string_view arguments, std::string_view rest,
                           const Where& where);
  std::string with_arguments(std::string_view part, const Where& where);
  std::string member_name(std::string_view part) const;
  void note_multipass(std::string_view name, const Where& where);
  void beam(std::string_view rest, const Where& where);
  void note_wake(std::string_view text, const Where& where, const std::string& subject);

  // NAME(A, B): LINE = (...)
  struct Pattern {
    std::vector<std::string> formal;  // keys
    std::string text;                 // in the brackets
    Where where;
  };
  struct Instance {
    std::string key, name;
    std::vector<std::string> actual;  // keys
    Where where;
  };

  BmadFile& out_;
  BmadValues values_;
  std::vector<std::string> open_;
  std::map<std::string, Pattern, std::less<>> patterns_;
  std::vector<Instance> instances_;  // those that lines name
  std::map<std::string, std::string, std::less<>>
      known_;  // actual by formal names, while an instance is made
  int called_ = 0;
  Index looked_at_ = 0;
  bool ended_ = false, title_ = false;
};

}  // namespace courant::io::detail
