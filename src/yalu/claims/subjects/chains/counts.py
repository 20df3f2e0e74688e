"""More of chains: how many of something, who got it in the end, and what a company makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from yalu.case.chain_records import Link, Node
from yalu.case.citations import cite
from yalu.case.coverage.completeness import Sought
from yalu.chains.facade import Chains
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.records import FigureReading
from yalu.claims.subjects.chains.deals import (
    DEAL,
    ITEM,
    TO,
    chain_figure,
    chains_of,
    deal_of,
    handed,
    hedged,
    node_of,
    rows_of,
)
from yalu.claims.subjects.readings import figure_of, reading_of
from yalu.documents.choices import ChoiceError, unknown
from yalu.vocabulary.results import TrailRow

_OPEN = re.compile(r"\b(?:at least|more than|over|more)\b", re.IGNORECASE)
_MAKER = re.compile(r"(?:makers? of (?P<of>[^,]+)|(?P<what>[\w -]+?)[ -]makers?)(?:,.*)?", re.IGNORECASE)


def _count(evidence: Evidence, given: Parameters) -> FigureReading:
    what = given["what"]
    if what in {"suppliers", "middlemen"} and given["to"]:
        raise ChoiceError(f"{what} are not counted by who got the goods; leave “to” out")
    if what == "middlemen":
        return _middlemen(evidence, given)
    kinds = ("supplied",) if what == "suppliers" else ("delivered_to",)
    links = handed(evidence, given, kinds)
    if what == "deals":
        return _deals(evidence, given)
    if not links:
        raise Unanswerable(f"no {what} are on record under these choices")
    if what == "units":
        return _units(evidence, given, links)
    names = {link.from_node for link in links} if what == "suppliers" else {link.id for link in links}
    chains = chains_of(evidence)
    return _counted(evidence, given, len(names), rows_of(chains, links), hedged(links))


def _deals(evidence: Evidence, given: Parameters) -> FigureReading:
    """Deals on record; by item and receiver where they are named."""
    chains = chains_of(evidence)
    wanted = deal_of(chains, given["deal"])
    if given["item"] or given["to"]:
        links = handed(evidence, given, ("sold_to", "delivered_to"))
        found = sorted({link.deal for link in links if link.deal})
    else:
        found = sorted(name for name in chains.deals if wanted in {"", name})
    if not found:
        raise Unanswerable("no deals are on record under these choices")
    rows = [
        TrailRow(name, chains.deals[name].title, "deal", "", cite(chains.sources, chains.deals[name].sources))
        for name in found
    ]
    inside = (link for name in found for link in chains.links_of(name))
    return _counted(evidence, given, len(found), rows, f"the weakest link {hedged(inside)}")


def _middlemen(evidence: Evidence, given: Parameters) -> FigureReading:
    chains, deal = chains_of(evidence), given["deal"]
    if given["item"]:
        raise ChoiceError("middlemen are counted over deals; leave “item” out")
    deal_of(chains, deal)
    found = [row for row in chains.recurring() if deal in {"", *row.deals}]
    if not found:
        raise Unanswerable("nobody on record stands in the middle of two deals or more")
    used = {row.id: row for one in found for row in one.trail.rows}
    behind = hedged(chains.links[name] for name in used)
    return _counted(evidence, given, len(found), used.values(), f"the weakest link {behind}")


def _units(evidence: Evidence, given: Parameters, links: Sequence[Link]) -> FigureReading:
    """Pieces delivered. An item handed on twice in one deal is counted once, and is then the least there were."""
    most: dict[tuple[str, str], float] = {}
    least_only = False
    for link in links:
        if link.quantity is None or link.unit not in {"", "1"}:
            least_only = True
            continue
        key = link.deal, link.from_node
        least_only |= key in most or bool(_OPEN.search(link.stated))
        most[key] = max(most.get(key, 0.0), float(link.quantity))
    if not most:
        raise Unanswerable("no delivery on record says how many pieces there were")
    rows = rows_of(chains_of(evidence), links)
    return _counted(
        evidence, given, sum(most.values()), rows, hedged(links), exact=not least_only, at_least=least_only
    )


def _counted(
    evidence: Evidence, given: Parameters, number: float, rows: Iterable[TrailRow], behind: str, *,
    exact: bool = False, at_least: bool = False,
) -> FigureReading:  # fmt: skip
    """A number on record. There may be more than was found, never fewer, unless the record itself is exact."""
    what = given["what"]
    chosen = [f"{name} {given[name]}" for name in ("deal", "item", "to") if given[name]]
    said = f"{number:g} {what.removesuffix('s') if number == 1 and what != 'middlemen' else what}"
    shown = f"{'at least ' if at_least else ''}{said}{'' if exact or at_least else ' on record'}, {behind}"
    value, high = None if at_least else number, number if exact else None
    figure = figure_of(
        evidence,
        f"chains-count/{what}/{'+'.join(chosen).replace(' ', '=') or 'all'}",
        ", ".join((what.capitalize(), *_chosen_words(evidence, given))),
        _DEFINED[what],
        "links",
        "deals",
        value=value,
        low=number,
        high=high,
        steps=(f"{number:g} counted",),
        rows=tuple(rows),
        notes=() if exact else ("the record has what was found; there may be more, never fewer",),
        display=shown,
    )
    beyond = "" if exact else f"{shown}; the record has what was found, and there may be more"
    return reading_of(figure, unit=what, shown=shown, beyond=beyond)


def _sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    """The deals or links that are counted; the pieces of one deal are those of its own links, and count no rows."""
    if given["what"] == "units" and given["deal"]:
        return ()
    table, column = ("deals", "id") if given["what"] == "deals" else ("links", "deal")
    return (Sought(table=table, rows=({column: given["deal"]} if given["deal"] else {},)),)


_DEFINED = {
    "deals": "deals on record",
    "deliveries": "links “delivered to”; what was only sold is not counted",
    "units": "pieces in links “delivered to”, as the record has them",
    "suppliers": "different parties that supplied the items, as the record has them",
    "middlemen": "parties in the middle of two deals or more",
}


def _end_user(evidence: Evidence, given: Parameters) -> FigureReading:
    """Who got the goods. A use is named only where the record has it: an end user nobody named has none."""
    chains = chains_of(evidence)
    deal = deal_of(chains, given["deal"])
    links = handed(evidence, given, ("delivered_to",))
    sold = handed(evidence, given, ("sold_to",))
    if not links:
        raise Unanswerable(f"no link of {deal} shows the goods delivered; sold says nothing about arrival")
    ends = [chains.nodes[name] for name in sorted({link.to_node for link in links})]
    words = [
        word for end in ends for word in (end.id, end.name, *_state_words(evidence, end), *_use_words(end))
    ]
    uses = sorted({end.use for end in ends if end.use})
    shown = "; ".join(end.name for end in ends)
    beyond = (
        "" if uses else f"the deliveries on record go to {shown}; what they were used for no source seen says"
    )
    figure = chain_figure(
        evidence,
        f"chains-end-user/{deal}/{given['item'] or 'all'}",
        f"{chains.deals[deal].title}: who got the goods",
        f"{shown}, {hedged(links)}",
        "the receivers of every link “delivered to”, and the use the record gives them",
        rows=(*rows_of(chains, links), *(_node_row(chains, end, "receiver") for end in ends)),
        left_out=rows_of(chains, sold),
    )
    return FigureReading(
        words=tuple(re.sub(r"[^a-z0-9-]+", " ", word.lower()).strip() for word in words),
        beyond=beyond,
        shown=figure.display,
        figure=figure,
    )


def _chosen_words(evidence: Evidence, given: Parameters) -> Iterator[str]:
    """What was chosen, by its names: the deal “…”, the items, the place or receiver."""
    case = evidence.case
    names = {deal.id: f"“{deal.title}”" for deal in case.deals} | {node.id: node.name for node in case.nodes}
    for name in ("deal", "item", "to"):
        if given[name]:
            yield f"{name} " + " and ".join(
                names.get(part, case.place(part)) for part in given[name].split(";")
            )


def _state_words(evidence: Evidence, end: Node) -> tuple[str, ...]:
    if not end.country:
        return ()
    return end.country, evidence.case.place(end.country)


def _use_words(end: Node) -> tuple[str, ...]:
    return (end.use, f"{end.use} programme", f"{end.use} program") if end.use else ()


def _node_row(chains: Chains, node: Node, role: str) -> TrailRow:
    said = f"{node.name}: {node.role}" if node.role else node.name
    return TrailRow(node.id, said, role, "", cite(chains.sources, node.sources))


def _products(node: Node) -> tuple[str, ...]:
    """What the record says a company makes: the clauses of its role that call it a maker of something."""
    found: list[str] = []
    for clause in node.role.split(";"):
        match = _MAKER.fullmatch(clause.strip())
        if match is not None:
            found += [part.strip() for part in re.split(r" and ", match["of"] or match["what"])]
    return tuple(found)


def _forms(products: Iterable[str]) -> tuple[str, ...]:
    """Products as people write them: with or without a hyphen, one or several, or by the last word alone."""
    found: list[str] = []
    for product in products:
        plain = product.lower().replace("-", " ")
        one = plain.removesuffix("s")
        found += [product.lower(), plain, one, f"{one}s", plain.split()[-1]]
    return tuple(dict.fromkeys(found))


def _namesakes(chains: Chains, node: Node) -> list[Node]:
    """Other makers whose name begins with the same word, and which the record tells apart with “different”."""
    first = node.name.split()[0].lower()
    return [
        other for _, other in sorted(chains.nodes.items())
        if other.kind == "company" and other.id != node.id and other.name.split()[0].lower() == first
        and _products(other) and "different" in f"{other.role} {node.role}".lower()
    ]  # fmt: skip


def _maker(evidence: Evidence, given: Parameters) -> FigureReading:
    """A product not on record decides nothing, unless the record gives it to a namesake and tells the two apart."""
    chains = chains_of(evidence)
    node = node_of(chains, given["company"])
    if node.kind != "company":
        raise UnknownName(unknown("company", node.id, list(_companies(evidence, given))))
    made = _products(node)
    if not made:
        raise Unanswerable(f"the record does not say what {node.name} makes")
    others = _namesakes(chains, node)
    theirs = {other.id: [p for p in _products(other) if p not in made] for other in others}
    shown = f"{', '.join(made)} (on record for {node.name})"
    steps = tuple(f"{o.name} is another firm: {', '.join(theirs[o.id])}" for o in others if theirs[o.id])
    figure = chain_figure(
        evidence,
        f"chains-maker/{node.id}",
        f"What {node.name} makes",
        shown,
        "what the role of the company on record calls it a maker of; no table lists all that a company makes",
        rows=(_node_row(chains, node, "company"), *(_node_row(chains, o, "another firm") for o in others)),
        steps=steps,
        rules=("a product of a firm that is distinguished from this one is not this one’s",),
    )
    return FigureReading(
        words=_forms(made),
        excluded=_forms(p for found in theirs.values() for p in found),
        shown=shown,
        beyond=f"the record has {', '.join(made)} for {node.name}, and may leave products out",
        figure=figure,
    )


def _companies(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted(node.id for node in evidence.case.nodes if node.kind == "company" and _products(node))


def _easily_taken(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The company and those of the same first name: the grid shows whom a statement would fit."""
    chains = chains_of(evidence)
    node = chains.nodes.get(given.get("company", ""))
    return [] if node is None else [node.id, *(other.id for other in _namesakes(chains, node))]


SUBJECTS = (
    Subject(
        "chains.count", "How many deals, deliveries, pieces, suppliers or middlemen", "count",
        unit=lambda given: given["what"],
        parameters=(
            choice("what", "what is counted", ("deals", "deliveries", "units", "suppliers", "middlemen")),
            Parameter("deal", "one deal by its id", names=DEAL.names), ITEM, TO,
        ),
        compute=_count, sought=_sought, example="--what units --deal smtcl --item mach_6axis --to PRK",
        stated="at least 2",
    ),
    Subject(
        "chains.end_user", "Who got the goods, and for what use", "words", parameters=(DEAL, ITEM, TO),
        compute=_end_user, example="--deal tel", stated="missile programme",
    ),
    Subject(
        "chains.maker", "What a company makes", "words",
        parameters=(
            Parameter("company", "a company by its id; another firm of the same name is shown beside it",
                required=True, names=_companies, alternatives=_easily_taken),
        ),
        compute=_maker, example="--company co_smtcl", stated="machine tools",
    ),
)  # fmt: skip
