"""Elements in Python: built from their fields, immutable, described with units."""

import inspect

import courant
import numpy as np
import pytest
from courant import elements as e

TYPES = [
    cls
    for _, cls in inspect.getmembers(e, inspect.isclass)
    if issubclass(cls, e.Element) and cls is not e.Element
]


def test_there_is_one_class_for_each_element():
    assert {cls.__name__ for cls in TYPES} >= {
        "Drift",
        "Quadrupole",
        "Dipole",
        "Sextupole",
        "Cavity",
        "Aperture",
    }


@pytest.mark.parametrize("cls", TYPES)
def test_every_field_is_a_property_and_its_docstring_has_the_unit(cls):
    element = cls("E")
    assert element.name == "E"
    assert element.type == cls.__name__
    for name, unit, _ in cls.fields():
        assert getattr(element, name) == element.get(name)
        assert f"[{'-' if unit == '1' else unit}]" in getattr(cls, name).__doc__
        assert f"{name}:" in cls.__init__.__doc__


def test_fields_come_by_name_or_in_the_order_of_the_signature():
    assert e.Quadrupole("Q", 0.3, 1.2) == e.Quadrupole("Q", length=0.3, k1=1.2)
    assert e.Multipole("M", length=0.2, normal=[0, 0, 3.0], steps=4).get("normal[2]") == 3.0
    assert e.Multipole("M", length=0.2, normal=np.array([0, 0, 3.0])).normal == [0, 0, 3.0]
    assert e.Aperture("A", shape="elliptic", half_x=0.01).half_y == np.inf


def test_repr_makes_the_element_again():
    quad = e.Quadrupole("Q1", length=0.3, k1=1.2, fringe="hard_edge", skew=[0, 0, 1.5], steps=7)
    assert eval(repr(quad), vars(e)) == quad


def test_replace_makes_a_changed_copy_and_nothing_can_be_assigned():
    quad = e.Quadrupole("Q1", length=0.3, k1=1.2)
    other = quad.replace(k1=-1.0, name="Q2")
    assert (other.name, other.k1, other.length) == ("Q2", -1.0, 0.3)
    assert (quad.name, quad.k1) == ("Q1", 1.2)
    with pytest.raises(AttributeError):
        quad.k1 = 2.0


def test_track_moves_the_buffer_itself():
    particles = np.zeros((3, 6))
    particles[:, 1] = [0.0, 1e-3, 2e-3]
    address = particles.ctypes.data
    e.Drift("D", length=2.0).track(particles)
    assert particles.ctypes.data == address
    # expanded drift: x = L px exactly, products of two numbers
    assert particles[:, 0].tolist() == [0.0, 2.0 * 1e-3, 2.0 * 2e-3]


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (lambda: e.Quadrupole("Q", lenght=0.3), courant.UnknownName, "did you mean 'length'"),
        (lambda: e.Quadrupole("Q", length=-0.3), courant.InvalidArgument, "can't be negative"),
        (lambda: e.Quadrupole("Q", length=0.3, k1=float("nan")), courant.InvalidArgument, "NaN"),
        (lambda: e.Quadrupole("Q", length=0.3, k1="strong"), courant.InvalidArgument, "number"),
        (lambda: e.Quadrupole("Q", length=0.3, k1={}), courant.WrongType, "got dict"),
        (lambda: e.Quadrupole("Q", length=0.3, k1=True), courant.WrongType, "got bool"),
        (lambda: e.Quadrupole("Q", length=0.3, fringe="soft"), courant.InvalidArgument, "hard_edge"),
        (lambda: e.Quadrupole("Q", length=0.3, steps=0), courant.InvalidArgument, "steps"),
        (lambda: e.Quadrupole("Q", 0.3, length=0.3), courant.WrongType, "given twice"),
        (lambda: e.Multipole("M", length=0.1, normal=[0.0] * 40), courant.InvalidArgument, "40 terms"),
        (lambda: e.Drift("D", 1.0, "exact", 2.0), courant.WrongType, "3 values for 2 fields"),
    ],
)
def test_a_bad_field_has_its_typed_exception(make, error, text):
    with pytest.raises(error) as caught:
        make()
    assert text in str(caught.value)
