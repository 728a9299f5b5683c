"""Just enough of MATLAB's file format 5 to write a lattice: cells, structures, text and numbers, uncompressed."""

import struct


def _element(kind, data):
    return struct.pack("<II", kind, len(data)) + data + b"\0" * (-len(data) % 8)


def _matrix(kind, shape, content, name=b""):
    flags = _element(6, struct.pack("<II", kind, 0))
    return _element(14, flags + _element(5, struct.pack("<2i", *shape)) + _element(1, name) + content)


def _value(value, name=b""):
    if isinstance(value, str):
        return _matrix(4, (1, len(value)), _element(4, value.encode("utf-16-le")), name)
    if isinstance(value, dict):
        keys = b"".join(key.encode().ljust(32, b"\0") for key in value)
        head = struct.pack("<HHi", 5, 4, 32) + _element(1, keys)
        return _matrix(2, (1, 1), head + b"".join(_value(v) for v in value.values()), name)
    if isinstance(value, tuple):
        return _matrix(1, (len(value), 1), b"".join(_value(v) for v in value), name)
    numbers = value if isinstance(value, list) else [value]
    return _matrix(6, (1, len(numbers)), _element(9, struct.pack(f"<{len(numbers)}d", *numbers)), name)


def mat_file(**variables):
    """Bytes of a file with these variables; a tuple is a cell array, a dict a structure."""
    head = b"MATLAB 5.0 MAT-file".ljust(116) + b"\0" * 8 + struct.pack("<H2s", 0x0100, b"IM")
    return head + b"".join(_value(value, name.encode()) for name, value in variables.items())


def ring():
    """A short AT lattice."""
    return (
        {"FamName": "R", "Class": "RingParam", "PassMethod": "IdentityPass", "Length": 0.0, "Energy": 1e9,
         "Periodicity": 1.0, "Particle": "electron"},
        {"FamName": "D", "Class": "Drift", "PassMethod": "DriftPass", "Length": 2.0},
        {"FamName": "Q", "Class": "Quadrupole", "PassMethod": "StrMPoleSymplectic4Pass", "Length": 0.5,
         "PolynomB": [0.0, 0.6], "PolynomA": [0.0, 0.0], "MaxOrder": 1.0, "NumIntSteps": 10.0, "K": 0.6},
    )  # fmt: skip
