"""Every clause of a red flag's test at its boundary, and files of flags and orders that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from yalu.chains.knowledge import flags as flags_module
from yalu.chains.knowledge.flag_words import FlagWords, UnreadableCellError, fold, measure
from yalu.chains.knowledge.flags import (
    Flag,
    FlagResult,
    Flags,
    read_flags,
    read_orders,
    red_flags,
    unread_columns,
)
from yalu.documents.problems import DocumentError

WORDS = [
    ("colour", "red", "scarlet|RED WINE"), ("colour", "green", ""), ("colour", "(other)", ""),
    ("origin", "(state)", ""), ("(state)", "PRK", "north korea|dprk"),
    ("kind", "lathe", "turning machine|车床"), ("due", "vague", "soon"),
    ("known", "yes", "sure"), ("(unknown)", "unknown", "no idea"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("test", "order", "answer"),
    [
        ("is colour red", {"colour": "Scarlet"}, "raised"),
        ("is colour red", {"colour": "the red wines"}, "raised"),
        ("is colour red", {"colour": "green"}, "not_raised"),
        ("is colour red", {"colour": "mauve"}, "not_raised"),
        ("is colour red", {"colour": "dark red"}, "not_testable"),
        ("is colour red|green", {"colour": "green, mauve"}, "raised"),
        ("is colour red|green", {"colour": "mauve / blue"}, "not_raised"),
        ("not colour red", {"colour": "green"}, "raised"),
        ("not colour red", {"colour": "red"}, "not_raised"),
        ("has kind lathe", {"kind": "wheel; lathes"}, "raised"),
        ("has kind lathe", {"kind": "wheel"}, "not_testable"),
        ("has kind lathe", {"kind": "一台车床"}, "not_testable"),
        ("is known yes", {"known": "Y"}, "raised"),
        ("is known yes", {"known": "no"}, "not_raised"),
        ("is known yes", {"known": "sure"}, "raised"),
        ("is known yes", {"known": "no idea"}, "not_testable"),
        ("is origin prk", {"origin": "DPRK"}, "raised"),
        ("is origin prk", {"origin": "KP"}, "raised"),
        ("is origin prk", {"origin": "CHN"}, "not_raised"),
        ("is origin prk", {"origin": "Atlantis"}, "not_testable"),
        ("shares one two", {"one": "a@x ; b", "two": "B;c"}, "raised"),
        ("shares one two", {"one": "a;;", "two": "b; ;"}, "not_raised"),
        ("same one two", {"one": "Beta Co.", "two": "beta co"}, "raised"),
        ("same one two", {"one": "220", "two": "220.0 V"}, "raised"),
        ("same one two", {"one": "220 V", "two": "221 V"}, "not_raised"),
        ("same one two", {"one": "5 kg", "two": "5 t"}, "not_testable"),
        ("differs one two", {"one": "5 t", "two": "6"}, "raised"),
        ("differs one two", {"one": "5 t", "two": "five"}, "raised"),
        ("differs origin two", {"origin": "North Korea", "two": "prk"}, "not_raised"),
        ("before one two", {"one": "2017-02", "two": "2017-03-01"}, "raised"),
        ("before one two", {"one": "2017-03-01", "two": "2017-03-01"}, "not_raised"),
        ("before one two", {"one": "2017-03", "two": "2017-03-31"}, "not_testable"),
        ("before one two", {"one": "2017-03", "two": "2017-03-01"}, "not_raised"),
        ("before one two", {"one": "2017", "two": "2017"}, "not_testable"),
        ("before one two", {"one": "then", "two": "2017-03-31"}, "not_testable"),
        ("within one two 30", {"one": "2017-01-01", "two": "2017-01-31"}, "raised"),
        ("within one two 30", {"one": "2017-01-01", "two": "2017-02-01"}, "not_raised"),
        ("within one two 30", {"one": "2017-02-01", "two": "2017-01-02"}, "raised"),
        ("within one two 30", {"one": "2017-02-01", "two": "2017-01-01"}, "not_raised"),
        ("within one two 30", {"one": "2017-01", "two": "2017-01-20"}, "raised"),
        ("within one two 30", {"one": "2016", "two": "2017-01-20"}, "not_testable"),
        ("within one two 30", {"one": "2018", "two": "2018-01-05"}, "not_testable"),  # the change may be a day after it
        ("within one two 30", {"one": "2015", "two": "2017-01-20"}, "not_raised"),
        ("apart one 2", {"one": "2"}, "not_raised"),
        ("apart one 2", {"one": "2.1"}, "raised"),
        ("apart one 2", {"one": "0.5"}, "not_raised"),
        ("apart one 2", {"one": "0.2"}, "raised"),
        ("apart one 2", {"one": "0"}, "not_testable"),
        ("differs one two", {"one": "8905490", "two": "8905491"}, "raised"),
        ("differs one two", {"one": "IMO 8905490", "two": "8905490"}, "not_raised"),
        ("differs one two", {"one": "440123456", "two": "440123457"}, "raised"),
        ("differs one two", {"one": "1,234,567.89", "two": "1234567.88"}, "raised"),
        ("differs one two", {"one": "0.1", "two": "0.10"}, "not_raised"),
        ("differs one two", {"one": "220V 50Hz", "two": "220V 60Hz"}, "raised"),
        ("differs one two", {"one": "220V 50Hz", "two": "220 V, 50 Hz"}, "not_raised"),
        ("differs one two", {"one": "220 volts", "two": "220 V"}, "not_raised"),
        ("differs one two", {"one": "1000 UAH", "two": "USD 1000"}, "not_testable"),
        ("differs one two", {"one": "1e3", "two": "1000"}, "not_testable"),
        ("differs one two", {"one": "220/380", "two": "380 V"}, "not_testable"),
        ("differs one two", {"one": "220 V", "two": "220-240V"}, "not_testable"),
        ("differs one two", {"one": "3M Company", "two": "3M"}, "raised"),
        ("below one two", {"one": "99.5", "two": "100"}, "raised"),
        ("below one two", {"one": "100", "two": "100"}, "not_raised"),
        ("below one two", {"one": "1 kg", "two": "2"}, "raised"),
        ("below one two", {"one": "1 kg", "two": "2 t"}, "not_testable"),
        ("over one 10000", {"one": "10,000"}, "not_raised"),
        ("over one 10000", {"one": "USD 10,000.50"}, "raised"),
        ("over one 10000", {"one": "plenty"}, "not_testable"),
        ("empty one", {"one": "  "}, "raised"),
        ("empty one", {"one": "n/a"}, "raised"),
        ("empty one", {"one": "0"}, "not_raised"),
        ("vague due", {"due": ""}, "raised"),
        ("vague due", {"due": "Soon"}, "raised"),
        ("vague due", {"due": "unknown"}, "raised"),
        ("vague due", {"due": "2017-05"}, "raised"),
        ("vague due", {"due": "2017-05-02"}, "not_raised"),
        ("vague due", {"due": "one day"}, "not_testable"),
        ("is colour red and over one 5", {"colour": "red", "one": "6"}, "raised"),
        ("is colour red and over one 5", {"colour": "red", "one": "5"}, "not_raised"),
        ("is colour red and over one 5", {"colour": "green", "one": "6"}, "not_raised"),
        ("is colour red and over one 5", {"colour": "green", "one": "many"}, "not_testable"),
        ("is colour red and over one 5", {"colour": "", "one": "6"}, "not_testable"),
    ],
)  # fmt: skip
def test_a_clause_holds_up_to_its_boundary_and_no_further(
    test: str, order: dict[str, str], answer: str
) -> None:
    (found,) = red_flags(order, Flags([Flag(id="X", flag="says so", fields="f", test=test)], WORDS))
    assert found.answer == answer, found.why


def test_what_a_flag_says_of_an_order_names_its_cells_or_what_is_missing() -> None:
    flags = Flags(
        [
            Flag(id="F3", flag="paints", fields="c", test="is colour red and over price 5", source="S"),
            Flag(id="F2", flag="late", fields="d", test="before made sent and vague due"),
            Flag(id="F1", flag="looks odd", fields="a face"),
            Flag(id="F4", flag="odd too", fields="a face", needs="a person"),
        ],
        WORDS,
    )
    order = {"colour": "red", "price": "6", "made": "2017", "sent": ""}
    assert red_flags(order, flags, "7") == (
        FlagResult(
            order="7", flag="F3", answer="raised", says="paints", why="colour “red”; price “6”", source="S"
        ),
        FlagResult(
            order="7", flag="F1", answer="not_testable", says="looks odd", why="not testable without a face"
        ),
        FlagResult(order="7", flag="F2", answer="not_testable", says="late", why="not testable without sent"),
        FlagResult(
            order="7", flag="F4", answer="not_testable", says="odd too", why="not testable without a person"
        ),
    )
    assert red_flags(order | {"sent": "x"}, flags)[2].why == "cannot be read: made “2017”, sent “x”"
    assert red_flags({"colour": "red"}, flags)[2] == FlagResult(
        order="1",
        flag="F3",
        answer="not_testable",
        says="paints",
        why="not testable without price",
        source="S",
    )
    assert flags[1].tested == ("made", "sent", "due")
    assert flags.columns == {"colour", "price", "made", "sent", "due"}
    assert unread_columns([{"id": "1", "made": "", "b": ""}, {"a": "", "b": ""}], tuple(flags)) == ("b", "a")


@pytest.mark.parametrize(
    ("cell", "number", "unit"),
    [
        ("1,5", 1.5, ""), ("1,50 t", 1.5, "t"), ("1,500", 1500, ""), ("1 500 kg", 1500, "kg"), ("1'500", 1500, ""),
        ("-3.5", -3.5, ""), ("-1,5", -1.5, ""), ("$12,000.50", 12000.5, "$"), ("12 %", 12, "%"), ("１２", 12, ""),
        ("eur 3", 3, "eur"),
    ],
)  # fmt: skip
def test_a_size_is_read_with_its_unit(cell: str, number: float, unit: str) -> None:
    assert measure(cell) == (number, unit)


@pytest.mark.parametrize("cell", ["eur 3 usd", "1,5000", "3 4 5x", "--", "3..4", "kilos 3"])
def test_a_size_that_could_be_two_is_not_read(cell: str) -> None:
    with pytest.raises(UnreadableCellError) as printed:
        measure(cell)
    assert printed.value.args == (cell,)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("The Red-Wine_(dry)", "red wine dry"), ("X.B\\C/D", "x b c d"), ("an axe", "axe"), ("–", "–"), (" - ", "-"),
     ("--", "--"), ("?", "?"), ("Ｗｉｄｅ", "wide"), ("it’s", "it's"), ("theory", "theory")],
)  # fmt: skip
def test_text_is_folded_to_its_plain_words(text: str, plain: str) -> None:
    assert fold(text) == plain


@pytest.mark.parametrize(
    ("cell", "word"),
    [("Yes", "yes"), ("y", "yes"), ("TRUE", "yes"), ("no", "no"), ("N", "no"), ("false", "no")],
)
def test_yes_and_no_are_read_however_they_are_written_in_a_column_of_them(cell: str, word: str) -> None:
    assert FlagWords((), {"listed": ["yes", "no"]}).word("listed", cell) == word


def test_words_of_a_column_are_its_own() -> None:
    words = FlagWords(WORDS, {"size": ["Very_Big"]})
    assert words.word("size", "very big") == "very_big"
    assert words.words("colour", "scarlet and no idea") == ({"red"}, False)
    assert words.words("colour", "scarlet") == ({"red"}, True)
    assert words.words("kind", "stone") == (set(), False)
    assert words.is_called("due", "SOON", "vague")
    assert not words.is_called("colour", "soon", "vague")
    assert [words.is_unknown(cell) for cell in ("tbd", "No Idea", "", "()", "known")] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert (words.compared("origin", "dprk"), words.compared("one", "220 Volts")) == ("prk", "220 volts")
    for column, cell in (
        ("origin", "Atlantis"),
        ("one", ""),
        ("one", "n/a"),
        ("kind", "stone"),
        ("known", ""),
    ):
        with pytest.raises(UnreadableCellError):
            words.compared(column, cell) if column in {"origin", "one"} else words.word(column, cell)


def folder(tmp_path: Path, flags: str, words: str = "") -> Path:
    (tmp_path / "red-flags.csv").write_text(flags, encoding="utf-8")
    if words:
        (tmp_path / "red-flag-words.csv").write_text(words, encoding="utf-8")
    return tmp_path


def test_a_folder_of_flags_is_read_in_order_of_number_with_its_words(tmp_path: Path) -> None:
    made = folder(
        tmp_path, "id,flag,fields,test,needs,source,url,verified,notes,more\n"
        "F2,b,y,is y red,,S,U,memory,N,x\nF1,a,x,,a person,,,,,\n",
        "column,word,written\ny,red,rouge\n",
    )  # fmt: skip
    found = read_flags(made)
    assert found == (
        Flag(id="F1", flag="a", fields="x", needs="a person"),
        Flag(
            id="F2", flag="b", fields="y", test="is y red", source="S", url="U", verified="memory", notes="N"
        ),
    )
    assert red_flags({"y": "Rouge"}, found)[0].answer == "raised"
    assert read_flags(made / "red-flags.csv") == found


@pytest.mark.parametrize(
    ("flags", "places", "says"),
    [
        ("id,flag\nF1,a\n", [(1, "fields")], "the columns fields are missing"),
        ("id,test\nF1,a\n", [(1, "flag")], "the columns flag, fields are missing"),
        ("id,flag,fields,test\nF1,a,b,is x\nF2,a,b,within x y 3\nF3,a,b,over x 3 4\n", [(2, "test"), (4, "test")],
         "the clause “is x” cannot be read"),
        ("id,flag,fields\nF1,a\n", [(2, "")], "the row has 2 cells for a header of 3"),
    ],
)  # fmt: skip
def test_flags_that_cannot_be_used_are_told_at_their_place(
    tmp_path: Path, flags: str, places: list[tuple[int, str]], says: str
) -> None:
    with pytest.raises(DocumentError) as printed:
        read_flags(folder(tmp_path, flags))
    assert [(p.file, p.row, p.field) for p in printed.value.problems] == [
        ("red-flags.csv", *place) for place in places
    ]
    assert printed.value.problems[0].message == says


def test_a_regime_without_flags_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"“nowhere” has no red-flags\.csv"):
        read_flags("nowhere")


def test_orders_are_read_by_the_words_of_their_header_and_no_further_than_can_be_tested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(" Order Value ,颜色,The Kind\n1,红,x\n2,绿,y\n", encoding="utf-8")
    assert read_orders(file) == [
        {"order_value": "1", "颜色": "红", "kind": "x"}, {"order_value": "2", "颜色": "绿", "kind": "y"},
    ]  # fmt: skip
    monkeypatch.setattr(flags_module, "MOST_ORDERS", 2)
    assert len(read_orders(file)) == 2
    monkeypatch.setattr(flags_module, "MOST_ORDERS", 1)
    with pytest.raises(DocumentError, match="the file has more than 1 rows") as printed:
        read_orders(file)
    assert [(p.file, p.row) for p in printed.value.problems] == [("orders.csv", 3)]
    file.write_text(f"a\n{'x' * 5000}\n{'x' * 5001}\n", encoding="utf-8")
    monkeypatch.undo()
    with pytest.raises(DocumentError) as printed:
        read_orders(file)
    assert [p.row for p in printed.value.problems] == [3]
