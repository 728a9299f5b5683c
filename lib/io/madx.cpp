#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "beam.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/field_value.hpp"
#include "format_list.hpp"
#include "madx_chamber.hpp"
#include "madx_elements.hpp"
#include "madx_expand.hpp"
#include "madx_program.hpp"
#include "madx_write.hpp"

namespace courant::io::detail {
namespace {

constexpr double tolerance = 1e-6;        // [m], MAD-X's: smaller gaps are closed, larger overlaps are errors
constexpr double closed_maps = 1e-10;     // [-], tunes within 1e-8 of those of closed maps
constexpr std::size_t most_errors = 100;  // in one list

struct TooMany {};

class Madx : public LatticeFormat {
 public:
  std::string_view name() const override { return "madx"; }
  std::string_view title() const override { return "MAD-X sequences, lines and jobs"; }
  bool matches(std::string_view file, std::string_view) const override {
    const std::string lower = madx_lower(file);
    return lower.ends_with(".madx") || lower.ends_with(".seq") || lower.ends_with(".str") ||
           lower.ends_with(".mad");
  }

  Lattice read(const Source& source, const ReadOptions& options) const override {
    return made(source, options, [](const ParseError& error) { throw error; });
  }

  std::optional<physics::Model> model() const override { return physics::Model::exact; }
  double steps_for() const override { return closed_maps; }

  bool writes() const override { return true; }
  std::string write(const Lattice& lattice) const override { return write_madx(lattice); }

  std::vector<ParseError> problems(const Source& source, const ReadOptions& options) const override {
    std::vector<ParseError> found;
    const auto keep = [&](const ParseError& error) {
      found.push_back(error);
      if (found.size() >= most_errors) throw TooMany();
    };
    try {
      made(source, options, keep);
    } catch (const ParseError& error) {
      found.push_back(error);
    } catch (const TooMany&) {
    } catch (const InvalidArgument& error) {  // a lattice of which no element is left
      if (found.empty()) found.emplace_back(source.file, 0, error.what());
    }
    return found;
  }

 private:
  static Lattice made(const Source& source, const ReadOptions& options, const MadxErrors& on_error);
};

std::string chosen_line(const MadxJob& job, const Source& source, const ReadOptions& options) {
  if (!options.line.empty()) return options.line;
  if (!job.used.empty()) return job.used;
  if (job.names.size() == 1) return job.names.front();
  const auto names = madx_outermost(job);
  if (names.size() == 1) return names.front();
  if (job.names.empty())
    throw ParseError(source.file, 0, "the file has no sequence and no line", "nothing can be tracked",
                     "call it together with its sequence file");
  throw ParseError(source.file, 0, "several sequences or lines could be meant",
                   fmt::format("{}", fmt::join(names.empty() ? job.names : names, ", ")),
                   "name one of them as line (courant: --line NAME), or write use, sequence = NAME;");
}

lattice::Particle particle_of(const MadxBeam& beam, const MadxPlace& start) {
  try {
    return madx_particle(beam);
  } catch (const InvalidArgument& error) {
    throw(beam.place.text ? beam.place : start).error(error.what());
  }
}

// Puts elements and the drifts between them into a lattice.
class Assembly {
 public:
  Assembly(MadxJob& job, const MadxExpanded& all, const MadxErrors& on_error)
      : job_(job), all_(all), on_error_(on_error) {}

  lattice::Builder build(const MadxRing& ring) {
    for (const auto& placed : all_.places) {
      gap(placed.entrance, placed);
      try {
        builder_.append(element(placed, ring));
      } catch (const ParseError& error) {
        on_error_(error);
      } catch (const InvalidArgument& error) {
        on_error_(placed.element->place.error(error.what()));
      }
      end_ = placed.entrance + placed.length;
      last_ = &placed;
    }
    MadxPlaced end;
    end.marker = "the end";
    end.place = &all_.place;
    gap(all_.length, end);
    if (closed_ > 0)
      job_.report.add(all_.place.where(), fmt::format("{} gap{}", closed_, closed_ == 1 ? "" : "s"),
                      fmt::format("they are smaller than 1e-6 m, in all {:.1e} m", closed_length_),
                      "they are closed, as in MAD-X");
    return std::move(builder_);
  }

 private:
  static std::string name_of(const MadxPlaced& placed) {
    return placed.element ? fmt::format("'{}'", placed.element->name) : placed.marker;
  }

  void gap(double entrance, const MadxPlaced& next) {
    const double length = entrance - end_;
    if (length < -tolerance) {
      on_error_(
          next.place->error(fmt::format("{} and {} overlap by {:.6g} m",
                                        last_ ? name_of(*last_) : "the beginning", name_of(next), -length),
                            fmt::format("one ends at {:.9g} m, the other begins at {:.9g} m", end_, entrance),
                            "check places and lengths; elements stand in the order of their places"));
    } else if (length > tolerance) {
      builder_.append(fmt::format("drift_{}", drifts_++), elements::Drift<>{length});
    } else if (length != 0.0 && std::abs(length) > 1e-12) {
      ++closed_;
      closed_length_ += length;
    }
  }

  lattice::ElementPtr element(const MadxPlaced& placed, const MadxRing& ring) {
    const void* key = placed.element;
    auto& made = placed.element ? made_[key] : markers_[placed.marker];
    if (made) return made;
    if (!placed.element) {
      made = std::make_shared<const lattice::Element>(lattice::Element{placed.marker, elements::Marker<>{}});
      return made;
    }
    MadxNumbers numbers(job_, *placed.element);
    AnyElement body = from_madx(numbers, ring);
    auto opening = madx_chamber(numbers);
    numbers.report_unused();
    if (opening && std::holds_alternative<elements::Marker<>>(body) &&
        placed.element->base.ends_with("collimator")) {
      body = elements::Aperture<>{*opening};
      opening.reset();
    }
    lattice::validate(placed.element->name, body);
    made = std::make_shared<const lattice::Element>(
        lattice::Element{placed.element->name, std::move(body), std::move(opening)});
    return made;
  }

  MadxJob& job_;
  const MadxExpanded& all_;
  const MadxErrors& on_error_;
  lattice::Builder builder_;
  std::map<const void*, lattice::ElementPtr> made_;
  std::map<std::string, lattice::ElementPtr> markers_;
  const MadxPlaced* last_ = nullptr;
  double end_ = 0.0, closed_length_ = 0.0;  // [m]
  Index drifts_ = 0, closed_ = 0;
};

Lattice Madx::made(const Source& source, const ReadOptions& options, const MadxErrors& on_error) {
  MadxJob job;
  MadxProgram(job, on_error).run(source.file, source.content);
  const MadxPlace start{std::make_shared<const MadxText>(source.file, std::string_view()), 0};
  const std::string line = chosen_line(job, source, options);
  if (options.line.empty() && !job.sequences.contains(line) && !job.lines.contains(line))
    throw job.used_place.error(fmt::format("sequence '{}' is not defined", line), {},
                               nearest(line, job.names));
  const MadxExpanded all = madx_expand(job, line, start);
  const MadxBeam& beam = job.beam_of(line);
  if (!beam.place.text && options.energy == 0.0)
    job.report.add({source.file, 0}, "the file", "it has no BEAM",
                   "a positron of 1 GeV is taken, as in MAD-X");
  if (beam.bv < 0.0)
    on_error(beam.place.error("a beam against the direction of the sequence (bv = -1) is not supported"));
  const lattice::Particle particle = chosen_beam(particle_of(beam, start), options);
  Assembly assembly(job, all, on_error);
  lattice::Builder builder =
      assembly.build({all.length, particle.reference.beta(), particle.reference.charge(), beam.npart});
  job.values.report(job.report);
  lattice::Description about;
  about.name = line;
  about.text = job.title;
  about.report = job.report.remarks();
  if (all.places.empty() && all.length <= tolerance)
    throw all.place.error(fmt::format("'{}' has no element", line), "nothing can be tracked");
  return builder.particle(particle).describe(std::move(about)).freeze();
}

}  // namespace

const LatticeFormat& madx() {
  static const Madx format;
  return format;
}

}  // namespace courant::io::detail
