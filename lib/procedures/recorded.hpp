#pragma once
// Private to the module: work with a record around it.
#include <exception>

#include "courant/procedures/procedure.hpp"

namespace courant::procedures::detail {

/// How a record ends after a failure: cancelled is aborted, the rest failed.
inline control::RunStatus status_of(const Failure& failure) {
  return failure.code == Code::cancelled ? control::RunStatus::aborted : control::RunStatus::failed;
}

/// Runs `work(context)` and ends the record by its result, also when it throws.
template <class Work>
auto recorded(Machine& machine, std::string name, Parameters parameters, const RunOptions& options,
              Work&& work) -> std::invoke_result_t<Work&, Context&> {
  auto context = Context::start(machine, std::move(name), std::move(parameters), options);
  if (!context) return context.error();
  try {
    auto result = work(*context);
    if (result)
      context->stop(control::RunStatus::success);
    else
      context->stop(status_of(result.error()), result.error().message);
    return result;
  } catch (const std::exception& error) {
    context->stop(control::RunStatus::failed, error.what());
    throw;
  }
}

}  // namespace courant::procedures::detail
