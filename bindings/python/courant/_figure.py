"""Parts that the figures of courant.plot share: colours, numbers with units, the strip of magnets."""

import contextlib
import functools
import io

import numpy as np

X, Y, ETA, BEFORE, GRID = "#1f5fa8", "#c4461f", "#23825a", "#9aa3ad", "#d9dde2"
STYLE = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "axes.edgecolor": "#555b62",
    "axes.labelcolor": "#22262a",
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "lines.linewidth": 1.4,
    "legend.frameon": False,
    "figure.dpi": 100,
    "savefig.dpi": 150,
    "savefig.bbox": "tight",
}
# Element type: colour, lower and upper edge of its box on the strip (a gradient moves it up or down).
BOXES = {
    "Dipole": ("#4a79b8", -0.45, 0.45),
    "Quadrupole": ("#c4461f", -0.9, 0.9),
    "Sextupole": ("#2f9467", -0.7, 0.7),
    "Octupole": ("#8a62b5", -0.6, 0.6),
    "Multipole": ("#b58a2a", -0.6, 0.6),
    "ThinMultipole": ("#b58a2a", -0.6, 0.6),
    "Cavity": ("#d9a520", -0.35, 0.35),
    "Corrector": ("#6b7280", -0.3, 0.3),
}


@functools.cache
def picture_class():
    """Figure that a notebook shows as a picture, whatever its backend."""
    from matplotlib.figure import Figure

    class Picture(Figure):
        def _repr_png_(self):
            memory = io.BytesIO()
            self.savefig(memory, format="png")
            return memory.getvalue()

    return Picture


@contextlib.contextmanager
def figure(rows=1, *, heights=None, size=(10, 5), sharex=True):
    """Figure with rows of axes in the style of the project, without the state of pyplot.

    A notebook shows the figure by itself; in a script call `figure.savefig`.
    """
    import matplotlib as mpl

    with mpl.rc_context(STYLE):
        fig = picture_class()(figsize=size, layout="constrained")
        axes = fig.subplots(rows, 1, sharex=sharex, height_ratios=heights, squeeze=False)[:, 0]
        yield fig, axes


def scaled(values, unit="m"):
    """Factor and text of the prefix that makes the largest of `values` [unit] a number from 1 to 1000."""
    finite = np.abs(np.asarray(values, dtype=float))
    largest = np.nanmax(finite, initial=0.0) if finite.size else 0.0
    for factor, prefix in ((1.0, ""), (1e3, "m"), (1e6, "µ"), (1e9, "n")):
        if largest * factor >= 0.995:
            return factor, prefix + unit
    return (1.0, unit) if largest == 0.0 else (1e9, "n" + unit)


def smooth(s, values, slopes, points=12):
    """Cubic curve through `values` at `s` with the given slopes, `points` per interval; exact for beta in a drift."""
    length = np.diff(s)[:, None]
    u = np.arange(points) / points
    left, right = values[:-1, None], values[1:, None]
    bend = length * (u * (1 - u) ** 2 * slopes[:-1, None] - u**2 * (1 - u) * slopes[1:, None])
    curve = left + (right - left) * u**2 * (3 - 2 * u) + bend
    return np.append((s[:-1, None] + length * u).ravel(), s[-1]), np.append(curve.ravel(), values[-1])


def rms(values):
    """Root mean square, NaN left out."""
    return float(np.sqrt(np.nanmean(np.square(np.asarray(values, dtype=float)))))


def gradient_sign(table, i):
    """+1 where element i focuses in x, -1 where it focuses in y, 0 without optics: from alpha' = k1 beta - gamma."""
    length = table["s"][i + 1] - table["s"][i]
    if length <= 0 or "beta_x" not in table:
        return 0.0
    beta = 0.5 * (table["beta_x"][i] + table["beta_x"][i + 1])
    alpha = 0.5 * (table["alpha_x"][i] + table["alpha_x"][i + 1])
    slope = (table["alpha_x"][i + 1] - table["alpha_x"][i]) / length
    return float(np.sign((slope + (1 + alpha**2) / beta) / beta))


def magnet_strip(axes, table, low, high):
    """Draw the magnets between `low` and `high` [m] as boxes; returns the types that were drawn."""
    from matplotlib.patches import Rectangle

    drawn = {}
    axes.axhline(0, color="#555b62", linewidth=0.8, zorder=1)
    s, types = table["s"], table["type"]
    for i in range(len(s) - 1):
        if types[i] not in BOXES or s[i + 1] < low or s[i] > high:
            continue
        colour, bottom, top = BOXES[types[i]]
        if types[i] == "Quadrupole":
            sign = gradient_sign(table, i)
            bottom, top = (0, top) if sign > 0 else (bottom, 0) if sign < 0 else (bottom, top)
        width = max(s[i + 1] - s[i], 0.002 * (high - low))
        patch = Rectangle(
            (s[i], bottom), width, top - bottom, facecolor=colour, edgecolor="white", linewidth=0.3
        )
        drawn.setdefault(types[i], axes.add_patch(patch))
    monitors = [s[i] for i in range(len(s) - 1) if types[i] == "Monitor" and low <= s[i] <= high]
    if monitors:
        drawn["Monitor"] = axes.plot(
            monitors, np.full(len(monitors), -1.15), ".", color="#22262a", markersize=2.5
        )[0]
    axes.set_ylim(-1.3, 1.0)
    axes.axis("off")
    return drawn


def period(table):
    """Length that repeats [m]: the whole, or the most cells into which beta_x falls apart nearly alike."""
    s, beta = np.asarray(table["s"], dtype=float), np.asarray(table["beta_x"], dtype=float)
    whole = s[-1] - s[0]
    grid = np.linspace(0, whole, 4096, endpoint=False)
    wave = np.log(np.interp(grid, s - s[0], beta))
    wave -= wave.mean()
    power = np.dot(wave, wave)
    likeness = [
        np.dot(wave, np.interp((grid + whole / cells) % whole, grid, wave)) / power for cells in range(1, 66)
    ]
    good = 0.95 * max(likeness[1:], default=0.0)
    for cells in range(64, 1, -1):
        before, this, after = likeness[cells - 2 : cells + 1]
        if this > 0.8 and this >= good and this >= max(before if cells > 2 else 0.0, after):
            return whole / cells
    return whole
