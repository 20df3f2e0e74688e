"""Fetching the series of a case that a program can fetch: each whole or not at all, doubtful ones only by name."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from yalu.case.records import Case
from yalu.documents.problems import DocumentError, Problem, refused
from yalu.refresh.comtrade_answers import whole_answer
from yalu.refresh.kept_series import KeptSeries, keep, kept, series_file
from yalu.refresh.publications import Publication
from yalu.refresh.trade_changes import SeriesChanges, changes, doubts
from yalu.screening.lists.snapshots.download import Progress
from yalu.trade.files.cells.cells import LEDGERS
from yalu.trade.files.flow_reader import read_trade
from yalu.vocabulary.dates import parse_window

RefreshOutcome = Literal["stored", "unchanged", "refused", "failed", "by_hand", "no_key"]


class RefreshedSeries(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one series that was to be fetched.

    ``refused`` has ``reasons`` that may be accepted by name, ``failed`` has problems that may not. ``by_hand`` has
    no address that a program can read, ``no_key`` one that answers only to a key. ``file`` is where the whole set
    is kept, as a trade file that every command on trade takes.
    """

    series: str
    outcome: RefreshOutcome
    address: str = ""
    file: str = ""
    rows: int = 0
    first: str = ""
    last: str = ""
    sha256: str = ""
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: SeriesChanges | None = None
    accepted_by: str = ""


class Fetching(msgspec.Struct, frozen=True, kw_only=True):
    """How series are fetched: on which day, into which home, with whose consent, and what is reported meanwhile."""

    today: date
    home: Path | None = None
    accept: frozenset[str] = frozenset()
    accepted_by: str = ""
    progress: Progress | None = None
    wait: Callable[[float], None] = time.sleep
    environment: Mapping[str, str] = os.environ


def refresh_series(
    case: Case, published: Collection[Publication], fetching: Fetching
) -> tuple[RefreshedSeries, ...]:
    """Fetch each series that can be; one that fails never stops the others."""
    return tuple(_refreshed(case, one, fetching) for one in published)


def _refreshed(case: Case, published: Publication, fetching: Fetching) -> RefreshedSeries:
    if not published.machine_readable:
        return RefreshedSeries(series=published.series, outcome="by_hand", address=published.address)
    key = fetching.environment.get(published.key, "") if published.key else ""
    if published.key and not key:
        return RefreshedSeries(
            series=published.series, outcome="no_key", address=published.address,
            reasons=(f"set {published.key} to a key of your own",),
        )  # fmt: skip
    try:
        return _taken(case, published, key, fetching)
    except DocumentError as error:
        return RefreshedSeries(
            series=published.series, outcome="failed", address=published.address, problems=error.problems
        )


def _taken(case: Case, published: Publication, key: str, fetching: Fetching) -> RefreshedSeries:
    accepted = published.series in fetching.accept
    before, damage = _before(case.id, published.series, fetching.home)
    ledger = _ledger(published.series)
    goal = series_file(case.id, published.series, fetching.home)
    old = None if before is None else read_rows(goal, ledger)
    with tempfile.TemporaryDirectory(prefix="yalu-series-") as folder:
        answer = whole_answer(
            published, key, fetching.today, Path(folder), progress=fetching.progress, wait=fetching.wait
        )
        draft = Path(folder) / goal.name
        draft.write_bytes(answer)
        rows = read_rows(draft, ledger)
    windows = [parse_window(str(row["period"])) for row in rows]
    first = min((w.start for w in windows if w.start is not None), default=None)
    last = max((w.end for w in windows if w.end is not None), default=None)
    written = KeptSeries(
        case=case.id, series=published.series, sha256="", fetched=datetime.now(UTC).isoformat(timespec="seconds"),
        address=published.address, rows=len(rows), first=first.isoformat() if first else "",
        last=last.isoformat() if last else "",
    )  # fmt: skip
    reasons = (*damage, *doubts(rows, old, case))
    refreshed = RefreshedSeries(
        series=published.series, outcome="refused" if reasons and not accepted else "stored", address=published.address,
        rows=written.rows, first=written.first, last=written.last, reasons=reasons,
        changes=changes(case, rows, old), accepted_by=fetching.accepted_by if reasons and accepted else "",
    )  # fmt: skip
    if refreshed.outcome == "refused":
        return refreshed
    if before is not None and old is not None and _same(old, rows):
        return msgspec.structs.replace(refreshed, outcome="unchanged", file=str(goal), sha256=before.sha256)
    sealed = keep(answer, msgspec.structs.replace(written, accepted_by=refreshed.accepted_by), fetching.home)
    return msgspec.structs.replace(refreshed, file=str(goal), sha256=sealed.sha256)


def _before(case: str, series: str, home: Path | None) -> tuple[KeptSeries | None, tuple[str, ...]]:
    """The set kept before, or why it cannot be used: then nothing says how much a new one changes."""
    try:
        return kept(case, series, home), ()
    except DocumentError as error:
        return None, (
            f"what is stored cannot be read, so nothing can be compared: {error.problems[0].message}",
        )


def _same(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two sets say the same; times and numbers of the answer itself do not count."""
    return [{**row, "id": ""} for row in old] == [{**row, "id": ""} for row in new]


def _ledger(series: str) -> str:
    """The ledger a series is on, by the last word of its name; a state's own report is of customs."""
    word = series.rpartition("-")[2]
    return word if word in LEDGERS else "customs"


def read_rows(path: Path, ledger: str = "customs") -> list[dict[str, Any]]:
    """The rows of a fetched set as the flows table has them. Raises DocumentError where a row cannot be read."""
    report = read_trade(path, ledger=ledger)
    if report.rejected:
        why = "; ".join(f"{reason}: {count:,}" for reason, count in report.reasons.items())
        raise refused(
            path.name, f"{report.rejected:,} of {report.rows_in:,} rows cannot be read ({why})",
            rule="a series is taken whole", next_step="see what the address answers; what is here keeps answering",
        )  # fmt: skip
    # under ids of their own, so that they stand beside the rows of any case
    return [{**row, "id": f"fetched-{row['id']}"} for row in report.table().to_pylist()]
