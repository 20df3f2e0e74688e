import pytest

from yalu.case.folder.locations import bundled_cases, find_case
from yalu.documents.files import bundled
from yalu.documents.problems import DocumentError


def test_a_bundled_name_finds_its_folder():
    name = bundled_cases()[0]
    assert (find_case(name) / "datapackage.json").is_file()


def test_a_path_finds_a_folder_and_its_descriptor_does_too(draft):
    assert find_case(draft.folder) == draft.folder
    assert find_case(str(draft.folder / "datapackage.json")) == draft.folder


def test_an_unknown_name_offers_the_nearest_and_the_list(monkeypatch, tmp_path):
    for name in ("west-east", "north-south", ".hidden"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(bundled, "bundled_path", lambda *parts: tmp_path)
    with pytest.raises(DocumentError) as raised:
        find_case("west-eest")
    (problem,) = raised.value.problems
    assert "there is no case “west-eest” (did you mean “west-east”?)" in problem.message
    assert "north-south, west-east" in problem.rule
    assert "yalu case new" in problem.next_step


@pytest.mark.parametrize("name", ["\0", "x" * 5000, "../../nowhere", "a\nb"])
def test_a_name_no_file_system_takes_is_only_unknown(name):
    with pytest.raises(DocumentError):
        find_case(name)


def test_without_bundled_cases_the_list_is_empty(monkeypatch):
    monkeypatch.setattr(bundled, "bundled_path", lambda *parts: None)
    assert bundled_cases() == []
    with pytest.raises(DocumentError, match="there is no case"):
        find_case("anything")
