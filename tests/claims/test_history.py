"""The history of verdicts grows, and a line that was changed or removed is found."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.claims.files.history import FILE, read_history
from yalu.documents.hash_chained_log import read_chain
from yalu.documents.problems import DocumentError

CLAIM = """\
id: one
article: an-article
who: A Writer
where: https://example.org/article
published: 2017-05-05
quote: the fifth test
topic: tests
about: events.count
with: {kind: nuclear_test, to: 2017-03-17}
stated: five
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(Path(yalu.open_case("china-dprk").case.path), folder)
    shutil.rmtree(folder / "claims")
    (folder / "claims").mkdir()
    (folder / "claims" / "one.yaml").write_text(CLAIM, encoding="utf-8")
    return folder


def opened(folder: Path) -> Claims:
    return yalu.open_case(folder).claims


def test_only_verdicts_that_changed_are_added(folder) -> None:
    first = opened(folder).record(date(2026, 11, 22))
    assert [(row.number, row.claim, row.verdict) for row in first] == [(1, "one", "supported")]
    assert list(opened(folder).record(date(2026, 11, 23))) == []
    path = folder / "claims" / "one.yaml"
    path.write_text(CLAIM.replace("stated: five", "stated: four"), encoding="utf-8")
    before = (folder / "claims" / FILE).read_bytes()
    second = opened(folder).record(date(2026, 11, 24))
    assert [(row.number, row.verdict) for row in second] == [(2, "contradicted")]
    assert (folder / "claims" / FILE).read_bytes().startswith(before)
    assert [row.day for row in opened(folder).history("claim/one")] == ["2026-11-22", "2026-11-24"]


def recorded_twice(folder: Path) -> Path:
    opened(folder).record(date(2026, 11, 22))
    path = folder / "claims" / "one.yaml"
    path.write_text(CLAIM.replace("stated: five", "stated: four"), encoding="utf-8")
    opened(folder).record(date(2026, 11, 24))
    return folder / "claims" / FILE


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda text: text.replace('"supported"', '"contradicted"', 1), 1),
        (lambda text: "".join(text.splitlines(keepends=True)[1:]), 1),
        (lambda text: "".join(reversed(text.splitlines(keepends=True))), 1),
        (lambda text: text.replace("2026-11-24", "2026-11-25"), 2),
        (lambda text: text + "nonsense\n", 3),
    ],
    ids=["changed", "removed", "reordered", "redated", "nonsense"],
)
def test_a_line_that_was_touched_is_named(folder, change, line) -> None:
    path = recorded_twice(folder)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        opened(folder).history("one")
    assert f"history.jsonl:{line}" in str(error.value)
    with pytest.raises(DocumentError):
        opened(folder).record()


def test_no_history_is_no_error(folder) -> None:
    assert read_history(opened(folder).case) == ()
    assert list(opened(folder).history("one")) == []


def test_the_bundled_history_ends_with_the_verdicts_of_today():
    case = yalu.open_case("china-dprk")
    last = {row.claim: row.verdict for row in read_history(case.case)}
    today = {c.claim.id: c.today.verdict if c.today else "not_checkable" for c in case.claims.check()}
    assert last == today, "run: yalu claims record"


OLD = (
    b'{"number":1,"day":"2026-11-22","claim":"one","verdict":"supported","ours":"5","then":"supported","slip":"",'
    b'"data_version":"v","code_version":"0.1.0","before":"' + b"0" * 64 + b'","hash":"%s"}\n'
)


def old_history(folder: Path) -> Path:
    """A history as it was written before there was one log for all: the hash is over the line with an empty one."""
    row = msgspec.json.decode(OLD % b"")
    digest = hashlib.sha256(msgspec.json.encode(row, order="sorted")).hexdigest()
    path = folder / "claims" / FILE
    path.write_bytes(OLD % digest.encode())
    return path


def test_a_history_of_before_is_read_and_carried_over_by_the_next_recording(folder) -> None:
    path = old_history(folder)
    before = path.read_bytes()
    assert [(row.number, row.claim) for row in read_history(opened(folder).case)] == [(1, "one")]
    opened(folder).record(date(2026, 11, 28))
    assert path.with_name("history.jsonl.old").read_bytes() == before
    first = read_history(opened(folder).case)[0]
    assert (first.number, first.day) == (1, "2026-11-22")
    assert read_chain(path)[1] == ()
    assert sorted(p.name for p in path.parent.iterdir()) == ["history.jsonl", "history.jsonl.old", "one.yaml"]


def test_a_changed_history_of_before_is_found(folder) -> None:
    path = old_history(folder)
    path.write_bytes(path.read_bytes().replace(b'"supported","ours"', b'"contradicted","ours"'))
    with pytest.raises(DocumentError, match=r"history\.jsonl:1.*was changed or removed"):
        read_history(opened(folder).case)


def test_a_last_line_that_was_cut_off_hides_none_before_it(folder) -> None:
    path = recorded_twice(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert [row.number for row in read_history(opened(folder).case)] == [1]
    opened(folder).record(date(2026, 11, 25))
    assert [row.day for row in read_history(opened(folder).case)] == ["2026-11-22", "2026-11-25"]
    assert (
        path.with_name("history.jsonl.torn").read_bytes() == whole.splitlines(keepends=True)[1][:-20] + b"\n"
    )


@pytest.mark.parametrize("linked", ["file", "folder"])
def test_nothing_is_written_outside_the_case_through_a_link(folder, tmp_path, linked) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    if linked == "file":
        (folder / "claims" / FILE).symlink_to(outside / "newfile")
    else:
        shutil.move(folder / "claims" / "one.yaml", outside / "one.yaml")
        shutil.rmtree(folder / "claims")
        (folder / "claims").symlink_to(outside)
    before = sorted(p.name for p in outside.iterdir())
    with pytest.raises(DocumentError, match=r"is a link, (or )?lies behind one"):
        opened(folder).record(date(2026, 11, 28))
    assert sorted(p.name for p in outside.iterdir()) == before
