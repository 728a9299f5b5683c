#include "madx_program.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "file.hpp"
#include "madx_words.hpp"

namespace courant::io::detail {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_blocks = 40, deepest_calls = 40;
constexpr Index most_calls = 1000;
constexpr std::size_t most_bytes = std::size_t{1} << 28;  // of all files
constexpr Index statement_work = 100, loop_work = 1000;   // operations that one counts as

}  // namespace

void MadxProgram::run(const std::string& file, std::string_view content) {
  const auto text = std::make_shared<const MadxText>(file, content);
  files_ = {fs::path(file)};
  bytes_ = content.size();
  run(text, 0, text->text().size(), 0);
  if (open_) {
    try {
      throw open_->place.error(fmt::format("sequence '{}' doesn't end", open_->name),
                               "ENDSEQUENCE is missing");
    } catch (const ParseError& error) {
      on_error_(error);
    }
  }
}

MadxProgram::Flow MadxProgram::run(const std::shared_ptr<const MadxText>& text, std::size_t begin,
                                   std::size_t stop, int depth) {
  MadxCutter cutter(text, begin, stop);
  for (;;) {
    try {
      const MadxStatement statement = cutter.next();
      if (statement.kind == MadxStatement::Kind::end) return Flow::on;
      job_.values.work(statement_work + static_cast<Index>(statement.words.size()), statement.place);
      const Flow flow =
          statement.kind == MadxStatement::Kind::block ? branch(statement, depth) : plain(statement);
      if (flow != Flow::on) return flow;
    } catch (const ParseError& error) {
      on_error_(error);
    }
  }
}

bool MadxProgram::condition(const MadxStatement& statement) {
  return job_.values.number(statement.words, statement.place) != 0.0;
}

MadxProgram::Flow MadxProgram::branch(const MadxStatement& statement, int depth) {
  if (depth >= deepest_blocks)
    throw statement.place.error("blocks are nested too deeply",
                                fmt::format("{} levels are the limit", deepest_blocks));
  const auto body = [&] { return run(statement.place.text, statement.begin, statement.stop, depth + 1); };
  Flow flow = Flow::on;
  if (statement.keyword == "while") {
    while (flow == Flow::on && condition(statement)) {
      job_.values.work(loop_work, statement.place);
      flow = body();
    }
    return flow;
  }
  if (statement.keyword != "if" && taken_) return flow;
  const bool now = statement.keyword == "else" || condition(statement);
  if (now) flow = body();
  taken_ = now;
  return flow;
}

MadxProgram::Flow MadxProgram::plain(const MadxStatement& statement) {
  const MadxCommand parts = madx_command(statement);
  switch (parts.kind) {
    case MadxCommand::Kind::assignment:
      assign(parts);
      return Flow::on;
    case MadxCommand::Kind::attribute:
      assign_attribute(parts);
      return Flow::on;
    default:
      return command(parts);
  }
}

void MadxProgram::assign(const MadxCommand& command) {
  const MadxAttribute& value = command.attributes.front();
  if (command.type == "string" || value.value->starts_with('"') || value.value->starts_with('\'')) {
    job_.values.assign_text(command.name, command.place);
    return;
  }
  job_.values.assign(command.spelled, *value.value, value.deferred, command.type == "const",
                     command.type == "int", value.place, job_.report);
}

void MadxProgram::assign_attribute(const MadxCommand& command) {
  MadxCommand as_command = command;
  as_command.kind = MadxCommand::Kind::command;
  if (const auto found = job_.elements.find(command.name); found != job_.elements.end()) {
    attributes(found->second, as_command, false);
  } else if (command.name == "beam") {
    madx_beam(job_, as_command);
  } else if (command.name.starts_with("beam%")) {
    MadxAttribute of;
    of.name = "sequence";
    of.value = std::string_view(command.name).substr(5);
    as_command.attributes.push_back(std::move(of));
    madx_beam(job_, as_command);
  } else {
    job_.report.add(command.place.where(), fmt::format("'{}->{}'", command.spelled, command.attribute),
                    fmt::format("there is no element '{}'", command.spelled), "the assignment was skipped");
  }
}

MadxProgram::Flow MadxProgram::command(const MadxCommand& command) {
  if (!command.label.empty()) {
    definition(command);
  } else if (open_) {
    if (command.name == "endsequence")
      open_ = nullptr;
    else
      in_sequence(command, false);
  } else if (edit_.active()) {
    edit_.command(command);
  } else if (const auto found = job_.elements.find(command.name); found != job_.elements.end()) {
    attributes(found->second, command, false);
  } else if (command.name == "call") {
    return call(command);
  } else if (command.name == "return") {
    return files_.size() > 1 ? Flow::end_file : Flow::end_job;
  } else if (command.name == "stop" || command.name == "exit" || command.name == "quit") {
    return Flow::end_job;
  } else if (command.name == "beam") {
    madx_beam(job_, command);
  } else if (command.name == "use") {
    use(command);
  } else if (command.name == "option") {
    options(command);
  } else if (command.name == "seqedit") {
    edit_.begin(command);
  } else {
    skip(command);
  }
  return Flow::on;
}

void MadxProgram::use(const MadxCommand& command) {
  for (const auto& attribute : command.attributes) {
    if (attribute.name == "sequence" || attribute.name == "period") {
      job_.used = madx_text_of(attribute);
      job_.used_place = command.place;
    } else if (attribute.name == "range" && madx_text_of(attribute) != "#s/#e") {
      throw command.place.error("a range of a line is not supported", "USE has range",
                                "use the whole line and take part of it afterwards");
    } else if (!attribute.value) {
      job_.used = attribute.name;
      job_.used_place = command.place;
    }
  }
}

void MadxProgram::options(const MadxCommand& command) {
  for (const auto& attribute : command.attributes)
    if (attribute.name == "rbarc") {
      const std::string value = madx_lower(madx_text_of(attribute));
      job_.rbarc = attribute.value ? value == "true" || value == "1" : attribute.on;
      job_.values.changed();
    }
}

void MadxProgram::skip(const MadxCommand& command) {
  const auto say = [&](std::string_view problem, std::string_view action) {
    job_.report.add_for_all(command.place.where(), fmt::format("statement '{}'", command.name), problem,
                            action);
  };
  if (command.name == "title") {
    if (!command.attributes.empty()) job_.title = madx_text_of(command.attributes.front());
  } else if (command.name == "exec") {
    std::string what;
    if (!command.attributes.empty()) {
      const MadxAttribute& macro = command.attributes.front();
      what = macro.value ? std::string(*macro.value) : macro.name;
      what = what.substr(0, what.find('('));
    }
    throw command.place.error(fmt::format("macro '{}' can't be run", what), "macros are not supported",
                              "write its statements out, or remove this one");
  } else if (madx_has(madx_changes, command.name)) {
    say(fmt::format("'{}' would change the lattice", command.name),
        "it was skipped: the lattice is that before it");
  } else if (command.name == "match") {
    say("nothing is matched", "it was skipped: the strengths are those before it");
  } else if (madx_has(madx_actions, command.name) || command.name.starts_with("ptc_")) {
    say(fmt::format("'{}' is a command of MAD-X", command.name), "it was skipped");
  } else if (!madx_has(madx_silent, command.name)) {
    job_.report.add(command.place.where(), fmt::format("statement '{}'", command.name), "it is not known",
                    "it was skipped");
  }
}

fs::path MadxProgram::found(const MadxCommand& command) const {
  const MadxAttribute* file = command.find("file");
  if (!file || madx_text_of(*file).empty())
    throw command.place.error("CALL names no file", {}, "write call, file = \"name\";");
  const fs::path wanted = madx_text_of(*file), beside = files_.back().parent_path() / wanted;
  std::error_code ignored;
  return fs::exists(beside, ignored) || !fs::exists(wanted, ignored) ? beside : wanted;
}

MadxProgram::Flow MadxProgram::call(const MadxCommand& command) {
  const fs::path path = found(command).lexically_normal();
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found)
    throw command.place.error(
        fmt::format("the called file '{}' does not exist", path.string()), {},
        "names count from the folder of the calling file, then from the working folder");
  if (!fs::is_regular_file(status))
    throw command.place.error(fmt::format("'{}' can't be called", path.string()), "it is no file");
  for (const auto& open : files_)
    if (fs::equivalent(open, path, error))
      throw command.place.error(fmt::format("'{}' calls itself", path.string()), "it is being read already");
  if (static_cast<int>(files_.size()) > deepest_calls || ++calls_ > most_calls)
    throw command.place.error(
        "too many files are called",
        fmt::format("{} inside each other and {} in all are the limits", deepest_calls, most_calls));
  const std::string content = load(path);
  bytes_ += content.size();
  if (bytes_ > most_bytes)
    throw command.place.error("the files are too large", "they have more than 256 MiB in all");
  const auto text = std::make_shared<const MadxText>(path.string(), content);
  files_.push_back(path);
  const Flow flow = run(text, 0, text->text().size(), 0);
  files_.pop_back();
  return flow == Flow::end_job ? flow : Flow::on;
}

}  // namespace courant::io::detail
