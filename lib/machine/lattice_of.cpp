#include <fmt/format.h>

#include <cstdint>
#include <cstring>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "machine_parts.hpp"

namespace courant::machine::detail {
namespace {

// FNV-1a, 64 bit: G. Fowler, L. C. Noll, K.-P. Vo.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) byte(static_cast<unsigned char>(c));
    byte(0);
  }
  void add(double number) {
    const double plain = number == 0.0 ? 0.0 : number;  // -0 is 0
    std::uint64_t bits = 0;
    std::memcpy(&bits, &plain, sizeof bits);
    for (int k = 0; k < 8; ++k) byte(static_cast<unsigned char>(bits >> (8 * k)));
  }
  std::string text() const { return fmt::format("{:016x}", state_); }

 private:
  void byte(unsigned char c) { state_ = (state_ ^ c) * 0x100000001b3ULL; }
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace

Lattice with_energy(const Lattice& lattice, double energy) {
  const auto& particle = lattice.particle();
  lattice::Builder builder(lattice);
  builder.particle(lattice::make_particle(particle.species, energy, particle.reference.mass(),
                                          particle.reference.charge()));
  return builder.freeze();
}

std::string lattice_hash(const Lattice& lattice) {
  Hash hash;
  hash.add(lattice.particle().species);
  hash.add(lattice.reference().energy());
  hash.add(static_cast<double>(lattice.superperiods()));
  for (const auto& element : lattice.elements()) {
    hash.add(element->name);
    std::visit(
        [&]<class E>(const E& e) {
          hash.add(E::type);
          elements::for_each_field<E>([&](auto field) {
            const auto& datum = field.access(e);
            if constexpr (requires { double{datum}; })
              hash.add(datum);
            else if constexpr (requires { datum.size(); })
              for (const double value : datum) hash.add(value);
            else
              hash.add(static_cast<double>(static_cast<int>(datum)));
          });
        },
        element->body);
  }
  return hash.text();
}

}  // namespace courant::machine::detail
