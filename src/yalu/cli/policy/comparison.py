"""A comparison of options as text: the answer first, then the tables it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from yalu.cli.tables import Behind, Kept, Part, Table
from yalu.policy.assumptions import MEASURES, TITLES
from yalu.policy.judgement.failure_table import DEFECT_TITLES, DEFECTS, Failed, Failure
from yalu.policy.judgement.metrics import METRIC_TITLES, METRICS
from yalu.policy.judgement.robustness import LENSES, Lens, PolicyStanding, percent, stable
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES

if TYPE_CHECKING:
    from yalu.policy.judgement.dependence import ShareCondition
    from yalu.policy.judgement.headlines import OptionLine
    from yalu.policy.judgement.metrics import Summary
    from yalu.policy.results.comparison import Assumed, PolicyComparison, SideBySide

_SHORT = {
    "worst": "worst case",
    "max_regret": "greatest regret",
    "p90_regret": "90% regret",
    "share_reached": "at threshold",
}
_TABLED = ("revenue_denied", "cash_received", "stranded", "exposed", "freeze_months")


def comparison_parts(found: PolicyComparison, ends: Mapping[str, tuple[float, float]]) -> Iterator[Part]:
    """One line an option: what it leaves at each step at which it may fail; then the headline, what is guessed, the rest."""
    yield _left(found)
    yield from ("", found.headline, *_changed(ends), _guessed(found))
    yield ""
    for line in found.lines:
        because = f" ({line.because})" if line.because and line.verdict != "edge" else ""
        yield f"{line.policy}: {line.shown}{because}"
        yield Behind(partial(_option, line))
    yield ""
    yield from (Kept(f"Not said: {text}.") for text in found.unsaid)
    yield Behind(lambda: _rest(found, ends))


def _changed(ends: Mapping[str, tuple[float, float]]) -> list[str]:
    changed = ", ".join(f"{name} {low:g} to {high:g}" for name, (low, high) in ends.items())
    return [f"Computed with {changed}."] if changed else []


def _guessed(found: PolicyComparison) -> str:
    bases = Counter(one.basis for one in found.assumptions)
    rest = ", ".join(f"{n} {basis}" for basis, n in bases.most_common() if basis != "guess")
    return f"Of {len(found.assumptions)} assumptions {bases['guess']} are guesses ({rest or 'no other'}); --full lists them."


def _left(found: PolicyComparison) -> Table:
    """Revenue denied and money stranded, by option and by the step at which the counterpart breaks the deal."""
    rows = []
    for policy in found.policies:
        own = {row.defects: row for row in found.failures if row.policy == policy}
        rows.append([policy, *(_pair(own[step]) if step in own else "" for step in DEFECTS)])
    return Table(
        "If it fails: revenue denied / money stranded, USD million, where the other side kept",
        ["policy", *(_STEPS[step] for step in DEFECTS)],
        rows,
        right=range(1, len(DEFECTS) + 1),
        note="! a floor is broken there; some parts: it broke while dismantling; - not seen within the months ahead; "
        "at the middle of the ranges. --full has the worst of them, the goal, robustness, what decides, the assumptions.",
    )


# What the counterpart had kept when it broke the deal, in ten letters: five of them stand in one line.
_STEPS = {
    "none": "nothing", "freeze": "the freeze", "inspected": "inspection", "dismantling": "some parts", "never": "all steps",
}  # fmt: skip


def _pair(row: Failure) -> str:
    cells = (row.of("revenue_denied").middle, row.of("stranded").middle)
    return "/".join("-" if cell is None else f"{cell:,.0f}" for cell in cells) + ("!" if row.broken else "")


def _option(line: OptionLine) -> Iterator[str]:
    for label, text in (
        ("buys", line.buys),
        ("risks", line.risks),
        ("when", line.must_be_true),
        ("margin", line.margin),
    ):
        if text:
            yield f"  {label:<7} {text}"


def _rest(found: PolicyComparison, ends: Mapping[str, tuple[float, float]]) -> Iterator[Part]:
    for part in (_failures, _goal, _robustness, _side_by_side, _deciding, _article):
        yield from part(found)
    changed = ", ".join(f"{name} {low:g} to {high:g}" for name, (low, high) in ends.items())
    yield f"\nWhat is assumed: {found.title}{f', with {changed}' if changed else ''}"
    yield from (f"  {_assumed(one)}" for one in found.assumptions)


def _failures(found: PolicyComparison) -> Iterator[Part]:
    yield from ("", f"If it fails: every policy when the counterpart defects, against {found.baseline}")
    folded = []
    for policy in found.policies:
        own = [row for row in found.failures if row.policy == policy]
        if all(row.measures == own[0].measures and row.verdict == own[0].verdict for row in own):
            folded.append(own[0])
        else:
            yield _failure_table(
                policy, "the counterpart", [(DEFECT_TITLES[row.defects], row) for row in own]
            )
    if folded:
        yield _failure_table(
            "Does not depend on the counterpart", "policy", [(row.policy, row) for row in folded]
        )
    yield from (
        "",
        "Middle of the ranges, then in brackets the worst anywhere within them; USD million and months. Holds: nowhere within the "
        "ranges worse than the baseline by more than your floor. Exposed: paid and not yet safe as the months ahead end, unbroken. Not "
        "seen: paths that do not end within the months ahead; they are in no other column but exposed.",
    )  # fmt: skip
    yield from _broken_most(found.failures)


def _failure_table(title: str, first: str, rows: Sequence[tuple[str, Failure]]) -> Table:
    return Table(
        f"\n{title}",
        [first, "holds", "denied", "paid", "stranded", "exposed", "freeze", "unseen"],
        [
            [
                name, row.shown, *(_span(row.of(measure)) for measure in _TABLED),
                f"{row.unseen:.0%}" if row.unseen else "",
            ]
            for name, row in rows
        ],
        right=(2, 3, 4, 5, 6, 7),
    )  # fmt: skip


def _broken_most(failures: Sequence[Failure]) -> Iterator[Part]:
    """Every broken floor once, at the state and in the future in which it is broken most."""
    worst: dict[tuple[str, str], tuple[Failure, Failed]] = {}
    for row in failures:
        for one in row.measures:
            key = (row.policy, one.measure)
            if one.within is False and (
                key not in worst or (one.against or 0) < (worst[key][1].against or 0)
            ):
                worst[key] = (row, one)
    if worst:
        yield from ("", "Where a floor is broken most")
        yield from (
            f"  {row.policy}, {DEFECT_TITLES[row.defects]}: {_signed(one)}" for row, one in worst.values()
        )


def _signed(one: Failed) -> str:
    at = ", ".join(f"{name} {value:g}" for name, value in one.at.items())
    return f"{one.measure.replace('_', ' ')} {one.against:+,.0f} against the baseline, {f'at {at}' if at else 'in every future'}"


def _goal(found: PolicyComparison) -> Iterator[Part]:
    yield from ("", f"The goal: {found.goal}. {found.inducement}")
    waits = {row.policy for row in found.under_condition}
    for policy, share in found.meets_goal.items():
        spread = found.goal_spread.get(policy)
        share_met = percent(spread.low, spread.high) if spread else percent(share, share)
        yield f"  {policy}: met in {share_met} of futures{', if talks open' if policy in waits else ''}"
        for row in (one for one in found.under_condition if one.policy == policy):
            met, opens = percent(row.met_low, row.met_high), percent(row.opens_low, row.opens_high)
            name = f"{row.publisher} {row.year}".strip()
            yield f"    under its own condition, {name} ({row.definition}): {met}; talks open in {opens}"
    if found.bare:
        yield Table(
            "\nWithout its levers",
            ["policy", "holds", "without", "denied, worst", "without", "goal", "without"],
            [
                [
                    b.policy, *b.shown, f"{b.worst:,.0f}", f"{b.worst_bare:,.0f}", f"{b.met:.0%}",
                    f"{b.met_bare:.0%}",
                ]
                for b in found.bare
            ],
            right=(3, 4, 5, 6),
            note="The same deal with no lever pulled: what the levers add, and what the deal alone is.",
        )  # fmt: skip


def _robustness(found: PolicyComparison) -> Iterator[Part]:
    yield from (
        "",
        f"How robust: {found.futures:,} futures, seed {found.seed}. In brackets the rank; * where it is not the rank by the "
        "worst case. Worst case and greatest regret are those of the whole ranges, the other two of the futures drawn; “from–to” "
        "is what eight seeds make of them.",
    )  # fmt: skip
    for name in MEASURES:
        title, unit = TITLES[name]
        yield Table(
            f"\n{title}, {unit}",
            ["policy", *(_SHORT[lens] for lens in LENSES)],
            [
                [policy, *(_ranked(found.standing(policy, name), lens) for lens in LENSES)]
                for policy in found.policies
            ],
            right=(1, 2, 3, 4),
        )
    yield from ("", found.note)
    turned = [row for row in found.summaries if row.turned and row.measure == "revenue_denied"]
    if turned:
        yield Table(
            "\nOther metrics of the field on revenue denied, ranks; * where it is not the rank by the worst case",
            ["policy", *(METRIC_TITLES[metric] for metric in METRICS)],
            [[row.policy, *(_metric(row, metric) for metric in METRICS)] for row in found.summaries if row.measure == "revenue_denied"],
            right=range(1, 7),
            note="After McPhail et al. 2018; --json has every measure with its values.",
        )  # fmt: skip


def _metric(row: Summary, metric: str) -> str:
    rank = {str(name): value for name, value in row.ranks.items()}.get(metric)
    return "" if rank is None else f"{rank}{'*' if metric in row.turned else ''}"


def _side_by_side(found: PolicyComparison) -> Iterator[Part]:
    yield Table(
        "\nSide by side, every range at its middle; never added up",
        ["policy", "denied", "cash out, by payer", "stranded", "exposed", "freeze", "breach seen"],
        [
            [
                s.policy, f"{s.revenue_denied:,.0f}", "; ".join(f"{p.payer} {p.middle:,.0f}" for p in s.cash_out) or "none",
                _stranded(s), f"{s.exposed:,.0f}",
                f"{s.freeze_months:.1f}", "nothing owed" if s.breach_visible is None else f"{s.breach_visible:.1f}",
            ]
            for s in found.side_by_side
        ],
        right=(1, 3, 4, 5, 6),
        note="Exposed: would be stranded by a breach the day after the months ahead. Own: by the option's own keep periods.",
    )  # fmt: skip
    yield Table(
        "\nWhat it touches and how it is undone",
        ["policy", "humanitarian", "undone in", "share condition"],
        [
            [s.policy, ", ".join(s.humanitarian_lines) or "none", s.undone, _shares(s.share_conditions)]
            for s in found.side_by_side
        ],
    )


def _stranded(one: SideBySide) -> str:
    own = "" if one.stranded_own is None else f" (own {one.stranded_own:,.0f})"
    return f"{one.stranded:,.0f}{own}"


def _deciding(found: PolicyComparison) -> Iterator[Part]:
    yield Table(
        "\nWhat decides each measure: share of variance that goes with one range",
        ["policy", "measure", "ranges"],
        [
            [row.policy, row.measure.replace("_", " "), ", ".join(f"{name} {share:.0%}" for name, share in row.shares.items())]
            for row in found.importance
        ],
        note="Ranges under 2 percent are left out, and what only two ranges together decide is in none.",
    )  # fmt: skip
    yield Table(
        "\nWhich ranges turn the order of two policies",
        ["range", "on", "order in its lowest third", "order in its highest third"],
        [[d.range, d.measure.replace("_", " "), ", ".join(d.low), ", ".join(d.high)] for d in found.deciding],
        note="A range that is not here swaps no two policies."
        if found.deciding
        else "No range swaps two policies.",
    )
    if found.switch is not None:
        yield from (
            "",
            f"Where {found.switch.first} and {found.switch.second} change places",
            *(f"  {s}" for s in found.switch.sentences),
        )


def _article(found: PolicyComparison) -> Iterator[Part]:
    yield Table(
        "\nWhat the article asks of a policy",
        ["policy", "question", "answer", "because"],
        [[t.policy, t.asked.replace("_", " "), t.shown, t.because] for t in found.article_tests],
        note="Answered from each policy's file and these results. No probability of success is given here or anywhere.",
    )


def _assumed(one: Assumed) -> str:
    span = _range(one.low, one.high, one.unit)
    basis = f"{one.basis}: {one.reason}" if one.reason else one.basis
    return f"{one.what}{f': {span}' if span else ''} ({basis})"


def _range(low: float | None, high: float | None, unit: str) -> str:
    if low is None or high is None:
        return ""
    return f"{low:g} {unit}".strip() if low == high else f"{low:g} to {high:g} {unit}".strip()


def _span(one: Failed) -> str:
    if one.middle is None:
        return "-"
    if one.worst is None:
        return f"{one.middle:,.0f} (-)"
    same = round(one.middle) == round(one.worst)
    return f"{one.middle:,.0f}" if same else f"{one.middle:,.0f} ({one.worst:,.0f})"


def _ranked(standing: PolicyStanding, lens: Lens) -> str:
    value = getattr(standing, lens)
    if value is None:
        return "nothing owed"
    if lens == "share_reached":
        spread = standing.share_spread
        shown = percent(spread.low, spread.high) if spread else percent(value, value)
    elif lens == "p90_regret" and standing.p90_spread is not None:
        shown = stable(standing.p90_spread.low, standing.p90_spread.high)
    else:
        shown = f"{value:,.1f}"
    return f"{shown} ({standing.ranks[lens]}{'*' if lens in standing.rank_changes else ''})"


def _shares(conditions: Sequence[ShareCondition]) -> str:
    counts = Counter(condition.today for condition in conditions)
    return f"{counts[YES]} hold, {counts[NO]} do not, {counts[CANNOT_SAY]} cannot say"
