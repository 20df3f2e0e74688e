"""Chains: how many, when, what is controlled, what became of a condition, what a seller knew, what a company makes.

Every answer names the evidence it rests on: what one expert report asserts is said “as experts report” and is
never a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from yalu.case.chain_records import Link, Node
from yalu.case.citations import cite
from yalu.chains.citations import link_row
from yalu.chains.facade import Chains
from yalu.chains.knowledge.ladder import Rung
from yalu.chains.words import ITEMS, weakest
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.records import FigureReading
from yalu.claims.subjects.readings import dated, figure_of, known_name, look_up
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.countries import country
from yalu.vocabulary.results import Figure, TrailRow

# The rung from which on a seller is said to have known; below it the facts reach less, which excludes nothing.
KNOWN_FROM = 4
_BY_GRADE = {
    "court_finding": "as a court found", "official_finding": "as officials found",
    "company_admission": "as the company admits", "expert_report": "as experts report",
    "press": "as the press reports", "allegation": "as is alleged",
}  # fmt: skip


def chains_of(evidence: Evidence) -> Chains:
    """The chains of the case, remembered; a link without both of its ends is no evidence of anything."""

    def make() -> Chains:
        case = evidence.case
        known = {node.id for node in case.nodes}
        whole = [link for link in case.links if link.from_node in known and link.to_node in known]
        return Chains(
            case.nodes, whole, deals=case.deals, facts=case.knowledge, actions=case.actions, sources=case.sources,
            data_version=case.data_version, known_by=case.known_by,
        )  # fmt: skip

    return evidence.keep(("chains",), make)


def hedged(links: Iterable[Link]) -> str:
    """Who stands behind what some links say, by the weakest evidence among them."""
    grade = weakest(tuple(link.grade for link in links))
    return _BY_GRADE.get(grade, "")


def chain_figure(
    evidence: Evidence, name: str, title: str, shown: str, definition: str, **trail: Any
) -> Figure:
    """A figure in words with its trail."""
    return figure_of(evidence, name, title, definition, "links", "nodes", "deals", display=shown, **trail)


def rows_of(chains: Chains, links: Iterable[Link]) -> tuple[TrailRow, ...]:
    """Links as rows of a trail: grade, who asserts it, sources."""
    return tuple(link_row(link, chains.nodes, chains.sources) for link in links)


def node_of(chains: Chains, typed: str) -> Node:
    """A node by id. Raises UnknownName naming the nearest."""
    return look_up(chains.nodes, "node", typed, sorted(chains.nodes))


def deal_of(chains: Chains, typed: str) -> str:
    """The id of a deal, "" for all. Raises UnknownName naming the nearest."""
    return known_name(sorted(chains.deals), "deal", typed) if typed else ""


def items_of(chains: Chains, typed: str) -> tuple[str, ...]:
    """The items of a parameter, several joined by ``;``."""
    return tuple(node_of(chains, part.strip()).id for part in typed.split(";") if part.strip())


def handed(evidence: Evidence, given: Parameters, kinds: Sequence[str]) -> list[Link]:
    """The links of some kinds that fit deal, item and receiver, in order of id."""
    chains = chains_of(evidence)
    deal, items = deal_of(chains, given["deal"]), items_of(chains, given["item"])
    goes_to = _receiver(chains, given["to"])
    found = []
    for link in chains.links.values():
        item = link.to_node if link.kind == "supplied" else link.from_node
        fits = link.kind in kinds and deal in {"", link.deal} and (not items or item in items)
        if fits and (link.kind == "supplied" or goes_to(chains.nodes[link.to_node])):
            found.append(link)
    return sorted(found, key=lambda link: link.id)


def _receiver(chains: Chains, typed: str) -> Callable[[Node], bool]:
    if not typed:
        return lambda node: True
    if typed in chains.nodes:
        return lambda node: node.id == typed
    try:
        state = country(typed).alpha3
    except CodeError as error:
        raise ChoiceError(f"to {typed!r} is no node of the chains, and {error}") from None
    return lambda node: node.country == state


def _date(evidence: Evidence, given: Parameters) -> FigureReading:
    chains = chains_of(evidence)
    found = handed(evidence, given, (given["kind"],))
    firsts = [when for link in found if (when := link.start or link.end) is not None]
    lasts = [when for link in found if (when := link.end or link.start) is not None]
    if not firsts:
        raise Unanswerable(f"no link {given['kind'].replace('_', ' ')} with a date is on record for this")
    first = min(firsts, key=lambda when: when.earliest)
    last = max(lasts, key=lambda when: when.latest)
    said = str(first) if str(first) == str(last) else f"{first} to {last}"
    shown = f"{said}, {hedged(found)}"
    figure = chain_figure(
        evidence,
        f"chains-date/{given['deal']}/{given['kind']}/{given['item'] or 'all'}/{given['to'] or 'all'}",
        f"{chains.deals[given['deal']].title}: {given['kind'].replace('_', ' ')}",
        shown,
        "from the first to the last day the links can mean",
        rows=rows_of(chains, found),
    )
    return dated(first.earliest, last.latest, figure)


def _control(evidence: Evidence, given: Parameters) -> FigureReading:
    chains = chains_of(evidence)
    node = node_of(chains, given["node"])
    if node.kind not in ITEMS:
        raise Unanswerable(f"{node.id} is a {node.kind}; control lists cover items")
    links = sorted(
        (li for li in chains.links.values() if li.kind == "restricted_by" and li.from_node == node.id),
        key=lambda link: link.id,
    )
    # What stands after the semicolon is a note on likely entries, which nobody has stated.
    said = node.control_text.partition(";")[0].strip()
    status = (node.control or "cannot_say").replace("_", " ")
    shown = f"{status} ({said})" if said and status != "cannot say" else status
    row = TrailRow(
        node.id, f"{node.name}: {status}", "item", node.control_text, cite(chains.sources, node.sources)
    )
    figure = chain_figure(
        evidence,
        f"chains-control/{node.id}",
        f"{node.name}: covered by a control list?",
        shown,
        "the control status of this very item; a machine and the parts built into it are different items",
        rows=(row, *rows_of(chains, links)),
    )
    if status == "cannot say":
        why = f"{node.name}: {node.control_text or 'no source states whether a control list covers it'}"
        return FigureReading(cannot=why, figure=figure)
    absent = [part.strip() for part in given["lists"].split(";") if part.strip().lower() not in said.lower()]
    if given["lists"] and absent and status != "not controlled":
        why = f"the record does not say that {node.name} stands on the list {' or '.join(absent)}"
        return FigureReading(cannot=why, figure=figure)
    words = {"controlled": ("controlled", "listed", "on control lists", "banned"),
             "not controlled": ("not controlled", "not listed"), "partly": ("partly", "partly controlled")}  # fmt: skip
    return FigureReading(words=words[status], shown=shown, figure=figure)


def _condition(evidence: Evidence, given: Parameters) -> FigureReading:
    chains = chains_of(evidence)
    deal, item = deal_of(chains, given["deal"]), node_of(chains, given["item"])
    found = [
        v for v in evidence.keep(("chains-conditions", deal), lambda: chains.conditions(deal))
        if _item_under(chains, v.id) == item.id
    ]  # fmt: skip
    if not found:
        raise Unanswerable(f"no link of {deal} lays a condition on {item.name}")
    broken = [v for v in found if v.verdict == "breach"]
    kept = not broken and all(v.verdict == "within" for v in found)
    used = {row.id: row for verdict in broken or found for row in verdict.trail.rows}
    rows = used | {row.id: row for verdict in found for row in verdict.trail.rows}
    behind = hedged(chains.links[name] for name in used)
    state = "broken" if broken else "kept" if kept else "laid down"
    more = {"broken": ("breached", "violated"), "kept": ("respected",)}.get(state, ())
    reason = (broken or found)[0].reason
    figure = chain_figure(
        evidence,
        f"chains-condition/{deal}/{item.id}",
        f"{chains.deals[deal].title}: the condition on {item.name}",
        f"{'' if state == 'laid down' else 'laid down and '}{state}, {behind}",
        "what became of every condition put on the item, followed into whatever it was built into",
        rows=tuple(rows.values()),
        steps=tuple(f"{v.title}: {v.shown}: {v.reason}" for v in found),
    )
    return FigureReading(
        words=(state, *more, "laid down", "restricted", "restrict"),
        shown=figure.display,
        figure=figure,
        beyond="" if broken or kept else f"whether it was kept cannot be said: {reason}",
    )


def _item_under(chains: Chains, verdict: str) -> str:
    link = chains.links[verdict.removeprefix("condition/")]
    return link.to_node if link.kind == "supplied" else link.from_node


def _knowledge(evidence: Evidence, given: Parameters) -> FigureReading:
    chains = chains_of(evidence)
    deal = chains.deals[deal_of(chains, given["deal"])]
    actor = node_of(chains, given["actor"] or deal.actor)
    proposition = given["proposition"] or deal.proposition or "destination"
    rungs = chains.knowledge(deal.id, actor.id, proposition)
    if not len(rungs):
        raise Unanswerable(
            f"no fact on record speaks of what {actor.name} knew of the {proposition.replace('_', ' ')} in {deal.id}"
        )
    rung: Rung = rungs[0]
    figure = chain_figure(
        evidence,
        rung.id,
        f"What {actor.name} knew of the {proposition.replace('_', ' ')}",
        rung.said,
        f"the highest rung its dated facts reach; “known” needs K{KNOWN_FROM} or more",
        rows=rung.trail.rows,
        left_out=rung.trail.left_out,
        rules=rung.trail.rules,
        steps=(*rung.trail.steps, f"K{rung.k}: {rung.k_name}; S{rung.s}: {rung.s_name}"),
        notes=(f"asserted by {', '.join(rung.asserted_by)}", *rung.trail.notes)
        if rung.asserted_by
        else rung.trail.notes,
    )
    plain = rung.verdict.replace("(", "").replace(")", "")
    words = (plain, "known", "knew", "should have known") if rung.k >= KNOWN_FROM else (plain,)
    beyond = (
        ""
        if rung.k >= KNOWN_FROM
        else (
            f"“known” needs K{KNOWN_FROM} or more; the facts reach K{rung.k} ({rung.k_name}), shown at S{rung.s} "
            f"({rung.s_name}): {rung.said}. Nothing found excludes more"
        )
    )
    lower = {3: ("not shown", "destination only", "did not know", "not known"), 2: ("not shown",)}
    return FigureReading(
        words=words, excluded=lower.get(rung.k, ()), beyond=beyond, shown=rung.said, figure=figure
    )


def _deals(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted(deal.id for deal in evidence.case.deals)


def _nodes(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted(node.id for node in evidence.case.nodes)


def _items(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted(node.id for node in evidence.case.nodes if node.kind in ITEMS)


DEAL = Parameter("deal", "a deal by its id; yalu chains list shows them", required=True, names=_deals)
ITEM = Parameter("item", "an item by its id, or several joined by ;", kind="names", names=_items)
TO = Parameter("to", "who got it: a node by its id, or a state by ISO code")
SUBJECTS = (
    Subject(
        "chains.date", "When something was supplied, sold or delivered", "date",
        parameters=(
            DEAL, ITEM, TO,
            choice("kind", "which kind of link; sold says nothing about arrival", ("supplied", "sold_to",
                "delivered_to"), default="delivered_to"),
        ),
        compute=_date, example="--deal smtcl --item mach_6axis", stated="2015",
    ),
    Subject(
        "chains.control", "Whether a control list covers an item", "words",
        parameters=(
            Parameter("node", "an item by its id; a part is not its machine", required=True, names=_items),
            Parameter("lists", "the lists that must be named, such as NSG;MTCR"),
        ),
        compute=_control, example="--node cmp_cnc_control", stated="controlled",
    ),
    Subject(
        "chains.condition", "What became of the condition on an item", "words",
        parameters=(DEAL, Parameter("item", "the item under the condition", required=True, names=_items)),
        compute=_condition, example="--deal smtcl --item cmp_cnc_control", stated="broken",
    ),
    Subject(
        "chains.knowledge", "What a seller knew, with rung and support", "words",
        parameters=(
            DEAL, Parameter("actor", "who; the seller the deal names by default", names=_nodes),
            choice("proposition", "of what; what the deal names by default", ("", "destination", "end_user", "listing", "illegality")),
        ),
        compute=_knowledge, example="--deal smtcl", stated="should have known",
    ),
)  # fmt: skip
