"""What is wrong with a list file, said so that a reader of the message knows what to do."""

from __future__ import annotations

from yalu.documents.problems import DocumentError, Problem, ProblemLog, shown

KEPT = 200  # of one kind; a list with a million bad entries must not fill the memory


class ListFaultError(Exception):
    """A list file cannot be read any further; carries the message, the rule and the next step."""

    def __init__(
        self, message: str, *, rule: str, next_step: str, field: str = "", value: object = ""
    ) -> None:
        super().__init__(message)
        self.message, self.rule, self.next_step = message, rule, next_step
        self.field, self.value = field, str(value)

    def problem(self, file: str) -> Problem:
        """The fault as a problem of one file."""
        return Problem(
            file=file, field=self.field, value=self.value[:120], message=self.message, rule=self.rule,
            next_step=self.next_step,
        )  # fmt: skip


def refuse(file: str, message: str, *, rule: str, next_step: str, value: object = "") -> DocumentError:
    """One problem as the error that every command knows how to tell."""
    return DocumentError(
        [Problem(file=file, message=message, rule=rule, next_step=next_step, value=str(value)[:120])]
    )


def nameless(log: ProblemLog, file: str, entry: str) -> None:
    """An entry without any name: it is left out, and the reading is not clean."""
    log.add(
        file, 0, entry, "this entry has no name",
        rule="every entry of a list names somebody",
        next_step="compare the file with the publisher's; if it is the same, report it to the publisher",
    )  # fmt: skip


def unread_date(log: ProblemLog, file: str, entry: str, field: str, text: str) -> None:
    """A date nobody can read: its words stay, its bounds are unknown."""
    log.warn(
        file, 0, f"{entry}/{field}" if entry else field, f"{shown(text)} is not a date we can read",
        rule="dates are days, months, years, spans or “circa” of these",
        next_step="nothing to do: the words are kept, and this date neither supports nor contradicts a match",
        value=text,
    )  # fmt: skip


def new_log() -> ProblemLog:
    """A log that keeps a bounded number of problems of each kind."""
    return ProblemLog(keep=KEPT)
