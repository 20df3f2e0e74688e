"""Where each thing stands on the pages of one build: its page and anchor, "" where no page holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

# Kind of thing -> its heading among the results, and the places to look for it: page and anchor, "*" for its id,
# "@" for the deal or act it belongs to. A page without ".html" is any page that begins so.
PLACES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "claim": ("Claims", (("claims/*.html", ""),)),
    "published figure": ("Published figures", (("figures/definitions-*.html", ""), ("figures/published.html", ""))),
    "measure": ("Measures", (("measures/*.html", ""), ("law.html", "m-*"), ("law-national.html", "m-*"))),
    "instrument": ("Instruments", (("law.html", "i-*"), ("law-national.html", "i-*"))),
    "visit": ("Visits", (("visits/*.html", ""),)),
    "event": ("Events", (("timeline.html", "e-*"), ("timeline-before.html", "e-*"))),
    "deal": ("Chains", (("chains/*.html", ""),)),
    "node": ("Parties, ships and items", (("parties/*.html", ""), ("register.html", "p-*"), ("chains/@.html", ""))),
    "link": ("Links of chains", (("chains/@.html", "l-*"),)),
    "listed party": ("Listed parties and ships", (("parties/*.html", ""), ("lists.html", "e-*"), ("lists-parts.html", "e-*"))),
    "action": ("Acts of authorities", (("ledger", "a-*"),)),
    "amount": ("Amounts", (("ledger", "a-@"),)),
    "response": ("Answers", (("answers.html", "r-*"),)),
    "goods": ("Goods", (("goods/", "g-*"),)),
    "policy": ("Options", (("policy.html", "t-*"), ("policy-history.html", "w-*"), ("policy-history.html", "o-*"))),
    "rule": ("Counting rules", (("method.html", "rule-*"),)),
    "lead": ("Leads", (("sources.html", "leads"),)),
    "source": ("Sources", (("sources-", "s-*"), ("law-sources.html", "s-*"))),
    "flow": ("Flows", ()),
}  # fmt: skip
_ID = re.compile(rb' id="([^"]+)"')
_CELL = re.compile(r">(F-[^<\s]+)<")


class Places:
    """The pages of one build by address, and the anchors on them."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        self._pages = pages
        self._anchors = {
            name: frozenset(found.decode() for found in _ID.findall(html))
            for name, html in pages.items()
            if not name.startswith(("embed/", "trails/", "visits/"))
        }
        self._tables = _rows_in_tables(pages)
        self._lists: dict[str, tuple[str, ...]] = {}

    def of(self, kind: str, name: str, belongs: str = "") -> str:
        """The first of the places of a kind that this build has; ``belongs`` is the deal or act that an id is part of."""
        if kind == "flow":
            return self._tables.get(name, "")
        short = name.partition(":")[2] or name
        for page, anchor in PLACES[kind][1]:
            for own in dict.fromkeys((name, short)):
                address, place = (part.replace("*", own).replace("@", belongs) for part in (page, anchor))
                if not address.endswith(".html"):
                    address = next((p for p in self._parts(address) if escape(place) in self._anchors[p]), "")
                if address in self._pages and (not place or escape(place) in self._anchors.get(address, ())):
                    return f"{address}#{place}" if place else address
        return ""

    def _parts(self, beginning: str) -> tuple[str, ...]:
        """The pages of a list that is cut into several, in order."""
        if beginning not in self._lists:
            self._lists[beginning] = tuple(page for page in self._anchors if page.startswith(beginning))
        return self._lists[beginning]


def _rows_in_tables(pages: Mapping[str, bytes]) -> dict[str, str]:
    """Rows of the trade record that the table of a figure shows: the figure's page, with its table limited to the row."""
    found: dict[str, str] = {}
    for name in sorted(pages):
        if name.startswith("figures/"):
            slug = name.removeprefix("figures/").removesuffix(".html")
            for row in _CELL.findall(pages[name].decode()):
                found.setdefault(row, f"{name}?{slug}.words={row}")
    return found
