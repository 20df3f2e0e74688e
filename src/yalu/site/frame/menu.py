"""The menu: pages under what was promised, done and said, then what a reader can do, then what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable

Entry = tuple[str, str]

# Pages that are not named here were done: trade, visits, shipments, enforcement.
_GROUPS = {
    "Promised": {"law.html"},
    "Done": set[str](),
    "Said": {"claims.html", "answers.html"},
    "Ask": {"screening.html", "lists.html", "goods.html", "policy.html"},
    "Check": {
        "findings.html",
        "glossary.html",
        "timeline.html",
        "method.html",
        "sources.html",
        "data.html",
        "changes.html",
    },
}


def grouped(entries: Iterable[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Entries of the menu (address, name) under the headings of the house, in the order given; empty ones are left out."""
    listed = list(entries)
    named = {address for addresses in _GROUPS.values() for address in addresses}
    made = []
    for heading, addresses in _GROUPS.items():
        kept = tuple(e for e in listed if e[0] in addresses or (heading == "Done" and e[0] not in named))
        if kept:
            made.append((heading, kept))
    return tuple(made)
