#include "courant/machine/observable.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"

namespace courant::machine {

Observable::Observable(std::string name, Unit unit, std::vector<std::string> labels, Source source,
                       double period, Clock& clock)
    : name_(std::move(name)),
      unit_(std::move(unit)),
      labels_(std::move(labels)),
      source_(std::move(source)),
      period_(period),
      clock_(&clock) {
  if (!source_) throw InvalidArgument(fmt::format("observable '{}' has no source", name_));
}

Result<control::Readings> Observable::get(const SampleOptions& options) const {
  if (options.samples < 1)
    throw InvalidArgument(fmt::format("{} samples of '{}' can't be averaged", options.samples, name_));
  std::vector<control::Readings> samples;
  for (Index k = 0; k < options.samples; ++k) {
    if (k > 0) clock_->sleep_for(period_);
    auto sample = source_(options.timeout);
    if (!sample) return sample.error();
    if (k > 0 && period_ > 0.0)
      for (Index i = 0; i < sample->size(); ++i)
        if (sample->valid(i) && samples.back().valid(i) &&
            sample->time()[static_cast<std::size_t>(i)] <= samples.back().time()[static_cast<std::size_t>(i)])
          sample->mask(i, control::Quality::stale);
    samples.push_back(std::move(*sample));
  }
  auto out = samples.size() == 1 ? std::move(samples.front()) : control::average(samples, options.statistic);
  if (out.valid_count() == 0)
    return Failure{Code::no_valid_data,
                   fmt::format("no entry of '{}' has a number ({})", name_,
                               out.empty() ? "it has none" : control::to_string(out.quality().front()))};
  return out;
}

}  // namespace courant::machine
