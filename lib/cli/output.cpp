#include "output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "courant/elements/names.hpp"
#include "courant/version.hpp"

namespace courant::cli {
namespace {

constexpr std::size_t longest_name = 24;  // of the first column [characters]
constexpr std::size_t line_width = 79;    // of running text [characters]

// Characters of UTF-8 text.
std::size_t count(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string shortened(const std::string& text) {
  return text.size() <= longest_name ? text : text.substr(0, longest_name - 2) + "..";
}

}  // namespace

std::string model_of(const Lattice& lattice) {
  std::string model;
  for (const auto& element : lattice.elements())
    std::visit(
        [&](const auto& e) {
          if constexpr (requires { e.model; }) {
            const std::string_view name = elements::name_of(e.model);
            if (model.empty()) model = name;
            if (model != name) model = "mixed";
          }
        },
        element->body);
  return model;
}

Json document() { return {{"courant", version}}; }

Json lattice_json(const Lattice& lattice) {
  return {{"name", lattice.name()},
          {"elements", lattice.size()},
          {"superperiods", lattice.superperiods()},
          {"circumference_m", lattice.circumference()},
          {"energy_eV", lattice.reference().energy()},
          {"model", model_of(lattice)},
          {"species", lattice.particle().species}};
}

std::string lattice_line(const Lattice& lattice) {
  std::string text =
      fmt::format("{}: {} elements, {:.7g} m, {} of {:.6g} GeV", lattice.name(), lattice.size(),
                  lattice.circumference(), lattice.particle().species, lattice.reference().energy() * 1e-9);
  if (const auto model = model_of(lattice); !model.empty() && model != "expanded")
    text += ", " + model + " model";
  if (lattice.superperiods() > 1) text += fmt::format(", one of {} superperiods", lattice.superperiods());
  return text;
}

Json report_json(const std::vector<lattice::Remark>& report) {
  Json list = Json::array();
  for (const auto& remark : report)
    list.push_back({{"file", remark.file},
                    {"line", remark.line},
                    {"problem", remark.problem},
                    {"action", remark.action}});
  return list;
}

std::string remark_line(const lattice::Remark& remark) {
  const std::string where = remark.line > 0 ? fmt::format(":{}", remark.line) : std::string();
  return fmt::format("{}{}: {} ({})", remark.file, where, remark.problem, remark.action);
}

std::string fixed(double value, int digits) {
  const std::string text = fmt::format("{:.{}f}", value, digits);
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return zero && text.starts_with('-') ? text.substr(1) : text;
}

std::string wrapped(const std::string& text, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    if (column > 0 && column + 1 + count(word) > line_width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > 0) {
      out += " ";
      ++column;
    }
    out += word;
    column += count(word);
    begin = end + 1;
  }
  return out;
}

std::string json_text(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void Table::print(std::ostream& out, std::size_t most, const std::string& more) const {
  std::vector<std::size_t> width(rows_.front().size(), 0);
  const std::size_t shown = most == 0 ? rows_.size() : std::min(rows_.size(), most + 1);
  for (std::size_t i = 0; i < shown; ++i)
    for (std::size_t c = 0; c < rows_[i].size(); ++c)
      width[c] = std::max(width[c], count(c == 0 ? shortened(rows_[i][c]) : rows_[i][c]));
  std::size_t total = 0;
  for (const std::size_t w : width) total += w + 2;
  for (std::size_t i = 0; i < shown; ++i) {
    std::string line;
    for (std::size_t c = 0; c < rows_[i].size(); ++c) {
      const std::string cell = c == 0 ? shortened(rows_[i][c]) : rows_[i][c];
      const std::string space(width[c] - count(cell), ' ');
      line += (c == 0 ? cell + space : "  " + space + cell);
    }
    out << line.erase(line.find_last_not_of(' ') + 1) << '\n';
    if (i == 0) out << std::string(total - 2, '-') << '\n';
  }
  if (shown < rows_.size()) out << fmt::format("... {} more; {}\n", rows_.size() - shown, more);
}

}  // namespace courant::cli
