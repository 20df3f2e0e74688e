"""How answers leave: JSON for programs, one screen of text for people, tables into files, errors to standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from yalu import __version__
from yalu.cli.streams import output, screen_width
from yalu.cli.tables import Behind, Kept, Part, Table, printable, rendered
from yalu.documents.choices import ChoiceError

if TYPE_CHECKING:
    from yalu.case.records import Case
    from yalu.cli.parameters import Printed
    from yalu.vocabulary.coverage import Coverage, Observed
    from yalu.vocabulary.strength import Strength

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
Shown = Table | Callable[[], Table | Iterable[Part]]


def present(
    result: Any,
    table: Shown,
    *,
    asked: Printed,
    command: str,
    case: Case | None = None,
    none: str = "",
    json: Any = None,
) -> None:
    """Print what a command found: as JSON, or as text with the answer first; and write its table where asked.

    ``table`` is the table, or a function that gives it or the parts of the answer in their order: lines,
    tables, and what stands ``Behind`` ``--full``. It is called only when text is wanted. The first table
    is the one that ``--limit`` means, and ``--out`` where the file holds one table only. ``none`` is said
    in place of everything when there are no rows (Results say it themselves), ``json`` is what JSON shows
    where it is not the result itself.
    Raises DocumentError where the file of ``--out`` is there already, ChoiceError for a form nobody writes.
    """
    from yalu.cli.parameters import AskedForRows  # noqa: PLC0415 - the command has loaded it

    limit, out = (asked.limit, asked.out) if isinstance(asked, AskedForRows) else (None, None)
    if not asked.json or out is not None:
        parts = _parts(result, table, none)
        written = "" if out is None else _write(parts, out, _about(command, case))
        if not asked.json:
            _say(rendered(parts, screen_width(), full=asked.full, limit=limit))
            if written:
                say(written)
    if asked.json:
        print_json(case, command, _limited(result if json is None else json, limit))


def _parts(result: Any, table: Shown, none: str) -> list[Part]:
    from yalu.vocabulary.tables import Results  # noqa: PLC0415 - with the answer

    if isinstance(result, Results) and not result:
        return [none or result.none_found]
    if none and isinstance(result, Sequence) and not result:
        return [none]
    found = table if isinstance(table, Table) else table()
    return [found] if isinstance(found, Table) else [*found]


def _limited(result: Any, limit: int | None) -> Any:
    """The first rows of a result of rows; whoever asks for fewer rows of one object learns that it has none."""
    from yalu.vocabulary.tables import Results  # noqa: PLC0415 - with the answer

    if limit is None:
        return result
    if isinstance(result, Results):
        return Results(result[:limit], result.coverage)
    if isinstance(result, list | tuple):
        return result[:limit]
    raise ChoiceError(
        "--limit counts rows, and with --json this answer is one object; leave one of the two out"
    )


def _write(parts: Iterable[Part], out: Any, about: dict[str, str]) -> str:
    """Write the tables of an answer, and say what was written. Only a workbook holds more than one of them."""
    from yalu.documents.tables.exports import WrittenTable, write_tables  # noqa: PLC0415 - only where a file is asked for

    sheets = [WrittenTable(t.title.strip(), t.columns, t.rows, t.right) for t in _tables(parts)]
    if not sheets:
        raise ChoiceError(f"{out} is not written: this answer has no table; --json holds all of it")
    count = write_tables(out, sheets, about)
    rest = f"; the first of {len(sheets)} tables, .xlsx takes all of them" if count < len(sheets) else ""
    return f"written: {out} ({', '.join(f'{name} {text}' for name, text in about.items())}{rest})"


def _about(command: str, case: Case | None) -> dict[str, str]:
    """What an export says of itself: the command, versions, and the days that the case observed."""
    about = {"yalu": __version__, "command": command}
    if case is not None:
        about |= {"case": case.id, "data": case.data_version, "observed": str(case.observed)}
        about |= {"known by": case.known_by} if case.known_by else {}
    return about


def _tables(parts: Iterable[Part]) -> Iterator[Table]:
    for part in parts:
        if isinstance(part, Table):
            yield part
        elif isinstance(part, Behind):
            yield from _tables(part.parts())


def print_json(case: Case | None, command: str, result: Any) -> None:
    """One JSON object: versions, case and command, then the result. Documented in docs/json.md.

    Rows of results bring the coverage of the whole, which is the answer where there are no rows. It is
    UTF-8, or pure ASCII with escapes where the output has another encoding.
    """
    import msgspec  # noqa: PLC0415 - an error in words needs none

    from yalu.vocabulary.results import as_json  # noqa: PLC0415
    from yalu.vocabulary.tables import Results  # noqa: PLC0415

    envelope: dict[str, Any] = {"yalu": __version__, "command": command, "result": result}
    if isinstance(result, Results):
        envelope |= {"result": [*result], "coverage": result.coverage}
    if case is not None:
        envelope |= {"case": case.id, "data_version": case.data_version, "known_by": case.known_by}
    try:
        text = as_json(envelope)
    except UnicodeEncodeError:  # a file name that is not text, such as one of the folder of lists
        text = json.dumps(msgspec.to_builtins(envelope, order="sorted"), indent=2)
    stream = output()
    if not stream.encoding.lower().startswith("utf"):
        text = _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)
    stream.write(text + "\n")


def say(*lines: str) -> None:
    """Lines of plain text, each as wide as the screen at most."""
    _say(rendered(lines, screen_width(), full=True))


def _say(lines: Iterable[str]) -> None:
    output().write("".join(f"{line}\n" for line in lines))


def evidence(
    coverage: Coverage, strength: Strength | None = None, observed: Observed | None = None
) -> list[Part]:
    """What an answer covers, rests on and was observed over, a line each, after a blank one."""
    from yalu.vocabulary.results import evidence_lines  # noqa: PLC0415 - with the answer

    return [
        Kept(
            "\n".join(
                ["", *(f"{label}: {text}" for label, text in evidence_lines(coverage, strength, observed))]
            )
        )
    ]


def print_raw(text: str) -> None:
    """Text as it is, for output that another program reads."""
    output().write(text)


def complain(lines: Iterable[str]) -> None:
    """Errors go to standard error, unwrapped, so that file:row:field can be clicked."""
    for line in lines:
        # Where standard error is closed or full there is nobody left to tell.
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(printable(line) + "\n")
