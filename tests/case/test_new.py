import pytest
from frictionless import Package

from yalu.case.folder.new import write_new_case
from yalu.case.package import check_case, read_case
from yalu.case.tables import table_schemas
from yalu.documents.problems import DocumentError


def test_a_new_case_has_no_problems(tmp_path):
    assert check_case(write_new_case(tmp_path / "mine")) == []


def test_a_new_case_is_valid_for_frictionless(tmp_path):
    folder = write_new_case(tmp_path / "mine")
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_a_new_case_holds_ten_visits_between_invented_states_with_two_leaders_each(tmp_path):
    case = read_case(write_new_case(tmp_path / "mine"))
    assert len(case.visits) == 10
    assert {case.target, case.partner} == {"XAA", "XBB"}
    assert [sum(t.side == side for t in case.tenures) for side in ("target", "partner")] == [2, 2]
    assert case.events
    assert len(case.codebook.rule_sets) == 2


def test_a_new_case_is_named_for_its_folder(tmp_path):
    assert read_case(write_new_case(tmp_path / "My Own Case!", title="Mine")).id == "my-own-case"
    assert read_case(write_new_case(tmp_path / "中文")).id == "new-case"


def test_the_readme_explains_every_file(tmp_path):
    folder = write_new_case(tmp_path / "mine")
    text = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in text
    for name in table_schemas():
        assert f"`{name}" in text


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "mine").mkdir()
    assert check_case(write_new_case(tmp_path / "mine")) == []


def test_folders_above_are_made(tmp_path):
    assert check_case(write_new_case(tmp_path / "a" / "b" / "mine")) == []


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DocumentError) as raised:
        write_new_case(tmp_path / "mine")
    (problem,) = raised.value.problems
    assert "the folder “mine” is not empty" in problem.message
    assert "never over anything" in problem.rule
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_file_or_link_in_the_way_is_refused(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(DocumentError, match="is a file or a link"):
            write_new_case(tmp_path / name)


def test_nothing_is_left_behind_when_writing_fails(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("yalu.case.folder.new.write_descriptor", fail)
    with pytest.raises(DocumentError, match="No space left on device"):
        write_new_case(tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DocumentError):
        write_new_case(tmp_path / "file" / "mine")
    with pytest.raises(DocumentError):
        write_new_case(tmp_path / ("x" * 300))
