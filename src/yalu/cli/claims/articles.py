"""`yalu claims read`: an article pasted, its statements found, and questions proposed for each."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from yalu.claims.passages.claim_files import as_yaml
from yalu.claims.passages.printed_article import article_lines
from yalu.claims.passages.texts import read_article, read_stream
from yalu.cli.claims.parameters import Said
from yalu.cli.output import present
from yalu.cli.parameters import BUNDLED, Asked, RuledBy, SharedOptions, opened
from yalu.cli.tables import Kept
from yalu.documents.choices import ChoiceError
from yalu.documents.files.whole_files import write_whole
from yalu.documents.problems import refused


def read(
    file: Annotated[
        Path,
        Parameter(
            help="A text or HTML file with the article; - reads standard input.", allow_leading_hyphen=True
        ),
    ],
    *,
    where: Annotated[
        str, Parameter(help="Its address, or a source of the case; the page's own address when left out.")
    ] = "",
    published: Annotated[
        str,
        Parameter(
            help="The day it was published, which “last year” is reckoned from; the page's own day when left out."
        ),
    ] = "",
    who: Annotated[str, Parameter(help="Who makes the statements.")] = "",
    out: Annotated[
        Path | None, Parameter(help="Write the questions to this new file of claims, to be edited and kept.")
    ] = None,
    test: Annotated[
        bool,
        Parameter(
            name="--test",
            negative="",
            help="Judge the questions whose every word and part was taken up, no others.",
        ),
    ] = False,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Find what an article states, and propose up to three questions for each figure, with the words that led to them.

    Nothing is fetched, and nothing is judged unless --test is given. “yalu claims check” judges the file of --out.
    """
    if str(file) == "-" and (sys.stdin is None or sys.stdin.isatty()):
        raise ChoiceError("nothing comes in by standard input; pipe an article into it, or name a file")
    text = read_stream(sys.stdin.buffer) if str(file) == "-" else read_article(file)
    case = opened(asked, ruled)
    article = case.claims.read(text, str(file), where=where, published=published, who=who, test=test)
    if out is not None:
        _write(out, as_yaml(article))
    options = {field.name.rstrip("_") for field in fields(Said)}
    written = [Kept(f"\nWritten: {out}. Edit it, then: yalu claims check {out}")] if out is not None else []
    present(
        article, lambda: [*article_lines(article, options, tested=test), *written], asked=asked,
        command="claims read", case=case.case,
    )  # fmt: skip


def _write(out: Path, text: str) -> None:
    """A new file; one that is there may hold somebody's work."""
    if not text:
        raise ChoiceError("the article states nothing that could be asked, so no file was written")
    if out.exists() or out.is_symlink():
        raise refused(
            out.name, "the file is there already", rule="questions are written to a new file, because an old one may have been edited",
            next_step="name another file, or move that one away",
        )  # fmt: skip
    write_whole(out, text.encode())
