"""Made-up lists of any size, as read."""

from __future__ import annotations

import hashlib

from yalu.screening.lists.formats.list_reader import ReadList
from yalu.screening.records import Party, PartyName, SnapshotInfo
from yalu.vocabulary.dates import parse_date


def party(
    number: int, *, list_name: str = "un", listed: str = "2010-01-01", programme: str = "MADE", **more: object
) -> Party:
    """One made-up party."""
    fields: dict[str, object] = {
        "id": f"{list_name}:{number}", "list": list_name, "entry": str(number), "schema": "Person",
        "names": (PartyName(f"Made-up {number}"), PartyName(f"Alias {number}", "strong")),
        "programmes": (programme,), "listed": parse_date(listed) if listed else None,
    }  # fmt: skip
    return Party(**(fields | more))  # type: ignore[arg-type]


def listed(date: str, parties: list[Party], *, name: str = "un", reader: str = "un-xml") -> ReadList:
    """Parties as a file of that date would give them."""
    digest = hashlib.sha256(repr((date, [p.id for p in parties], parties[:1])).encode()).hexdigest()
    by_programme: dict[str, int] = {}
    by_schema: dict[str, int] = {}
    for one in parties:
        by_schema[one.schema] = by_schema.get(one.schema, 0) + 1
        for code in one.programmes:
            by_programme[code] = by_programme.get(code, 0) + 1
    info = SnapshotInfo(
        list=name, date=date, sha256=digest, parties=len(parties), names=sum(len(p.names) for p in parties),
        by_schema=by_schema, by_programme=by_programme, reader=reader, source="made up",
    )  # fmt: skip
    return ReadList(info, tuple(parties))
