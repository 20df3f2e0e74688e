"""From readings to a verdict: the words of a claim compared with every reading they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from yalu.case.dated_rows import dated_rows, span_of_rows
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.expressions import measured, parse
from yalu.claims.questions.question import ClaimQuestion, make_question, statement_of
from yalu.claims.records import (
    Claim,
    FigureReading,
    GridRow,
    JudgedClaim,
    Kind,
    Labels,
    ReadingGrid,
    ReadStatement,
    Slip,
    VerdictWord,
)
from yalu.claims.slips import find_slips
from yalu.claims.statements.counted_nouns import unit_clash
from yalu.claims.subjects import find_subject
from yalu.claims.verdicts.claim_strength import own_report, publisher_of, strength_for, why_weak
from yalu.claims.verdicts.comparison import hold
from yalu.claims.verdicts.countables import completeness_of, undeclared
from yalu.claims.verdicts.grid import make_grid, number, other_ledgers, shown, spoken
from yalu.claims.verdicts.own_arithmetic import is_own_arithmetic, judge_arithmetic
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.coverage import Completeness
from yalu.vocabulary.results import Figure
from yalu.vocabulary.strength import Strength
from yalu.vocabulary.words.numerals import with_noun

NAMED = 12
_SIDES: tuple[dict[str, str], ...] = (
    {"understated": "understates it", "overstated": "overstates it", "reversed": "has the direction wrong"},
    {"understated": "puts it too early", "overstated": "puts it too late"},
)


class CombinedVerdict(NamedTuple):
    """A verdict with the definitions it holds under, and the reason in words."""

    verdict: VerdictWord
    conditions: tuple[str, ...]
    reason: str


def judge(evidence: Evidence, claim: Claim, *, ad_hoc: bool = False) -> JudgedClaim:
    """The verdict on one claim with figure, grid and slips. Raises ChoiceError for what cannot be asked.

    With ``ad_hoc`` a name the facts do not have is an error of the asker; else the verdict is cannot_say.
    """
    node = parse(claim.about, find_subject)
    if is_own_arithmetic(node):
        return judge_arithmetic(evidence, claim, node)
    evidence = _asked_of(evidence, claim)
    question = make_question(evidence, claim.about, claim.given, claim.open, claim.stated, lenient=not ad_hoc)
    main = question.main(evidence)
    if ad_hoc and main.cannot.startswith("unknown "):
        raise ChoiceError(main.cannot)
    statement = statement_of(question, main, claim.stated, claim.kind)
    grid = make_grid(evidence, question, statement)
    nearest = _full(evidence, question, grid, main)
    strength = strength_for(evidence.case, claim, nearest.figure)
    reporters = _reporters(evidence, claim, strength)
    ruled = combined_verdict(statement, grid)
    clash = "" if main.cannot else unit_clash(evidence, question, claim.stated, main.unit)
    for withheld in (_over_what_is_not_complete(evidence, question, statement, grid, ruled), clash):
        ruled = CombinedVerdict("cannot_say", (), withheld) if withheld else ruled
    if ruled.verdict != "cannot_say" and not (strength.certain or reporters):
        ruled = CombinedVerdict("cannot_say", (), f"{ruled.reason}; but {why_weak(nearest.figure, strength)}")
    if claim.as_reported and ruled.verdict == "contradicted" and measured(question.node) != "amount":
        ruled = CombinedVerdict(
            "cannot_say", (), f"{ruled.reason}; but what the report leaves out it does not deny"
        )
    verdict, conditions, reason = ruled
    reason = "; ".join([reason, *nearest.notes, *other_ledgers(verdict, grid)])
    complete = completeness_of(evidence, question)
    held = hold(statement, nearest)
    slips = find_slips(evidence, question, statement, nearest) if verdict == "contradicted" else ()
    return JudgedClaim(
        verdict=verdict,
        reason=reason,
        ours=shown(nearest),
        stated=claim.stated,
        meaning="" if clash else _meaning(statement),  # words about other things are not read in our unit
        unit=nearest.unit or statement.unit,
        difference=None if clash else held.difference,
        conditions=conditions,
        side="" if clash else held.side,
        band=None if clash else _band(statement),
        figure=_dated(evidence, _saying(nearest.figure, complete)),
        grid=grid,
        slips=slips,
        known_by=evidence.case.known_by,
        data_version=evidence.case.data_version,
        strength=strength,
        completeness=complete,
        as_reported_by="" if verdict == "cannot_say" else reporters,
    )


def _over_what_is_not_complete(
    evidence: Evidence,
    question: ClaimQuestion,
    statement: ReadStatement,
    grid: ReadingGrid,
    ruled: CombinedVerdict,
) -> str:
    """Why a contradiction, out of rows that may lack some, is none; empty where it stands."""
    lacking = undeclared(evidence, question, statement, grid.rows) if ruled.verdict == "contradicted" else ""
    if not lacking:
        return ""
    return (
        f"our figure is {grid.rows[0].shown}, stated is {statement.text}; "
        f"but what is not complete contradicts nobody: {lacking}"
    )


def _saying(figure: Figure | None, complete: tuple[Completeness, ...]) -> Figure | None:
    """The same figure with what is declared of the rows it counts in its trail."""
    if figure is None or not complete:
        return figure
    notes = (*figure.trail.notes, *(f"complete: {one.says}" for one in complete))
    return msgspec.structs.replace(figure, trail=msgspec.structs.replace(figure.trail, notes=notes))


def _asked_of(evidence: Evidence, claim: Claim) -> Evidence:
    """The evidence a claim is compared with: all of it, or what one report says where that is the question."""
    if not claim.as_reported:
        return evidence
    own = own_report(evidence.case, claim.as_reported)
    if not own:
        raise Unanswerable(f"no source of the case is the report {claim.as_reported!r}")
    return evidence.of_report(own)


def _reporters(evidence: Evidence, claim: Claim, strength: Strength) -> str:
    """Whose report a verdict is; empty where it is a fact, and where nobody's word carries it."""
    if claim.as_reported:
        return (
            publisher_of(evidence.case, claim.as_reported)
            if strength.certain or strength.attributable
            else ""
        )
    return strength.reporters if strength.only_reported else ""


def _dated(evidence: Evidence, figure: Figure | None) -> Figure | None:
    """A figure whose trail says from which to which day it was observed; by its rows where the subject says no span."""
    if figure is None or figure.trail.observed is not None:
        return figure
    dates = evidence.keep(("dated rows",), lambda: dated_rows(evidence.case))
    rows = [row.id for row in figure.trail.rows] or [row.id for row in figure.trail.left_out]
    seen = span_of_rows(rows, dates)
    return msgspec.structs.replace(figure, trail=msgspec.structs.replace(figure.trail, observed=seen))


def _full(
    evidence: Evidence, question: ClaimQuestion, grid: ReadingGrid, main: FigureReading
) -> FigureReading:
    """The main reading; where the facts give none, the nearest of those left open."""
    agreeing = next((row for row in grid.rows if row.stand == "supports" and row.role == "open"), None)
    nearest = grid.nearest or agreeing  # words are near nothing: they agree or do not
    if not main.cannot or nearest is None:
        return main
    for picked, chosen in question.readings():
        if picked == nearest.choices:
            return question.read(evidence, chosen)
    return main


def _band(statement: ReadStatement) -> tuple[float | None, float | None] | None:
    if statement.interval is None:
        return None
    low, high = statement.interval.low, statement.interval.high
    return None if low is None else float(low), None if high is None else float(high)


def _meaning(statement: ReadStatement) -> str:
    if statement.interval is None:
        return statement.reason
    if statement.kind == "date":
        return statement.reason
    ends = [None if b is None else float(b) for b in (statement.interval.low, statement.interval.high)]
    unit = spoken(statement.unit)
    low, high = (None if end is None else number(end) for end in ends)
    before, last = f"{low} to ", high
    if low is not None and low == high:
        before = "exactly "
    elif high is None:
        before, last = "at least " if statement.interval.low_closed else "more than ", low
    elif low is None:
        before = "at most " if statement.interval.high_closed else "less than "
    return f"{before}{with_noun(last or '', unit)}".strip() + f": {statement.reason}"


def combined_verdict(statement: ReadStatement, grid: ReadingGrid) -> CombinedVerdict:
    """The verdict that the readings of a statement give together; departures from its words never count."""
    own = [row for row in grid.rows if row.role in {"main", "open"}]
    yes = [row for row in own if row.stand == "supports"]
    no = [row for row in own if row.stand == "against"]
    unsure = [row for row in own if row.stand == "cannot_say"]
    main = own[0]
    if yes and not no and main.stand == "supports":
        return CombinedVerdict("supported", (), _supported(main, yes, unsure))
    if yes:
        conditions = describe(yes, own if not no else [*yes, *no], grid.labels)
        named = "; ".join(conditions[:3]) + (" …" if len(conditions) > 3 else "")
        corner = "; it holds only in a corner" if grid.corner else ""
        reason = (
            f"{grid.counted}{': ' if named else ''}{named}{corner}{_otherwise(statement, no, grid.labels)}"
        )
        return CombinedVerdict("supported_if", conditions, reason)
    # Bounds around a value may yet come to hold the words; bounds around nothing say nothing.
    reaching = [row for row in unsure if row.value is not None]
    if no and reaching:
        return CombinedVerdict("cannot_say", (), _open(main, reaching[0], grid.labels))
    if no and (main.stand == "against" or not unsure):
        return CombinedVerdict("contradicted", (), _contradicted(statement, main, grid, len(no), len(unsure)))
    why = main.why or next((row.why for row in unsure if row.why), "no reading can be computed")
    return CombinedVerdict("cannot_say", (), why)


def _open(main: GridRow, reaching: GridRow, labels: Labels) -> str:
    """Why a statement that fails as first read is not contradicted: another documented reading is not settled."""
    first = (
        f"our figure is {main.shown}, which disagrees; "
        if main is not reaching and main.stand == "against"
        else ""
    )
    given = f" with {labels.in_words(reaching.choices)}" if reaching.choices else ""
    return f"{first}{reaching.shown}{given} would agree if the facts that are still open turned out so"


def _otherwise(statement: ReadStatement, no: Sequence[GridRow], labels: Labels) -> str:
    """What the statement does to the figure under the readings that disagree, where it is one thing."""
    sides = {row.side for row in no}
    if len(sides) != 1 or "" in sides:
        return ""
    if statement.kind in {"date", "rank"}:
        return ""
    say = {"understated": "too little", "overstated": "too much", "reversed": "the opposite"}[no[0].side]
    return f"; under the others the statement says {say} (ours is {no[0].shown} with {labels.in_words(no[0].choices)})"


def _supported(main: GridRow, yes: Sequence[GridRow], unsure: Sequence[GridRow]) -> str:
    less = f"; {len(unsure)} more cannot be computed" if unsure else ""
    if len(yes) == 1:
        return f"our figure is {yes[0].shown}{less}"
    return f"all readings agree, ours is {main.shown}{less}"


def _contradicted(
    statement: ReadStatement, main: GridRow, grid: ReadingGrid, against: int, unsure: int
) -> str:
    near = grid.nearest if grid.nearest is not None and grid.nearest.role != "other" else main
    of = "no reading agrees; " if against > 1 else ""
    side = (
        f"; the statement {_SIDES[statement.kind == 'date'][main.side]}"
        if main.side and statement.kind != "rank"
        else ""
    )
    best = (
        f"; nearest is {near.shown}" + (f" with {grid.labels.in_words(near.choices)}" if near.choices else "")
        if near is not main
        else ""
    )
    more = f"; {unsure} more cannot be computed" if unsure else ""
    return f"{of}our figure is {main.shown}, stated is {statement.text}{side}{best}{more}"


def describe(yes: Sequence[GridRow], own: Sequence[GridRow], labels: Labels) -> tuple[str, ...]:
    """The definitions under which a claim holds: as few words as say exactly which, else one reading a line.

    Choices that make no difference are left out. Where the supporting readings are no product of
    options, they are joined as far as they go, up to ``NAMED`` lines.
    """
    names = list(own[0].choices)
    options = {name: list(dict.fromkeys(row.choices[name] for row in yes)) for name in names}
    matter = [name for name in names if len(options[name]) < len({row.choices[name] for row in own})]
    fitting = [row for row in own if all(row.choices[name] in options[name] for name in matter)]
    if len(fitting) == len(yes):
        return (" and ".join(_either(labels, name, options[name]) for name in matter),) if matter else ()
    lines = _joined([{name: (row.choices[name],) for name in names} for row in yes], names)
    said = [
        " and ".join(_either(labels, name, line[name]) for name in names if len(line[name]) < _all(own, name))
        for line in lines
    ]
    more = (f"{len(said) - NAMED} more readings",) if len(said) > NAMED else ()
    return (*said[:NAMED], *more)


def _all(own: Sequence[GridRow], name: str) -> int:
    return len({row.choices[name] for row in own})


def _joined(
    lines: list[dict[str, tuple[str, ...]]], names: Sequence[str]
) -> list[dict[str, tuple[str, ...]]]:
    """Readings that differ in one choice alone, joined; the last choice first."""
    for name in reversed(names):
        merged: dict[tuple[tuple[str, ...], ...], dict[str, tuple[str, ...]]] = {}
        for line in lines:
            key = tuple(line[other] for other in names if other != name)
            old = merged.get(key)
            merged[key] = line if old is None else {**old, name: (*old[name], *line[name])}
        lines = list(merged.values())
    return lines


def _either(labels: Labels, name: str, values: Sequence[str]) -> str:
    return f"{labels.name(name)} is {' or '.join(labels.quoted(name, value) for value in values)}"


def ad_hoc_claim(
    about: str, stated: str, given: dict[str, str], kind: Kind | None = None, *, as_reported: str = ""
) -> Claim:
    """A claim typed in by hand: it has no article and no day."""
    return Claim(
        id="ad-hoc", article="", who="", where="", published="", quote=stated, topic="", about=about, given=given,
        stated=stated, kind=kind, as_reported=as_reported,
    )  # fmt: skip


def silent(claim: Claim, why: str, known_by: str = "", data_version: str = "") -> JudgedClaim:
    """The verdict where nothing could be asked at all."""
    return JudgedClaim(
        verdict="cannot_say", reason=why, ours="cannot say", stated=claim.stated, known_by=known_by,
        data_version=data_version,
    )  # fmt: skip


def safely(evidence: Evidence, claim: Claim) -> JudgedClaim:
    """The verdict on an encoded claim; what the facts no longer have makes it cannot_say, never an error."""
    try:
        return judge(evidence, claim)
    except (Unanswerable, ChoiceError) as error:
        return silent(claim, str(error), evidence.case.known_by, evidence.case.data_version)


def with_clashes(judged: JudgedClaim, clashes: tuple[str, ...]) -> JudgedClaim:
    """The same verdict with what the article says elsewhere against it; for a claim that failed, a slip as well."""
    if not clashes:
        return judged
    slips = judged.slips
    if judged.verdict == "contradicted":
        says = f"would be explained by two numbers of one article that cannot both hold: {clashes[0]}"
        slips = (*slips, Slip(kind="numbers_disagree", says=says, recomputed=judged.ours, chance=1.0))
    return msgspec.structs.replace(judged, clashes=clashes, slips=slips)
