"""The picture of claims that hold under some definitions only: how many of the readings support each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from yalu.claims.records import Checked
from yalu.site.charts.frame import Rows, finish, given, table, tips
from yalu.site.frame.figure_page import Column, FigurePage, Key
from yalu.site.frame.templates import quoted
from yalu.site.frame.theme import INK, RULE, SOFT
from yalu.site.pages.claims.wording import as_printed, deciding_choice, labels_of, own_readings
from yalu.vocabulary.words.numerals import plural

CORNER = 0.10
_COLUMNS = (
    Column("claim", "Statement", long=True), Column("stated", "Stated"), Column("supporting", "Readings that support", numeric=True),
    Column("readings", "Readings", numeric=True), Column("deciding", "What decides most"), Column("trail", "Trail", links="trail"),
)  # fmt: skip


def by_readings(checked: Sequence[Checked]) -> FigurePage | None:
    """Every claim that hinges on a definition, with the share of readings that support it."""
    hinging = [each for each in checked if each.verdict == "supported_if"]
    if len(hinging) < 2:
        return None
    ordered = sorted(hinging, key=lambda each: (-_share(each), each.claim.id))
    corner = sum(_share(each) <= CORNER for each in ordered)
    return FigurePage(
        slug="claims-by-readings",
        title=f"Of {plural(len(ordered), 'statement')} that hinge on a definition, {corner} hold in a tenth of the readings or fewer, "
        f"{len(ordered) - corner} in more",
        subtitle="Readings of each statement that support it, of all that differ in a choice that matters; each is a documented definition",
        shows="Share of readings that support each statement",
        wide=_chart(_rows(ordered, 100), narrow=False),
        narrow=_chart(_rows(ordered, 44), narrow=True),
        keys=(Key("ink", "bar", "readings that support"), Key("rule", "bar", "readings that do not, or cannot be said")),
        columns=_COLUMNS,
        rows=tuple(_cells(each) for each in ordered),
        definition="A reading is one choice for everything the words leave open: rule set, era scheme, weight, denominator, limb, unit. "
        "Departures from what the words name are other statements and are not counted here.",
        uncertainty="The readings are those somebody has documented; their number says nothing about how likely each is.",
        results=tuple(each.today.figure for each in ordered if each.today is not None and each.today.figure is not None),
    )  # fmt: skip


def _share(each: Checked) -> float:
    supporting, computed = own_readings(each.today.grid if each.today else None)
    return supporting / computed if computed else 0.0


def _rows(ordered: Sequence[Checked], most: int) -> Rows:
    made: list[dict[str, Any]] = []
    for line, each in enumerate(ordered):
        supporting, computed = own_readings(each.today.grid if each.today else None)
        quote = each.claim.tested
        if most < len(quote) and as_printed(each):
            quote = f"{quoted(each.claim.stated)}: {quote}"
        short = quote if len(quote) <= most else quote[: most - 1].rsplit(" ", 1)[0] + " …"
        made.append(
            {"line": line, "quote": short, "share": _share(each), "count": f"{supporting} of {computed}"}
        )
    return made


def _chart(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    room = 270 if narrow else 690
    x = alt.X("share:Q", axis=None, scale=given(domain=[0, 1], nice=False, range=[0, room]))
    y = alt.Y("line:Q", axis=None, scale=given(domain=[-0.6, len(rows) - 0.4], nice=False, reverse=True))
    size = 12 if narrow else 13
    whole = table([{**row, "share": 1.0} for row in rows])
    base = alt.Chart(table(rows))
    words = given(align="left", fontSize=size)
    layers: list[Any] = [
        alt.Chart(whole).mark_bar(orient="horizontal", color=RULE, size=8, yOffset=9).encode(x=x, y=y),
        base.mark_bar(orient="horizontal", color=INK, size=8, yOffset=9).encode(
            x=x, y=y, tooltip=tips("quote:N", "count:N")
        ),
        base.mark_text(color=INK, dy=-6, baseline="middle", **words).encode(
            x=alt.value(0), y=y, text="quote:N"
        ),
        base.mark_text(color=SOFT, dy=9, baseline="middle", **words).encode(
            x=alt.value(room + 8), y=y, text="count:N"
        ),
    ]
    return finish(layers, narrow=narrow, height=40 * len(rows) + 8)


def _cells(each: Checked) -> tuple[str | int | None, ...]:
    judged = each.today
    supporting, computed = own_readings(judged.grid if judged else None)
    choice = deciding_choice(judged) if judged else None
    figure = judged.figure.id if judged is not None and judged.figure is not None else ""
    return (
        each.claim.tested, each.claim.stated, supporting, computed,
        labels_of(judged).name(choice.name) if choice else "", figure,
    )  # fmt: skip
