"""Figures. Each function takes a result of Courant or the JSON of the command of the same name.

A figure is a matplotlib Figure (no pyplot, no window): save it by `figure.savefig("optics.png")`; a notebook
shows it by itself. From the shell:

    python -m courant.plot twiss  data.json optics.png     (JSON of `courant twiss --json`)
    python -m courant.plot orbit  data.json orbit.png      (`courant orbit --json`)
    python -m courant.plot orm    data.json matrix.png     (`courant orm --json`)
    python -m courant.plot demo   data.json folder         (several pictures; with a file name: one)

The JSON of `demo`: `s` [m], `orbit_before` and `orbit_after` with `x` and `y` [m] at the places `s`; and, each if
it is there: `tune` and `chromaticity` with `before`, `after`, `target` (two numbers each), `twiss` and `orm` (the
JSON of those commands), `correctors` with `x`, `y` [rad], `title`.
"""

import json
import sys
from pathlib import Path

import numpy as np

from ._figure import BEFORE, ETA, X, Y, figure, magnet_strip, period, rms, scaled, smooth

PICTURES = {".png", ".pdf", ".svg"}


def _table(data):
    """Columns of a result, of the JSON of a command, or of a dict of columns; and its title."""
    if hasattr(data, "table"):
        return data.table(), data.lattice.name
    lattice = data.get("lattice") or {}
    table = data.get("table", data)
    table = {k: v if k in ("name", "type") else np.asarray(v, dtype=float) for k, v in table.items()}
    return table, lattice.get("name", "") if isinstance(lattice, dict) else str(lattice)


def _optics(axes, table, inside, legend=True):
    s = table["s"][inside]
    for plane, colour in (("x", X), ("y", Y)):
        beta = smooth(s, table[f"beta_{plane}"][inside], -2 * table[f"alpha_{plane}"][inside])
        axes.plot(*beta, color=colour, label=rf"$\beta_{plane}$")
    axes.set_ylabel(r"$\beta$ [m]")
    axes.set_ylim(bottom=0)
    right = axes.twinx()
    right.spines["right"].set_visible(True)
    right.grid(False)
    factor, unit = scaled(np.concatenate([table["eta_x"][inside], table["eta_y"][inside]]))
    for plane, line in (("x", "-"), ("y", "--")):
        eta, slope = (factor * table[f"{name}_{plane}"][inside] for name in ("eta", "etap"))
        if plane == "x" or np.nanmax(np.abs(eta)) > 1e-6 * factor:
            right.plot(*smooth(s, eta, slope), line, color=ETA, label=rf"$\eta_{plane}$")
    right.set_ylabel(rf"$\eta$ [{unit}]", color=ETA)
    low, high = right.get_ylim()
    right.set_ylim(min(low, -0.02 * high), high * 1.6)  # dispersion below the beta functions
    if legend:
        lines = [*axes.get_lines(), *right.get_lines()]
        axes.legend(lines, [line.get_label() for line in lines], ncols=4, loc="upper right")
        axes.set_ylim(top=axes.get_ylim()[1] * 1.15)


def plot_twiss(twiss, span=None, title=None):
    """Beta functions and dispersion over a strip of the magnets.

    twiss: result of courant.twiss, or the JSON of `courant twiss --json`
    span: (from, to) in m; None: all, and of a ring with many cells also the first cell alone
    """
    table, name = _table(twiss)
    s = table["s"]
    whole = (float(s[0]), float(s[-1]))
    magnets = sum(kind in ("Dipole", "Quadrupole") for kind in table["type"])
    detail = span or (whole if magnets <= 60 else (whole[0], whole[0] + period(table)))
    overview = span is None and detail != whole
    heights = [3, 0.7, 4] if overview else [0.7, 4]
    with figure(len(heights), heights=heights, size=(10, 7 if overview else 5), sharex=False) as (fig, axes):
        if overview:
            _optics(axes[0], table, slice(None), legend=False)
            for line in axes[0].get_lines():
                line.set_linewidth(0.8)
            axes[0].axvspan(*detail, color="#f0d9a8", alpha=0.6, zorder=0)
            axes[0].set(xlim=whole, xlabel="s [m]")
        strip, main = axes[-2:]
        drawn = magnet_strip(strip, table, *detail)
        strip.set_xlim(detail)
        near = np.flatnonzero((s >= detail[0] - 1e-9) & (s <= detail[1] + 1e-9))
        _optics(main, table, slice(max(near[0] - 1, 0), near[-1] + 2) if near.size else slice(None))
        main.set(xlim=detail, xlabel="s [m]")
        if drawn:
            strip.legend(drawn.values(), drawn.keys(), ncols=len(drawn), loc="lower center",
                         bbox_to_anchor=(0.5, 0.95), fontsize=8, handlelength=1.2)  # fmt: skip
        fig.suptitle(
            title if title is not None else _twiss_title(twiss, name), x=0.01, ha="left", weight="bold"
        )
    return fig


def _twiss_title(twiss, name):
    get = twiss.get if isinstance(twiss, dict) else lambda key, other=None: getattr(twiss, key, other)
    tune = get("tune")
    return f"{name}   tune {tune[0]:.4f}, {tune[1]:.4f}".strip() if tune is not None else name


def plot_orbit(orbit, s=None, title=None):
    """Horizontal and vertical orbit along the machine.

    orbit: ClosedOrbit (then `s` [m] is needed, e.g. lattice.s), Twiss, or the JSON of `courant orbit --json`
    """
    if hasattr(orbit, "orbit"):
        states = np.asarray(orbit.orbit)
        positions = s if s is not None else getattr(orbit, "s", np.arange(len(states)))
        table, name = {"s": np.asarray(positions), "x": states[:, 0], "y": states[:, 2]}, ""
    else:
        table, name = _table(orbit)
    known = s is not None or hasattr(orbit, "s") or isinstance(orbit, dict)
    with figure(2, size=(10, 5)) as (fig, axes):
        for ax, plane, colour in zip(axes, "xy", (X, Y), strict=True):
            factor, unit = scaled(table[plane])
            ax.plot(table["s"], factor * table[plane], color=colour)
            ax.axhline(0, color="#555b62", linewidth=0.8)
            ax.set_ylabel(f"{plane} [{unit}]")
            ax.set_title(f"rms {factor * rms(table[plane]):.3g} {unit}", fontsize=9, weight="normal")
        axes[-1].set_xlabel("s [m]" if known else "place")
        axes[-1].set_xlim(table["s"][0], table["s"][-1])
        fig.suptitle(title if title is not None else name, x=0.01, ha="left", weight="bold")
    return fig


def _matrix(data):
    if isinstance(data, dict):
        return np.asarray(data["matrix"], dtype=float), data["rows"], data["columns"]
    return np.asarray(data.values), [a.label for a in data.rows], [a.label for a in data.columns]


def _blocks(labels):
    """Where the quantity changes ("x" of BPM_1.x), and the middle and name of each block."""
    kinds = [label.rpartition(".")[2] for label in labels]
    starts = [i for i, kind in enumerate(kinds) if i == 0 or kind != kinds[i - 1]]
    ends = [*starts[1:], len(kinds)]
    return starts[1:], [((a + b - 1) / 2, kinds[a]) for a, b in zip(starts, ends, strict=True)]


def plot_response_matrix(response, title=None):
    """The matrix as colours, planes apart; the RF column has its own scale.

    response: ResponseMatrix or the JSON of `courant orm --json`
    """
    values, rows, columns = _matrix(response)
    rf = [k for k, label in enumerate(columns) if label.lower() == "rf"]
    kicks = [k for k in range(len(columns)) if k not in rf]
    parts = [(kicks, "m/rad" if any("kick" in c for c in columns) else "")] if kicks else []
    parts += [(rf, "m/Hz")] if rf else []
    with figure(size=(8.5, 6.5)) as (fig, axes):
        axes[0].remove()
        panels = fig.subplots(1, len(parts), squeeze=False, width_ratios=[8, 1][: len(parts)])[0]
        for ax, (chosen, unit) in zip(panels, parts, strict=True):
            block = values[:, chosen]
            limit = np.nanquantile(np.abs(block), 0.995) or 1.0  # a disabled row is NaN
            image = ax.imshow(
                block, aspect="auto", cmap="RdBu_r", vmin=-limit, vmax=limit, interpolation="nearest"
            )
            ax.grid(False)
            for cuts, line in (
                (_blocks(rows)[0], ax.axhline),
                (_blocks([columns[k] for k in chosen])[0], ax.axvline),
            ):
                for cut in cuts:
                    line(cut - 0.5, color="#22262a", linewidth=0.8)
            ax.set_xticks(*zip(*_blocks([columns[k] for k in chosen])[1], strict=True))
            ax.set_yticks(*(zip(*_blocks(rows)[1], strict=True) if ax is panels[0] else ((),)))
            fig.colorbar(image, ax=ax, label=unit, aspect=40, fraction=0.15 if chosen is kicks else 1.0)
        panels[0].set_ylabel(f"{len(rows)} readings")
        panels[0].set_xlabel(f"{len(kicks)} knobs")
        fig.suptitle(title or "Response matrix", x=0.01, ha="left", weight="bold")
    return fig


def plot_before_after(s, before, after, title=None):
    """Orbit before and after a correction at the places `s` [m]; before, after: mappings with x and y [m]."""
    with figure(2, size=(10, 5.5)) as (fig, axes):
        for ax, plane, colour in zip(axes, "xy", (X, Y), strict=True):
            old, new = (np.asarray(orbit[plane], dtype=float) for orbit in (before, after))
            factor, unit = scaled(old)
            for name, values, shade in (("before", old, BEFORE), ("after", new, colour)):
                small, small_unit = scaled([rms(values)])
                ax.plot(
                    s,
                    factor * values,
                    color=shade,
                    label=f"{name}: rms {small * rms(values):.3g} {small_unit}",
                )
            ax.set_ylabel(f"{plane} [{unit}]")
            ax.legend(ncols=2, loc="lower right", bbox_to_anchor=(1.0, 0.98), fontsize=9)
        axes[-1].set(xlabel="s [m]", xlim=(s[0], s[-1]))
        fig.suptitle(title or "Orbit before and after the correction", x=0.01, ha="left", weight="bold")
    return fig


def plot_tune(tune, chromaticity=None, title=None):
    """Tune and chromaticity before and after, with their targets; mappings with before, after, target."""
    panels = [("tune", tune)] + ([("chromaticity", chromaticity)] if chromaticity else [])
    with figure(size=(5 * len(panels), 4.2)) as (fig, axes):
        axes[0].remove()
        for ax, (name, data) in zip(fig.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
            start, end = np.asarray(data["before"], float), np.asarray(data["after"], float)
            ax.annotate(
                "", end, start, arrowprops={"arrowstyle": "->", "color": BEFORE, "shrinkA": 6, "shrinkB": 6}
            )
            ax.plot(*start, "o", color=BEFORE, label="before")
            if "target" in data:
                ax.plot(*data["target"], "+", color=Y, markersize=16, markeredgewidth=2, label="target")
            ax.plot(*end, "o", color=X, label="after")
            ax.set(xlabel=f"{name} x", ylabel=f"{name} y")
            ax.margins(0.25)
            ax.legend(fontsize=9)
        fig.suptitle(title or "Tune and chromaticity", x=0.01, ha="left", weight="bold")
    return fig


def demo_figures(data):
    """Pictures of the demo by name, in the order of its story."""
    figures, name = {}, f"{data['title']}: " if data.get("title") else ""
    if "twiss" in data:
        figures["optics"] = plot_twiss(data["twiss"])
    if "orm" in data:
        figures["response"] = plot_response_matrix(
            data["orm"], title=f"{name}orbit response, measured on the twin"
        )
    if "orbit_before" in data:
        figures["orbit"] = plot_before_after(
            data["s"],
            data["orbit_before"],
            data["orbit_after"],
            title=f"{name}orbit before and after the correction",
        )
    if "tune" in data:
        figures["tune"] = plot_tune(
            data["tune"], data.get("chromaticity"), title=f"{name}tune and chromaticity"
        )
    return figures


def save(kind, data, out):
    """Draw the JSON `data` of command `kind` into the file `out`; demo: into a folder. Returns what was written."""
    out = Path(out)
    single = {"twiss": plot_twiss, "orbit": plot_orbit, "orm": plot_response_matrix}
    if kind in single:
        figures = {out: single[kind](data)}
    elif kind != "demo":
        raise ValueError(f"no picture '{kind}' (there are {', '.join([*single, 'demo'])})")
    elif out.suffix in PICTURES:
        figures = {out: plot_before_after(data["s"], data["orbit_before"], data["orbit_after"])}
    else:
        out.mkdir(parents=True, exist_ok=True)
        figures = {out / f"{name}.png": fig for name, fig in demo_figures(data).items()}
    for path, fig in figures.items():
        fig.savefig(path)
    return list(figures)


def main(arguments=None):
    """python -m courant.plot KIND DATA.json OUT"""
    arguments = sys.argv[1:] if arguments is None else arguments
    if len(arguments) != 3:
        print("usage: python -m courant.plot twiss|orbit|orm|demo DATA.json OUT", file=sys.stderr)
        return 2
    kind, source, out = arguments
    save(kind, json.loads(Path(source).read_text(encoding="utf-8")), out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
