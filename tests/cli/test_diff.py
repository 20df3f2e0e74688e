"""`yalu diff`: the answer first, rows after it, and an exit code for programs."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from yalu.case.folder.new import write_new_case
from yalu.cli.main import outcome


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small case, and the same without its first visit."""
    folder = tmp_path_factory.mktemp("cases")
    old = Path(write_new_case(folder / "old"))
    new = Path(shutil.copytree(old, folder / "new"))
    lines = (new / "visits.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (new / "visits.csv").write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    return old, new


def test_the_first_line_says_what_moved(versions, capsys):
    assert outcome(["diff", *map(str, versions)]) == 0
    out = capsys.readouterr().out
    assert "0 rows in, 1 out, 0 changed." in out.splitlines()[0]
    assert "visits" in out


def test_json_holds_every_change(versions, capsys):
    assert outcome(["diff", *map(str, versions), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["result"]
    assert [(row["kind"], row["table"]) for row in found["rows"]] == [("removed", "visits")]


def test_a_version_beside_itself_has_nothing_to_show_and_does_not_fail(versions, capsys):
    assert outcome(["diff", str(versions[0]), str(versions[0]), "--fail-on", "changed"]) == 0
    assert capsys.readouterr().out.startswith("0 answers moved")


def test_fail_on_changed_gives_1_where_an_answer_moved(versions, capsys):
    assert outcome(["diff", *map(str, versions), "--fail-on", "changed"]) == 1
    capsys.readouterr()


def test_the_table_written_has_one_row_an_answer(versions, tmp_path, capsys):
    target = tmp_path / "moved.csv"
    assert outcome(["diff", *map(str, versions), "--out", str(target)]) == 0
    with target.open(newline="", encoding="utf-8-sig") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][:3] == ["answer", "was", "is"]
    capsys.readouterr()


def test_an_unknown_version_is_named(capsys):
    assert outcome(["diff", "no-such-case"]) == 3
    assert "no-such-case" in capsys.readouterr().err


def test_without_an_earlier_version_it_is_the_one_that_the_case_carries(versions, tmp_path, capsys):
    old, new = versions
    assert outcome(["diff", "--case", str(new)]) == 3
    assert "earlier-version.json.gz" in capsys.readouterr().err
    later = Path(shutil.copytree(new, tmp_path / "later"))
    assert outcome(["case", "record", str(old), "--released", "2026-11-22"]) == 0
    shutil.copy(old / "earlier-version.json.gz", later)
    capsys.readouterr()
    assert outcome(["diff", "--case", str(later)]) == 0
    out = capsys.readouterr().out
    assert "0 rows in, 1 out, 0 changed." in out.splitlines()[0]
    assert " of 2026-11-22, to " in out
    assert outcome(["diff", "--case", str(later), "--known-by", "2015-01-01"]) == 3
    assert "all that it knew" in capsys.readouterr().err


def test_a_day_of_release_that_is_none_is_refused_before_anything_is_asked(versions, capsys):
    assert outcome(["case", "record", str(versions[1]), "--released", "yesterday"]) == 2
    assert "--released" in capsys.readouterr().err
    assert not (versions[1] / "earlier-version.json.gz").exists()


def test_a_check_of_a_case_looks_at_the_record_it_carries(versions, tmp_path, capsys):
    case = Path(shutil.copytree(versions[1], tmp_path / "case"))
    (case / "earlier-version.json.gz").write_bytes(b"no gzip")
    assert outcome(["case", "check", str(case)]) == 3
    assert "earlier-version.json.gz" in capsys.readouterr().err
