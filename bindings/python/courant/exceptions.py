"""The exceptions of Courant: one for each C++ error, see bindings/python/src/bind_errors.cpp.

Every message reads "problem (why) suggestion". A bad argument or file is also the Python exception that one
would expect (ValueError, KeyError, TypeError), so generic code catches it too.
"""


class Error(Exception):
    """Base of everything that Courant raises."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class InvalidArgument(Error, ValueError):
    """An argument outside what the function accepts."""


class WrongType(InvalidArgument, TypeError):
    """An argument of a kind that can't be used: the dtype or memory order of an array, a dict for a number."""


class UnknownName(Error, KeyError):
    """A name that doesn't exist; the message carries the nearest ones."""


class UnitError(Error, ValueError):
    """A unit that is unknown or has the wrong dimension."""


class MismatchError(Error, ValueError):
    """Two things that should fit do not: labels, shapes, units of a matrix and its data."""


class CalibrationError(Error, ValueError):
    """A calibration that can't be used: not monotone, not invertible."""


class ConfigError(Error, ValueError):
    """A configuration that contradicts itself or the lattice."""


class ParseError(Error, ValueError):
    """A file that can't be understood: "file:line: problem (why) suggestion"."""

    def __init__(self, message: str = "", file: str = "", line: int = 0):
        super().__init__(message, file, line)
        self.file = file
        """As the caller named it."""
        self.line = line
        """From 1; 0: unknown or a binary file."""


class NotAvailable(Error):
    """A part that this build doesn't have, by name."""


class Failed(Error, RuntimeError):
    """Nobody made a mistake, yet there is no result: an unstable lattice, a lost particle, a channel that is away."""

    def __init__(self, message: str = "", code: str = ""):
        super().__init__(message, code)
        self.code = code
        """unstable, particle_lost, no_convergence, timeout, …: the names of courant::Code."""
