#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "courant/control/plan.hpp"

namespace courant::control {

enum class Decision { accept, refuse, abort };

/// What a guard says; without refusals it must accept.
struct Verdict {
  Decision decision = Decision::accept;
  std::vector<Refusal> refusals = {};

  static Verdict accept() { return {}; }
  static Verdict refuse(Refusal reason) { return {Decision::refuse, {std::move(reason)}}; }
  static Verdict abort(Refusal reason) { return {Decision::abort, {std::move(reason)}}; }
};

/// Asked by every transaction: before the first put, after each sub-step of the ramp, and at the end.
/// Anything but accept refuses the step, or rolls it back once something is written. A guard never writes;
/// one that throws has not decided, and that refuses. All calls from any thread.
class Guard {
 public:
  virtual ~Guard() = default;
  virtual std::string name() const = 0;
  virtual Verdict before(const Plan& plan) const = 0;
  virtual Verdict during(const Watch&) const { return Verdict::accept(); }
  virtual Verdict after(const Report&) const { return Verdict::accept(); }
};

using GuardPtr = std::shared_ptr<const Guard>;

/// Targets inside the range of their channel; rule "range", or "read_only" for a channel without range. Every
/// transaction asks it by itself, so it can't be detached. \see tests/control/guard_test.cpp
class RangeGuard final : public Guard {
 public:
  std::string name() const override { return "range"; }
  Verdict before(const Plan& plan) const override;
};

/// Limits the change of a field in one step; rule "step". Fields without a limit pass.
class StepGuard final : public Guard {
 public:
  /// \param limits  largest |change| by field name [SI of the field]; "*" for every other field and bare
  /// channel \throws ConfigError  if a limit is not above 0
  explicit StepGuard(std::map<std::string, double> limits);
  std::string name() const override { return "step"; }
  Verdict before(const Plan& plan) const override;

 private:
  std::map<std::string, double> limits_;
};

/// Asks all of its guards, collects every refusal; the strictest decision wins.
class AllGuards final : public Guard {
 public:
  explicit AllGuards(std::vector<GuardPtr> guards);  ///< empty pointers are left out
  std::string name() const override;
  Verdict before(const Plan& plan) const override;
  Verdict during(const Watch& watch) const override;
  Verdict after(const Report& report) const override;

 private:
  std::vector<GuardPtr> guards_;
};

}  // namespace courant::control
