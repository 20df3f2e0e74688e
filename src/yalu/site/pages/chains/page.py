"""The room of chains: one table of all deals, a page each with its picture, and the graph to take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from yalu.case.chain_records import Deal
from yalu.case.records import Case
from yalu.chains.facade import Chains
from yalu.chains.formats.exchange import write_graphml
from yalu.chains.formats.follow_the_money import write_entities
from yalu.chains.knowledge.ladder import Rung
from yalu.chains.knowledge.ladder_rules import ladder_rules
from yalu.chains.summaries import ChainRow
from yalu.chains.words import GRADES, grade_words
from yalu.listing_lookup import listing_lookup, ship_numbers
from yalu.site.data.trade_data import Traded
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.rooms import Render
from yalu.site.pages.chains import wording as said
from yalu.site.pages.chains.svg import key_line, picture
from yalu.vocabulary.results import Result, Verdict, evidence_lines


class LadderCell(msgspec.Struct, frozen=True):
    """One place of a ladder picture: the rung, the support, and who stands there."""

    k: int
    s: int
    rungs: tuple[Rung, ...]
    stated: bool = False


class ChainsRoom:
    """Everything the site tells of the chains of a case. Each deal is asked about once."""

    navigation = (("chains.html", "Chains"),)

    def __init__(self, case: Case, site: Site) -> None:
        self.case, self.site = case, site
        self.chains = Chains.of_case(case, listing_lookup(bundled=True))
        self.rows: tuple[ChainRow, ...] = tuple(self.chains.list())
        self.headline = said.headline(self.rows)
        self.conditions: tuple[Verdict, ...] = tuple(self.chains.conditions())
        self.rungs = {deal: tuple(self.chains.knowledge(deal)) for deal in self.chains.deals}

    def figures(self) -> tuple[FigurePage, ...]:
        """None: the pictures of this room are drawn in the pages themselves."""
        return ()

    def results(self) -> tuple[Result, ...]:
        """The verdict on every condition."""
        return self.conditions

    def files(self) -> dict[str, bytes]:
        """The whole graph as FollowTheMoney entities and as GraphML; the tables are among the data files."""
        nodes, links = self.chains.nodes.values(), self.chains.links.values()
        return {
            "data/chains.ftm.jsonl": write_entities(nodes, links, ship_numbers(nodes, bundled=True)).encode(),
            "data/chains.graphml": write_graphml(nodes, links).encode(),
        }

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The table of all deals, then a page for each."""
        rules = ladder_rules()
        quoted = [rungs[0] for rungs in self.rungs.values() if rungs and rungs[0].quoted]
        names = {name: node.name for name, node in self.chains.nodes.items()}
        yield page(
            "chains.html",
            headline=self.headline,
            rows=self.rows,
            grid=_grid(quoted),
            rules=rules,
            conditions=self.conditions,
            condition_deal={v.id: self.chains.links[v.id.partition("/")[2]].deal for v in self.conditions},
            middlemen=tuple(self.chains.recurring()),
            needed=self._needed(),
            names=names,
            grade_words=grade_words,
            fate=said.fate,
            evidence=evidence_lines(self.chains.covers("deals", "nodes", "links")),
        )
        for deal in self.chains.deals.values():
            yield page(f"chains/{deal.id}.html", "chains-deal.html", **self._deal(deal))

    def _needed(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """End users that are programmes or bodies, with each supplier they needed, for what, on what evidence."""
        ends = sorted({link.to_node for link in self.chains.links.values() if link.kind == "delivered_to"})
        names = {name: node.name for name, node in self.chains.nodes.items()}
        found = []
        for end in ends:
            rows = [
                (
                    n.name,
                    ", ".join(names[item] for item in n.items),
                    "; ".join((grade_words(n.weakest), *n.remarks)),
                )
                for n in self.chains.without(end)
            ]
            if rows:
                found.append((names[end], rows))
        return found

    def _deal(self, deal: Deal) -> dict[str, Any]:
        chains = self.chains
        links = {link.id for link in chains.links_of(deal.id)}
        conditions = [v for v in self.conditions if v.id.partition("/")[2] in links]
        rungs = self.rungs[deal.id]
        lines = said.lines(chains, deal, said.broken_at(conditions))
        boxes = said.shown(self.case, chains, deal)
        place = list(chains.deals).index(deal.id)
        order = list(chains.deals.values())
        return {
            "deal": deal,
            "headline": said.deal_headline(chains, deal, conditions, rungs),
            "picture": picture(
                boxes, said.marks(lines), f"The chain of {deal.title}",
                f"{len(lines)} links from source to end user; the list below has each of them in words.",
            ),
            "knowledge": next((rung.said for rung in rungs if rung.quoted), ""),
            "lines": lines,
            "boxes": boxes,
            "items": [box for box in boxes.values() if box.node.control],
            "keys": [(grade, grade_words(grade), key_line(grade)) for grade in GRADES],
            "conditions": said.by_reason(conditions),
            "fate": said.fate,
            "rungs": rungs,
            "ladder": _ladder(rungs),
            "rules": ladder_rules(),
            "listed": tuple(chains.listed_then(deal.id)),
            "dates": said.timeline(self.case, chains, deal, rungs),
            "actions": [action for action in self.case.actions if action.matter == deal.id],
            "answers": [answer for answer in self.case.responses if answer.matter == deal.id],
            "previous": order[place - 1] if place else None,
            "next": order[place + 1] if place + 1 < len(order) else None,
        }  # fmt: skip


def _grid(rungs: Sequence[Rung]) -> list[list[LadderCell]]:
    """Support from tested down to none, each with the six rungs and who stands there."""
    return [
        [LadderCell(k, s, tuple(r for r in rungs if (r.k, r.s) == (k, s))) for k in range(6)]
        for s in range(4, -1, -1)
    ]


def _ladder(rungs: Sequence[Rung]) -> list[list[LadderCell]]:
    """The same for one deal, with the place that the compilers wrote down marked."""
    stated = {(r.stated_k, r.stated_s) for r in rungs if r.quoted}
    return [
        [msgspec.structs.replace(cell, stated=(cell.k, cell.s) in stated) for cell in row]
        for row in _grid(rungs)
    ]


def open_room(case: Case, site: Site, traded: Traded | None) -> ChainsRoom | None:
    """The room, or None for a case without deals."""
    del traded
    return ChainsRoom(case, site) if case.deals else None
