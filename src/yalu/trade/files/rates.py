"""Currencies by dated rates from a table the user brings; a rate is never interpolated or guessed."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from yalu.trade.figures.periods import parse_span
from yalu.trade.files.faults import RefusedError
from yalu.trade.files.file_opening import refuse
from yalu.trade.files.lookup_tables import read_lookup

_COLUMNS = (("period",), ("currency",), ("rate",), ("per",), ("source", ""))


class Rates(msgspec.Struct, frozen=True):
    """Rates by (period, currency, per): how many units of ``currency`` one unit of ``per`` costs on average."""

    file: str
    rates: dict[tuple[str, str, str], tuple[Decimal, str]]

    def converted(self, value: Decimal, period: str, currency: str, to: str) -> tuple[Decimal, str]:
        """A value in another currency to six decimals, and in words how. Raises RefusedError without a rate.

        The rate of the very period is used, or else that of its year, which the words then say.
        """
        if currency == to:
            return value, ""
        span = parse_span(period)
        for label in dict.fromkeys(
            (span.label, str(span.start.year) if span.start.year == span.end.year else "")
        ):
            found = self.rates.get((label, currency, to))
            if found is not None:
                rate, source = found
                words = f"{currency} {value:f} at {rate} {currency} per {to} ({label}{f', {source}' if source else ''})"
                return (value / rate).quantize(Decimal("0.000001")), words
        raise RefusedError(
            f"every value in another currency than {to} has a dated rate",
            f"add the rate of {currency} per {to} for {span.label} to {self.file}",
        )


def read_rates(path: str | Path) -> Rates:
    """Read a table of rates: CSV with ``period, currency, rate, per, source`` (6.75 CNY per USD). Raises TradeError."""
    path = Path(path)
    rates: dict[tuple[str, str, str], tuple[Decimal, str]] = {}
    for line, (period, currency, rate, per, source) in read_lookup(path, _COLUMNS):
        try:
            number, label = Decimal(rate), parse_span(period).label
        except (InvalidOperation, RefusedError):
            refuse(
                path.name, f"{period!r} or {rate!r} cannot be read", "a line has a period and a rate",
                "correct the line", row=line,
            )  # fmt: skip
        if not number.is_finite() or number <= 0 or not currency or not per:
            refuse(
                path.name, f"the rate {rate!r} of {currency!r} per {per!r} is none",
                "a rate is above 0 between two currencies", "correct the line", row=line,
            )  # fmt: skip
        key = (label, currency.upper(), per.upper())
        if key in rates and rates[key][0] != number:
            refuse(
                path.name, f"{currency} for {label} has two rates", "a period has one rate", "keep one of the two",
                row=line,
            )  # fmt: skip
        rates[key] = (number, source)
    return Rates(path.name, rates)
