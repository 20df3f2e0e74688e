"""Reading one list file, whatever its format, into parties with every problem found on the way."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from yalu.documents.problems import DocumentError, Problem, ProblemLog
from yalu.screening.lists.formats import custom_list as own_list
from yalu.screening.lists.formats import follow_the_money as ftm_json
from yalu.screening.lists.formats import un_xml
from yalu.screening.lists.formats.detection import Recognised, recognise
from yalu.screening.lists.formats.eu import csv_file as eu_csv
from yalu.screening.lists.formats.eu import xml_file as eu_xml
from yalu.screening.lists.formats.faults import ListFaultError, new_log, refuse
from yalu.screening.lists.formats.headers import Heading
from yalu.screening.lists.formats.list_files import Opened
from yalu.screening.lists.formats.ofac import advanced_xml as ofac_advanced
from yalu.screening.lists.formats.ofac import consolidated_screening_list as us_json
from yalu.screening.lists.formats.ofac import csv_files as ofac_csv
from yalu.screening.lists.formats.ofac import sdn_xml as ofac_xml
from yalu.screening.lists.formats.relation_links import linked
from yalu.screening.lists.formats.uk import consolidated_list as uk_normalised
from yalu.screening.lists.formats.uk import sanctions_list as uk_official
from yalu.screening.records import Party, SnapshotInfo

Reader = Callable[[Opened, Heading, ProblemLog], Iterator[Party]]
_READERS: dict[str, Reader] = {
    "un-xml": un_xml.parties,
    "ofac-xml": ofac_xml.parties,
    "ofac-advanced": ofac_advanced.parties,
    "eu-xml": eu_xml.parties,
    "eu-csv": eu_csv.parties,
    "uk-csv": uk_official.csv_parties,
    "uk-xml": uk_official.xml_parties,
    "us-register": us_json.register,
    "us-csl": us_json.consolidated,
    "ftm": ftm_json.parties,
}
_SETS = {"ofac-csv": ofac_csv.parties, "uk-tables": uk_normalised.parties}
FORMATS = (*_READERS, *_SETS, "own")
SMALL = 0.005  # of the entries: so many may be unreadable before the whole file is refused


class ReadList(msgspec.Struct, frozen=True):
    """One list as read: what it says of itself, its parties in file order, and what was doubtful."""

    info: SnapshotInfo
    parties: tuple[Party, ...]
    problems: tuple[Problem, ...] = ()


def read_list(
    path: Path,
    *,
    name: str = "",
    columns: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[ReadList, ...]:
    """Read a list file; the Consolidated Screening List gives several lists, every other file one.

    ``name`` is what to call a list of one's own (then its columns are guessed, or named in ``columns``).
    Raises DocumentError when the file cannot be read whole, holds no entry, or is no list we know.
    """
    if not path.is_file():
        raise refuse(
            str(path), "there is no such file", rule="a list is a file", next_step="correct the path"
        )
    known = None if columns is not None else recognise(path)
    if known is None and not name:
        raise refuse(
            path.name, "this is no list we know by its content",
            rule="OFAC, UN, EU, UK and US lists in their published formats, and FollowTheMoney JSON lines, are known",
            next_step="give a list of your own a name: yalu lists update NAME --from FILE",
        )  # fmt: skip
    if known is None:
        known = Recognised(path, "own", name)
    elif name and known.format == "ftm":
        known = msgspec.structs.replace(known, list=name)
    return _read(known, columns, progress)


def _read(
    known: Recognised, columns: Mapping[str, str] | None, progress: Callable[[int], None] | None
) -> tuple[ReadList, ...]:
    opened, log, heading = Opened(known.path), new_log(), Heading(known.list, date=known.date)
    found: dict[str, list[Party]] = defaultdict(list)
    count = 0
    try:
        for party in _stream(known, opened, heading, log, columns):
            entry = heading.entry(party)
            found[party.list].append(party if entry == party.id else msgspec.structs.replace(party, id=entry))
            count += 1
            if progress is not None and count % 500 == 0:
                progress(count)
    except ListFaultError as fault:
        raise DocumentError([*log.problems(), fault.problem(opened.name)]) from fault
    _judge(opened.name, heading, log, count)
    problems = tuple(log.problems())
    digest = _checksum(opened, known)
    return tuple(
        ReadList(
            _info(name, known, heading, opened, digest, parties, problems), tuple(linked(parties)), problems
        )
        for name, parties in found.items()
    )


def _checksum(opened: Opened, known: Recognised) -> str:
    """Of the file; of all files together where a list is a set of them."""
    parts = [opened.sha256(), *(Opened(path).sha256() for _, path in sorted(known.beside.items()))]
    return parts[0] if len(parts) == 1 else hashlib.sha256("".join(parts).encode()).hexdigest()


def _stream(
    known: Recognised, opened: Opened, heading: Heading, log: ProblemLog, columns: Mapping[str, str] | None
) -> Iterator[Party]:
    if known.format == "own":
        return own_list.parties(opened, heading, log, columns)
    if known.format in _SETS:
        return _SETS[known.format](
            opened, heading, log, {part: Opened(p) for part, p in known.beside.items()}
        )
    return _READERS[known.format](opened, heading, log)


def _judge(file: str, heading: Heading, log: ProblemLog, count: int) -> None:
    """Refuse what would clear people who stand on the list: no entry, or too many that could not be read."""
    if count == 0:
        log.add(
            file, 0, "", "the list holds no entry",
            rule="a list names at least one party",
            next_step="fetch the file again; an empty list would clear everybody",
        )  # fmt: skip
    lost = sum(p.stands_for for p in log.problems() if p.severity == "error")
    if count == 0 or lost > max(3, count * SMALL):
        raise DocumentError(log.problems())
    if heading.declared is not None and heading.declared != count:
        log.warn(
            file, 0, "", f"the file says it holds {heading.declared:,} entries and {count:,} were read",
            rule="a list counts its own entries",
            next_step="compare with the publisher's page before relying on it",
        )  # fmt: skip
    if heading.repeated:
        log.warn(
            file, 0, "", f"{heading.repeated:,} entries use an id that another entry has",
            rule="an id names one entry",
            next_step="nothing is dropped: the later ones carry +2, +3 …; report it to the publisher",
        )  # fmt: skip


def _info(
    name: str, known: Recognised, heading: Heading, opened: Opened, digest: str, parties: list[Party],
    problems: tuple[Problem, ...],
) -> SnapshotInfo:  # fmt: skip
    by_schema: dict[str, int] = defaultdict(int)
    by_programme: dict[str, int] = defaultdict(int)
    for party in parties:
        by_schema[party.schema] += 1
        for code in party.programmes:
            by_programme[code] += 1
    return SnapshotInfo(
        list=name,
        date=heading.date or known.date,
        source=opened.name,
        sha256=digest,
        parties=len(parties),
        names=sum(len(party.names) for party in parties),
        by_schema=dict(sorted(by_schema.items())),
        by_programme=dict(sorted(by_programme.items())),
        reader=known.format,
        warnings=tuple(str(p) for p in problems[:50]),
    )
