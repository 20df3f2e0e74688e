"""What a regime says of itself, its bodies and their members: every fault is told where it stands."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from yalu.documents.problems import DocumentError
from yalu.law import judge, open_regime
from yalu.law.evaluation import AskError
from yalu.law.text import bodies
from yalu.law.text.measure_files import check_regime
from yalu.law.text.new_measure import write_new_regime
from yalu.law.text.records import Counts, Layer, Repeats

FORMAT = (Path(__file__).parents[2] / "docs" / "measures-format.md").read_text(encoding="utf-8")
GOLDEN = Path(__file__).parents[1] / "golden" / "regimes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_new_regime(tmp_path / "mine")


def change(folder: Path, file: str, old: str, new: str) -> list[str]:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(problem) for problem in check_regime(folder)]


def test_the_small_regime_is_whole_and_has_every_layer_but_that_of_the_un(folder: Path):
    assert check_regime(folder) == []
    regime = open_regime(folder)
    assert (regime.target, {regime.layer(m) for m in regime.measures}) == ("XAA", {"regional", "national"})


def test_the_small_regime_explains_its_files(folder: Path):
    said = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.iterdir():
        assert path.name in {"README.md", "measures"} or f"`{path.name}`" in said
    assert "measures/<instrument>/<id>.yaml" in said


def test_a_folder_in_use_is_left_alone(folder: Path):
    with pytest.raises(DocumentError, match="is not empty"):
        write_new_regime(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "says"),
    [
        ("regime.yaml", '"XAA"', '"Westmark"', "regime.yaml:3:target", "is not the code of a state"),
        ("regime.yaml", '"RB"', '"RBX"', "regime.yaml:8:bodies[0].id", "cannot be the id of a body"),
        ("regime.yaml", "bodies:", "parts:", "regime.yaml:8:parts", "is not known here"),
        ("regime.yaml", "Regional Body}", 'Regional Body}\n  - {id: "EU", title: Union}', "regime.yaml:9:bodies[1]",
         "has no members, so its law reaches nobody"),
        ("members.csv", "RB,XCC", "RC,XCC", "members.csv:3:body", "there is no body “RC”. Rule: “body” is one in regime.yaml: RB"),
        ("members.csv", "RB,XCC", "RB,XBB", "members.csv:3:state", "is a member of “RB” twice"),
        ("members.csv", "2016-01-01", "2016", "members.csv:3:from", "2016"),
        ("members.csv", "XDD,,", "XDD,2019-01-01,", "members.csv:4:until", "before it joined on 2019-01-01"),
        ("members.csv", "rb-gazette:1", "rb-gazete:1", "members.csv:2:sources", "did you mean “rb-gazette”?"),
        ("instruments.csv", "regional,RB", "regional,EU", "instruments.csv:2:state", "“EU” does not say whose law it is"),
        ("instruments.csv", "regional,RB", "regional,", "instruments.csv:2:state", "nobody is named whose law it is"),
        ("instruments.csv", "national,XBB", "national,RB", "instruments.csv:3:state", "the law of a body in regime.yaml is regional"),
        ("instruments.csv", "regional,RB", "un,RB", "instruments.csv:2:state", "leave “state” empty"),
        ("instruments.csv", "regional,RB", "continental,RB", "instruments.csv:2:layer", "“continental”"),
        ("instruments.csv", "xbb-gazette:1", "xbc-gazette:1", "instruments.csv:3:sources", "there is no source"),
        ("measures/rb-2014-1/rb-2014-1-art3-products.yaml", '"RB"  ', '"EU"  ', ":5:addressee", "“EU” is not an addressee"),
        ("measures/xbb-2015-1/xbb-2015-1-art1-oil.yaml", 'addressee: "XBB"', "addressee: all_member_states", ":5:addressee",
         "national law addresses its own state"),
        ("measures/rb-2014-1/rb-2014-1-art3-products.yaml", "to: 2014-06-30", "to: 2014-07-01", "limit.window.to",
         "when the next one has begun"),
    ],
)  # fmt: skip
def test_a_fault_is_told_where_it_stands(folder: Path, file: str, old: str, new: str, where: str, says: str):
    found = change(folder, file, old, new)
    assert any(where in problem and says in problem for problem in found), found
    assert all("Rule: " in problem and "Next: " in problem for problem in found)


def test_a_layer_may_be_the_name_of_a_body(folder: Path):
    assert change(folder, "instruments.csv", "regional,RB", "RB,") == []
    regime = open_regime(folder)
    assert regime.layer(regime.measure("rb-2014-1-art2-oil")) == "regional"
    assert regime.whose(regime.measure("rb-2014-1-art2-oil")) == "RB"


def test_faults_of_all_files_come_at_once(folder: Path):
    change(folder, "members.csv", "RB,XCC", "RC,XCC")
    change(folder, "instruments.csv", "national,XBB", "national,")
    found = change(folder, "measures/rb-2014-1/rb-2014-1-art2-oil.yaml", "effect: ban", "effect: bann")
    assert {problem.partition(":")[0] for problem in found} >= {
        "members.csv", "instruments.csv", "measures/rb-2014-1/rb-2014-1-art2-oil.yaml",
    }  # fmt: skip


def test_a_folder_without_a_target_is_refused(folder: Path):
    (folder / "regime.yaml").unlink()
    assert any("nobody knows which state the law is on" in str(problem) for problem in check_regime(folder))
    with pytest.raises(DocumentError):
        open_regime(folder)


def test_a_folder_that_was_mended_is_read_anew(folder: Path):
    before = open_regime(folder)
    assert change(folder, "regime.yaml", "(invented)", "(mended)") == []
    assert (open_regime(folder).title, before.title) == (
        "Regional embargo on Westmark (mended)", "Regional embargo on Westmark (invented)",
    )  # fmt: skip


def test_members_change_the_version_of_the_data(folder: Path):
    before = open_regime(folder).data_version
    change(folder, "members.csv", "2016-01-01", "2016-01-02")
    assert open_regime(folder).data_version != before


def test_a_regime_is_never_applied_to_another_state():
    with pytest.raises(AskError, match="is on PRK, not on XAA"):
        judge(open_regime("un-dprk"), [], target="XAA")


def test_the_day_a_state_joins_is_its_first_day_as_a_member():
    regime = open_regime(GOLDEN / "westmark")
    oil = regime.measure("rb-2024-1-art2-oil")
    eve, day = date(2024, 3, 31), date(2024, 4, 1)
    assert not regime.binds(oil, "XCC", eve, eve)
    assert regime.binds(oil, "XCC", day, day)
    assert not regime.binds(oil, "NOR")
    assert regime.binds(regime.measure("no-2024-1-gas"), "NOR")


def test_a_state_excepts_nobody_from_its_own_law(folder: Path):
    path = folder / "measures/xbb-2015-1/xbb-2015-1-art1-oil.yaml"
    path.write_text(path.read_text() + 'except_states: [{state: "XBB", until: 2020-01-01}]\n')
    assert any("excepted from no body" in str(problem) for problem in check_regime(folder))


@pytest.mark.parametrize(
    "record",
    [bodies.RegimeDescription, bodies.Body, *(field.name for field in bodies.MEMBERS_SCHEMA.fields)],
    ids=str,
)
def test_every_key_of_a_body_and_a_member_is_on_the_format_page(record: type | str):
    keys = (record,) if isinstance(record, str) else record.__struct_fields__
    assert [key for key in keys if f"`{key}" not in FORMAT] == []


@pytest.mark.parametrize("words", [Layer, Repeats, Counts])
def test_every_word_a_layer_and_a_window_can_take_is_on_the_format_page(words: object):
    assert [word for word in get_args(words) if not re.search(rf"\b{word}\b", FORMAT)] == []
