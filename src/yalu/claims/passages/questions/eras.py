"""Questions about offices: when a leader took one, and how long it was held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.questions.visits import own_leaders
from yalu.claims.passages.records import Mention
from yalu.claims.passages.sentence_facts import Sight


def era_date(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The day a leader took or left an office."""
    for number, leader in enumerate(own_leaders(sight, mention)[:2]):
        draft = Draft(sight, "eras.date", mention, mention.said, score - number * 0.5)
        left = re.search(r"left office|stepped down|died|death of|end of his", sight.text)
        draft.words("edge", "end" if left else "start")
        yield draft.words("leader", leader.value, leader)


def era_length(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How long a leader was in office."""
    for leader in own_leaders(sight, mention)[:1]:
        draft = Draft(sight, "eras.length", mention, mention.said, score).words(
            "leader", leader.value, leader
        )
        held = [t for t in sight.names.evidence.case.tenures if t.leader == leader.value]
        if any(t.end is None or t.end.latest > sight.published for t in held):
            draft.doubt("leader", "still in office when it was published; the years of the table go on")
        yield draft


DRAFTERS = {"eras.date": era_date, "eras.length": era_length}
