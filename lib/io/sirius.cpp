#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <limits>
#include <utility>

#include "at_lattice.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "format_list.hpp"
#include "statement.hpp"

namespace courant::io::detail {
namespace {

// Pass methods of trackcpp, which agree with those of AT but for the faces of bends.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> passes{
    {{"identity_pass", "IdentityPass"},
     {"drift_pass", "DriftPass"},
     {"drift_g2l_pass", "DriftPass"},
     {"str_mpole_symplectic4_pass", "StrMPoleSymplectic4Pass"},
     {"bnd_mpole_symplectic4_pass", "BndMPoleSymplectic4Pass"},
     {"corrector_pass", "CorrectorPass"},
     {"cavity_pass", "RFCavityPass"},
     {"matrix_pass", "Matrix66Pass"},
     {"kickmap_pass", "IdTablePass"},
     {"kicktable_pass", "IdTablePass"}}};

// Numbers of an element and AT's names for them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> numbers{
    {{"length", "Length"},
     {"nr_steps", "NumIntSteps"},
     {"angle", "BendingAngle"},
     {"angle_in", "EntranceAngle"},
     {"angle_out", "ExitAngle"},
     {"gap", "FullGap"},
     {"fint_in", "FringeInt1"},
     {"fint_out", "FringeInt2"},
     {"voltage", "Voltage"},
     {"frequency", "Frequency"},
     {"t_in", "T1"},
     {"t_out", "T2"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> matrices{
    {{"r_in", "R1"}, {"r_out", "R2"}, {"matrix66", "M66"}}};
constexpr std::array<std::string_view, 6> rows{"rx", "px", "ry", "py", "de", "dl"};

constexpr std::array<std::string_view, 4> sides{"hmin", "hmax", "vmin", "vmax"};  // in AT's order
constexpr double open = std::numeric_limits<double>::infinity();

template <class Table>
std::string_view find(const Table& table, std::string_view name) {
  for (const auto& [theirs, ours] : table)
    if (theirs == name) return ours;
  return {};
}

// Cuts a flat file into structures with AT's names.
class FlatFile {
 public:
  explicit FlatFile(const Source& source) : file_(source.file), rest_(source.content) {
    cell_.kind = MatlabValue::Kind::cell;
  }

  Lattice read(const ReadOptions& options) {
    while (!rest_.empty()) {
      ++line_;
      const std::string_view text = trimmed(rest_.substr(0, rest_.find('\n')));
      rest_.remove_prefix(std::min(
          rest_.size(), rest_.find('\n') == std::string_view::npos ? rest_.size() : rest_.find('\n') + 1));
      if (text.empty() || text.front() == '#') continue;
      words_ = text;
      const std::string_view key = word();
      if (key == "%")
        head();
      else
        entry(key);
    }
    ring_.name = name_.empty() ? std::filesystem::path(file_).stem().string() : name_;
    if (!options.line.empty() && options.line != ring_.name)
      throw UnknownName(fmt::format("line '{}' is unknown", options.line),
                        fmt::format("'{}' holds '{}' alone", file_, ring_.name));
    if (!ring_.energy)
      throw ParseError(file_, 0, "the energy is missing", "the file has no line '% energy'",
                       "add '% energy 3e9 eV'");
    ring_.elements = &cell_;
    ring_.superperiods = 1.0;
    for (auto& element : cell_.items) finish(element);
    return with_faces(from_at_ring(file_, ring_));
  }

 private:
  std::string_view word() {
    words_ = trimmed(words_);
    std::size_t n = 0;
    while (n < words_.size() && !is_blank(words_[n])) ++n;
    const std::string_view out = words_.substr(0, n);
    words_.remove_prefix(n);
    return out;
  }

  [[noreturn]] void fail(std::string_view problem, std::string_view why = {}) const {
    throw ParseError(file_, line_, problem, why, "fetch the whole file again");
  }

  double number(std::string_view key) {
    const std::string_view text = word();
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    double x = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), x);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
      fail(fmt::format("'{}' needs a number", key), fmt::format("it has '{}'", text.substr(0, 40)));
    return x;
  }

  void nothing_more(std::string_view key) {
    if (!trimmed(words_).empty()) fail(fmt::format("'{}' has too many words", key));
  }

  // A line '% key value'.
  void head() {
    const std::string_view key = word();
    if (key == "energy") {
      ring_.energy = number(key);
      if (const auto unit = word(); !unit.empty() && unit != "eV") fail("the energy must be in eV");
    } else if (key == "lattice_version") {
      name_ = word();
    } else if (key != "harmonic_number" && key != "cavity_on" && key != "radiation_on" &&
               key != "vchamber_on") {
      ring_.skipped.emplace_back(line_, fmt::format("'% {}' is not known", key));
    }
  }

  void entry(std::string_view key) {
    if (key == "fam_name") {
      cell_.items.emplace_back();
      cell_.items.back().line = line_;
      put("FamName", MatlabValue::of_text(std::string(word())));
      return nothing_more(key);
    }
    if (cell_.items.empty()) fail(fmt::format("'{}' stands before the first element", key.substr(0, 40)));
    if (const auto ours = find(numbers, key); !ours.empty()) {
      MatlabValue value = column({number(key)});
      if (key == "t_in" || key == "t_out")
        for (int i = 1; i < 6; ++i) value.numbers.push_back(number(key));
      put(ours, std::move(value));
      return nothing_more(key);
    }
    if (key == "pass_method")
      pass();
    else if (key == "polynom_a" || key == "polynom_b")
      polynomial(key);
    else if (key == "hkick" || key == "vkick")
      kick(key);
    else if (key == "phase_lag")
      put("Phi0", column({-number(key)}));  // gain V sin(phase_lag - omega t); AT's Phi0 has the other sign
    else if (key.find('|') != std::string_view::npos)
      row(key);
    else if (std::find(sides.begin(), sides.end(), key) != sides.end())
      side(key);
    else if (key == "vchamber")
      shape();
    else if (key == "kicktable_fname" || key == "rescale_kicks")
      return note(fmt::format("'{}' is not supported", key));
    else
      fail(fmt::format("'{}' is unknown", key.substr(0, 40)));
    nothing_more(key);
  }

  void note(const std::string& what) { ring_.skipped.emplace_back(line_, what); }

  void put(std::string_view name, MatlabValue value) {
    value.line = line_;
    cell_.items.back().make_field(name) = std::move(value);
  }

  static MatlabValue column(std::vector<double> list) {
    MatlabValue out;
    out.rows = static_cast<Index>(list.size());
    out.columns = 1;
    out.numbers = std::move(list);
    return out;
  }

  void pass() {
    const std::string_view name = word();
    const std::string_view ours = find(passes, name);
    put("PassMethod", MatlabValue::of_text(std::string(ours.empty() ? name : ours)));
  }

  // Pairs of order and coefficient.
  void polynomial(std::string_view key) {
    std::vector<double> list;
    while (!trimmed(words_).empty()) {
      const double order = number(key), coefficient = number(key);
      if (!(order >= 0.0 && order <= 1000.0)) fail(fmt::format("'{}' has the order {}", key, order));
      const auto n = static_cast<std::size_t>(order);
      if (list.size() <= n) list.resize(n + 1, 0.0);
      list[n] = coefficient;
    }
    put(key == "polynom_a" ? "PolynomA" : "PolynomB", column(std::move(list)));
  }

  void kick(std::string_view key) {
    MatlabValue& kicks = cell_.items.back().make_field("KickAngle");
    if (kicks.numbers.empty()) kicks = column({0.0, 0.0});
    kicks.numbers[key == "hkick" ? 0 : 1] = number(key);
  }

  // One side of the vacuum chamber.
  void side(std::string_view key) {
    MatlabValue& limits = cell_.items.back().make_field("RApertures");
    if (limits.numbers.empty()) limits = column({-open, open, -open, open});
    limits.numbers[static_cast<std::size_t>(std::find(sides.begin(), sides.end(), key) - sides.begin())] =
        number(key);
  }

  // trackcpp: 0 rectangle, 1 rhombus, 2 ellipse.
  void shape() {
    if (number("vchamber") != 0.0)
      note("the shape of the vacuum chamber (vchamber) is not supported; it is taken as rectangular");
  }

  // A row of a matrix, "px|matrix66".
  void row(std::string_view key) {
    const auto bar = key.find('|');
    const auto name = find(matrices, key.substr(bar + 1));
    const auto place = std::find(rows.begin(), rows.end(), key.substr(0, bar)) - rows.begin();
    if (name.empty() || place == 6) fail(fmt::format("'{}' is unknown", key.substr(0, 40)));
    MatlabValue& matrix = cell_.items.back().make_field(name);
    if (matrix.numbers.empty()) {
      matrix = column(std::vector<double>(36, 0.0));
      matrix.rows = matrix.columns = 6;
    }
    for (std::size_t i = 0; i < 6; ++i) matrix.numbers[static_cast<std::size_t>(place) + 6 * i] = number(key);
  }

  // What trackcpp takes where the file says nothing.
  void finish(MatlabValue& element) const {
    const MatlabValue* pass = element.field("PassMethod");
    if (!pass)
      throw ParseError(file_, element.line, "an element has no pass_method", {},
                       "fetch the whole file again");
    const bool is_matrix = pass->text == "Matrix66Pass";  // before a new field moves the others
    const MatlabValue* steps = element.field("NumIntSteps");
    if (!steps || steps->numbers.front() == 0.0) element.make_field("NumIntSteps") = MatlabValue::number(1.0);
    if (!is_matrix || element.field("M66")) return;
    MatlabValue unit = column(std::vector<double>(36, 0.0));
    for (std::size_t i = 0; i < 6; ++i) unit.numbers[7 * i] = 1.0;
    element.make_field("M66") = std::move(unit);
  }

  // trackcpp divides the whole kick of a face by 1 + delta.
  static Lattice with_faces(const Lattice& lattice) {
    lattice::Builder builder(lattice);
    for (Index i = 0; i < lattice.size(); ++i) {
      const auto* dipole = std::get_if<elements::Dipole<>>(&lattice[i].body);
      if (!dipole) continue;
      if (dipole->edge1 == physics::Edge::at_linear) builder.set(i, "edge1", std::string("trackcpp"));
      if (dipole->edge2 == physics::Edge::at_linear) builder.set(i, "edge2", std::string("trackcpp"));
    }
    return builder.freeze();
  }

  const std::string& file_;
  std::string_view rest_, words_;
  Index line_ = 0;
  std::string name_;
  AtRing ring_;
  MatlabValue cell_;
};

class Sirius : public LatticeFormat {
 public:
  std::string_view name() const override { return "sirius"; }
  std::string_view title() const override { return "SIRIUS flat file (trackcpp, pyaccel)"; }
  bool matches(std::string_view, std::string_view head) const override {
    return head.find("\nfam_name") != std::string_view::npos &&
           head.find("\npass_method") != std::string_view::npos;
  }
  Lattice read(const Source& source, const ReadOptions& options) const override {
    return FlatFile(source).read(options);
  }
};

}  // namespace

const LatticeFormat& sirius() {
  static const Sirius format;
  return format;
}

}  // namespace courant::io::detail
