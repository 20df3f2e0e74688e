"""Updates: fetched or from files, refused when they look wrong, accepted by name, and one never stops another."""

import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from yalu.documents.problems import DocumentError
from yalu.screening.lists import update
from yalu.screening.lists.formats.entry_values import date_spans
from yalu.screening.lists.snapshots import download as fetching
from yalu.screening.lists.snapshots import update as updating
from yalu.screening.lists.snapshots.store import current_snapshot, snapshots
from yalu.screening.lists.snapshots.update import Updated, _Taking, suspicions

from . import samples
from .parties import listed, party


class Publisher:
    """A publisher on this machine: what it answers, and what it was asked."""

    def __init__(self) -> None:
        self.body = samples.UN.encode()
        self.answers: list[int] = []  # codes to answer first
        self.asked: list[dict[str, str]] = []
        self.cut = 0
        self.move = ""
        self.said: dict[str, str] = {}  # headers beside the usual ones
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/list.xml"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(dict(handler.headers))
        etag = f'"{hash(self.body)}"'
        if self.answers:
            handler.send_response(self.answers.pop(0))
            handler.end_headers()
        elif self.move:
            handler.send_response(302)
            handler.send_header("Location", self.move)
            handler.end_headers()
        elif handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.end_headers()
        else:
            handler.send_response(200)
            for name, value in self.said.items():
                handler.send_header(name, value)
            handler.send_header("ETag", etag)
            handler.send_header("Content-Length", str(len(self.body)))
            handler.end_headers()
            handler.wfile.write(self.body[: len(self.body) - self.cut])


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    found = Publisher()
    yield found
    found.server.shutdown()
    found.server.server_close()


def fetched(publisher: Publisher, **options: object) -> Updated:
    (result,) = update(["un"], addresses={"un": publisher.address}, wait=lambda _: None, **options)  # type: ignore[arg-type]
    return result


def test_a_list_is_fetched_with_progress_and_stored_with_its_address(publisher: Publisher):
    judged: list[tuple[str, int, int]] = []
    result = fetched(publisher, progress=lambda *said: judged.append(said))
    assert (result.outcome, result.date, result.parties) == ("stored", "2026-02-27", 2)
    assert judged[-1] == ("un", len(publisher.body), len(publisher.body))
    current = current_snapshot("un")
    assert current is not None
    assert current.info.source == publisher.address
    assert current.info.fetched


RIGHT, WRONG = (b64encode(sha256(body).digest()).decode() for body in (samples.UN.encode(), b"another"))


@pytest.mark.parametrize("header", ["Repr-Digest", "Content-Digest", "Digest"])
@pytest.mark.parametrize("before", ["", "md5=:AAAA==:, ", "unixsum=1; SHA=thvDyvhfIqlvFe+A9MYgxAfm1q5=,"])
def test_what_came_is_held_against_the_checksum_of_the_server_whatever_equal_signs_it_holds(
    publisher: Publisher, header: str, before: str
):
    publisher.said = {
        header: f"{before}SHA-256=:{WRONG}:" if header != "Digest" else f"{before}SHA-256={WRONG}"
    }
    assert WRONG.endswith("=")
    assert fetched(publisher).outcome == "failed"
    assert current_snapshot("un") is None
    publisher.said = {header: f"{before}sha-256=:{RIGHT}:"}
    assert fetched(publisher).outcome == "stored"


def test_an_unchanged_list_is_asked_for_by_its_etag_and_not_sent_again(publisher: Publisher):
    fetched(publisher)
    assert fetched(publisher).outcome == "unchanged"
    assert "If-None-Match" in publisher.asked[-1]
    assert len(snapshots("un")) == 1


def test_a_busy_server_is_asked_again_and_a_missing_page_is_not(publisher: Publisher):
    publisher.answers = [503, 429]
    assert fetched(publisher).outcome == "stored"
    assert len(publisher.asked) == 3
    publisher.answers = [404] * 9
    publisher.body += b" "
    result = fetched(publisher)
    assert result.outcome == "failed"
    assert "404" in result.problems[0].message
    assert len(publisher.asked) == 4


def test_an_answer_cut_short_is_tried_again_and_never_stored(publisher: Publisher):
    publisher.cut = 10
    result = fetched(publisher)
    assert result.outcome == "failed"
    assert len(publisher.asked) == fetching.TRIES
    assert current_snapshot("un") is None


@pytest.mark.parametrize(
    ("errno", "waited"), [(socket.EAI_NONAME, 0), (socket.EAI_AGAIN, fetching.TRIES - 1)]
)
def test_without_a_network_nobody_waits_and_a_busy_name_server_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, errno: int, waited: int
):
    def unresolved(*_: object, **__: object) -> None:
        raise socket.gaierror(errno, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unresolved)
    waits: list[float] = []
    with pytest.raises(DocumentError, match="no such name"):
        fetching.fetch("https://example.org/list.xml", tmp_path / "x", wait=waits.append)
    assert len(waits) == waited


def test_an_answer_that_never_ends_is_stopped(publisher: Publisher, tmp_path: Path):
    with pytest.raises(DocumentError, match="larger than 100 bytes"):
        fetching.fetch(publisher.address, tmp_path / "x", most_bytes=100)


def test_a_list_is_never_fetched_without_https(publisher: Publisher):
    with pytest.raises(DocumentError, match="not HTTPS"):
        fetching.fetch("http://example.org/list.xml", Path("never"))
    publisher.move = "http://example.org/list.xml"
    assert "not over HTTPS" in fetched(publisher).problems[0].message


def test_a_page_that_says_sorry_with_code_200_is_no_list(publisher: Publisher):
    publisher.body = b"<html><body>Sorry</body></html>"
    result = fetched(publisher)
    assert (result.outcome, current_snapshot("un")) == ("failed", None)


def test_an_unknown_list_brings_the_nearest():
    with pytest.raises(DocumentError, match="did you mean “ofac”"):
        update(["ofca"])


def taken(read, accept=()) -> Updated:
    return _Taking(frozenset(accept), "a tester", None, None).take(read)


def test_a_list_that_shrinks_is_refused_until_it_is_accepted_by_name():
    taken(listed("2024-01-01", [party(n) for n in range(100)]))
    smaller = listed("2024-02-01", [party(n) for n in range(89)])
    refused = taken(smaller)
    assert (refused.outcome, refused.reasons) == (
        "refused",
        ("entries fall from 100 to 89, by more than 10%",),
    )
    current = current_snapshot("un")
    assert current is not None
    assert current.info.date == "2024-01-01"
    assert taken(smaller, accept=["eu"]).outcome == "refused"
    accepted = taken(smaller, accept=["un"])
    assert (accepted.outcome, accepted.accepted_by) == ("stored", "a tester")
    current = current_snapshot("un")
    assert current is not None
    assert (current.info.date, current.info.accepted_by) == ("2024-02-01", "a tester")


def test_an_ordinary_change_is_taken_at_once():
    taken(listed("2024-01-01", [party(n) for n in range(100)]))
    assert taken(listed("2024-02-01", [party(n) for n in range(5, 120)])).outcome == "stored"


def test_a_copy_over_a_damaged_store_is_refused_until_accepted_and_then_mends_it():
    taken(listed("2024-01-01", [party(n) for n in range(100)]))
    current = current_snapshot("un")
    (current.folder / "info.json").write_text("{}", encoding="utf-8")
    again = listed("2024-01-01", [party(n) for n in range(100)])
    refused = taken(again)
    assert refused.outcome == "refused"
    assert "nothing can be compared" in refused.reasons[0]
    assert taken(again, accept=["un"]).outcome == "stored"
    assert current_snapshot("un").info.accepted_by == "a tester"
    assert len(snapshots("un")) == 1


class Clock:
    """A clock that a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.says = ""
        clock = self

        class Now:
            @staticmethod
            def now(_: object) -> datetime:
                return datetime.fromisoformat(clock.says + "T12:00:00+00:00")

        monkeypatch.setattr(updating, "datetime", Now)


def test_a_list_without_a_date_is_refused_when_the_clock_went_back_and_stands_by_its_arrival_once_accepted(
    monkeypatch,
):
    clock = Clock(monkeypatch)
    clock.says = "2026-12-05"
    assert taken(listed("", [party(n) for n in range(30)])).outcome == "stored"
    clock.says = "2026-11-28"
    newer = listed("", [party(n) for n in range(31)])
    refused = taken(newer)
    assert refused.outcome == "refused"
    assert "it went back" in refused.reasons[0]
    assert taken(newer, accept=["un"]).outcome == "stored"
    assert current_snapshot("un").info.parties == 31
    assert [s.info.parties for s in snapshots("un")] == [30, 31]


def test_lists_without_a_date_answer_in_the_order_they_came_even_on_one_day_and_when_one_comes_again(
    monkeypatch,
):
    clock = Clock(monkeypatch)
    clock.says = "2026-11-28"
    for count in (30, 31, 30, 31, 30):
        assert taken(listed("", [party(n) for n in range(count)])).outcome == "stored"
        assert current_snapshot("un").info.parties == count
        assert snapshots("un")[-1].info.parties == count


def born(number: int, year: int, **more: object):
    return party(number, births=date_spans(str(year)), **more)


@pytest.mark.parametrize(("wrong", "kept"), [(5, True), (7, False)])
def test_births_that_disagree_with_the_list_cited_on_more_than_a_fifth_of_entries_are_left_out(
    wrong: int, kept: bool
):
    taken(listed("2024-01-01", [born(n, 1950) for n in range(30)]))
    cites = [
        born(n, 1980 if n < wrong else 1951, list_name="house", references=(f"un:{n}",)) for n in range(30)
    ]
    result = taken(listed("2024-01-01", cites, name="house"))
    assert result.outcome == "stored"
    assert [bool(p.births) for p in current_snapshot("house").parties()] == [kept] * 30
    assert [p.field for p in result.problems] == ([] if kept else ["birth"])
    if not kept:
        assert (
            f"of 30 entries with a birth here and on the list they cite, {wrong} disagree"
            in result.problems[0].message
        )


def suspected(old, new) -> tuple[str, ...]:
    return suspicions(old.info, old.parties, new.info, new.parties)


@pytest.mark.parametrize(
    ("why", "new"),
    [
        ("more than twice", listed("2", [party(n) for n in range(250)])),
        (
            "schema Person falls",
            listed("2", [party(n, schema="Person" if n < 60 else "Company") for n in range(100)]),
        ),
        (
            "programme MADE falls",
            listed("2", [party(n, programme="MADE" if n < 40 else "X") for n in range(100)]),
        ),
        ("names per entry fall", listed("2", [party(n, names=party(n).names[:1]) for n in range(100)])),
        ("under their id", listed("2", [party(n + 60) for n in range(100)])),
        (
            "without a day of listing",
            listed("2", [party(n, listed="" if n < 50 else "2010-01-01") for n in range(100)]),
        ),
    ],
)
def test_another_shape_is_suspicious(why: str, new):
    old = listed("1", [party(n) for n in range(100)])
    assert any(why in reason for reason in suspected(old, new)), suspected(old, new)
    assert suspected(old, old) == ()


def folder_of(tmp_path: Path, files: dict[str, str]) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_of_a_folder_the_newest_file_of_each_list_is_taken_and_one_broken_file_stops_nobody(tmp_path: Path):
    older = samples.UN.replace("2026-02-27T", "2024-05-15T")
    folder = folder_of(
        tmp_path,
        {"un_new.xml": samples.UN, "un_old.xml": older, "sdn.xml": samples.SDN_NEW[:900], "notes.txt": "x"},
    )
    results = {r.list: r for r in update((), from_path=folder)}
    assert (results["un"].outcome, results["un"].date) == ("stored", "2026-02-27")
    assert results["ofac-sdn"].outcome == "failed"
    assert current_snapshot("ofac-sdn") is None


def test_a_folder_without_the_list_asked_for_says_so(tmp_path: Path):
    folder = folder_of(tmp_path, {"un.xml": samples.UN})
    with pytest.raises(DocumentError, match="holds no file of eu"):
        update(["un", "eu"], from_path=folder)


def test_the_same_file_again_changes_nothing(tmp_path: Path):
    folder = folder_of(tmp_path, {"un.xml": samples.UN})
    assert [update(["un"], from_path=folder)[0].outcome for _ in range(2)] == ["stored", "unchanged"]


def test_the_same_file_read_by_other_columns_is_stored_and_answers(tmp_path: Path):
    path = folder_of(tmp_path, {"mine.csv": "id,Name,Other\n1,Hadi Made-up,Tengri Made-up\n"}) / "mine.csv"
    update(["house"], from_path=path)
    (named,) = update(["house"], from_path=path, columns={"alias": "Other"})
    assert named.outcome == "stored"
    now = current_snapshot("house")
    assert now is not None
    assert named.snapshot == now.id
    assert [name.text for name in now.parties()[0].names] == ["Hadi Made-up", "Tengri Made-up"]
    again = path.rename(path.with_name("renamed.csv"))
    assert update(["house"], from_path=again, columns={"alias": "Other"})[0].outcome == "unchanged"
    assert len(snapshots("house")) == 2


def test_a_list_of_ones_own_is_stored_under_its_name(tmp_path: Path):
    path = folder_of(tmp_path, {"mine.csv": samples.OWN_CSV}) / "mine.csv"
    (result,) = update(["house-list"], from_path=path)
    assert (result.list, result.outcome, result.parties) == ("house-list", "stored", 2)


def test_a_file_is_not_stored_under_another_lists_name(tmp_path: Path):
    folder = folder_of(tmp_path, {"un.xml": samples.UN, "mine.csv": samples.OWN_CSV})
    with pytest.raises(DocumentError, match="this is the list un, not eu"):
        update(["eu"], from_path=folder / "un.xml")
    with pytest.raises(DocumentError, match="not the list un in any published format"):
        update(["un"], from_path=folder / "mine.csv")


def test_a_path_that_leads_nowhere_is_said_to(tmp_path: Path):
    with pytest.raises(DocumentError, match="no such file or folder"):
        update(["un"], from_path=tmp_path / "nowhere")
