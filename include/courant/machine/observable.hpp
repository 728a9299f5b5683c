#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "courant/control/reading.hpp"
#include "courant/control/session.hpp"

namespace courant::machine {

/// How an observable is measured.
struct SampleOptions {
  Index samples = 1;  ///< averaged [-]
  control::Statistic statistic = control::Statistic::mean;
  double timeout = 1.0;  ///< of one sample [s]
};

/// A named source of Readings. A value; get() from any thread.
class Observable {
 public:
  /// One sample; masked where it has no number.
  using Source = std::function<Result<control::Readings>(double timeout)>;

  /// \param period  between samples [s]
  /// \param clock   waits for the next sample; must live as long as the observable
  /// \throws InvalidArgument  without a source
  Observable(std::string name, Unit unit, std::vector<std::string> labels, Source source, double period,
             Clock& clock);

  const std::string& name() const { return name_; }
  const Unit& unit() const { return unit_; }  ///< SI
  const std::vector<std::string>& labels() const { return labels_; }

  /// Average of the samples with its standard error; from one sample its own sigma. Entries without a number
  /// are masked.
  ///
  /// A sample counts for an entry when its time stamp is new, if the entry has a period; waits one period
  /// between samples.
  /// \return  Failure{no_valid_data} when every entry is masked, or that of the source
  /// \throws InvalidArgument  unless samples >= 1
  Result<control::Readings> get(const SampleOptions& options = {}) const;

 private:
  std::string name_;
  Unit unit_;
  std::vector<std::string> labels_;
  Source source_;
  double period_;
  Clock* clock_;
};

}  // namespace courant::machine
