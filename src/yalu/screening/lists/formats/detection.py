"""Which list a file is, told by its content; the name only helps where the content cannot say."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from yalu.screening.lists.formats.date_spans import american
from yalu.screening.lists.formats.list_files import Opened
from yalu.screening.lists.formats.ofac.consolidated_screening_list import LISTS, register_date

_NAME_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_ROOT = re.compile(rb"<\s*(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s>/]")
# Programmes that only OFAC's consolidated (non-SDN) file carries; the two files share one shape.
_NON_SDN = (
    b"NS-PLC",
    b"561-Related",
    b"FSE-IR",
    b"FSE-SY",
    b"UKRAINE-EO13662",
    b"CMIC-EO13959",
    b"NS-ISA",
    b"CAPTA",
)
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
        return _xml(opened, head)
    if head.startswith(b"{"):
        return _json(opened, head)
    return _delimited(opened, head)


def _name_date(path: Path) -> str:
    match = _NAME_DATE.search(path.name)
    return "-".join(part for part in match.groups() if part) if match else ""


def _first(pattern: bytes, head: bytes) -> str:
    match = re.search(pattern, head)
    return match[1].decode("latin-1") if match else ""


def _xml(opened: Opened, head: bytes) -> Recognised | None:
    bare = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>", b"", head, flags=re.DOTALL)
    root = _ROOT.search(bare)
    name = root[1].decode("latin-1") if root else ""
    if name == "CONSOLIDATED_LIST":
        return Recognised(
            opened.path,
            "un-xml",
            "un",
            _first(rb'dateGenerated="(\d{4}-\d{2}-\d{2})', head) or _name_date(opened.path),
        )
    if name == "export":
        return Recognised(
            opened.path,
            "eu-xml",
            "eu",
            _first(rb'generationDate="(\d{4}-\d{2}-\d{2})', head) or _name_date(opened.path),
        )
    if name == "sdnList":
        when = american(_first(rb"<Publish_Date>([^<]*)", head))
        date = when.text if when is not None else _name_date(opened.path)
        return Recognised(opened.path, "ofac-xml", _ofac_list(opened, head), date)
    if name == "Sanctions":
        parts = [_first(rb"<" + tag + rb">\s*(\d+)", head) for tag in (b"Year", b"Month", b"Day")]
        date = f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}" if all(parts) else _name_date(opened.path)
        return Recognised(opened.path, "ofac-advanced", _ofac_list(opened, head), date)
    if name == "Designations":
        return Recognised(
            opened.path,
            "uk-xml",
            "uk",
            _british(_first(rb"<DateGenerated>([^<]*)", head)) or _name_date(opened.path),
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


def _json(opened: Opened, head: bytes) -> Recognised | None:
    if b'"list_id"' in head[:2000]:
        name = _first(rb'"list_id"\s*:\s*"([^"]*)"', head)
        source, taken = (
            _first(rb'"source_file"\s*:\s*"([^"]*)"', head),
            _first(rb'"extracted"\s*:\s*"([^"]*)"', head),
        )
        return Recognised(opened.path, "us-register", LISTS.get(name, name), register_date(source, taken))
    line = head.split(b"\n", 1)[0]
    if b'"schema"' in line and b'"properties"' in line:
        return Recognised(opened.path, "ftm", "opensanctions", _name_date(opened.path))
    if b'"results"' in head or b'"sources_used"' in head or b'"source_list_url"' in head:
        return Recognised(opened.path, "us-csl", "us", _name_date(opened.path))
    return None


def _delimited(opened: Opened, head: bytes) -> Recognised | None:
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
