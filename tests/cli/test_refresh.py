"""`yalu refresh` on the command line: offline unless asked, its exit codes, and its JSON."""

import json
import shutil

import pytest

from tests.refresh.publishers import Comtrade, comtrade_row, publishing
from yalu.case.folder.locations import find_case
from yalu.refresh.publications import FILE, FRESHNESS
from yalu.screening.lists.snapshots import download

ROWS = [comtrade_row(f"2022{month:02}", 1_000_000) for month in range(1, 13)]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("YALU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMTRADE_KEY", raising=False)


@pytest.fixture
def case(tmp_path):
    """A case whose totals a program can fetch from this machine, with the publisher."""
    held = Comtrade(list(ROWS))
    with publishing(held) as publisher:
        publisher.held = held
        folder = tmp_path / "mine"
        shutil.copytree(find_case("russia-dprk"), folder)
        ask = "reporterCode=643;partnerCode=408;cmdCode=TOTAL;flowCode=X"
        row = f'flows-totals-customs,Here,{publisher.address},open,comtrade,"{ask}",2022-01,,60,free,'
        (folder / FILE).write_text(f"{','.join(FRESHNESS.names)}\n{row}\n", encoding="utf-8")
        yield folder, publisher


@pytest.fixture
def no_network(monkeypatch):
    def never(*_, **__):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", never)
    monkeypatch.setattr("socket.getaddrinfo", never)


def test_without_being_asked_to_fetch_it_only_tells(run, no_network):
    code, out, _ = run("refresh")
    assert code == 0
    assert "Nothing was asked of a network" in out
    assert "flows-totals-customs" in out
    assert "COMTRADE_KEY" in out
    assert "ofac-sdn" in out


@pytest.mark.parametrize(
    ("what", "there", "absent"),
    [("lists", "ofac-sdn", "flows-totals"), ("trade", "flows-totals", "ofac-sdn")],
)
def test_one_kind_is_told_alone(run, what, there, absent):
    _, out, _ = run("refresh", what)
    assert there in out
    assert absent not in out


def test_findings_are_an_exit_code_only_when_asked_for(run):
    assert run("refresh", "trade", "--only", "flows-totals-customs")[0] == 0
    assert run("refresh", "trade", "--only", "flows-totals-customs", "--fail-on", "due")[0] == 1
    assert run("refresh", "trade", "--only", "flows-coal-committee", "--fail-on", "due")[0] == 0


def test_a_name_nobody_knows_is_refused_with_the_nearest(run):
    code, _, err = run("refresh", "--only", "flows-total-customs")
    assert code == 2
    assert "flows-totals-customs" in err


def test_a_fetch_tells_what_changed_and_where_it_is_kept(run, case):
    folder, publisher = case
    code, out, _ = run("refresh", "trade", "--fetch", "--case", str(folder))
    assert code == 0
    assert "stored: 12 rows of 2022-01-01 to 2022-12-31; 12 in, 0 out, 0 changed" in out.replace("\n", " ")
    # Both directions of 2022 are 3.62 to 4.05 million as printed, so that exports were at most the upper edge of 4.05.
    assert "figure total export TOTAL 2022: at least 0 and at most 4,055,000 → 12,000,000" in out
    assert publisher.asked
    _, out, _ = run("refresh", "trade", "--case", str(folder))
    assert "fetched to" in out


def test_a_refused_series_is_exit_four_and_a_failed_one_three(run, case, monkeypatch):
    folder, publisher = case
    monkeypatch.setattr(download.time, "sleep", lambda _: None)
    asked = ("refresh", "trade", "--fetch", "--case", str(folder))
    assert run(*asked)[0] == 0
    publisher.held.rows = ROWS[:6]
    code, _, err = run(*asked)
    assert code == 4
    assert "add --accept flows-totals-customs" in err
    assert run(*asked, "--accept", "flows-totals-customs")[0] == 0
    publisher.held.raw = b"nothing"
    code, _, err = run(*asked)
    assert code == 3
    assert "what was here keeps answering" in err


def test_json_has_ages_and_what_became_of_each_series(run, case):
    folder, _ = case
    _, out, _ = run("refresh", "trade", "--fetch", "--json", "--case", str(folder))
    found = json.loads(out)["result"]
    assert found["fetched"] is True
    (series,) = found["series"]
    assert (series["series"], series["outcome"], series["rows"]) == ("flows-totals-customs", "stored", 12)
    assert {age["name"] for age in found["ages"]} >= {"flows-totals-customs"}
    assert series["changes"]["figures"]


def test_a_key_that_is_not_set_is_named(run):
    code, out, _ = run("refresh", "trade", "--fetch", "--only", "flows-totals-customs")
    assert code == 0
    assert "set COMTRADE_KEY to a key of your own" in out
