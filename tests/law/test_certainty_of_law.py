"""No certain verdict of law is contradicted by any completion of what is not known, and none is stronger than its text."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.law import Evaluation, Regime, open_regime
from yalu.law.text.conditions import EVIDENCE
from yalu.law.text.records import Measure
from yalu.law.verdicts.evidence import clause_of, regime_coverage, strength_under, weighed
from yalu.law.verdicts.situations import DateAnswer, DateDoubt, Situation, SituationVerdict
from yalu.law.verdicts.verdict_cache import decide
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.dates import parse_window
from yalu.vocabulary.results import Citation, TrailRow

DATES = ("contract", "imported", "notified", "loaded", "arrived", "cleared")
KNOWN = (DateAnswer(YES), DateAnswer(NO))
OPEN = (DateAnswer(CANNOT_SAY, DateDoubt.MISSING), DateAnswer(CANNOT_SAY, DateDoubt.UNCLEAR))
STANDINGS = ("none", "before", "passing", "after")


@cache
def regime() -> Regime:
    return open_regime("un-dprk")


def judged_measures() -> list[Measure]:
    goods = [m for m in regime().measures if m.goods.scope != "none"]
    return [m for m in goods if m.effect in {"ban", "cap", "freeze", "licence"} and m.binding]


def asked(measure: Measure) -> set[str]:
    """The questions answers.sql asks of a measure; the others are never answered."""
    down, clear = measure.wind_down, measure.clearance
    found = {
        "contract": down.contract_before,
        "imported": down.import_by,
        "notified": down.notify_by,
        "loaded": clear.loaded_before,
        "arrived": clear.arrived_before,
        "cleared": clear.absolute_stop,
    }
    return {name for name, day in found.items() if day is not None}


@st.composite
def situations(draw: st.DrawFn) -> tuple[Measure, Situation]:
    dated = [m for m in judged_measures() if len(asked(m)) > 1]
    measure = draw(st.one_of(st.sampled_from(judged_measures()), st.sampled_from(dated)))
    dates = {
        name: draw(st.sampled_from((*KNOWN, *OPEN))) if name in asked(measure) else None for name in DATES
    }
    names = [c.name for c in measure.conditions] + (["licence"] if measure.effect == "licence" else [])
    # Half of the worlds have nothing open but their dates, so that dates come to decide.
    plain = draw(st.booleans())
    evidence = {name: "none" if plain else draw(st.sampled_from(("", *EVIDENCE))) for name in names}
    capped = measure.limits_amounts and measure.goods.scope == "hs"
    return measure, Situation(
        goods="yes" if plain else draw(st.sampled_from(("yes", "part", "may", "open"))),
        in_force=DateAnswer(YES) if plain else draw(st.sampled_from((DateAnswer(YES), *OPEN))),
        origin="" if plain else draw(st.sampled_from(("", "RUS"))),
        evidence={name: given for name, given in evidence.items() if given},
        standing=draw(st.sampled_from((*STANDINGS, "unclear"))) if capped else "-",
        **dates,  # type: ignore[arg-type]
    )


def completions(measure: Measure, situation: Situation) -> Iterator[Situation | None]:
    """Every way in which what is open can turn out; None where the measure is then not on the row at all."""
    if situation.goods != "yes" or situation.in_force.answer == CANNOT_SAY:
        yield None
    names = [c.name for c in measure.conditions] + (["licence"] if measure.effect == "licence" else [])
    unknown = [name for name in names if name not in situation.evidence]
    open_dates = [name for name in DATES if _open(getattr(situation, name))]
    # "none" is a row that states zero; where the limit stood is open only for a row that does not.
    standings = STANDINGS[1:] if situation.standing == "unclear" else (situation.standing,)
    for dates in itertools.product(KNOWN, repeat=len(open_dates)):
        for given_ in itertools.product(EVIDENCE, repeat=len(unknown)):
            for standing in standings:
                yield msgspec.structs.replace(
                    situation,
                    goods="yes",
                    in_force=DateAnswer(YES),
                    evidence=situation.evidence | dict(zip(unknown, given_, strict=True)),
                    standing=standing,
                    **dict(zip(open_dates, dates, strict=True)),
                )


def _open(found: DateAnswer | None) -> bool:
    return found is not None and found.answer == CANNOT_SAY


def verdicts(measure: Measure, situation: Situation) -> set[str]:
    """What the completions come to; a completion that still leaves evidence short of the law cannot say."""
    found = (
        "not_covered" if one is None else decide(measure, one).verdict
        for one in completions(measure, situation)
    )
    return {verdict for verdict in found if verdict != "cannot_say"}


@settings(deadline=None, max_examples=400)
@given(situations())
def test_no_certain_verdict_is_contradicted_by_a_completion_of_the_unknowns(
    world: tuple[Measure, Situation],
) -> None:
    measure, situation = world
    said = decide(measure, situation)
    if said.verdict == "breach":
        assert verdicts(measure, situation) == {"breach"}
        assert said.breach == YES
    elif said.verdict != "cannot_say":
        assert "breach" not in verdicts(measure, situation)
        assert said.breach == NO
    else:
        assert said.settled_by


@settings(deadline=None, max_examples=200)
@given(situations(), st.sampled_from(("sound", "doubted")), st.sampled_from(("verified", "partly", "memory")))
def test_a_decision_is_no_stronger_than_its_row_and_its_paragraph(
    world: tuple[Measure, Situation], support: Any, verified: Any
) -> None:
    measure, situation = msgspec.structs.replace(world[0], verified=verified), world[1]
    said = decide(measure, situation)
    found = weighed(measure, support, said)
    if support == "doubted" or verified == "memory":
        assert (found.verdict, found.breach, found.weak) == ("cannot_say", CANNOT_SAY, True)
    else:
        assert found == said


def test_a_paragraph_that_only_calls_upon_states_cannot_be_breached_where_it_was_read() -> None:
    measure = next(m for m in regime().measures if not m.binding and m.goods.scope != "none")
    read = msgspec.structs.replace(measure, verified="partly")
    said: SituationVerdict = decide(read, Situation(goods="open", in_force=DateAnswer(YES), origin="", evidence={}, **dict.fromkeys(DATES)))  # type: ignore[arg-type]  # fmt: skip
    assert (said.verdict, said.finding) == ("not_covered", "not_binding")
    assert weighed(read, "sound", said) == said


def test_a_verdict_rests_on_its_paragraph_as_well_as_on_its_rows() -> None:
    measure = regime().measure("unscr-2371-op8-coal")
    row = TrailRow("a", "says", sources=(Citation("s", grade="B2"),))
    assert strength_under(measure, [row]).certain
    unread = msgspec.structs.replace(measure, verified="memory")
    assert not strength_under(unread, [row]).certain
    assert clause_of(unread).quality == "unread"


def test_not_covered_names_the_regime_with_how_many_paragraphs_were_read_and_which_were_not() -> None:
    covers = regime_coverage(regime())
    unread = [m.id for m in regime().measures if m.verified == "memory"]
    (text,) = covers.asked
    assert (text.entries, list(text.left_out)) == (len(regime().measures) - len(unread), unread)
    assert not covers.whole
    assert "un-dprk" in covers.says


HS = ("2701", "260100", "520800", "270900", "845710", "720100", "030300")
MONTHS = ("2016-11", "2016-12", "2017-08", "2017-09", "2017-10", "2018-01", "2018-02")
CONTRACTS = ("", "2015-01-01", "2017-08-01", "2017-09-11", "2017-12-01")
COARSE = ("2016-11/2016-12", "2017", "2017-08/2017-10", "2018-01/2018-02")


def _days(period: str) -> list[str]:
    """The edges of a period and the days between them on which the law of these years changed."""
    window = parse_window(period)
    assert window.start is not None and window.end is not None
    edges = [window.start, window.end]
    for measure in regime().measures:
        for day in (measure.in_force.start, measure.in_force.until, measure.wind_down.import_by):
            if day is not None and day in window:
                edges += [day, day - timedelta(1)]
    return sorted({str(day) for day in edges if day in window})


def _days_after(signed: str, period: str) -> list[str]:
    """The days of a period on which goods under a contract can be imported; all, where it is later than the period."""
    days = _days(period)
    return [day for day in days if day >= signed] or days


def test_a_row_of_a_month_is_certain_only_where_every_day_of_it_says_the_same() -> None:
    coarse: list[dict[str, str]] = []
    days: list[dict[str, str]] = []
    for hs, period, flow, signed in itertools.product(
        HS, (*MONTHS, *COARSE), ("import", "export"), CONTRACTS
    ):
        base = {
            "reporter": "CHN",
            "partner": "PRK",
            "flow": flow,
            "hs": hs,
            "ledger": "customs",
            "quantity": "10",
            "unit": "t",
            "livelihood_evidence": "none",
        }
        name = f"{hs} {period} {flow} {signed or 'none'}"
        coarse.append({**base, "id": name, "period": period, "contract_date": signed})
        days += [
            {**base, "id": f"{name} {day} {on}", "period": day, "contract_date": min(on, day)}
            for day in _days_after(signed, period)
            for on in ([signed] if signed else CONTRACTS[1:])
        ]
    evaluation = Evaluation(regime(), [*coarse, *days], target="PRK", open_ended=False)
    limits = {m.id for m in regime().measures if m.limits_amounts}
    said: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], list[str]] = {}
    names = {row["id"] for row in coarse}
    for row in evaluation.judge().table().to_pylist():
        if row["measure"] in limits:
            continue  # what stands in the table beside a row counts against its cap
        key = row["id"].rsplit(" ", 2)[0] if row["id"] not in names else row["id"], row["measure"]
        if row["id"] in names:
            said[key] = row["verdict"]
        else:
            found.setdefault(key, []).append(row["verdict"])
    assert len(said) > 100
    printed = Counter(row["id"].rsplit(" ", 2)[0] for row in days)
    for key, verdict in said.items():
        of_days = found.get(key, [])
        if verdict == "breach":  # on every day: a day the measure does not meet is no breach of it
            assert of_days == ["breach"] * printed[key[0]], (key, Counter(of_days))
        elif verdict != "cannot_say":
            assert "breach" not in of_days, (key, of_days)
