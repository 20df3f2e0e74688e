"""Questions about chains of supply: what was delivered when, how much of it, and what the seller knew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.claims.passages.names import KnownThing
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.records import Found, Mention, found_at
from yalu.claims.passages.sentence_facts import Sight


def _deals(sight: Sight, mention: Mention) -> list[tuple[str, float, list[Found], Sight]]:
    """The deals of the chains that the sentence, or one before it, names."""
    links = sight.names.evidence.case.links
    found: dict[str, tuple[str, float, list[Found], Sight]] = {}
    for company, where in [*((c, sight) for c in sight.companies), *sight.carried("company")]:
        for link in links:
            if company.value in {link.from_node, link.to_node}:
                found.setdefault(
                    link.deal,
                    (link.deal, 4.0 if where is sight else 3.2, [company] if where is sight else [], where),
                )
    for known, worth, shared in sight.likely("deals", mention, least=2.5):
        if known.id not in found:
            found[known.id] = (known.id, min(worth, 3.0), sight.places_of(shared), sight)
    settled = sight.settled("deal")
    if settled and settled[0] not in found:
        found[settled[0]] = (settled[0], 2.0, [], settled[1])
    return sorted(found.values(), key=lambda item: (-item[1], item[0]))[:2]


def _items(sight: Sight, mention: Mention, deal: str) -> list[tuple[KnownThing, list[Found]]]:
    """The goods of a deal that the sentence names."""
    ends_ = {
        node
        for link in sight.names.evidence.case.links
        if link.deal == deal
        for node in (link.from_node, link.to_node)
    }
    return [
        (known, sight.places_of(shared)) for known, _, shared in sight.likely("items", mention, least=1.0, most=60) if known.id in ends_
    ]  # fmt: skip


def _with_deal(sight: Sight, mention: Mention, about: str, said: str, score: float) -> Iterator[Draft]:
    for number, (deal, worth, finds, where) in enumerate(_deals(sight, mention)):
        draft = Draft(sight, about, mention, said, score + worth / 8 - number)
        if finds:
            draft.words("deal", deal, *finds)
        else:
            opening = Found(part="deal", value=deal, start=0, end=min(60, len(where.sentence.text)))
            draft.carry("deal", deal, opening, where)
        yield draft.also("about", *sight.states)


def chain_date(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """When goods were supplied, sold or delivered."""
    case = sight.names.evidence.case
    for draft in _with_deal(sight, mention, "chains.date", mention.said, score):
        for known, finds in _items(sight, mention, draft.given["deal"])[:1]:
            draft.words("item", known.id, *finds)
        for state in (s for s in sight.states if s.value == case.target):
            draft.words("to", case.target, state)
        yield draft


def chain_count(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How many machines, suppliers or deliveries."""
    units = sight.nearest(sight.words_of("unit"), mention)
    what = mention.more.get("what") or ("units" if units else "")
    if not what:
        return
    for draft in _with_deal(sight, mention, "chains.count", mention.said, score):
        draft.given["what"] = what
        items = _items(sight, mention, draft.given["deal"])
        if what == "units" and items:
            draft.words("item", items[0][0].id, *items[0][1])
        draft.also("what", *units[:1])
        yield draft


def control(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Whether a control list covers an item."""
    lists = [
        (name, m)
        for name in ("NSG", "MTCR", "Wassenaar")
        if (m := re.search(rf"\b{name.lower()}\b", sight.text))
    ]
    deals = _deals(sight, mention)[:1]
    if not deals:
        for known, worth, shared in sight.likely("items", mention, least=2.0, most=2):
            draft = Draft(sight, "chains.control", mention, "listed", score + worth / 8)
            yield draft.words("node", known.id, *sight.places_of(shared))
    for deal, worth, _, _ in deals:
        items = _items(sight, mention, deal)
        nodes = [known.id for known, _ in items] or sorted(
            {link.to_node for link in sight.names.evidence.case.links if link.deal == deal}
            & {k.id for k in sight.names.items}
        )
        if not nodes:
            continue
        draft = Draft(sight, "chains.control", mention, "listed", score + worth / 8)
        finds = [find for _, found in items for find in found]
        if len(nodes) > 1:
            draft.leave_open("node", nodes, "which of the goods", assumed=False).also("node", *finds)
        else:
            draft.words("node", nodes[0], *finds)
        if lists:
            places = [found_at(m) for _, m in lists]
            draft.words("lists", ";".join(name for name, _ in lists), *places)
        yield draft.also("about", *sight.states)


def condition(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """What became of the condition on an item."""
    for draft in _with_deal(sight, mention, "chains.condition", mention.said, score):
        known = {item.id for item in sight.names.items}
        bound = sorted(
            {
                link.to_node
                for link in sight.names.evidence.case.links
                if link.deal == draft.given["deal"] and link.forbids
            }
            & known
        )
        if len(bound) > 1:
            yield draft.leave_open("item", bound, "which of the goods", assumed=False)
        elif bound:
            yield draft.words("item", bound[0])


def knowledge(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """What a seller knew."""
    for draft in _with_deal(sight, mention, "chains.knowledge", mention.said, score):
        if re.search(r"end[- ]user", sight.text):
            draft.leave_open("proposition", ("destination", "end_user"), "of what", assumed=False)
        yield draft


def end_user(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Who got the goods, and for what use."""
    use = re.search(
        r"\b(?:nuclear and missile|nuclear|missile|rocket|drone|enrichment)(?: weapons?)? (?:program(?:me)?s?)\b",
        sight.text,
    )
    if use is None:
        return
    for draft in _with_deal(sight, mention, "chains.end_user", use[0], score):
        yield draft.also("stated", found_at(use))


def maker(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """What a company makes."""
    made = re.match(
        r"(?: (?!and\b|among\b|that\b|which\b|using\b|for\b|in\b)[\w-]+){1,3}", sight.text[mention.end :]
    )
    if made is None:
        return
    place = Found(part="", value="", start=mention.end + 1, end=mention.end + made.end())
    owners = [(c, sight) for c in sight.companies if c.end <= mention.start] or sight.carried("company")
    for number, (company, where) in enumerate(owners[:2]):
        draft = Draft(sight, "chains.maker", mention, sight.said(place), score - number).also("stated", place)
        yield (
            draft.words("company", company.value, company)
            if where is sight
            else draft.carry("company", company.value, company, where)
        )


DRAFTERS = {
    "chains.date": chain_date, "chains.count": chain_count, "chains.control": control,
    "chains.condition": condition, "chains.knowledge": knowledge, "chains.end_user": end_user,
    "chains.maker": maker,
}  # fmt: skip
