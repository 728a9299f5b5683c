"""The main job: a ring with errors is measured and corrected; the report tells the truth."""

import json

import pytest


@pytest.fixture(scope="module")
def demo(courant, tmp_path_factory):
    """The demo without Python for pictures: how it ended, and its folder."""
    out = tmp_path_factory.mktemp("demo") / "out"
    return courant("demo", "--out", out, COURANT_PYTHON="/no/such/python"), out


@pytest.fixture(scope="module")
def report(demo):
    return json.loads((demo[1] / "report.json").read_text())


@pytest.fixture(scope="module")
def table(report):
    return {row["quantity"]: row for row in report["table"]}


def test_it_succeeds_without_pictures_and_says_so(demo, report):
    ended, out = demo
    assert ended.status == 0, ended.err
    assert "/no/such/python" in ended.err
    assert "/no/such/python" in report["no_pictures"]
    assert "No pictures" in (out / "report.md").read_text()
    assert report["pictures"] == []


def test_orbit_tune_and_chromaticity_are_corrected(table):
    for plane in "xy":
        orbit, tune, chromaticity = (table[f"{q} {plane}{e}"] for q, e in
                                     (("orbit", ", rms"), ("tune", ""), ("chromaticity", "")))  # fmt: skip
        assert orbit["before"] > 1000  # um: errors of 50 um are magnified
        assert orbit["after"] < 100
        assert abs(tune["before"] - tune["design"]) > 0.01
        assert tune["after"] == pytest.approx(tune["design"], abs=1e-3)
        assert chromaticity["after"] == pytest.approx(chromaticity["design"], abs=0.1)
    assert table["stored beam"]["before"] == pytest.approx(0.0, abs=0.01)  # noise of the reading
    assert table["stored beam"]["after"] == pytest.approx(200, abs=0.01)


def test_every_write_was_a_transaction_and_the_guard_refused_one(report):
    columns = report["response"]["columns"]
    assert report["transactions"]["restored"] >= columns  # each probe of the response
    assert report["transactions"]["committed"] > 5
    assert "step" in report["refused"]


def test_the_response_is_measured_for_every_corrector(demo, report):
    response = json.loads((demo[1] / "response.json").read_text())
    assert len(response["rows"]) == report["response"]["rows"] == 640
    assert len(response["columns"]) == 577
    assert response["columns"][-1] == "rf"
    assert [len(row) for row in response["matrix"]] == [577] * 640


def test_one_record_of_the_run_is_left_and_ends_with_success(demo, report):
    records = list(demo[1].glob("*.jsonl"))
    assert [r.name for r in records] == [report["record"]]
    lines = [json.loads(line) for line in records[0].read_text().splitlines()]
    assert lines[0]["start"]["procedure"] == "demo"
    assert lines[-1]["stop"]["status"] == "success"
    streams = {line["event"]["stream"] for line in lines[1:-1]}
    assert {"orbit", "tune", "correct_orbit.orbit", "correct_tune.tune"} <= streams


def test_the_story_ends_with_the_table_of_the_report(demo, table):
    ended, _ = demo
    lines = ended.out.splitlines()
    assert max(map(len, lines)) <= 160
    end = ended.out[ended.out.index("before") :]
    for quantity in table:
        assert quantity in end
    assert "measure orbit response" in ended.err


def test_the_same_seed_gives_the_same_numbers_as_one_document(courant, demo, report, tmp_path):
    ended = courant("demo", "--out", tmp_path / "again", "--json", COURANT_PYTHON="/no/such/python")
    again = ended.json()
    assert again["table"] == report["table"]
    assert again["courant"] == report["courant"]
