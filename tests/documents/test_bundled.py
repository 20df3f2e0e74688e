"""The data that comes with Yalu is found, installed or not, or its absence is told."""

import importlib.resources
from pathlib import Path

import pytest

from yalu.documents.files import bundled
from yalu.documents.files.bundled import bundled_file, bundled_path


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An empty package ``src/yalu`` in a tree of its own, in place of the one that runs."""
    place = tmp_path / "src" / "yalu"
    place.mkdir(parents=True)

    def elsewhere(name):
        assert name == "yalu"
        return place

    monkeypatch.setattr(bundled, "files", elsewhere)
    bundled_path.cache_clear()
    yield place
    bundled_path.cache_clear()


def holding(folder: Path, file: str) -> Path:
    (folder / file).parent.mkdir(parents=True)
    (folder / file).write_text("a", encoding="utf-8")
    return folder / file


def test_the_data_lies_beside_the_source_or_inside_the_package():
    package = Path(str(importlib.resources.files("yalu")))
    found = bundled_file("screening", "policy.yaml")
    assert found.is_file()
    assert found in {place / "data" / "screening" / "policy.yaml" for place in (package, package.parents[1])}


def test_in_an_installed_package_the_data_lies_inside_it(package):
    inside = holding(package, "data/cases/a.csv")
    holding(package.parents[1], "data/cases/a.csv")
    assert bundled_path("cases", "a.csv") == bundled_file("cases", "a.csv") == inside
    assert bundled_path("cases") == inside.parent


def test_in_a_source_tree_the_data_lies_beside_src(package):
    beside = holding(package.parents[1], "data/cases/a.csv")
    holding(package, "data/cases/b.csv")
    assert bundled_path("cases", "a.csv") == bundled_file("cases", "a.csv") == beside


def test_what_is_not_there_is_nothing_or_an_error_that_names_it(package):
    assert bundled_path("cases", "a.csv") is None
    with pytest.raises(FileNotFoundError) as error:
        bundled_file("cases", "a.csv")
    assert str(error.value) == "the bundled file cases/a.csv is missing; install Yalu again"
