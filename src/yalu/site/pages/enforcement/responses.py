"""What the answers say, as figures: kinds by trigger, and how soon they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from yalu.case.records import Case
from yalu.enforcement.facade import AnswerLog
from yalu.enforcement.responses import WARNING, ListedResponse, Which
from yalu.site.data.visit_data import name_of
from yalu.site.frame.figure_page import Cell, Column, FigurePage, Key
from yalu.site.frame.templates import words as spoken
from yalu.site.pages.enforcement import charts as draw
from yalu.vocabulary.words.numerals import plural

SHORT_KINDS = {"protest_unilateral_sanctions": "protest"}
# What set an answer off, as the head of a column: whole, and short for a phone. Lines are parted by a bar.
_TRIGGERS = {
    "unilateral_action": ("an act of|one state", "one|state"),
    "un_panel_or_committee": ("UN panel or|committee", "UN"),
    "press_or_ngo_report": ("press or|institute", "press"),
    "foreign_government_claim": ("another|government", "other|state"),
    "prosecution_or_raid": ("prosecutor|or raid", "court"),
    "own_action": ("its own|act", "own|act"),
}


def pattern(case: Case, log: AnswerLog) -> FigurePage | None:
    """Kinds of answer by trigger, for the partner state."""
    which = Which(responder="state", state=case.partner)
    if not any(map(which.admits, case.responses)):
        return None
    found = list(log.pattern("trigger", which))
    # A kind is asked only where a row has it: the log refuses words that no row has.
    protests = msgspec.structs.replace(which, kind="protest_unilateral_sanctions")
    asked = [one for one in (which, protests) if any(map(one.admits, case.responses))]
    kinds = Counter[str]()
    for row in found:
        kinds.update(row.kinds)
    ordered = [kind for kind, _ in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))]
    rows = [
        {
            "kind": _lines(kind),
            "trigger": _TRIGGERS[row.key][0],
            "short": _TRIGGERS[row.key][1],
            "number": row.kinds.get(kind, 0),
        }
        for kind in ordered
        for row in found
    ]
    whole = log.pattern("trigger")
    return FigurePage(
        slug="answers-pattern",
        title=_pattern_title(case, log),
        subtitle=f"Answers by {name_of(case, 'partner')} as a state, by what set them off",
        shows="Kinds of answer by trigger",
        wide=draw.matrix(rows, narrow=False),
        narrow=draw.matrix(rows, narrow=True),
        columns=(
            Column("who", "Who"), Column("trigger", "Answering"), Column("all", "All", numeric=True),
            *(Column(kind, spoken(kind).capitalize(), numeric=True) for kind in ordered),
        ),
        rows=(
            *(_pattern_row(name_of(case, "partner"), r.key, r.kinds, ordered) for r in found),
            *(_pattern_row("everybody", r.key, r.kinds, ordered) for r in whole),
        ),
        notes=(WARNING,),
        definition="One row a kind of answer; a statement that protests and asks for compliance is two answers, and the log says so.",
        uncertainty="Which kind an answer is, is a judgement; the quotes are in the list.",
        results=tuple(log.count(one) for one in asked),
    )  # fmt: skip


def _lines(kind: str) -> str:
    """A kind of answer on two lines, so that it stands beside a narrow picture too."""
    first, _, rest = SHORT_KINDS.get(kind, spoken(kind)).partition(" ")
    return f"{first}|{rest}" if rest else first


def _pattern_row(who: str, key: str, kinds: dict[str, int], ordered: Sequence[str]) -> tuple[Cell, ...]:
    return (who, spoken(key), sum(kinds.values()), *(kinds.get(kind, 0) for kind in ordered))


def _pattern_title(case: Case, log: AnswerLog) -> str:
    partner = name_of(case, "partner")
    observed = log.observed
    own = Counter(
        row.kind for row in log.list() if (row.responder_kind, row.state) == ("state", case.partner)
    )
    if not own or observed is None:
        return f"No answer of {partner} as a state is on record"
    unilateral = log.pattern(
        "trigger", Which(responder="state", state=case.partner, trigger="unilateral_action")
    )
    if not unilateral:
        kind, number = min(own.items(), key=lambda item: (-item[1], item[0]))
        return observed.lasting(
            f"{partner} met allegations with {_most((SHORT_KINDS.get(kind, spoken(kind)), number), own)},"
        )
    row = unilateral[0]
    kind, number = max(row.kinds.items(), key=lambda item: (item[1], item[0]))
    ignorance = {r.responder_kind: 0 for r in log.list()}
    for answer in log.list():
        if answer.kind == "claim_of_ignorance":
            ignorance[answer.responder_kind] += (
                answer.state == case.partner or answer.responder_kind == "company"
            )
    what = SHORT_KINDS.get(kind, spoken(kind))
    rest = ", ".join(
        f"{count} {SHORT_KINDS.get(k, spoken(k))}"
        for k, count in sorted(row.kinds.items(), key=lambda i: (-i[1], i[0]))
        if k != kind
    )
    return observed.lasting(
        f"{number} of {plural(row.total, 'answer')} of {partner} to acts of one state {'was' if row.total == 1 else 'were'} "
        f"{what}{f', the rest {rest}' if rest else ''}; "
        f"not to have known was said {plural(ignorance.get('company', 0), 'time')} by companies and "
        f"{'never' if not ignorance.get('state') else plural(ignorance['state'], 'time')} by the state"
    )


def answers_headline(case: Case, log: AnswerLog) -> str:
    """What the partner says most to acts of one state and to all else."""
    answers = [row for row in log.list(Which(responder="state")) if row.state == case.partner]
    sorts = {True: Counter[str](), False: Counter[str]()}
    for row in answers:
        if row.trigger != "own_action":
            sorts[row.trigger == "unilateral_action"][SHORT_KINDS.get(row.kind, spoken(row.kind))] += 1
    observed = log.observed
    if not sorts[True] or not sorts[False] or observed is None:
        return _pattern_title(case, log)
    alone, other = (max(sorts[which].items(), key=lambda item: (item[1], item[0])) for which in (True, False))
    return observed.lasting(
        f"{name_of(case, 'partner')} met acts of one state with {_most(alone, sorts[True])}; other allegations with "
        f"{_most(other, sorts[False])},"
    )


def _most(kind: tuple[str, int], kinds: Counter[str]) -> str:
    """The most frequent kind of answer, of how many, and how many were of another kind."""
    rest = kinds.total() - kind[1]
    return f"{kind[0]} in {kind[1]} of {plural(kinds.total(), 'answer')}{f' and otherwise in {rest}' if rest else ''}"


# Days: an answer known less well than this stands in the table and not in the picture.
_VAGUE = 31


def soon(case: Case, log: AnswerLog) -> FigurePage | None:
    """Days from allegation to answer, a dot an answer."""
    timed = [r for r in log.list() if r.days_low is not None and r.trigger != "own_action"]
    if len(timed) < 5:
        return None
    partner = name_of(case, "partner")
    groups: dict[str, list[ListedResponse]] = {
        f"{partner} as a state": [],
        "other states": [],
        "companies": [],
    }
    for row in timed:
        company = row.responder_kind == "company"
        groups[
            "companies"
            if company
            else f"{partner} as a state"
            if row.state == case.partner
            else "other states"
        ].append(row)
    rows = []
    for group, answers in groups.items():
        seen: Counter[int] = Counter()
        drawn = [row for row in answers if (row.days_high or 0) - (row.days_low or 0) <= _VAGUE]
        for row in sorted(drawn, key=lambda r: ((r.days_low or 0) + (r.days_high or 0), r.id)):
            days = ((row.days_low or 0) + (row.days_high or 0)) // 2
            place = seen[days]
            seen[days] += 1
            shift = (place + 1) // 2 * (1 if place % 2 else -1) * 0.085
            rows.append({"group": group, "days": days, "shift": max(-0.95, min(0.95, shift)), "id": row.id})
    # A median is asked only of those who answered at all: a case may have no company, or none of the partner.
    asked = (Which(responder="state", state=case.partner), Which(), Which(responder="company"))
    medians = {which: log.latency(which) for which in asked if any(map(which.admits, case.responses))}
    of_state = medians.get(asked[0])
    return FigurePage(
        slug="answers-soon",
        title=_soon_title(
            f"The median answer of {partner}" if of_state else "The median answer",
            (of_state or medians[asked[1]]).shown,
            sum((r.days_high or 0) < 0 for r in timed), len(timed),
        ),
        subtitle="Days from the first public day of an allegation to the answer, a dot an answer; the axis is stretched near zero",
        shows="Days from allegation to answer",
        wide=draw.days_strip(rows, narrow=False),
        narrow=draw.days_strip(rows, narrow=True),
        keys=(Key("partner", "dot", "An answer; in the middle of its span where a date is partial"),),
        columns=(
            Column("id", "Answer"), Column("date", "Date"), Column("who", "Who"), Column("kind", "Kind"),
            Column("low", "Fewest days", numeric=True), Column("high", "Most days", numeric=True),
        ),
        rows=tuple((r.id, r.date, r.responder, spoken(r.kind), r.days_low, r.days_high) for r in timed),
        notes=(WARNING, *(note for note in (of_state or medians[asked[1]]).trail.notes[1:])),
        definition="The day of the answer less the first day on which the allegation was public. Answers to one’s own act are left out.",
        uncertainty="Where one of the two dates is a month or a year, the number is a span; "
        "a span of more than 31 days is in the table only.",
        results=tuple(medians.values()),
    )  # fmt: skip


def _soon_title(whose: str, days: str, early: int, whole: int) -> str:
    """How soon answers came, and how many came before the allegation was public."""
    middle = f"{whose} came after {days} {'day' if days == '1' else 'days'}"
    if not early:
        return middle
    after = f"{whole - early} on that day or after it"
    return f"{middle}; of {plural(whole, 'answer')} by all whose days are known {early} came before the allegation was public, {after}"


__all__ = ["answers_headline", "pattern", "soon"]
