"""What a reader learns of a list file beside its entries."""

from __future__ import annotations

from dataclasses import dataclass, field

from yalu.screening.records import Party


@dataclass
class Heading:
    """Filled while a file is read: the list's own date, the count it declares, and ids met twice."""

    list: str
    date: str = ""
    declared: int | None = None
    seen: dict[str, int] = field(default_factory=dict)
    repeated: int = 0

    def entry(self, party: Party) -> str:
        """The id of an entry, made different where a file uses one id twice: nobody is dropped."""
        times = self.seen[party.id] = self.seen.get(party.id, 0) + 1
        if times == 1:
            return party.id
        self.repeated += 1
        return f"{party.id}+{times}"
