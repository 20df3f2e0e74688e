"""A table as an exporter keeps it: kept whole, read in its own words, and refused once a problem."""

import pytest

from yalu.documents.problems import DocumentError
from yalu.goods import open_goods, read_items

PARAMETERS = open_goods().parameters


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "items.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems_of(path):
    with pytest.raises(DocumentError) as refused:
        read_items(path, PARAMETERS)
    return refused.value.problems


def test_headers_are_read_in_two_languages_and_own_columns_are_carried(table):
    path = table("货号,品名,HS Code,目的国,x_buyer\n1,五轴联动加工中心,8457.10,North Korea,=A&B\n")
    (item,) = read_items(path, PARAMETERS)
    assert item.id == "1"
    assert item.facts == {
        "kind": "milling", "axes_simultaneous": 5.0, "hs": "845710", "destination": "PRK",
    }  # fmt: skip
    assert item.read == ("kind", "axes_simultaneous")
    assert item.carried == {"x_buyer": "=A&B"}


def test_a_unit_in_a_header_goes_with_its_numbers(table):
    path = table("id,kind,定位精度 (mm),accuracy_standard\n1,Milling,0.005,ISO 230-2:1988\n")
    (item,) = read_items(path, PARAMETERS)
    assert item.facts["accuracy_um"] == pytest.approx(5.0)
    assert item.facts["accuracy_standard"] == "iso-230-2-1988"


def test_a_unit_of_the_parameter_itself_changes_nothing(table):
    (item,) = read_items(table("id,accuracy_um (µm)\n1,5\n"), PARAMETERS)
    assert item.facts["accuracy_um"] == 5.0


def test_one_problem_is_told_once_whatever_the_number_of_rows(table):
    rows = "".join(f"{n},milling,Narnia,v{n}\n" for n in range(200))
    found = problems_of(table(f"id,kind,destination,buyer\n{rows}"))
    assert [problem.field for problem in found] == ["buyer", "destination"]
    assert all(len(str(problem)) < 500 for problem in found)
    assert "lines 2, 3, 4, 5, 6 and 195 more lines" in found[1].message


def test_a_column_that_means_nothing_is_refused_with_the_nearest_and_the_way_to_keep_it(table):
    (found,) = problems_of(table("id,axes_simultanous\n1,5\n"))
    assert "axes_simultaneous" in found.message
    assert "x_axes_simultanous" in found.next_step


def test_two_columns_of_one_meaning_are_refused(table):
    (found,) = problems_of(table("id,hs,HS code\n1,8457,8457\n"))
    assert "both mean hs" in found.message


def test_a_destination_or_a_heading_that_does_not_exist_is_refused_in_a_table_too(table):
    found = problems_of(table("id,hs,destination\n1,0000,PRK\n2,9999,XXX\n"))
    assert sorted(problem.value for problem in found) == ["0000", "9999", "XXX"]


def test_a_row_without_an_id_is_named_by_its_line(table):
    first, second = read_items(table("description\nlathe\nmilling machine\n"), PARAMETERS)
    assert (first.id, second.id) == ("line 2", "line 3")


def test_a_table_without_an_item_is_refused_and_no_clean_answer(table):
    (found,) = problems_of(table("id,kind\n"))
    assert found.message == "the file has no item"


def test_two_items_of_one_id_have_answers_of_their_own(table):
    found = [*read_items(table("id,kind\nA,milling\nB,milling\nA,turning\n"), PARAMETERS)]
    assert [item.id for item in found] == ["A", "B", "A~2"]
