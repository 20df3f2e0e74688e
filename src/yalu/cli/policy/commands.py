"""`yalu policy`: options as data, compared by what happens if they fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from yalu.cli.output import present
from yalu.cli.parameters import (
    Asked,
    AskedForRows,
    Ruled,
    SharedOptions,
    TableOptions,
    Wanted,
    a_day,
    day_of,
    opened,
)
from yalu.cli.streams import console
from yalu.cli.tables import Kept, Part, Table

if TYPE_CHECKING:
    from yalu.policy.facade import PolicyDesk
    from yalu.policy.formulas.stoppage import LawState

_SLOW = 2.0  # seconds after which a reader is shown that it goes on

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


@contextmanager
def _patience(futures: int) -> Iterator[None]:
    """Says on the error stream, where somebody looks at it, that work of more than two seconds goes on."""
    screen = console(error=True)
    notice = Timer(
        _SLOW, lambda: screen.print(f"comparing over {futures:,} futures …") if screen.file.isatty() else None
    )
    notice.daemon = True
    notice.start()
    try:
        yield
    finally:
        notice.cancel()


@app.command(name="list")
def list_policies(*, read: Read = Reading(), asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """List the policies: what each is, what it pays, from when it talks, how fast it can be undone."""
    from yalu.policy.options.policy_text import payers_words, worth_words  # noqa: PLC0415 - loaded when asked

    desk = read.desk(asked)
    table = Table(
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
                f"{policy.reversible_days} days"
                + ("" if all(p.reversible_days for p in policy.payments) else "; money never"),
            ]
            for policy in (*desk.policies, *desk.worked)
        ],
        note="yalu policy show ID shows one in full; yalu policy compare begins with what happens if each fails. "
        "Worked options are compared only when they are named.",
    )
    present([*desk.policies, *desk.worked], table, asked=asked, command="policy list", case=desk.case)


@app.command
def show(wanted: Wanted, *, read: Read = Reading(), asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show one policy in full: levers by date, what is owed, payments and their releases, sources.

    Parameters
    ----------
    wanted
        The id of a policy, such as escrow.
    """
    from yalu.policy.options.policy_text import policy_lines  # noqa: PLC0415 - loaded when asked

    desk = read.desk(asked)
    policy = desk.policy(wanted)
    present(policy, lambda: policy_lines(policy), asked=asked, command="policy show", case=desk.case)


@app.command
def compare(
    wanted: Annotated[tuple[str, ...], Parameter(name="--id")] = (),
    *,
    set_: Annotated[
        tuple[str, ...],
        Parameter(name="--set", help="A range of your own, as enforcement=0.4..0.8; may be repeated."),
    ] = (),
    futures: Annotated[
        int | None, Parameter(help="How many futures are drawn; the ranges file says otherwise.")
    ] = None,
    seed: Annotated[
        int | None, Parameter(help="Which futures are drawn; the ranges file says otherwise.")
    ] = None,
    baseline: Annotated[
        str,
        Parameter(help="The id of the policy that the others are compared with; the baseline when left out."),
    ] = "",
    export: Annotated[
        Path | None,
        Parameter(help="Write the experiments as Parquet into this folder, for EMAworkbench and others."),
    ] = None,
    read: Read = Reading(),
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Compare policies: what each leaves if it fails, in a line; the goal, robustness and assumptions with --full.

    There is no score, no probability and no ranking without the failure table.

    Parameters
    ----------
    wanted
        Ids of policies; all of them when none is named. The baseline is always among them.
    """
    from yalu.cli.policy.comparison import comparison_parts  # noqa: PLC0415 - loaded when asked
    from yalu.policy.assumptions import parse_end  # noqa: PLC0415 - loaded when asked

    desk = read.desk(asked)
    ends = dict(parse_end(text) for text in set_)
    with _patience(desk.assumptions.futures if futures is None else futures):
        found = desk.compare(wanted, ends=ends, futures=futures, seed=seed, baseline=baseline)
        written = (
            desk.export(export, wanted, ends=ends, futures=futures, seed=seed, baseline=baseline)
            if export is not None
            else ()
        )

    def shown() -> Iterator[Part]:
        yield from comparison_parts(found, ends)
        yield from (Kept(f"warning: {problem.message}") for problem in desk.warnings)
        yield from (Kept(f"written: {path}") for path in written)

    present(found, shown, asked=asked, command="policy compare", case=desk.case)


@app.command
def margins(
    wanted: Wanted,
    *,
    set_: Annotated[
        tuple[str, ...],
        Parameter(name="--set", help="A range of your own, as enforcement=0.4..0.8; may be repeated."),
    ] = (),
    baseline: Annotated[
        str, Parameter(help="The id of the policy that it is compared with; the baseline when left out.")
    ] = "",
    read: Read = Reading(),
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show what every floor of a policy has to spare, and every single change that turns it, the nearest first.

    Parameters
    ----------
    wanted
        The id of a policy, such as escrow.
    """
    from yalu.policy.assumptions import parse_end  # noqa: PLC0415 - loaded when asked
    from yalu.policy.judgement.failure_table import DEFECT_TITLES  # noqa: PLC0415 - loaded when asked
    from yalu.policy.judgement.margins import margin_words  # noqa: PLC0415 - loaded when asked

    desk = read.desk(asked)
    found = desk.margins(wanted, ends=dict(parse_end(text) for text in set_), baseline=baseline)

    def shown() -> Iterator[Part]:
        for margin in found:
            at = ", ".join(f"{name} {value:g}" for name, value in margin.at.items()) or "every future"
            yield f"{margin_words(margin)}{'; at the edge' if margin.edge else ''}"
            yield f"  least to spare when the counterpart {DEFECT_TITLES[margin.defects]}, at {at}"
            yield from (f"  {flip.words}" for flip in margin.flips)

    present(list(found), shown, asked=asked, command="policy margins", case=desk.case)


@app.command
def law(wanted: Wanted, *, read: Read = Reading(), asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """Show what the law is for every line of trade under a policy, period by period and under every set of levers.

    Parameters
    ----------
    wanted
        The id of a policy, such as squeeze.
    """
    desk = read.desk(asked)
    states = desk.law_states(wanted)
    table = Table(
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
    present(list(states), table, asked=asked, command="policy law", case=desk.case)


def _enforced(state: LawState) -> str:
    parts = ["better"] if state.better else []
    parts += [f"designations at {state.designated:g}"] if state.designated else []
    return ", ".join(parts) or "as today"


@app.command
def path(
    wanted: Wanted,
    turns: tuple[str, ...] = (),
    *,
    on: Annotated[
        str | None, Parameter(help="Only the account at the end of this day.", validator=a_day)
    ] = None,
    read: Read = Reading(),
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Follow a policy's money along any path of states, to the last day ahead: paid, held, exposed, stranded, by date.

    Parameters
    ----------
    wanted
        The id of a policy, such as escrow.
    turns
        Dated states, such as 2017-08-01=freeze 2018-03=pause 2018-05=resume 2018-06-01=breach.
    """
    from yalu.policy.agreement.steps import parse_turns  # noqa: PLC0415 - loaded when asked
    from yalu.policy.options.policy_text import path_words  # noqa: PLC0415 - loaded when asked

    desk, followed = read.desk(asked), parse_turns(turns)
    accounts = desk.path(wanted, followed, day_of(on))
    table = Table(
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
    words = path_words(desk.policy(wanted), followed, desk.terms(wanted), accounts[-1].day)
    warnings = [Kept(f"warning: {problem.message}") for problem in desk.warnings]
    present(
        list(accounts), lambda: [table, *words, *warnings], asked=asked, command="policy path", case=desk.case
    )
