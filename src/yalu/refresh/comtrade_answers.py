"""Fetching a monthly series from an address that answers as the UN Comtrade API does, in whole answers.

The form of question and answer is that of https://comtradedeveloper.un.org (v1, ``data/v1/get``), from its
public description and the answers that ``trade.files`` reads; it was not tried on the live service from here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec

from yalu.documents.problems import DocumentError, refused
from yalu.refresh.publications import Publication
from yalu.screening.lists.snapshots.download import Progress, fetch

MONTHS_AT_ONCE = 12  # the API takes at most twelve periods a question
MOST_ROWS = 100_000  # what one answer to a free key holds; as many rows are probably a cut answer
MOST_BYTES = 200 * 1024**2
KEY_HEADER = "Ocp-Apim-Subscription-Key"
_PERIOD = re.compile(r"[0-9]{6}|[0-9]{4}")
# The words of a question that every row of the answer has to bear; of the others those that it bears are compared with it.
_ECHOED = ("reporterCode", "partnerCode", "cmdCode", "flowCode")


def months(since: str, today: date) -> tuple[str, ...]:
    """Every month from ``since`` to the one before today, as the API writes them: 202201."""
    year, month = int(since[:4]), int(since[5:7])
    found = []
    while (year, month) < (today.year, today.month):
        found.append(f"{year}{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def whole_answer(
    published: Publication, key: str, today: date, folder: Path, *, progress: Progress | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> bytes:  # fmt: skip
    """All answers of a series as one, in the form the API gives and ``read_trade`` reads.

    Raises DocumentError where one answer cannot be had, is broken, is cut, or is about something else; no part of
    a series is ever given for the whole.
    """
    rows: list[dict[str, Any]] = []
    wanted = months(published.since, today)
    for number, asked in enumerate(_chunks(wanted), start=1):
        into = folder / f".{published.series}.{number}.part"
        query = urlencode([*published.ask, ("period", ",".join(asked)), ("includeDesc", "true")], safe=",")
        try:
            fetch(
                f"{published.address}?{query}", into, progress=progress, name=published.series, what="series", wait=wait,
                most_bytes=MOST_BYTES, secret={KEY_HEADER: key} if key else None,
            )  # fmt: skip
            rows += _rows(into.read_bytes(), published, asked)
        finally:
            into.unlink(missing_ok=True)
    if not rows:
        raise _wrong(published, f"the address has no row from {published.since} on")
    return msgspec.json.encode({"count": len(rows), "data": rows, "error": ""})


def _chunks(wanted: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for begin in range(0, len(wanted), MONTHS_AT_ONCE):
        yield tuple(wanted[begin : begin + MONTHS_AT_ONCE])


def _rows(answer: bytes, published: Publication, asked: Sequence[str]) -> list[dict[str, Any]]:
    try:
        found = msgspec.json.decode(answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _wrong(
            published, f"the answer for {asked[0]} to {asked[-1]} is no JSON, or is cut short"
        ) from None
    if not isinstance(found, dict) or not isinstance(found.get("data"), list):
        said = str(found.get("message") or found.get("error") or "")[:120] if isinstance(found, dict) else ""
        raise _wrong(published, f"the answer has no rows{f': it says “{said}”' if said else ''}")
    if found.get("error"):
        raise _wrong(published, f"the answer says “{str(found['error'])[:120]}”")
    rows: list[dict[str, Any]] = found["data"]
    if any(not isinstance(row, dict) for row in rows):
        raise _wrong(published, "the answer has rows that are none")
    if isinstance(found.get("count"), int) and found["count"] != len(rows):
        raise _wrong(published, f"the answer says {found['count']:,} rows and has {len(rows):,}")
    if len(rows) >= MOST_ROWS:
        raise _wrong(
            published, f"the answer has {len(rows):,} rows, as many as are given at once, and is probably cut"
        )
    for row in rows:
        _check(row, published, asked)
    return rows


def _check(row: dict[str, Any], published: Publication, asked: Sequence[str]) -> None:
    """Refuse a row about another state, other goods, a part of the trade or another month than was asked for."""
    for name, value in published.ask:
        if (name in _ECHOED or name in row) and str(row.get(name, "nothing")) not in value.split(","):
            raise _wrong(
                published,
                f"the answer has a row of {name} {str(row.get(name, 'nothing'))[:40]}, and {value} was asked for",
            )
    period = str(row.get("period", ""))
    if not _PERIOD.fullmatch(period) or period not in asked:
        raise _wrong(
            published, f"the answer has a row of {period[:20] or 'no month'}, which was not asked for"
        )


def _wrong(published: Publication, message: str) -> DocumentError:
    return refused(
        published.series, message, rule="a series is taken whole, from its publisher, and about what was asked",
        next_step="see in a browser what the address answers; what is here keeps answering", value=published.address[:120],
    )  # fmt: skip
