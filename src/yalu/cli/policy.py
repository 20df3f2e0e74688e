"""`yalu policy`: options as data, compared by what happens if they fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from yalu.cli.asking import Asked, Ruled, SharedOptions, a_day, day_of, opened
from yalu.cli.printing import print_json, print_table, say
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES

if TYPE_CHECKING:
    from yalu.policy.comparing import Assumed, PolicyComparison
    from yalu.policy.dependence import ShareCondition
    from yalu.policy.facade import PolicyDesk
    from yalu.policy.failing import Failed
    from yalu.policy.robustness import Standing
    from yalu.policy.stoppage import LawState

app = App(
    name="policy", help="Policies as data: list, show, compare by what happens if they fail, follow a path."
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Which policies and ranges."""

    policies: Annotated[
        tuple[Path, ...],
        Parameter(
            help="Your own policies beside the bundled ones: a YAML file or a folder; may be repeated."
        ),
    ] = ()
    ranges: Annotated[
        Path | None, Parameter(help="A ranges file of your own, read instead of the case's ranges.yaml.")
    ] = None

    regime: Annotated[
        str | None,
        Parameter(help="The law the policies change: a bundled regime by name, or a regime folder by path."),
    ] = None

    def desk(self, asked: Asked) -> PolicyDesk:
        """The policy desk asked for."""
        from yalu.policy.facade import PolicyDesk  # noqa: PLC0415 - loaded when asked

        case = opened(asked, Ruled(regime=self.regime))
        return PolicyDesk(case.case, also=self.policies, ranges=self.ranges, regime=case.regime)


Read = Annotated[Reading, Parameter(name="*")]


@app.command(name="list")
def list_policies(*, read: Read = Reading(), asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """List the policies: what each is, what it pays, from when it talks, how fast it can be undone."""
    from yalu.policy.telling import payers_words, worth_words  # noqa: PLC0415 - loaded when asked

    desk = read.desk(asked)
    if asked.json:
        print_json(desk.case, "policy list", [*desk.policies, *desk.worked])
        return
    print_table(
        f"{len(desk.policies)} policies; {desk.baseline.id} is the baseline; {len(desk.worked)} worked options below them",
        ["id", "what", "levers", "pays", "talks from", "undone in"],
        [
            [
                policy.id,
                policy.title,
                ", ".join(dict.fromkeys(lever.do.replace("_", " ") for lever in policy.levers)) or "none",
                "; ".join(f"{payers_words(p)} {worth_words(p, millions=True)}" for p in policy.payments)
                or "nobody",
                "" if policy.talks is None else policy.talks.start,
                f"{policy.reversible_days} days",
            ]
            for policy in (*desk.policies, *desk.worked)
        ],
        note="yalu policy show ID tells one in full; yalu policy compare begins with what happens if each fails. "
        "Worked options are compared only when they are named.",
    )


@app.command
def show(wanted: str, *, read: Read = Reading(), asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show one policy in full: levers by date, what is owed, payments and their releases, sources.

    Parameters
    ----------
    wanted
        The id of a policy, such as escrow.
    """
    from yalu.policy.telling import policy_lines  # noqa: PLC0415 - loaded when asked

    desk = read.desk(asked)
    policy = desk.policy(wanted)
    if asked.json:
        print_json(desk.case, "policy show", policy)
        return
    say(*policy_lines(policy))


@app.command
def compare(
    wanted: tuple[str, ...] = (),
    *,
    set_: Annotated[
        tuple[str, ...],
        Parameter(name="--set", help="A range of your own, as enforcement=0.4..0.8; may be repeated."),
    ] = (),
    futures: Annotated[
        int | None, Parameter(help="How many futures are drawn; the ranges file says otherwise.")
    ] = None,
    export: Annotated[
        Path | None,
        Parameter(help="Write the experiments as Parquet into this folder, for EMAworkbench and others."),
    ] = None,
    read: Read = Reading(),
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Compare policies: assumptions, then the failure table, then robustness with every change of rank.

    There is no score, no probability and no ranking without the failure table.

    Parameters
    ----------
    wanted
        Ids of policies; all of them when none is named. The baseline is always among them.
    """
    from yalu.policy.setting import parse_end  # noqa: PLC0415 - loaded when asked

    desk = read.desk(asked)
    ends = dict(parse_end(text) for text in set_)
    found = desk.compare(wanted, ends=ends, futures=futures)
    written = desk.export(export, wanted, ends=ends, futures=futures) if export is not None else ()
    if asked.json:
        print_json(desk.case, "policy compare", found)
        return
    _print_comparison(desk, found, ends)
    say(*(f"written: {path}" for path in written))


@app.command
def law(wanted: str, *, read: Read = Reading(), asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show what the law is for every line of trade under a policy, period by period and under every set of levers.

    Parameters
    ----------
    wanted
        The id of a policy, such as squeeze.
    """
    desk = read.desk(asked)
    states = desk.law_states(wanted)
    if asked.json:
        print_json(desk.case, "policy law", list(states))
        return
    print_table(
        f"{desk.policy(wanted).title}: the law on each line of trade",
        ["goods", "from", "until", "months", "while", "standing", "under", "enforced", "allowed a year"],
        [
            [
                state.line, state.start, state.end, f"{state.last - state.first:.4f}",
                "" if not state.holding else f"moment {' and '.join(str(n + 1) for n in state.holding)} holds",
                state.standing, ", ".join(state.measures), _enforced(state),
                " or ".join(f"{limit:.2f}" for limit in (state.allowed_quantity, state.allowed_amount) if limit is not None),
            ]
            for state in states
        ],
        right=(3,),
        note="“until” is the first day no longer counted; months are of 30.4375 days; what is allowed is USD million at the price of "
        "the year. A moment is a lever that waits for a step or ends with a breach, in the order of the file.",
    )  # fmt: skip


def _enforced(state: LawState) -> str:
    parts = ["better"] if state.better else []
    parts += [f"designations at {state.designated:g}"] if state.designated else []
    return ", ".join(parts) or "as today"


@app.command
def path(
    wanted: str,
    turns: tuple[str, ...] = (),
    *,
    on: Annotated[
        str | None, Parameter(help="Only the account at the end of this day.", validator=a_day)
    ] = None,
    read: Read = Reading(),
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Follow a policy's money along any path of states, to the last day ahead: paid, held, exposed, stranded, by date.

    Parameters
    ----------
    wanted
        The id of a policy, such as escrow.
    turns
        Dated states, such as 2017-08-01=freeze 2018-03=pause 2018-05=resume 2018-06-01=breach.
    """
    from yalu.policy.steps import parse_turns  # noqa: PLC0415 - loaded when asked
    from yalu.policy.telling import path_words  # noqa: PLC0415 - loaded when asked

    desk, followed = read.desk(asked), parse_turns(turns)
    accounts = desk.path(wanted, followed, day_of(on))
    if asked.json:
        print_json(desk.case, "policy path", list(accounts))
        return
    print_table(
        f"{desk.policy(wanted).title}, in millions of {accounts[0].currency}",
        ["day", "state", "deposited", "paid", "held", "returned", "forfeited", "recoverable", "exposed", "stranded", "freeze"],
        [
            [
                a.day, f"{a.state}, paused" if a.paused else a.state,
                *(f"{float(n) / 1e6:,.1f}" for n in (a.deposited, a.released, a.held, a.returned, a.forfeited)),
                *(f"{float(n) / 1e6:,.1f}" for n in (a.recoverable, a.exposed, a.stranded)),
                f"{float(a.freeze_months):.1f} months",
            ]
            for a in accounts
        ],
        right=range(2, 11),
        note="On every path and day: deposited = paid + held + returned + forfeited.",
    )  # fmt: skip
    say(*path_words(desk.policy(wanted), followed, desk.terms(wanted), accounts[-1].day))
    say(*(f"warning: {problem.message}" for problem in desk.warnings))


def _print_comparison(
    desk: PolicyDesk, found: PolicyComparison, ends: Mapping[str, tuple[float, float]]
) -> None:
    from yalu.policy.failing import DEFECT_TITLES  # noqa: PLC0415 - loaded when asked

    changed = (
        f", with {', '.join(f'{name} {low:g} to {high:g}' for name, (low, high) in ends.items())}"
        if ends
        else ""
    )
    say(f"What is assumed: {found.title}{changed}", *(f"  {_assumed(a)}" for a in found.assumptions))
    say(*(f"warning: {problem.message}" for problem in desk.warnings))
    print_table(
        f"\nIf it fails: every policy when the counterpart defects, against {found.baseline}",
        ["policy", "the counterpart", "acceptable", "denied", "received", "stranded", "freeze", "floors broken"],
        [
            [
                f.policy, DEFECT_TITLES[f.defects], "yes" if f.acceptable else "NO",
                *(_span(f.of(name)) for name in ("revenue_denied", "cash_received", "stranded", "freeze_months")),
                ", ".join(name.replace("_", " ") for name in f.broken),
            ]
            for f in found.failures
        ],
        right=(3, 4, 5, 6),
        note="Middle of the ranges, then the worst of all futures; USD million and months. Acceptable: in no future worse than "
        "the baseline by more than your floor.",
    )  # fmt: skip
    _print_robustness(found)
    _print_rest(desk, found)


def _print_robustness(found: PolicyComparison) -> None:
    from yalu.policy.assumptions import MEASURES, TITLES  # noqa: PLC0415 - loaded when asked
    from yalu.policy.robustness import LENS_TITLES, LENSES  # noqa: PLC0415 - loaded when asked

    say(
        "",
        f"How robust: {found.futures:,} futures, seed {found.seed}. In brackets the rank; * where it is not the rank by the worst case.",
    )
    for name in MEASURES:
        title, unit = TITLES[name]
        print_table(
            f"\n{title}, {unit}",
            ["policy", *(LENS_TITLES[lens] for lens in LENSES)],
            [
                [policy, *(_ranked(found.standing(policy, name), lens) for lens in LENSES)]
                for policy in found.policies
            ],
            right=(1, 2, 3, 4),
        )
    say("", found.note)


def _print_rest(desk: PolicyDesk, found: PolicyComparison) -> None:
    print_table(
        "\nSide by side, every range at its middle; never added up",
        ["policy", "denied", "cash out, by payer", "stranded", "freeze", "breach seen", "humanitarian", "undone", "share condition"],
        [
            [
                s.policy, f"{s.revenue_denied:,.0f}", "; ".join(f"{p.payer} {p.middle:,.0f}" for p in s.cash_out) or "none",
                f"{s.stranded:,.0f}", f"{s.freeze_months:.1f}", "nothing owed" if s.breach_visible is None else f"{s.breach_visible:.1f}",
                ", ".join(s.humanitarian_lines) or "none", f"{s.reversible_days} days", _shares(s.share_conditions),
            ]
            for s in found.side_by_side
        ],
        right=(1, 3, 4, 5),
    )  # fmt: skip
    say("", f"The goal: {found.goal}.")
    say(*(f"  {policy}: met in {share:.1%} of futures" for policy, share in found.meets_goal.items()))
    print_table(
        "\nWhich ranges decide the order",
        ["range", "on", "order in its lowest third", "order in its highest third"],
        [[d.range, d.measure.replace("_", " "), ", ".join(d.low), ", ".join(d.high)] for d in found.deciding],
        note="A range that is not here swaps no two policies."
        if found.deciding
        else "No range swaps two policies.",
    )
    if found.switch is not None:
        say(
            "",
            f"Where {found.switch.first} and {found.switch.second} change places",
            *(f"  {s}" for s in found.switch.sentences),
        )
    print_table(
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
    if one.middle is None or one.worst is None:
        return "-"
    return (
        f"{one.middle:,.0f}"
        if round(one.middle) == round(one.worst)
        else f"{one.middle:,.0f} ({one.worst:,.0f})"
    )


def _ranked(standing: Standing, lens: str) -> str:
    value = getattr(standing, lens)
    if value is None:
        return "nothing owed"
    shown = f"{value:.1%}" if lens == "share_reached" else f"{value:,.1f}"
    return f"{shown} ({standing.ranks[lens]}{'*' if lens in standing.rank_changes else ''})"


def _shares(conditions: tuple[ShareCondition, ...]) -> str:
    counts = Counter(condition.today for condition in conditions)
    return f"{counts[YES]} hold, {counts[NO]} do not, {counts[CANNOT_SAY]} cannot say"
