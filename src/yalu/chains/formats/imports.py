"""Taking in other people's FollowTheMoney files: whole and checked, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from yalu.chains.formats.entity_rows import Entities, read_whole
from yalu.chains.formats.exchange import read_pair, table_text
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, Problem, ProblemLog, refused, shown
from yalu.documents.text.text_encoding import decode

_SOURCE = {
    "id": "imported", "kind": "reference", "reliability": "F",
    "notes": "an imported file that names no sources of its own for its relations",
}  # fmt: skip


def read_file(file: Path) -> Entities:
    """The rows that a file of entities gives, and what they leave out. Raises DocumentError."""
    log = ProblemLog()
    data = read_user_file(file, log, kind="entities", file=file.name)
    text = None if data is None else decode(data, log, file=file.name)
    if text is None:
        raise DocumentError(log.problems())
    return read_whole(text, file.name)


def write_tables(read: Entities, file: Path, out: Path) -> tuple[int, int]:
    """Write what was read of a file into a new folder, whole and checked; how many nodes and links."""
    if out.exists():
        raise refused(
            str(out), f"{shown(out)} is there already",
            rule="an import writes a new folder", next_step="name another folder",
        )  # fmt: skip
    nodes, links = read.nodes, read.links
    cited = {part.partition(":")[0] for row in (*nodes, *links) for part in row["sources"].split(";") if part}
    sources = [_SOURCE | {"id": name, "title": _title(name, file)} for name in sorted(cited - {"memory"})]
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".chains-", dir=out.parent))
    try:
        for table, rows in (("nodes", nodes), ("links", links), ("sources", sources)):
            (draft / f"{table}.csv").write_text(table_text(table, rows), encoding="utf-8")
        _checked(draft, file.name, {"nodes.csv": nodes, "links.csv": links})
        draft.chmod(0o755)
        draft.rename(out)
    finally:
        if draft.exists():
            shutil.rmtree(draft)
    return len(nodes), len(links)


def _checked(draft: Path, file: str, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """The checks of a case, their problems reported at the line of the file that was given."""
    try:
        read_pair(draft)
    except DocumentError as error:
        raise DocumentError([_placed(p, file, rows.get(p.file, ())) for p in error.problems]) from error


def _placed(problem: Problem, file: str, rows: Sequence[Mapping[str, str]]) -> Problem:
    place = problem.row - 2  # below the header
    line = int(rows[place]["line"]) if 0 <= place < len(rows) else 0
    return msgspec.structs.replace(problem, file=file, row=line)


def _title(name: str, file: Path) -> str:
    return f"Imported from {file.name}" if name == "imported" else f"{name}, as cited in {file.name}"
