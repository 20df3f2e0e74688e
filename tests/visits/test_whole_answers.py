"""Whole answers about a small invented world, every field of them, against tests/golden/visits-whole.yaml."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from tests.visits.building import coverage, event, visit
from tests.visits.small_world import small_world
from tests.whole_answers import whole
from yalu.case.records import Case
from yalu.documents.choices import ChoiceError
from yalu.visits.explanations import explain
from yalu.visits.facade import Visits
from yalu.vocabulary.dates import parse_window
from yalu.vocabulary.results import Figure, as_text

SENTENCES = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "visits-whole.yaml").read_text(encoding="utf-8")
)


@cache
def world(known_by: str = "") -> Case:
    return small_world(known_by=known_by)


@cache
def neighbour() -> Case:
    """Another partner of Aland, observed for three years: one visit, one test, and a year that nobody rated."""
    made = msgspec.structs.replace(
        world(),
        id="other",
        partner="XCC",
        names={"target": "Aland", "partner": "Cland"},
        observed=parse_window("2003-07-01/2009-12-31"),
        visits=(
            visit("W1", "2005-03-03", "target_to_partner", secrecy="unconfirmed"),
            visit("W2", "2005-09-01"),
            visit("W3", "2006-06-30~", secrecy="secret_then_confirmed"),
        ),
        events=(event("F1", "2004-02-02", "nuclear_test"), event("F2", "2006-04", "nuclear_test")),
        coverage=(coverage(2004, "good"), coverage(2005, "good"), coverage(2006, "partial")),
    )
    return made


def ask(given: dict[str, Any]) -> Any:
    """The answer to a question written as in the golden file."""
    asked = dict(given)
    name, case = asked.pop("ask"), world(asked.pop("known_by", ""))
    visits = Visits(case)
    if "window" in asked:
        asked["window"] = parse_window(asked["window"])
    if "day" in asked:
        asked["on"] = date.fromisoformat(asked.pop("day"))
    if name == "explain":
        return explain(case, asked["id"])
    if name == "compare":
        return visits.compare(neighbour(), **asked)
    return getattr(visits, name)(**asked)


def kept(answer: Any, only: list[str] | None, of: list[str] | None = None) -> Any:
    """The rows of an answer (``of`` published figures) with these fields alone, where a sentence is about no more."""
    if only is None:
        return answer
    rows = [row for row in answer["rows"] if of is None or row["published"] in of]
    return [{name: row.get(name) for name in only} for row in rows]


@pytest.mark.parametrize("sentence", SENTENCES, ids=[s["name"] for s in SENTENCES])
def test_sentence(sentence: dict[str, Any]) -> None:
    assert kept(whole(ask(sentence["given"])), sentence.get("only"), sentence.get("of")) == sentence["expect"]


# A published figure that nobody computes has an id without a window, so such answers about other days are left out.
FIGURES = [
    s for s in SENTENCES
    if s["given"]["ask"] in {"frequency", "latency", "gaps"} or (s["given"]["ask"] == "published" and "window" not in s["given"])
]  # fmt: skip


def figures_of(answer: Any) -> list[Figure]:
    """The figures of an answer, whether it is one, a table of rows, or holds a list of responses."""
    rows = (
        answer.responses
        if hasattr(answer, "responses")
        else answer
        if hasattr(answer, "coverage")
        else [answer]
    )
    return [row.figure for row in rows]


@pytest.mark.parametrize("sentence", FIGURES, ids=[s["name"] for s in FIGURES])
def test_every_figure_is_found_again_by_its_id(sentence: dict[str, Any]) -> None:
    known_by = "2010-12-31"
    for figure in figures_of(ask(sentence["given"] | {"known_by": known_by})):
        found = explain(world(known_by), figure.id)
        assert (found.id, found.kind) == (figure.id, "figure")
        assert found.figure is not None
        # Beside a published number of years the days of a silence are shown in years.
        shown = found.figure.display if figure.id.startswith("gaps/") else figure.display
        assert found.figure == msgspec.structs.replace(figure, display=shown)
        assert found.text == as_text(found.figure)
        assert figure.id.endswith(f"@{known_by}")


def test_a_published_total_is_counted_over_everything_observed_too() -> None:
    figure = explain(world(), "count/P12/plain/to-date").figure
    assert figure is not None
    assert (figure.value, figure.low, figure.high, figure.unit) == (1, 1, 2, "visits")
    assert figure.definition == (
        "visits from 2000-01-01 to 2010-12-31 that surely count under rule set “Plain”, secrecy secret_then_confirmed"
    )
    assert [row.id for row in figure.trail.rows] == ["V7"]
    # V9 of which nobody says whether it was secret.
    assert [row.id for row in figure.trail.left_out] == ["V9"]
    # What came since an event is not counted over everything observed.
    with pytest.raises(ChoiceError, match="no figure"):
        explain(world(), "count/P11/plain/to-date")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"ask": "explain", "id": "V10"}, r"unknown id 'V10'; did you mean 'V1'"),
        ({"ask": "explain", "id": "prese"}, r"did you mean 'press'"),
        ({"ask": "explain", "id": "p.hea"}, r"did you mean 'p.head'"),
        ({"ask": "explain", "id": "narow"}, r"did you mean 'narrow'"),
        ({"ask": "explain", "id": "gap/plain/summit/2010-12-31"}, r"did you mean 'gaps/RULES/summit/DAY'"),
        ({"ask": "explain", "id": "gaps/plain/summit/x"}, r"'gaps/plain/summit/x' is not a figure id: .*'x'"),
        ({"ask": "explain", "id": "frequency/plain/calendar/w1/dora/both/2010-12-31"}, r"no era or event"),
        ({"ask": "explain", "id": "count/P14/plain/to-date"}, r"no figure 'count/P14/plain/to-date'"),
        ({"ask": "list", "direction": "west"}, r"unknown direction 'west'; known: both, partner_to_target"),
        ({"ask": "frequency", "direction": "west"}, r"unknown direction 'west'"),
        ({"ask": "frequency", "weight": -0.5}, r"weight -0.5 is below 0"),
        ({"ask": "frequency", "eras": "calender"}, r"unknown era scheme 'calender'; did you mean 'calendar'"),
        ({"ask": "ranking", "side": "west"}, r"unknown side 'west'; known: partner, target"),
        ({"ask": "grid", "rules": ["wide"]}, r"unknown rule set 'wide'"),
        ({"ask": "grid", "eras": ["wide"]}, r"unknown era scheme 'wide'"),
        ({"ask": "latency", "after": ["launch", "lunch"]}, r"unknown kind of event 'lunch'; did you mean 'launch'"),
        ({"ask": "latency", "direction": "west"}, r"unknown direction 'west'"),
        ({"ask": "compare", "rules": "plain+R9=count"}, r"unknown rule 'R9'"),
        ({"ask": "compare", "after": ["launch"]}, r"unknown kind of event that every case has 'launch'"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_refused_with_what_there_is(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ChoiceError, match=says):
        ask(given)


def test_a_weight_of_nothing_is_a_weight() -> None:
    anna = next(row for row in Visits(world()).frequency(weight=0.0) if row.leader == "anna")
    assert (anna.figure.value, anna.figure.low, anna.figure.high) == (0.4, 0.2, 0.6)
    assert anna.weight == 0.0


def test_a_case_that_lacks_a_table_says_which_to_fill_in() -> None:
    empty = Visits(msgspec.structs.replace(world(), visits=(), published=(), rosters=(), coverage=()))
    for question, table in (
        (empty.list, r"visits\.csv"), (empty.turning, r"visits\.csv"), (empty.published, r"published\.csv"),
        (empty.seats, r"has no rosters\.csv"), (empty.coverage, r"coverage\.csv"),
    ):  # fmt: skip
        with pytest.raises(ChoiceError, match=table):
            question()


def test_an_empty_table_of_visits_has_no_average_and_no_bounds() -> None:
    empty = Visits(msgspec.structs.replace(world(), visits=()))
    for row in empty.frequency():
        assert (row.figure.value, row.figure.low, row.figure.high, row.figure.interval) == (None,) * 4
        assert row.figure.shown == "cannot say"
