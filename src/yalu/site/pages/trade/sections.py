"""The pages on trade: their names, headings and first words. A page is made only when it has figures."""

from __future__ import annotations

import msgspec


class Section(msgspec.Struct, frozen=True):
    """One page: its name in addresses, in the navigation, its heading and its deck."""

    name: str
    short: str
    heading: str
    deck: str


SECTIONS = (
    Section(
        "coal",
        "Coal",
        "What was bought under the caps",
        "Coal was first banned with a way out, then capped, then banned outright. Each month stands beside both "
        "limbs of the cap in force that day, on every ledger that tells of it.",
    ),
    Section(
        "oil",
        "Oil",
        "What was supplied, and what is said to have been",
        "Refined petroleum is capped by the year. What states report stands beside what others allege, with the "
        "conversion from tonnes to barrels in the open.",
    ),
    Section(
        "dependence",
        "Dependence",
        "How much of all trade is with one partner",
        "The answer is a definition before it is a number: of exports, of imports, of both, by which compiler’s total.",
    ),
    Section(
        "after-bans",
        "After the bans",
        "What happened after each ban",
        "How long until customs showed no more, what was hurried in before, and what others say went on.",
    ),
)
