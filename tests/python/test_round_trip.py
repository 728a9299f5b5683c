"""Any lattice survives Courant JSON, bit for bit."""

import json

import courant
from courant import elements as e
from hypothesis import given, settings
from hypothesis import strategies as st

numbers = st.floats(allow_nan=False, allow_infinity=False, width=64)
lengths = st.floats(min_value=0.0, max_value=100.0)
thick = st.floats(min_value=1e-6, max_value=100.0)
names = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
multipoles = st.lists(numbers, max_size=5)

element = st.one_of(
    st.builds(e.Drift, names, length=lengths),
    st.builds(e.Quadrupole, names, length=thick, k1=numbers, k1s=numbers, dx=numbers, roll=numbers,
              fringe=st.sampled_from(["none", "hard_edge"]), steps=st.integers(1, 50)),
    st.builds(e.Dipole, names, length=thick, angle=st.floats(-1.0, 1.0), e1=st.floats(-0.5, 0.5), k1=numbers,
              edge1=st.sampled_from(["none", "linear", "at_linear"])),
    st.builds(e.Multipole, names, length=thick, normal=multipoles, skew=multipoles),
    st.builds(e.ThinMultipole, names, normal=multipoles, skew=multipoles),
    st.builds(e.Corrector, names, length=lengths, kick_x=numbers, kick_y=numbers),
    st.builds(e.Cavity, names, length=lengths, voltage=numbers, frequency=st.floats(1.0, 1e10), phase=numbers),
    st.builds(e.Aperture, names, half_x=st.floats(0.0, allow_nan=False, exclude_min=True)),
)  # fmt: skip


def unique(elements):
    """One body per name, as a file has it."""
    return list({item.name: item for item in elements}.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(element, min_size=1, max_size=6), st.floats(1e6, 1e12), st.integers(1, 40))
def test_json_round_trip_is_exact(elements, energy, superperiods):
    lattice = courant.Lattice(unique(elements), energy=energy, superperiods=superperiods, name="any")
    text = courant.io.format_lattice(lattice)
    json.loads(text)  # is plain JSON
    again = courant.io.parse_lattice(text)
    assert again == lattice
    assert courant.io.format_lattice(again) == text
