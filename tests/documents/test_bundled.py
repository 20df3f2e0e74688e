"""The data that comes with Yalu is found, installed or not, or its absence is told."""

import importlib.resources
from pathlib import Path

import pytest

from yalu.documents.files import bundled
from yalu.documents.files.bundled import (
    bundled_file,
    bundled_folder,
    bundled_names,
    bundled_path,
    no_such_folder,
)


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


def test_bundled_folders_are_found_by_name_and_hidden_ones_and_files_are_none(package):
    for name in ("b/x.csv", "a/x.csv", ".c/x.csv"):
        holding(package, f"data/cases/{name}")
    (package / "data/cases/d.csv").touch()
    assert bundled_names("cases") == ["a", "b"]
    assert bundled_folder("cases", "a") == package / "data/cases/a"
    assert [bundled_folder("cases", name) for name in (".c", "d.csv", "e", "", "a/..")] == [None] * 5
    assert bundled_names("regimes") == [] and bundled_folder("regimes", "a") is None


def test_a_name_that_is_neither_bundled_nor_a_folder_is_told_with_the_nearest(package):
    holding(package, "data/cases/china-dprk/x.csv")
    (problem,) = no_such_folder("case", "cases", "china-dprc", "correct it").problems
    assert problem.message == "there is no case “china-dprc” (did you mean “china-dprk”?)"
    assert problem.rule == "a case is a bundled name (china-dprk) or the path of a folder"
    assert (problem.value, problem.next_step) == ("china-dprc", "correct it")
    assert (
        no_such_folder("regime", "regimes", "x", "")
        .problems[0]
        .rule.startswith("a regime is a bundled name (none)")
    )
