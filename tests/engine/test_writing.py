"""Results are written whole or not at all on both engines; what stood there before stays until then."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import dataset

from tests.engine.small_spark import small_spark
from yalu.documents.files import whole_files
from yalu.documents.problems import DocumentError
from yalu.engine import Engine, EngineError, Statement, open_engine
from yalu.engine.file_faults import check_goal

ENGINES = [
    pytest.param(lambda: open_engine("duckdb"), id="duckdb"),
    pytest.param(small_spark, id="spark", marks=pytest.mark.slow),
]
ONE = Statement("one", "select 1 as n")
TWO = Statement("two", "select 2 as n")
BAD = Statement("bad", "select cast(concat('x', cast(n as varchar)) as integer) as n from given")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    opened: Callable[[], Engine] = request.param
    found = opened()
    found.forget()
    return found


def read(path: Path) -> list[int]:
    return dataset.dataset(path, format="parquet").to_table().column("n").to_pylist()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_result_takes_the_place_of_the_earlier_one(engine, tmp_path):
    out = tmp_path / "new" / "folder" / "out.parquet"
    engine.write(ONE, out)
    assert read(out) == [1]
    engine.write(TWO, out)
    assert (read(out), names(out.parent)) == ([2], ["out.parquet"])


def test_a_statement_that_fails_on_the_way_leaves_the_earlier_result(engine, tmp_path):
    out = tmp_path / "out.parquet"
    engine.write(ONE, out)
    engine.view("given", TWO)
    with pytest.raises(EngineError, match="bad"):
        engine.write(BAD, out)
    assert (read(out), names(tmp_path)) == ([1], ["out.parquet"])


def test_a_full_disk_leaves_the_earlier_result_and_names_it(engine, tmp_path, monkeypatch):
    out = tmp_path / "out.parquet"
    engine.write(ONE, out)

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole_files, "sync", full)
    with pytest.raises(DocumentError) as error:
        engine.write(TWO, out)
    assert str(error.value).startswith(f"{out}: it cannot be written (No space left on device)")
    assert (read(out), names(tmp_path)) == ([1], ["out.parquet"])


def test_where_no_folder_can_be_made_the_place_is_named(engine, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DocumentError, match=r"file/out\.parquet: it cannot be written"):
        engine.write(ONE, tmp_path / "file" / "out.parquet")


def test_a_folder_with_anything_else_in_it_is_never_replaced(engine, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("ten years")
    with pytest.raises(DocumentError, match="mine: it cannot be written"):
        engine.write(ONE, tmp_path / "mine")
    assert names(tmp_path / "mine") == ["thesis.txt"]


def test_a_place_is_tried_before_the_work_is_done(tmp_path, monkeypatch):
    check_goal(tmp_path / "new" / "out.parquet")
    assert names(tmp_path / "new") == []
    with pytest.raises(DocumentError, match="no ordinary file"):
        check_goal(tmp_path / "new")
    check_goal(tmp_path / "new", folder=True)

    def refused(**_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("yalu.engine.file_faults.tempfile.TemporaryFile", refused)
    with pytest.raises(DocumentError, match="Permission denied"):
        check_goal(tmp_path / "new" / "out.parquet")
