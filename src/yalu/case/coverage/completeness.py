"""Whether a table of a case has every row that a question counts: declared in ``coverage.csv``, never assumed.

Without a declaration a table is not complete. A declaration speaks of a table, of the rows with some values,
and of a span of days; it answers a question about those rows or fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from yalu.case.records import Case, CoverageRow
from yalu.vocabulary.coverage import Completeness
from yalu.vocabulary.dates import Window

COMPLETE = frozenset({"whole", "good"})
_TESTS = {
    "own_search": "the compilers\u2019 own search",
    "authority_list": "the authority\u2019s own list",
    "published_list": "a published list that was counted",
}


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that a question counts: those of ``table`` with the values of one of ``rows``, in ``window``.

    ``without`` are classes that the question leaves out; ``admits`` says whether it could count a row of a
    class nobody looked for (default: every class that ``rows`` and ``without`` do not rule out).
    """

    table: str
    rows: tuple[Mapping[str, str], ...] = ({},)
    window: Window = Window()
    without: tuple[tuple[str, str], ...] = ()
    admits: Callable[[str, str], bool] | None = None

    @property
    def words(self) -> str:
        """The rows in words."""
        kinds = [" and ".join(f"{name} {value}" for name, value in row.items()) for row in self.rows]
        named = " or ".join(kind for kind in kinds if kind)
        left = " or ".join(f"{name} {value}" for name, value in self.without)
        return f"{self.table}{f' with {named}' if named else ''}{f', without {left}' if left else ''}"

    def may_count(self, name: str, value: str) -> bool:
        """Whether a row of a class could be among those counted."""
        if (name, value) in self.without or all(row.get(name, value) != value for row in self.rows):
            return False
        return True if self.admits is None else self.admits(name, value)


def completeness(case: Case, sought: Sought) -> Completeness:
    """What the case declares of the rows that a question counts, over the days that were observed."""
    window = case.observed.clip(sought.window)
    if window is None or window.end is None or window.start is None:
        return Completeness(of=sought.words, missing=(f"{sought.window}, which was not observed",))
    missing: list[str] = []
    used: dict[str, CoverageRow] = {}
    for row in sought.rows:
        fitting = [c for c in case.coverage if c.table == sought.table and _answers(c, row)]
        good = [c for c in fitting if c.level in COMPLETE and window.clip(c.window)]
        used |= {c.id: c for c in good}
        missing += [_said(gap, row, sought, fitting, window) for gap in uncovered(window, good)]
    named = dict.fromkeys(pair for c in used.values() for pair in c.left_out)
    left = (pair for pair in named if sought.may_count(*pair))
    return Completeness(
        of=f"{sought.words}, {window.start} to {window.end}",
        by=tuple(_declared(used.values())),
        missing=tuple(missing),
        left_out=tuple(dict.fromkeys(_class(case, *pair) for pair in left)),
    )


def _answers(declared: CoverageRow, row: Mapping[str, str]) -> bool:
    """Whether a declaration speaks of every row that has these values."""
    return all(row.get(name) == value for name, value in declared.rows)


def uncovered(window: Window, declared: Iterable[CoverageRow]) -> list[Window]:
    """The days of a closed window that no declaration speaks of, as spans."""
    if window.start is None or window.end is None:
        return [window]
    spans = sorted(
        (shared.start, shared.end)
        for one in declared
        if (shared := window.clip(one.window)) is not None and shared.start and shared.end
    )
    gaps: list[Window] = []
    at: date = window.start
    for start, end in spans:
        if start > at:
            gaps.append(Window(at, start - timedelta(1)))
        at = max(at, end + timedelta(1))
    return [*gaps, *([Window(at, window.end)] if at <= window.end else [])]


def _said(
    gap: Window, row: Mapping[str, str], sought: Sought, fitting: Sequence[CoverageRow], asked: Window
) -> str:
    """Days that nobody declares complete, with what is said of them: rows named where there are several kinds."""
    named = " and ".join(f"{name} {value}" for name, value in row.items()) if len(sought.rows) > 1 else ""
    rated = [c for c in fitting if c.level not in COMPLETE and gap.clip(c.window)]
    levels = ", ".join(sorted({c.level for c in rated}))
    reasons = dict.fromkeys(c.reason for c in rated if c.reason and c.year is None)
    why = f" ({levels}{': ' if reasons else ''}{'; '.join(reasons)})" if rated else ""
    days = "all of these days" if gap == asked else f"{gap.start} to {gap.end}"
    return f"{f'{named}, ' if named else ''}{days}{why}"


def _declared(rows: Iterable[CoverageRow]) -> list[str]:
    """Who says that rows are complete, once for each test; years that follow each other are one span."""
    found: dict[str, list[CoverageRow]] = {}
    for row in rows:
        what = "" if row.year is not None else f" ({row.reason})" if row.reason else ""
        found.setdefault(f"{_TESTS[row.test or 'own_search']}{what}", []).append(row)
    return [f"{test}, {_ids(listed)}" for test, listed in found.items()]


def _ids(rows: Sequence[CoverageRow]) -> str:
    ids = [row.id for row in rows]
    return f"{ids[0]} to {ids[-1]}" if len(ids) > 2 else " and ".join(ids)


def _class(case: Case, name: str, value: str) -> str:
    """A class of rows in words: a post by its title, anything else as the table writes it."""
    post = case.posts.get(value) if name == "posts" else None
    return f"{value} ({post.title})" if post is not None else f"{name} {value}"


class DeclaredRows(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what a case declares: rows, span, level, whose test, and what was left out."""

    ids: tuple[str, ...]
    table: str
    rows: str
    start: str
    end: str
    level: str
    test: str
    left_out: tuple[str, ...]
    reason: str

    @property
    def says(self) -> str:
        """The declaration in one line."""
        which = f"{self.table}{f' with {self.rows}' if self.rows else ''}"
        left = f"; not looked for: {', '.join(self.left_out)}" if self.left_out else ""
        reason = f": {self.reason}" if self.reason else ""
        return f"{which}, {self.start} to {self.end}: {self.level}, by {_TESTS[self.test]}{left}{reason}"


def declared(case: Case) -> tuple[DeclaredRows, ...]:
    """Everything a case declares, in file order; years of visits alike in level and extent make one line."""
    lines: list[DeclaredRows] = []
    for row in case.coverage:
        window = row.window
        line = DeclaredRows(
            ids=(row.id,), table=row.table, rows=" and ".join(f"{name} {value}" for name, value in row.rows),
            start=str(window.start or case.observed.start), end=str(window.end or case.observed.end), level=row.level,
            test=row.test or "own_search", left_out=tuple(f"{name} {value}" for name, value in row.left_out),
            reason="" if row.year is not None else row.reason,
        )  # fmt: skip
        last = lines[-1] if lines else None
        if last is not None and row.year is not None and _goes_on(last, line):
            lines[-1] = msgspec.structs.replace(last, ids=(*last.ids, row.id), end=line.end)
        else:
            lines.append(line)
    return tuple(lines)


def _goes_on(last: DeclaredRows, line: DeclaredRows) -> bool:
    same = all(
        getattr(last, name) == getattr(line, name)
        for name in ("table", "rows", "level", "test", "left_out", "reason")
    )
    return same and date.fromisoformat(last.end) + timedelta(1) == date.fromisoformat(line.start)
