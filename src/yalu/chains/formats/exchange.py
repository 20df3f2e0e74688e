"""Chains in files: the pair nodes.csv and links.csv read and written, and GraphML for drawing tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from yalu.case.chain_records import Link, Node
from yalu.case.checks.chain_checks import check_chains
from yalu.case.record_builder import records_of
from yalu.case.tables import table_schemas
from yalu.chains.rows import link_cells, node_cells
from yalu.documents.declared_checks import check_declared
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.exports import NOT_IN_XML, csv_text
from yalu.documents.tables.table_checks import checked_table


def read_pair(folder: str | Path) -> tuple[tuple[Node, ...], tuple[Link, ...]]:
    """The nodes and links of a folder with nodes.csv and links.csv, checked as in a case.

    Sources and deals may be named without being there; sources.csv and deals.csv are read when they are. Raises
    DocumentError with every problem.
    """
    log = ProblemLog()
    tables: dict[str, Table] = {}
    for name in ("sources", "deals", "nodes", "links"):
        path = Path(folder) / f"{name}.csv"
        if name in {"sources", "deals"} and not path.is_file():
            continue
        found = checked_table(path, table_schemas()[name], log, file=path.name)
        if found is not None:
            tables[name] = found[0]
    if "deals" not in tables and "links" in tables:
        named = sorted(set(tables["links"].column("deal")) - {""})
        tables["deals"] = Table("deals", "deals.csv", {"id": named}, tables["links"].lines[: len(named)])
    unread = {"nodes", "links"} - tables.keys()
    check_declared(tables.values(), table_schemas(), log, unread=unread)
    check_chains(tables, log)
    if log.has_errors:
        raise DocumentError(log.problems())
    return records_of(tables, "nodes", Node), records_of(tables, "links", Link)


def write_pair(nodes: Iterable[Node], links: Iterable[Link]) -> dict[str, str]:
    """The two tables as CSV texts by file name, rows in order of id."""
    return {
        "nodes.csv": table_text("nodes", [node_cells(n) for n in sorted(nodes, key=lambda n: n.id)]),
        "links.csv": table_text("links", [link_cells(n) for n in sorted(links, key=lambda n: n.id)]),
    }


def table_text(table: str, rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as CSV with the standard columns of a table, without formulas; reading the table gives back what stood there."""
    names = table_schemas()[table].names
    return csv_text(names, ([row.get(name, "") for name in names] for row in rows), line_end="\n")


def write_graphml(nodes: Iterable[Node], links: Iterable[Link]) -> str:
    """The graph as GraphML: every column is a data key of text, and ids are the ids of the tables."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    keys = [("node", "n", node_cells(None)), ("edge", "e", link_cells(None))]
    for domain, mark, cells in keys:
        lines += [
            f'<key id="{mark}-{name}" for="{domain}" attr.name="{name}" attr.type="string"/>'
            for name in cells
        ]
    lines.append('<graph id="chains" edgedefault="directed">')
    for node in sorted(nodes, key=lambda node: node.id):
        lines += [f"<node id={quoteattr(node.id)}>", *_data("n", node_cells(node)), "</node>"]
    for link in sorted(links, key=lambda link: link.id):
        ends = f"source={quoteattr(link.from_node)} target={quoteattr(link.to_node)}"
        lines += [f"<edge id={quoteattr(link.id)} {ends}>", *_data("e", link_cells(link)), "</edge>"]
    return "\n".join([*lines, "</graph>", "</graphml>"]) + "\n"


def _data(mark: str, cells: Mapping[str, str]) -> list[str]:
    return [
        f'<data key="{mark}-{name}">{escape(NOT_IN_XML.sub("", text))}</data>'
        for name, text in cells.items()
        if text
    ]
