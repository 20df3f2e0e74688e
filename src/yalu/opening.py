"""Open a case for Python: the case itself and the questions that can be asked of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from yalu.case.knowledge import known_by as limit_to
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.relations.explain import Explanation, explain
from yalu.relations.visits import Visits


class OpenCase:
    """A case ready for questions: ``visits`` answers about visits, ``explain`` about any id.

    ``notes`` says which facts were left out or kept in doubt by a knowledge date.
    """

    def __init__(self, case: Case, notes: tuple[str, ...] = ()) -> None:
        self.case = case
        self.notes = notes
        self.visits = Visits(case)

    def explain(self, wanted: str) -> Explanation:
        """What an id stands for, with its trail. Raises ChoiceError naming the nearest known id."""
        return explain(self.case, wanted)


def open_case(name: str | Path = "china-dprk", *, known_by: date | str | None = None) -> OpenCase:
    """Open a bundled case by name, or any case folder by path, as known on a day.

    Raises yalu.case.problems.CaseError with every problem the folder has.
    """
    case = read_case(find_case(name))
    if known_by is None:
        return OpenCase(case)
    day = date.fromisoformat(known_by) if isinstance(known_by, str) else known_by
    limited, note = limit_to(case, day)
    return OpenCase(limited, note.sentences())
