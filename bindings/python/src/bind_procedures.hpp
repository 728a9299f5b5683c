#pragma once
#include <memory>
#include <optional>

#include "arguments.hpp"
#include "courant/procedures/procedure.hpp"
#include "pybind.hpp"

namespace courant::python {

using machine::Machine;
using MaybeProgress = std::optional<ProgressLike>;
using GuardHolder = std::shared_ptr<control::Guard>;

/// Runs a procedure with the interpreter free; Ctrl-C cancels it. What the callback raised comes first.
template <class Work>
auto run_with(const MaybeProgress& progress, const GuardHolder& guard, Work&& work) {
  ProgressBridge bridge(progress ? py::object(*progress) : py::object(py::none()));
  procedures::RunOptions options;
  options.progress = bridge.progress();
  options.guard = guard;
  auto result = unlocked([&] { return work(options); });
  bridge.finish();
  return unwrap(std::move(result));
}

/// Procedures of tune and chromaticity; `run_text` describes the options of every run.
void bind_tune_procedures(py::module_& m, const std::string& run_text);

}  // namespace courant::python
