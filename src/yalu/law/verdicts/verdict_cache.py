"""Applying measures to situations: every distinct combination of answers is decided once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from yalu.law.text.records import Measure
from yalu.law.text.text_limits import decide_text, notice_text
from yalu.law.verdicts.bans import decide_ban
from yalu.law.verdicts.cap_verdicts import decide_capped
from yalu.law.verdicts.evidence import weighed
from yalu.law.verdicts.situations import Situation, SituationVerdict, read_situation
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES

if TYPE_CHECKING:
    import pyarrow as pa

Key = tuple[str, str]
# The words of the column in the table of verdicts, as docs/measures.md has them.
_BREACH = {YES: "certain", CANNOT_SAY: "possible", NO: "no"}


class Decisions:
    """The decisions on every situation found, by number; notices owed by wind-downs beside them."""

    def __init__(self, found: Iterable[Key], measures: Mapping[str, Measure]) -> None:
        self.keys = sorted(set(found))
        self.taken: list[SituationVerdict] = []
        self.notices: list[SituationVerdict | None] = []
        for key, standing in self.keys:
            measure_id, situation = read_situation(key, standing)
            measure = measures[measure_id]
            self.taken.append(weighed(measure, situation.support, decide(measure, situation)))
            owed = notice_text(measure, situation) if measure.binding else None
            self.notices.append(None if owed is None else weighed(measure, situation.support, owed))

    def table(self) -> pa.Table:
        """One row per situation with its verdict, for the join back to the rows."""
        import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

        texts = ("situation", "standing", "verdict", "finding", "breach")
        rows = [
            {"situation": key, "standing": standing, "verdict": d.verdict, "finding": d.finding,
             "breach": _BREACH[d.breach], "decision": number}
            for number, ((key, standing), d) in enumerate(zip(self.keys, self.taken, strict=True))
        ]  # fmt: skip
        schema = pa.schema([*((name, pa.string()) for name in texts), ("decision", pa.int32())])
        return pa.Table.from_pylist(rows, schema=schema)


def decide(measure: Measure, situation: Situation) -> SituationVerdict:
    """What one measure says to one situation, certain only where no unread clause and no reading changes it."""
    return decide_text(measure, situation, _decide_as_written)


def _decide_as_written(measure: Measure, situation: Situation) -> SituationVerdict:
    if not measure.binding:
        return SituationVerdict(
            verdict="not_covered", finding="not_binding", breach=NO,
            reason=f"{measure.named()} calls upon states; it does not bind them, so nothing can breach it",
        )  # fmt: skip
    if measure.limits_amounts and measure.goods.scope == "hs":
        return decide_capped(measure, situation)
    return decide_ban(measure, situation)
