"""Dependence: one partner's share of all trade, which is another number under every definition."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from yalu.case.records import Case
from yalu.site import charts
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import name_of
from yalu.site.frame.figure_page import Cell, Column, FigurePage, Key, Shape
from yalu.trade.figures.shares import Share
from yalu.vocabulary.words.numerals import plural

# The marks of charts.lines, in its order.
_MARKS: tuple[tuple[Shape, str], ...] = (
    ("ring", "partner"), ("diamond", "ink"), ("triangle", "target"), ("square", "context"), ("cross", "published"),
    ("down", "soft"), ("arrow", "soft"),
)  # fmt: skip
_LINE = 3  # years from which on a series has a line and a label of its own


_COLUMNS = (
    Column("year", "Year"), Column("publisher", "Publisher"), Column("denominator", "Share of"),
    Column("share", "Share", numeric=True), Column("bounds", "Least to most", numeric=True),
    Column("note", "Note", long=True), Column("trail", "Trail", links="trail"),
)  # fmt: skip


def shares(case: Case, traded: Traded) -> FigurePage | None:
    """Every published share by year and denominator, with the claims that name neither."""
    partner, target = name_of(case, "partner"), name_of(case, "target")
    # The engine knows no names; a reader does.
    every = [
        msgspec.structs.replace(share, meaning=share.meaning.replace("the target's", f"{target}’s"))
        for share in traded.shares
    ]
    dated = [share for share in every if share.year and share.figure.value is not None]
    if len(dated) < 2:
        return None
    kinds = _kinds(dated)
    claims = [share for share in every if not share.year and share.figure.low is not None]
    rows = [_mark(share) for share in dated if share.denominator in kinds]
    stated = {f"share/undated/{row.id}": row.stated for row in case.shares}
    bands = [
        _band(share, stated.get(share.figure.id.partition("@")[0], share.figure.shown)) for share in claims
    ]
    meant = {share.denominator: share.meaning[:1].upper() + share.meaning[1:] for share in dated}
    return FigurePage(
        slug="dependence-by-definition",
        title=_title(dated, partner, target),
        subtitle=f"{partner}’s share of {target}’s trade in percent, by year; each mark is one publisher’s figure under one definition",
        shows="Shares by year and definition",
        wide=charts.lines_by_year(rows, _ends_of(dated, kinds, meant), bands, unit=" %", narrow=False),
        narrow=charts.lines_by_year(rows, _ends_of(dated, kinds, meant), bands, unit=" %", narrow=True),
        keys=(
            *_keys(dated, kinds, meant),
            *((Key("rule", "band", "A claim that names no year"),) if bands else ()),
        ),
        columns=_COLUMNS,
        rows=tuple(_cells(share) for share in every),
        notes=tuple(
            f"{share.publisher}, {share.figure.shown}: {note}"
            for share in claims
            for note in share.figure.trail.notes[:1]
        ),
        definition="As published. A share is of exports, of imports or of both; with or without the trade between two halves of a "
        "divided nation; as one compiler or all reporters have it. No definition is the right one, and none is converted into another.",
        uncertainty=f"{target} publishes nothing, so every total is built from its partners’ statistics.",
        results=tuple(share.figure for share in traded.shares),
    )


def _kinds(dated: Sequence[Share]) -> list[str]:
    """Denominators: those of several years first, then the newest, at most as many as a chart can tell apart."""
    kinds = {share.denominator for share in dated}

    def order(kind: str) -> tuple[bool, int, int, str]:
        years = _years(dated, kind)
        return len(years) < _LINE, -int(max(years)[:4]), -len(years), kind

    return sorted(kinds, key=order)[: len(_MARKS)]


def _years(dated: Sequence[Share], kind: str) -> set[str]:
    return {share.year for share in dated if share.denominator == kind}


def _ends_of(dated: Sequence[Share], kinds: Sequence[str], meant: dict[str, str]) -> dict[str, str]:
    """What stands at the end of each line: of what it is a share, and its last year; nothing where years are few."""
    made = {}
    for kind in kinds:
        last = max((share for share in dated if share.denominator == kind), key=lambda share: share.year)
        few = len(_years(dated, kind)) < _LINE
        made[kind] = "" if few else f"{meant[kind]}|{last.figure.shown} % in {last.year}"
    return made


def _keys(dated: Sequence[Share], kinds: Sequence[str], meant: dict[str, str]) -> tuple[Key, ...]:
    """The series that no label names."""
    return tuple(
        Key(token, shape, meant[kind])
        for kind, (shape, token) in zip(kinds, _MARKS, strict=False)
        if len(_years(dated, kind)) < _LINE
    )


def _title(dated: Sequence[Share], partner: str, target: str) -> str:
    """What the last year on record had, and the year whose definitions lie furthest apart."""
    years: dict[str, list[Share]] = {}
    for share in dated:
        years.setdefault(share.year, []).append(share)
    ends = {year: _ends(found) for year, found in years.items()}
    last = max(years)
    wide = max(ends, key=lambda y: ((ends[y][1].figure.value or 0) - (ends[y][0].figure.value or 0), y))
    said = f"{partner}’s share of {target}’s trade was {_between(ends[last])} percent in {last}, the last year on record"
    if wide == last:
        return said
    many = plural(len({share.denominator for share in years[wide]}), "definition")
    return f"{said}; in {wide} it was {_between(ends[wide])}, by {many}"


def _between(ends: tuple[Share, Share]) -> str:
    low, high = ends
    return (
        low.figure.shown
        if low.figure.shown == high.figure.shown
        else f"between {low.figure.shown} and {high.figure.shown}"
    )


def _ends(found: Sequence[Share]) -> tuple[Share, Share]:
    ordered = sorted(found, key=lambda share: share.figure.value or 0)
    return ordered[0], ordered[-1]


def _mark(share: Share) -> dict[str, object]:
    return {
        "year": int(share.year[:4]), "amount": share.figure.value, "series": share.denominator,
        "name": f"share of {share.meaning}", "shown": f"{share.figure.shown} %", "source": share.publisher,
    }  # fmt: skip


def _band(share: Share, stated: str) -> dict[str, object]:
    low, high = share.figure.low or 0, share.figure.high or 100
    return {"low": low, "high": high, "middle": (low + high) / 2, "words": f"{share.publisher}: {stated}"}


def _cells(share: Share) -> tuple[Cell, ...]:
    figure = share.figure
    bounds = f"{figure.low:g}–{figure.high:g}" if figure.low is not None and figure.high is not None else ""
    return (
        share.year or "not stated", share.publisher, share.meaning, figure.shown, bounds,
        " ".join(figure.trail.notes), figure.id,
    )  # fmt: skip
