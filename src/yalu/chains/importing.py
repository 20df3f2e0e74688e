"""Taking in other people's FollowTheMoney files: whole and checked, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import msgspec

from yalu.chains.exchange import read_pair, table_text
from yalu.chains.follow_the_money import read_entities
from yalu.documents.problems import DocumentError, Problem, ProblemLog, shown, visible
from yalu.documents.text_encoding import decode
from yalu.documents.user_files import read_user_file

_SOURCE = {
    "id": "imported", "kind": "reference", "reliability": "F",
    "notes": "an imported file that names no sources of its own for its relations",
}  # fmt: skip


def import_file(file: Path, out: Path) -> tuple[int, int]:
    """Write nodes.csv, links.csv and sources.csv from a file of entities; how many nodes and links.

    The folder must not exist yet, and appears only when the tables pass every check. Raises DocumentError.
    """
    log = ProblemLog()
    data = read_user_file(file, log, kind="entities", file=file.name)
    text = None if data is None else decode(data, log, file=file.name)
    if text is None:
        raise DocumentError(log.problems())
    if out.exists():
        raise DocumentError(
            [
                Problem(
                    file=str(out), message=f"{shown(out)} is there already",
                    rule="an import writes a new folder", next_step="name another folder",
                )
            ]
        )  # fmt: skip
    nodes, links = read_entities(text, file.name)
    cited = {part.partition(":")[0] for row in (*nodes, *links) for part in row["sources"].split(";") if part}
    sources = [_SOURCE | {"id": name, "title": _title(name, file)} for name in sorted(cited - {"memory"})]
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".chains-", dir=out.parent))
    try:
        for table, rows in (("nodes", nodes), ("links", links), ("sources", sources)):
            (draft / f"{table}.csv").write_text(table_text(table, rows), encoding="utf-8")
        try:
            read_pair(draft)
        except DocumentError as error:
            raise DocumentError(
                [_of_source(p, file.name, {"nodes": nodes, "links": links}) for p in error.problems]
            ) from None
        draft.chmod(0o755)
        draft.rename(out)
    finally:
        if draft.exists():
            shutil.rmtree(draft)
    return len(nodes), len(links)


def _of_source(problem: Problem, file: str, rows: dict[str, list[dict[str, str]]]) -> Problem:
    """A problem of a table made here, told of the entity of the file that the row came from."""
    table = problem.file.removesuffix(".csv")
    line, field = 2, f"{table}.{problem.field}" if problem.field else table
    for row in rows.get(table, []):
        end = line + sum(cell.count("\n") for cell in row.values())
        if line <= problem.row <= end:
            field = f"{row['id']}.{problem.field}"
            break
        line = end + 1
    return msgspec.structs.replace(problem, file=file, row=0, field=visible(field))


def _title(name: str, file: Path) -> str:
    return f"Imported from {file.name}" if name == "imported" else f"{name}, as cited in {file.name}"
