"""Checks across the tables of chains: ends that fit, loops, evidence, and who may be named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from yalu.case.chain_records import Grade
from yalu.documents.problems import ProblemLog, one_of, shown
from yalu.documents.tables.column_faults import log_cell
from yalu.documents.tables.csv_tables import Table

ITEMS = frozenset({"component", "software", "machine", "good", "shipment"})
PARTIES = frozenset({"company", "person", "body", "bank"})
_USERS = PARTIES | {"programme"}
# What a link of each kind may start and end at; kinds that may tie anything are not listed.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "supplied": (PARTIES, ITEMS), "incorporated_in": (ITEMS, ITEMS), "licensed_to": (ITEMS, PARTIES),
    "sold_to": (ITEMS, _USERS), "delivered_to": (ITEMS, _USERS),
    "shipped_on": (ITEMS, frozenset({"vessel", "company"})), "acted_for": (PARTIES, PARTIES),
    "employed_by": (frozenset({"person"}), PARTIES), "hosted": (PARTIES, PARTIES), "visited": (PARTIES, PARTIES),
    "paid": (PARTIES, PARTIES), "banked_with": (PARTIES, frozenset({"bank"})),
    "restricted_by": (ITEMS | PARTIES | {"vessel"}, frozenset({"body"})),
    "designated_by": (PARTIES | {"vessel"}, frozenset({"body"})),
}  # fmt: skip
_ANY = frozenset({"official", "archive", "press", "agency", "research", "reference", "copy"})
# A newspaper can quote an official, but only the court's own paper, or a copy of it, shows what a court found.
CARRIES: dict[str, frozenset[str]] = {
    "court_finding": frozenset({"official", "archive", "reference", "copy"}),
    "official_finding": _ANY,
    "company_admission": _ANY,
    "expert_report": _ANY,
    "press": _ANY,
    "allegation": _ANY,
}
_ACTS = {
    "designated": frozenset({"designated_by"}),
    "charged": frozenset({"restricted_by"}),
    "convicted": frozenset({"restricted_by", "designated_by"}),
}
PERSON_RULE = (
    "a person stands in a chain only because an authority or court named them: designated (a list entry or a "
    "designated_by link), charged or convicted (a restricted_by link, or a row of named.csv), or holding an office; "
    "anybody else is described by role, official_action “unnamed”, with a name that begins with “unnamed ”"
)


def check_chains(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every link that cannot be, every grade that its sources do not carry, and every person without an act."""
    links, nodes = tables.get("links"), tables.get("nodes")
    if links is not None:
        _check_loops(links, log)
        _check_grades(links, tables.get("sources"), log)
        if nodes is not None:
            _check_ends(links, nodes, log)
    if nodes is not None:
        _check_persons(nodes, tables, log)


def _check_loops(links: Table, log: ProblemLog) -> None:
    """A part cannot contain the whole it is in, and nothing is tied to itself."""
    parts: dict[str, list[str]] = {}
    rows = zip(links.column("from_node"), links.column("kind"), links.column("to_node"), strict=True)
    placed: list[tuple[int, str, str]] = []
    for row, (one, kind, two) in enumerate(rows):
        if one == two and one:
            log_cell(
                links, row, "to_node", log, two,
                f"the link ties {shown(one)} to itself",
                "a link ties two different nodes",
                "correct one of the two ends",
            )  # fmt: skip
        elif kind == "incorporated_in":
            parts.setdefault(one, []).append(two)
            placed.append((row, one, two))
    closing = _closing(parts)
    for row, one, two in placed:
        if (one, two) in closing:
            log_cell(
                links, row, "to_node", log, two,
                f"{shown(one)} is incorporated in {shown(two)}, which is incorporated, by way of others, in {shown(one)}",
                "links of the kind incorporated_in never come back to where they began",
                "correct which of the two contains the other",
            )  # fmt: skip


def _closing(after: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    """The links that close a loop, met in a walk without recursion that visits each node once."""
    done: set[str] = set()
    found: set[tuple[str, str]] = set()
    for begin in after:
        if begin in done:
            continue
        path, open_nodes = [(begin, iter(after[begin]))], {begin}
        while path:
            here, rest = path[-1]
            step = next(rest, None)
            if step is None:
                path.pop()
                open_nodes.discard(here)
                done.add(here)
            elif step in open_nodes:
                found.add((here, step))
            elif step not in done and step in after:
                path.append((step, iter(after[step])))
                open_nodes.add(step)
    return found


def _check_grades(links: Table, sources: Table | None, log: ProblemLog) -> None:
    if sources is None:
        return
    kinds = dict(zip(sources.column("id"), sources.column("kind"), strict=True))
    rows = zip(links.column("grade"), links.column("sources"), links.column("asserted_by"), strict=True)
    for row, (grade, cited, by) in enumerate(rows):
        if grade not in CARRIES:
            continue
        names = [part.partition(":")[0] for part in cited.split(";") if part]
        found = [kinds.get(name, "memory" if name == "memory" else "") or "press" for name in names]
        fits = [word for word in get_args(Grade) if CARRIES[word] & set(found)]
        if not CARRIES[grade] & set(found):
            log_cell(
                links, row, "grade", log, grade,
                f"{shown(grade)} rests on sources of the kind {one_of(sorted(set(found)))} only",
                f"a {grade.replace('_', ' ')} is carried by a source of the kind {one_of(sorted(CARRIES[grade]))}",
                f"cite such a source, or grade the link {one_of(fits) or 'after finding a source'}",
            )  # fmt: skip
        elif by.strip().lower() in {"press", "the press"} and grade not in {"press", "allegation"}:
            log_cell(
                links, row, "grade", log, grade,
                f"{shown(grade)} is asserted by {shown(by)}",
                "what only the press asserts is graded press or allegation",
                "name the authority, company or expert who asserts it, or grade it press",
            )  # fmt: skip


def _check_ends(links: Table, nodes: Table, log: ProblemLog) -> None:
    kinds = dict(zip(nodes.column("id"), nodes.column("kind"), strict=True))
    rows = zip(links.column("kind"), links.column("from_node"), links.column("to_node"), strict=True)
    for row, (kind, one, two) in enumerate(rows):
        for field, node, allowed in zip(
            ("from_node", "to_node"), (one, two), _ENDS.get(kind, ()), strict=False
        ):
            held = kinds.get(node, "")
            if held and held not in allowed:
                log_cell(
                    links, row, field, log, node,
                    f"{kind} cannot {'start' if field == 'from_node' else 'end'} at {shown(node)}, which is a {held}",
                    f"{kind} {'starts' if field == 'from_node' else 'ends'} at a {one_of(sorted(allowed))}",
                    "turn the link round, choose another kind, or correct the node",
                )  # fmt: skip


def _check_persons(nodes: Table, tables: Mapping[str, Table], log: ProblemLog) -> None:
    acts: dict[str, set[str]] = {}
    links, named = tables.get("links"), tables.get("named")
    if links is not None:
        for one, kind in zip(links.column("from_node"), links.column("kind"), strict=True):
            acts.setdefault(one, set()).add(kind)
    if named is not None:
        for node in named.column("node"):
            acts.setdefault(node, set()).update({"restricted_by", "designated_by"})
    wanted = ("id", "kind", "name", "official_action", "listed_as", "role")
    for row, cells in enumerate(zip(*(nodes.column(name) for name in wanted), strict=True)):
        node, kind, name, act, listed, role = cells
        if kind != "person":
            continue
        unnamed = name.lower().startswith("unnamed ")
        behind = acts.get(node, set()) & _ACTS.get(act, frozenset())
        if act == "unnamed":
            fine = unnamed
        elif act == "office":
            fine = bool(role)
        else:
            fine = bool(behind) or (act in {"designated", "convicted"} and bool(listed))
        if not fine:
            log_cell(
                nodes, row, "official_action", log, act,
                f"{shown(name)} is a person with {shown(act) if act else 'no official action'} and nothing behind it",
                PERSON_RULE,
                "name the list entry or add the link to the authority; without one, remove the name",
            )  # fmt: skip
