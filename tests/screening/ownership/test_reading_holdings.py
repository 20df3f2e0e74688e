"""A file of holdings is read whole or refused with every problem and the next step."""

from datetime import date

import pytest

from yalu.documents.problems import DocumentError
from yalu.screening.ownership import Ownership, holdings_of, read_holdings
from yalu.screening.ownership.rule_answers import rule_book
from yalu.screening.records import LinkedTo, Party, PartyName

HEAD = "owner,owned,share_low,share_high,from,to,kind,source\n"


def read(tmp_path, text):
    path = tmp_path / "holdings.csv"
    path.write_text(text, encoding="utf-8")
    return read_holdings(path)


def test_rows_become_holdings_with_their_lines(tmp_path):
    found = read(tmp_path, HEAD + "X,A,25 %,50,2014,2017-09,owned,register\n\nY,A,,,,,controlled,press\n")
    assert [h.id for h in found] == ["holdings.csv:2", "holdings.csv:4"]
    assert found[0].says == "X holds 25 % to 50 % of A, 2014 to 2017-09"
    assert found[1].says == "Y controls A"


def test_a_file_without_a_maximum_states_exact_shares(tmp_path):
    (found,) = read(tmp_path, "owner,owned,share_low\nX,A,60\n")
    assert found.low == found.high == 60


@pytest.mark.parametrize("shares", ["0.6,0.6", "1,", ",0.55"])
def test_shares_that_may_be_fractions_of_one_are_not_read_as_per_cent(tmp_path, shares):
    """0.6 of a company is owned, 0.6 % of it is not: a file all of whose shares are at most 1 may mean either."""
    rows = f"X,A,{shares},,,,\nY,A,0.4,0.4,,,,\n"
    with pytest.raises(DocumentError, match=r"no share is above 1.*0\.6 % or 60"):
        read(tmp_path, HEAD + rows)
    assert len(read(tmp_path, HEAD + f"{rows}Z,A,20,20,,,,\n")) == 3
    percents = rows.replace("0.4,", "0.4%,")
    assert [str(h.high) for h in read(tmp_path, HEAD + percents)][1:] == ["0.4"]


def test_a_file_parted_by_semicolons_or_tabs_is_read_as_such(tmp_path):
    for sign in ";\t":
        path = tmp_path / "holdings.csv"
        path.write_text(f"owner{sign}owned{sign}share_low\nX, Y and Z{sign}A{sign}50\n", encoding="utf-8")
        (found,) = read_holdings(path)
        assert (found.owner, found.owned, found.low) == ("X, Y and Z", "A", 50)


def test_every_problem_is_told_at_once(tmp_path):
    text = (
        HEAD
        + "X,X,10,20,,,,\n,A,150,20,,,,\nX,A,60,40,2019,2017,boss,\nX,A,1,2,3,4,5,6,7,8,9\nX,A,lots,,,31/12/2019,,\n"
    )
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, text)
    said = str(caught.value)
    for words in (
        "own itself",
        "cell is empty",
        "“150” is no share",
        "from 60 down to 40",
        "boss",
        "11 cells",
        "lots",
        "31/12/2019",
    ):
        assert words in said


def test_missing_columns_are_named(tmp_path):
    with pytest.raises(DocumentError, match="owned"):
        read(tmp_path, "owner,share\nX,10\n")


def test_a_file_that_is_not_there_is_a_problem_and_no_traceback(tmp_path):
    with pytest.raises(DocumentError, match="no file"):
        read_holdings(tmp_path / "none.csv")


def test_lists_that_name_an_owner_make_a_holding_and_linked_to_makes_none():
    ties = (
        LinkedTo("owned_by", "Bank X", "un:X", share_low=60.0, share_high=60.0),
        LinkedTo("linked_to", "Y"),
    )
    party = Party(id="un:A", list="un", entry="A", schema="Company", names=(PartyName("A"),), linked=ties)
    (found,) = holdings_of([party])
    assert (found.owner, found.owned, found.kind) == ("un:X", "un:A", "owned")
    asked = Ownership([found], day=date(2026, 1, 1), complete=True)
    assert asked.under("us-50", "un:A", ["un:X"]).answer == "owned"


def test_every_edition_of_every_rule_names_sources_that_exist():
    book = rule_book()
    for rule in book.rules.values():
        for edition in rule.editions:
            assert edition.sources
            assert set(edition.sources) <= set(book.sources)
        assert [e.since for e in rule.editions] == sorted(e.since for e in rule.editions)
