"""The law by goods: which measure held what, from when to when."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.case.records import Case
from yalu.law.text.timeline import TimelineRow
from yalu.site import charts
from yalu.site.charts.frame import year_of
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import name_of
from yalu.site.frame.figure_page import Column, FigurePage, Key
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.results import Citation
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

# Two measures are on the same goods when they share about a third of their codes.
_ALIKE = 0.3
# As many letters as stand on a line of a phone; more than every name of the bundled goods but a few lists of them.
_LONGEST_NAME = 46


_COLUMNS = (
    Column("goods", "Goods"), Column("measure", "Measure", links="law"), Column("title", "What"),
    Column("effect", "Effect"), Column("layer", "Layer"), Column("from", "From"), Column("until", "Until"),
    Column("hs", "HS"), Column("verified", "Text"),
)  # fmt: skip


def over_time(case: Case, traded: Traded) -> FigurePage | None:
    """Every binding ban, cap and freeze on goods by HS code."""
    on_goods = [row for row in traded.timeline if _on_goods(row)]
    last = str(case.observed.end)
    begun = [row for row in on_goods if str(row.start) <= last]
    drawn = binding_on_goods(case, traded)
    if len(drawn) < 2:
        return None
    lanes = _lanes(drawn)
    rows = [
        _mark(row, name, last)
        for name, found in lanes
        for row in found
        if row.until is None or row.until > row.start
    ]
    now = [row for row in drawn if row.until is None]
    national = sum(1 for row in drawn if row.layer == "national")
    makers = list(
        dict.fromkeys("UN" if row.layer == "un" else row.state for row in drawn if row.layer != "national")
    )
    above, partner = " and ".join(makers) or "UN", name_of(case, "partner")
    return FigurePage(
        slug="law-by-goods",
        title=f"{len(now)} of {plural(len(drawn), 'measure')} on goods had no end on record by {spoken_date(last)}"
        f"{f', {len(drawn) - len(now)} had one' if len(now) < len(drawn) else ''}",
        subtitle=f"Bans and caps on goods by customs code, to {spoken_date(last)}: "
        f"{above} law{f' above, {partner}’s own law below' if national else ''}",
        shows="Measures on goods, from when to when",
        wide=charts.law_over_time(rows, narrow=False),
        narrow=charts.law_over_time(rows, narrow=True),
        keys=tuple(
            key
            for key, layers, effects in (
                (Key("ink", "bar", f"{above} ban"), {"un", "regional"}, {"ban"}),
                (Key("ink", "box", f"{above} cap or freeze"), {"un", "regional"}, {"cap", "freeze"}),
                (Key("partner", "bar", f"{name_of(case, 'partner')}: ban"), {"national"}, {"ban"}),
                (Key("partner", "box", f"{name_of(case, 'partner')}: cap"), {"national"}, {"cap", "freeze"}),
            )
            if any(row["layer"] in layers and row["effect"] in effects for row in rows)
        ),
        columns=_COLUMNS,
        rows=tuple(_cells(case, row, name) for name, found in lanes for row in found),
        notes=(
            f"{national} of the {len(drawn)} {'is' if national == 1 else 'are'} national law. "
            f"{above} and national law are judged separately and shown together."
            if national
            else f"No law of {partner}’s own is on record here, which is not to say that it has none.",
            *_never(drawn),
            *_note_below(len(on_goods) - len(begun), f"on goods began after {spoken_date(last)}"),
            *_note_below(len(begun) - len(drawn), "on goods address other states alone"),
            *_note_below(
                len(traded.timeline) - len(on_goods),
                "without customs codes here are on arms lists, finance, shipping, people",
            ),
        ),
        definition="Each bar is one operative paragraph, from its first day in force to the first day no longer in force. "
        "“Calls upon” paragraphs are left out. Goods are grouped where measures share customs codes.",
        uncertainty="Where the law names goods in words, the customs codes are a mapping; each measure says whose.",
        citations=_cited(traded, drawn),
        series=(
            (
                "",
                Observed(
                    min(row.start for row in drawn), max(case.observed.end or row.start for row in drawn)
                ),
            ),
        ),
    )


def binding_on_goods(case: Case, traded: Traded) -> list[TimelineRow]:
    """The bans, caps and freezes on goods by code that bind the partner and began by the last day observed."""
    last = str(case.observed.end)
    binds = (row for row in traded.timeline if _on_goods(row) and str(row.start) <= last)
    return [row for row in binds if traded.regime.binds(traded.regime.measure(row.measure), case.partner)]


def _on_goods(row: TimelineRow) -> bool:
    return bool(row.hs) and row.effect in {"ban", "cap", "freeze"} and row.binding


def _lanes(rows: Iterable[TimelineRow]) -> list[tuple[str, list[TimelineRow]]]:
    """Measures that share goods, each group named by the shortest of its own words."""
    groups: list[list[TimelineRow]] = []
    for row in rows:
        home = next((group for group in groups if any(_alike(row, other) for other in group)), None)
        if home is None:
            groups.append([row])
        else:
            home.append(row)
    named: dict[str, list[TimelineRow]] = {}
    for group in groups:
        name = _name(min((row.goods for row in group), key=lambda text: (len(text), text)))
        named.setdefault(name, []).extend(group)
    return sorted(named.items(), key=lambda item: (item[1][0].start, item[0]))


def _alike(one: TimelineRow, other: TimelineRow) -> bool:
    shared, either = set(one.hs) & set(other.hs), set(one.hs) | set(other.hs)
    return len(shared) / len(either) >= _ALIKE


def _name(text: str) -> str:
    short = text
    if len(text) > _LONGEST_NAME:
        short = text[: _LONGEST_NAME - 1].rpartition(" ")[0].rstrip(",;") + " …"
    return short[:1].upper() + short[1:]


def _mark(row: TimelineRow, lane: str, last: str) -> dict[str, object]:
    return {
        "lane": lane, "layer": row.layer, "effect": row.effect, "from": year_of(str(row.start)),
        "to": year_of(str(row.until or last)), "title": row.title, "since": str(row.start),
        "until": str(row.until or "open"),
    }  # fmt: skip


def _cells(case: Case, row: TimelineRow, name: str) -> tuple[str, ...]:
    return (
        name,
        row.measure,
        row.title,
        row.effect,
        "UN" if row.layer == "un" else name_of(case, "partner") if row.state == case.partner else row.state,
        str(row.start),
        str(row.until or ""),
        ", ".join(row.hs),
        row.verified,
    )


def _note_below(count: int, what: str) -> tuple[str, ...]:
    return (f"{plural(count, 'measure')} {what}; the list below has them.",) if count else ()


def _never(rows: list[TimelineRow]) -> tuple[str, ...]:
    never = [row for row in rows if row.until is not None and row.until <= row.start]
    if not never:
        return ()
    return (f"Replaced before it began, so not drawn: {'; '.join(row.title for row in never)}.",)


def _cited(traded: Traded, rows: list[TimelineRow]) -> tuple[Citation, ...]:
    found: dict[str, Citation] = {}
    for row in rows:
        for citation in traded.regime.cited(traded.regime.measure(row.measure)):
            found.setdefault(citation.id, citation)
    return tuple(found.values())
