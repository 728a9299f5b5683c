#include "at_write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <nlohmann/json.hpp>

#include "courant/base/error.hpp"
#include "courant/version.hpp"
#include "m_constructors.hpp"
#include "report.hpp"

namespace courant::io::detail {
namespace {

using Json = nlohmann::ordered_json;
using Kind = MatlabValue::Kind;

constexpr double open = 1e3;  // [m], in place of infinite where a text can't hold it

// The text on one line.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c) != 0; }, ' ');
  return text;
}

bool known_to_at(std::string_view species) {
  return species == "electron" || species == "positron" || species == "proton";
}

std::string m_text(const std::string& text) {
  std::string out = "'";
  for (const char c : one_line(text)) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string m_number(double x) { return std::isinf(x) ? (x < 0.0 ? "-Inf" : "Inf") : fmt::format("{}", x); }

std::string m_value(const MatlabValue& v) {
  if (v.kind == Kind::text) return m_text(v.text);
  if (v.is_number()) return m_number(v.numbers[0]);
  std::string out = "[";
  for (Index i = 0; i < v.rows; ++i) {
    if (i > 0) out += "; ";
    for (Index j = 0; j < v.columns; ++j) {
      if (j > 0) out += ' ';
      out += m_number(v.numbers[static_cast<std::size_t>(i + v.rows * j)]);
    }
  }
  return out + "]";
}

// Arguments by position that stand in no attribute are entries of a polynomial.
MatlabValue argument(const Constructor& c, std::string_view attribute, const MatlabValue& e) {
  if (const MatlabValue* own = e.field(attribute)) return *own;
  for (const Strength& s : strengths)
    if (s.type == c.type && s.attribute == attribute)
      if (const MatlabValue* p = e.field(s.polynomial)) return MatlabValue::number(p->numbers.at(s.index));
  return MatlabValue::number(0.0);
}

std::string m_element(const MatlabValue& e) {
  const auto& c = *std::find_if(constructors.begin(), constructors.end(),
                                [&](const Constructor& x) { return x.type == e.field("Class")->text; });
  std::string out = fmt::format("{}({}", c.name, m_text(e.field("FamName")->text));
  std::vector<std::string_view> done{"FamName", "Class"};
  for (const std::string_view attribute : c.attributes)
    if (!attribute.empty()) {
      out += ", " + m_value(argument(c, attribute, e));
      done.push_back(attribute);
    }
  if (std::find(done.begin(), done.end(), "PassMethod") == done.end()) {
    out += ", " + m_text(e.field("PassMethod")->text);
    done.push_back("PassMethod");
  }
  for (std::size_t i = 0; i < e.names.size(); ++i)
    if (std::find(done.begin(), done.end(), e.names[i]) == done.end())
      out += fmt::format(", '{}', {}", e.names[i], m_value(e.items[i]));
  return out + ")";
}

Json json_value(const MatlabValue& v) {
  const auto number = [](double x) { return std::isinf(x) ? std::copysign(open, x) : x; };
  if (v.kind == Kind::text) return v.text;
  if (v.is_number()) {
    const double x = number(v.numbers[0]);
    return x;
  }
  Json out = Json::array();
  if (v.rows == 1) {
    for (const double x : v.numbers) out.push_back(number(x));
    return out;
  }
  for (Index i = 0; i < v.rows; ++i) {
    Json line = Json::array();
    for (Index j = 0; j < v.columns; ++j)
      line.push_back(number(v.numbers[static_cast<std::size_t>(i + v.rows * j)]));
    out.push_back(std::move(line));
  }
  return out;
}

Json json_element(const MatlabValue& e) {
  Json out = Json::object();
  for (std::size_t i = 0; i < e.names.size(); ++i) out[e.names[i]] = json_value(e.items[i]);
  return out;
}

std::string function_name(const std::string& name) {
  std::string out;
  for (const char c : name.substr(0, 60)) out += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  if (out.empty() || !std::isalpha(static_cast<unsigned char>(out[0]))) out = "ring_" + out;
  return out;
}

std::string m_parameters(const Lattice& lattice) {
  const auto& p = lattice.particle();
  const Reference& r = p.reference;
  std::string out = fmt::format("atringparam({}, {}, {}, 'IdentityPass', 'Particle', ",
                                m_text(lattice.name()), r.energy(), lattice.superperiods());
  if (known_to_at(p.species)) return out + fmt::format("struct('name', '{}'))", p.species);
  return out + fmt::format("struct('name', {}, 'rest_energy', {}, 'charge', {}))", m_text(p.species),
                           r.mass(), r.charge());
}

}  // namespace

AtWritten to_at_ring(const Lattice& lattice) {
  if (lattice.empty()) throw InvalidArgument("an empty lattice can't be written", "it has no element");
  AtWritten out;
  Report report;
  for (const auto& e : lattice.elements()) {
    const auto [found, is_new] = out.bodies.try_emplace(e.get());
    if (is_new)
      found->second = to_at(*e, lattice, [&](std::string_view problem, std::string_view action) {
        report.add_for_all({}, e->name, fmt::format("{}: {}", problem, action), {});
      });
    out.elements.push_back(&found->second);
  }
  for (const auto& remark : report.remarks()) out.remarks.push_back(one_line(remark.problem));
  return out;
}

std::string write_at_m(const Lattice& lattice) {
  const AtWritten ring = to_at_ring(lattice);
  // pyAT takes the first two lines and the last one for granted: remarks stand behind
  std::string out = fmt::format("function ring = {}() % Written by Courant {}\nring = {{...\n",
                                function_name(lattice.name()), version);
  out += m_parameters(lattice) + ";...\n";
  for (const MatlabValue* e : ring.elements) out += m_element(*e) + ";...\n";
  out += "};\n";
  if (const auto& text = lattice.description().text; !text.empty())
    out += fmt::format("% {}\n", one_line(text));
  for (const auto& remark : ring.remarks) out += fmt::format("% Remark: {}\n", remark);
  return out + "end\n";
}

std::string write_at_json(const Lattice& lattice) {
  AtWritten ring = to_at_ring(lattice);
  const auto& p = lattice.particle();
  const Reference& r = p.reference;
  Json particle{{"name", p.species}};
  if (!known_to_at(p.species)) {
    particle["rest_energy"] = r.mass();
    particle["charge"] = r.charge();
  }
  const auto endless = [](const MatlabValue& v) {
    return std::any_of(v.numbers.begin(), v.numbers.end(), [](double x) { return std::isinf(x); });
  };
  if (std::any_of(ring.elements.begin(), ring.elements.end(), [&](const MatlabValue* e) {
        return std::any_of(e->items.begin(), e->items.end(), endless);
      }))
    ring.remarks.push_back(
        fmt::format("open sides of apertures: JSON has no infinity, they are at {} m", open));
  Json properties{{"name", lattice.name()},
                  {"energy", r.energy()},
                  {"periodicity", lattice.superperiods()},
                  {"particle", particle}};
  if (!ring.remarks.empty()) properties["remarks"] = ring.remarks;
  try {
    std::string out = "{\n \"atjson\": 1,\n \"elements\": [\n";
    for (std::size_t i = 0; i < ring.elements.size(); ++i)
      out += fmt::format("{}  {}", i > 0 ? ",\n" : "", json_element(*ring.elements[i]).dump());
    return out + fmt::format("\n ],\n \"properties\": {}\n}}\n", properties.dump(2));
  } catch (const Json::exception&) {
    throw InvalidArgument("a name can't be written", "it is not valid UTF-8", "rename it");
  }
}

}  // namespace courant::io::detail
