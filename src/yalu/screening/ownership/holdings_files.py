"""Reading holdings: a CSV of who owns whom, and what parties of the lists say of their owners.

The columns are ``owner``, ``owned``, ``share_low``, ``share_high``, ``from``, ``to``, ``kind``
(owned, controlled, director) and ``source``; only the first two are required.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import get_args

from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, ProblemLog, did_you_mean, one_of, shown
from yalu.documents.tables.csv_rows import CsvRows, SwallowedError, delimiter_of
from yalu.documents.tables.csv_tables import log_swallowed
from yalu.documents.text.text_encoding import decode
from yalu.screening.lists.formats.entry_values import folded
from yalu.screening.ownership.records import Holding, HoldingKind
from yalu.screening.records import Party
from yalu.vocabulary.dates import DateError, PartialDate, parse_date

COLUMNS = ("owner", "owned", "share_low", "share_high", "from", "to", "kind", "source")
_KINDS = get_args(HoldingKind)
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,12})?)\s*%?")
_OF_LINK = {"owned_by": "owned", "controlled_by": "controlled", "director": "director"}
_RULE = "a share is a number from 0 to 100, in per cent, with a point for decimals"


def read_holdings(path: str | Path, log: ProblemLog | None = None) -> tuple[Holding, ...]:
    """The holdings of a CSV file, in its order. Raises DocumentError with every problem at once.

    ``log`` hears what was not read, too.
    """
    path, log = Path(path), ProblemLog() if log is None else log
    data = read_user_file(path, log, kind="holdings", file=path.name)
    text = None if data is None else decode(data, log, file=path.name)
    if text is None:
        raise DocumentError(log.problems())
    reader = CsvRows(io.StringIO(text, newline=""), delimiter=delimiter_of(text.partition("\n")[0]))
    found: list[Holding] = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        _check_header(header, log, path.name)
        reader.width = len(header)
        for row in [] if log.has_errors else reader:
            if len(row) > len(header):
                log.add(path.name, reader.line, "", f"the row has {len(row)} cells, the header {len(header)}",
                        rule="a row has no more cells than the header", next_step="quote cells that hold a comma")  # fmt: skip
            elif any(cell.strip() for cell in row):
                cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
                _add(found, cells, reader.line, log, path.name)
    except SwallowedError as error:
        log_swallowed(log, path.name, error.lines)
    stated = [share for row in found for share in (row.low, row.high) if share]
    if stated and max(stated) <= 1 and "%" not in text:
        log.add(path.name, 0, "", "no share is above 1, so 0.6 may be 0.6 % or 60 %", rule=_RULE,
                next_step="write shares in per cent, and the sign behind them where they are this small: 0.6%")  # fmt: skip
    if log.has_errors:
        raise DocumentError(log.problems())
    return tuple(found)


def _check_header(header: list[str], log: ProblemLog, file: str) -> None:
    for wanted in ("owner", "owned"):
        if wanted not in header:
            log.add(file, 1, wanted, f"there is no column {shown(wanted)}", rule=f"the columns are {', '.join(COLUMNS)}",
                    next_step="name the columns in the first line")  # fmt: skip
    for name in header:
        if name not in COLUMNS and not name.startswith("x_"):
            log.warn(file, 1, name, f"the column {shown(name)} is not read{did_you_mean(name, COLUMNS)}",
                     rule=f"the columns are {', '.join(COLUMNS)}", next_step="rename it, or let it begin with x_")  # fmt: skip


def _add(found: list[Holding], cells: dict[str, str], line: int, log: ProblemLog, file: str) -> None:
    """The row as a holding, or its problems in the log."""
    owner, owned, kind = cells.get("owner", ""), cells.get("owned", ""), cells.get("kind", "") or "owned"
    for name, value in (("owner", owner), ("owned", owned)):
        if not value:
            log.add(
                file, line, name, "the cell is empty", rule="a holding names its owner and what is owned",
                next_step="fill it in",
            )  # fmt: skip
    if owner and folded(owner) == folded(owned):
        log.add(file, line, "owned", f"{shown(owner)} would own itself", rule="own shares are left out of the capital",
                next_step="remove the row and compute shares without the company's own", value=owner)  # fmt: skip
    if kind not in _KINDS:
        log.add(file, line, "kind", f"{shown(kind)} is no kind of holding{did_you_mean(kind, _KINDS)}",
                rule=f"kinds are {one_of(_KINDS)}", next_step="write one of them", value=kind)  # fmt: skip
        kind = "owned"
    low, high = (_share(cells.get(name, ""), name, line, log, file) for name in ("share_low", "share_high"))
    if low is not None and high is None and cells.get("share_high") is None:
        high = low  # a file with one column of shares states exact ones
    if low is not None and high is not None and low > high:
        log.add(file, line, "share_high", f"the share runs from {low} down to {high}", rule="the lower bound stands first",
                next_step="swap the two", value=high)  # fmt: skip
    start, end = (_when(cells.get(name, ""), name, line, log, file) for name in ("from", "to"))
    if start and end and end.latest < start.earliest:
        log.add(file, line, "to", f"the holding ends on {end}, before it begins on {start}", rule="a span ends after it begins",
                next_step="correct one of the two", value=end)  # fmt: skip
    found.append(
        Holding(id=f"{file}:{line}", owner=owner, owned=owned, kind=kind,  # type: ignore[arg-type]
            low=low, high=high, start=start, end=end,
                source=cells.get("source", ""))
    )  # fmt: skip


def _share(text: str, field: str, line: int, log: ProblemLog, file: str) -> Decimal | None:
    if not text:
        return None
    match = _SHARE.fullmatch(text)
    share = None if match is None else Decimal(match[1])
    if share is None or share > 100:
        log.add(
            file, line, field, f"{shown(text)} is no share", rule=_RULE, next_step="write it as 25 or 25.5",
            value=text,
        )  # fmt: skip
        return None
    return share


def _when(text: str, field: str, line: int, log: ProblemLog, file: str) -> PartialDate | None:
    try:
        return parse_date(text) if text else None
    except DateError as error:
        log.add(file, line, field, str(error), rule="dates are written 2017-09-11, 2017-09 or 2017", next_step="correct the date",
                value=text)  # fmt: skip
        return None


def holdings_of(parties: Iterable[Party]) -> tuple[Holding, ...]:
    """What parties themselves say of their owners and controllers; ties that state neither are left out.

    "Linked to" on a list states no share and no control, so it makes no holding.
    """
    return tuple(
        Holding(
            id=f"{party.id}#linked{number}",
            owner=tie.party or tie.name,
            owned=party.id,
            kind=_OF_LINK[tie.kind],  # type: ignore[arg-type]
            low=None if tie.share_low is None else Decimal(str(tie.share_low)),
            high=None if tie.share_high is None else Decimal(str(tie.share_high)),
            start=tie.start,
            end=tie.end,
            source=party.list,
        )
        for party in parties
        for number, tie in enumerate(party.linked)
        if tie.kind in _OF_LINK
    )
