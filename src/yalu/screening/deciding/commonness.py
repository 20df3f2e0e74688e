"""Names that many people bear: for them a name alone is no answer, however well it meets.

The table ``data/screening/common-given-names.csv`` is short, from memory, and made to be extended;
an index adds its own mark where several listed parties bear one name.
"""

from __future__ import annotations

import csv
from functools import cache

from yalu.documents.bundled import bundled_file
from yalu.screening.matching.records import Match
from yalu.screening.names.hangul import family_and_given, spelled

_SYSTEMS = ("revised", "mccune-reischauer", "northern")


@cache
def common_given_names() -> frozenset[str]:
    """Given names that many bear, in their own script and in each Latin spelling, without blanks."""
    with bundled_file("screening", "common-given-names.csv").open(encoding="utf-8", newline="") as file:
        names = [row["given"] for row in csv.DictReader(file)]
    return frozenset([*names, *(_joined(spelled(name, system)) for name in names for system in _SYSTEMS)])


def is_common(match: Match) -> bool:
    """Whether the name asked about is one that many bear, in any way it was read."""
    if any(mark.startswith("common") for mark in match.marks):
        return True
    common = common_given_names()
    parts = family_and_given(match.explanation.query.replace(" ", ""))
    if parts is not None and parts[1] in common:
        return True
    for reading in match.explanation.query_as_read:
        words = [_joined(word) for word in reading.words]
        if len(words) > 1 and not common.isdisjoint({"".join(words[1:]), "".join(words[:-1])}):
            return True
    return False


def _joined(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalpha())
