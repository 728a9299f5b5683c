#pragma once
#include <numbers>

/// \file
/// Constants of nature: CODATA 2022 recommended values (P. Mohr, D. Newell, B. Taylor, E. Tiesinga, "CODATA
/// recommended values of the fundamental physical constants: 2022", Rev. Mod. Phys. 97, 025002 (2025);
/// physics.nist.gov/constants). "exact": fixed by definition in the SI of 2019. Digits in brackets are the
/// standard uncertainty in the last digits. Test: tests/base/constants_test.cpp.
namespace courant::constants {

inline constexpr double pi = std::numbers::pi;  ///< [-]
inline constexpr double two_pi = 2.0 * pi;      ///< [-]

// Defining constants of the SI, exact.
inline constexpr double speed_of_light = 299'792'458.0;       ///< c [m/s], exact
inline constexpr double elementary_charge = 1.602176634e-19;  ///< e [C], exact; also 1 eV in [J]
inline constexpr double planck = 6.62607015e-34;              ///< h [J s], exact
inline constexpr double boltzmann = 1.380649e-23;             ///< k [J/K], exact
inline constexpr double avogadro = 6.02214076e23;             ///< N_A [1/mol], exact
inline constexpr double reduced_planck = planck / two_pi;     ///< h / 2 pi [J s], from the exact h
inline constexpr double reduced_planck_ev =
    reduced_planck / elementary_charge;  ///< h / 2 pi [eV s], from exact h, e

// Electromagnetism; CODATA 2022.
inline constexpr double vacuum_permittivity = 8.8541878188e-12;        ///< epsilon_0 [F/m], (14)
inline constexpr double vacuum_permeability = 1.25663706127e-6;        ///< mu_0 [N/A^2], (20)
inline constexpr double fine_structure = 7.2973525643e-3;              ///< alpha [-], (11)
inline constexpr double classical_electron_radius = 2.8179403205e-15;  ///< r_e [m], (13)

// Rest energies m c^2; CODATA 2022, there in MeV.
inline constexpr double electron_rest_energy = 0.51099895069e6;  ///< [eV], (16) in 1e-11 MeV
inline constexpr double muon_rest_energy = 105.6583755e6;        ///< [eV], (23) in 1e-7 MeV
inline constexpr double proton_rest_energy = 938.27208943e6;     ///< [eV], (29) in 1e-8 MeV
inline constexpr double neutron_rest_energy = 939.56542194e6;    ///< [eV], (48) in 1e-8 MeV
inline constexpr double deuteron_rest_energy = 1875.61294500e6;  ///< [eV], (58) in 1e-8 MeV
inline constexpr double alpha_rest_energy = 3727.3794118e6;      ///< helium nucleus [eV], (12) in 1e-7 MeV
inline constexpr double atomic_mass_energy = 931.49410372e6;     ///< u c^2 [eV], (29) in 1e-8 MeV

// Masses; CODATA 2022.
inline constexpr double electron_mass = 9.1093837139e-31;  ///< [kg], (28)
inline constexpr double muon_mass = 1.883531627e-28;       ///< [kg], (42)
inline constexpr double proton_mass = 1.67262192595e-27;   ///< [kg], (52)

// Magnetic anomalies (g - 2) / 2; CODATA 2022.
inline constexpr double electron_anomaly = 1.15965218046e-3;  ///< a_e [-], (18)
inline constexpr double muon_anomaly = 1.16592062e-3;         ///< a_mu [-], (41)
inline constexpr double proton_anomaly =
    (5.5856946893 - 2.0) / 2.0;  ///< G_p [-], from g_p = 5.5856946893 (16)

}  // namespace courant::constants
