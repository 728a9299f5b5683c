"""Optics of the shipped rings by several codes, from one description, as a page of the manual.

    python benchmarks/compare/codes.py [--write docs/reference/other_codes.md]

Courant writes each ring for MAD-X, which computes TWISS and, inside it, PTC with the exact and the expanded
Hamiltonian; pyAT gets the same elements one by one. Every number is by delta (dp/p) and of the whole ring.
"""

import argparse
import contextlib
import importlib.metadata
import tempfile
from pathlib import Path

import courant
import numpy as np
from at_lattice import at_ring
from cpymad.madx import Madx

DATA = Path(__file__).parents[2] / "data/lattices"
RINGS = ("als", "aps_par", "esrf_ebs")
COLUMNS = ("tune x", "tune y", "chromaticity x", "chromaticity y", "momentum compaction")


def ours(lattice):
    optics = courant.twiss(lattice)
    return [*optics.tune, *optics.chromaticity, optics.momentum_compaction]


def madx_job(file):
    madx = Madx(stdout=False)
    madx.call(str(file))
    madx.command.twiss()
    return madx


def by_madx(madx):
    """TWISS; derivatives by pt become derivatives by delta with the particle's beta."""
    summary = madx.table.summ
    beta = float(madx.sequence[next(iter(madx.sequence))].beam.beta)
    return [
        float(summary.q1[0]),
        float(summary.q2[0]),
        float(summary.dq1[0]) * beta,
        float(summary.dq2[0]) * beta,
        float(summary.alfa[0]),
    ]


def by_ptc(madx, exact, tune):
    """PTC inside MAD-X; its tunes are fractions, whole turns are taken from `tune`."""
    madx.command.ptc_create_universe()
    madx.command.ptc_create_layout(model=2, method=6, nst=40, exact=exact, time=False)
    madx.command.ptc_twiss(icase=5, no=2, closed_orbit=True)
    s = madx.table.ptc_twiss_summary
    madx.command.ptc_end()
    whole = [np.round(q - f) for q, f in zip(tune, (s.q1[0], s.q2[0]), strict=True)]
    return [s.q1[0] + whole[0], s.q2[0] + whole[1], s.dq1[0], s.dq2[0], s.alpha_c[0]]


def by_at(lattice, tune):
    ring = at_ring(lattice)
    optics = ring.linopt6(get_chrom=True)[1]
    cells = lattice.superperiods
    whole = np.round(np.asarray(tune) - optics.tune[:2] * cells)
    q = optics.tune[:2] * cells + whole
    return [*q, *(optics.chromaticity[:2] * cells), ring.get_mcf()]


def rows_of(name, folder):
    builder = courant.Builder(courant.read_lattice(DATA / f"{name}.json")).unroll()
    if any(e.type == "Cavity" for e in builder.freeze()):
        builder.set("type:Cavity", voltage=0.0)  # TWISS would take it in
    lattice = builder.freeze()
    file = Path(folder) / f"{name}.madx"
    courant.write_lattice(lattice, file)
    exact = courant.read_lattice(file)
    expanded = courant.read_lattice(file, model="expanded")
    madx = madx_job(file)
    tune = ours(exact)[:2]
    return lattice, [
        ("exact", "Courant, of the MAD-X file", ours(exact)),
        ("exact", "MAD-X TWISS", by_madx(madx)),
        ("exact", "PTC exact", by_ptc(madx, True, tune)),
        ("expanded", "Courant, of the MAD-X file", ours(expanded)),
        ("expanded", "PTC expanded", by_ptc(madx, False, tune)),
        ("expanded", "Courant, as shipped", ours(lattice)),
        ("expanded", "pyAT", by_at(lattice, tune)),
    ]


def page():
    versions = {name: importlib.metadata.version(name) for name in ("cpymad", "accelerator-toolbox")}
    text = f"""# Numbers against other codes

Made by `benchmarks/compare/codes.py` with Courant {courant.__version__}, MAD-X and PTC
{Madx(stdout=False).version.release} (cpymad {versions["cpymad"]}) and pyAT {versions["accelerator-toolbox"]}.
Courant writes a shipped ring as a MAD-X file; MAD-X and Courant read that file; pyAT gets the same elements.
Differences stand below the numbers of their family. The two families, exact and expanded Hamiltonian, agree in
tune and differ in chromaticity: where MAD-X and PTC exact differ, it is by the
fringe integral (APS-PAR) or by the gradient at a turned pole face (ALS). See
[exact motion](../theory/exact.md).

"""
    # PTC leaves files where it runs
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name in RINGS:
            lattice, rows = rows_of(name, folder)
            text += f"## {lattice.name}\n\n| model | code | " + " | ".join(COLUMNS) + " |\n"
            text += "|---" * (2 + len(COLUMNS)) + "|\n"
            first = {}
            for model, code, numbers in rows:
                cells = [f"{x:.9f}" for x in numbers]
                text += f"| {model} | {code} | " + " | ".join(cells) + " |\n"
                reference = first.setdefault(model, numbers)
                if numbers is not reference:
                    differences = [f"{a - b:+.1e}" for a, b in zip(numbers, reference, strict=True)]
                    text += "| | difference | " + " | ".join(differences) + " |\n"
            text += "\n"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", type=Path, help="file for the page; without it the page is printed")
    arguments = parser.parse_args()
    text = page()
    if arguments.write:
        arguments.write.write_text(text)
    else:
        print(text)


if __name__ == "__main__":
    main()
