"""What the pages of chains say, row by row: boxes, links in order, dates in order, titles that state the finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from yalu.case.chain_records import Deal, Link, Node
from yalu.case.citations import cite
from yalu.case.records import Case
from yalu.chains.citations import link_says, when
from yalu.chains.facade import Chains
from yalu.chains.knowledge.ladder import Rung
from yalu.chains.summaries import ChainRow
from yalu.chains.words import GOODS, grade_words
from yalu.site.data.visit_data import listed
from yalu.site.pages.chains.svg import AUTHORITY, DrawnLink, NodeBox, wrapped
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.results import Citation, Verdict
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

_STATE = 17  # letters of a state that fit into the head of a box beside the kind of party

KIND = {
    "company": "company", "person": "person", "body": "body", "bank": "bank", "component": "component",
    "software": "software", "machine": "machine", "good": "good", "shipment": "shipment", "vessel": "ship",
    "programme": "programme",
}  # fmt: skip
CONTROL = {
    "controlled": "controlled", "partly": "partly controlled", "not_controlled": "not controlled",
    "cannot_say": "list not stated",
}  # fmt: skip


# On whose word something is said, by the grade of its evidence.
_WORD = {
    "court finding": ", as a court found", "official finding": ", as officials found",
    "company admission": ", as was admitted", "expert report": ", as experts report",
    "press": ", as the press reports", "allegation": ", as is alleged",
}  # fmt: skip


class LinkLine(msgspec.Struct, frozen=True):
    """One link as the list under the picture tells it."""

    number: int
    link: Link
    says: str
    size: str
    grade: str
    sources: tuple[Citation, ...]
    broken: str = ""


class ChainDate(msgspec.Struct, frozen=True):
    """One dated thing of the timeline: the date as written, what it is, and where it comes from."""

    order: str
    date: str
    kind: str
    text: str
    sources: tuple[Citation, ...]


def lines(chains: Chains, deal: Deal, broken: Mapping[str, Sequence[str]]) -> tuple[LinkLine, ...]:
    """The links of a deal, the way of the goods first, then who stands behind it, then authorities."""
    links = sorted(chains.links_of(deal.id), key=lambda link: (_rank(link), link.id))
    return tuple(
        LinkLine(
            number,
            link,
            link_says(msgspec.structs.replace(link, stated="", start=None, end=None), chains.nodes),
            "; ".join(part for part in (_spoken(link), link.stated) if part),
            grade_words(link.grade),
            cite(chains.sources, link.sources),
            _broken(broken.get(link.id, ())),
        )
        for number, link in enumerate(links, start=1)
    )


def _broken(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    more = f", and {len(titles) - 1} more put on it (see Conditions)" if len(titles) > 1 else ""
    return titles[0] + more


def _rank(link: Link) -> int:
    return 2 if link.kind in AUTHORITY else 0 if link.kind in GOODS else 1


def _spoken(link: Link) -> str:
    first, last = spoken_date(link.start), spoken_date(link.end)
    if link.start is not None and link.end is not None and first != last:
        return f"{first} to {last}"
    return first or (f"until {last}" if last else "")


def marks(lines: Sequence[LinkLine]) -> tuple[DrawnLink, ...]:
    """The same links for the picture, under the same numbers."""
    return tuple(DrawnLink(line.number, line.link, bool(line.broken)) for line in lines)


def shown(case: Case, chains: Chains, deal: Deal) -> dict[str, NodeBox]:
    """Every node of a deal as its box tells it, with what authorities did to it."""
    links = chains.links_of(deal.id)
    ends = sorted({end for link in links for end in (link.from_node, link.to_node)})
    notes: dict[str, list[str]] = {}
    for link in links:
        if link.kind in AUTHORITY:
            whom = chains.nodes[link.to_node].name
            done = "listed" if link.kind == "designated_by" else "restricted"
            day = when(link).removeprefix("since ")
            notes.setdefault(link.from_node, []).append(f"{done} {day} by {_short(whom)}".replace("  ", " "))
    return {end: _box(case, chains.nodes[end], notes.get(end, [])) for end in ends}


def _box(case: Case, node: Node, notes: list[str]) -> NodeBox:
    head = [KIND[node.kind]]
    if node.control:
        head.append(CONTROL[node.control])
    elif node.country:
        name = case.place(node.country)
        head.append(name if len(name) < _STATE else node.country)
    side = "target" if node.country == case.target else "partner" if node.country == case.partner else "other"
    note_lines = tuple(line for note in notes[:3] for line in wrapped(note, 25, 3))
    return NodeBox(node, wrapped(node.name), ", ".join(head), note_lines, side)


def _short(name: str) -> str:
    plain = name.partition(" (")[0].partition(" / ")[0]
    return plain.removeprefix("US Treasury ").removeprefix("US Commerce ")


def broken_at(conditions: Sequence[Verdict]) -> dict[str, list[str]]:
    """For every link that broke a condition first, the conditions it broke in words."""
    found: dict[str, list[str]] = {}
    for verdict in conditions:
        if verdict.verdict == "breach":
            link = verdict.reason.removeprefix("broken at ").partition(":")[0]
            found.setdefault(link, []).append(f"{verdict.title}{on_whose_word(verdict)}")
    return found


def timeline(case: Case, chains: Chains, deal: Deal, rungs: Sequence[Rung]) -> tuple[ChainDate, ...]:
    """Links, facts, actions and answers of a deal that carry a date, in order."""
    rows = []
    for link in chains.links_of(deal.id):
        first = link.start or link.end
        if first is not None:
            kind = "act of an authority" if link.kind in AUTHORITY else "link"
            rows.append(_dated(first, _spoken(link), kind, link_says(msgspec.structs.replace(
                link, start=None, end=None), chains.nodes), cite(chains.sources, link.sources)))  # fmt: skip
    wanted = {row.id for rung in rungs for row in (*rung.trail.rows, *rung.trail.left_out)}
    rows += [
        _dated(
            fact.date,
            spoken_date(fact.date),
            "fact of knowledge",
            fact.text,
            cite(chains.sources, fact.sources),
        )
        for fact in chains.facts
        if fact.id in wanted
    ]
    rows += [
        _dated(
            action.date,
            spoken_date(action.date),
            "action",
            action.title,
            cite(chains.sources, action.sources),
        )
        for action in case.actions
        if action.matter == deal.id
    ]
    rows += [
        _dated(answer.date, spoken_date(answer.date), "answer",
               f"{answer.responder}: {answer.kind.replace('_', ' ')}{f' – “{answer.quote}”' if answer.quote else ''}",
               cite(chains.sources, answer.sources))
        for answer in case.responses
        if answer.matter == deal.id
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.order, row.kind, row.text)))


def _dated(date: PartialDate, said: str, kind: str, text: str, sources: tuple[Citation, ...]) -> ChainDate:
    return ChainDate(f"{date.earliest}{date.latest}", said, kind, text, sources)


def headline(rows: Sequence[ChainRow]) -> str:
    """What the list of all deals shows, as a sentence."""
    held = Counter(row.verdict for row in rows if row.verdict)
    established, alleged = held["known (established)"], held["known (alleged)"]
    unanswered = held["known (accepted unanswered)"]
    rest = len(rows) - established - alleged - unanswered
    return (
        f"Of {plural(len(rows), 'documented chain')}, that the seller knew is established in {established} "
        f"and alleged in {alleged}"
        + (f"; in {unanswered} a court accepted it unanswered" if unanswered else "")
        + (f"; in {rest} it is not shown" if rest else "")
    )


# What a verdict on knowledge says of an actor, in a clause; K and S stand in the line under the title.
_KNEW = {
    "known (established)": "that {} knew is established",
    "known (accepted unanswered)": "that {} knew a court accepted unanswered",
    "known (alleged)": "that {} knew is alleged",
    "should have known": "{} should have known, by the facts on record",
    "destination only": "of {} it is shown only that the destination was known",
    "not shown": "that {} knew is not shown",
}


def deal_headline(chains: Chains, deal: Deal, conditions: Sequence[Verdict], rungs: Sequence[Rung]) -> str:
    """What one deal shows, as a sentence: the condition that was broken or what reached whom, on whose word, and what was known."""
    breaches = [verdict for verdict in conditions if verdict.verdict == "breach"]
    if breaches:
        said = _broken_title(breaches)
    else:
        arrived = next((link for link in chains.links_of(deal.id) if link.kind == "delivered_to"), None)
        said = deal.title if arrived is None else _arrived_title(chains, arrived)
    rung = next((rung for rung in rungs if rung.quoted), None)
    if rung is None:
        return said
    knew = _KNEW.get(rung.verdict, "of what {} knew: " + rung.verdict).format(rung.actor_name)
    return f"{said}; {knew}, as of {spoken_date(rung.as_of) or 'no date'}"


def _broken_title(breaches: Sequence[Verdict]) -> str:
    """The items whose condition the first breach broke, the condition in its words, and on whose word it is said."""
    condition = breaches[0].title.partition(":")[0]
    items = dict.fromkeys(
        breach.title.partition(": ")[2].partition(" (")[0]
        for breach in breaches
        if on_whose_word(breach) == on_whose_word(breaches[0])
    )
    return f"{listed(list(items))} went on against a condition, “{condition[:1].lower()}{condition[1:]}”{on_whose_word(breaches[0])}"


def _arrived_title(chains: Chains, link: Link) -> str:
    first, last = (chains.nodes[end].name for end in (link.from_node, link.to_node))
    return f"{first} reached {last}{_WORD.get(grade_words(link.grade), '')}"


def fate(verdict: Verdict) -> str:
    """What became of a condition in a word, with whose report it is; a kept one says in how far."""
    words = {"breach": "broken", "within": verdict.trail.coverage.qualified("kept")}
    word = words.get(verdict.verdict, verdict.verdict.replace("_", " "))
    return f"{word}, as reported by {verdict.as_reported_by}" if verdict.as_reported_by else word


def on_whose_word(verdict: Verdict) -> str:
    """How a breach is worded, by the weakest evidence under it: as a fact, or as somebody's word."""
    grade = verdict.reason.partition("weakest evidence: ")[2].partition(";")[0]
    return _WORD.get(grade, "")


def by_reason(conditions: Sequence[Verdict]) -> list[tuple[Verdict, tuple[Verdict, ...]]]:
    """Conditions that met the same fate in one line: the first of them, and all."""
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in conditions:
        where = verdict.reason.partition(":")[0] if verdict.verdict == "breach" else verdict.reason
        groups.setdefault((verdict.verdict, where), []).append(verdict)
    return [(held[0], tuple(held)) for held in groups.values()]
