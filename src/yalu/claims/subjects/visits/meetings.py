"""Meetings of two persons: whether both took part in a visit, as guest or as the leader who received the guest.

The words “between one and the other” name persons, not ranks. Which visits a rule set counts makes no
difference then: two persons met, or they did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from yalu.case.records import Tenure, Visit
from yalu.claims.catalogue import Parameter, Parameters
from yalu.claims.evidence import Evidence, UnknownName
from yalu.documents.choices import ChoiceError, unknown
from yalu.visits.rules.counts import CountDecision
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, answer_of

BETWEEN = Parameter(
    "between",
    "two persons who both take part, as Xi Jinping,Kim Jong Un: one the guest, the other guest or receiving leader",
)
_GUESTS = re.compile(r" ?[/;,] ?| and ")
_SURE = frozenset({"announced", "secret_then_confirmed"})
_HOST = {"partner_to_target": "target", "target_to_partner": "partner"}


@lru_cache(maxsize=4096)  # the same few hundred names are read for each visit of each reading
def slug(name: str) -> str:
    """A name as parameters write it."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def persons(evidence: Evidence, given: Parameters) -> tuple[str, ...]:
    """The two persons asked about, as slugs; none when nobody is named.

    Raises ChoiceError for another number than two, and UnknownName for one whom the case does not know.
    """
    text = given.get("between", "")
    if not text:
        return ()
    named = tuple(dict.fromkeys(slug(part) for part in re.split(r"[,;]", text) if slug(part)))
    if len(named) != 2:
        raise ChoiceError(f"between {text!r} does not name two persons; write first name,second name")
    known = sorted({*_names(evidence.case.visits), *_led(evidence.case.tenures)})
    for person in named:
        if person not in known:
            raise UnknownName(unknown("person", person, known))
    return named


def _names(visits: Iterable[Visit]) -> set[str]:
    return {name for visit in visits for name in guests(visit)}


def _led(tenures: Iterable[Tenure]) -> set[str]:
    return {slug(tenure.name) for tenure in tenures} | {tenure.leader for tenure in tenures}


def guests(visit: Visit) -> tuple[str, ...]:
    """Everybody a row names as guest, as slugs."""
    return _named(visit.guest)


@lru_cache(maxsize=4096)
def _named(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (slug(part) for part in _GUESTS.split(text))))


def took_part(evidence: Evidence, visit: Visit, person: str) -> Answer:
    """Whether a person took part in a visit, as far as its row and the tenures tell.

    A row names the guests, and says whether they met the leader of the other side; it does not say which,
    where several offices of that side had different holders. Who was no leader that day may have been
    present unnamed, so of them nothing is said.
    """
    if person in guests(visit):
        return YES
    host = _HOST.get(visit.direction)
    if host is None:  # in a third country the row names the guest of either side
        return NO if len(guests(visit)) > 1 else CANNOT_SAY
    leading = _leading(evidence.case.tenures, visit, host)
    if person in leading:
        return CANNOT_SAY if visit.met_leader == YES and len(leading) > 1 else visit.met_leader
    travelling = _leading(evidence.case.tenures, visit, "target" if host == "partner" else "partner")
    return NO if person in travelling else CANNOT_SAY  # a leader who travels is the guest a row names


def _leading(tenures: Iterable[Tenure], visit: Visit, side: str) -> set[str]:
    """Who held any leading office of a side on the first day of a visit."""
    first, last = visit.start.earliest, visit.start.latest
    return {
        slug(tenure.name)
        for tenure in tenures
        if tenure.side == side
        and tenure.start.earliest <= last
        and (tenure.end is None or tenure.end.latest >= first)
    }


def _met(evidence: Evidence, visit: Visit, named: Sequence[str]) -> Answer:
    both = took_part(evidence, visit, named[0]) & took_part(evidence, visit, named[1])
    return both & (YES if visit.secrecy in _SURE else CANNOT_SAY)


def met(evidence: Evidence, visit: Visit, decision: CountDecision, given: Parameters) -> CountDecision:
    """What a meeting of the two persons is, in place of what the rules say of the visit.

    Rules that the question names apply beside it. A summit is a meeting of two who both lead that day.
    """
    named = persons(evidence, given)
    both = _met(evidence, visit, named)
    leaders = _leading(evidence.case.tenures, visit, "partner") | _leading(
        evidence.case.tenures, visit, "target"
    )
    under = bool(given.get("rules"))
    counts = both & decision.counts if under else both
    said = {
        YES: "both took part",
        NO: "one of the two took no part",
        CANNOT_SAY: "whether both took part is open",
    }
    return CountDecision(
        visit=decision.visit,
        counts=counts,
        summit=counts & answer_of(holds=set(named) <= leaders),
        rules=decision.rules if under else (),
        why=said[both] + (f"; {decision.why}" if under else ""),
    )
