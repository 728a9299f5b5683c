#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace courant {

/// Why an operation did not succeed although nobody made a mistake. The names are the `code` of the Python
/// exception `courant.Failed` and of the JSON output.
enum class Code {
  timeout,
  disconnected,
  remote,
  unsupported,
  not_acknowledged,
  stale,
  no_valid_data,
  out_of_domain,
  refused_by_guard,
  saturated,
  not_settled,
  verify_mismatch,
  lease_held,
  conflict,
  not_armed,
  beam_lost,
  cancelled,
  partial,
  no_convergence,
  foreign_write,
  rollback_incomplete,
  unstable,
  particle_lost,
};

/// Name of a code as users see it, e.g. "particle_lost".
std::string_view to_string(Code code);

/// An expected outcome that is not success: code and one sentence that says what, why and where.
struct Failure {
  Code code = Code::no_convergence;
  std::string message;
};

/// A value or the reason why there is none; must be looked at. Backed by tl::expected, which is not part of the
/// interface: use `if (r)`, `*r`, `r->`, `r.error()`.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Failure> {
 public:
  using Base = tl::expected<T, Failure>;
  using Base::Base;
  Result(Base base) : Base(std::move(base)) {}                                // NOLINT(google-explicit-*)
  Result(Failure failure) : Base(tl::make_unexpected(std::move(failure))) {}  // NOLINT(google-explicit-*)
};

}  // namespace courant
