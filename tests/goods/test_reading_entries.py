"""Control lists of one's own: what a broken entry is told."""

import shutil
from pathlib import Path

import pytest

from yalu.documents.problems import DocumentError
from yalu.goods import open_goods

LIST = 'id: mine\ntitle: Mine\nbody: Me\nversion: "1"\nversion_date: "2024"\nsource: memory\norder: 1\n'
ENTRY = """\
id: mine-1
list: mine
entry: "1"
title: Mills
text: Mills with many axes.
applies_to: [milling]
meets: {parameter: axes_simultaneous, at_least: 5}
sources: [memory]
verified: memory
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    bundled = Path(__file__).parents[2] / "data" / "goods"
    shutil.copy(bundled / "parameters.yaml", tmp_path)
    shutil.copy(bundled / "sources.csv", tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "list.yaml").write_text(LIST, encoding="utf-8")
    (tmp_path / "mine" / "one.yaml").write_text(ENTRY, encoding="utf-8")
    return tmp_path


def broken(folder: Path, old: str, new: str) -> str:
    (folder / "mine" / "one.yaml").write_text(ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        open_goods(folder)
    return str(error.value)


def test_a_folder_of_ones_own_is_read(folder):
    assert [entry.id for entry in open_goods(folder).entries] == ["mine-1"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("axes_simultaneous", "axis_simultaneous", "did you mean “axes_simultaneous”?"),
        ("at_least: 5", "is: true", "does not fit axes_simultaneous, which is a number"),
        ("at_least: 5", "at_least: five", "at_least"),
        ("list: mine", "list: yours", "“yours” is not a control list"),
        ("[memory]", "[nowhere]", "“nowhere” is not a row of sources.csv"),
        ("sources: [memory]\n", "sources: []\n", "names no source"),
        ("{parameter: axes_simultaneous, at_least: 5}", "{}", "says nothing"),
        ("at_least: 5}", "at_least: 5, standard: iso-1}", "is no test of axes_simultaneous"),
        ("[milling]", "[millling]", "did you mean “milling”?"),
        ("verified: memory", 'verified: memory\nhs_hints: ["84x"]', "is not a tariff code"),
        ("verified: memory", 'verified: memory\nin_force: {from: "2017-13-01"}', "is not a date"),
        ("title: Mills", "titel: Mills", "did you mean “title”?"),
    ],
)
def test_a_broken_entry_is_told_what_is_wrong_and_where(folder, old, new, says):
    message = broken(folder, old, new)
    assert "mine/one.yaml" in message
    assert says in message


def test_an_id_is_used_once(folder):
    (folder / "mine" / "two.yaml").write_text(ENTRY, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"mine-1 stands in mine/one.yaml too"):
        open_goods(folder)
