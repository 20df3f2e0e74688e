"""What changed since an earlier run: rows whose outcome or whose listed parties are not what they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from yalu.documents.hash_chained_log import Entry, entries_of
from yalu.documents.problems import visible
from yalu.screening.books.records import Change, RowAnswer, refuse
from yalu.screening.decisions.decision_log import DecisionLine
from yalu.screening.decisions.records import Decision
from yalu.screening.decisions.reviewer_judgements import subject_of

Sign = tuple[str, tuple[tuple[str, str], ...]]


class Earlier:
    """The answers of an earlier run by subject: the user's own reference, or else the question itself."""

    def __init__(self, file: str, known: dict[str, tuple[Sign, str]]) -> None:
        self.file = file
        self.counts: dict[str, int] = {"new": 0, "changed": 0, "same": 0, "gone": 0}
        self._known = known

    @classmethod
    def read(cls, path: Path) -> Earlier:
        """An earlier log, or the results it stands beside. Raises DocumentError when there is no log."""
        log = path if path.name.endswith(".log.jsonl") else path.with_name(path.name + ".log.jsonl")
        log = log if log.exists() else path
        known: dict[str, tuple[Sign, str]] = {}
        if log.exists():
            for entry in entries_of(log):
                if entry.kind == "decision":
                    line = _decision(entry, log)
                    known[_subject(line.book, line.answer)] = _sign(line.answer), line.answer.query.name
        if not known:
            raise refuse(path.name, "no decisions were found there", "--since names a log, or results with their log beside them",
                         "give the file that ends in .log.jsonl")  # fmt: skip
        return cls(path.name, known)

    def changed(self, answers: Iterator[RowAnswer]) -> Iterator[RowAnswer]:
        """The rows that are new or changed, then the subjects that are gone; counts what is left out too."""
        left = dict(self._known)
        for row in answers:
            if row.answer is None:
                yield row
                continue
            name = _subject(row.ref, row.answer)
            left.pop(name, None)
            was = self._known.get(name)
            change: Change = "new" if was is None else "same" if was[0] == _sign(row.answer) else "changed"
            self.counts[change] += 1
            if change != "same":
                yield msgspec.structs.replace(row, change=change, before=_words(was[0]) if was else "")
        for name, (sign, text) in left.items():
            self.counts["gone"] += 1
            ref = name.removeprefix("ref:") if name.startswith("ref:") else ""
            yield RowAnswer(row=0, ref=ref, name=text, change="gone", before=_words(sign),
                            not_screened="the row is no longer in the book")  # fmt: skip


def _decision(entry: Entry, log: Path) -> DecisionLine:
    """The decision of one entry. Raises DocumentError naming the entry and the field that is none."""
    try:
        return msgspec.convert(entry.body, DecisionLine)
    except msgspec.ValidationError as error:
        words, _, field = str(error).partition(" - at ")
        raise refuse(
            log.name, f"entry {entry.seq} is no decision: {visible(words)}", "a log is as Yalu wrote it",
            "check it with “yalu screen replay”, and give a log that was not changed", field=visible(field.strip("`")),
        ) from None  # fmt: skip


def _subject(ref: str, answer: Decision) -> str:
    return f"ref:{ref}" if ref else f"subject:{subject_of(answer.query)}"


def _sign(answer: Decision) -> Sign:
    return answer.outcome, tuple(sorted((w.party, w.outcome) for w in answer.weighed))


def _words(sign: Sign) -> str:
    parties = ", ".join(f"{party} {outcome}" for party, outcome in sign[1])
    return f"{sign[0]}{f' ({parties})' if parties else ''}"
