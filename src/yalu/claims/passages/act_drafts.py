"""Questions about acts of enforcement, what was answered to them, and chains of supply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.claims.passages.drafts import Draft
from yalu.claims.passages.names import Known
from yalu.claims.passages.periods import ends
from yalu.claims.passages.records import Figure, Found
from yalu.claims.passages.sight import Sight

_FORFEIT = (
    ("forfeited", re.compile(r"forfeit")),
    ("seized", re.compile(r"seiz")),
    ("frozen", re.compile(r"froze|frozen|freez")),
    ("reward", re.compile(r"reward")),
    ("sought", re.compile(r"sought|seek|sues|sued")),
    ("alleged", re.compile(r"launder|alleg|transactions")),
)
_UNIT_KINDS = {"designation": r"sanctioned|sanctioning|sanctions on|rounds of|blacklist|designat|listed|added to", "indictment": r"indict",
               "complaint": r"charg|complaint|wanted", "settlement": r"settle", "forfeiture_complaint": r"forfeit"}  # fmt: skip


def matters(sight: Sight, figure: Figure) -> list[tuple[str, list[Found], Sight]]:
    """The affairs whose parties are named, the nearest first; else those of the sentences before."""
    near = sight.nearest(sight.matters, figure)
    found = [(f.value, [g for g in near if g.value == f.value], sight) for f in near]
    if not found:
        found = [(f.value, [f], where) for f, where in sight.carried("matter")]
    return list({value: (value, finds, where) for value, finds, where in reversed(found)}.values())[::-1]


def _with_matter(draft: Draft, less: float = 0.0) -> Iterator[Draft]:
    listed = matters(draft.sight, draft.figure)
    for number, (matter, finds, where) in enumerate(listed[:2]):
        made = draft.copy(less=less + number)
        if where is draft.sight:
            yield made.words("matter", matter, *finds)
        else:
            yield made.carry("matter", matter, finds[0], where)


def _with_time(draft: Draft) -> Draft:
    """The days of the acts, by the periods named."""
    sight = draft.sight
    spans = [p for p in sight.periods if p.value and p.more["role"] != "against"]
    exact = [p for p in spans if p.more["grain"] == "day"]
    if exact and exact[0].more["role"] == "in":
        return draft.words("on", exact[0].value, exact[0])
    if spans:
        firsts, lasts = zip(*(ends(p.value) for p in spans), strict=True)
        narrow = [p for p in spans if p.more["grain"] not in {"year", "to date"}] or spans
        firsts, lasts = zip(*(ends(p.value) for p in narrow), strict=True)
        draft.words("since", min(firsts).isoformat(), *spans)
        if not any(p.more["role"] == "since" for p in narrow):
            draft.given["until"] = max(lasts).isoformat()
    return draft


def _with_state(draft: Draft) -> Draft:
    """Whose authority acted, and whose parties are named: the first state named acts, the second is named."""
    sight = draft.sight
    case = sight.names.evidence.case
    authorities = {a.state for a in case.actions if a.state}
    acting = [s for s in sight.states if s.value in authorities and s.value not in {case.partner, case.target}]
    treasury = re.search(r"\btreasury\b|justice department|department of justice|\bofac\b|commerce department|state department", sight.text)
    if acting:
        draft.words("state", acting[0].value, acting[0])
    elif treasury:
        place = Found(part="", value="", start=treasury.start(), end=treasury.end())
        common = max(sorted(authorities), key=lambda state: sum(a.state == state for a in case.actions), default="")
        if common:
            draft.words("state", common, place)
    named = [s for s in sight.states if s.value == case.partner]
    if named:
        draft.words("names_state", case.partner, *named)
    return draft.also("about", *(s for s in sight.states if s.value == case.target))


def kinds_said(sight: Sight, figure: Figure) -> list[tuple[str, Found]]:
    """The kinds of act the words name, the nearest to the figure first."""
    found = [
        (kind, Found(part="kind", value=kind, start=match.start(), end=match.end()))
        for kind, pattern in _UNIT_KINDS.items() for match in re.finditer(pattern, sight.text)
    ]  # fmt: skip
    place = Found(part="", value="", start=figure.start, end=figure.end)
    return sorted(found, key=lambda item: (item[1].near(place), item[0]))


def likely_actions(sight: Sight, figure: Figure, *, dated: bool = True) -> list[tuple[Known, float, list[Found]]]:
    """The acts the words most likely mean: of the affairs named, of the kind and day named."""
    listed = {matter: (finds, where) for matter, finds, where in matters(sight, figure)}
    days = [ends(p.value) for p in sight.periods if p.value] if dated else []
    near = {known.id: (worth, shared) for known, worth, shared in sight.likely("actions", figure, least=1.0, most=200)}
    scored = []
    said = [kind for kind, _ in kinds_said(sight, figure)]
    for known in sight.names.actions:
        matter = known.more["matter"]
        worth, shared = near.get(known.id, (0.0, frozenset()))
        worth = min(worth, 2.0)  # the affair, the kind and the day say more than other words of a title
        finds = sight.places_of(shared)
        if matter in listed:
            worth += 4.0 if listed[matter][1] is sight else 2.0
            finds = [*(listed[matter][0] if listed[matter][1] is sight else []), *finds]
        worth += 2.5 if known.kind in said[:1] else 1.0 if known.kind in said else 0.0
        if known.first and any(first <= known.first <= last for first, last in days):
            worth += 2.5
        if known.first and known.first > sight.published:
            continue
        scored.append((known, worth, finds))
    scored.sort(key=lambda item: (-item[1], item[0].id))
    return [item for item in scored[:6] if item[1] >= 4.5]


def money(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """Money imposed, sought or seized."""
    after = sight.text[max(0, figure.start - 40) : figure.end + 40]
    measure = next((name for name, words in _FORFEIT if words.search(after)), "penalty")
    base = Draft(sight, "ledger.total", figure, figure.said, score)
    base.given["measure"] = measure
    base.leave_open("side", ("gross", "net"), "with or without what is suspended", assumed=False)
    for draft in _with_matter(base):
        years = [p for p in sight.periods if p.value and len(p.value) >= 4]
        if years:
            draft.words("year", years[0].value[:4], years[0])
        else:
            _open_years(draft)
        yield draft.also("about", *sight.states)
    for number, (known, worth, finds) in enumerate(likely_actions(sight, figure)[:2]):
        draft = base.copy(less=0.8 + number)
        draft.score += worth / 20
        yield draft.words("action", known.id, *finds).also("about", *sight.states, *sight.periods)


def _open_years(draft: Draft) -> None:
    """The years in which money was at stake in the affair, each to be tried: one year's acts are one settlement."""
    case, day = draft.sight.names.evidence.case, draft.sight.published
    acts_ = {a.action for a in case.amounts}
    years = sorted({a.date.earliest.year for a in case.actions if a.matter == draft.given["matter"] and a.id in acts_ and a.date.earliest <= day})
    if len(years) > 1:
        draft.leave_open("year", [str(year) for year in years], "no year is named")


def acts(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """How many acts, persons, entities, vessels, accounts or shipments."""
    said = figure.said
    counted = sight.nearest(sight.words_of("counted"), figure)
    after = [c for c in counted if 0 <= c.start - figure.end <= 40]
    what = (after or [None])[0]
    if figure.kind == "count" and what is None:
        return
    base = Draft(sight, "ledger.count", figure, said, score)
    if what is not None:
        base.words("what", what.value, what)
    base.given |= {name: value for name, value in figure.more.items() if name in {"what", "kind"}}
    kinds = kinds_said(sight, figure)
    if what is None or what.value in {"persons", "entities", "actions", "vessels"}:
        for kind, place in kinds[:1]:
            base.words("kind", kind, place)
    named = list(_with_matter(base))
    for draft in named:
        loose = draft.copy(less=0.3)
        yield draft
        if "kind" in loose.given:
            loose.without("kind")
            yield loose
    number_of = base.given.get("what", "actions")
    likely = [one for one in likely_actions(sight, figure) if number_of in {"actions", *one[0].more["counted"].split(";")}]
    for number, (known, worth, finds) in enumerate(likely[:2]):
        draft = base.copy(less=0.2 + number)
        draft.without("kind")
        draft.score += worth / 12
        yield draft.words("action", known.id, *finds).also("about", *sight.states, *sight.periods)
    if not named or not sight.matters:
        yield _with_time(_with_state(base.copy(less=0.2 if not named else 0.6)))


def act_kind(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """What sort of act it was."""
    word = {"froze": "freeze", "seized the": "seizure", "indicted": "indictment"}.get(sight.text[figure.start : figure.end], sight.said(figure))
    # “froze 25 bank accounts” is an act that counts accounts.
    of = [c.value for c in sight.words_of("counted") if 0 <= c.start - figure.end <= 25][:1]
    likely = sorted(likely_actions(sight, figure), key=lambda item: not set(of) <= set(item[0].more["counted"].split(";")))
    for number, (known, worth, finds) in enumerate(likely[:2]):
        draft = Draft(sight, "ledger.kind", figure, word, score + worth / 12 - number)
        yield draft.words("action", known.id, *finds)


def act_date(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """The day of an act."""
    for number, (known, worth, finds) in enumerate(likely_actions(sight, figure, dated=True)[:3]):
        draft = Draft(sight, "ledger.date", figure, figure.said, score + worth / 10 - number * 0.7)
        yield draft.words("action", known.id, *finds).also("about", *sight.states)


def programme(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """Whose programme an act was directed at."""
    places = [s for s in sight.nearest(sight.states, figure) if s.start >= figure.end]
    if not places:
        return
    case = sight.names.evidence.case
    listed = list(dict.fromkeys(s.value for s in places if s.value != case.partner))
    named = [case.names.get("target", "") if code == case.target else sight.said(next(s for s in places if s.value == code)) for code in listed]
    for number, (known, worth, finds) in enumerate(likely_actions(sight, figure)[:2]):
        draft = Draft(sight, "ledger.programme", figure, " and ".join(sorted(filter(None, named))), score + worth / 12 - number)
        yield draft.words("action", known.id, *finds).also("stated", *places)


def answers(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """How many answers of a kind were found, in an affair where one is named."""
    case = sight.names.evidence.case
    who = [s for s in sight.states if s.value == case.partner]
    none = next((f for f in sight.figures if f.kind == "none" and f.end <= figure.start), None)
    said = "none" if none is not None else figure.said
    base = Draft(sight, "responses.count", figure, said, score)
    base.given |= {name: value for name, value in figure.more.items() if name == "kind"}
    if who:
        base.words("state", case.partner, *who)
    if none is not None:
        base.also("stated", Found(part="", value="", start=none.start, end=none.end))
    listed = list(_with_matter(base))
    yield from listed
    for known, _, finds in likely_actions(sight, figure)[:2]:
        yield base.copy(less=0.3).words("matter", known.more["matter"], *finds)
    yield base.copy(less=0.5)


def usual_answer(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """The most frequent kind of answer."""
    case = sight.names.evidence.case
    kinds = sorted({r.kind.replace("_", " ") for r in case.responses})
    said = set(sight.text.replace("-", " ").split())
    best = max(kinds, key=lambda kind: (len(set(kind.split()) & said), kind), default="")
    if not set(best.split()) & said:
        return
    draft = Draft(sight, "responses.most", figure, best, score)
    for state in sight.states[:1]:
        draft.words("state", state.value, state)
    responders = ("state", "company") if "company" in said or "companies" in said else ()
    if responders:
        draft.leave_open("responder", responders, "whose answer", assumed=False)
    yield draft


def _deals(sight: Sight, figure: Figure) -> list[tuple[str, float, list[Found], Sight]]:
    """The deals of the chains that the sentence, or one before it, names."""
    links = sight.names.evidence.case.links
    found: dict[str, tuple[str, float, list[Found], Sight]] = {}
    for company, where in [*((c, sight) for c in sight.companies), *sight.carried("company")]:
        for link in links:
            if company.value in {link.from_node, link.to_node}:
                found.setdefault(link.deal, (link.deal, 4.0 if where is sight else 3.2, [company] if where is sight else [], where))
    for known, worth, shared in sight.likely("deals", figure, least=2.5):
        if known.id not in found:
            found[known.id] = (known.id, min(worth, 3.0), sight.places_of(shared), sight)
    settled = sight.settled("deal")
    if settled and settled[0] not in found:
        found[settled[0]] = (settled[0], 2.0, [], settled[1])
    return sorted(found.values(), key=lambda item: (-item[1], item[0]))[:2]


def _items(sight: Sight, figure: Figure, deal: str) -> list[tuple[Known, list[Found]]]:
    """The goods of a deal that the sentence names."""
    ends_ = {node for link in sight.names.evidence.case.links if link.deal == deal for node in (link.from_node, link.to_node)}
    return [
        (known, sight.places_of(shared)) for known, _, shared in sight.likely("items", figure, least=1.0, most=60) if known.id in ends_
    ]  # fmt: skip


def _with_deal(sight: Sight, figure: Figure, about: str, said: str, score: float) -> Iterator[Draft]:
    for number, (deal, worth, finds, where) in enumerate(_deals(sight, figure)):
        draft = Draft(sight, about, figure, said, score + worth / 8 - number)
        if finds:
            draft.words("deal", deal, *finds)
        else:
            opening = Found(part="deal", value=deal, start=0, end=min(60, len(where.sentence.text)))
            draft.carry("deal", deal, opening, where)
        yield draft.also("about", *sight.states)


def chain_date(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """When goods were supplied, sold or delivered."""
    case = sight.names.evidence.case
    for draft in _with_deal(sight, figure, "chains.date", figure.said, score):
        for known, finds in _items(sight, figure, draft.given["deal"])[:1]:
            draft.words("item", known.id, *finds)
        for state in (s for s in sight.states if s.value == case.target):
            draft.words("to", case.target, state)
        yield draft


def chain_count(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """How many machines, suppliers or deliveries."""
    units = sight.nearest(sight.words_of("unit"), figure)
    what = figure.more.get("what") or ("units" if units else "")
    if not what:
        return
    for draft in _with_deal(sight, figure, "chains.count", figure.said, score):
        draft.given["what"] = what
        items = _items(sight, figure, draft.given["deal"])
        if what == "units" and items:
            draft.words("item", items[0][0].id, *items[0][1])
        draft.also("what", *units[:1])
        yield draft


def control(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """Whether a control list covers an item."""
    lists = [(name, m) for name in ("NSG", "MTCR", "Wassenaar") if (m := re.search(rf"\b{name.lower()}\b", sight.text))]
    for deal, worth, _, _ in _deals(sight, figure)[:1]:
        items = _items(sight, figure, deal)
        nodes = [known.id for known, _ in items] or sorted(
            {link.to_node for link in sight.names.evidence.case.links if link.deal == deal} & {k.id for k in sight.names.items}
        )
        if not nodes:
            continue
        draft = Draft(sight, "chains.control", figure, "listed", score + worth / 8)
        finds = [find for _, found in items for find in found]
        if len(nodes) > 1:
            draft.leave_open("node", nodes, "which of the goods", assumed=False).also("node", *finds)
        else:
            draft.words("node", nodes[0], *finds)
        if lists:
            places = [Found(part="", value="", start=m.start(), end=m.end()) for _, m in lists]
            draft.words("lists", ";".join(name for name, _ in lists), *places)
        yield draft.also("about", *sight.states)


def condition(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """What became of the condition on an item."""
    for draft in _with_deal(sight, figure, "chains.condition", figure.said, score):
        known = {item.id for item in sight.names.items}
        bound = sorted({link.to_node for link in sight.names.evidence.case.links if link.deal == draft.given["deal"] and link.forbids} & known)
        if len(bound) > 1:
            yield draft.leave_open("item", bound, "which of the goods", assumed=False)
        elif bound:
            yield draft.words("item", bound[0])


def knowledge(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """What a seller knew."""
    for draft in _with_deal(sight, figure, "chains.knowledge", figure.said, score):
        if re.search(r"end[- ]user", sight.text):
            draft.leave_open("proposition", ("destination", "end_user"), "of what", assumed=False)
        yield draft


def end_user(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """Who got the goods, and for what use."""
    use = re.search(r"\b(?:nuclear and missile|nuclear|missile|rocket|drone|enrichment)(?: weapons?)? (?:program(?:me)?s?)\b", sight.text)
    if use is None:
        return
    for draft in _with_deal(sight, figure, "chains.end_user", use[0], score):
        yield draft.also("stated", Found(part="", value="", start=use.start(), end=use.end()))


def maker(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """What a company makes."""
    made = re.match(r"(?: (?!and\b|among\b|that\b|which\b|using\b|for\b|in\b)[\w-]+){1,3}", sight.text[figure.end :])
    if made is None:
        return
    place = Found(part="", value="", start=figure.end + 1, end=figure.end + made.end())
    owners = [(c, sight) for c in sight.companies if c.end <= figure.start] or sight.carried("company")
    for number, (company, where) in enumerate(owners[:2]):
        draft = Draft(sight, "chains.maker", figure, sight.said(place), score - number).also("stated", place)
        yield draft.words("company", company.value, company) if where is sight else draft.carry("company", company.value, company, where)


DRAFTERS = {
    "ledger.total": money,
    "ledger.count": acts,
    "ledger.kind": act_kind,
    "ledger.date": act_date,
    "ledger.programme": programme,
    "responses.count": answers,
    "responses.most": usual_answer,
    "chains.date": chain_date,
    "chains.count": chain_count,
    "chains.control": control,
    "chains.condition": condition,
    "chains.knowledge": knowledge,
    "chains.end_user": end_user,
    "chains.maker": maker,
}
