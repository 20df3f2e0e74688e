"""Every answer before and after a change: the JSON of each documented command, kept and compared.

    python bench/outputs.py keep BEFORE      writes one file for each command of README.md and docs/
    python bench/outputs.py compare BEFORE AFTER

A change of structure must leave no difference; a change of results must be one that the changelog names.
"""

import contextlib
import difflib
import io
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

from yalu.cli.main import outcome

ROOT = Path(__file__).parents[1]
# These fetch, write outside their folder, or answer for as long as they are left open.
_LEFT_OUT = (
    "build",
    "lists update",
    "lists fetch",
    "trade fetch",
    "refresh",
    "serve",
    "claims record",
    "case new",
    "regime new",
)


def documented() -> list[list[str]]:
    """Each command line of the documentation once, with ``--json``, in alphabetical order."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    ]
    found = set()
    for line in re.findall(r"^\s*(?:\$ )?(?:\.venv/bin/)?yalu ([^`\n]+)$", "\n".join(texts), re.MULTILINE):
        with contextlib.suppress(ValueError):  # an open quote: the line goes on below
            found.add(tuple(t for t in shlex.split(line, comments=True) if t != "\\"))
    kept = [list(tokens) for tokens in found if not " ".join(tokens).startswith(_LEFT_OUT)]
    return sorted([*tokens, "--json"] if "--json" not in tokens else tokens for tokens in kept)


def keep(folder: Path) -> None:
    """Run every documented command and write what it answers, one file each."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(tempfile.mkdtemp())
    for tokens in documented():
        with (
            contextlib.redirect_stdout(io.StringIO()) as out,
            contextlib.redirect_stderr(io.StringIO()) as err,
        ):
            code = outcome(tokens)
        name = re.sub(r"[^\w.-]+", "_", " ".join(tokens), flags=re.ASCII)[:120]
        text = f"yalu {shlex.join(tokens)}\nexit {code}\n{out.getvalue()}{err.getvalue()}"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def compare(before: Path, after: Path) -> int:
    """Print what differs, command by command, at most 20 lines of each. Returns how many differ."""
    names = sorted({path.name for path in before.iterdir()} | {path.name for path in after.iterdir()})
    differing = 0
    for name in names:
        old, new = ((folder / name) for folder in (before, after))
        texts = [
            path.read_text(encoding="utf-8").splitlines() if path.exists() else [] for path in (old, new)
        ]
        lines = list(difflib.unified_diff(*texts, "before", "after", lineterm="", n=0))
        if lines:
            differing += 1
            print(f"== {name}", *(line[:160] for line in lines[2:22]), sep="\n")
    print(f"{differing} of {len(names)} answers differ")
    return differing


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        keep(Path(sys.argv[2]))
    else:
        sys.exit(bool(compare(Path(sys.argv[2]), Path(sys.argv[3]))))
