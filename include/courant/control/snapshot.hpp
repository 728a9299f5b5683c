#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/result.hpp"
#include "courant/control/family.hpp"
#include "courant/control/session.hpp"

namespace courant::control {

/// One setpoint at one time.
struct SnapshotItem {
  std::string label = {};    ///< "QF1/i", or the address
  std::string address = {};  ///< of the setpoint
  Unit unit = {};            ///< SI
  double setpoint = 0.0;     ///< [unit]; NaN: missing
  double readback = 0.0;     ///< [unit]; NaN: none or missing
  double tolerance = 0.0;    ///< of the channel [unit]; 0: none
  Quality quality = Quality::good;
  double time = 0.0;  ///< [s, UTC since 1970]
  bool missing() const { return !usable(quality); }
};

/// What differs between two snapshots.
struct SnapshotChange {
  std::string label = {};
  std::string address = {};
  Unit unit = {};
  double before = 0.0;                             ///< [unit]; NaN: missing there
  double after = 0.0;                              ///< [unit]; NaN: missing there
  double delta() const { return after - before; }  ///< [unit]
  double tolerances = 0.0;                         ///< |delta| in tolerances [-]; infinite without tolerance
};

/// Setpoints of a machine at one time. Immutable; what could not be read is listed as missing.
/// \see tests/control/snapshot_test.cpp
class Snapshot {
 public:
  /// Every setpoint of the session's channel table, or of some families.
  static Snapshot take(const Session& session, std::string note = {}, double timeout = 2.0);
  static Snapshot take(std::span<const Family> families, std::string note = {}, double timeout = 2.0);

  const std::vector<SnapshotItem>& items() const { return items_; }
  const std::string& note() const { return note_; }
  double time() const { return time_; }  ///< [s, UTC since 1970]
  Index missing() const;                 ///< items without a number [-]

  /// Items whose label or address matches a glob. \throws UnknownName  if there is none
  Snapshot select(std::string_view glob) const;

  /// What changed from this one to `later`, in its order; equal numbers are left out. Items that stand in one
  /// of the two only appear with NaN.
  std::vector<SnapshotChange> diff(const Snapshot& later) const;

  /// Wishes that bring these setpoints back, by address. Failure{partial} if items are missing, unless
  /// accepted.
  Result<Settings> settings(bool accept_missing = false) const;

  /// Writes a JSON file under a temporary name, syncs it and renames it: the file is whole or not there.
  /// \throws ConfigError  if it can't be written
  void save(const std::string& path) const;
  /// \throws ParseError, UnitError  if the file can't be read or is damaged
  static Snapshot load(const std::string& path);

 private:
  std::vector<SnapshotItem> items_;
  std::string note_;
  double time_ = 0.0;
};

}  // namespace courant::control
