"""Control lists of one's own: what a broken entry is told."""

import shutil
from pathlib import Path

import pytest

from yalu.documents.problems import DocumentError, ProblemLog
from yalu.goods import open_goods
from yalu.goods.lists import bundled_goods as opening
from yalu.goods.lists.regime_items import regime_entries

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
        ("at_least: 5}", "at_least: 5, standard: iso-1}", "its tests are none. Next: correct the standard"),
        (
            "{parameter: axes_simultaneous, at_least: 5}",
            "{line: {base: mpe_base_um, slope: mpe_slope, over: measuring_length_mm, at_most: 1, divisor: 9}}",
            "“mpe_slope” is not a parameter of parameters.yaml (did you mean “mpe_slope_mm”?)",
        ),
        (
            "{parameter: axes_simultaneous, at_least: 5}",
            "{line: {base: rotor_mass_kg, slope: mpe_slope_mm, over: measuring_length_mm, at_most: 1, divisor: 9}}",
            "the line does not fit rotor_mass_kg, which is no plain number",
        ),
        ("[milling]", "[millling]", "did you mean “milling”?"),
        ("verified: memory", 'verified: memory\nhs_hints: ["84x"]', "is not a tariff code"),
        ("verified: memory", 'verified: memory\nin_force: {from: "2017-13-01"}', "is not a date"),
        ("title: Mills", "titel: Mills", "did you mean “title”?"),
        ("verified: memory", 'verified: memory\ncovered_elsewhere: ["1"]', "“1” is encoded in this list"),
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


def test_what_answers_a_question_unasked_is_checked_like_a_threshold(folder):
    path = folder / "parameters.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("yes_when: {parameter: numerically_controlled", "yes_when: {parameter: numerically"),
        encoding="utf-8",
    )
    with pytest.raises(DocumentError, match=r"parameters.yaml.*computer_control.yes_when.*not a parameter"):
        open_goods(folder)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("at_most_of: axes_total", "at_most_of: axes_totall", "did you mean “axes_total”"),
        ("renamed_from: [ultimate_vacuum_mpa]", "renamed_from: [throat_mm]", "“throat_mm” is still a parameter"),
        ("least: 0.1", "least: 100000", "is above most"),
        ("type: yes_no", "type: yes_no\n    least: 1", "is no number"),
    ],
)  # fmt: skip
def test_a_broken_parameter_is_told_what_is_wrong(folder, old, new, says):
    path = folder / "parameters.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        open_goods(folder)
    assert "parameters.yaml" in str(error.value)
    assert says in str(error.value)


def test_items_of_a_regime_may_leave_goods_out_and_an_older_table_without_that_column_is_read(tmp_path):
    parameters = open_goods().parameters
    (tmp_path / "regime.yaml").write_text("target: PRK\n", encoding="utf-8")
    head = "id,measure,list,entry,title,text,kinds,hs,hs_role,price_above,from,until,verified,sources,notes"
    row = "a,m,L,1,Machines,All of them,,84,law,,2017-12-22,,partly,memory,"
    read = []
    for more, value in (("", ""), (",excludes", ",civil_aircraft_spares")):
        (tmp_path / "items.csv").write_text(f"{head}{more}\n{row}{value}\n", encoding="utf-8")
        log = ProblemLog()
        read.append([found.entry.excludes for found in regime_entries(tmp_path, parameters, log).entries])
    assert read[0] == [()]
    assert read[1][0][0].when.parameter == "civil_aircraft_spares"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("goods/sources.csv", "eu-dual-use-2022,", "eu-dual-use-2022,,,,,,"),
        ("goods/eu/list.yaml", "id: eu", "idd: eu"),
        ("goods/eu/eu-2b001.a.yaml", "title:", "titel:"),
        ("goods/parameters.yaml", "type: number", "type: numbers"),
        ("regimes/un-dprk/sources.csv", ",press,", ",press,,,,,,"),
        ("regimes/un-dprk/items.csv", ",law,", ",laws,"),
        ("goods/mtcr/index.csv", "entry,", "entries,"),
    ],
)
def test_a_fault_of_one_file_is_told_of_that_file_alone(tmp_path, file, old, new):
    """What names a row of a file with a fault is not told that the row is missing."""
    data = Path(__file__).parents[2] / "data"
    goods, regimes = tmp_path / "goods", tmp_path / "regimes"
    shutil.copytree(data / "goods", goods)
    shutil.copytree(data / "regimes", regimes)
    path = tmp_path / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        opening._opened.__wrapped__(goods, regimes)
    assert {problem.file for problem in error.value.problems} == {file.partition("/")[2]}
