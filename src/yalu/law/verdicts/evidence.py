"""What a verdict of law covers and rests on: the text of the regime, the paragraph, and the rows with their grades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime
from yalu.law.text.text_limits import CLAUSES, possible_conditions
from yalu.law.verdicts.situations import SituationVerdict
from yalu.law.wording import row_sources
from yalu.vocabulary.answers import CANNOT_SAY
from yalu.vocabulary.coverage import Asked, Coverage, covered_text
from yalu.vocabulary.results import Citation, TrailRow, rows_strength
from yalu.vocabulary.strength import Quality, Strength, Support

if TYPE_CHECKING:
    import pyarrow as pa

ALLEGED = "alleged"
# How well a paragraph was read here, as its file says: "memory" is a text nobody here has seen.
_READ: dict[str, Quality] = {"verified": "sound", "partly": "read_in_part", "memory": "unread"}


def graded(regime: Regime, texts: Iterable[str]) -> pa.Table:
    """How well rows are attested by the sources they name, one row for each distinct text of sources."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

    found = [(text, _quality(regime, text)) for text in texts]
    return pa.table(
        {
            "text": pa.array([text for text, _ in found], pa.string()),
            "quality": pa.array([quality for _, quality in found], pa.string()),
        }
    )


def _quality(regime: Regime, text: str) -> Quality:
    return rows_strength([TrailRow(text, "", sources=row_sources(regime, text))]).supports[0].quality


def doubts(regime: Regime, text: str) -> bool:
    """Whether the sources a row names leave it doubted."""
    return _quality(regime, text) == "doubted"


def flow_row(regime: Regime, row: str, says: str, ledger: str, sources: str, why: str = "") -> TrailRow:
    """A row of trade as trails show it, with the grades of its sources and who alleges it."""
    cited = row_sources(regime, sources)
    return TrailRow(row, says, ledger, why, cited, reported_by=_reporter(ledger, cited))


def _reporter(ledger: str, sources: tuple[Citation, ...]) -> str:
    """Who alleges a row of the alleged ledger, "" on every other."""
    if ledger.rpartition("/")[2] != ALLEGED:
        return ""
    names = dict.fromkeys(source.publisher or source.title or source.id for source in sources)
    return " and ".join(names) or "the table of flows"


def clause_of(measure: Measure) -> Support:
    """The paragraph as something a verdict rests on."""
    return Support(
        kind="clause", id=measure.filed, named=measure.named(), quality=_READ[measure.verified], says=measure.title
    )  # fmt: skip


def strength_under(measure: Measure, rows: Iterable[TrailRow], more: Iterable[Support] = ()) -> Strength:
    """What a verdict under one measure rests on: its paragraph, the rows, and clauses or readings it hangs on."""
    return Strength((clause_of(measure), *more)) + rows_strength(rows)


def paragraph_coverage(regime: Regime, measure: Measure) -> Coverage:
    """What a verdict under one measure covers: that paragraph; how well it was read is its strength."""
    source = Asked(
        name=measure.named(), kind="text", whole=_READ[measure.verified] != "unread" and not measure.unread,
        as_of=regime.known_by, entries=1, left_out=tuple(CLAUSES[clause] for clause in measure.unread),
    )  # fmt: skip
    return Coverage((source,))


def regime_coverage(regime: Regime) -> Coverage:
    """What "no measure meets it" covers: every paragraph of the regime that was read, and those that were not."""
    unread = [m.id for m in regime.measures if _READ[m.verified] == "unread"]
    return covered_text(
        f"regime {regime.name}", len(regime.measures) - len(unread), as_of=regime.known_by, left_out=unread
    )


def weighed(measure: Measure, support: Quality, decision: SituationVerdict) -> SituationVerdict:
    """A decision no stronger than the paragraph and the row it rests on; what is weaker cannot say."""
    row = Support(kind="row", id="", quality=support)
    if Strength((clause_of(measure), row)).certain:
        return decision
    return msgspec.structs.replace(
        decision, verdict="cannot_say", finding="undetermined", breach=CANNOT_SAY, weak=True
    )


def reason_of(decision: SituationVerdict, strength: Strength) -> str:
    """Why a decision is what it is, with what is weak under it."""
    return decision.reason + (f"; but that rests on {strength.weak[0].shown}" if decision.weak else "")


def settled_by(decision: SituationVerdict, strength: Strength) -> str:
    """Every datum that would settle a decision, a better source for what is weak among them."""
    return "; ".join((*decision.settled_by, *([strength.settled_by] if decision.weak else [])))


def assumed_words(measure: Measure, assumed: Mapping[str, str]) -> str:
    """What was assumed of the conditions of a measure, in words; "" when nothing was."""
    names = [c.name for c in (*measure.conditions, *possible_conditions(measure))] + (
        ["licence"] if measure.effect == "licence" else []
    )
    assumptions = [
        f"{name.replace('_', ' ')} {assumed[name].replace('_', ' ')}" for name in names if name in assumed
    ]
    return (
        f"assumed where the row does not say: {', '.join(dict.fromkeys(assumptions))}" if assumptions else ""
    )
