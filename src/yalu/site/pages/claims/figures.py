"""The picture over all claims: one mark a statement, by topic, its shape saying the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt

from yalu.claims.records import Checked
from yalu.site.charts.frame import Rows, finish, given, table, tips
from yalu.site.data.visit_data import listed
from yalu.site.frame.figure_page import Column, FigurePage, Key
from yalu.site.frame.templates import words
from yalu.site.frame.theme import CONTEXT, INK, PUBLISHED, SOFT
from yalu.site.pages.claims.wording import NAMES, ORDER, readings_that_support
from yalu.vocabulary.words.numerals import plural

_COLOURS = {
    "supported": INK, "supported_if": INK, "contradicted": PUBLISHED, "cannot_say": SOFT, "not_checkable": CONTEXT,
}  # fmt: skip
_KEYS = (
    Key("ink", "dot", "supported"), Key("ink", "ring", "supported if"), Key("published", "diamond", "contradicted"),
    Key("soft", "square", "cannot say"), Key("context", "line", "not checkable, or not yet"),
)  # fmt: skip
_COLUMNS = (
    Column("topic", "Topic"), Column("claim", "Statement", long=True), Column("verdict", "Verdict"), Column("stated", "Stated"),
    Column("ours", "Our figure"), Column("readings", "Readings that support"),
)  # fmt: skip


def by_topic(checked: Sequence[Checked], headline: str) -> FigurePage | None:
    """Every claim as one mark on the line of its topic, the verdict in its shape."""
    if len(checked) < 2:
        return None
    ordered = sorted(checked, key=lambda each: (each.claim.topic, ORDER.index(each.verdict)))
    return FigurePage(
        slug="claims-by-topic",
        title=_title(checked) or headline,
        subtitle="Every published statement of the case by topic; the shape is the verdict by what is known now",
        shows="Statements by topic and verdict",
        wide=_chart(_rows(checked, per_line=24), narrow=False),
        narrow=_chart(_rows(checked, per_line=12), narrow=True),
        keys=_KEYS,
        columns=_COLUMNS,
        rows=tuple(_cells(each) for each in ordered),
        definition="Each statement is recomputed under every documented reading of what its words leave open. Supported: all agree. "
        "Supported if: some do. Contradicted: none does. Cannot say: the facts do not give the figure, or its bounds lie on both sides.",
        uncertainty="A verdict is about the words and the facts of the case, never about why a number was printed.",
        results=tuple(each.today.figure for each in ordered if each.today is not None and each.today.figure is not None),
    )  # fmt: skip


def _title(checked: Sequence[Checked]) -> str:
    """The topic whose statements hinge on definitions most, if any does."""
    asked = [each for each in checked if each.today is not None]
    hinging = Counter(each.claim.topic for each in asked if each.verdict == "supported_if")
    if not hinging:
        return ""
    topic, number = min(hinging.items(), key=lambda item: (-item[1], item[0]))
    own = Counter(each.verdict for each in asked if each.claim.topic == topic)
    rest = [(own["supported"], "hold as written"), (own["contradicted"], "hold under none"),
            (own["cannot_say"], "cannot be decided")]  # fmt: skip
    said = listed([f"{count} {what}" for count, what in rest if count])
    whole = plural(own.total(), "statement")
    return f"On {words(topic)}, {number} of {whole} hold under some definitions only{f'; {said}' if said else ''}"


def _rows(checked: Sequence[Checked], per_line: int) -> Rows:
    """Marks in lines: topics with the most statements first, verdicts from supported to not checkable."""
    sizes = Counter(each.claim.topic for each in checked)
    made: list[dict[str, Any]] = []
    line = 0
    for topic in sorted(sizes, key=lambda name: (-sizes[name], name)):
        own = sorted(
            (each for each in checked if each.claim.topic == topic),
            key=lambda each: (ORDER.index(each.verdict), each.claim.id),
        )
        for place, each in enumerate(own):
            made.append(
                {
                    "topic": words(topic)[:1].upper() + words(topic)[1:] if place == 0 else "",
                    "line": line + place // per_line,
                    "place": place % per_line,
                    "verdict": each.verdict,
                    "said": NAMES[each.verdict],
                    "quote": each.claim.tested,
                }
            )
        line += (len(own) - 1) // per_line + 1
    return made


def _chart(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    lines = max(row["line"] for row in rows) + 1
    most = 12 if narrow else 24
    left = 92 if narrow else 110
    x = alt.X(
        "place:Q",
        axis=None,
        scale=given(domain=[-0.5, most - 0.5], nice=False, range=[left, 330 if narrow else 780]),
    )
    y = alt.Y("line:Q", axis=None, scale=given(domain=[-0.7, lines - 0.3], nice=False, reverse=True))
    layers: list[Any] = []
    for verdict in ORDER:
        own = [row for row in rows if row["verdict"] == verdict]
        if own:
            layers.append(_points(own, verdict, narrow).encode(x=x, y=y, tooltip=tips("said:N", "quote:N")))
    names = [row for row in rows if row["topic"]]
    layers.append(
        alt.Chart(table(names))
        .mark_text(align="left", baseline="middle", color=INK, fontSize=12 if narrow else 13)
        .encode(x=alt.value(0), y=y, text="topic:N")
    )
    return finish(layers, narrow=narrow, height=26 * lines + 10)


def _points(rows: Rows, verdict: str, narrow: bool) -> Any:
    shapes = {"contradicted": "diamond", "cannot_say": "square", "not_checkable": "stroke"}
    filled = verdict == "supported"
    return alt.Chart(table(rows)).mark_point(
        shape=shapes.get(verdict, "circle"), size=110 if narrow else 150, filled=filled, color=_COLOURS[verdict],
        opacity=1, strokeWidth=0 if filled else 2,
    )  # fmt: skip


def _cells(each: Checked) -> tuple[str | None, ...]:
    judged = each.today
    return (
        words(each.claim.topic), each.claim.tested, NAMES[each.verdict], each.claim.stated, judged.ours if judged else "",
        readings_that_support(judged.grid) if judged else "",
    )  # fmt: skip
