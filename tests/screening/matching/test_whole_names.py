"""A listed name is always found: no cut, no length and no namesake hides it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.screening.identifiers import says_nothing
from yalu.screening.lists.formats.list_reader import read_list
from yalu.screening.lists.snapshots.bundled import bundled_parties
from yalu.screening.matching import Index, Query
from yalu.screening.names.name_folding import from_utf8, garbled
from yalu.screening.query_input import ask
from yalu.screening.records import Party, PartyName
from yalu.screening.screener import Screening

REAL = os.environ.get("YALU_REAL_DATA")


def cleared(screening: Screening, names: list[str]) -> list[str]:
    answers = screening.decide_many([ask(name) for name in names], judgements=[()] * len(names))
    return [name for name, answer in zip(names, answers, strict=True) if answer.outcome == "clear"]


@pytest.fixture(scope="module")
def bundled() -> Screening:
    return Screening(bundled_parties())


def test_every_bundled_name_finds_itself_and_is_not_cleared(bundled):
    names = sorted({n.text for p in bundled.loaded.parties if p.delisted is None for n in p.names})
    assert len(names) > 500
    assert cleared(bundled, names) == []


def test_abbreviations_of_trade_meet_their_words(bundled):
    names = [
        "Korea Mining Devt Trdg Corpn", "Daesong Trdg Corp", "Tanchon Comml Bank", "Korea United Development Bk",
        "Foreign Trade Bk of DPRK", "Ocean Maritime Mgt Co Ltd", "Hong Kong Elecs", "Second Acad of Natl Sciences",
    ]  # fmt: skip
    assert cleared(bundled, names) == []


def test_a_score_of_a_whole_question_is_weighed_by_the_words_of_that_question(bundled):
    assert cleared(bundled, ["PO CHON and Zhang Wei", "Ryosho Maru attn finance department"]) == []


def test_a_person_within_a_long_question_is_not_cleared_however_long_the_rest_is(bundled):
    rest = "to Dalian Huarui Heavy Industries"
    names = [f"invoice 7781 from {name} {rest}" for name in ("KIM, Su Gil", "KIM SU G IL", "CH OE, Pu-il")]
    assert cleared(bundled, names) == []


@pytest.mark.hunt
@pytest.mark.skipif(not REAL, reason="YALU_REAL_DATA is not set")
def test_listed_names_of_real_lists_are_not_cleared():
    folder = Path(REAL or "") / "lists"
    parties = [
        p
        for file in ("ofac_sdn_2024-05-07.xml.gz", "un_consolidated_2026-02-27.xml.gz")
        for p in read_list(folder / file)[0].parties
    ]
    names = sorted({n.text for p in parties if p.delisted is None for n in p.names})
    sample = [n for n in names if hashlib.sha256(n.encode()).digest()[0] < 4]
    assert len(sample) > 300
    assert cleared(Screening(parties), sample) == []


def listed(*names: str, schema: str = "Person") -> Index:
    return Index.build(
        Party(id=f"t:{n:03}", list="t", entry=str(n), schema=schema, names=(PartyName(name),))
        for n, name in enumerate(names)
    )


def test_all_namesakes_are_shown_up_to_the_limit_and_the_rest_is_counted():
    index = listed(*["Kim Yong Chol"] * 40, *[f"Kim Yong {x}" for x in ("Chola", "Chols", "Cholt")] * 20)
    assert {m.name for m in index.search(Query("KIM, Yong Chol"), 40)} == {"Kim Yong Chol"}
    shown = index.search(Query("KIM, Yong Chol"), 10)
    assert len(shown) == 10
    assert "30 more entries bear the name and are not shown: ask with a greater limit" in shown[0].marks
    assert shown[0].namesakes == 40


def test_words_that_split_another_do_not_push_it_out():
    index = listed(
        "PARSEK LLC", *[f"Pars {n} Ek Company {chr(97 + n % 26)}" for n in range(300)], schema="Company"
    )
    assert index.search(Query("PARSEK LLC"))[0].party == "t:000"
    assert index.search(Query("Parsec LLC"))[0].party == "t:000"


def test_a_name_of_thirty_words_is_found_whole_and_with_a_slip():
    words = [f"word{chr(97 + n)}{chr(97 + n // 3)}" for n in range(20)]
    index = listed(" ".join(words), *[" ".join(words[n : n + 5]) for n in range(15)], schema="Organization")
    best = index.search(Query(" ".join(words)))[0]
    assert (best.party, best.fit, best.score) == ("t:000", "exact", 1.0)
    assert index.search(Query(" ".join([*words[:-1], "wrdtg"])))[0].party == "t:000"


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=4),
        st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF), min_size=2, max_size=4),
        st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=4),
        st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), min_size=2, max_size=4),
        st.text("abcdefghijklmnopqrstuvwxyz '-", min_size=2, max_size=4),
        st.text(min_size=2, max_size=4).map(lambda t: t.encode("utf-8", "replace").decode("latin-1")),
    )
)
def test_no_short_string_breaks_a_decision(bundled, name):
    outcome = bundled.decide(ask(name, strict=False), judgements=()).outcome
    assert outcome in {"clear", "review", "stop"} or (
        outcome == "not_screened" and (says_nothing(from_utf8(name)) or garbled(name))
    )


def test_a_sign_without_a_reading_is_spelled_out(bundled):
    assert bundled.decide(ask("旯爼"), judgements=()).outcome == "clear"
