"""
Closed orbit, transfer matrix and optics functions.
"""

from __future__ import annotations
import courant._core.lattice
import numpy
import numpy.typing
import typing

__all__: list[str] = [
    "ClosedOrbit",
    "Twiss",
    "closed_orbit",
    "energy_loss",
    "tapered",
    "transfer_matrix",
    "twiss",
]

class ClosedOrbit:
    """
    Fixed point of one pass. Arrays are views that keep this object alive.
    """
    def plot(self, **kwargs) -> typing.Any:
        """
        Figure of the orbit along the lattice; options as courant.plot.plot_orbit.
        """
    @property
    def iterations(self) -> int:
        """
        Newton steps used
        """
    @property
    def one_turn(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (6, 6) Jacobian of one pass at its start, [out, in]; a copy
        """
    @property
    def orbit(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (n + 1, 6): entrance of each element and the end [m, -, m, -, m, -]
        """
    @property
    def residual(self) -> float:
        """
        max |r_out - r_in| on return [m, -]
        """

class Twiss:
    """
    Linear optics at n + 1 places: the entrance of each element and the end. In 4D the parameters of
    Edwards and Teng, in 6D of Ripken and Mais; without coupling both are those of Courant and Snyder.
    Arrays along the lattice are views that keep this object alive.
    """
    def __repr__(self) -> str: ...
    def plot(self, **kwargs) -> typing.Any:
        """
        Figure of the optics over a strip of the magnets; options as courant.plot.plot_twiss.
        """
    def table(self) -> dict:
        """
        Dict of equally long columns: name, type, s, beta_x, …, x, …, delta.
        """
    def to_dataframe(self) -> typing.Any:
        """
        The table as a pandas DataFrame. NotAvailable without pandas.
        """
    @property
    def alpha_x(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        -beta'/2 [-]
        """
    @property
    def alpha_y(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        -beta'/2 [-]
        """
    @property
    def beta_x(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Beta function of the mode that lives mostly in x [m]
        """
    @property
    def beta_y(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Beta function of the mode that lives mostly in y [m]
        """
    @property
    def chromaticity(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (2,) d tune/d delta of the ring [-]; 0 for a line
        """
    @property
    def coupling(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        gamma^2 of Edwards and Teng: share of mode 1 in x; 1 without coupling [-]
        """
    @property
    def delta(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Momentum deviation [-]
        """
    @property
    def eta_x(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Dispersion d x/d delta [m]
        """
    @property
    def eta_y(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Dispersion d y/d delta [m]
        """
    @property
    def etap_x(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        d px/d delta [-]
        """
    @property
    def etap_y(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        d py/d delta [-]
        """
    @property
    def lattice(self) -> courant._core.lattice.Lattice:
        """
        The lattice that the optics belong to.
        """
    @property
    def mode(self) -> str:
        """
        4d or 6d
        """
    @property
    def momentum_compaction(self) -> float:
        """
        (dC/C)/d delta [-]; 0 for a line
        """
    @property
    def mu_x(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Phase advance from the start [rad]
        """
    @property
    def mu_y(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Phase advance from the start [rad]
        """
    @property
    def one_turn(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (6, 6) Jacobian of one pass, [out, in]
        """
    @property
    def orbit(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (n + 1, 6) [m, -, m, -, m, -]
        """
    @property
    def px(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Orbit, Px/P0 [-]
        """
    @property
    def py(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Orbit, Py/P0 [-]
        """
    @property
    def ring(self) -> bool:
        """
        False for a line from initial values
        """
    @property
    def s(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Position [m]
        """
    @property
    def synchrotron_tune(self) -> float:
        """
        6D only [-]
        """
    @property
    def tune(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (2,) tunes of the ring with integer part, or phase advance/2 pi of the line [-]
        """
    @property
    def x(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Orbit [m]
        """
    @property
    def y(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Orbit [m]
        """
    @property
    def z(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Orbit, -beta c (t - t0) [m]
        """

def closed_orbit(
    lattice: courant._core.lattice.Lattice,
    mode: str = "4d",
    delta: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    tolerance: typing.SupportsFloat | typing.SupportsIndex = 1e-12,
    max_iterations: typing.SupportsInt | typing.SupportsIndex = 30,
    guess: numpy.typing.ArrayLike | None = None,
) -> ClosedOrbit:
    """
    Closed orbit by Newton's method with exact derivatives.

    mode: "4d": delta fixed, cavities are drifts; "6d": delta free, cavities act
    delta: momentum deviation in 4D [-]
    tolerance: stop when max |r_out - r_in| is below [m, -]
    max_iterations: Newton steps
    guess: start point (6,) [m, -, m, -, m, -]

    Failed with code no_convergence or particle_lost; InvalidArgument for an empty lattice, an option out of
    range, or 6D without a cavity.
    """

def energy_loss(lattice: courant._core.lattice.Lattice) -> float:
    """
    Energy that one turn of the whole ring takes by synchrotron radiation on the design orbit [eV].

    Every magnet counts, whether its radiation is on or not.
    """

def tapered(lattice: courant._core.lattice.Lattice) -> courant._core.lattice.Lattice:
    """
    Copy of a ring with radiation and cavities whose magnets follow the energy of the 6D closed orbit.

    Failed as closed_orbit; InvalidArgument if nothing radiates.
    """

def transfer_matrix(
    lattice: courant._core.lattice.Lattice,
    start: str | int | None = None,
    stop: str | int | None = None,
    orbit: numpy.typing.ArrayLike | None = None,
    rf: bool = True,
) -> numpy.typing.NDArray[numpy.float64]:
    """
    (6, 6) Jacobian [out, in] of the motion from the entrance of `start` to the entrance of `stop`.

    start, stop: place or name; None: begin, end of the lattice
    orbit: trajectory (6,) at the entrance of `start`; None: on axis [m, -, m, -, m, -]
    rf: whether cavities act

    Failed with code particle_lost; InvalidArgument unless start <= stop.
    """

def twiss(
    lattice: courant._core.lattice.Lattice,
    mode: str = "4d",
    initial: dict | None = None,
    delta: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    tolerance: typing.SupportsFloat | typing.SupportsIndex = 1e-12,
    guess: numpy.typing.ArrayLike | None = None,
) -> Twiss:
    """
    Optics of a ring, or of a line from initial values.

    mode: "4d": delta fixed, cavities are drifts; "6d": with synchrotron motion
    initial: dict that makes the lattice a line: beta_x, beta_y [m] (needed), alpha_x, alpha_y [-], mu_x, mu_y
        [rad], eta_x, eta_y [m], etap_x, etap_y [-], x, y, z [m], px, py, delta [-] (default 0)
    delta: momentum deviation of a 4D ring [-]
    tolerance, guess: as closed_orbit

    Failed with code unstable, no_convergence or particle_lost.
    """
