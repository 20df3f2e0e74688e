import os

import pytest


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("../visits.csv", "leads out of the case folder"),
        ("tables/../../visits.csv", "leads out of the case folder"),
        ("/etc/passwd", "is absolute"),
        ("~/visits.csv", "is absolute"),
        ("C:visits.csv", "is an address or a drive"),
        ("C:\\data\\visits.csv", "has a backslash"),
        ("..\\visits.csv", "has a backslash"),
        ("\\\\server\\visits.csv", "has a backslash"),
        ("https://example.org/visits.csv", "is an address or a drive"),
        ("file:///etc/passwd", "is an address or a drive"),
        ("", "is empty"),
        ("./visits.csv", "“.” part"),
        ("a//visits.csv", "is empty or has an empty"),
        ("visits.csv\0", "cannot be printed"),
        ("visits\n.csv", "cannot be printed"),
        ("x" * 300 + ".csv", "is too long"),
    ],
)
def test_a_path_that_is_not_a_plain_file_of_the_folder_is_refused(draft, path, says):
    draft.set_path("visits", path)
    error = next(e for e in draft.errors() if e.field.endswith(".path") and "the path “" in e.message)
    assert error.file == "datapackage.json"
    assert error.field == "resources[2].path"
    assert says in error.message
    assert "stays inside the case folder" in error.rule


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
