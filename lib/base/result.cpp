#include "courant/base/result.hpp"

namespace courant {

std::string_view to_string(Code code) {
  switch (code) {
    case Code::timeout:
      return "timeout";
    case Code::disconnected:
      return "disconnected";
    case Code::remote:
      return "remote";
    case Code::unsupported:
      return "unsupported";
    case Code::not_acknowledged:
      return "not_acknowledged";
    case Code::stale:
      return "stale";
    case Code::no_valid_data:
      return "no_valid_data";
    case Code::out_of_domain:
      return "out_of_domain";
    case Code::refused_by_guard:
      return "refused_by_guard";
    case Code::saturated:
      return "saturated";
    case Code::not_settled:
      return "not_settled";
    case Code::verify_mismatch:
      return "verify_mismatch";
    case Code::lease_held:
      return "lease_held";
    case Code::conflict:
      return "conflict";
    case Code::not_armed:
      return "not_armed";
    case Code::beam_lost:
      return "beam_lost";
    case Code::cancelled:
      return "cancelled";
    case Code::partial:
      return "partial";
    case Code::no_convergence:
      return "no_convergence";
    case Code::foreign_write:
      return "foreign_write";
    case Code::rollback_incomplete:
      return "rollback_incomplete";
    case Code::unstable:
      return "unstable";
    case Code::particle_lost:
      return "particle_lost";
  }
  return "unknown";
}

}  // namespace courant
