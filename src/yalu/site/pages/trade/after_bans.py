"""After a ban: how long official trade took to read zero, what came before the end, what others allege."""

from __future__ import annotations

from collections.abc import Sequence

from yalu.case.records import Case, Flow
from yalu.site import charts
from yalu.site.charts.frame import year_of
from yalu.site.data.ban_answers import BanAnswer, has_value, lasting, outright
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import listed, name_of
from yalu.site.frame.figure_page import Column, FigurePage
from yalu.site.pages.trade.coal import ROW_COLUMNS, row_cells
from yalu.site.pages.trade.ledgers import (
    BLANK,
    a_month,
    cited,
    keys,
    month_panel,
    not_added,
    reporter_of,
    rows_on,
    shown,
    zero_run,
)
from yalu.site.pages.trade.ledgers import (
    series as spans_of,
)
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.results import Figure, Result
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date


def to_zero(case: Case, traded: Traded) -> FigurePage | None:
    """Days from each ban's announcement until customs reads zero."""
    asked = [answer for answer in traded.answers if outright(answer.measure)]
    with_days = [answer for answer in asked if has_value(answer.response.to_zero)]
    if not with_days:
        return None
    results: list[Result] = [answer.response.to_zero for answer in with_days]
    results += [
        f
        for answer in with_days
        for f in (answer.response.front_loading, *answer.response.substitution)
        if f and has_value(f)
    ]
    return FigurePage(
        slug="after-bans-to-zero",
        title=_days_title(with_days),
        subtitle=f"Days from a ban’s announcement to the first month in which {name_of(case, 'partner')}’s customs state zero; "
        "customs print months, so each answer is a span",
        shows="Days until trade read zero, by ban",
        columns=_COLUMNS,
        rows=tuple(_cells(answer) for answer in traded.answers),
        notes=(
            "Bans with a way out that the buyer or its state decides on (livelihood, say) are in the table only: "
            "trade could go on lawfully.",
            _missing(traded),
        ),
        definition="At most to the first day of the first month stated as zero, at least to the first day of the last month with trade. "
        "Front-loading is growth against the same months a year earlier; substitution is growth in a code of the same chapter.",
        uncertainty="A month without a row is not zero. Nothing here says that goods stopped, only that customs stopped showing them.",
        results=tuple(results),
    )  # fmt: skip


def _days_title(answers: Sequence[BanAnswer]) -> str:
    """From the fewest to the most days any of the bans took, and how many had not been followed by a zero."""
    over = [answer.response.to_zero for answer in answers if answer.response.zero_period]
    left = len(answers) - len(over)
    goods = plural(len({answer.hs for answer in answers}), "customs code")
    if not over:
        return f"After none of {plural(len(answers), 'outright ban')} on {goods} do the rows on record end in zero"
    low, high = min(figure.low or 0 for figure in over), max(figure.high or 0 for figure in over)
    rest = f"; after {left} no month on record reads zero" if left else ""
    return (
        f"Customs first read zero between {low:.0f} and {high:.0f} days after {len(over)} of "
        f"{plural(len(answers), 'outright ban')} on {goods}{rest}"
    )


def months(case: Case, traded: Traded) -> FigurePage | None:
    """Official imports of the banned goods, month by month, to the last month on record of each."""
    answers = lasting(traded.answers)
    goods = list(dict.fromkeys(answer.hs for answer in answers))
    series = {hs: _customs(case, hs) for hs in goods}
    goods = [hs for hs in goods if zero_run(series[hs]) is not None]
    if not goods:
        return None
    bans = {hs: min(a.measure.in_force.start for a in answers if a.hs == hs) for hs in goods}
    begun = min(bans.values())
    since = begun.replace(year=begun.year - 1)
    drawn = {
        hs: [row for row in series[hs] if row.quantity is not None and (row.window.end or since) >= since]
        for hs in goods
    }
    last = max(row.window.end or since for rows in drawn.values() for row in rows)
    named = {hs: f"{_named(answers, hs)}, HS {hs}, {drawn[hs][0].unit} a month" for hs in goods if drawn[hs]}
    panels = [
        month_panel(case, title, drawn[hs], drawn[hs][0].unit, since, last) for hs, title in named.items()
    ]
    marks = [
        {"panel": number, "when": year_of(str(bans[hs])), "words": f"Ban, {spoken_date(bans[hs])}" if not number else "",
         "says": f"Ban, {spoken_date(bans[hs])}"}
        for number, hs in enumerate(named)
    ]  # fmt: skip
    drawn_panels = [panel for panel in panels if panel is not None]
    rows = [row for hs in goods for row in series[hs]]
    return FigurePage(
        slug="after-bans-months",
        title=_zero_title(case, [answer for answer in answers if answer.hs in goods]),
        subtitle=f"Imports from {name_of(case, 'target')} as {name_of(case, 'partner')}’s customs print them, by month, "
        f"from a year before the ban to the last month on record",
        shows="Banned goods by month",
        wide=charts.months(drawn_panels, marks, narrow=False),
        narrow=charts.months(drawn_panels, marks, narrow=True),
        keys=(*keys(row.ledger for row in rows), BLANK),
        columns=ROW_COLUMNS,
        rows=tuple(row_cells(case, row) for row in rows),
        notes=(_unknown_since(series, goods),),
        definition="Rows of the table flows on the ledger “customs”, one code and one month each.",
        uncertainty="A month without a mark was not found, which is not zero; a mark on the base line was reported as zero.",
        results=tuple(a.response.to_zero for a in answers if a.hs in goods and has_value(a.response.to_zero)),
        citations=cited(case, rows),
        series=tuple((_named(answers, hs), seen) for hs in goods for _, seen in spans_of(series[hs])),
    )  # fmt: skip


def _customs(case: Case, hs: str) -> list[Flow]:
    return [
        row
        for row in rows_on(case, hs, "import")
        if row.hs == hs and row.ledger == "customs" and a_month(row)
    ]


def _named(answers: Sequence[BanAnswer], hs: str) -> str:
    name = next(_goods(answer) for answer in answers if answer.hs == hs)
    return name[:1].upper() + name[1:]


def _unknown_since(series: dict[str, list[Flow]], goods: Sequence[str]) -> str:
    last = max(row.window.end for hs in goods for row in series[hs] if row.window.end is not None)
    return f"Nothing product by product is on record here for these goods after {last:%B %Y}: neither trade nor its absence."


def _zero_title(case: Case, answers: Sequence[BanAnswer]) -> str:
    """Which goods read zero at the end of their series, through which month, and which had come back."""
    runs: dict[Observed, list[str]] = {}
    goods = {answer.hs: _goods(answer) for answer in answers}
    for hs, name in goods.items():
        run = zero_run(_customs(case, hs))
        if run is not None:
            runs.setdefault(run, []).append(name)
    said = "; ".join(
        f"{name_of(case, 'partner')}’s customs read zero imports of {listed(names)} "
        + ("in " if f"{run.first:%B %Y}" == run.last_shown else f"from {run.first:%B %Y} to ")
        + f"{run.last_shown}, the last month on record"
        for run, names in runs.items()
    )
    back = {goods[a.hs]: a.response.returned for a in answers if a.response.returned}
    for name, periods in back.items():
        said += f"; {name} had come back in {listed([spoken_date(period) for period in periods])}"
    return said[:1].upper() + said[1:]


def _goods(answer: BanAnswer) -> str:
    """The goods of a ban in a word or two, as the law begins to name them."""
    return answer.measure.goods.text.split(",")[0].lower()


_COLUMNS = (
    Column("hs", "HS"), Column("measure", "Ban", links="law"), Column("announced", "Announced"),
    Column("wind_down", "Wind-down to"), Column("days", "Days to zero"), Column("zero", "Zero in"),
    Column("returned", "Trade again in"), Column("front_loading", "Front-loading"),
    Column("substitution", "Next door"), Column("trail", "Trail", links="trail"),
)  # fmt: skip


def _said(figure: Figure | None) -> str:
    return "" if figure is None else figure.shown


def _cells(answer: BanAnswer) -> tuple[str, ...]:
    response = answer.response
    return (
        answer.hs,
        answer.measure.id,
        str(answer.measure.known_from),
        str(answer.wind_down or ""),
        response.to_zero.shown,
        response.zero_period,
        ", ".join(response.returned),
        _said(response.front_loading),
        "; ".join(f.shown for f in response.substitution if has_value(f))
        or ("cannot say" if response.substitution else ""),
        response.to_zero.id if outright(answer.measure) and has_value(response.to_zero) else "",
    )


def _missing(traded: Traded) -> str:
    asked = [
        answer.response.front_loading
        for answer in traded.answers
        if answer.response.front_loading is not None
    ]
    able = sum(figure.value is not None for figure in asked)
    return (
        f"Front-loading before a wind-down ended can be said for {able} of {plural(len(asked), 'ban')}: "
        "the months a year earlier are mostly not on record."
    )


_BESIDE = (
    Column("hs", "HS"), Column("flow", "Flow"), Column("period", "Period"), Column("reporter", "Of whom"),
    Column("alleged", "Alleged", numeric=True), Column("official", "Official, same days", numeric=True),
    Column("note", "Who says so", long=True), Column("trail", "Trail", links="trail"),
)  # fmt: skip


def beside(case: Case, traded: Traded) -> FigurePage | None:
    """What is alleged, beside what customs and the committee show for the same days."""
    alleged = [row for row in case.flows if row.ledger == "alleged" and row.partner == case.target]
    if not alleged:
        return None
    table, results = [], []
    with_figure = 0
    for row in sorted(alleged, key=lambda row: (row.hs, row.flow, row.period, row.id)):
        found = _official(traded, row)
        with_figure += bool(found)
        results += found
        table.append(
            (
                "all goods" if row.hs == "TOTAL" else row.hs,
                "both ways" if row.flow == "export+import" else row.flow,
                row.period.replace("/", " to "),
                reporter_of(case, row.reporter),
                " / ".join(filter(None, (shown(row.quantity, row.unit), shown(row.value, row.currency)))),
                "; ".join(figure.shown for figure in found) or "no row",
                row.notes,
                found[0].id if found else "",
            )
        )
    return FigurePage(
        slug="after-bans-alleged",
        title=_beside_title(with_figure, len(alleged)),
        subtitle="What states, panels and institutes say was traded, beside what customs or the committee show for the same goods and days",
        shows="Allegations beside official figures",
        columns=_BESIDE,
        rows=tuple(table),
        notes=(not_added(),),
        definition="Rows on the ledger “alleged”, with the figure that each official ledger gives for the same code, days and unit.",
        uncertainty="An allegation is not a finding of ours. Where no official row exists, nothing was found, which is not zero.",
        results=tuple(results),
        citations=cited(case, alleged),
        series=spans_of(alleged),
    )


def _beside_title(with_figure: int, every: int) -> str:
    if not with_figure:
        return f"No official ledger has a figure for the same goods and days beside any of {plural(every, 'allegation')}"
    rest = f" and none beside the other {every - with_figure}" if with_figure < every else ""
    return f"Official ledgers have a figure for the same goods and days beside {with_figure} of {plural(every, 'allegation')}{rest}"


def _official(traded: Traded, row: Flow) -> list[Figure]:
    """The official figures for the days, code and unit of an allegation."""
    if traded.trade is None:
        return []
    unit = row.unit or row.currency
    found = traded.trade.beside(row.period, hs=row.hs, flow=row.flow, unit=unit)
    return [
        one.figure
        for one in found.ledgers
        if one.ledger not in {"alleged", "mirror"} and has_value(one.figure)
    ]
