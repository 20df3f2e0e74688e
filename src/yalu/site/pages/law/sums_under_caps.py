"""The caps on coal as they fill: what each window had used up by the end of each month, in the unit of its cap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from yalu.case.records import Case
from yalu.law.caps.utilisation_records import LimbUse, PathStep, Utilisation
from yalu.site import charts
from yalu.site.charts.frame import year_of
from yalu.site.data.ban_answers import outright
from yalu.site.data.trade_data import COAL, Traded
from yalu.site.data.visit_data import listed, name_of
from yalu.site.frame.figure_page import Cell, Column, FigurePage, Key
from yalu.site.frame.templates import spoken_date
from yalu.site.pages.law.caps import LIMBS, LIMITS, cap_results, limbs
from yalu.site.pages.trade.ledgers import keys, large, not_added, percent, shown

_PANELS = (("quantity", "Tonnes since the window began"), ("value", "US dollars since the window began"))
_COLUMNS = (
    Column("cap", "Cap", links="law"),
    Column("window", "Window"),
    Column("ledger", "Ledger"),
    Column("limb", "Limb"),
    Column("day", "To the end of"),
    Column("used", "At least used", numeric=True),
    Column("limit", "Limit", numeric=True),
    Column("share", "Share", numeric=True),
    Column("trail", "Trail", links="trail"),
)


def climb(case: Case, traded: Traded) -> FigurePage | None:
    """What had certainly been used up of each UN cap on coal, month by month, on each official ledger."""
    uses = [use for use in traded.uses(COAL) if use.ledger != "alleged" and use.scenarios[0].path]
    panels = [(title, _lines(traded, uses, kind)) for kind, title in _PANELS]
    panels = [(title, rows) for title, rows in panels if any(row["amount"] for row in rows)]
    if len(panels) < len(_PANELS):
        return None
    limits = _limits(traded, uses)
    marks = _marks(case, traded, uses)
    return FigurePage(
        slug="coal-against-caps",
        title=_title(uses),
        subtitle=f"Coal (HS {COAL}) imported from {name_of(case, 'target')}, added up from the first day of each cap’s window: "
        "lines and caps are sums over the same days",
        shows="Coal added up within each window of a cap, by ledger",
        wide=charts.climbs(panels, limits, marks, narrow=False),
        narrow=charts.climbs([(t, [_short(row) for row in rows]) for t, rows in panels], limits, marks, narrow=True),
        keys=(*keys(use.ledger for use in uses), Key("published", "line", "The cap, over its window")),
        columns=_COLUMNS,
        rows=tuple(_cells(use, limb, step) for use in uses for limb in limbs(use) for step in use.scenarios[0].path),
        notes=(not_added(),),
        definition="At the end of each month on record, what the rows of one ledger certainly add up to since the first day of the "
        "window. Between two months the line is drawn straight.",
        uncertainty="A line is the least that is certain: where a month or its value is not on record the line does not rise, "
        "which is not zero.",
        results=cap_results(uses),
    )  # fmt: skip


def _lines(traded: Traded, uses: Sequence[Utilisation], kind: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for use in uses:
        limb = next((limb for limb in limbs(use) if limb.kind == kind), None)
        window = traded.regime.measure(use.measure).limit.window
        if limb is None or limb.limit.low is None or window is None:
            continue
        steps = [(step.day, _used(limb, step)) for step in use.scenarios[0].path]
        if not any(amount for _, amount in steps):
            continue
        line, told = f"{use.window} {use.ledger}", use is _best(uses, use.window)
        long = (
            use.window == uses[-1].window
        )  # the label of an earlier window would run into the next one's line
        points = [(window.first, Decimal(0)), *steps]
        for number, (day, amount) in enumerate(points):
            last = number == len(points) - 1
            share = least_share(limb)
            made.append(
                {"when": year_of(str(day)), "amount": float(amount), "ledger": use.ledger, "line": line, "last": last,
                 "shown": f"{large(round(amount, 0), limb.unit)} by {spoken_date(day)}",
                 "words": (f"{large(round(amount, 0), limb.unit)}, {share}" if long else share) if last and told else "",
                 "short": share if last and told else ""}
            )  # fmt: skip
    return made


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A point with the words that fit on a phone."""
    return row | {"words": row["short"]}


def _used(limb: LimbUse, step: PathStep) -> Decimal:
    """The least that had been used up of a limb by the end of a step, in the unit of its limit."""
    share = next((share.low for name, share in step.shares if name == limb.kind), None)
    return (share or Decimal(0)) * (limb.limit.low or Decimal(0)) / 100


def least_share(limb: LimbUse) -> str:
    """The share of a limb that is used up; "at least" where nothing bounds it from above."""
    said = percent(limb.central_share, limb.share)
    return f"at least {said}" if limb.central_share is not None and limb.share.high is None else said


def _best(uses: Sequence[Utilisation], window: str) -> Utilisation:
    """The ledger that tells most of a window: one that says which limb binds, committee before customs."""
    return min((use for use in uses if use.window == window), key=lambda use: (not use.binding, use.ledger))


def _title(uses: Sequence[Utilisation]) -> str:
    parts = []
    for window in dict.fromkeys(use.window for use in uses):
        use = _best(uses, window)
        limb = next((found for found in limbs(use) if found.kind == use.binding), limbs(use)[-1])
        day = spoken_date(use.scenarios[0].path[-1].day)
        parts.append(f"{least_share(limb)} of the {window} cap’s {LIMITS[limb.kind]} by {day}")
    return f"Reported coal climbed to {listed(parts)}"


def _limits(traded: Traded, uses: Sequence[Utilisation]) -> list[dict[str, Any]]:
    """Each limb of each cap as a line over the days it was in force."""
    made: list[dict[str, Any]] = []
    for name in dict.fromkeys(use.measure for use in uses):
        measure = traded.regime.measure(name)
        window = measure.limit.window
        if window is None:
            continue
        end = min(window.last, measure.in_force.until or window.last)
        made += [
            {"panel": 0 if part.kind == "quantity" else 1, "from": year_of(str(window.first)), "to": year_of(str(end)),
             "amount": float(part.size), "words": large(part.size, part.symbol)}
            for part in measure.limit.first_reached_of
        ]  # fmt: skip
    return made


def _marks(case: Case, traded: Traded, uses: Sequence[Utilisation]) -> list[dict[str, Any]]:
    """The days on which outright bans began while the caps ran, or in the end took their place."""
    measures = [traded.regime.measure(name) for name in dict.fromkeys(use.measure for use in uses)]
    windows = [(m.limit.window, m.in_force.until) for m in measures if m.limit.window is not None]
    first, last = min(w.first for w, _ in windows), max(min(w.last, end or w.last) for w, end in windows)
    days: dict[str, str] = {}
    for ban in traded.measures_on(COAL, "ban"):
        if outright(ban) and first <= ban.in_force.start <= last:
            national = traded.regime.layer(ban) == "national"
            who = (
                f"{name_of(case, 'partner')} suspends"
                if ban.in_force.until
                else f"{name_of(case, 'partner')} bans"
            )
            days.setdefault(str(ban.in_force.start), who if national else "UN ban")
    return [{"when": year_of(day), "words": f"{said}, {spoken_date(day)}"} for day, said in days.items()]


def _cells(use: Utilisation, limb: LimbUse, step: PathStep) -> tuple[Cell, ...]:
    figure = use.quantity if limb.kind == "quantity" else use.value
    share = next((share for name, share in step.shares if name == limb.kind), None)
    return (
        use.measure,
        use.window,
        use.ledger,
        LIMBS[limb.kind],
        str(step.day),
        shown(round(_used(limb, step), 0), limb.unit),
        shown(limb.limit.low, limb.unit),
        percent(share.low if share is not None else None),
        (figure or use.verdict).id,
    )
