"""Coal: monthly trade on every ledger, and each cap on it as the rows fill it."""

from __future__ import annotations

from collections.abc import Sequence

from yalu.case.records import Case, Flow
from yalu.measures.utilisations import CARRY_OVER, LimbUse, Utilisation
from yalu.site import charts
from yalu.site.answers import outright
from yalu.site.charts.frame import year_of
from yalu.site.figures import Cell, Column, FigurePage, Key
from yalu.site.findings.ledgers import a_month, cited, dot_keys, keys, large, middle, not_added, percent, reporter_of, rows_on, shown
from yalu.site.layout import spoken_date
from yalu.site.observed import listed, name_of, plural
from yalu.site.traded import COAL, POLICIES, Traded
from yalu.vocabulary.results import Result

LIMBS = {"quantity": "volume limb", "value": "value limb"}
CAP_COLUMNS = (
    Column("cap", "Cap", links="law"),
    Column("window", "Window"),
    Column("ledger", "Ledger"),
    Column("reading", "Reading"),
    Column("limb", "Limb"),
    Column("used", "Used", numeric=True),
    Column("limit", "Limit", numeric=True),
    Column("share", "Share", numeric=True),
    Column("verdict", "Verdict"),
    Column("trail", "Trail", links="trail"),
)


def by_month(case: Case, traded: Traded) -> FigurePage | None:
    """Monthly imports on every ledger, in quantity and in value, with both limbs of each cap."""
    every = rows_on(case, COAL, "import")
    caps = {use.measure: use for use in traded.uses(COAL)}
    monthly = [row for row in every if a_month(row) and row.hs == COAL and not row.notes.startswith("derived from")]
    if not caps or len(monthly) < 2:
        return None
    first = min(use.through.year for use in caps.values())
    drawn = [row for row in monthly if row.window.start is not None and row.window.start.year >= first]
    panels = [(title, _points(drawn, kind)) for title, kind in (("Tonnes", "quantity"), ("US dollars", "value"))]
    panels = [panel for panel in panels if panel[1]]
    if len(panels) < 2:
        return None
    limits, marks = _limits(traded), _marks(case, traded)
    longer = len(every) - len(drawn)
    ledgers = [row.ledger for row in drawn]
    return FigurePage(
        slug="coal-by-month",
        title=_months_title(case, traded) or f"{plural(len(drawn), 'monthly figure')} on coal stand beside the caps",
        subtitle=f"Coal (HS {COAL}) imported by {name_of(case, 'partner')} from {name_of(case, 'target')} by month and ledger; "
        "lines are the caps over their whole windows, never divided by months",
        shows="Coal by month, on every ledger",
        wide=charts.months(panels, limits, marks, narrow=False),
        narrow=charts.months(panels, limits, marks, narrow=True),
        keys=(*keys(ledgers), Key("published", "line", "A cap, for its whole window")),
        columns=_row_columns(),
        rows=tuple(row_cells(case, row) for row in every),
        notes=(
            not_added(),
            f"{plural(longer, 'row')} on longer spans, earlier years or anthracite alone are in the table only.",
        ),
        definition=f"Rows of the table flows with HS {COAL}, import, one figure of one publisher each. "
        "Where two publishers differ, both are drawn.",
        uncertainty="A month without a mark was not found, which is not zero; a mark on the base line was reported as zero.",
        citations=cited(case, every),
    )


def _months_title(case: Case, traded: Traded) -> str:
    """When customs first read zero after a ban, and whether trade came back."""
    told = [a.response for a in traded.answers if a.hs == COAL and a.response.zero_period and a.response.returned]
    if not told:
        return ""
    last = told[-1]
    after = next((a.response.zero_period for a in traded.answers
                  if a.hs == COAL and a.response.zero_period > max(last.returned)), "")  # fmt: skip
    back = listed([spoken_date(period) for period in last.returned])
    again = f", and read zero again in {spoken_date(after)}" if after else ""
    return f"Coal imports read zero in {spoken_date(last.zero_period)}, came back in {back}{again}"


def _points(rows: Sequence[Flow], kind: str) -> list[dict[str, object]]:
    made = []
    for row in rows:
        amount, unit = (row.quantity, row.unit) if kind == "quantity" else (row.value, row.currency)
        if amount is not None and unit in {"t", "USD"}:
            made.append(
                {"when": middle(row), "amount": float(amount), "shown": shown(amount, unit), "ledger": row.ledger,
                 "period": row.period}
            )  # fmt: skip
    return made


def _limits(traded: Traded) -> list[dict[str, object]]:
    """Each limb of each UN cap as a line over the days it was in force."""
    made: list[dict[str, object]] = []
    for measure in traded.measures_on(COAL, "cap"):
        window = measure.limit.window
        if traded.regime.layer(measure) != "un" or window is None:
            continue
        end = min(window.last, measure.in_force.until or window.last)
        for part in measure.limit.first_reached_of:
            made.append(
                {"panel": 0 if part.kind == "quantity" else 1, "from": year_of(str(window.first)),
                 "to": year_of(str(end)), "amount": float(part.size), "words": large(part.size, part.symbol)}
            )  # fmt: skip
    return made


def _marks(case: Case, traded: Traded) -> list[dict[str, object]]:
    """The days on which bans with no way out began, UN first."""
    days: dict[str, str] = {}
    for measure in traded.measures_on(COAL, "ban"):
        if outright(measure) and measure.in_force.until is None and traded.regime.layer(measure) == "un":
            days.setdefault(str(measure.in_force.start), "UN ban")
    return [{"when": year_of(day), "words": f"{words}, {spoken_date(day)}"} for day, words in days.items()]


def _row_columns() -> tuple[Column, ...]:
    return (
        Column("period", "Period"),
        Column("ledger", "Ledger"),
        Column("reporter", "Reporter"),
        Column("hs", "HS"),
        Column("quantity", "Quantity", numeric=True),
        Column("value", "Value", numeric=True),
        Column("stated", "As stated", long=True),
        Column("notes", "Notes", long=True),
        Column("id", "Row"),
    )


def row_cells(case: Case, row: Flow) -> tuple[Cell, ...]:
    """One row of flows as a table shows it."""
    stated = " / ".join(text for text in (row.quantity_stated, row.value_stated) if text)
    return (
        row.period.replace("/", " to "),
        row.ledger,
        reporter_of(case, row.reporter),
        row.hs,
        shown(row.quantity, row.unit),
        shown(row.value, row.currency),
        stated,
        row.notes,
        row.id,
    )


ROW_COLUMNS = _row_columns()


def first_cap(case: Case, traded: Traded) -> FigurePage | None:
    """The first cap with two limbs, as every ledger fills it."""
    windows = list(dict.fromkeys(use.window for use in traded.uses(COAL)))
    uses = [use for use in traded.uses(COAL) if windows and use.window == windows[0]]
    told = [use for use in uses if len(limbs(use)) > 1]
    if not told:
        return None
    best = min(told, key=lambda use: (not use.binding, use.ledger))
    said = listed([f"{percent(limb.central_share, limb.share)} of its {LIMBS[limb.kind]}" for limb in limbs(best)])
    measure = traded.regime.measure(best.measure)
    binding = f"; the {LIMBS[best.binding]} binds" if best.binding else ""
    return _cap_figure(
        case, uses,
        slug="coal-first-cap",
        title=f"The first cap was used to {said}{binding}",
        subtitle=f"{measure.title}, paragraph {measure.paragraph}: {limit_words(best)}, whichever is reached first; "
        f"{spoken_date(measure.in_force.start)} to {spoken_date(best.through)}",
        notes=(f"{best.verdict.shown.capitalize()} on the ledger “{best.ledger}”: {best.verdict.reason}", not_added()),
    )  # fmt: skip


def early(case: Case, traded: Traded) -> FigurePage | None:
    """The second cap when national law cut it short, under each reading of what the first one left."""
    if traded.early_day is None:
        return None
    uses = [
        use
        for policy in POLICIES
        for use in traded.uses(COAL, policy, early=True)
        if use.through == traded.early_day and any(limb.central_share is not None for limb in limbs(use))
    ]
    told = [use for use in uses if use.ledger == "committee"] or uses
    if not told:
        return None
    strict = told[0]
    limb = next((x for x in limbs(strict) if x.kind == strict.binding), limbs(strict)[-1])
    others = [
        f"{percent(found.central_share, found.share)} with {_READINGS[use.carry_over]}"
        for use in told[1:]
        for found in limbs(use)
        if found.kind == limb.kind and use.ledger == strict.ledger
    ]
    reached = sum(use.verdict.verdict == "breach" for use in told)
    ban = f"When imports were suspended, {percent(limb.central_share, limb.share)} of the {LIMBS[limb.kind]} was used"
    return _cap_figure(
        case, uses,
        slug="coal-second-cap-early",
        title=f"{ban}: the cap was {'not ' if strict.verdict.verdict == 'within' else ''}reached as the text stands",
        subtitle=f"The cap of {strict.window} to {spoken_date(strict.through)}, with {listed(others)}" if others
        else f"The cap of {strict.window} to {spoken_date(strict.through)}",
        notes=(
            *(f"{use.carry_over.capitalize()}: {CARRY_OVER[use.carry_over]}." for use in told),
            f"“Already reached” holds under {reached} of {plural(len(told), 'reading')} on the ledger “{strict.ledger}”.",
            not_added(),
        ),
    )  # fmt: skip


_READINGS = {"excess": "the excess of the first window charged", "whole": "all of the first window charged"}


def whole_year(case: Case, traded: Traded) -> FigurePage | None:
    """The second cap to its last day, after which coal was banned."""
    windows = list(dict.fromkeys(use.window for use in traded.uses(COAL)))
    if len(windows) < 2:
        return None
    uses = [
        use
        for policy in POLICIES
        for use in traded.uses(COAL, policy)
        if use.window == windows[1] and any(limb.central_share is not None for limb in limbs(use))
    ]
    told = [use for use in uses if use.carry_over == "strict" and use.ledger == "committee"] or uses
    if not told:
        return None
    use = told[0]
    measure = traded.regime.measure(use.measure)
    limb = next((x for x in limbs(use) if x.kind == use.binding), limbs(use)[-1])
    end = measure.in_force.until
    later = f" On {spoken_date(end)} a ban took its place; no later sum is held against the cap." if end else ""
    return _cap_figure(
        case, uses,
        slug="coal-second-cap",
        title=f"Reported coal filled {percent(limb.central_share, limb.share)} of the second cap’s {LIMBS[limb.kind]} before the ban",
        subtitle=f"{measure.title}: {limit_words(use)}, {spoken_date(measure.in_force.start)} to {spoken_date(use.through)}.{later}",
        notes=(
            f"{use.verdict.shown.capitalize()} on the ledger “{use.ledger}”: {use.verdict.reason}",
            *([f"Would be settled by: {use.verdict.settled_by}."] if use.verdict.settled_by else []),
            not_added(),
        ),
    )  # fmt: skip


def _cap_figure(
    case: Case, uses: Sequence[Utilisation], *, slug: str, title: str, subtitle: str, notes: tuple[str, ...]
) -> FigurePage:
    drawn = [_drawn(use, limb) for use in uses for limb in limbs(use) if limb.share.low or limb.central_share]
    return FigurePage(
        slug=slug,
        title=title,
        subtitle=subtitle,
        shows="Shares of the cap by limb and ledger",
        wide=charts.shares_of_a_limit(drawn, narrow=False),
        narrow=charts.shares_of_a_limit(drawn, narrow=True),
        keys=(*dot_keys(use.ledger for use in uses), Key("published", "line", "The limit")),
        columns=CAP_COLUMNS,
        rows=tuple(cap_cells(use, limb) for use in uses for limb in limbs(use)),
        notes=notes,
        definition="What was traded and charged in the whole window over the whole limit. The cap is reached when either limb is. "
        "Rows that overlap are counted once.",
        uncertainty="Pale bars are what the rounding and the gaps of the sources leave open.",
        results=cap_results(uses),
    )


def limbs(use: Utilisation) -> tuple[LimbUse, ...]:
    """The limbs of a cap under the first conversion factor."""
    return use.scenarios[0].limbs


def limit_words(use: Utilisation) -> str:
    """Both limbs of a limit in words."""
    return " or ".join(large(limb.limit.low, limb.unit) for limb in limbs(use) if limb.limit.low is not None)


def cap_results(uses: Sequence[Utilisation]) -> tuple[Result, ...]:
    """The verdicts and figures of some uses, each with its trail."""
    return tuple(found for use in uses for found in (use.verdict, use.quantity, use.value) if found is not None)


def cap_cells(use: Utilisation, limb: LimbUse) -> tuple[Cell, ...]:
    """One limb of one use of a cap as a table shows it."""
    figure = use.quantity if limb.kind == "quantity" else use.value
    return (
        use.measure,
        use.window,
        use.ledger,
        use.carry_over,
        LIMBS[limb.kind],
        shown(limb.central, limb.unit) if limb.central is not None else "cannot say",
        shown(limb.limit.low, limb.unit),
        percent(limb.central_share, limb.share),
        use.verdict.shown,
        (figure or use.verdict).id,
    )


def _drawn(use: Utilisation, limb: LimbUse) -> dict[str, object]:
    low, high = limb.share.as_floats
    reading = "" if use.carry_over == "strict" else f", {use.carry_over}"
    return {
        "label": f"{LIMBS[limb.kind].capitalize()}{reading}|{use.ledger}",
        "ledger": use.ledger,
        "share": None if limb.central_share is None else float(limb.central_share),
        "low": low,
        "high": high,
        "shown": percent(limb.central_share, limb.share),
    }


def under_the_ban(case: Case, traded: Traded) -> FigurePage | None:
    """What each layer of law says of coal still reported under the ban that is in force."""
    lasting = {m.id for m in traded.measures_on(COAL, "ban") if m.in_force.until is None and outright(m)}
    amounts = {row.id: row for row in case.flows if row.quantity or row.value}
    found = [v for v in traded.under_bans if v.measure in lasting and v.row in amounts]
    un = [v for v in found if v.layer == "un"]
    if not un:
        return None
    breaches = {v.row for v in un if v.verdict.verdict == "breach"}
    rows = {v.row for v in un}
    return FigurePage(
        slug="coal-under-the-ban",
        title=f"{plural(len(breaches), 'row')} of coal lie wholly under the UN ban, {len(rows) - len(breaches)} straddle its first day",
        subtitle="Each row with coal in it against each ban still in force: UN law and national law are judged separately",
        shows="Rows of coal under the ban",
        columns=(
            Column("row", "Row"),
            Column("period", "Period"),
            Column("ledger", "Ledger"),
            Column("amount", "Amount"),
            Column("measure", "Measure", links="law"),
            Column("verdict", "Verdict"),
            Column("reason", "Why", long=True),
            Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(
            (
                v.row, v.period.replace("/", " to "), v.ledger,
                " / ".join(filter(None, (shown(amounts[v.row].quantity, amounts[v.row].unit),
                                         shown(amounts[v.row].value, amounts[v.row].currency)))),
                v.measure, v.verdict.shown, v.verdict.reason, v.verdict.id,
            )
            for v in found
        ),
        notes=("Rows that report zero are left out: nothing was traded in them.",
               "A total that runs across the change of law describes; it is never called a breach."),
        definition="The verdict of every ban on coal that has not ended on every row with a quantity or a value above zero.",
        uncertainty="A verdict on an allegation is a verdict on what is alleged, if it is true.",
        results=tuple(v.verdict for v in found),
    )  # fmt: skip
