"""A bounded run of the fuzzer, and properties of what readers are made of. The long run is fuzz.py's."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.screening.identifiers import KINDS, lei_holds, numbers_in
from yalu.screening.lists.formats.entry_values import (
    alpha3,
    american,
    date_span,
    date_spans,
    distinct,
    identifier,
    named,
)
from yalu.screening.lists.formats.ofac_sdn import Remarks, clauses, links
from yalu.screening.scripts import parts_by_script, script_of
from yalu.vocabulary.codes import CodeError, company_imo, ship_imo

from .fuzz import once


@pytest.mark.parametrize("block", range(6))
def test_files_changed_at_random_are_read_or_refused_in_words(block: int, tmp_path: Path):
    faults = [said for seed in range(block * 60, block * 60 + 60) if (said := once(seed, tmp_path))]
    assert faults == []


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_text_is_too_odd_for_the_small_readers(text: str):
    found = date_span(text)
    assert (found.start is None) == (found.end is None)
    assert found.start is None or found.end is None or found.start.earliest <= found.end.latest
    (
        date_spans(text),
        american(text),
        alpha3(text),
        links(text),
        clauses(text),
        Remarks(text, "Person"),
        lei_holds(text),
    )
    name = named(text)
    assert name is None or name.script == script_of(name.text)
    assert all(n.text.strip() for n in distinct([name]))


@given(st.text(max_size=80))
@settings(deadline=None)
def test_the_parts_of_a_text_by_script_are_the_whole_text(text: str):
    joined = "".join(part for _, part in parts_by_script(text))
    assert joined == (text if any(c.isalpha() for c in text) else "")
    assert all(script_of(part) == script for script, part in parts_by_script(text) if part)


@given(st.dates().map(str))
def test_a_day_is_read_as_that_day(day: str):
    found = date_span(day)
    assert found.start is not None
    assert str(found.start.earliest) == day == str(found.start.latest)


@given(st.from_regex(r"[0-9]{7}", fullmatch=True), st.sampled_from(["imo", "company_imo"]))
def test_a_number_keeps_its_digits_and_says_whether_they_hold(number: str, kind: str):
    found = identifier(kind, f"IMO {number}")
    if found is not None and found.valid:
        (ship_imo if kind == "imo" else company_imo)(number)
        assert found.value == number
    else:
        assert number == "0000000" or raises_code_error(kind, number)


def raises_code_error(kind: str, number: str) -> bool:
    with pytest.raises(CodeError):
        (ship_imo if kind == "imo" else company_imo)(number)
    return True


@given(st.text(max_size=80), st.sampled_from(KINDS))
@settings(max_examples=600, deadline=None)
def test_any_cell_given_as_a_number_is_read_told_or_said_to_hold_none(text: str, kind: str):
    for read in numbers_in(kind, text):
        assert read.valid is not False or read.fault
        assert read.valid is False or any(c.isalnum() for c in read.value)


@given(
    st.lists(
        st.text(
            st.characters(codec="ascii", exclude_characters="();\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x00"),
            min_size=1,
            max_size=20,
        )
        .map(lambda s: " ".join(s.split()))
        .filter(bool),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
@settings(deadline=None)
def test_ties_are_found_with_their_brackets(names: list[str]):
    said = " ".join(f"(Linked To: {name} (PTY) LIMITED)" for name in names)
    assert [tie.name for tie in links(said)] == [f"{name} (PTY) LIMITED" for name in names]
