"""Every option in a line: what it buys, what it risks, what must be true, and at what margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from yalu.policy.judgement.boxes import Box
from yalu.policy.judgement.failure_table import (
    DEFECT_TITLES,
    EXPOSED,
    VERDICT_WORDS,
    Failure,
    FailureVerdict,
    reason_of,
    verdict_of,
)
from yalu.policy.judgement.margins import Margin, margin_words
from yalu.policy.judgement.robustness import PolicyStanding
from yalu.vocabulary.words.numerals import plural


class OptionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One option in words. ``deal`` says whether there is anything that the counterpart could break."""

    policy: str
    title: str
    deal: bool
    verdict: FailureVerdict
    because: str
    buys: str
    risks: str
    must_be_true: str
    margin: str

    @property
    def shown(self) -> str:
        """The verdict in words."""
        return VERDICT_WORDS[self.verdict]


def option_lines(
    titles: Mapping[str, str], deals: Mapping[str, bool], failures: Sequence[Failure], standings: Sequence[PolicyStanding],
    margins: Sequence[Margin], boxes: Sequence[Box],
) -> tuple[OptionLine, ...]:  # fmt: skip
    """One line for every policy, in the order of their ``titles``, which stand by id."""
    return tuple(
        OptionLine(
            policy=policy, title=title, deal=deals[policy], verdict=verdict_of(failures, policy), because=reason_of(failures, policy),
            buys=_buys([s for s in standings if s.policy == policy]),
            risks=_risks([s for s in standings if s.policy == policy], [f for f in failures if f.policy == policy]),
            must_be_true=" ".join(box.sentence for box in boxes if box.policy == policy),
            margin=_margin([m for m in margins if m.policy == policy], deal=deals[policy]),
        )
        for policy, title in titles.items()
    )  # fmt: skip


def headline(lines: Sequence[OptionLine], baseline: str) -> str:
    """All options in a sentence; only options with a deal are counted, since nothing else can be broken."""
    deals = [line for line in lines if line.deal and line.policy != baseline]
    if not deals:
        return "No option of this set has a deal that the counterpart could break."
    held = [line for line in deals if line.verdict in {"yes", "edge"}]
    keep = f"{len(held) or 'none'} {'keeps' if len(held) < 2 else 'keep'}"
    words = f"Of {plural(len(deals), 'option')} with a deal, {keep} every floor whenever the counterpart breaks it"
    edge = [line.title for line in held if line.verdict == "edge"]
    parts = [f"{titles_named(edge)} only just"] if edge else []
    broken, unsaid = ([line.title for line in deals if line.verdict == word] for word in ("no", "cannot_say"))
    parts += [f"{titles_named(broken)} {'does not' if len(broken) == 1 else 'do not'}"] if broken else []
    parts += [f"nothing can be said of {titles_named(unsaid)}"] if unsaid else []
    return f"{words}{': ' if parts else ''}{'; '.join(parts)}."


def titles_named(titles: Sequence[str]) -> str:
    """Options by their titles, quoted, for a title may hold an "and" of its own."""
    *others, last = [f"“{title}”" for title in titles]
    return f"{', '.join(others)} and {last}" if others else last


def _buys(standings: Sequence[PolicyStanding]) -> str:
    phrases = []
    for name, words in (
        ("revenue_denied", "USD million of trade denied"),
        ("freeze_months", "months of verified freeze"),
    ):
        one = next((s for s in standings if s.measure == name), None)
        if one is not None and one.highest is not None and one.highest > 0:
            phrases.append(f"{one.lowest:,.0f} to {one.highest:,.0f} {words}")
    return ", ".join(phrases) or "nothing that is measured"


def _risks(standings: Sequence[PolicyStanding], rows: Sequence[Failure]) -> str:
    worst = {s.measure: s.worst for s in standings if s.worst}
    phrases = [
        f"up to {value:,.0f} {words}"
        for name, words in _RISKS.items()
        if (value := worst.get(name))  # type: ignore[call-overload]
    ]
    cut = {row.unseen: DEFECT_TITLES[row.defects] for row in rows if row.unseen}
    if cut:
        most = max(cut)
        phrases.append(f"{most:.0%} of paths not seen to the end ({cut[most]})")
    return ", ".join(phrases) or "nothing that is measured"


def _margin(margins: Sequence[Margin], *, deal: bool) -> str:
    """The margin that decides: of broken floors the first, else the one at the edge, else the least to spare of its floor."""
    if not margins:
        return ""
    broken = [m for m in margins if m.spare < -1e-9]
    edge = [m for m in margins if m.edge]
    counted = [m for m in margins if m.floor > 0 and deal and m.measure != EXPOSED]
    chosen = broken or edge or sorted(counted, key=lambda m: m.spare / m.floor)[:1]
    return "; ".join(margin_words(margin) for margin in chosen)


_RISKS = {
    "stranded": "USD million stranded",
    "exposed": "USD million still exposed at the end",
    "cash_others": "USD million paid by others than the partner",
    "humanitarian_lines": "humanitarian lines touched",
}
