"""A name that was read in a wrong encoding is put right where that is certain, and never cleared where it is not."""

from __future__ import annotations

import pytest

from yalu.screening.names.name_folding import fold, from_utf8, garbled
from yalu.screening.query_input import ask
from yalu.screening.records import Party, PartyName
from yalu.screening.screener import Screening

LISTED = [Party(id="x:1", list="x", entry="1", schema="Person", names=(PartyName("KIM Jong Un"),))]


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("name", ["김정은", "金正恩", "Ким Чен Ын", "RI U’N SO’NG", "José Muñoz", "بوتين"])
def test_utf8_read_as_a_western_encoding_is_put_right_and_told(codec, name):
    typed = "".join(chr(b) for b in name.encode())
    if codec == "cp1252":
        typed = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in name.encode())
    found = ask(typed)
    assert found.query.name == name
    assert [note for note in found.notes if name in note]
    assert found.query.doubts == ()


@pytest.mark.parametrize(
    "name", ["José Muñoz", "Þóra Ægisdóttir", "Łódź", "김정은", "Å", "Müller & Söhne", "São", "Ça"]
)
def test_names_with_accents_stay_as_they_are(name):
    assert from_utf8(name) == name
    assert not garbled(name)


def test_a_listed_person_in_broken_utf8_is_found():
    assert Screening(LISTED).screen("김정은".encode().decode("latin-1")).best.party == "x:1"


@pytest.mark.parametrize(
    "typed",
    [
        "金正恩".encode("gbk").decode("latin-1"),
        "김정은".encode("euc-kr").decode("latin-1"),
        "Ким Чен Ын".encode("cp1251").decode("latin-1"),
        "金正恩".encode().decode("cp1252", "replace"),
        "K\ufffdm Nobody",
    ],
)
def test_a_name_that_nobody_can_read_any_more_is_not_screened(typed):
    found = Screening(LISTED).screen(typed)
    assert found.outcome == "not_screened"
    assert "wrong encoding" in found.reason


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Kim&nbsp;Jong&nbsp;Un", "kim jong un"),
        ("O&#39;Brien", "obrien"),
        ("M&#xFC;ller &amp; Co", "muller & co"),
        ("AT&T; Corp", "at&t; corp"),
    ],
)
def test_signs_that_a_web_page_wrote_as_entities_are_read_as_themselves(typed, read):
    assert " ".join(fold(typed).text.split()) == read
