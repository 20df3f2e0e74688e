"""Series fetched from an address: whole or not at all, doubtful ones only by name, and what they change told."""

import json
import time
from datetime import date
from decimal import Decimal

import pytest

from yalu.case.package import read_case
from yalu.documents.problems import DocumentError
from yalu.refresh.comtrade_answers import KEY_HEADER, months
from yalu.refresh.kept_series import kept, series_file
from yalu.refresh.publications import Publication
from yalu.refresh.series_refresh import Fetching, read_rows, refresh_series
from yalu.screening.lists.snapshots import download
from yalu.trade.facade import Trade

from .publishers import Comtrade, comtrade_row, publishing

CASE = read_case("russia-dprk")
SERIES = "flows-totals-customs"
TODAY = date(2023, 3, 10)
ASK = (
    ("reporterCode", "643"),
    ("partnerCode", "408"),
    ("cmdCode", "TOTAL"),
    ("flowCode", "M,X"),
    ("motCode", "0"),
)
ROWS = [
    comtrade_row(f"{year}{month:02}", 1_000_000 + 100 * month)
    for year in (2021, 2022)
    for month in range(1, 13)
]


@pytest.fixture
def api():
    held = Comtrade(list(ROWS))
    with publishing(held) as publisher:
        publisher.held = held
        yield publisher


def refreshed(
    api, tmp_path, *, accept=(), access="key", wait=lambda _: None, since="2021-01", progress=None, **changed
):
    published = Publication(
        series=SERIES, publisher="UN Comtrade", address=changed.pop("address", api.address), access=access,
        form="comtrade", ask=ASK, since=since, key="COMTRADE_KEY" if access == "key" else "",
    )  # fmt: skip
    fetching = Fetching(
        today=TODAY, home=tmp_path, accept=frozenset(accept), accepted_by="me", wait=wait, progress=progress,
        environment=changed.pop("environment", {"COMTRADE_KEY": "secret"}),
    )  # fmt: skip
    (found,) = refresh_series(CASE, [published], fetching)
    return found


def stored(tmp_path):
    folder = tmp_path / "series"
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def test_every_month_to_the_one_before_today_is_asked_for():
    assert months("2022-11", date(2023, 2, 1)) == ("202211", "202212", "202301")
    assert months("2023-02", date(2023, 2, 28)) == ()


def test_a_series_is_fetched_twelve_months_at_once_with_the_key_in_a_header_and_kept_whole(api, tmp_path):
    judged = []
    found = refreshed(api, tmp_path, progress=lambda *said: judged.append(said))
    assert (found.outcome, found.rows, found.first, found.last) == ("stored", 24, "2021-01-01", "2022-12-31")
    assert [len(query["period"][0].split(",")) for _, query, _ in api.asked] == [12, 12, 2]
    assert all(
        headers[KEY_HEADER] == "secret" and "secret" not in str(query) for _, query, headers in api.asked
    )
    assert judged
    assert stored(tmp_path) == [f"{SERIES}.json", f"{SERIES}.note.json"]
    note = kept(CASE.id, SERIES, tmp_path)
    assert note is not None
    assert (note.sha256, note.last, note.rows) == (found.sha256, "2022-12-31", 24)


def test_what_is_kept_is_a_trade_file_that_trade_answers_from(api, tmp_path):
    found = refreshed(api, tmp_path)
    trade, _ = Trade.of_file(series_file(CASE.id, SERIES, tmp_path), target="PRK", partner="RUS")
    assert trade.total("2022", flow="export").value == 12 * 1_000_000 + 100 * sum(range(1, 13))
    assert len(read_rows(series_file(CASE.id, SERIES, tmp_path))) == found.rows


def test_what_changes_is_told_in_rows_and_in_totals(api, tmp_path):
    found = refreshed(api, tmp_path).changes
    assert {row.kind for row in found.rows} == {"in"}
    assert len(found.rows) == 24
    totals = {one.what: (one.before, one.after) for one in found.figures}
    assert set(totals) == {"total export TOTAL 2021", "total export TOTAL 2022"}
    before, after = totals["total export TOTAL 2022"]
    assert (
        before == "at least 0 and at most 4,055,000"
    )  # both directions of 2022 were at most 4.05 million as printed
    assert after.replace(",", "").startswith("12007800")


def test_a_month_revised_a_month_added_and_a_month_taken_back_are_told_apart(api, tmp_path):
    refreshed(api, tmp_path)
    api.held.rows = [*ROWS[1:23], comtrade_row("202212", 1_300_000), comtrade_row("202301", 900_000)]
    assert refreshed(api, tmp_path).outcome == "refused"  # a month is gone
    found = refreshed(api, tmp_path, accept=[SERIES])
    assert found.outcome == "stored"
    shown = {(row.kind, row.period): (row.before, row.after) for row in found.changes.rows}
    assert shown == {
        ("out", "2021-01"): (("1,000,100",), ""),
        ("changed", "2022-12"): (("1,001,200",), "1,300,000"),
        ("in", "2023-01"): ((), "900,000"),
    }
    assert found.changes.same == 22


def test_the_same_answer_again_is_unchanged_and_not_written(api, tmp_path):
    refreshed(api, tmp_path)
    path = series_file(CASE.id, SERIES, tmp_path)
    before = path.stat().st_mtime_ns
    assert refreshed(api, tmp_path).outcome == "unchanged"
    assert path.stat().st_mtime_ns == before


def test_a_series_that_shrinks_is_refused_until_accepted_by_name_and_the_old_one_stays(api, tmp_path):
    refreshed(api, tmp_path)
    api.held.rows = ROWS[:20]
    found = refreshed(api, tmp_path)
    assert found.outcome == "refused"
    (said,) = found.reasons
    assert said.startswith("4 of 24 rows that were kept are gone or have no value any more: 2022-09 ")
    assert kept(CASE.id, SERIES, tmp_path).rows == 24
    assert refreshed(api, tmp_path, accept=["another-series"]).outcome == "refused"
    taken = refreshed(api, tmp_path, accept=[SERIES])
    assert (taken.outcome, taken.accepted_by, kept(CASE.id, SERIES, tmp_path).accepted_by) == (
        "stored",
        "me",
        "me",
    )


def test_a_series_of_which_most_months_are_another_is_refused(api, tmp_path):
    refreshed(api, tmp_path)
    api.held.rows = [comtrade_row(row["period"], row["primaryValue"] / 1000) for row in ROWS]
    found = refreshed(api, tmp_path)
    assert found.outcome == "refused"
    assert "24 of 24 months that were known differ" in found.reasons[0]


def test_a_series_that_no_longer_gives_values_is_refused(api, tmp_path):
    refreshed(api, tmp_path)
    api.held.rows = [{**row, "primaryValue": None, "netWgt": 5} for row in ROWS]
    found = refreshed(api, tmp_path)
    assert found.outcome == "refused"
    gone, moved = found.reasons
    assert gone.startswith("24 of 24 rows that were kept are gone or have no value any more: ")
    assert moved == "24 of 24 months that were known differ by more than 50%"


def test_a_series_of_as_many_rows_and_other_months_is_refused(api, tmp_path):
    refreshed(api, tmp_path, since="2020-01")
    api.held.rows = [*(comtrade_row(f"2020{month:02}", 1_000_000) for month in range(1, 13)), *ROWS[12:]]
    found = refreshed(api, tmp_path, since="2020-01")
    assert found.outcome == "refused"
    (said,) = found.reasons
    assert said.startswith("12 of 24 rows that were kept are gone or have no value any more: 2021-01 ")
    assert refreshed(api, tmp_path, since="2020-01", accept=[SERIES]).outcome == "stored"


def test_two_rows_for_one_month_are_refused(api, tmp_path):
    api.held.rows = [*ROWS, comtrade_row("202212", 5)]
    assert refreshed(api, tmp_path).reasons == (
        "two rows stand for the same month, states, direction and goods",
    )
    assert stored(tmp_path) == []


BROKEN = {
    "no JSON": (b"<html>maintenance</html>", "no JSON"),
    "cut": (json.dumps({"data": ROWS}).encode()[:-40], "cut short"),
    "no rows key": (b'{"statusCode": 401, "message": "Access denied due to invalid subscription key"}', "invalid subscription key"),
    "an error": (b'{"data": [], "count": 0, "error": "too many periods"}', "too many periods"),
    "rows that are none": (b'{"data": [1, 2], "error": ""}', "rows that are none"),
    "nothing": (b'{"data": [], "count": 0, "error": ""}', "no row from 2021-01 on"),
    "deep": (b"[" * 100_000, "no JSON"),
    "not text": (b"\xff\xfe\x00", "no JSON"),
    "another country": (json.dumps({"data": [comtrade_row("202101", 5, partnerCode=410)]}).encode(), "partnerCode 410"),
    "another good": (json.dumps({"data": [comtrade_row("202101", 5, cmdCode="2701")]}).encode(), "cmdCode 2701"),
    "no country": (json.dumps({"data": [comtrade_row("202101", 5) | {"partner": 408}]}).replace('"partnerCode": 408, ', "").encode(),
                   "partnerCode nothing, and 408 was asked for"),
    "a part of the trade": (json.dumps({"data": [comtrade_row("202101", 5, motCode=1000)]}).encode(), "motCode 1000"),
    "another month": (json.dumps({"data": [comtrade_row("199901", 5)]}).encode(), "199901"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_fails_and_nothing_is_stored(api, tmp_path, name):
    api.held.raw, says = BROKEN[name]
    found = refreshed(api, tmp_path)
    assert found.outcome == "failed"
    assert says in found.problems[0].message
    assert stored(tmp_path) == []


def test_a_broken_answer_leaves_what_was_stored(api, tmp_path):
    refreshed(api, tmp_path)
    api.held.raw = b"{"
    assert refreshed(api, tmp_path).outcome == "failed"
    assert kept(CASE.id, SERIES, tmp_path).rows == 24


def test_an_answer_that_says_more_rows_than_it_has_fails(api, tmp_path):
    api.held.count = 13
    assert "says 13 rows and has 12" in refreshed(api, tmp_path).problems[0].message


def test_a_failure_of_the_second_question_keeps_nothing_of_the_first(api, tmp_path):
    whole = api.body_of
    api.body_of = lambda path, query: whole(path, query) if "202101" in query["period"][0] else b"{"
    assert refreshed(api, tmp_path).outcome == "failed"
    assert stored(tmp_path) == []


def test_a_busy_server_is_asked_again_when_it_says_and_the_waits_are_bounded(api, tmp_path):
    waits = []
    api.answers = [(503, {}), (429, {"Retry-After": "7"}), (503, {"Retry-After": "nonsense"})]
    assert refreshed(api, tmp_path, wait=waits.append).outcome == "stored"
    assert waits == [1.0, 7.0, 4.0]


def test_a_server_that_asks_to_come_back_tomorrow_is_left_alone(api, tmp_path):
    waits = []
    api.answers = [(429, {"Retry-After": "86400"})] * 9
    found = refreshed(api, tmp_path, wait=waits.append)
    assert found.outcome == "failed"
    assert "come back in 86,400 seconds" in found.problems[0].message
    assert (len(api.asked), waits) == (1, [])


def test_a_server_that_stays_busy_is_asked_a_few_times_and_no_more(api, tmp_path):
    api.answers = [(503, {})] * 99
    assert refreshed(api, tmp_path).outcome == "failed"
    assert len(api.asked) == download.TRIES


@pytest.mark.parametrize(
    ("code", "headers", "says"),
    [
        (206, {"Content-Range": "bytes 0-9/100", "Content-Length": "0"}, "the server answered 206 Partial Content"),
        (204, {}, "the server answered 204 No Content"),
        (200, {"Content-Length": "abc"}, "the server says that 'abc' bytes come"),
        (200, {"Content-Length": "-5"}, "the server says that '-5' bytes come"),
        (200, {"Content-Length": "9" * 5000}, "the server says that '99999999999999999999' bytes come"),
        (302, {"Location": "https://[::1/x"}, "Invalid IPv6 URL"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_the_whole_or_cannot_be_read_fails_and_is_not_stored(
    api, tmp_path, code, headers, says
):
    refreshed(api, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    api.answers = [(code, headers)] * 9
    found = refreshed(api, tmp_path)
    assert found.outcome == "failed"
    assert says in found.problems[0].message
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json")} == before


def test_a_wrong_key_is_not_tried_again(api, tmp_path):
    api.answers = [(401, {})] * 9
    found = refreshed(api, tmp_path)
    assert (found.outcome, len(api.asked)) == ("failed", 1)
    assert "401" in found.problems[0].message
    assert "secret" not in str(found)


def test_a_key_never_follows_a_move_to_another_host(api, tmp_path):
    with publishing(Comtrade(list(ROWS))) as elsewhere:
        api.moved = elsewhere.address
        found = refreshed(api, tmp_path)
        assert found.outcome == "failed"
        assert "another host" in found.problems[0].message
        assert elsewhere.asked == []
        assert len(api.asked) == 1
        assert refreshed(api, tmp_path, access="open").outcome == "stored"
        assert all(KEY_HEADER not in headers for _, _, headers in elsewhere.asked)


def test_a_move_away_from_https_is_refused(api, tmp_path):
    api.moved = "http://example.org/data"
    assert "not over HTTPS" in refreshed(api, tmp_path, access="open").problems[0].message


def test_an_answer_that_is_not_the_one_its_checksum_names_is_refused(api, tmp_path):
    api.digest = "sha-256=:{right}:"
    assert refreshed(api, tmp_path).outcome == "stored"
    api.digest = "sha-256=:" + "A" * 43 + "=:"
    found = refreshed(api, tmp_path)
    assert found.outcome == "failed"
    assert "another checksum" in found.problems[0].message
    assert kept(CASE.id, SERIES, tmp_path).rows == 24


def test_a_truncated_answer_is_tried_again_and_never_stored(api, tmp_path):
    api.cut = 10
    assert refreshed(api, tmp_path).outcome == "failed"
    assert len(api.asked) == download.TRIES
    assert stored(tmp_path) == []


def test_a_slow_server_ends_in_a_failure_and_not_in_a_wait_without_end(api, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "TIMEOUT", 0.2)
    monkeypatch.setattr(download.fetch, "__kwdefaults__", {**download.fetch.__kwdefaults__, "timeout": 0.2})
    api.slow = 1.0
    began = time.monotonic()
    assert refreshed(api, tmp_path).outcome == "failed"
    assert time.monotonic() - began < 10


def test_a_server_that_gives_a_byte_at_a_time_is_left_after_a_while(api, tmp_path, monkeypatch):
    monkeypatch.setattr(download.fetch, "__kwdefaults__", {**download.fetch.__kwdefaults__, "timeout": 0.3})
    api.drip = 0.02
    began = time.monotonic()
    found = refreshed(api, tmp_path)
    assert found.outcome == "failed"
    assert "bytes came in" in found.problems[0].message
    assert time.monotonic() - began < 20
    assert stored(tmp_path) == []


@pytest.mark.parametrize("said", ["²", "-5", "", "0", "soon", "Wed, 99 Foo 2099"])
def test_a_wait_that_cannot_be_read_is_the_ordinary_one(api, tmp_path, said):
    waits = []
    api.answers = [(503, {"Retry-After": said})]
    assert refreshed(api, tmp_path, wait=waits.append).outcome == "stored"
    assert waits == [1.0]


def test_rows_fetched_stand_beside_rows_of_the_same_ids(api, tmp_path):
    refreshed(api, tmp_path)
    rows = read_rows(series_file(CASE.id, SERIES, tmp_path))
    assert all(row["id"].startswith("fetched-") for row in rows)


def test_without_a_key_nothing_is_asked(api, tmp_path):
    found = refreshed(api, tmp_path, environment={})
    assert (found.outcome, found.reasons) == ("no_key", ("set COMTRADE_KEY to a key of your own",))
    assert api.asked == []


def test_a_series_to_be_read_by_hand_is_not_asked_for(api, tmp_path):
    assert refreshed(api, tmp_path, access="by_hand").outcome == "by_hand"
    assert api.asked == []


def test_a_kept_series_that_is_not_as_it_was_written_is_refused_and_mended_by_name(api, tmp_path):
    refreshed(api, tmp_path)
    path = series_file(CASE.id, SERIES, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"1000100", b"1000101"))
    with pytest.raises(DocumentError, match="not as it was written"):
        kept(CASE.id, SERIES, tmp_path)
    found = refreshed(api, tmp_path)
    assert found.outcome == "refused"
    assert "nothing can be compared" in found.reasons[0]
    assert refreshed(api, tmp_path, accept=[SERIES]).outcome == "stored"
    assert kept(CASE.id, SERIES, tmp_path).rows == 24


def test_a_full_disk_leaves_the_series_kept_before(api, tmp_path, monkeypatch):
    refreshed(api, tmp_path)
    api.held.rows = [*ROWS, comtrade_row("202301", 900_000)]

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as now:
        now.setattr("yalu.documents.files.whole_files.sync", full)
        with pytest.raises(OSError, match="No space left"):
            refreshed(api, tmp_path)
    assert kept(CASE.id, SERIES, tmp_path).rows == 24
    assert stored(tmp_path) == [f"{SERIES}.json", f"{SERIES}.note.json"]


def test_the_rows_read_back_are_those_of_the_publisher(api, tmp_path):
    refreshed(api, tmp_path)
    rows = read_rows(series_file(CASE.id, SERIES, tmp_path))
    assert {(row["period"], row["value"]) for row in rows} == {
        (f"{one['period'][:4]}-{one['period'][4:]}", Decimal(str(one["primaryValue"]))) for one in ROWS
    }
