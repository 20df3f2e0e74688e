"""The leading findings of the front page, each with a small picture, and every finding by its section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from markupsafe import Markup

from yalu.site.drawings.stand_ins import SMALL, StandIn
from yalu.site.frame.figure_page import FigurePage
from yalu.site.frame.rooms import Room

MOST = 8
# The three figures that the answer stands on: law on paper, customs, allegations; of each the first that a site has.
_SPINE = (
    ("law-by-goods",),
    ("after-bans-months", "dependence-totals"),
    ("oil-against-the-cap", "coal-against-caps", "after-bans-alleged"),
)
# Figures, and pages of rooms that say a finding of their own, in the order in which they lead.
_LEADING = (
    "dependence-by-definition", "coal-by-month", "first-answer", "ledger-follow-up", "ledger.html", "list-grew",
    "answers-pattern", "averages-to-date", "claims.html", "definitions", "visits-by-year", "averages", "dependence-totals",
    "pairs-waits", "summit-gaps", "visit-gaps", "partner-answer",
)  # fmt: skip
_OF = re.compile(r"\b(\d+) of (\d+)\b")


class Finding(msgspec.Struct, frozen=True):
    """One finding: its title, what it counts, the page that tells it, and a small picture without words."""

    title: str
    says: str
    address: str
    picture: Markup = Markup("")


def spine(pages: Sequence[FigurePage]) -> tuple[FigurePage, ...]:
    """The figures that the answer stands on; a case with none of them has the first figure of the site."""
    found = {page.slug: page for page in pages}
    chosen = [next((found[slug] for slug in slugs if slug in found), None) for slugs in _SPINE]
    kept = tuple(dict.fromkeys(page.slug for page in chosen if page is not None))
    return tuple(found[slug] for slug in kept) or tuple(pages[:1])


def leading(
    pages: Sequence[FigurePage], rooms: Iterable[Room], drawn: Mapping[str, StandIn]
) -> tuple[Finding, ...]:
    """Up to eight findings that are not on the front page already."""
    shown = {page.slug for page in spine(pages)}
    found = {page.slug: of_figure(page, drawn) for page in pages if page.slug not in shown}
    found |= {room.navigation[0][0]: of_room(room) for room in rooms if room.headline}
    return tuple(found[name] for name in _LEADING if name in found)[:MOST]


def of_room(room: Room) -> Finding:
    """What a room finds over all its rows."""
    address, name = room.navigation[0]
    return Finding(room.headline, name, address, _part_of(room.headline))


def _part_of(headline: str) -> Markup:
    """The first "x of n" of a sentence as a bar, of which x is dark."""
    said = _OF.search(headline)
    if said is None:
        return Markup("")
    part, whole = int(said[1]), int(said[2])
    filled = round(160 * part / whole, 1) if whole else 0
    # Two numbers, nothing of a case.
    return Markup(  # noqa: S704
        f'<svg viewBox="0 0 160 60" {SMALL}><path class="f-rule" d="M0 20h160v20H0z"/>'
        f'<path class="f-ink" d="M0 20h{filled}v20H0z"/></svg>'
    )


def of_figure(page: FigurePage, drawn: Mapping[str, StandIn] | None = None) -> Finding:
    """What a figure finds; with its small picture where the drawings are given."""
    picture = Markup(drawn[page.slug].small if drawn and page.slug in drawn else "")  # noqa: S704 - safe by itself
    return Finding(page.title, page.subtitle, f"figures/{page.slug}.html", picture)
