"""Problems found in a case: what, where, the value, the rule and the next step, all at once.

A reader of a case never stops at the first problem. It logs every one, keeps a bounded number of
the same kind (a million bad rows must not fill the memory) and counts the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from typing import Literal

import msgspec

KEPT_PER_RULE = 1000
SHOWN_PER_RULE = 20
_LONGEST_VALUE = 120

Severity = Literal["error", "warning"]


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing wrong in one place.

    ``row`` is the line number in the file (1 is the first line; 0 means the file as a whole).
    ``field`` is a column, or the path inside a JSON or YAML file. ``stands_for`` is above 1 when
    this problem counts rows that were not kept one by one.
    """

    file: str
    row: int = 0
    field: str = ""
    value: str = ""
    rule: str
    next_step: str
    message: str
    severity: Severity = "error"
    stands_for: int = 1

    @property
    def where(self) -> str:
        """The place as ``file:line:field``, leaving out what is not known."""
        place = self.file
        if self.row or self.field:
            place += f":{self.row or ''}"
        return f"{place}:{self.field}" if self.field else place

    def __str__(self) -> str:
        mark = "warning: " if self.severity == "warning" else ""
        return f"{self.where}: {mark}{self.message}. Rule: {self.rule}. Next: {self.next_step}."


class DocumentError(Exception):
    """A file or folder cannot be read; ``problems`` holds every problem found, warnings too."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems_text(self.problems))


def refused(place: str, message: str, *, rule: str, next_step: str, value: object = "") -> DocumentError:
    """An error of one problem, for what is refused as a whole; ``place`` is a file or an option."""
    problem = Problem(
        file=visible(place), message=message, rule=rule, next_step=next_step, value=visible(str(value))
    )
    return DocumentError([problem])


class ProblemLog:
    """Collects problems in the order found, and stops keeping (not counting) the same kind at a limit."""

    def __init__(self, keep: int = KEPT_PER_RULE) -> None:
        self._keep = keep
        self._kept: list[Problem] = []
        self._counts: dict[tuple[str, str, str], int] = {}
        self._last: dict[tuple[str, str, str], Problem] = {}
        self.has_errors = False
        self._faulty: set[str] = set()

    def has_errors_in(self, file: str) -> bool:
        """Whether this file has an error, whatever is wrong with others."""
        return file in self._faulty

    def add(
        self,
        file: str,
        row: int,
        field: str,
        message: str,
        *,
        rule: str,
        next_step: str,
        value: object = "",
        severity: Severity = "error",
        stands_for: int = 1,
    ) -> None:
        """Log one problem; texts that come from files must be passed through ``shown`` by the caller."""
        if severity == "error":
            self.has_errors = True
            self._faulty.add(file)
        key = (file, field, rule)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if key in self._last:
            return
        problem = Problem(
            file=visible(file), row=row, field=visible(field), value=visible(str(value)), rule=rule,
            next_step=next_step, message=message, severity=severity, stands_for=stands_for,
        )  # fmt: skip
        if count > self._keep:
            self._last[key] = problem
        else:
            self._kept.append(problem)

    def warn(
        self, file: str, row: int, field: str, message: str, *, rule: str, next_step: str, value: object = ""
    ) -> None:
        """Log something that does not stop the case from being read."""
        self.add(file, row, field, message, rule=rule, next_step=next_step, value=value, severity="warning")

    def problems(self) -> list[Problem]:
        """Every problem kept, then one problem per rule and column that stands for those only counted."""
        rest = [
            msgspec.structs.replace(
                problem,
                stands_for=self._counts[key] - self._keep,
                message=f"{self._counts[key] - self._keep:,} more like this, beginning here: {problem.message}",
            )
            for key, problem in self._last.items()
        ]
        return [*self._kept, *rest]


def problems_text(problems: Iterable[Problem], *, limit: int = SHOWN_PER_RULE) -> str:
    """The problems as lines ``file:line:field: ...``, at most ``limit`` per rule and column.

    The rest of a kind is one line at the end that says how many more there are.
    """
    lines: list[str] = []
    shown_so_far: dict[tuple[str, str, str], int] = {}
    hidden: dict[tuple[str, str, str], int] = {}
    for problem in problems:
        key = (problem.file, problem.field, problem.rule)
        if shown_so_far.get(key, 0) >= limit or problem.stands_for > 1:
            hidden[key] = hidden.get(key, 0) + problem.stands_for
            continue
        shown_so_far[key] = shown_so_far.get(key, 0) + 1
        lines.append(str(problem))
    for (file, field, rule), count in hidden.items():
        place = f"{file}::{field}" if field else file
        lines.append(f"{place}: {count:,} more with the same rule: {rule}.")
    return "\n".join(lines)


def visible(text: str) -> str:
    """Text from a file made safe to print: cut when long, invisible and control characters escaped."""
    if len(text) > _LONGEST_VALUE:
        text = text[:_LONGEST_VALUE] + f"… ({len(text):,} characters)"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def shown(value: object) -> str:
    """A value from a file, quoted for a message."""
    return f"“{visible(str(value))}”"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean “x”?)`` when one known word is close, else nothing; ready to append to a message."""
    close = nearest(word, known)
    return f" (did you mean “{close}”?)" if close else ""


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str:
    """The known word that is nearest, or empty text when none shares that part of its letters (0 to 1)."""
    return next(iter(get_close_matches(word[:80], list(known), n=1, cutoff=alike)), "")


class Nearest:
    """Looks for the word meant, among few enough known words and often enough to help a reader.

    A million wrong ids must not mean a million searches, so after ``most`` it answers nothing.
    """

    def __init__(self, known: Collection[str], most: int = 200) -> None:
        self._known = known
        self._left = most if len(known) <= 2000 else 0

    def __call__(self, word: str) -> str:
        """What ``did_you_mean`` says, or nothing once it has been asked often enough."""
        self._left -= 1
        return did_you_mean(word, self._known) if self._left >= 0 else ""


def one_of(words: Iterable[str], most: int = 30) -> str:
    """The words joined for a message, cut when there are very many."""
    listed = list(words)
    more = f" and {len(listed) - most:,} more" if len(listed) > most else ""
    return ", ".join(visible(w) for w in listed[:most]) + more
