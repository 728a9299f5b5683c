"""Numbers and keys of each command, as docs/reference/commands.md promises them."""

import math

import pytest

COMMON = {"courant", "lattice"}
LATTICE = {"name", "elements", "superperiods", "circumference_m", "energy_eV", "species", "model"}
TWISS = {"model", "mode", "ring", "delta", "tune", "chromaticity", "momentum_compaction", "table"}
COORDINATES = ["x", "px", "y", "py", "z", "delta"]
TABLE = [
    "name",
    "type",
    "s",
    *(f"{q}_{p}" for p in "xy" for q in ("beta", "alpha", "mu", "eta", "etap")),
    *COORDINATES,
]


def fodo_cell_tune(k, length, drift, angle):
    """Tune of the vertical plane of the cell of `fodo` by 2 x 2 matrices; bends are sectors and do not focus it."""

    def times(a, b):
        return [[sum(a[i][k] * b[k][j] for k in range(2)) for j in range(2)] for i in range(2)]

    def quadrupole(k):
        w, phase = math.sqrt(abs(k)), math.sqrt(abs(k)) * length
        if k > 0:
            return [[math.cos(phase), math.sin(phase) / w], [-w * math.sin(phase), math.cos(phase)]]
        return [[math.cosh(phase), math.sinh(phase) / w], [w * math.sinh(phase), math.cosh(phase)]]

    turn = [[1, 0], [0, 1]]
    for part in (quadrupole(-k), [[1, drift], [0, 1]], quadrupole(k), [[1, drift], [0, 1]]):
        turn = times(part, turn)
    return math.acos((turn[0][0] + turn[1][1]) / 2) / (2 * math.pi)


def test_version_and_help_of_every_command(courant):
    assert courant("--version").out.startswith("Courant 0.")
    top = courant("--help")
    assert top.status == 0
    for command in ("demo", "info", "convert", "check", "twiss", "orbit", "rmatrix", "orm"):
        assert f"\n  {command} " in top.out
        text = courant(command, "--help")
        assert text.status == 0
        assert "--json" in text.out
        assert max(map(len, text.out.splitlines())) <= 80
        if command not in ("demo", "check"):
            assert all(option in text.out for option in ("--line", "--format", "--energy", "--particle"))


def test_twiss_of_a_fodo_ring(courant, fodo):
    data = courant("twiss", fodo, "--json").json()
    assert set(data) == COMMON | TWISS
    assert set(data["lattice"]) == LATTICE
    assert list(data["table"]) == TABLE
    assert {len(column) for column in data["table"].values()} == {9}  # entrances of 8 elements and the end
    assert data["table"]["name"][-1] == "end"
    assert (data["model"], data["mode"], data["ring"], data["lattice"]["superperiods"]) == (
        "expanded",
        "4d",
        True,
        8,
    )
    # integrated numerically in 10 steps of fourth order, therefore 1e-6
    assert data["tune"][1] == pytest.approx(8 * fodo_cell_tune(0.6, 0.5, 2.0, 0), abs=1e-6)
    assert data["lattice"]["circumference_m"] == pytest.approx(40.0)


def test_twiss_of_a_line_from_initial_values(courant, fodo):
    data = courant("twiss", fodo, "--initial", "beta_x=4,beta_y=9,alpha_x=0.5", "--at", "D*", "--json").json()
    assert not data["ring"]
    assert data["table"]["name"] == ["D1", "D2"]
    start = courant("twiss", fodo, "--initial", "beta_x=4,beta_y=9,alpha_x=0.5", "--json").json()["table"]
    assert (start["beta_x"][0], start["alpha_x"][0], start["beta_y"][0]) == (4.0, 0.5, 9.0)


def test_twiss_in_six_dimensions_has_the_synchrotron_tune(courant):
    data = courant("twiss", "als", "--6d", "--json").json()
    assert data["mode"] == "6d"
    # from the longitudinal block of one turn; dispersion in the cavities couples it to x, therefore 1 %
    matrix = courant("rmatrix", "als", "start", "end", "--json").json()["matrix"]
    cosine = (matrix[4][4] + matrix[5][5]) / 2
    assert data["synchrotron_tune"] == pytest.approx(math.acos(cosine) / (2 * math.pi), rel=0.01)


def test_orbit_off_momentum_is_dispersion_times_delta(courant, fodo):
    data = courant("orbit", fodo, "--delta", "1e-6", "--json").json()
    assert set(data) == COMMON | {"mode", "delta", "residual", "iterations", "table"}
    assert list(data["table"]) == ["name", "s", *COORDINATES]
    eta = courant("twiss", fodo, "--json").json()["table"]["eta_x"]
    # the next order of the dispersion is of the size of the bending radius: delta^2 times 10 m
    assert data["table"]["x"] == pytest.approx([1e-6 * value for value in eta], abs=2e-11)
    assert data["delta"] == 1e-6


def test_rmatrix_of_the_ring_has_the_tunes_of_twiss(courant, fodo):
    data = courant("rmatrix", fodo, "start", "end", "--json").json()
    assert set(data) == COMMON | {"matrix", "from", "to", "about", "det"}
    assert [len(row) for row in data["matrix"]] == [6] * 6
    assert data["det"] == pytest.approx(1.0, abs=1e-12)
    trace = data["matrix"][2][2] + data["matrix"][3][3]
    tune = courant("twiss", fodo, "--json").json()["tune"][1]
    assert math.acos(trace / 2) / (2 * math.pi) == pytest.approx(tune / 8, abs=1e-12)
    drift = courant("rmatrix", fodo, "D1", "B1", "--json").json()["matrix"]
    assert drift[0][1] == pytest.approx(1.0)
    assert courant("rmatrix", fodo, "B1", "D1").status == 1


def test_orm_of_the_whole_ring_is_symmetric_under_its_period(courant, fodo):
    data = courant("orm", fodo, "--json").json()
    assert set(data) == COMMON | {"rows", "rows_unit", "columns", "columns_unit", "matrix", "mode"}
    assert (len(data["rows"]), len(data["columns"])) == (16, 16)
    assert data["rows"][0] == "BPM#1.x"
    assert data["columns"][8] == "COR#1.kick_y"
    matrix = data["matrix"]
    assert {len(row) for row in matrix} == {16}
    for i in range(8):  # one cell further on in both, rounding of 1e-13 of values of 10 m/rad
        assert matrix[i][0] == pytest.approx(matrix[(i + 1) % 8][1], abs=1e-11)


def test_info_counts_and_tells_the_models(courant, fodo):
    data = courant("info", fodo, "--json").json()
    assert set(data) == COMMON | {"description", "citation", "count", "models", "report"}
    assert data["count"] == {"Corrector": 1, "Dipole": 2, "Drift": 2, "Monitor": 1, "Quadrupole": 2}
    assert data["models"]["Dipole"]["integrator"] == {"dkd4": 2}
    assert data["report"] == []


def test_model_and_steps_replace_those_of_the_file(courant, fodo):
    expanded = courant("twiss", fodo, "--json").json()
    exact = courant("twiss", fodo, "--model", "exact", "--steps-for", "1e-10", "--json").json()
    assert (expanded["lattice"]["model"], exact["lattice"]["model"]) == ("expanded", "exact")
    # first order is the same but for the ten steps of the file; chromaticity is not: the bends of this ring are short
    assert exact["tune"] == pytest.approx(expanded["tune"], abs=1e-3)
    assert exact["chromaticity"] != pytest.approx(expanded["chromaticity"], abs=1e-4)
    assert "exact model" in courant("info", fodo, "--model", "exact").out


def test_energy_and_particle_replace_those_of_the_file(courant, fodo):
    lattice = courant("info", fodo, "--energy", "3 GeV", "--particle", "proton", "--json").json()["lattice"]
    assert (lattice["energy_eV"], lattice["species"]) == (3e9, "proton")
    assert courant("info", fodo, "--energy", "500 MeV", "--particle", "proton").status == 1  # below its mass


def test_convert_writes_what_it_read(courant, fodo, tmp_path):
    out = tmp_path / "copy.json"
    ended = courant("convert", fodo, out, "--json")
    assert set(ended.json()) == COMMON | {"input", "output", "report"}
    assert courant("twiss", out, "--json").out == courant("twiss", fodo, "--json").out
    again = tmp_path / "again.json"
    courant("convert", out, again)
    assert again.read_bytes() == out.read_bytes()


def test_check_of_the_shipped_files_finds_nothing(courant):
    for name in ("esrf_ebs", "als", "aps_par", "aps_ptb"):
        data = courant("check", name, "--json").json()
        assert set(data) == {"courant", "path", "kind", "findings"}
        assert (data["kind"], data["findings"]) == ("lattice", [])


def test_tables_fit_a_terminal(courant, fodo):
    for arguments in (["twiss", "esrf_ebs"], ["orbit", "esrf_ebs", "--6d"], ["info", "als"], ["orm", fodo],
                      ["rmatrix", "als", "start", "end"], ["check", "als"]):  # fmt: skip
        ended = courant(*arguments)
        assert ended.status == 0
        lines = ended.out.splitlines()
        assert max(map(len, lines)) <= 100 if arguments[0] == "check" else max(map(len, lines)) <= 80
        assert len(lines) <= 50


def test_remarks_of_the_reader_go_to_standard_error(courant, fodo):
    fodo.write_text(fodo.read_text().replace('"B2"\n', '"B1"\n'))
    ended = courant("twiss", fodo, "--json")
    assert ended.status == 0
    assert ended.err == f"courant: the reader has 1 remark on '{fodo}'; 'courant info' shows them\n"
    assert len(courant("info", fodo, "--json").json()["report"]) == 1
    assert courant("check", fodo).status == 1
