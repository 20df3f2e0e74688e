"""What would change the answer: what is undecided, which series end early, and where newer rows are published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from yalu.case.folder.descriptor import read_descriptor
from yalu.case.records import Case
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.refresh.publications import Publication, publications
from yalu.site.data.ban_answers import lasting, named_goods
from yalu.site.data.trade_data import COAL, REFINED, Traded
from yalu.site.data.visit_data import VisitData, listed
from yalu.site.frame.figure_page import FigurePage
from yalu.site.pages.law.caps import least_share, limbs
from yalu.site.pages.trade.ledgers import a_month, rows_on
from yalu.site.pages.trade.oil import windows_named
from yalu.vocabulary.answers import CANNOT_SAY
from yalu.vocabulary.coverage import observed_span
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date


class Undecided(msgspec.Struct, frozen=True):
    """One thing that could turn the answer: what it is, what would settle it, and the page that shows it."""

    what: str
    settled_by: str
    address: str
    link: str


def undecided(
    case: Case, observed: VisitData | None, traded: Traded | None, pages: Iterable[FigurePage]
) -> tuple[Undecided, ...]:
    """Everything that could turn the answer, as far as the case has rows for it."""
    slugs = {page.slug for page in pages}
    found = [*_visits(case, observed)]
    if traded is not None:
        published = _published(case)
        found = [*_series(case, traded, published), *_cap(traded, published), *_coal(traded), *found]
    return tuple(c for c in found if not c.address.startswith("figures/") or c.address[8:-5] in slugs)


def _published(case: Case) -> dict[str, Publication]:
    """Where each series is published; nothing for a case that is in no folder or does not say."""
    folder, log = Path(case.path), ProblemLog()
    try:
        descriptor = read_descriptor(folder, log)
        return {} if descriptor is None else publications(folder, tuple(descriptor.tables()))
    except (DocumentError, OSError):
        return {}


def _newer(published: dict[str, Publication], ledger: str) -> str:
    """Who publishes newer rows of a ledger: the name of a table of flows ends in its ledger."""
    found = [p for name, p in published.items() if name.endswith(f"-{ledger}") and p.access != "ended"]
    names = list(dict.fromkeys(p.publisher for p in found if "totals" not in p.series))
    return f"; newer rows are published by {listed(names)}" if names else ""


def _series(case: Case, traded: Traded, published: dict[str, Publication]) -> Iterator[Undecided]:
    """Banned goods whose customs rows end, each by its last month."""
    ends: dict[str, list[str]] = {}
    for hs, name in named_goods(lasting(traded.answers)).items():
        rows = [
            row
            for row in rows_on(case, hs, "import")
            if row.hs == hs and row.ledger == "customs" and a_month(row)
        ]
        seen = observed_span([row.window for row in rows], "month")
        if seen is not None:
            ends.setdefault(seen.last_shown, []).append(name)
    if ends:
        said = "; ".join(f"{listed(names)} in {last}" for last, names in ends.items())
        yield Undecided(
            f"Customs rows on single goods end: {said}.",
            f"A later month of customs by product would show whether zero held{_newer(published, 'customs')}.",
            "figures/after-bans-months.html", "The months",
        )  # fmt: skip


def _cap(traded: Traded, published: dict[str, Publication]) -> Iterator[Undecided]:
    """The years of the cap on refined petroleum that official reports leave undecided, and how near the fullest is."""
    uses = [
        use for use in traded.uses(REFINED) if use.ledger != "alleged" and limbs(use)[0].central is not None
    ]
    left = [use for use in uses if use.verdict.verdict == "cannot_say"]
    if left:
        most = max(left, key=lambda use: limbs(use)[0].share.low or 0)
        yield Undecided(
            f"Official reports leave {len(left)} of {plural(len(uses), 'year')} of the cap on refined petroleum undecided "
            f"({windows_named([use.window for use in left])}), and decide {len(uses) - len(left) or 'none'}.",
            f"{least_share(limbs(most)[0]).capitalize()} is used in {most.window}, the fullest of them; it would "
            f"be settled by {most.verdict.settled_by}{_newer(published, 'committee')}.",
            "figures/oil-against-the-cap.html", "Every year of the cap",
        )  # fmt: skip


def _coal(traded: Traded) -> Iterator[Undecided]:
    """The rows of coal on which a ban without an end gives no verdict."""
    bans = {m.id for m in traded.measures_on(COAL, "ban") if m.in_force.until is None}
    verdicts = [v for v in traded.under_bans if v.measure in bans]
    left = [v for v in verdicts if v.verdict.verdict == "cannot_say"]
    if left:
        last = max(left, key=lambda v: (v.period, v.row))
        yield Undecided(
            f"Of {plural(len(verdicts), 'verdict')} on rows of coal under the bans in force {len(left)} cannot be given, "
            f"{len(verdicts) - len(left)} are.",
            f"The latest of them, of {spoken_date(last.period.partition('/')[0])}, would be settled by {last.verdict.settled_by}.",
            "figures/coal-under-the-ban.html", "Row by row",
        )  # fmt: skip


def _visits(case: Case, observed: VisitData | None) -> Iterator[Undecided]:
    """The visits that no source decides, and those that a single rule turns."""
    if observed is None:
        return
    left = sum(decision.counts is CANNOT_SAY for decision in observed.decisions[observed.rules.name])
    turned, rules = {turn.visit for turn in observed.turns}, {turn.rule for turn in observed.turns}
    said = [f"{left} cannot be decided under the default rules"] if left else []
    said += [f"a switch of one rule turns {len(turned)}"] if turned else []
    settled = ["a source that settles an open row"] if left else []
    settled += (
        [f"another choice under {'any of ' if len(rules) > 1 else ''}{plural(len(rules), 'rule')}"]
        if turned
        else []
    )
    if said:
        yield Undecided(
            f"Of {plural(len(case.visits), 'visit')} on record {', and '.join(said)}.",
            f"{', or '.join(settled).capitalize()}.",
            "relations.html#live", "The switches",
        )  # fmt: skip
