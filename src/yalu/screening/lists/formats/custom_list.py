"""A list of the user's own, in CSV or XLSX: the columns are guessed, shown, and can be named."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

import msgspec

from yalu.documents.problems import ProblemLog, did_you_mean, one_of, shown, visible
from yalu.documents.tables.csv_rows import CsvRows, SwallowedError, delimiter_of
from yalu.documents.tables.workbooks import far_row, other_sheets
from yalu.documents.text.text_encoding import decode
from yalu.screening.lists.formats.entry_values import codes, date_spans, day, distinct, identifiers, named
from yalu.screening.lists.formats.list_files import (
    ListFaultError,
    ListHeading,
    Opened,
    check_width,
    fold,
    nameless,
    unread_date,
)
from yalu.screening.records import DateSpan, Identifier, NameKind, Party, Schema

# What a column may be, and the headers that mean it, in lower case; the first that fits counts.
MEANINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "entry", "reference", "ref", "unique id", "uid", "number", "no", "no.", "编号", "번호"),
    "name": ("name", "full name", "name of individual or entity", "name of individual", "name of entity", "party", "entity",
             "company", "primary name", "party name", "名称", "姓名", "이름", "성명"),
    "name_type": ("name type", "nametype"),
    "alias_strength": ("alias strength", "alias quality", "name quality"),
    "alias": ("alias", "aliases", "aka", "a.k.a.", "also known as", "other names", "alternative names", "别名"),
    "weak_alias": ("weakalias", "weak alias", "weak aliases", "low quality aka"),
    "former": ("former", "previousname", "former name", "former names", "fka", "previous names"),
    "original": ("original", "original script", "name in original script", "native name", "name (original)", "original name"),
    "schema": ("schema", "type", "entity type", "party type", "kind", "类型"),
    "programme": ("programme", "program", "regime", "list", "annex", "programkey", "measure"),
    "listed": ("listed", "listed on", "date listed", "date designated", "startdate", "start date", "effective date",
               "control date"),
    "delisted": ("delisted", "delisted on", "end date", "enddate", "expires"),
    "country": ("country", "countries", "nationality", "citizenship", "国家", "국가"),
    "birth": ("birth", "birth date", "birthdate", "date of birth", "dob", "d.o.b", "born", "出生日期", "생년월일"),
    "birth_place": ("birth place", "birthplace", "place of birth", "pob"),
    "gender": ("gender", "sex"),
    "address": ("address", "addresses", "地址", "주소"),
    "title": ("title", "position", "function", "role"),
    "passport": ("passport", "passport number", "passportnumber", "passport no"),
    "national_id": ("national id", "idnumber", "id number", "identity card"),
    "registration": ("registration", "registration number", "registrationnumber", "company number", "business registration"),
    "tax": ("tax", "tax id", "taxnumber", "tax number", "vat"),
    "imo": ("imo", "imo number", "imonumber"),
    "mmsi": ("mmsi",),
    "call_sign": ("call sign", "callsign"),
    "lei": ("lei", "leicode"),
    "swift": ("swift", "bic", "swiftbic", "swift/bic"),
    "flag": ("flag", "vessel flag", "ship flag"),
    "remarks": ("remarks", "notes", "reason", "comments", "other information", "备注"),
}  # fmt: skip
_NUMBERS = ("passport", "national_id", "registration", "tax", "imo", "mmsi", "call_sign", "lei", "swift")
# Several values may stand in one of their cells; an address over several lines is one.
_OF_MANY = frozenset(
    {"alias", "weak_alias", "former", "original", "programme", "country", "birth", "flag", *_NUMBERS}
)
_SCHEMAS: dict[str, Schema] = {
    "person": "Person", "individual": "Person", "natural person": "Person", "company": "Company",
    "organization": "Organization", "organisation": "Organization", "entity": "Organization",
    "publicbody": "PublicBody", "vessel": "Vessel", "ship": "Vessel", "aircraft": "Airplane", "airplane": "Airplane",
}  # fmt: skip
MOST_ROWS = 2_000_000
MOST_XLSX = 200 * 1024**2


def guess(header: list[str]) -> dict[str, str]:
    """Which column of a header means what, as ``meaning: column``; columns that mean nothing known are left out."""
    folded = {fold(cell).replace("_", " "): fold(cell) for cell in header}
    found: dict[str, str] = {}
    for meaning, words in MEANINGS.items():
        column = next(
            (folded[word] for word in words if word in folded and folded[word] not in found.values()), None
        )
        if column is not None:
            found[meaning] = column
    return found


def parties(
    opened: Opened, heading: ListHeading, log: ProblemLog, columns: Mapping[str, str] | None = None
) -> Iterator[Party]:
    """Every row with a name; rows that a column calls aliases are names of the entry before them.

    ``columns`` names columns by meaning where the guess would be wrong.
    """
    if opened.head().startswith(_ZIP) and (left := _sheets_left(opened)):
        heading.left_out += (f"the sheets {left}",)
        log.warn(
            opened.name, 0, "", f"only the first sheet is read; not read: {left}",
            rule="a list of your own is one sheet", next_step="save each sheet as a list of its own",
        )  # fmt: skip
    stream = _table(opened)
    header = next(stream, (0, []))[1]
    meant = guess(header) | {k: fold(v) for k, v in (columns or {}).items()}
    _check(meant, header)
    unread = [cell for cell in header if cell.strip() and fold(cell) not in meant.values()]
    log.warn(
        opened.name, 1, "", "columns read as: " + ", ".join(f"{k} = {v}" for k, v in sorted(meant.items()))
        + f"; not read: {one_of(unread) or 'none'}",
        rule="the columns of a list of your own are guessed from their headers",
        next_step="if one is wrong or missing, name it: --column name=HEADER",
    )  # fmt: skip
    names = [fold(cell) for cell in header]
    order = _order(opened, {meant[k] for k in ("birth", "listed", "delisted") if k in meant})
    ids: dict[str, int] = {}
    held: Party | None = None
    for line, row in stream:
        if not any(cell.strip() for cell in row):
            continue
        if line > MOST_ROWS:
            raise ListFaultError(
                f"more than {MOST_ROWS:,} rows", rule="a list of your own is smaller", next_step="split the file",
            )  # fmt: skip
        check_width(row, names, line)
        read = {k: _said(k, column, names, row) for k, column in meant.items()}
        party = _party(read, heading, opened.name, line, log, ids, order)
        if party is None:
            continue
        if held is not None and _is_alias(read, held):
            held = _joined(held, party)
            continue
        if held is not None:
            yield held
        held = party
    if held is not None:
        yield held


def _said(meaning: str, column: str, names: list[str], row: list[str]) -> str:
    """What the columns of a header say in a row, blanks folded; in cells of many values a line of its own is one."""
    found: dict[str, None] = {}
    for name, cell in zip(names, row, strict=False):
        if name == column:
            lines = cell.splitlines() if meaning in _OF_MANY else [cell]
            found |= dict.fromkeys(text for line in lines if (text := " ".join(line.split())))
    return "; ".join(found)


def _is_alias(cells: Mapping[str, str], held: Party) -> bool:
    """Whether a row is another name of the entry before it: it says so, and its id is 2a, 2b … of 2, or the same."""
    kind, entry = cells.get("name_type", "").lower(), cells.get("id", "")
    return bool(kind) and "primary" not in kind and entry.rstrip("abcdefghijklmnopqrstuvwxyz") == held.entry


def _joined(held: Party, row: Party) -> Party:
    return msgspec.structs.replace(
        held,
        names=distinct([*held.names, *row.names]),
        births=tuple(dict.fromkeys((*held.births, *row.births))),
        identifiers=tuple(dict.fromkeys((*held.identifiers, *row.identifiers))),
        addresses=tuple(dict.fromkeys((*held.addresses, *row.addresses))),
        countries=tuple(dict.fromkeys((*held.countries, *row.countries))),
    )


def _kind(cells: Mapping[str, str]) -> NameKind:
    """What a row's own name is, by the columns that say so."""
    kind, strength = cells.get("name_type", "").lower(), cells.get("alias_strength", "").lower()
    if not kind or "primary" in kind:
        return "primary"
    if "former" in kind or "f.k.a" in kind:
        return "former"
    return "weak" if "weak" in strength or "low" in strength else "strong"


def _check(meant: Mapping[str, str], header: list[str]) -> None:
    known = [fold(cell) for cell in header]
    for meaning, column in meant.items():
        if meaning not in MEANINGS:
            raise ListFaultError(
                f"{shown(meaning)} is no meaning of a column{did_you_mean(meaning, MEANINGS)}",
                rule=f"a column means one of {one_of(MEANINGS)}", next_step="correct --column", value=meaning,
            )  # fmt: skip
        if column not in known:
            raise ListFaultError(
                f"there is no column {shown(column)}{did_you_mean(column, known)}",
                rule="a column is named as its header", next_step=f"choose from {one_of(known)}", value=column,
            )  # fmt: skip
    if "name" not in meant and "original" not in meant:
        raise ListFaultError(
            f"no column holds names; the header reads {one_of(header) or 'nothing'}",
            rule="a list has a column of names",
            next_step="name it: --column name=HEADER",
        )


def _party(
    cells: Mapping[str, str], heading: ListHeading, file: str, line: int, log: ProblemLog, ids: dict[str, int],
    order: Order,
) -> Party | None:  # fmt: skip
    get = cells.get
    imo = get("imo", "")
    schema = _SCHEMAS.get(get("schema", "").lower(), "Vessel" if imo else "LegalEntity")
    found = [named(get("name", "") or get("original", ""), _kind(cells), field="name")]
    found += [named(text, "strong", field="alias") for text in _many(get("alias", ""))]
    found += [named(text, "strong", field="original") for text in _many(get("original", ""))]
    found += [named(text, "weak", field="weak_alias") for text in _many(get("weak_alias", ""))]
    found += [named(text, "former", field="former") for text in _many(get("former", ""))]
    names = distinct(found)
    if not names:
        nameless(log, file, f"line {line}")
        return None
    births = tuple(_in_order(b, order) for b in date_spans(get("birth", "")) if b.text)
    listed, delisted = (
        _in_order(DateSpan(text, day(text), day(text)), order)
        for text in (get("listed", ""), get("delisted", ""))
    )
    for field, read in (*(("birth", birth) for birth in births), ("listed", listed), ("delisted", delisted)):
        if read.text and read.start is None:
            unread_date(log, file, f"line {line}", field, read.text)
    entry = get("id", "") or _id(ids, names[0].text, get("birth", ""), get("country", ""))
    return Party(
        id=f"{heading.list}:{entry}",
        list=heading.list,
        entry=entry,
        schema=schema,
        names=names,
        programmes=tuple(_many(get("programme", ""))),
        listed=listed.start,
        delisted=delisted.start,
        countries=codes(_many(get("country", ""))),
        births=births,
        birth_places=tuple(_many(get("birth_place", ""))),
        genders=tuple(g for g in (get("gender", "").lower(),) if g in {"male", "female"}),
        identifiers=tuple(_numbers(cells, schema)),
        addresses=tuple(_many(get("address", ""))),
        flags=codes(_many(get("flag", ""))),
        titles=tuple(_many(get("title", ""))),
        remarks=get("remarks", ""),
        origin=f"{file}:{line}",
    )


_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
Order = Literal["day first", "month first", ""]


def _order(opened: Opened, columns: set[str]) -> Order:
    """Whether days are written day first or month first, by those of the file that leave no doubt; "" where it is open."""
    if not columns:
        return ""
    stream = _table(opened)
    names = [fold(cell) for cell in next(stream, (0, []))[1]]
    found = set[Order]()
    for _, row in stream:
        for name, cell in zip(names, row, strict=False):
            for first, second, _ in _SLASHED.findall(cell) if name in columns else ():
                found |= {"day first"} if int(first) > 12 else {"month first"} if int(second) > 12 else set()
    return found.pop() if len(found) == 1 else ""


def _in_order(span: DateSpan, order: Order) -> DateSpan:
    """A date as its file writes them: the year alone where day and month could change places and nothing says which."""
    match = _SLASHED.fullmatch(span.text)
    if match is None:
        return span
    first, second, year = match.groups()
    if int(second) > 12 or (order == "month first" and int(first) <= 12):
        read = day(f"{year}-{first}-{second}")
    elif order or first == second or int(first) > 12 or not int(first) or not int(second):
        return span
    else:
        read = day(year)
    return DateSpan(span.text, read, read)


def _many(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;|]", cell) if part.strip()]


def _numbers(cells: Mapping[str, str], schema: Schema) -> Iterator[Identifier]:
    for kind in _NUMBERS:
        yield from identifiers(
            "company_imo" if kind == "imo" and schema != "Vessel" else kind, cells.get(kind, "")
        )


def _id(ids: dict[str, int], *parts: str) -> str:
    name = hashlib.sha256("|".join(parts).casefold().encode()).hexdigest()[:12]
    times = ids[name] = ids.get(name, 0) + 1
    return name if times == 1 else f"{name}-{times}"


def _table(opened: Opened) -> Iterator[tuple[int, list[str]]]:
    if opened.head().startswith(_ZIP):
        yield from _workbook(opened)
        return
    text = _text(opened)
    rows = CsvRows(io.StringIO(text, newline=""), delimiter=delimiter_of(text.partition("\n")[0]))
    try:
        for row in rows:
            rows.width = rows.width or len(row)
            yield rows.last, row
    except SwallowedError as error:  # a quote that is closed lines later swallows the parties between
        raise ListFaultError(
            str(error),
            rule="a quoted field is closed in its own row",
            next_step="close the quote on that line, or save the list again as CSV in UTF-8",
        ) from error


def _text(opened: Opened) -> str:
    """The whole text. Raises ListFaultError where its encoding would be a guess: names read wrongly clear their bearers."""
    log = ProblemLog()
    text = decode(opened.whole().rstrip(b"\x1a"), log, file=opened.name)
    if text is None:
        raise ListFaultError(
            log.problems()[0].message,
            rule="a list of your own is saved as UTF-8, or as UTF-16 with its mark",
            next_step="save it again as UTF-8 (in Excel: “CSV UTF-8”) or as XLSX",
        )
    return text


_ZIP = b"PK\x03\x04"


def _workbook(opened: Opened) -> Iterator[tuple[int, list[str]]]:
    """The first sheet as text: what formulas gave when they were last computed, never the formulas."""
    with _open_workbook(opened) as book:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some exports state fewer rows and columns than they have; those would be lost
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, ["" if cell is None else _cell(cell) for cell in row]


def _sheets_left(opened: Opened) -> str:
    with _open_workbook(opened) as book:
        return ", ".join(visible(name) for name in other_sheets(book))


@contextmanager
def _open_workbook(opened: Opened) -> Iterator[Any]:
    whole = opened.whole()
    try:
        _check_size(whole)
        from openpyxl import load_workbook  # noqa: PLC0415 - heavy, only for workbooks

        yield load_workbook(io.BytesIO(whole), read_only=True, data_only=True)
    except ListFaultError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML and ZIP readers do
        raise ListFaultError(
            f"the workbook cannot be read: {type(error).__name__}",
            rule="the file is a workbook in XLSX",
            next_step="save it again as XLSX or CSV",
        ) from error


def _check_size(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        size = sum(part.file_size for part in archive.infolist())
        number = far_row(archive) if size <= MOST_XLSX else 0
    if number:
        raise ListFaultError(
            f"a sheet has a row with the number {number:,}",
            rule="a sheet has no more rows than Excel has",
            next_step="save it again as XLSX or CSV",
        )
    if size > MOST_XLSX:
        raise ListFaultError(
            f"unpacked, the workbook holds more than {MOST_XLSX:,} bytes",
            rule="a workbook is at most that large",
            next_step="save the sheet as CSV",
        )


def _cell(value: object) -> str:
    text = str(value)
    return text.removesuffix(" 00:00:00")  # a date that a spreadsheet gave a midnight
