"""A trade figure recomputed from its id."""

from __future__ import annotations

from collections.abc import Iterator

from yalu.trade.facade import Trade
from yalu.trade.figures.series import BOTH
from yalu.vocabulary.results import Figure, figures_in

KINDS = (
    "total", "growth", "share", "to-zero", "front-loading", "substitution", "beside", "ledger-gap", "mirror", "mirror-gap",
    "unit-value",
)  # fmt: skip


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
                yield from _figures(
                    trade.growth(period, flow=flow or BOTH, hs=hs, unit=unit, ledger=ledger, years=years)
                )
        case ["share", period, *_]:
            for row in trade.share(None if period == "undated" else period):
                yield row.figure
            for row in trade.share():
                yield row.figure
        case ["to-zero", banned, flow, ledger, hs, *_]:
            yield trade.response(hs=hs, banned=banned, flow=flow, ledger=ledger).to_zero
        case ["substitution", banned, flow, unit, ledger, pair]:
            hs, _, other = pair.partition("-")
            yield from trade.response(
                hs=hs, banned=banned, flow=flow, unit=unit, ledger=ledger, neighbours=[other]
            ).substitution
        case ["front-loading", span, flow, unit, ledger, hs]:
            banned, _, end = span.partition("..")
            found = trade.response(hs=hs, banned=banned, wind_down=end, flow=flow, unit=unit, ledger=ledger)
            yield from _figures(found)
        case ["mirror" | "mirror-gap", period, pair, currency, ledger, hs]:
            exporter, _, importer = pair.partition("-")
            yield from _figures(
                trade.mirror(
                    period, importer=importer, exporter=exporter, hs=hs, currency=currency, ledger=ledger
                )
            )
        case ["unit-value", period, flow, price, ledger, hs, *_]:
            currency, _, per = price.partition("-per-")
            yield from _figures(
                trade.unit_value(period, hs=hs, flow=flow, currency=currency, per=per, ledger=ledger)
            )
        case ["beside" | "ledger-gap", period, flow, unit, hs, _, last]:
            official = last if parts[0] == "ledger-gap" else "customs"
            yield from _figures(trade.beside(period, hs=hs, flow=flow, unit=unit, official=official))


def _figures(found: object) -> Iterator[Figure]:
    return (figure for figure in figures_in(found) if isinstance(figure, Figure))


def _goods(rest: list[str]) -> str:
    """The HS code that stands behind the ledger; all goods when none does."""
    return next((part for part in rest if part.isdigit()), "TOTAL")


def _years(rest: list[str]) -> list[int]:
    return [int(part[:-1]) for part in rest if part.endswith("y") and part[:-1].isdigit()]
