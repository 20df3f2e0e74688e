"""Puts sample files into a folder of the test, packed or not, and keeps the data home of the test its own."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("YALU_HOME", str(home))
    return home


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def place(name: str, text: str | bytes, *, folder: str = "files") -> Path:
        where = tmp_path / folder
        where.mkdir(exist_ok=True)
        content = text.encode() if isinstance(text, str) else text
        path = where / name
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return path

    return place
