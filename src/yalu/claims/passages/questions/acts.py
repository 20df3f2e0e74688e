"""Questions about acts of enforcement and what was answered to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.claims.passages.names import KnownThing
from yalu.claims.passages.periods import ends
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.records import Found, Mention, found_at
from yalu.claims.passages.sentence_facts import Sight
from yalu.claims.statements.meanings import unit_said
from yalu.vocabulary.amounts import unit as unit_of

_FORFEIT = (
    ("forfeited", re.compile(r"forfeit")), ("seized", re.compile(r"seiz")),
    ("frozen", re.compile(r"froze|frozen|freez")), ("reward", re.compile(r"reward")),
    ("sought", re.compile(r"sought|seek|sues|sued")), ("alleged", re.compile(r"launder|alleg|transactions")),
)  # fmt: skip
# What a kind of act is called in an article.
_CALLED = {
    "designation": r"sanctioned|sanctioning|sanctions on|rounds of|blacklist|designat|listed|added to",
    "indictment": r"indict",
    "complaint": r"charg|complaint|wanted",
    "settlement": r"settle|\bfine[sd]?\b|penalt",
    "forfeiture_complaint": r"forfeit",
}

_OF_GOODS = re.compile(r" (?:goods|products|equipment|technology|parts|items|companies|firms|banks)")
_AMOUNT_TO = re.compile(r"\b(?:numbered|total(?:l)?ed|reached|were|was|stood at|came to|amounted to) $")


def matters(sight: Sight, mention: Mention) -> list[tuple[str, list[Found], Sight]]:
    """The affairs whose parties are named, the nearest first; else those of the sentences before."""
    near = sight.nearest(sight.matters, mention)
    found = [(f.value, [g for g in near if g.value == f.value], sight) for f in near]
    if not found:
        found = [(f.value, [f], where) for f, where in sight.carried("matter")]
    return list({value: (value, finds, where) for value, finds, where in reversed(found)}.values())[::-1]


def _with_matter(draft: Draft) -> Iterator[Draft]:
    listed = matters(draft.sight, draft.mention)
    for number, (matter, finds, where) in enumerate(listed[:2]):
        made = draft.copy(less=number)
        if where is draft.sight:
            yield made.words("matter", matter, *finds)
        else:
            # Without “the company” or “its” a sentence hardly goes on about the party of the one before.
            goes_on = re.search(
                r"\b(?:it|its|the (?:company|firm|bank|group|ship|vessel|settlement|case|fine|penalty))\b",
                draft.sight.text,
            )
            yield made.carry("matter", matter, finds[0], where, less=0.5 if goes_on else 1.5)


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
    acting = [
        s for s in sight.states if s.value in authorities and s.value not in {case.partner, case.target}
    ]
    treasury = re.search(
        r"\btreasury\b|justice department|department of justice|\bofac\b|commerce department|state department",
        sight.text,
    )
    if acting:
        draft.words("state", acting[0].value, acting[0])
    elif treasury:
        place = found_at(treasury)
        common = max(
            sorted(authorities), key=lambda state: sum(a.state == state for a in case.actions), default=""
        )
        if common:
            draft.words("state", common, place)
    named = [s for s in sight.states if s.value == case.partner]
    if named:
        draft.words("names_state", case.partner, *named)
    return draft.also("about", *(s for s in sight.states if s.value == case.target))


def kinds_said(sight: Sight, mention: Mention) -> list[tuple[str, Found]]:
    """The kinds of act the words name, the nearest to the mention first."""
    found = [
        (kind, found_at(match, part="kind", value=kind))
        for kind, pattern in _CALLED.items() for match in re.finditer(pattern, sight.text)
    ]  # fmt: skip
    place = mention.place
    return sorted(found, key=lambda item: (item[1].near(place), item[0]))


def likely_actions(
    sight: Sight, mention: Mention, *, dated: bool = True
) -> list[tuple[KnownThing, float, list[Found]]]:
    """The acts the words most likely mean: of the affairs named, of the kind and day named."""
    listed = {matter: (finds, where) for matter, finds, where in matters(sight, mention)}
    days = [ends(p.value) for p in sight.periods if p.value] if dated else []
    near = {
        known.id: (worth, shared)
        for known, worth, shared in sight.likely("actions", mention, least=1.0, most=200)
    }
    scored = []
    said = [kind for kind, _ in kinds_said(sight, mention)]
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


_ACTED = re.compile(
    r"(?:'s (?:\w+ ){1,3})? ?(?:(?:has|had|have) )?(?:fined|sanctioned|designated|blacklisted|indicted|charged|seized|froze|listed|added"
    r"|imposed|penali[sz]ed|convicted|sentenced)\b"
)


def _states(sight: Sight, *actions: str) -> list[Found]:
    """The states of some acts: whose authority acted, the sides of the case, and whom their titles name.

    A state that acts in the sentence is none of them unless its authority did: “the partner fined ZTE”.
    """
    case = sight.names.evidence.case
    acts_ = [act for act in case.actions if act.id in actions]
    listed = sight.states_of(*(act.title for act in acts_), own=(case.partner, *(act.state for act in acts_)))
    authorities = {act.state for act in acts_}
    return [
        one
        for one in listed
        if one.value in authorities
        or not (_ACTED.match(sight.text, one.end) or re.search(r"\bby (?:the )?$", sight.text[: one.start]))
    ]


def money(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Money imposed, sought or seized."""
    after = sight.text[max(0, mention.start - 40) : mention.end + 40]
    measure = next((name for name, words in _FORFEIT if words.search(after)), "penalty")
    base = Draft(sight, "ledger.total", mention, mention.said, score)
    base.given["measure"] = measure
    if (money_ := unit_said(mention.said)) and unit_of(money_).kind.startswith("money"):
        base.given["currency"] = money_
    base.leave_open("side", ("gross", "net"), "with or without what is suspended", assumed=False)
    for draft in _with_matter(base):
        years = [p for p in sight.periods if p.value and len(p.value) >= 4]
        if years:
            draft.words("year", years[0].value[:4], years[0])
            if not _whole_year(draft, years[0]):
                draft.doubt("year", "another act of the year lies outside the days named")
        else:
            _open_years(draft)
        of = [a.id for a in sight.names.evidence.case.actions if a.matter == draft.given.get("matter")]
        yield draft.also("about", *_states(sight, *of))
    for number, (known, worth, finds) in enumerate(likely_actions(sight, mention)[:2]):
        draft = base.copy(less=0.8 + number)
        draft.score += worth / 20
        yield draft.words("action", known.id, *finds).also("about", *_states(sight, known.id), *sight.periods)


def _whole_year(draft: Draft, period: Found) -> bool:
    """Whether all acts of the affair in a year lie in the days named: the amount asked is that of the year."""
    case, (first, last) = draft.sight.names.evidence.case, ends(period.value)
    paid = {amount.action for amount in case.amounts}
    days = [
        a.date
        for a in case.actions
        if a.matter == draft.given["matter"]
        and a.id in paid
        and str(a.date.earliest.year) == period.value[:4]
    ]
    return all(first <= day.latest and day.earliest <= last for day in days)


def _open_years(draft: Draft) -> None:
    """The years in which money was at stake in the affair, each to be tried: one year's acts are one settlement."""
    case, day = draft.sight.names.evidence.case, draft.sight.published
    acts_ = {a.action for a in case.amounts}
    years = sorted(
        {
            a.date.earliest.year
            for a in case.actions
            if a.matter == draft.given["matter"] and a.id in acts_ and a.date.earliest <= day
        }
    )
    if len(years) > 1:
        draft.leave_open("year", [str(year) for year in years], "no year is named")


def acts(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How many acts, persons, entities, vessels, accounts or shipments."""
    said = mention.said
    counted = sight.nearest(sight.words_of("counted"), mention)
    after = [c for c in counted if 0 <= c.start - mention.end <= 40]
    # “The shipments numbered 283”
    ahead = [
        c for c in counted if c.end <= mention.start and _AMOUNT_TO.search(sight.text[c.end : mention.start])
    ]
    what = next(iter(after or ahead), None)
    if mention.kind == "count" and what is None:
        return
    base = Draft(sight, "ledger.count", mention, said, score)
    if what is not None:
        base.words("what", what.value, what)
        if any(
            re.fullmatch(r" (?:[a-z]+ )?", sight.text[s.end : what.start])
            for s in sight.states
            if s.end <= what.start
        ):
            base.doubt("what", "how many of them are of that state is not counted")
    base.given |= {name: value for name, value in mention.more.items() if name in {"what", "kind"}}
    kinds = kinds_said(sight, mention)
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
    likely = [
        one
        for one in likely_actions(sight, mention)
        if number_of in {"actions", *one[0].more["counted"].split(";")}
    ]
    for number, (known, worth, finds) in enumerate(likely[:2]):
        draft = base.copy(less=0.2 + number)
        draft.without("kind")
        draft.score += worth / 12
        yield draft.words("action", known.id, *finds).also("about", *_states(sight, known.id), *sight.periods)
    if not sight.matters:
        yield _with_time(_with_state(base.copy(less=0.2)))


def act_kind(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """What sort of act it was."""
    word = {"froze": "freeze", "seized the": "seizure", "indicted": "indictment"}.get(
        sight.text[mention.start : mention.end], sight.said(mention)
    )
    # “froze 25 bank accounts” is an act that counts accounts.
    of = [c.value for c in sight.words_of("counted") if 0 <= c.start - mention.end <= 25][:1]
    likely = sorted(
        likely_actions(sight, mention),
        key=lambda item: not set(of) <= set(item[0].more["counted"].split(";")),
    )
    for number, (known, worth, finds) in enumerate(likely[:2]):
        draft = Draft(sight, "ledger.kind", mention, word, score + worth / 12 - number)
        yield draft.words("action", known.id, *finds)


def act_date(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The day of an act."""
    for number, (known, worth, finds) in enumerate(likely_actions(sight, mention, dated=True)[:3]):
        draft = Draft(sight, "ledger.date", mention, mention.said, score + worth / 10 - number * 0.7)
        yield draft.words("action", known.id, *finds).also("about", *_states(sight, known.id))


def programme(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Whose programme an act was directed at."""
    places = [
        s for s in sight.nearest(sight.states, mention)
        if s.start >= mention.end and not _OF_GOODS.match(sight.text[s.end :])
    ]  # fmt: skip
    if not places:
        return
    case = sight.names.evidence.case
    listed = list(dict.fromkeys(s.value for s in places if s.value != case.partner))
    named = [
        case.names.get("target", "")
        if code == case.target
        else sight.said(next(s for s in places if s.value == code))
        for code in listed
    ]
    for number, (known, worth, finds) in enumerate(likely_actions(sight, mention)[:2]):
        draft = Draft(
            sight,
            "ledger.programme",
            mention,
            " and ".join(sorted(filter(None, named))),
            score + worth / 12 - number,
        )
        yield draft.words("action", known.id, *finds).also("stated", *places)


def answers(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How many answers of a kind were found, in an affair where one is named."""
    case = sight.names.evidence.case
    who = [s for s in sight.states if s.value == case.partner]
    none = next((f for f in sight.mentions if f.kind == "none" and f.end <= mention.start), None)
    said = "none" if none is not None else mention.said
    base = Draft(sight, "responses.count", mention, said, score)
    base.given |= {name: value for name, value in mention.more.items() if name == "kind"}
    if who:
        base.words("state", case.partner, *who)
    if none is not None:
        base.also("stated", none.place)
    listed = list(_with_matter(base))
    yield from listed
    for known, _, finds in likely_actions(sight, mention)[:2]:
        yield base.copy(less=0.7).words("matter", known.more["matter"], *finds)
    yield base.copy(less=0.4)


def usual_answer(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The most frequent kind of answer."""
    case = sight.names.evidence.case
    kinds = sorted({r.kind.replace("_", " ") for r in case.responses})
    said = set(sight.text.replace("-", " ").split())
    best = max(kinds, key=lambda kind: (len(set(kind.split()) & said), kind), default="")
    if not set(best.split()) & said:
        return
    draft = Draft(sight, "responses.most", mention, best, score)
    for state in sight.states[:1]:
        draft.words("state", state.value, state)
    responders = ("state", "company") if "company" in said or "companies" in said else ()
    if responders:
        draft.leave_open("responder", responders, "whose answer", assumed=False)
    yield draft


DRAFTERS = {
    "ledger.total": money, "ledger.count": acts, "ledger.kind": act_kind, "ledger.date": act_date,
    "ledger.programme": programme, "responses.count": answers, "responses.most": usual_answer,
}  # fmt: skip
