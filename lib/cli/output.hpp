#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "console.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::cli {

using Json = nlohmann::ordered_json;

/// Start of every JSON document: version of Courant.
Json document();

/// What a lattice is: name, elements, superperiods, circumference_m, energy_eV, species.
Json lattice_json(const Lattice& lattice);

/// One line for people with the same content.
std::string lattice_line(const Lattice& lattice);

/// Remarks of a reader: list of {file, line, problem, action}.
Json report_json(const std::vector<lattice::Remark>& report);

/// "file:line: problem; action".
std::string remark_line(const lattice::Remark& remark);

/// Number with so many digits behind the point, without the sign of a zero.
std::string fixed(double value, int digits);

/// Text in lines of at most 79 characters; all but the first begin with `indent` blanks.
std::string wrapped(const std::string& text, std::size_t indent);

/// Text of a document; NaN becomes null, broken characters of names a question mark.
std::string json_text(const Json& document);

/// Columns of text that fit a terminal of 80 characters.
class Table {
 public:
  /// Titles; the first column is left, the others right. A title may have its unit: "beta_x [m]".
  explicit Table(std::vector<std::string> titles) { rows_.push_back(std::move(titles)); }

  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  /// Writes title, rule and rows. Of more than `most` rows (0: all) the first are shown and `more` tells how to
  /// see the others.
  void print(std::ostream& out, std::size_t most = 0, const std::string& more = {}) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace courant::cli
