"""What words of precision mean: one table that every reader of figures uses and docs/precision.md prints.

No source found gives a width in percent. What studies do give is which words behave alike, that a bare
round number is taken as approximate, and that a bound in words stays one-sided. The widths are our
reading, with the reason beside each; whoever reads them otherwise changes one number here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

Qualifier = Literal[
    "plain", "exactly", "about", "nearly", "just_over", "just_under", "more_than", "at_least", "less_than", "at_most",
    "range", "multiple",
]  # fmt: skip

# Two stated digits err by at most a twentieth of the number: 1.0 stands for up to 1.05.
BARE = Decimal("0.05")
# "About" may give half as much again, 15 % of the number in all: with more, neighbouring round numbers (80 and 90
# percent) would come to stand for each other.
HEDGED = Decimal("0.075")

OURS = "our reading"
FERSON = "Ferson and others, Natural language of uncertainty: numeric hedge words (Int. J. Approximate Reasoning, 2015)"
WILLIAMS = (
    "Williams and Power, Hedging and rounding in numerical expressions (Pragmatics & Cognition 21, 2013)"
)
CUMMINS = (
    "Cummins, Sauerland and Solt, Granularity and scalar implicature (Linguistics and Philosophy 35, 2012)"
)
MCNABB = "McNabb and others, The likelihood of upper-bound construals among numeral modifiers"
POWER = "Power and Williams, Generating numerical approximations (Computational Linguistics 38, 2012)"
POYNTER = "Poynter, tips for rounding off numbers (2016)"
JANSEN = "for the fives our reading, after Jansen and Pollmann, On round numbers (2001)"


class PrecisionWord(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of word: how it is written before or after a number, and what it gives.

    ``below`` and ``above`` are the most it gives on each side, as a share of the number; None is no
    bound on that side. ``digit`` is the part of a unit in the last digit that is not an idle zero
    which it gives where that is less. ``reason`` says why, ``source`` who found it.
    """

    qualifier: Qualifier
    before: str = ""
    after: str = ""
    below: Decimal | None
    above: Decimal | None
    digit: Decimal | None = None
    meaning: str
    reason: str
    source: str


_NONE, _HALF, _ONE = Decimal(0), Decimal("0.5"), Decimal(1)

TABLE = (
    PrecisionWord(
        qualifier="plain", below=BARE, above=BARE, digit=_HALF,
        meaning="a bare number, both ends possible",
        reason="rounded in its last digit that is no idle zero; a number with fewer than two such digits is read as if it had two, "
        "and a whole number of two that end in 5 as good to a quarter of the way to the next five",
        source=f"{WILLIAMS}; {JANSEN}",
    ),
    PrecisionWord(
        qualifier="exactly", before="exactly|precisely|=|恰好|正好|정확히", below=_NONE, above=_NONE,
        meaning="the number and no other", reason="it says so", source=OURS,
    ),
    PrecisionWord(
        qualifier="about",
        before="about|around|approximately|approx.|approx|roughly|some|circa|ca.|c.|~|≈|an estimated|estimated|something like|close to"
        "|in the region of|in the order of|约为|大约为|大约|大概|约|약|대략|줄잡아",
        after="or so|or thereabouts|-odd|左右|上下|가량|정도|쯤|안팎|내외",
        below=HEDGED, above=HEDGED, digit=_ONE,
        meaning="the number or near it, on either side",
        reason="one whole unit, because the writer says that it is not exact; of two digits that end in 5, half the way to the next five",
        source=f"{FERSON}; {JANSEN}",
    ),
    PrecisionWord(
        qualifier="nearly",
        before="almost|nearly|approaching|not quite|nearing|verging on|close on|将近|接近|近|几乎|差不多|거의",
        after="가까이|가까운|가까이에|에 육박|육박|에 가까운|에 달할 정도",
        below=HEDGED, above=_NONE, digit=_ONE,
        meaning="below the number, and as near as “about”",
        reason="the same nearness as “about”, but the number itself was not reached",
        source=FERSON,
    ),
    PrecisionWord(
        qualifier="just_over",
        before="just over|just above|just more than|slightly over|slightly above|slightly more than|a little over"
        "|a little more than|a little above|marginally over|marginally above|barely over|a shade over|略高于|略超过|略多于"
        "|稍高于",
        after="and change|을 조금 넘는|를 조금 넘는",
        below=_NONE, above=BARE, digit=_HALF,
        meaning="above the number, and still rounding to it",
        reason="a newsroom writes it for what the bare number would stand for, with the direction added",
        source=POYNTER,
    ),
    PrecisionWord(
        qualifier="just_under",
        before="just under|just below|just short of|slightly under|slightly below|slightly less than|a little under"
        "|a little less than|a little below|marginally under|marginally below|a shade under|略低于|略少于|稍低于",
        after="을 조금 밑도는|를 조금 밑도는",
        below=BARE, above=_NONE, digit=_HALF,
        meaning="below the number, and still rounding to it",
        reason="as “just over”", source=POYNTER,
    ),
    PrecisionWord(
        qualifier="more_than",
        before="more than|over|above|exceeding|in excess of|upwards of|greater than|north of|well over|well above|far more than"
        "|>|超过|逾|超|高于|多于|超出|过",
        after="多|余|을 넘는|를 넘는|을 넘게|를 넘게|을 넘어|를 넘어|넘게|넘는|초과|을 웃도는|를 웃도는|을 웃돌|를 웃돌|을 상회|를 상회",
        below=_NONE, above=None,
        meaning="above the number",
        reason="readers expect no more than the next round number, but what is expected was not said and contradicts nobody",
        source=CUMMINS,
    ),
    PrecisionWord(
        qualifier="at_least",
        before="at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum|>=|≥|至少|不少于|不低于|최소"
        "|적어도",
        after="or more|or higher|+|-plus|plus|이상|以上",
        below=_NONE, above=None,
        meaning="the number or more", reason="as “more than”", source=CUMMINS,
    ),
    PrecisionWord(
        qualifier="less_than",
        before="less than|fewer than|south of|under|below|well under|well below|short of|<|不到|不足|低于|少于",
        after="미만|을 밑도는|를 밑도는|에 못 미치는|을 하회|를 하회",
        below=None, above=_NONE,
        meaning="below the number", reason="an upper bound that is part of what the words say", source=MCNABB,
    ),
    PrecisionWord(
        qualifier="at_most",
        before="at most|up to|as many as|as much as|no more than|not more than|not exceeding|a maximum of|maximum|within|<=|≤|最多"
        "|至多|不超过|多达|최대|많아야",
        after="or less|or fewer|or lower|이하|以下|以内|이내",
        below=None, above=_NONE,
        meaning="the number or less",
        reason="readers give “up to” a weaker bound than “at most”; both are read as a bound",
        source=MCNABB,
    ),
    PrecisionWord(
        qualifier="multiple", below=HEDGED, above=HEDGED, digit=_HALF,
        meaning="a fraction or a multiple in words: a third, nine-tenths, doubled, three times",
        reason="words of that kind are written for figures that only come near; as “about”, with or without it before them",
        source=POWER,
    ),
    PrecisionWord(
        qualifier="range", below=BARE, above=BARE, digit=_HALF,
        meaning="both ends as bare numbers, in the finer last digit of the two",
        reason="a range already says how unsure it is", source=OURS,
    ),
)  # fmt: skip
BY_QUALIFIER = {word.qualifier: word for word in TABLE}


def _longest_first(field: str) -> tuple[tuple[str, Qualifier], ...]:
    found = (
        (spelling, word.qualifier)
        for word in TABLE
        for spelling in filter(None, str(getattr(word, field)).split("|"))
    )
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


BEFORE = _longest_first("before")
AFTER = _longest_first("after")
