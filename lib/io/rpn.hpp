#pragma once
// Private to the module: the reverse Polish notation of elegant.
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace courant::io::detail {

// A stack calculator with named memories, as the program rpn of the SDDS toolkit (M. Borland et al., APS).
//
// Known: + - * / and the functions and constants of rpn_words(); `x sto NAME` keeps x under a name; `=` doubles the
// top of the stack. An operator may follow a number without a blank: "0.5*".
class Rpn {
 public:
  // The number that `text` leaves. Throws InvalidArgument for an unknown word, an empty stack, no or several numbers
  // left, and a value that isn't finite. Cost: linear in the text.
  double value(std::string_view text);
  // Executes `text` for its memories; what it leaves is forgotten.
  void run(std::string_view text);

 private:
  void execute(std::string_view text);
  void word(std::string_view name);
  double pop(std::string_view name);

  std::vector<double> stack_;
  std::map<std::string, double, std::less<>> memory_;
};

// Names of the functions and constants.
std::vector<std::string> rpn_words();

}  // namespace courant::io::detail
