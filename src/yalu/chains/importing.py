"""Taking in other people's FollowTheMoney files: whole and checked, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from yalu.chains.exchange import read_pair, table_text
from yalu.chains.follow_the_money import read_entities
from yalu.documents.problems import DocumentError, Problem, ProblemLog, shown
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
        read_pair(draft)
        draft.chmod(0o755)
        draft.rename(out)
    finally:
        if draft.exists():
            shutil.rmtree(draft)
    return len(nodes), len(links)


def _title(name: str, file: Path) -> str:
    return f"Imported from {file.name}" if name == "imported" else f"{name}, as cited in {file.name}"
