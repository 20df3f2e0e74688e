"""The caps on coal as they fill: what each window had used up by the end of each month, in the unit of its cap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from yalu.case.records import Case
from yalu.law.caps.utilisation_records import LimbUse, PathStep, Utilisation
from yalu.law.text.windows import CapWindow, windows_of
from yalu.site import charts
from yalu.site.charts.frame import year_of
from yalu.site.data.ban_answers import outright
from yalu.site.data.trade_data import COAL, Traded
from yalu.site.data.visit_data import listed, name_of
from yalu.site.frame.figure_page import Cell, Column, FigurePage, Key, gathered
from yalu.site.pages.law.caps import LIMBS, LIMITS, cap_results, least_share, limbs
from yalu.site.pages.trade.ledgers import account_of, keys, large, not_added, percent, shown
from yalu.vocabulary.intervals import Interval
from yalu.vocabulary.words.readable import spoken_date

_PANELS = (("quantity", "Tonnes since the window began"), ("value", "US dollars since the window began"))
_COLUMNS = (
    Column("cap", "Cap", links="law"), Column("window", "Window"), Column("ledger", "Ledger"),
    Column("limb", "Limb"), Column("day", "To the end of"), Column("used", "At least used", numeric=True),
    Column("limit", "Limit", numeric=True), Column("share", "Share", numeric=True),
    Column("trail", "Trail", links="trail"),
)  # fmt: skip


def climb(case: Case, traded: Traded) -> FigurePage | None:
    """What had certainly been used up of each UN cap on coal, month by month, on each official ledger."""
    uses = [use for use in traded.uses(COAL) if use.ledger != "alleged" and use.scenarios[0].path]
    wide, narrow = (
        [panel_of(traded, uses, kind, title, narrow=small) for kind, title in _PANELS]
        for small in (False, True)
    )
    if not all(any(row["amount"] for row in panel.rows) for panel in wide):
        return None
    marks = _marks(case, traded, uses)
    return FigurePage(
        slug="coal-against-caps",
        title=_title(uses),
        subtitle=f"Coal (HS {COAL}) imported from {name_of(case, 'target')}, added up from the first day of each cap’s window: "
        "lines and caps are sums over the same days",
        shows="Coal added up within each window of a cap, by ledger",
        wide=charts.climbs(wide, marks, narrow=False),
        narrow=charts.climbs(narrow, marks, narrow=True),
        keys=(*keys(use.ledger for use in uses), Key("published", "line", "The cap, over its window"), UNDECIDED),
        columns=_COLUMNS,
        rows=tuple(_cells(use, limb, step) for use in uses for limb in limbs(use) for step in use.scenarios[0].path),
        notes=(not_added(), f"Pale: {ON_UNDECIDED}"),
        definition="At the end of each month on record, what the rows of one ledger certainly add up to since the first day of the "
        "window. Between two months the line is drawn straight.",
        uncertainty="A line is the least that is certain: where a month or its value is not on record the line does not rise, "
        "which is not zero.",
        results=cap_results(uses),
    )  # fmt: skip


UNDECIDED = Key("rule", "band", "Not decided")
ON_UNDECIDED = "between the least and the most that a sum can be, up to the top where no row bounds it."


def panel_of(
    traded: Traded, uses: Sequence[Utilisation], kind: str, title: str, *, narrow: bool = False
) -> charts.Panel:
    """The lines and caps of one limb of some uses; every conversion factor lies within the ranges."""
    rows: list[dict[str, Any]] = []
    limits: dict[str, dict[str, Any]] = {}
    for use in uses:
        limb = next((limb for limb in limbs(use) if limb.kind == kind), None)
        window = _window(traded, use)
        if limb is None or limb.limit.low is None or window is None:
            continue
        limits.setdefault(use.window, _limit(use, limb, window))
        steps = [
            (day, *_hull(use, limb, number))
            for number, day in enumerate(s.day for s in use.scenarios[0].path)
        ]
        if any(low for _, low, _ in steps) or not rows:
            rows += _line(
                use, limb, window, steps, ranged=use is _best(uses, use.window), long=_long(uses, use, narrow)
            )
    return charts.Panel(title, rows, (), tuple(limits.values()))


def bars_of(traded: Traded, uses: Sequence[Utilisation], kind: str, title: str) -> charts.Panel:
    """What is known of whole windows, as bars beside their caps."""
    bars: list[dict[str, Any]] = []
    limits: list[dict[str, Any]] = []
    for use in uses:
        limb = next((limb for limb in limbs(use) if limb.kind == kind), None)
        window = _window(traded, use)
        if limb is None or limb.limit.low is None or window is None or limb.share.low is None:
            continue
        low = limb.share.low * limb.limit.low / 100
        high = None if limb.share.high is None else limb.share.high * limb.limit.low / 100
        stated = low if limb.central is None else limb.central
        said = percent(limb.central_share, limb.share)
        limits.append(_limit(use, limb, window))
        bars.append(
            {
                "from": limits[-1]["from"],
                "to": limits[-1]["to"],
                "amount": float(stated),
                "low": float(low),
                "high": float(max(stated, high or low)),
                "ledger": use.ledger,
                "account": account_of(use.ledger),
                "words": said,
                "source": _source(use),
                "shown": f"{use.window}: {_sum(low, high, limb.unit)}; as stated {said} of the cap",
            }
        )
    return charts.Panel(title, (), bars, limits)


def _long(uses: Sequence[Utilisation], use: Utilisation, narrow: bool) -> bool:
    """Whether there is room for an amount beside its share: in the last window of few, on a wide screen."""
    windows = {other.window for other in uses}
    return not narrow and len(windows) < 3 and use.window == uses[-1].window


def _window(traded: Traded, use: Utilisation) -> CapWindow | None:
    found = windows_of(traded.regime.measure(use.measure), use.through)
    return next((window for window in found if window.label == use.window), None)


def _limit(use: Utilisation, limb: LimbUse, window: CapWindow) -> dict[str, Any]:
    words = large(limb.limit.low or Decimal(0), limb.unit)
    return {
        "from": year_of(str(window.first)),
        "to": year_of(str(use.through)),
        "amount": float(limb.limit.low or 0),
        "words": words,
        "shown": f"The cap of {use.window}, {words}",
    }


def _hull(use: Utilisation, limb: LimbUse, number: int) -> tuple[Decimal, Decimal | None]:
    """The least and the most used up by a step under any conversion factor, in the unit of the limit."""
    steps = [scenario.path[number] for scenario in use.scenarios if len(scenario.path) > number]
    shares = [share for step in steps for name, share in step.shares if name == limb.kind]
    limit = limb.limit.low or Decimal(0)
    highs = [share.high for share in shares]
    low = min((share.low or Decimal(0) for share in shares), default=Decimal(0)) * limit / 100
    known = [high for high in highs if high is not None]
    return low, max(known) * limit / 100 if known and len(known) == len(highs) else None


def _line(
    use: Utilisation, limb: LimbUse, window: CapWindow, steps: Sequence[tuple[date, Decimal, Decimal | None]],
    *, ranged: bool, long: bool,
) -> list[dict[str, Any]]:  # fmt: skip
    """One line with its range: nothing on the first day, a mark a step, and what is open to the last day of the window."""
    base = {
        "ledger": use.ledger, "line": f"{use.window} {use.ledger}", "ranged": ranged,
        "account": account_of(use.ledger), "source": _source(use), "words": "", "shown": "",
    }  # fmt: skip
    made = [base | {"when": year_of(str(window.first)), "amount": 0.0, "high": 0.0, "lined": True}]
    for day, low, high in steps:
        made.append(
            base | {"when": year_of(str(day)), "amount": float(low), "high": None if high is None else float(high),
                    "lined": True, "shown": f"{_sum(low, high, limb.unit)} by {spoken_date(day)}"}
        )  # fmt: skip
    if ranged:
        made[-1]["words"] = (
            f"{large(round(steps[-1][1], 0), limb.unit)}, {least_share(limb)}" if long else _bounds(use, limb)
        )
    if (use.through - steps[-1][0]).days > 1:
        made.append(made[-1] | {"when": year_of(str(use.through)), "high": None, "lined": False, "shown": "", "words": ""})  # fmt: skip
    return made


def _bounds(use: Utilisation, limb: LimbUse) -> str:
    """The share of a limb under every conversion factor, as short as it can be said; nothing of nothing."""
    shares = [one.share for scenario in use.scenarios for one in scenario.limbs if one.kind == limb.kind]
    low = min(share.low or Decimal(0) for share in shares)
    highs = [share.high for share in shares if share.high is not None]
    if len(highs) < len(shares):
        return percent(None, Interval(low, None)).replace("at least", "≥") if low else ""
    high = max(highs)
    if high - low > 1:
        return percent(None, Interval(low, high)).replace(" to ", "–")
    return percent(limb.central_share, limb.share)


def _sum(low: Decimal, high: Decimal | None, unit: str) -> str:
    """An amount with its bounds; one number where they are as good as the same."""
    said = large(round(low, 0), unit)
    if high is None:
        return f"at least {said}"
    top = large(round(high, 0), unit)
    return said if said == top else f"{said} to {top}"


def _source(use: Utilisation) -> str:
    cited = gathered((use.verdict,))
    more = f" and {len(cited) - 1} more" if len(cited) > 1 else ""
    return f"{cited[0].title or cited[0].id}{more}" if cited else ""


def _used(limb: LimbUse, step: PathStep) -> Decimal:
    """The least that had been used up of a limb by the end of a step, in the unit of its limit."""
    share = next((share.low for name, share in step.shares if name == limb.kind), None)
    return (share or Decimal(0)) * (limb.limit.low or Decimal(0)) / 100


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
    return [{"when": year_of(day), "words": f"{said},|{spoken_date(day)}"} for day, said in days.items()]


def _cells(use: Utilisation, limb: LimbUse, step: PathStep) -> tuple[Cell, ...]:
    figure = use.quantity if limb.kind == "quantity" else use.value
    share = next((share for name, share in step.shares if name == limb.kind), None)
    return (
        use.measure, use.window, use.ledger, LIMBS[limb.kind], str(step.day),
        shown(round(_used(limb, step), 0), limb.unit), shown(limb.limit.low, limb.unit),
        percent(share.low if share is not None else None), (figure or use.verdict).id,
    )  # fmt: skip
