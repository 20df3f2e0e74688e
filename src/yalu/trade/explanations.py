"""A trade figure recomputed from its id."""

from __future__ import annotations

from collections.abc import Iterator

from yalu.trade.facade import Trade
from yalu.trade.figures.totals import BOTH
from yalu.vocabulary.results import Figure
from yalu.vocabulary.tables import results_in

KINDS = ("total", "growth", "share", "to-zero")


def explain(trade: Trade, wanted: str) -> Figure:
    """Recompute a total, growth, share or days-to-zero figure from its id.

    Raises KeyError naming the kinds that can be recomputed when the id is of none of them, or when
    the rows give no such figure.
    """
    name = wanted.partition("@")[0]
    for figure in _asked(trade, name.split("/")):
        if figure.id.partition("@")[0] == name:
            return figure
    raise KeyError(
        f"the rows give no figure {name!r}; ids that can be recomputed begin with {', '.join(KINDS)}"
    )


def _asked(trade: Trade, parts: list[str]) -> Iterator[Figure]:
    match parts:
        case [("total" | "growth") as kind, period, flow, unit, ledger, *rest]:
            hs = _goods(rest)
            if kind == "total":
                yield trade.total(period, flow=flow or BOTH, hs=hs, unit=unit, ledger=ledger)
                return
            for years in (1, *_years(rest)):
                found = results_in(
                    trade.growth(period, flow=flow or BOTH, hs=hs, unit=unit, ledger=ledger, years=years)
                )
                yield from (figure for figure in found if isinstance(figure, Figure))
        case ["share", period, *_]:
            for row in trade.share(None if period == "undated" else period):
                yield row.figure
            for row in trade.share():
                yield row.figure
        case ["to-zero", banned, flow, ledger, hs, *_]:
            yield trade.response(hs=hs, banned=banned, flow=flow, ledger=ledger).to_zero


def _goods(rest: list[str]) -> str:
    """The HS code that stands behind the ledger; all goods when none does."""
    return next((part for part in rest if part.isdigit()), "TOTAL")


def _years(rest: list[str]) -> list[int]:
    return [int(part[:-1]) for part in rest if part.endswith("y") and part[:-1].isdigit()]
