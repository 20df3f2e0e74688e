"""Holding a table of flows against a regime, in one call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

from yalu.engine.protocol import Engine
from yalu.law.caps.utilisation_records import CARRY_OVER, CarryOver, Utilisation
from yalu.law.evaluation import Evaluation
from yalu.law.result_table import FlowVerdicts
from yalu.law.text.regimes import Regime
from yalu.vocabulary.results import Figure, Verdict
from yalu.vocabulary.tables import Results

if TYPE_CHECKING:
    from yalu.law.compile.flow_tables import FlowsInput


def judge(
    regime: Regime,
    flows: FlowsInput,
    *,
    target: str,
    known_by: date | str | None = None,
    carry_over: CarryOver = "strict",
    open_ended: bool = True,
    assume: Mapping[str, str] | None = None,
    engine: Engine | None = None,
) -> FlowVerdicts:
    """Hold flows against every measure in force and return all the verdicts.

    ``flows`` is an Arrow table, a list of records, or the path of a CSV or Parquet file (or pattern)
    that may be larger than memory. ``target`` is the ISO alpha-3 code of the state the regime is
    on. ``known_by`` limits law and rows to what was known on a day. ``open_ended=False`` leaves out
    controls by list or end use that name no goods and so meet every row. ``assume`` is evidence for every
    row that says nothing of a condition itself, such as ``{"committee_approval": "none"}``; see
    ``conditions.assumption``. Raises DocumentError with every fault of the table, AskError for a
    carry-over policy there is not, ChoiceError for an assumption about nothing.
    """
    evaluation = Evaluation(
        regime, flows, target=target, known_by=known_by, open_ended=open_ended, assume=assume, engine=engine
    )
    return evaluation.judge(carry_over)


def utilisation(
    regime: Regime,
    flows: FlowsInput,
    *,
    target: str,
    measure: str | None = None,
    ledger: str | None = None,
    through: date | str | None = None,
    known_by: date | str | None = None,
    carry_over: CarryOver = "strict",
    engine: Engine | None = None,
) -> Results[Utilisation]:
    """What every cap has used up, by measure, window and ledger; arguments as in ``judge``.

    ``through`` asks where a cap stood at the end of a day instead of at the end of its window.
    Raises KeyError for a measure the regime does not have.
    """
    evaluation = Evaluation(regime, flows, target=target, known_by=known_by, open_ended=False, engine=engine)
    return evaluation.utilisation(measure=measure, ledger=ledger, through=through, carry_over=carry_over)


def day_of_knowledge(wanted: str) -> str:
    """The day to which the knowledge behind an id of law was limited, "" when it was not."""
    found = re.search(r"@known-(\d{4}-\d\d-\d\d)", wanted)
    return found[1] if found else ""


def explain(
    regime: Regime,
    flows: FlowsInput,
    wanted: str,
    *,
    target: str,
    known_by: date | str | None = None,
    assume: Mapping[str, str] | None = None,
    engine: Engine | None = None,
) -> Verdict | Figure:
    """Recompute one verdict or figure from its id. Raises KeyError when the flows give no such result.

    An id that names the day of its knowledge is asked as of that day.
    """
    policy = next((part for part in wanted.partition("@")[0].split("/") if part in CARRY_OVER), "strict")
    carry_over = cast("CarryOver", policy)
    known = known_by or day_of_knowledge(wanted) or None
    evaluation = Evaluation(regime, flows, target=target, known_by=known, assume=assume, engine=engine)
    # The id of today, asked as of a day, is the one that names the day.
    wanted_then = re.sub(r"(/(?:stop|quantity|value))?$", rf"@known-{known}\1", wanted, count=1)
    through = re.search(r"@(\d{4}-\d\d-\d\d)", wanted)
    if through is None:
        return evaluation.judge(carry_over).result(wanted, wanted_then)
    for use in evaluation.utilisation(through=through[1], carry_over=carry_over):
        for found in (use.verdict, use.stop, use.quantity, use.value):
            if found is not None and found.id in {wanted, wanted_then}:
                return found
    raise KeyError(f"the flows give no result {wanted}")
