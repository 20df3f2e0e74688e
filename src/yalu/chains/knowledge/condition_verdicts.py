"""What became of a condition, as a verdict: one for each condition, however many sources state it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from yalu.case.chain_records import Forbids, Link
from yalu.chains.answers import ChainResults
from yalu.chains.citations import link_says, link_support, when
from yalu.chains.knowledge.conditions import Fate, MetLink, find_fates
from yalu.chains.link_trails import trail_of
from yalu.chains.words import ASSERTED, GRADES, grade_words, weakest
from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.results import Verdict, VerdictKind
from yalu.vocabulary.strength import Strength

if TYPE_CHECKING:
    from yalu.chains.facade import Chains


def ask_conditions(chains: Chains, deal: str | None) -> ChainResults[Verdict]:
    """What became of every condition, in order of the link that stated it.

    Statements of one condition, those of one deal that forbid the same of one item and hang on the same links,
    are one verdict under the best dated and best graded of them; its trail names the others.
    """
    stated = {n for n, link in chains.links.items() if deal is None or link.deal == deal}
    found, why = find_fates(chains.graph, chains.links, chains.nodes)
    coverage = chains.covers("nodes", "links")
    groups: dict[tuple[object, ...], list[Fate]] = {}
    for fate in found:
        if fate.condition in stated:
            link = chains.links[fate.condition]
            alone = () if fate.decided_by else (fate.condition,)
            key = (link.deal, fate.item, link.forbids, fate.decided_by, alone)
            groups.setdefault(key, []).append(fate)
    rows = [_verdict(chains, _best_first(chains, fates), coverage) for fates in groups.values()]
    return ChainResults(sorted(rows, key=lambda row: row.id), coverage, stopped=why)


def _best_first(chains: Chains, fates: Sequence[Fate]) -> list[Fate]:
    """Statements of one condition: those that decide before those that leave open, then by grade and id."""

    def rank(fate: Fate) -> tuple[bool, int, str]:
        return not fate.breaks, GRADES.index(chains.links[fate.condition].grade), fate.condition

    return sorted(fates, key=rank)


def _verdict(chains: Chains, fates: Sequence[Fate], coverage: Coverage) -> Verdict:
    fate = fates[0]
    stated, item = chains.links[fate.condition], chains.nodes[fate.item].name
    outcome = _outcome_of(chains, fate, item)
    names = list(dict.fromkeys([fate.condition, *outcome.rests_on]))
    strength = Strength(tuple(link_support(chains.links[n], chains.sources) for n in names))
    others = [one.condition for one in fates[1:]]
    also = [*outcome.beside, *others]
    trail = trail_of(
        chains,
        list(dict.fromkeys([*names, *also])),
        ("the item is followed into everything it was built into",),
    )
    reason = outcome.reason + (f"; the condition is stated at {', '.join(others)} too" if others else "")
    words = (stated.forbids or "").replace("_", " ")
    towards = f" to {', '.join(place_name(code) for code in stated.forbids_to)}" if stated.forbids_to else ""
    return Verdict(
        id=f"condition/{fate.condition}",
        title=f"No {words}{towards}: {item} ({stated.condition or stated.kind})",
        verdict=outcome.verdict,
        reason=reason,
        trail=msgspec.structs.replace(trail, coverage=coverage, strength=strength),
        settled_by=outcome.settled,
        as_reported_by="" if outcome.verdict == "cannot_say" else _reporters(strength),
    )


class _Outcome(msgspec.Struct, frozen=True):
    """A verdict in words, the links it rests on, what would settle it, and links that are named beside it."""

    verdict: VerdictKind
    reason: str
    rests_on: tuple[str, ...] = ()
    settled: str = ""
    beside: tuple[str, ...] = ()


def _outcome_of(chains: Chains, fate: Fate, item: str) -> _Outcome:
    if fate.breaks:
        first = fate.breaks[0]
        beside = (*(one.link for one in fate.breaks[1:]), *_against(fate.breaks))
        return _Outcome("breach", _broken_words(chains, fate, item), (*first.way, first.link), "", beside)
    if fate.disputed:
        said = "; ".join(_both_words(chains, one) for one in fate.disputed)
        names = (*(one.link for one in fate.disputed), *_against(fate.disputed))
        return _Outcome("cannot_say", said, names, "evidence that is better than either of the two")
    if fate.undated:
        at = _named(chains, fate.undated)
        lacking = _undated(chains, fate)
        said = f"whether the condition came before {at} cannot be said: {lacking}"
        settled = "the day on which the condition was stated, and that of each link named"
        return _Outcome("cannot_say", said, _links(fate.undated), settled)
    return _no_breach(chains, fate, item)


def _no_breach(chains: Chains, fate: Fate, item: str) -> _Outcome:
    """What is said of a condition of which no link says that it was broken."""
    if fate.open_links:
        at = ", ".join(_links(fate.open_links))
        said, settled = _NOT_KNOWN[chains.links[fate.condition].forbids or "retransfer"]
        said, settled = f"handed on at {at} {said}", settled.format(item=item)
        return _Outcome("cannot_say", said, _links(fate.open_links), settled)
    if fate.kept_links:
        said = f"every link on record is allowed: {', '.join(_links(fate.kept_links))}"
        denied = [_both_words(chains, one) for one in fate.kept_links if one.against]
        said = "; ".join([said, *denied])
        return _Outcome("within", said, _links(fate.kept_links), "", _against(fate.kept_links))
    settled = f"a link that shows where {item} went after the condition, and to whom"
    if fate.earlier:
        since = when(chains.links[fate.condition])
        said = f"the condition, {since}, came after what is on record: {_named(chains, fate.earlier)}"
        return _Outcome("cannot_say", said, (), settled, _links(fate.earlier))
    return _Outcome("cannot_say", "no link on record shows the item handed on", (), settled)


# What is not known of a link that leaves a condition open, and what would settle it.
_NOT_KNOWN: dict[Forbids, tuple[str, str]] = {
    "retransfer": (
        "to somebody whose state is not known",
        "a link that shows where {item} went, and to whom",
    ),
    "military_use": ("for a use that is not known", "what those who got {item} use it for"),
    "unlicensed_export": ("and nobody says under which licence", "how the export of {item} was licensed"),
}


def _links(found: Iterable[MetLink]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in found for name in (*one.way, one.link)))


def _against(found: Iterable[MetLink]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in found for name in one.against))


def _named(chains: Chains, found: Iterable[MetLink]) -> str:
    return ", ".join(f"{one.link} ({when(chains.links[one.link]) or 'no date'})" for one in found)


def _undated(chains: Chains, fate: Fate) -> str:
    """Which of the two has no date, in words."""
    stated = chains.links[fate.condition]
    if stated.start is None and stated.end is None:
        return "the condition has no date"
    if all(not when(chains.links[one.link]) for one in fate.undated):
        return "the link has no date" if len(fate.undated) == 1 else "the links have no date"
    return f"of the condition the record says {when(stated)}"


def _both_words(chains: Chains, one: MetLink) -> str:
    """Two assertions of one delivery that contradict each other, each with its grade."""
    said = f"{one.link} says {_licence(chains.links[one.link])}"
    other = " and ".join(f"{name} says {_licence(chains.links[name])}" for name in one.against)
    mine, theirs = chains.links[one.link].grade, chains.links[one.against[0]].grade
    better = "on equal evidence" if mine == theirs else "on weaker evidence"
    return f"{said}, {other} {better}"


def _licence(link: Link) -> str:
    fact = f"licence {link.licence}" if link.licence else link_says(link, {})
    return f"{fact} ({grade_words(link.grade)}; {link.asserted_by})"


def _broken_words(chains: Chains, fate: Fate, item: str) -> str:
    """Where a condition was broken first, on what evidence, and where it was broken again."""
    first = fate.breaks[0]
    inside = f", with {item} inside" if first.way else ""
    worst = weakest(tuple(chains.links[n].grade for n in (fate.condition, *first.way, first.link)))
    reason = (
        f"broken at {first.link}: {link_says(chains.links[first.link], chains.nodes)}{inside}; "
        f"weakest evidence: {grade_words(worst)}"
    )
    if worst in ASSERTED:
        reason += "; true only if what is asserted is so"
    if first.against:
        reason += f"; {_both_words(chains, first)}"
    if first.order == "overlaps":
        reason += (
            "; the dates are too coarse to say that the condition came first, and the link is of those days"
        )
    if len(fate.breaks) > 1:
        reason += f"; also at {', '.join(one.link for one in fate.breaks[1:])}"
    return reason


def _reporters(strength: Strength) -> str:
    """Whose report a verdict is, each voice once; nobody's when everything under it is sound."""
    voices = (voice.strip() for support in strength.weak for voice in (support.by or support.id).split(";"))
    return " and ".join(dict.fromkeys(filter(None, voices)))
