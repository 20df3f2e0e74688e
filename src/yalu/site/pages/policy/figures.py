"""The figures of a comparison: what failure leaves, how ranks change, where two options change places, money along a path."""

from __future__ import annotations

import math
from collections.abc import Iterator

from yalu.policy.assumptions import MEASURES, TITLES
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.futures import middles
from yalu.policy.judgement.failure_table import DEFECT_TITLES
from yalu.policy.judgement.headlines import titles_named
from yalu.policy.judgement.robustness import LENS_TITLES, LENSES
from yalu.policy.results.comparison import PolicyComparison
from yalu.policy.results.explanations import cited
from yalu.site import charts
from yalu.site.frame.figure_page import Cell, Column, FigurePage, Key
from yalu.site.pages.policy import charts as policy_charts
from yalu.site.pages.policy import wording as policy_words
from yalu.site.pages.policy.payment_path import levels_of
from yalu.vocabulary.results import Citation, Result

_SHORT = dict(
    zip(LENS_TITLES.values(), ("Worst", "Greatest regret", "90th regret", "Threshold"), strict=True)
)
_MARKS = {"yes": "yes", "edge": "edge", "no": "no", "no_deal": "–", "cannot_say": "?"}
_SHADES = {"yes": 1, "edge": 2, "no": 4, "no_deal": 1, "cannot_say": 3}
_NO_FORECAST = "Ranges are spread evenly; no future is called more likely than another, and nothing here predicts a behaviour."


def figures(desk: PolicyDesk, found: PolicyComparison, results: tuple[Result, ...]) -> Iterator[FigurePage]:
    """The four figures, the failure table first."""
    sources = tuple(
        cited(desk, name) for name in dict.fromkeys(s for policy in desk.policies for s in policy.sources)
    )
    yield _failure(found, results, sources)
    yield _ranks(desk, found, sources)
    if found.switch is not None:
        yield _switch(desk, found, sources)
        yield _path(desk, found, sources)


def _failure(
    found: PolicyComparison, results: tuple[Result, ...], sources: tuple[Citation, ...]
) -> FigurePage:
    rows = [
        {"row": row.policy.replace("-", " "), "column": DEFECT_TITLES[row.defects], "shown": _MARKS[row.verdict],
         "shade": _SHADES[row.verdict], "hit": row.verdict == "no"}
        for row in found.failures
    ]  # fmt: skip
    return FigurePage(
        slug="policy-if-it-fails",
        title=policy_words.finding(found),
        subtitle="Whether every floor of the analyst holds against doing nothing new, by where the counterpart breaks the deal",
        shows="Floors held or broken, by option and by state of defection",
        wide=charts.choices_grid(rows, narrow=False),
        narrow=charts.choices_grid(rows, narrow=True),
        columns=(
            Column("policy", "Option"), Column("counterpart", "The counterpart"), Column("holds", "Floors hold"),
            Column("because", "Because", long=True),
            Column("unseen", "Not seen to the end", numeric=True), *(Column(name, TITLES[name][0], numeric=True) for name in MEASURES),
        ),
        rows=tuple(
            (row.policy, DEFECT_TITLES[row.defects], row.shown, row.because, policy_words.unseen(row),
             *(policy_words.failed(row.of(name)) for name in MEASURES))
            for row in found.failures
        ),
        keys=(Key("published", "box", "A floor is broken somewhere within the ranges"),),
        notes=("edge: yes, at the edge; –: no deal that the counterpart could break; ?: cannot say.",),
        definition="Each option with the number of kept steps fixed: the middle of every other range, and in brackets the worst anywhere "
        "within the ranges where the deal is seen to its end. Floors hold where nowhere within the ranges any measure is worse than the "
        "baseline’s by more than the floor.",
        uncertainty=_NO_FORECAST,
        results=results,
        citations=sources,
    )  # fmt: skip


def _ranks(desk: PolicyDesk, found: PolicyComparison, sources: tuple[Citation, ...]) -> FigurePage:
    standings = [found.standing(policy, "revenue_denied") for policy in found.policies]
    moved = [s for s in standings if s.rank_changes]
    rows = [
        {"row": s.policy.replace("-", " "), "column": LENS_TITLES[lens], "shown": policy_words.lens(s, lens),
         "shade": min(4, s.ranks[lens]), "hit": lens in s.rank_changes}
        for s in standings
        for lens in LENSES
    ]  # fmt: skip
    return FigurePage(
        slug="policy-ranks",
        title=f"On revenue denied, {len(moved)} of {len(standings)} options change rank with the way they are judged"
        + (f", {len(standings) - len(moved)} keep it" if len(moved) < len(standings) else "")
        if moved else "On revenue denied, no option changes rank with the way it is judged",
        subtitle="USD million over the months ahead, and the rank in brackets; outlined where the rank is not that of the worst case",
        shows="Revenue denied under four judgements",
        wide=charts.choices_grid(rows, narrow=False),
        narrow=charts.choices_grid([row | {"column": _SHORT[str(row["column"])]} for row in rows], narrow=True),
        columns=(Column("measure", "Measure"), Column("policy", "Option"),
                 *(Column(lens, LENS_TITLES[lens], numeric=True) for lens in LENSES)),
        rows=tuple(
            (TITLES[name][0], policy, *(policy_words.lens(found.standing(policy, name), lens) for lens in LENSES))
            for name in MEASURES
            for policy in found.policies
        ),
        keys=(Key("published", "box", "Another rank than by the worst case"),),
        notes=(found.note,),
        definition="Worst case, greatest regret, 90th-percentile regret, and share of futures that reach the analyst’s threshold, over "
        f"{found.futures:,} futures by Latin hypercube, seed {found.seed}. Equal values share the better rank.",
        uncertainty=_NO_FORECAST,
        citations=sources,
    )  # fmt: skip


def _switch(desk: PolicyDesk, found: PolicyComparison, sources: tuple[Citation, ...]) -> FigurePage:
    switch = found.switch
    assert switch is not None  # noqa: S101 - asked by the caller
    ranges = desk.assumptions.ranges
    rows = [
        {"along": c.across, "low": int(c.down) if c.down == int(c.down) else c.down, "better": c.better,
         "mark": policy_charts.MARKS[c.better], "shares": f"{switch.first} {c.first:.0%}, {switch.second} {c.second:.0%}",
         "says": f"{switch.down} {c.down:g}, {switch.across} {c.across:.2f}".replace("_", " ")}
        for c in switch.cells
    ]  # fmt: skip
    across, down = (ranges[name].title.lower() for name in (switch.across, switch.down))
    first, second = (desk.policy(name).title for name in (switch.first, switch.second))
    table: tuple[tuple[Cell, ...], ...] = tuple(
        (c.down, c.across, c.first, c.second, c.better) for c in switch.cells
    )
    keys = {
        "first": Key("partner", "box", f"+ {switch.first}"), "second": Key("target", "box", f"× {switch.second}"),
        "both": Key("context", "box", "= both equally often"), "neither": Key("band", "box", "· neither"),
    }  # fmt: skip
    return FigurePage(
        slug="policy-switch",
        title=_switch_title(desk, found),
        subtitle=f"Across: {across}. Down: {down}",
        shows="Which option meets the analyst’s goal more often, over two ranges",
        wide=policy_charts.switch_chart(rows, across, "steps kept", narrow=False),
        narrow=policy_charts.switch_chart(rows, switch.across.replace("_", " "), "", narrow=True),
        columns=(Column(switch.down, down), Column(switch.across, across, numeric=True), Column("first", first, numeric=True),
                 Column("second", second, numeric=True), Column("better", "More often")),
        rows=table,
        keys=tuple(key for word, key in keys.items() if any(cell.better == word for cell in switch.cells)),
        notes=switch.sentences,
        definition=f"The goal: {switch.goal}. Each point is asked in 200 futures of the remaining ranges for each "
        "of eight seeds; a place “from to” is where the seeds put it.",
        uncertainty=_NO_FORECAST,
        citations=sources,
    )  # fmt: skip


def _switch_title(desk: PolicyDesk, found: PolicyComparison) -> str:
    switch = found.switch
    assert switch is not None  # noqa: S101 - asked by the caller
    ahead = [t for t in switch.turns if "first" in {t.below, t.above}]
    first, second = (f"“{desk.policy(name).title}”" for name in (switch.first, switch.second))
    across = switch.across.replace("_", " ")
    if not ahead:
        return f"Nowhere on the map does {first} meet the goal more often than {second}"
    rows = sorted({turn.down for turn in ahead})
    down = switch.down.replace("_", " ")
    where = f"with {down} {rows[0]:g}" + (f" to {rows[-1]:g}" if len(rows) > 1 else "")
    ends = [
        turn.at if turn.high is None else turn.high
        for turn in ahead
        if turn.below == "first" and turn.at is not None
    ]
    if len(ends) == len(ahead):
        where += f" and {across} below {_rounded_up(max(ends)):.2f}"
    waits = any(row.policy in {switch.first, switch.second} for row in found.under_condition)
    return f"{'If talks open, ' if waits else ''}{first} meets the goal more often than {second} only {where}"


def _rounded_up(value: float) -> float:
    """The next hundredth, so that “only below” holds for every seed."""
    return math.ceil(round(value * 100, 6)) / 100


def _path(desk: PolicyDesk, found: PolicyComparison, sources: tuple[Citation, ...]) -> FigurePage:
    paying = [policy for policy in desk.policies if policy.payments and policy.id in found.policies]
    future = {name: float(value[0]) for name, value in middles(desk.assumptions.ranges).items()}
    rows, table = [], []
    breach = 0.0
    for policy in paying:
        model = desk.model(policy)
        breach = (model.talks or 0.0) + 2 * future["months_a_step"]
        for month in range(model.horizon + 1):
            fine, exposed, held = levels_of(model, float(month), 1, future)
            table.append((policy.id, month, fine, exposed, held))
            rows += [
                {"option": policy.title, "month": month, "what": what, "amount": amount, "order": order}
                for order, (what, amount) in enumerate((("kept", fine), ("exposed", exposed), ("held", held)))
            ]
    lost = {policy.title: found.failed(policy.id, "freeze").of("stranded").worst or 0.0 for policy in paying}
    return FigurePage(
        slug="policy-path",
        title=_path_title(lost),
        subtitle="USD million by month when only the freeze is kept, every other range at its middle; the dashed line is the breach",
        shows="Money held, released and exposed, and released for a step that was kept",
        wide=policy_charts.path_chart(rows, breach, narrow=False),
        narrow=policy_charts.path_chart(rows, breach, narrow=True),
        columns=(Column("policy", "Option"), Column("month", "Month", numeric=True), Column("kept", "Released, step kept", numeric=True),
                 Column("exposed", "Released, exposed or stranded", numeric=True), Column("held", "Held", numeric=True)),
        rows=tuple(table),
        keys=(Key("partner", "box", "Released for a step that was kept"),
              Key("target", "box", "Released and exposed, after the breach stranded"), Key("rule", "box", "Held by the custodian")),
        definition="Money released is exposed until the step it buys has stood as long as it must; what is exposed when the deal is "
        "broken is stranded. What is still held then goes back, stays held or is forfeited, as the option says.",
        uncertainty=_NO_FORECAST,
        citations=sources,
    )  # fmt: skip


def _path_title(lost: dict[str, float]) -> str:
    """What a breach after the freeze strands at most under each option that pays, the most first."""
    said: dict[float, list[str]] = {}
    for name in sorted(lost, key=lambda name: (-lost[name], name)):
        said.setdefault(lost[name], []).append(name)
    parts = [f"{amount:,.0f} under {titles_named(names)}" for amount, names in said.items()]
    return f"A deal broken after the freeze strands, in millions of dollars, up to {'; up to '.join(parts)}"
