"""`yalu law`: the law on a target, and flows checked against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from cyclopts import App, Parameter

from yalu.cli.output import present
from yalu.cli.parameters import (
    BUNDLED,
    Asked,
    AskedForRows,
    Ruled,
    RuledBy,
    SharedOptions,
    TableOptions,
    Wanted,
    a_day,
    an_hs_code,
    day_of,
    opened,
)
from yalu.cli.tables import Part, Table
from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.files.named_files import is_pattern
from yalu.documents.problems import refused, shown
from yalu.vocabulary.coverage import Asked as Source
from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.tables import Results
from yalu.vocabulary.words.numerals import plural

if TYPE_CHECKING:
    from yalu.engine.protocol import Engine
    from yalu.law.facade import Law
    from yalu.law.text.timeline import TimelineRow

app = App(name="law", help="Law as data: list, show, timeline, check flows against it, caps used.")

Hs = Annotated[
    str | None, Parameter(help="Only measures on this HS code, for example 2701.", validator=an_hs_code)
]
CarryOver = Annotated[
    Literal["strict", "excess", "whole"],
    Parameter(help="What an earlier window's trade does to a later cap; strict is the text of the law."),
]


@dataclass(frozen=True, kw_only=True)
class Run:
    """Where the SQL runs."""

    engine: Annotated[Literal["duckdb", "spark"], Parameter(help="Where the SQL runs.")] = "duckdb"
    master: Annotated[str, Parameter(help="Address of a Spark cluster; local[2] when empty.")] = ""

    def opened(self) -> Engine:
        """The engine asked for. Raises ChoiceError where it is not installed or does not start."""
        from yalu.engine.opening import open_engine  # noqa: PLC0415 - loads the SQL engine
        from yalu.engine.protocol import EngineError  # noqa: PLC0415

        try:
            return open_engine(self.engine, master=self.master)
        except EngineError as error:
            raise ChoiceError(str(error)) from error


RunOn = Annotated[Run, Parameter(name="*")]
Assume = Annotated[
    tuple[str, ...],
    Parameter(
        help="Evidence for every row that says nothing of it, as committee_approval=none; may be repeated.",
        negative="",
    ),
]
Flows = Annotated[
    Path | None,
    Parameter(
        help='Flows: a CSV or Parquet file, a folder of them, or a pattern in quotes such as "flows/*.parquet"; '
        "the case's own when left out."
    ),
]


def _law(ruled: Ruled, asked: Asked, flows: Path | None = None, *, needed: bool = False) -> Law:
    law = law_asked(ruled, asked, alone=flows is not None or not needed)
    if needed and flows is None and law.case is not None and not law.case.flows:
        raise ChoiceError(f"case {law.case.id} has no flows of its own; name a flows file to check")
    if flows is not None and not flows.exists() and not is_pattern(flows):
        raise refused(
            str(flows), f"there is no file {shown(flows)}", rule="a table of flows is a CSV or Parquet file, or a folder of them",
            next_step="check the name, and that you are in the right folder", value=str(flows),
        )  # fmt: skip
    return law


def _timeline(
    command: str, ruled: Ruled, asked: Asked, hs: str | None, on: str | None
) -> tuple[Law | None, Results[TimelineRow]]:
    """The law to list and its measures; none where no regime is on the case's target: nothing to list is no error."""
    from yalu.law.text.regimes import bundled_regimes  # noqa: PLC0415 - loaded when asked
    from yalu.law.text.targets import no_regime, regimes_on  # noqa: PLC0415

    target = opened(asked).case.target
    if ruled.regime is not None or regimes_on(target):
        law = _law(ruled, asked)
        return law, law.timeline(hs=hs, on=day_of(on))
    asked_of = Source(
        name=f"bundled regimes, none on {target}", kind="register", whole=True, entries=len(bundled_regimes())
    )
    found: Results[TimelineRow] = Results((), Coverage((asked_of,)))
    present(found, lambda: [], asked=asked, command="law list", none=no_regime(target))
    return None, found


def law_asked(ruled: Ruled, asked: Asked, *, alone: bool) -> Law:
    """The regime on the case's target; alone, where nobody named a case and none of its rows are asked for.

    Somebody who names a regime on another state and rows of their own means that regime's target, not a
    case they did not name.
    """
    from yalu.law.facade import Law  # noqa: PLC0415 - loads the SQL engine
    from yalu.law.text.regimes import open_regime  # noqa: PLC0415

    case = opened(asked).case
    if ruled.regime is not None and alone and not asked.named:
        regime = open_regime(ruled.regime)
        if regime.target != case.target:
            day = asked.day()
            return Law(None, regime, known_by="" if day is None else day.isoformat())
    return Law(case, ruled.regime)


@app.command(name="list")
def list_measures(
    *,
    hs: Hs = None,
    on: Annotated[str | None, Parameter(help="Only measures in force on this day.", validator=a_day)] = None,
    ruled: RuledBy = BUNDLED,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """List the measures of a regime: what each covers, from when to when, and how well it is verified."""
    law, rows = _timeline("list", ruled, asked, hs, on)
    if law is None:
        return
    shown = Results([r for r in rows if on is None or r.state_on == "in_force"], rows.coverage)
    day = day_of(on)
    ahead = (
        ", a day to come, unless law that is not made yet changes them" if day and day > date.today() else ""
    )
    table = Table(
        f"{plural(len(shown), 'measure')} of {law.regime.name}" + (f" in force on {on}{ahead}" if on else ""),
        ["id", "effect", "layer", "from", "until", "text", "what", "goods"],
        [
            [
                r.measure, r.effect, r.state or r.layer, r.start, r.until or "", r.verified, r.title, ", ".join(r.hs),
            ]
            for r in shown
        ],
        note="yalu law show ID shows one in full; text: how well its wording is verified.",
    )  # fmt: skip
    present(shown, table, asked=asked, command="law list")


@app.command
def show(
    wanted: Wanted,
    *,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show one measure: paragraph, goods, limit, conditions, dates, sources and doubts.

    Parameters
    ----------
    wanted
        The id of a measure, as `yalu law list` prints it.
    """
    regime = _law(ruled, asked).regime
    known = {m.id: m for m in regime.measures}
    if wanted not in known:
        raise ChoiceError(unknown("measure", wanted, sorted(known)))
    measure = known[wanted]
    instrument = regime.instruments.get(measure.instrument)

    def shown() -> Iterator[Part]:
        yield measure.title
        yield measure.named()
        yield f"{instrument.title}\n" if instrument and instrument.title != measure.cited else ""
        named = {"id", "title", "instrument", "cited_as", "paragraph", "sources"}
        for field, value in msgspec.to_builtins(measure).items():
            if field not in named and value not in ("", None, [], {}):
                yield f"  {field.replace('_', ' ')}: {_worded(value)}"
        yield "\nSources"
        yield from (f"  {c.grade} {c.title or c.id} {c.url}".rstrip() for c in regime.cited(measure))

    present(measure, shown, asked=asked, command="law show")


def _worded(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(
            f"{k.replace('_', ' ')} {_worded(v)}" for k, v in value.items() if v not in ("", None, [], {})
        )
    if isinstance(value, list | tuple):
        return ", ".join(_worded(item) for item in value)
    return str(value)


@app.command(name="timeline")
def show_timeline(
    *,
    hs: Hs = None,
    ruled: RuledBy = BUNDLED,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """List the measures in order of their first day, and what ended each."""
    law, rows = _timeline("timeline", ruled, asked, hs, None)
    if law is None:
        return
    table = Table(
        f"Measures of {law.regime.name}" + (f" on HS {hs}" if hs else ""),
        ["from", "until", "effect", "what", "ended by"],
        [[r.start, r.until or "no end on record", r.effect, r.title, r.ended_by] for r in rows],
    )
    present(rows, table, asked=asked, command="law timeline")


def _known(what: str, wanted: str, known: Iterable[str]) -> None:
    if wanted not in known:
        raise ChoiceError(unknown(what, wanted, sorted(known)))


@app.command
def caps(
    flows: Flows = None,
    *,
    measure: Annotated[str | None, Parameter(help="Only this measure.")] = None,
    ledger: Annotated[str | None, Parameter(help="Only this ledger.")] = None,
    through: Annotated[
        str | None, Parameter(help="Where a cap stood at the end of this day.", validator=a_day)
    ] = None,
    carry_over: CarryOver = "strict",
    ruled: RuledBy = BUNDLED,
    run: RunOn = Run(),
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show what every cap has used up: both limbs, the binding one, warnings and what is left."""
    law = _law(ruled, asked, flows, needed=True)
    from yalu.law.compile.flow_parsing import LEDGERS  # noqa: PLC0415 - with the law

    if measure is not None:
        _known("cap", measure, [m.id for m in law.regime.measures if m.limits_amounts])
    if ledger is not None:
        _known("ledger", ledger.rpartition("/")[2], LEDGERS)
    uses = law.caps(
        flows, measure=measure, ledger=ledger, through=day_of(through), carry_over=carry_over, engine=run.opened(),
    )  # fmt: skip
    from yalu.cli.law.verdicts import caps_by_goods  # noqa: PLC0415 - with the law

    present(
        uses,
        lambda: caps_by_goods(uses, law.regime, carry_over),
        asked=asked,
        command="law caps",
        case=law.case,
    )


@app.command
def check(
    flows: Flows = None,
    *,
    carry_over: CarryOver = "strict",
    fail_on: Annotated[
        Literal["breach", "cannot_say"] | None,
        Parameter(help="Exit with 1 when there is such a verdict among those listed."),
    ] = None,
    open_ended: Annotated[
        bool,
        Parameter(help="Tell controls by list or end use too, which no HS code can settle.", negative=""),
    ] = False,
    assume: Assume = (),
    reasons: Annotated[bool, Parameter(help="Tell every certain row with its reason.", negative="")] = False,
    out: Annotated[
        Path | None,
        Parameter(help="Write all row verdicts to this Parquet file (with Spark, a folder of such files)."),
    ] = None,
    ruled: RuledBy = BUNDLED,
    run: RunOn = Run(),
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> int:
    """Check flows against the law in force that day: breaches and caps first, then what would settle the rest."""
    from yalu.cli.law.verdicts import counts_parts, judgement_json, judgement_parts  # noqa: PLC0415 - with the law
    from yalu.law.result_table import MOST_LISTED  # noqa: PLC0415

    law = _law(ruled, asked, flows, needed=True)
    if out is not None:
        _check_out(out, flows, folder=run.engine == "spark")
    judgement = law.check(flows, carry_over=carry_over, assume=assumed_evidence(assume), engine=run.opened())
    if not judgement.occurrences:
        raise refused(
            str(flows or (law.case.id if law.case else "")), "the table has no rows, so nothing was judged",
            rule="a table of flows has a header and rows", next_step="add rows, or name another file",
        )  # fmt: skip
    if out is not None:
        judgement.write(out)

    def shown() -> Iterator[Part]:
        if judgement.met > MOST_LISTED:
            return counts_parts(judgement, out, open_ended=open_ended)
        return judgement_parts(judgement, open_ended=open_ended, reasons=reasons)

    result = judgement_json(judgement, out, open_ended=open_ended) if asked.json else None
    present(result, shown, asked=asked, command="law check", case=law.case)
    return 1 if fail_on is not None and fail_on in judgement.kinds(open_ended=open_ended) else 0


def _check_out(out: Path, flows: Path | None, *, folder: bool) -> None:
    """Refuse to write over the flows, or among them, where the next check would read verdicts as trade."""
    from yalu.engine.file_faults import check_goal  # noqa: PLC0415 - loads the SQL engine
    from yalu.engine.table_files import table_files  # noqa: PLC0415

    check_goal(out, folder=folder)
    if flows is None:
        return
    place = out.resolve()
    read = [file.resolve() for file in table_files(flows).files]
    among = flows.is_dir() and place.is_relative_to(flows.resolve())
    matched = is_pattern(flows) and out.absolute().match(str(flows.absolute()))
    if among or matched or any(file.is_relative_to(place) for file in read):
        raise refused(
            str(out), "it is one of the flows, or would become one",
            rule="verdicts are written beside the flows they are about, never over or among them",
            next_step="choose another name for --out",
        )  # fmt: skip


def assumed_evidence(given: Iterable[str]) -> dict[str, str]:
    """``--assume NAME=EVIDENCE`` as pairs. Raises ChoiceError for what is no pair."""
    found: dict[str, str] = {}
    for text in given:
        name, equals, evidence = text.partition("=")
        if not equals:
            raise ChoiceError(f"{text!r} is no assumption; write it as committee_approval=none")
        found[name.strip()] = evidence.strip()
    return found


@app.command(name="regimes")
def list_regimes(*, asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """List the regimes that come with Yalu."""
    from yalu.law.text.regimes import bundled_regimes, open_regime  # noqa: PLC0415 - loaded when asked

    opened_all = [open_regime(name) for name in bundled_regimes()]
    rows = [
        {"id": r.name, "target": r.target, "title": r.title, "measures": len(r.measures)} for r in opened_all
    ]
    table = Table(
        "Bundled regimes", ["id", "target", "what", "measures"], [list(r.values()) for r in rows], right=(3,)
    )
    present(rows, table, asked=asked, command="law regimes")
