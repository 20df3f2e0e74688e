"""Reading one list file: its format known by its content, its parties, and every problem found on the way."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from yalu.documents.problems import DocumentError, Problem, ProblemLog
from yalu.screening.lists.formats import (
    consolidated_screening_list,
    custom_list,
    eu,
    follow_the_money,
    ofac_advanced,
    ofac_sdn,
    uk,
    un_xml,
)
from yalu.screening.lists.formats.consolidated_screening_list import LISTS, register_date
from yalu.screening.lists.formats.entry_values import american, linked
from yalu.screening.lists.formats.list_files import ListFaultError, ListHeading, Opened, new_log, refuse
from yalu.screening.records import Party, SnapshotInfo
from yalu.vocabulary.words.numerals import plural

_NAME_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_ROOT = re.compile(rb"<\s*(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s>/]")
# Programmes that only OFAC's consolidated (non-SDN) file carries; the two files share one shape.
_NON_SDN = (
    b"NS-PLC", b"561-Related", b"FSE-IR", b"FSE-SY", b"UKRAINE-EO13662", b"CMIC-EO13959", b"NS-ISA", b"CAPTA",
)  # fmt: skip
_OFAC_PARTS = {"alt": "alt", "add": "add", "comments": "sdn_comments"}
_UK_PARTS = ("names", "identifiers", "countries", "dobs")


class Recognised(msgspec.Struct, frozen=True):
    """One file known as one list: its format, the list's name and date, and the files that belong to it."""

    path: Path
    format: str
    list: str
    date: str = ""
    beside: dict[str, Path] = {}


def recognise(path: Path) -> Recognised | None:
    """What a file is, or None when it is no list we know. A list of one's own is never guessed."""
    opened = Opened(path)
    head = opened.head().lstrip(b"\xef\xbb\xbf \r\n\t")
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = opened.head().decode("utf-16", errors="ignore").encode()
    if head.startswith(b"<"):
        return _known_xml(opened, head)
    if head.startswith(b"{"):
        return _known_json(opened, head)
    return _known_csv(opened, head)


def _name_date(path: Path) -> str:
    match = _NAME_DATE.search(path.name)
    return "-".join(part for part in match.groups() if part) if match else ""


def _first_match(pattern: bytes, head: bytes) -> str:
    match = re.search(pattern, head)
    return match[1].decode("latin-1") if match else ""


def _known_xml(opened: Opened, head: bytes) -> Recognised | None:
    bare = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>", b"", head, flags=re.DOTALL)
    root = _ROOT.search(bare)
    name = root[1].decode("latin-1") if root else ""
    if name == "CONSOLIDATED_LIST":
        return Recognised(
            opened.path,
            "un-xml",
            "un",
            _first_match(rb'dateGenerated="(\d{4}-\d{2}-\d{2})', head) or _name_date(opened.path),
        )
    if name == "export":
        return Recognised(
            opened.path,
            "eu-xml",
            "eu",
            _first_match(rb'generationDate="(\d{4}-\d{2}-\d{2})', head) or _name_date(opened.path),
        )
    if name == "sdnList":
        when = american(_first_match(rb"<Publish_Date>([^<]*)", head))
        date = when.text if when is not None else _name_date(opened.path)
        return Recognised(opened.path, "ofac-xml", _ofac_list(opened, head), date)
    if name == "Sanctions":
        parts = [_first_match(rb"<" + tag + rb">\s*(\d+)", head) for tag in (b"Year", b"Month", b"Day")]
        date = f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}" if all(parts) else _name_date(opened.path)
        return Recognised(opened.path, "ofac-advanced", _ofac_list(opened, head), date)
    if name == "Designations":
        return Recognised(
            opened.path,
            "uk-xml",
            "uk",
            _british(_first_match(rb"<DateGenerated>([^<]*)", head)) or _name_date(opened.path),
        )
    return None  # fmt: skip


def _ofac_list(opened: Opened, head: bytes) -> str:
    by_name = re.search(r"cons|non[-_]?sdn", opened.bare_name) is not None
    first = re.findall(rb"<program>([^<]*)", head)[:40]
    by_content = bool(first) and sum(any(p.startswith(n) for n in _NON_SDN) for p in first) > len(first) / 2
    return "ofac-nonsdn" if by_name or by_content else "ofac-sdn"


def _british(text: str) -> str:
    match = re.fullmatch(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})\s*", text)
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else ""


def _known_json(opened: Opened, head: bytes) -> Recognised | None:
    if b'"list_id"' in head[:2000]:
        name = _first_match(rb'"list_id"\s*:\s*"([^"]*)"', head)
        source, taken = (
            _first_match(rb'"source_file"\s*:\s*"([^"]*)"', head),
            _first_match(rb'"extracted"\s*:\s*"([^"]*)"', head),
        )
        return Recognised(opened.path, "us-register", LISTS.get(name, name), register_date(source, taken))
    line = head.split(b"\n", 1)[0]
    if b'"schema"' in line and b'"properties"' in line:
        return Recognised(opened.path, "ftm", "opensanctions", _name_date(opened.path))
    if b'"results"' in head or b'"sources_used"' in head or b'"source_list_url"' in head:
        return Recognised(opened.path, "us-csl", "us", _name_date(opened.path))
    return None


def _known_csv(opened: Opened, head: bytes) -> Recognised | None:
    lines = head.split(b"\n", 6)[:6]
    first = lines[0].decode("utf-8", errors="replace").lower()
    folder, date = opened.path.parent, _name_date(opened.path)
    if "entity_logicalid" in first and "namealias" in first:
        return Recognised(opened.path, "eu-csv", "eu", date)
    if first.startswith("unique_id,subject_type"):
        beside = {part: p for part in _UK_PARTS if (p := _sibling(opened.path, "subjects", part)) is not None}
        return Recognised(opened.path, "uk-tables", "uk", date, beside)
    if any(b"unique id" in line.lower() and b"name 6" in line.lower() for line in lines):
        return Recognised(opened.path, "uk-csv", "uk", date)
    if re.match(rb'\d+,"(?:[^"]|"")+",', head) and len(re.findall(rb'-0- |"(?:[^"]|"")*"', lines[0])) >= 8:
        beside = {
            part: p
            for part, word in _OFAC_PARTS.items()
            if (p := _sibling(opened.path, "sdn", word)) is not None
        }
        return Recognised(opened.path, "ofac-csv", _ofac_list(opened, b""), date, beside) if folder else None
    return None


def _sibling(path: Path, word: str, other: str) -> Path | None:
    """The file beside that is called the same but for one word, packed or not."""
    head, found, tail = path.name.rpartition(word)
    if not found:
        return None
    bare = tail.removesuffix(".gz")
    for ending in (bare, bare + ".gz"):
        candidate = path.with_name(head + other + ending)
        if candidate.is_file():
            return candidate
    return None


def newest(folder: Path) -> tuple[list[Recognised], list[Path]]:
    """The newest file of each list in a folder, and the files that are no list we know.

    Where two files of one list have the same date, the one that says more comes first.
    """
    found: dict[str, Recognised] = {}
    strange: list[Path] = []
    belonging: set[Path] = set()
    for path in sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")):
        known = recognise(path)
        if known is None:
            strange.append(path)
            continue
        belonging |= set(known.beside.values())
        before = found.get(known.list)
        if before is None or _weight(known) > _weight(before):
            found[known.list] = known
    return list(found.values()), [path for path in strange if path not in belonging]


_RICHEST = ("ofac-csv", "us-csl", "eu-csv", "uk-csv", "ofac-xml", "ofac-advanced")


def _weight(known: Recognised) -> tuple[str, int, str]:
    return (
        known.date,
        _RICHEST.index(known.format) if known.format in _RICHEST else len(_RICHEST),
        known.path.name,
    )


Reader = Callable[[Opened, ListHeading, ProblemLog], Iterator[Party]]
_READERS: dict[str, Reader] = {
    "un-xml": un_xml.parties, "ofac-xml": ofac_sdn.xml_parties, "ofac-advanced": ofac_advanced.parties,
    "eu-xml": eu.xml_parties, "eu-csv": eu.csv_parties, "uk-csv": uk.csv_parties, "uk-xml": uk.xml_parties,
    "us-register": consolidated_screening_list.register, "us-csl": consolidated_screening_list.consolidated,
    "ftm": follow_the_money.parties,
}  # fmt: skip
_SETS = {"ofac-csv": ofac_sdn.csv_parties, "uk-tables": uk.table_parties}
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
    opened, log, heading = Opened(known.path), new_log(), ListHeading(known.list, date=known.date)
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
    known: Recognised,
    opened: Opened,
    heading: ListHeading,
    log: ProblemLog,
    columns: Mapping[str, str] | None,
) -> Iterator[Party]:
    if known.format == "own":
        return custom_list.parties(opened, heading, log, columns)
    if known.format in _SETS:
        return _SETS[known.format](
            opened, heading, log, {part: Opened(p) for part, p in known.beside.items()}
        )
    return _READERS[known.format](opened, heading, log)


def _judge(file: str, heading: ListHeading, log: ProblemLog, count: int) -> None:
    """Refuse what would clear people who stand on the list: no entry, or too many that could not be read."""
    if count == 0:
        log.add(
            file, 0, "", "the list holds no entry",
            rule="a list names at least one party",
            next_step="fetch the file again; an empty list would clear everybody",
        )  # fmt: skip
    lost = sum(p.stands_for for p in log.problems() if p.severity == "error")
    if lost:
        heading.left_out += (plural(lost, "entry that could not be read", "entries that could not be read"),)
    if count == 0 or lost > max(3, count * SMALL):
        raise DocumentError(log.problems())
    if heading.declared is not None and heading.declared != count:
        if heading.declared > count + lost:
            heading.left_out += (f"{heading.declared - count - lost:,} of the entries it counts",)
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
    name: str, known: Recognised, heading: ListHeading, opened: Opened, digest: str, parties: list[Party],
    problems: tuple[Problem, ...],
) -> SnapshotInfo:  # fmt: skip
    by_schema: dict[str, int] = defaultdict(int)
    by_programme: dict[str, int] = defaultdict(int)
    for party in parties:
        by_schema[party.schema] += 1
        for code in party.programmes:
            by_programme[code] += 1
    return SnapshotInfo(
        list=name, date=heading.date or known.date, source=opened.name, sha256=digest, parties=len(parties),
        names=sum(len(party.names) for party in parties), by_schema=dict(sorted(by_schema.items())),
        by_programme=dict(sorted(by_programme.items())), reader=known.format,
        warnings=tuple(str(p) for p in problems[:50]), left_out=heading.left_out,
    )  # fmt: skip
