"""A case is a folder: no path of its descriptor leads out of it."""

import os

import pytest

from yalu.documents.files.folders import path_inside
from yalu.documents.problems import ProblemLog

RELATIVE = "write the path relative to datapackage.json, such as visits.csv"
ADDRESS = "is an address or a drive, not a file in the folder"
EMPTY = "is empty or has an empty or “.” part"


@pytest.mark.parametrize(
    ("path", "says", "next_step"),
    [
        ("visits.csv\0", "has characters that cannot be printed", RELATIVE),
        ("visits\n.csv", "has characters that cannot be printed", RELATIVE),
        ("C:\\data\\visits.csv", "has a backslash", "write forward slashes, such as tables/visits.csv"),
        ("C:visits.csv", ADDRESS, RELATIVE),
        ("https://example.org/visits.csv", ADDRESS, RELATIVE),
        ("git+ssh://example.org/visits.csv", ADDRESS, RELATIVE),
        ("/etc/passwd", "is absolute", RELATIVE),
        ("~/visits.csv", "is absolute", RELATIVE),
        ("../visits.csv", "leads out of the case folder", "move the file into the case folder"),
        ("tables/../visits.csv", "leads out of the case folder", "move the file into the case folder"),
        ("", EMPTY, RELATIVE),
        ("./visits.csv", EMPTY, RELATIVE),
        ("a//visits.csv", EMPTY, RELATIVE),
        ("a/", EMPTY, RELATIVE),
        ("x" * 201, "is too long", "choose a shorter name"),
        ("a/" + "x" * 201 + "/b.csv", "is too long", "choose a shorter name"),
    ],
)
def test_a_refused_path_says_what_is_wrong_with_it_and_what_to_do(tmp_path, path, says, next_step):
    log = ProblemLog()
    assert path_inside(tmp_path, path, log, file="datapackage.json", row=7, field="resources[2].path") is None
    (problem,) = log.problems()
    assert problem.where == "datapackage.json:7:resources[2].path"
    assert problem.message.startswith("the path “")
    assert problem.message.endswith(f"” {says}")
    assert problem.next_step == next_step
    assert problem.rule == (
        "a file of a case is named by a relative path with forward slashes and stays inside the case folder"
    )
    assert problem.severity == "error"


def test_a_refused_path_is_shown_as_it_is_written(tmp_path):
    log = ProblemLog()
    path_inside(tmp_path, "../visits.csv", log, file="datapackage.json", row=0, field="path")
    (problem,) = log.problems()
    assert problem.message == "the path “../visits.csv” leads out of the case folder"
    assert problem.value == "../visits.csv"


@pytest.mark.parametrize(
    "path", ["visits.csv", "tables/deep/visits.csv", "x" * 200, "..visits", "a~b.csv", "방문.csv"]
)
def test_a_plain_path_means_the_file_of_that_name_whether_it_is_there_or_not(tmp_path, path):
    log = ProblemLog()
    assert path_inside(tmp_path, path, log, file="datapackage.json", row=0, field="path") == tmp_path / path
    assert log.problems() == []


@pytest.mark.parametrize("path", ["link", "link/visits.csv", "tables/link/deep/visits.csv"])
def test_a_link_anywhere_on_the_way_is_refused_with_what_to_do(tmp_path, path):
    (tmp_path / "tables").mkdir()
    for place in (tmp_path / "link", tmp_path / "tables" / "link"):
        place.symlink_to(tmp_path)
    log = ProblemLog()
    assert path_inside(tmp_path, path, log, file="datapackage.json", row=0, field="path") is None
    (problem,) = log.problems()
    assert problem.message == f"the path “{path}” is a link, or lies below one"
    assert problem.next_step == "put a copy of the file itself into the case folder"


def test_a_refused_path_of_a_case_is_told_at_its_resource(draft):
    draft.set_path("visits", "../visits.csv")
    error = next(e for e in draft.errors() if "the path “" in e.message)
    assert (error.file, error.field) == ("datapackage.json", "resources[2].path")


def test_a_file_outside_the_folder_is_never_read(draft):
    (draft.folder.parent / "secret.csv").write_text("id,side,kind,title\nSECRET\n", encoding="utf-8")
    draft.set_path("posts", "../secret.csv")
    assert not any("SECRET" in str(problem) for problem in draft.problems())


def test_a_link_to_a_file_is_refused(draft):
    outside = draft.folder.parent / "outside.csv"
    (draft.folder / "visits.csv").rename(outside)
    (draft.folder / "visits.csv").symlink_to(outside)
    (error,) = [e for e in draft.errors() if e.field == "resources[2].path"]
    assert "is a link, or lies below one" in error.message
    assert "put a copy" in error.next_step


def test_a_file_below_a_linked_folder_is_refused(draft):
    outside = draft.folder.parent / "elsewhere"
    outside.mkdir()
    (draft.folder / "visits.csv").rename(outside / "visits.csv")
    (draft.folder / "tables").symlink_to(outside)
    draft.set_path("visits", "tables/visits.csv")
    assert any("is a link, or lies below one" in e.message for e in draft.errors())


def test_a_linked_descriptor_is_refused(draft):
    outside = draft.folder.parent / "outside.json"
    (draft.folder / "datapackage.json").rename(outside)
    (draft.folder / "datapackage.json").symlink_to(outside)
    assert "is a link" in draft.error().message


def test_a_case_may_itself_be_reached_by_a_link(draft):
    link = draft.folder.parent / "link"
    link.symlink_to(draft.folder)
    from yalu.case.package import check_case

    assert check_case(link) == []


def test_a_file_in_a_folder_of_the_case_is_fine(draft):
    (draft.folder / "tables").mkdir()
    (draft.folder / "visits.csv").rename(draft.folder / "tables" / "visits.csv")
    draft.set_path("visits", "tables/visits.csv")
    assert draft.problems() == []


def test_a_pipe_is_refused_and_not_waited_for(draft):
    (draft.folder / "events.csv").unlink()
    os.mkfifo(draft.folder / "events.csv")
    assert "is not an ordinary file" in draft.error().message


def test_a_folder_in_place_of_a_file_is_refused(draft):
    (draft.folder / "events.csv").unlink()
    (draft.folder / "events.csv").mkdir()
    assert "is not an ordinary file" in draft.error().message


def test_a_missing_file_is_named(draft):
    (draft.folder / "events.csv").unlink()
    error = draft.error()
    assert "no file “events.csv”" in error.message
    assert "remove its resource" in error.next_step
