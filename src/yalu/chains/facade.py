"""The chains of a case, ready for questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yalu.case.action_records import Action
from yalu.case.chain_records import Deal, Knowledge, Link, Node
from yalu.case.citations import asked_table, last_day
from yalu.case.records import Case, Source
from yalu.chains.answers import ChainResults, Needed, Neighbour, Recurring, Route
from yalu.chains.choices import ChainQueryError, known
from yalu.chains.knowledge.flags import Flag, FlagResult, Order, read_flags, red_flags
from yalu.chains.knowledge.ladder import Rung, assess
from yalu.chains.knowledge.withdrawals import withdrawals
from yalu.chains.listings import ListingLookup, NodeListing, NodeListings
from yalu.chains.summaries import ChainRow, ListedThen, chain_row, listed_then
from yalu.chains.words import ITEMS
from yalu.vocabulary.coverage import Coverage, combined
from yalu.vocabulary.results import Verdict

if TYPE_CHECKING:
    from yalu.chains.network.graph import ChainGraph

ChainTable = Literal["deals", "nodes", "links", "knowledge"]


class Chains:
    """Questions about the deals, nodes and links of a case.

    ``lookup`` asks sanctions lists; without one, listings come from the links and entries of the graph alone.
    """

    def __init__(
        self, nodes: Sequence[Node], links: Sequence[Link], *, deals: Sequence[Deal] = (),
        facts: Sequence[Knowledge] = (), actions: Sequence[Action] = (), sources: dict[str, Source] | None = None,
        lookup: ListingLookup | None = None, data_version: str = "", known_by: str = "",
    ) -> None:  # fmt: skip
        self.nodes = {node.id: node for node in nodes}
        self.links = {link.id: link for link in links}
        self.deals = {deal.id: deal for deal in deals}
        self.facts = tuple(facts)
        self.withdrawn = withdrawals(facts, actions)
        self.sources = sources or {}
        self._lookup = lookup
        self.listings = NodeListings(nodes, links, lookup, known_by)
        self.data_version, self.known_by = data_version, known_by

    @classmethod
    def of_case(cls, case: Case, lookup: ListingLookup | None = None) -> Chains:
        """The chains of a case, as known on its knowledge date."""
        return cls(
            case.nodes, case.links, deals=case.deals, facts=case.knowledge, actions=case.actions,
            sources=case.sources, lookup=lookup, data_version=case.data_version, known_by=case.known_by,
        )  # fmt: skip

    @cached_property
    def graph(self) -> ChainGraph:
        """All nodes and links as arrays."""
        from yalu.chains.network.graph import ChainGraph  # noqa: PLC0415 - numpy, only when asked

        return ChainGraph.of(self.nodes.values(), self.links.values())

    def covers(self, *tables: ChainTable) -> Coverage:
        """What is asked when these tables are; nobody can tell whether a record of chains is whole.

        Raises ChainError when they hold no row at all, because then nothing can be asked.
        """
        rows = {
            "deals": len(self.deals), "nodes": len(self.nodes), "links": len(self.links), "knowledge": len(self.facts),
        }  # fmt: skip
        found = combined(asked_table(name, rows[name], last=self._last) for name in tables)
        if found.empty:
            raise ChainQueryError(f"there is nothing to ask: {' and '.join(tables)} hold no row")
        return found

    @cached_property
    def _last(self) -> date | None:
        """The last day of the links, or of what was known when that is earlier."""
        last = last_day(when for link in self.links.values() for when in (link.start, link.end, link.seen_on))
        known = date.fromisoformat(self.known_by) if self.known_by else None
        return min((day for day in (last, known) if day is not None), default=None)

    def list(self) -> ChainResults[ChainRow]:
        """Every deal with its scope, what it is about, where its actor stands on the ladder, and its status."""
        rows = [chain_row(self, deal) for deal in self.deals.values()]
        ordered = sorted(rows, key=lambda row: (row.scope != "target", row.deal))
        return ChainResults(ordered, self.covers("deals", "links"))

    def deal(self, wanted: str) -> Deal:
        """The deal of that id. Raises ChainError naming the nearest."""
        return self.deals[known("deal", wanted.lower() if wanted not in self.deals else wanted, self.deals)]

    def links_of(self, deal: str) -> tuple[Link, ...]:
        """The links of a deal in order of id."""
        found = (link for link in self.links.values() if link.deal == deal)
        return tuple(sorted(found, key=lambda link: link.id))

    def knowledge(self, deal: str, actor: str = "", proposition: str = "") -> ChainResults[Rung]:
        """Where each actor of a deal stands for each proposition; the pair that the compilers scored comes first."""
        held = self.deal(deal)
        facts = [f for f in self.facts if f.deal == held.id]
        rungs = assess(held, facts, self.nodes, self.sources, withdrawn=self.withdrawn)
        asked = [r for r in rungs if actor in ("", r.actor) and proposition in ("", r.proposition)]
        return ChainResults(asked, self.covers("deals", "knowledge"))

    def listed_then(self, deal: str) -> ChainResults[ListedThen]:
        """For every party of a deal that any list names: was it listed on the last day of the deal."""
        held = self.deal(deal)
        rows = listed_then(self, held)
        day = held.as_of.latest if held.as_of is not None else None
        lists = combined(
            self.listings.covers(end, day)
            for link in self.links_of(held.id)
            for end in (link.from_node, link.to_node)
            if day is not None
        )
        return ChainResults(rows, self.covers("links") + lists)

    def routes(
        self,
        item: str | None = None,
        end_user: str | None = None,
        *,
        deal: str | None = None,
        most: int = 200,
    ) -> ChainResults[Route]:
        """Every route from an item (by default every controlled one) to an end user (by default every one).

        Shortest first; ``stopped`` says so when there are more than were looked for. Raises ChainError.
        """
        from yalu.chains.network.queries import ask_routes  # noqa: PLC0415 - numpy, only when asked

        scope = self.only(deal) if deal else self
        for kind, name in (("node", item), ("node", end_user)):
            if name is not None:
                known(kind, name, scope.nodes)
        if item is not None and scope.nodes[item].kind not in ITEMS:
            raise ChainQueryError(f"{item} is a {scope.nodes[item].kind}; a route starts at an item")
        return ask_routes(scope, item, end_user, most)

    def near(
        self, steps: int, day: date | str | None = None, *, party: str | None = None,
        min_share: Decimal | float | None = None,
    ) -> ChainResults[Neighbour]:  # fmt: skip
        """Who stands within so many steps of a listed party (or of one) on a day, by default today's record.

        Only links that may have held that day are followed; with ``min_share`` (percent) no holding of a smaller
        stated share, while one whose share nobody states is followed and says so. Raises ChainError.
        """
        from yalu.chains.network.queries import ask_near  # noqa: PLC0415 - numpy, only when asked

        if steps < 1:
            raise ChainQueryError(f"{steps} steps reach nobody; ask for 1 or more")
        if party is not None:
            known("node", party, self.nodes)
        least = None if min_share is None else Decimal(str(min_share))
        if least is not None and not 0 <= least <= 100:
            raise ChainQueryError(f"{least} % is no share; ask for 0 to 100")
        when = date.fromisoformat(day) if isinstance(day, str) else day
        return ask_near(self, steps, when, party, least)

    def conditions(self, deal: str | None = None) -> ChainResults[Verdict]:
        """For every condition put on an item: was it broken, and at which link."""
        from yalu.chains.knowledge.condition_verdicts import ask_conditions  # noqa: PLC0415 - numpy, only when asked

        return ask_conditions(self, self.deal(deal).id if deal else None)

    def recurring(self, *, least: int = 2, everybody: bool = False) -> ChainResults[Recurring]:
        """Parties that stand in several deals; without ``everybody`` only those in the middle of something."""
        from yalu.chains.network.queries import ask_recurring  # noqa: PLC0415 - numpy, only when asked

        return ask_recurring(self, least, everybody=everybody)

    def without(self, end_user: str) -> ChainResults[Needed]:
        """Which suppliers the end user could not have done without, for which items, as far as this record goes."""
        from yalu.chains.network.queries import ask_without  # noqa: PLC0415 - numpy, only when asked

        known("node", end_user, self.nodes)
        return ask_without(self, end_user)

    def listed_on(self, node: str, day: date | str) -> tuple[NodeListing, ...]:
        """The listings of a node with what each says of a day."""
        known("node", node, self.nodes)
        return self.listings.on(node, date.fromisoformat(day) if isinstance(day, str) else day)

    def flags(self, regime: str | Path) -> tuple[Flag, ...]:
        """The red flags of a bundled regime by name, or of a folder."""
        return read_flags(regime)

    def red_flags(self, order: Order, regime: str | Path) -> tuple[FlagResult, ...]:
        """Every red flag checked against one transaction of the reader's own."""
        return red_flags(order, self.flags(regime))

    def only(self, deal: str) -> Chains:
        """The same questions about the links of one deal alone."""
        links = self.links_of(self.deal(deal).id)
        ends = {end for link in links for end in (link.from_node, link.to_node)}
        return Chains(
            [self.nodes[end] for end in sorted(ends)], links, deals=[self.deal(deal)], facts=self.facts,
            sources=self.sources, lookup=self._lookup, data_version=self.data_version, known_by=self.known_by,
        )  # fmt: skip

    def _states(self, verdict: Verdict, link: str) -> bool:
        """Whether a link lays down the condition that a verdict is about."""
        stated_at = self.links.get(link)
        lead = self.links[verdict.id.partition("/")[2]]
        return (
            stated_at is not None and stated_at.forbids == lead.forbids and stated_at.forbids is not None
            and stated_at.deal == lead.deal and link in {row.id for row in verdict.trail.rows}
        )  # fmt: skip

    def explain(self, wanted: str) -> Verdict | Rung:
        """The verdict or rung of an id such as ``condition/SMTCL-03`` or ``knowledge/smtcl/co_smtcl/destination``."""
        kind, _, rest = wanted.partition("/")
        if kind == "condition":
            found: Iterable[Verdict | Rung] = self.conditions()
        else:
            found = self.knowledge(rest.partition("/")[0])
        rows = list(found)
        # A condition that several state is shown under one of them; the others lead to it.
        stated = [r for r in rows if isinstance(r, Verdict) and self._states(r, rest)]
        for row in (*(r for r in rows if r.id == wanted), *stated):
            return row
        raise ChainQueryError(
            f"there is no {kind} {wanted!r}; yalu chains conditions and yalu chains show list them"
        )
