"""Whole answers about a small invented ledger, every field of them, against tests/golden/enforcement-whole.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from tests.enforcement.small_world import small_ledger
from tests.whole_answers import whole
from yalu.enforcement.explanations import explain_row
from yalu.enforcement.facade import AnswerLog, EnforcementLedger
from yalu.enforcement.filters import ActionFilter, LedgerChoiceError, last_day_of
from yalu.enforcement.responses import Which
from yalu.vocabulary.results import Figure
from yalu.vocabulary.tables import results_in

SENTENCES = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "enforcement-whole.yaml").read_text(encoding="utf-8")
)


def ask(given: dict[str, Any]) -> Any:
    """The answer to a question written as in the golden file: of the ledger, or of the answers with ``log``."""
    asked = dict(given)
    name, case = asked.pop("ask"), small_ledger(known_by=asked.pop("known_by", ""))
    if name == "explain":
        return explain_row(case, asked["id"])
    of_log = asked.pop("log", False)
    if "wanted" in asked:
        asked["wanted"] = ActionFilter(**asked["wanted"])
    if "which" in asked:
        asked["which"] = Which(**asked["which"])
    if "day" in asked:
        asked["on"] = date.fromisoformat(asked.pop("day"))
    return getattr(AnswerLog(case) if of_log else EnforcementLedger(case), name)(**asked)


def kept(answer: Any, only: list[str] | None) -> Any:
    """The rows of an answer with these fields alone, where a sentence is about no more.

    The sides of a sum rest on the same rows, so those beside the gross one are told with their steps.
    """
    if only is None:
        for row in answer.get("rows", ()) if isinstance(answer, dict) else ():
            for side in ("suspended", "net", "payable", "credited", "announced") if "gross" in row else ():
                if row[side]:
                    row[side]["trail"] = row[side]["trail"]["steps"]
        return answer
    return [{name: row[name] for name in only if name in row} for row in answer["rows"]]


@pytest.mark.parametrize("sentence", SENTENCES, ids=[s["name"] for s in SENTENCES])
def test_sentence(sentence: dict[str, Any]) -> None:
    assert kept(whole(ask(sentence["given"])), sentence.get("only")) == sentence["expect"]


def figures_of(answer: Any) -> list[Figure]:
    """The figures of an answer: itself, or those of its rows."""
    return [answer] if isinstance(answer, Figure) else [one for row in answer for one in results_in(row)]


FIGURES = [
    s
    for s in SENTENCES
    if s["given"]["ask"] in {"totals", "count", "delays", "median_delay", "home_share", "latency"}
]


@pytest.mark.parametrize("sentence", FIGURES, ids=[s["name"] for s in FIGURES])
def test_every_figure_is_found_again_by_its_id(sentence: dict[str, Any]) -> None:
    given = sentence["given"] | {"known_by": "2019-12-31"}
    case = small_ledger(known_by="2019-12-31")
    doors = AnswerLog(case) if given.get("log") else EnforcementLedger(case)
    found = figures_of(ask(given))
    assert found
    for figure in found:
        assert figure.id.endswith("@2019-12-31")
        assert figure.trail.known_by == "2019-12-31"
        assert doors.explain(figure.id) == figure


def test_the_sides_of_a_sum_rest_on_the_same_rows() -> None:
    for row in EnforcementLedger(small_ledger()).totals("matter"):
        sides = [
            row.suspended,
            row.net,
            row.payable,
            row.credited,
            *([row.announced] if row.announced else []),
        ]
        for side in sides:
            assert msgspec.structs.replace(side.trail, steps=()) == msgspec.structs.replace(
                row.gross.trail, steps=()
            )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"ask": "list", "wanted": {"matter": "omga"}}, "no action has the matter “omga” .did you mean “omega”"),
        ({"ask": "list", "wanted": {"action": "lis"}}, "did you mean .list."),
        ({"ask": "list", "wanted": {"authority": "Tresury"}}, "did you mean .Treasury."),
        ({"ask": "list", "wanted": {"kind": "pleas"}}, "did you mean .plea."),
        ({"ask": "list", "wanted": {"state": "XZZ"}}, "no action has the state .XZZ.*XBB.*XUS"),
        ({"ask": "list", "wanted": {"programme": "XZZ"}}, "no action has the programme .XZZ.*XAA.*XBB"),
        ({"ask": "totals", "by": "month"}, "'month' is no grouping; groupings are all, year, authority"),
        ({"ask": "totals", "measure": "fine"}, "'fine' is no measure; measures are penalty, forfeited, sought"),
        ({"ask": "count", "what": "ships"}, "'ships' is not counted; counted are actions, shipments"),
        ({"ask": "explain_figure", "id": "ledger/delay/start/none"}, "no figure 'ledger/delay/start/none'"),
        ({"ask": "explain_figure", "id": "ledger/total/all/all/penalty/USD/owed/all"}, "no figure"),
        ({"ask": "explain_figure", "id": "ledger/count/actions/colour=red"}, "'colour' is no filter"),
        ({"ask": "explain_figure", "id": "responses/count/colour=red", "log": True}, "'colour' is no filter"),
        ({"ask": "explain_figure", "id": "responses/delay/all", "log": True}, "no figure 'responses/delay/all'"),
        ({"ask": "list", "log": True, "which": {"kind": "denail"}}, "no response has the kind 'denail'; known: acc"),
        ({"ask": "list", "log": True, "which": {"matter": "bank"}}, "no response has the matter 'bank'; known: goods"),
        ({"ask": "list", "log": True, "which": {"state": "XUS"}}, "no response has the state 'XUS'; known: XBB"),
        ({"ask": "list", "log": True, "which": {"trigger": "x"}}, "no response has the trigger 'x'; known: foreign"),
        ({"ask": "list", "log": True, "which": {"responder": "x"}}, "no response has the responder 'x'; known: comp"),
        ({"ask": "pattern", "log": True, "by": "month"}, "'month' is no grouping; groupings are trigger, responder"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_refused_with_what_there_is(given: dict[str, Any], says: str) -> None:
    if given["ask"] == "explain_figure":
        doors = AnswerLog(small_ledger()) if given.get("log") else EnforcementLedger(small_ledger())
        with pytest.raises(LedgerChoiceError, match=says):
            doors.explain(given["id"])
    else:
        with pytest.raises(LedgerChoiceError, match=says):
            ask(given)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"names_state": "XCC"}, ["bad-bank"]),
        ({"names_state": "XBB"}, ["list", "charge", "home", "deal-plea", "study", "claim", "taken"]),
        ({"programme": "XBB"}, ["claim"]),
        ({"year": "2017"}, ["deal", "deal-fine", "deal-plea", "study"]),
        ({"on": "2017-03-08"}, ["deal-plea"]),
        ({"since": "2017-12-01", "until": "2019-02-02"}, ["study", "claim", "taken"]),
        ({"since": "2018-01-02", "until": "2019-02-01"}, []),
        ({"until": "2016-09-15", "since": "2016"}, ["charge", "home"]),
        ({"kind": "plea", "state": "XBB"}, []),
    ],
)  # fmt: skip
def test_a_filter_keeps_the_acts_that_have_all_it_names(wanted: dict[str, str], found: list[str]) -> None:
    case = small_ledger()
    assert [row.id for row in EnforcementLedger(case).list(ActionFilter(**wanted))] == found
    assert ActionFilter.of(ActionFilter(**wanted).key) == ActionFilter(**wanted)


@pytest.mark.parametrize(
    ("wanted", "known_by", "day"),
    [
        ({}, "", None),
        ({}, "2019-05", "2019-05-31"),
        ({"until": "2018"}, "2019", "2018-12-31"),
        ({"year": "2017"}, "", "2017-12-31"),
        ({"action": "claim"}, "", "2018-12-31"),
        ({"on": "2016-09"}, "2016-09-10", "2016-09-10"),
        ({"year": "2018/2019"}, "", None),
    ],
)
def test_a_question_has_the_last_day_that_it_asks_about(
    wanted: dict[str, str], known_by: str, day: str | None
) -> None:
    found = last_day_of(small_ledger(known_by=known_by), ActionFilter(**wanted))
    assert (str(found) if found else None) == day


def test_a_filter_in_words_names_states_acts_and_days() -> None:
    case = small_ledger()
    asked = ActionFilter(
        action="list", kind="criminal_complaint", state="USA", names_state="PRK", since="2016-07-01"
    )
    title = next(action.title for action in case.actions if action.id == "list")
    assert asked.in_words(case) == (
        f"action “{title}”, kind criminal complaint, state United States, since 1 July 2016, names state North Korea"
    )
    assert ActionFilter().in_words(case) == ""
