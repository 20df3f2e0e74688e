"""Claims of one sentence judged together: the joint verdict is what trying every pair of readings gives."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import yalu
from yalu.claims.facade import Claims
from yalu.claims.records import Checked, Claim, GridRow, JudgedClaim, ReadingGrid
from yalu.claims.verdicts.joint import OWN, Part, joint_stand, judge_together, shared_choices
from yalu.vocabulary.strength import Strength, Support

FILE = Path(__file__).parents[1] / "golden" / "claims" / "together.yaml"
SOUND = Strength((Support(kind="row", id="a", quality="sound"),))
OPTIONS = {"rules": ("a", "b", "c"), "eras": ("x", "y"), "unit": ("t", "USD"), "weight": ("1", "2")}
STANDS = ("supports", "against", "cannot_say")


@st.composite
def readings(draw: st.DrawFn) -> tuple[GridRow, ...]:
    """The product of some choices, each reading with any stand; a cannot_say has no value, as with missing facts."""
    names = draw(st.lists(st.sampled_from(sorted(OPTIONS)), unique=True, max_size=3))
    options = {n: draw(st.lists(st.sampled_from(OPTIONS[n]), unique=True, min_size=1)) for n in names}
    return tuple(
        GridRow(choices=dict(zip(names, values, strict=True)), role="open", shown="", stand=draw(st.sampled_from(STANDS)))
        for values in product(*options.values())
    )  # fmt: skip


def by_trying_all(parts: list[Part]) -> str:
    """The joint stand with every reading of each part beside every reading of the others."""
    best = "against"
    values: dict[str, list[set[str]]] = {}
    for part in parts:
        for name in part.rows[0].choices:
            values.setdefault(name, []).append({row.choices[name] for row in part.rows})
    bound = {n for n, sets in values.items() if n not in OWN and len(sets) > 1 and set.intersection(*sets)}
    for rows in product(*(part.rows for part in parts)):
        held = {n: {row.choices[n] for row in rows if n in row.choices} for n in bound}
        if any(len(chosen) > 1 for chosen in held.values()):
            continue
        stands = {row.stand for row in rows}
        if stands == {"supports"}:
            return "supports"
        if "against" not in stands:
            best = "cannot_say"
    return best


@given(st.lists(readings(), min_size=2, max_size=3))
def test_the_joint_stand_is_what_trying_every_combination_gives(drawn: list[tuple[GridRow, ...]]) -> None:
    parts = [Part(f"p{number}", rows) for number, rows in enumerate(drawn)]
    shared = shared_choices(parts)
    found = {
        joint_stand(parts, dict(zip(shared, values, strict=True))) for values in product(*shared.values())
    }
    best = next(stand for stand in ("supports", "cannot_say", "against") if stand in found)
    assert best == by_trying_all(parts)


def claim(name: str, **given: Any) -> Claim:
    printed = {"id": name, "article": "a", "who": "w", "where": "https://x/", "published": "2017", "quote": "q q",
            "topic": "t", "about": "visits.rank", "stated": "1", "together": "one"}  # fmt: skip
    return Claim(**(printed | given))


def checked(name: str, rows: tuple[GridRow, ...], verdict: str, **given: Any) -> Checked:
    grid = ReadingGrid(
        rows=rows,
        readings=len(rows),
        computed=len(rows),
        supporting=0,
        share=None,
        corner=False,
        nearest=None,
    )
    printed: dict[str, Any] = {
        "verdict": verdict,
        "reason": "",
        "ours": "",
        "stated": "",
        "grid": grid,
        "strength": SOUND,
    }
    return Checked(id=f"claim/{name}", claim=claim(name), today=JudgedClaim(**(printed | given)))


def row(stand: str, **choices: str) -> GridRow:
    return GridRow(choices=choices, role="open", shown="", stand=stand)


ONE = (row("supports", rules="a"), row("against", rules="b"))
OTHER = (row("against", rules="a"), row("supports", rules="b"))


def test_halves_that_exclude_each_other_make_no_sentence() -> None:
    found = judge_together("one", [checked("p", ONE, "supported_if"), checked("q", OTHER, "supported_if")])
    assert found.verdict == "contradicted"
    assert (
        found.reason == "no reading makes the whole sentence true: p only if rules is a; q only if rules is b"
    )


def test_a_choice_of_one_half_alone_is_free_in_the_other() -> None:
    other = (row("supports", weight="1"), row("against", weight="2"))
    found = judge_together("one", [checked("p", ONE, "supported_if"), checked("q", other, "supported_if")])
    assert found.verdict == "supported_if"
    assert found.shared == ()


def test_a_half_that_rests_on_doubted_rows_contradicts_nothing() -> None:
    weak = Strength((Support(kind="row", id="a", quality="doubted"),))
    half = checked("q", OTHER, "cannot_say", strength=weak)
    assert judge_together("one", [checked("p", ONE, "supported_if"), half]).verdict == "cannot_say"


def test_a_half_that_cannot_be_checked_is_named() -> None:
    half = Checked(id="claim/q", claim=claim("q", about="", stated="", not_checkable="a motive"))
    found = judge_together("one", [checked("p", (row("supports"),), "supported"), half])
    assert found.verdict == "supported"
    assert found.reason.endswith("q cannot be checked")


def golden() -> list[Any]:
    return list(yaml.safe_load(FILE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize("sentence", golden(), ids=lambda sentence: sentence["name"])
def test_a_bundled_sentence_gets_its_joint_verdict(claims: Claims, sentence: dict[str, Any]) -> None:
    given, expect = sentence["given"], sentence["expect"]
    rows = claims.check(given["article"])
    found = next(each.joint for each in rows if each.claim.together == given["together"])
    assert found is not None
    assert (found.verdict, found.extent) == (expect["verdict"], expect["extent"])
    assert found.reason.startswith(expect["says"])
    assert list(found.parts) == expect["parts"]
    assert list(found.shared) == expect.get("shared", [])
    if "readings" in expect:
        assert list(found.readings) == expect["readings"]


def test_one_claim_asked_alone_is_judged_with_its_sentence(claims: Claims) -> None:
    alone = claims.check("cha-mao-lowest")
    assert len(alone) == 1
    assert alone[0].joint is not None
    assert "cha-rank-unweighted" in alone[0].joint.parts


def test_a_unit_belongs_to_its_number_and_binds_no_other_part() -> None:
    tonnes = (row("supports", unit="t"), row("against", unit="USD"))
    dollars = (row("against", unit="t"), row("supports", unit="USD"))
    halves = [checked("p", tonnes, "supported_if"), checked("q", dollars, "supported_if")]
    assert judge_together("one", halves).verdict == "supported_if"


def test_no_reading_is_denied_where_only_the_first_were_computed() -> None:
    cut = checked("q", OTHER, "supported_if")
    assert cut.today is not None and cut.today.grid is not None
    grid = msgspec.structs.replace(cut.today.grid, note="the first 600 were computed")
    cut = msgspec.structs.replace(cut, today=msgspec.structs.replace(cut.today, grid=grid))
    assert judge_together("one", [checked("p", ONE, "supported_if"), cut]).verdict == "cannot_say"


def test_a_sentence_with_words_nobody_asked_is_partly_checked() -> None:
    half = msgspec.structs.replace(checked("q", (row("supports"),), "supported"), unasked=("by stealth",))
    found = judge_together("one", [checked("p", (row("supports"),), "supported"), half])
    assert (found.verdict, found.extent) == ("supported", "partly_checked")
    assert found.reason.endswith("no question takes up “by stealth”")


def test_doubted_rows_that_speak_against_a_half_make_no_sentence_false() -> None:
    weak = Strength((Support(kind="row", id="a", quality="doubted"),))
    open_one = GridRow(choices={"rules": "b"}, role="open", shown="", value=1.0, stand="cannot_say")
    half = checked("q", (row("against", rules="a"), open_one), "cannot_say", strength=weak)
    assert judge_together("one", [checked("p", ONE, "supported_if"), half]).verdict == "cannot_say"
