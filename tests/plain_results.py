"""Whole results as a golden file holds them: every field that is not empty, trails in one line a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec

from yalu.vocabulary.coverage import Asked, Coverage, Observed, Series
from yalu.vocabulary.intervals import Interval
from yalu.vocabulary.results import TrailRow
from yalu.vocabulary.strength import Strength


def plain_result(value: Any) -> Any:  # noqa: PLR0912 - one kind a case
    """A result as plain data; what is empty is left out, numbers keep six decimals."""
    match value:
        case TrailRow():
            cited = ", ".join(f"{source.id} {source.grade}".strip() for source in value.sources)
            plain = ": ".join(filter(None, (value.id, value.says, value.role, value.why, value.disputed)))
            plain += f" [{cited}]" if cited else ""
        case Interval():
            ends = ("" if end is None else f"{round(end, 6):f}" for end in (value.low, value.high))
            plain = f"{'[' if value.low_closed else '('}{', '.join(ends)}{']' if value.high_closed else ')'}"
        case Asked():
            plain = ", ".join(
                filter(None, (f"{value.entries} of {value.name}", value.as_of, *value.left_out))
            )
        case Coverage():
            plain = [*plain_result(value.asked), *(f"not asked: {name}" for name in value.not_asked)]
        case Strength():
            plain = [
                ", ".join(filter(None, (f"{s.id}: {s.quality}", s.says)))
                for s in value.supports
                if s.quality != "sound"
            ]
        case Observed():
            gaps = ", ".join(f"{gap.start}..{gap.end}" for gap in value.gaps)
            plain = f"{value.first}..{value.last} by {value.grain}" + (f" without {gaps}" if gaps else "")
        case Series():
            missing = (
                f"{len(value.missing)} months missing, {value.missing[0]} to {value.missing[-1]}"
                if value.missing
                else ""
            )
            observed = plain_result(value.observed) if value.observed else "nothing"
            plain = "; ".join(
                filter(None, (f"{value.name}: {observed}", missing, "beyond" if value.beyond else ""))
            )
        case msgspec.Struct():
            parts = {name: plain_result(getattr(value, name)) for name in value.__struct_fields__}
            plain = {name: one for name, one in parts.items() if one is not None and one not in ("", [], {})}
        case tuple() | list():
            plain = [plain_result(one) for one in value]
        case Enum():
            plain = value.value
        case float() | Decimal():
            plain = round(float(value), 6)
        case date():
            plain = str(value)
        case _:
            plain = value
    return plain
