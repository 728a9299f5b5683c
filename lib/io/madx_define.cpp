#include <fmt/format.h>

#include "madx_program.hpp"
#include "madx_words.hpp"
#include "utf8.hpp"

namespace courant::io::detail {

void MadxProgram::definition(const MadxCommand& command) {
  if (command.name == "sequence") {
    begin_sequence(command);
  } else if (command.name == "line") {
    line(command);
  } else if (command.name == "macro") {
    job_.report.add(command.place.where(), fmt::format("macro '{}'", command.label),
                    "macros are not supported", "it was skipped; a statement that runs it is an error");
  } else if (madx_has(madx_actions, command.name)) {
    skip(command);
  } else {
    element(command);
  }
}

void MadxProgram::element(const MadxCommand& command) {
  MadxElement next;
  const bool is_class = madx_has(madx_classes, command.name);
  const auto parent = job_.elements.find(command.name);
  if (!is_class && parent == job_.elements.end()) {
    const auto unknown = job_.unknown_elements.find(command.name);
    job_.unknown_elements.insert_or_assign(
        command.label, unknown == job_.unknown_elements.end() ? command.spelled : unknown->second);
    job_.report.add(command.place.where(), fmt::format("'{}'", command.label),
                    fmt::format("its class '{}' is unknown", command.spelled),
                    "the definition was skipped; a line that uses it is an error");
    return;
  }
  if (open_ && job_.elements.contains(command.label)) return again_in_sequence(command);
  if (is_class) {
    next.base = command.name;
  } else {
    next = parent->second;
    next.parents.push_back(command.name);
  }
  next.name = command.label;
  next.place = command.place;
  attributes(next, command, open_ != nullptr);
  if (next.base == "solenoid") freeze_solenoid(next);
  if (job_.elements.contains(command.label))
    job_.report.add(command.place.where(), fmt::format("element '{}'", command.label), "it is defined again",
                    "the last definition counts, as in MAD-X");
  job_.elements.insert_or_assign(command.label, std::move(next));
  job_.values.changed();
  if (open_) in_sequence(command, true);
}

// MAD-X 5.09 takes the strength of a solenoid as a number where it is defined, whatever := says; only what is assigned
// later is deferred. Without ks it is ksi/l.
void MadxProgram::freeze_solenoid(MadxElement& element) {
  const MadxValue* written = element.find("ks");
  auto now = std::make_shared<MadxValue>();
  now->place = written ? written->place : element.place;
  double ks = job_.number(element, "ks");
  if (const double length = job_.length(element); ks == 0.0 && length > 0.0)
    ks = job_.number(element, "ksi") / length;
  if ((ks == 0.0 && !written) || (written && written->numbers.empty())) return;
  now->numbers.emplace_back(ks);
  if (written)
    now->meant =
        written->meant || written->numbers.front().constant() ? written->meant : written->numbers.front();
  element.set("ks", std::move(now));
}

void MadxProgram::again_in_sequence(const MadxCommand& command) {
  const MadxPlace& first = job_.elements.at(command.label).place;
  const std::string why = fmt::format("the first definition is in {}:{}", first.file(), first.line());
  if (first.text == open_->place.text && first.offset > open_->place.offset)
    throw command.place.error(fmt::format("element '{}' is defined twice in a sequence", command.label), why,
                              "give it another name");
  if (!MadxEqual()(command.label, command.name))
    job_.report.add(command.place.where(), fmt::format("element '{}'", command.label),
                    fmt::format("it is defined again in a sequence; {}", why),
                    "the first one counts, as in MAD-X");
  in_sequence(command, true);
}

void MadxProgram::attributes(MadxElement& element, const MadxCommand& command, bool in_sequence) {
  for (const auto& attribute : command.attributes) {
    if (in_sequence && (attribute.name == "at" || attribute.name == "from")) continue;
    if (attribute.name.empty()) {
      job_.report.add(attribute.place.where(), fmt::format("'{}'", element.name),
                      fmt::format("'{}' is no attribute", utf8_front(*attribute.value, 40)),
                      "it was skipped");
      continue;
    }
    const bool quoted =
        attribute.value && (attribute.value->starts_with('"') || attribute.value->starts_with('\''));
    if (quoted || madx_has(madx_texts, attribute.name)) {
      auto value = std::make_shared<MadxValue>();
      value->is_text = true;
      value->text = madx_text_of(attribute);
      value->place = attribute.place;
      element.set(attribute.name, std::move(value));
    } else {
      element.set(attribute.name, job_.value(attribute));
    }
  }
  job_.values.changed();
}

void MadxProgram::line(const MadxCommand& command) {
  const MadxAttribute* items = command.attributes.empty() ? nullptr : &command.attributes.front();
  if (!items || !items->value)
    throw command.place.error(fmt::format("line '{}' is empty", command.label), {},
                              "write name: line = (a, b)");
  MadxLine next;
  next.name = command.label;
  next.items = *items->value;
  next.place = command.place;
  for (const auto formal : madx_split(command.formals))
    next.formals.push_back(madx_lower(madx_trimmed(formal)));
  if (!job_.lines.contains(command.label)) job_.names.push_back(command.label);
  job_.lines.insert_or_assign(command.label, std::move(next));
}

void MadxProgram::begin_sequence(const MadxCommand& command) {
  if (open_)
    throw command.place.error(fmt::format("sequence '{}' begins inside '{}'", command.label, open_->name),
                              "ENDSEQUENCE is missing before it");
  MadxSequence next;
  next.name = command.label;
  next.place = command.place;
  bool has_length = false;
  for (const auto& attribute : command.attributes) {
    if (attribute.name == "l") {
      next.length = job_.value(attribute)->numbers.front();
      has_length = true;
    } else if (attribute.name == "refer") {
      const std::string refer = madx_lower(madx_text_of(attribute));
      if (refer != "entry" && refer != "centre" && refer != "center" && refer != "exit")
        throw attribute.place.error(fmt::format("refer '{}' is unknown", utf8_front(refer, 40)), {},
                                    "it is entry, centre or exit");
      next.refer = refer == "entry" ? -0.5 : refer == "exit" ? 0.5 : 0.0;
    } else if (attribute.name == "refpos") {
      next.refpos = madx_text_of(attribute);
    } else if (attribute.name != "add_pass" && attribute.name != "next_sequ") {
      job_.report.add(attribute.place.where(), fmt::format("sequence '{}'", next.name),
                      fmt::format("attribute '{}' is unknown", attribute.name), "it was skipped");
    }
  }
  if (!job_.sequences.contains(next.name)) job_.names.push_back(next.name);
  open_ = &job_.sequences.insert_or_assign(next.name, next).first->second;
  if (!has_length)
    throw command.place.error(fmt::format("sequence '{}' has no length", next.name), {}, "give l = ...");
}

void MadxProgram::in_sequence(const MadxCommand& command, bool defined) {
  MadxNode node;
  node.item = defined ? command.label : command.spelled;
  node.place = command.place;
  const MadxAttribute *at = command.find("at"), *from = command.find("from");
  if (!at) {
    if (!defined && (madx_has(madx_actions, command.name) || madx_has(madx_silent, command.name)))
      return skip(command);
    throw command.place.error(fmt::format("'{}' has no place in sequence '{}'", node.item, open_->name),
                              "'at' is missing", "give at = ..., or check that ENDSEQUENCE is there");
  }
  node.at = job_.value(*at)->numbers.front();
  if (from) node.from = madx_text_of(*from);
  for (const auto& a : command.attributes)
    if (!defined && a.name != "at" && a.name != "from")
      job_.report.add(a.place.where(), fmt::format("'{}'", node.item),
                      fmt::format("attribute '{}' is given where it stands in a sequence", a.name),
                      "it was skipped, as in MAD-X; give it at the definition");
  open_->nodes.push_back(std::move(node));
}

}  // namespace courant::io::detail
